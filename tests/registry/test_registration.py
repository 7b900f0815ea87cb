from __future__ import annotations

from pathlib import Path

import pytest

from reelmark.errors import RegistryError
from reelmark.ledger.statement import Kind
from reelmark.registry.payloads import ImplicitLabel, RegisterEpisode, as_json
from reelmark.registry.rebuild import rebuild
from reelmark.registry.registration import (
    Registered,
    check_namesakes,
    check_title,
    plan,
    register_episode,
)
from reelmark.registry.store import Registry
from reelmark.registry.vocabulary import AiInvolvement, AiLabelValue
from tests.registry.samples import registry, track
from tests.registry.test_rebuild import remove

pytestmark = pytest.mark.usefixtures("each_database")


IS, POSSIBLY = ImplicitLabel(value=AiLabelValue.IS), ImplicitLabel(value=AiLabelValue.POSSIBLY)


class Desk:
    """Registers episodes of random pictures."""

    def __init__(self, home: Path) -> None:
        self.registry: Registry = registry(home)
        self.title = "凤归"
        self.drama: str | None = "feng-gui"

    def register(
        self,
        number: int,
        pictures: int,
        ai: AiInvolvement | None = None,
        credential: str | None = None,
        edition: str = "main",
        label: ImplicitLabel | None = None,
    ) -> Registered:
        salt = self.registry.keys.salt
        said = plan(salt, self.title, self.drama, edition, ai, credential)
        with self.registry.write() as writer:
            source = f"{pictures:064x}"
            return register_episode(writer, said, number, track(pictures), source, label)

    def label(self, number: int) -> ImplicitLabel | None:
        with self.registry.read() as reader:
            (edition,) = reader.editions("feng-gui")
            episode = reader.episode(edition.id, number)
            assert episode is not None
            said = reader.said(episode.seq)
        assert isinstance(said, RegisterEpisode)
        return said.implicit_label

    def kinds(self) -> list[tuple[Kind, str]]:
        with self.registry.read() as reader:
            entries = reader.entries("feng-gui")
        return [(entry.kind, entry.payload.subject) for entry in entries if entry.payload]


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def test_it_registers_drama_and_edition_with_the_first_episode(desk: Desk) -> None:
    assert desk.register(1, 11) == Registered(new=True, amended=False)
    assert desk.register(2, 12) == Registered(new=True, amended=False)
    assert desk.kinds() == [
        (Kind.REGISTER, "drama"),
        (Kind.REGISTER, "edition"),
        (Kind.REGISTER, "episode"),
        (Kind.REGISTER, "episode"),
    ]


def test_it_changes_nothing_when_the_same_comes_again(desk: Desk) -> None:
    desk.register(1, 11)
    assert desk.register(1, 11) == Registered(new=False, amended=False)
    assert len(desk.kinds()) == 3


def test_it_stores_the_pictures_once_for_two_editions(desk: Desk) -> None:
    desk.register(1, 11)
    desk.register(1, 11, edition="海外版")
    with desk.registry.read() as reader:
        found = [(t.edition.name, t.episode.track, t.data) for t in reader.tracks()]
    data = track(11).to_bytes()
    expected = track(11).sha256
    assert found == [("main", expected, data), ("海外版", expected, data)]


def test_it_refuses_other_pictures_for_an_episode(desk: Desk) -> None:
    desk.register(1, 11)
    with pytest.raises(RegistryError, match="episode 1 is already registered with other pictures"):
        desk.register(1, 12)


def test_it_refuses_the_same_pictures_as_another_episode(desk: Desk) -> None:
    desk.register(1, 11)
    with pytest.raises(RegistryError, match="episode 1 is already registered with these pictures"):
        desk.register(2, 11)


def test_it_keeps_nothing_of_a_refused_episode(desk: Desk) -> None:
    desk.register(1, 11)
    with pytest.raises(RegistryError):
        desk.register(1, 12, ai=AiInvolvement.GENERATED)
    assert len(desk.kinds()) == 3
    with desk.registry.read() as reader:
        assert reader.decoded(f"{12:064x}") is None


