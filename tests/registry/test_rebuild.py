from __future__ import annotations

import hashlib
import shutil
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlmodel import select, text

from reelmark.ledger.keys import load_keys
from reelmark.ledger.statement import Kind, StatementError
from reelmark.registry.payloads import (
    Ai,
    AmendDrama,
    AmendEdition,
    AmendEpisode,
    Payload,
    RegisterDrama,
    RegisterEdition,
    RegisterEpisode,
    TrackRef,
)
from reelmark.registry.rebuild import rebuild
from reelmark.registry.store import Registry
from reelmark.registry.tables import DramaRow, EditionRow, EpisodeRow
from reelmark.registry.vocabulary import AiInvolvement, AiScope
from tests.databases import change
from tests.registry.samples import config, registry
from tests.registry.test_store import register_one

pytestmark = pytest.mark.usefixtures("each_database")

BLOBS = [b"one", b"two", b"three"]

ids = st.just("0f" * 32)
names = st.sampled_from(["凤归", "长街", "main"])
editions = st.sampled_from(["e-one", "e-two", "e-three"])
numbers = st.integers(1, 3)
ais = st.builds(
    Ai,
    involvement=st.sampled_from(AiInvolvement),
    scope=st.none() | st.lists(st.sampled_from(AiScope), min_size=1).map(tuple),
    tools=st.none() | st.just(("Kling", "Vidu")),
)
tracks = st.builds(
    TrackRef,
    sha256=st.sampled_from([hashlib.sha256(blob).hexdigest() for blob in BLOBS]),
    frames=numbers,
    duration_ms=numbers,
)
drama = {"subject": st.just("drama"), "title": names, "ai": ais}
edition = {
    "subject": st.just("edition"),
    "edition": editions,
    "name": names,
    "credential": st.none() | names,
}
episode = {
    "subject": st.just("episode"),
    "edition": editions,
    "episode": numbers,
    "track": tracks,
}
said = (
    st.tuples(st.just(Kind.REGISTER), st.builds(RegisterDrama, **drama))
    | st.tuples(st.just(Kind.REGISTER), st.builds(RegisterEdition, **edition))
    | st.tuples(st.just(Kind.REGISTER), st.builds(RegisterEpisode, **episode))
    | st.tuples(st.just(Kind.AMEND), st.builds(AmendDrama, supersedes=ids, **drama))
    | st.tuples(st.just(Kind.AMEND), st.builds(AmendEdition, supersedes=ids, **edition))
    | st.tuples(st.just(Kind.AMEND), st.builds(AmendEpisode, supersedes=ids, **episode))
)
statement = st.tuples(
    said, st.sampled_from(["work-a", "work-b"]), st.sampled_from(["first", "second"])
)
removal = st.integers(1, 30)


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with keys alone, to be copied."""
    home = tmp_path_factory.mktemp("empty")
    load_keys(config(home).keys, make=True)
    return home


def rows(opened: Registry) -> list[dict[str, object]]:
    with opened.read() as reader:
        return [
            row.model_dump()
            for query in (
                select(DramaRow).order_by(DramaRow.id),
                select(EditionRow).order_by(EditionRow.id),
                select(EpisodeRow).order_by(text("edition, number")),
            )
            for row in reader.session.exec(query)
        ]


def say(opened: Registry, said: tuple[Kind, Payload], work: str, actor: str) -> None:
    with opened.write() as writer:
        writer.append(said[0], work, said[1], actor)


def remove(opened: Registry, seq: int) -> None:
    with opened.write() as writer:
        change = text("UPDATE statement SET payload = NULL, salt = NULL WHERE seq = :seq")
        writer.session.connection().execute(change, {"seq": seq})
    rebuild(opened)


@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],  # each example has its own home
)
@given(st.lists(statement | removal, max_size=30))
def test_it_gives_the_rows_that_appending_gave(
    empty: Path, steps: list[tuple[tuple[Kind, Payload], str, str] | int]
) -> None:
    with TemporaryDirectory() as folder:
        home = Path(shutil.copytree(empty, Path(folder) / "home"))
        opened = registry(home)
        with opened.write() as writer:
            for blob in BLOBS:
                writer.add_track(blob)
        for step in steps:
            if isinstance(step, int):
                remove(opened, step)
            else:
                say(opened, *step)
        appended = rows(opened)
        rebuild(opened)
        assert rows(opened) == appended


def test_it_restores_views_that_were_lost(tmp_path: Path) -> None:
    register_one(tmp_path, 1)
    register_one(tmp_path, 2)
    opened = registry(tmp_path)
    before = rows(opened)
    change(tmp_path, "DELETE FROM episode")
    change(tmp_path, "UPDATE drama SET title = 'x'")
    assert rebuild(opened) == 4
    assert rows(opened) == before


@pytest.mark.parametrize(
    ("damage", "reason"),
    [
        ("UPDATE statement SET header = :bytes WHERE seq = 2", "statement 2 .*not canonical"),
        ("UPDATE statement SET payload = :bytes WHERE seq = 3", "statement 3 .*not the one"),
        ("DELETE FROM statement WHERE seq = 2", "statement 2 is missing"),
        ("UPDATE track SET data = :bytes", "statement 3 .*missing or damaged"),
        ("DELETE FROM track", "statement 3 .*missing or damaged"),
    ],
)
def test_it_names_the_first_bad_statement_and_changes_nothing(
    tmp_path: Path, damage: str, reason: str
) -> None:
    register_one(tmp_path, 1)
    opened = registry(tmp_path)
    before = rows(opened)
    change(tmp_path, damage)
    with pytest.raises(StatementError, match=reason):
        rebuild(opened)
    assert rows(opened) == before


def test_it_refuses_a_payload_that_fits_no_model(tmp_path: Path) -> None:
    opened = registry(tmp_path)
    stray = RegisterEdition.model_construct(subject="edition", edition="E!", name="main")
    with pytest.raises(StatementError, match=r"statement 1 .*does not fit its kind"):
        say(opened, (Kind.REGISTER, stray), "work-a", "first")