def test_it_remembers_what_a_file_was_decoded_to(desk: Desk) -> None:
    desk.register(1, 11)
    with desk.registry.read() as reader:
        assert reader.decoded(f"{11:064x}") == track(11).to_bytes()


def test_it_amends_the_ai_declaration_each_time_it_changes(desk: Desk) -> None:
    desk.register(1, 11)
    for said in (AiInvolvement.GENERATED, AiInvolvement.ASSISTED, AiInvolvement.GENERATED):
        assert desk.register(1, 11, ai=said).amended
        assert not desk.register(1, 11, ai=said).amended
        with desk.registry.read() as reader:
            drama = reader.drama("feng-gui")
        assert drama is not None
        assert drama.ai_involvement == said


def test_it_keeps_what_was_declared_when_nothing_is_said(desk: Desk) -> None:
    desk.register(1, 11, ai=AiInvolvement.GENERATED, credential="V123456788888888")
    assert not desk.register(2, 12).amended
    with desk.registry.read() as reader:
        drama, (edition,) = reader.drama("feng-gui"), reader.editions("feng-gui")
    assert drama is not None
    assert (drama.ai_involvement, edition.credential) == ("generated", "V123456788888888")


def test_it_amends_the_credential(desk: Desk) -> None:
    desk.register(1, 11)
    assert desk.register(1, 11, credential="V123456788888888").amended
    assert desk.kinds()[-1] == (Kind.AMEND, "edition")


def test_it_keeps_the_label_of_the_file(desk: Desk) -> None:
    desk.register(1, 11, label=POSSIBLY)
    assert desk.label(1) == POSSIBLY
    assert desk.register(1, 11, label=POSSIBLY) == Registered(new=False, amended=False)
    assert desk.register(1, 11) == Registered(new=False, amended=False)
    assert desk.label(1) == POSSIBLY


def test_a_label_that_is_new_amends_the_episode(desk: Desk) -> None:
    desk.register(1, 11)
    for label in (POSSIBLY, IS, POSSIBLY):
        assert desk.register(1, 11, label=label) == Registered(new=False, amended=True)
        assert desk.label(1) == label
        assert desk.kinds()[-1] == (Kind.AMEND, "episode")
    assert rebuild(desk.registry) == 6
    assert desk.label(1) == POSSIBLY


def test_a_file_without_a_label_says_what_it_always_said(desk: Desk) -> None:
    desk.register(1, 11)
    with desk.registry.read() as reader:
        said = reader.said(3)
    assert said is not None
    assert set(as_json(said)) == {"subject", "edition", "episode", "track"}


def test_it_refuses_another_title_for_a_drama(desk: Desk) -> None:
    desk.register(1, 11)
    desk.title = "其他"
    with pytest.raises(RegistryError, match="feng-gui is registered as 凤归"):
        desk.register(2, 12)


def test_it_does_not_take_again_what_was_removed(desk: Desk) -> None:
    desk.register(1, 11)
    remove(desk.registry, 3)
    with pytest.raises(RegistryError, match="this episode was removed from the registry"):
        desk.register(1, 11)


def test_it_finds_the_same_drama_by_its_title(desk: Desk) -> None:
    desk.drama = None
    desk.register(1, 11)
    desk.register(2, 12)
    with desk.registry.read() as reader:
        (drama,) = reader.dramas()
        (edition,) = reader.editions(drama.id)
        assert [episode.number for episode in reader.episodes(edition.id)] == [1, 2]


def test_it_asks_which_drama_when_a_given_id_has_the_title(desk: Desk) -> None:
    desk.register(1, 11)
    said = plan(desk.registry.keys.salt, "凤归", None, "main", None, None)
    with desk.registry.read() as reader:
        check_title(reader, said)
        with pytest.raises(RegistryError, match="add the drama id feng-gui"):
            check_namesakes(reader, said)
