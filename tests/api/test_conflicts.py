"""Two registrants with the same pictures or the same number: both sides, until somebody joins."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from flask import Flask
from flask.testing import FlaskClient

from reelmark.app import create_app
from reelmark.fingerprint import Track
from reelmark.ledger.statement import Kind
from reelmark.registry.comparing import Comparer
from reelmark.registry.payloads import parse
from reelmark.registry.rebuild import rebuild
from reelmark.registry.store import Registry
from tests.registry.samples import config, registry, track

pytestmark = pytest.mark.usefixtures("each_database")

NUMBER = "（总局）网微剧审字（2026）第001号"


def altered(original: Track, bits: int = 3) -> Track:
    """The same pictures as a re-encoding leaves them: some bits of every hash differ."""
    mask = np.uint64(sum(1 << (7 * bit) for bit in range(bits)))
    hashes, details = original.hashes ^ mask, original.details ^ mask
    return Track(original.times_ms, hashes, details, original.duration_ms)


class Desk:
    """Where registrants and reviewers say things, one transaction each."""

    def __init__(self, home: Path) -> None:
        self.registry = registry(home)
        self.client = create_app(config(home)).test_client()

    def say(self, kind: str, work: str, actor: str, fields: str) -> str:
        payload = parse(Kind(kind), f"{{{fields}}}".encode())
        with self.registry.write() as writer:
            return writer.append(Kind(kind), work, payload, actor).id

    def episode(self, kind: str, work: str, actor: str, pictures: Track, more: str = "") -> str:
        with self.registry.write() as writer:
            sha256 = writer.add_track(pictures.to_bytes())
        kept = f'{{"sha256": "{sha256}", "frames": {len(pictures)}, "duration_ms": 30000}}'
        place = f'"subject": "episode", "edition": "e-{work}", "episode": 1, "track": {kept}'
        return self.say(kind, work, actor, place + more)

    def register(
        self,
        work: str,
        actor: str,
        pictures: Track,
        name: str = "main",
        number: str = "",
        involvement: str = "unknown",
        label: str = "",
    ) -> str:
        """A drama with an edition and an episode; returns the id of the episode's statement."""
        ai = f'"ai": {{"involvement": "{involvement}"}}'
        self.say("register", work, actor, f'"subject": "drama", "title": "{work}!", {ai}')
        credential = f', "credential": "{number}"' if number else ""
        edition = f'"subject": "edition", "edition": "e-{work}", "name": "{name}"{credential}'
        self.say("register", work, actor, edition)
        more = f', "implicit_label": {{"value": "{label}"}}' if label else ""
        return self.episode("register", work, actor, pictures, more)

    def same_work(self, actor: str, confirms: str = "") -> str:
        confirming = f', "confirms": "{confirms}"' if confirms else ""
        fields = '"subject": "edition", "edition": "e-second", "drama": "first"'
        return self.say("same_work", "second", actor, fields + confirming)

    def lift(self, actor: str, statement: str) -> str:
        about = '"subject": "edition", "edition": "e-second"'
        fields = f'{about}, "resolves": "{statement}", "outcome": "lifted"'
        return self.say("resolve", "second", actor, fields)

    def read(self, path: str) -> dict[str, Any]:
        answer = self.client.get(path)
        assert answer.status_code == 200, answer.text
        return dict(answer.json or {})

    def status(self, work: str) -> str:
        return str(self.read(f"/v1/dramas/{work}")["drama"]["status"])

    def conflicts(self, query: str = "") -> list[dict[str, Any]]:
        return list(self.read(f"/v1/conflicts{query}")["conflicts"])


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


@pytest.fixture
def copied(desk: Desk) -> str:
    """Pictures that `one` registered and `two` registered after; the later statement's id."""
    desk.register("first", "one", track(1, 30))
    return desk.register("second", "two", altered(track(1, 30)))


def test_the_later_registration_of_the_same_pictures_is_pending(desk: Desk, copied: str) -> None:
    assert (desk.status("first"), desk.status("second")) == ("active", "pending")
    told = desk.read("/v1/dramas/second")
    edition = told["drama"]["editions"][0]
    assert (edition["status"], edition["approval"]["state"]) == ("pending", "pending")
    assert edition["episodes"][0]["status"] == "pending"
    causes = [(cause["work"], cause["id"] == copied) for cause in told["standings"][0]["causes"]]
    assert causes == [("second", True), ("first", False)]


def test_both_works_show_the_conflict_with_both_sides(desk: Desk, copied: str) -> None:
    (conflict,) = desk.conflicts()
    assert [(side["drama"], side["episodes"]) for side in conflict["sides"]] == [
        ("first", [1]),
        ("second", [1]),
    ]
    assert conflict["kind"] == "pictures"
    assert conflict["log10_e"] < -6
    for work in ("first", "second"):
        assert desk.read(f"/v1/dramas/{work}")["conflicts"] == [conflict]
        assert desk.conflicts(f"?work={work}") == [conflict]
    assert desk.conflicts("?work=third") == []


def test_other_pictures_and_ones_own_are_no_conflict(desk: Desk) -> None:
    desk.register("first", "one", track(1, 30))
    desk.register("third", "one", altered(track(1, 30)))
    desk.register("second", "two", track(2, 30))
    assert desk.conflicts() == []
    assert desk.status("second") == "active"


def test_it_is_joined_when_the_other_registrant_confirms(desk: Desk, copied: str) -> None:
    claim = desk.same_work("two")
    assert desk.conflicts()[0]["relation_claimed"]
    desk.same_work("two", claim)
    assert desk.status("second") == "pending"
    desk.same_work("one", claim)
    assert (desk.status("second"), desk.conflicts()) == ("active", [])


def test_a_review_lifts_it_and_the_registrant_does_not(desk: Desk, copied: str) -> None:
    desk.lift("two", copied)
    assert desk.status("second") == "pending"
    desk.lift("reviewer", copied)
    assert (desk.status("second"), desk.conflicts()) == ("active", [])


def test_a_revocation_outranks_it(desk: Desk, copied: str) -> None:
    source = '"source": {"name": "公告", "date": "2026-11-20", "document": "第 3 号"}'
    desk.say("revoke", "second", "reviewer", f'"subject": "drama", {source}')
    assert desk.status("second") == "revoked"
    assert len(desk.conflicts()) == 1


def test_the_first_stays_the_first_when_it_amends_its_pictures(desk: Desk, copied: str) -> None:
    first = desk.read("/v1/dramas/first")["statements"][-1]["id"]
    again = f', "supersedes": "{first}"'
    desk.episode("amend", "first", "one", altered(track(1, 30), 2), again)
    assert (desk.status("first"), desk.status("second")) == ("active", "pending")


def test_other_pictures_in_their_place_end_it(desk: Desk, copied: str) -> None:
    desk.episode("amend", "second", "two", track(9, 30), f', "supersedes": "{copied}"')
    assert (desk.status("second"), desk.conflicts()) == ("active", [])


def test_a_strangers_registration_for_a_work_is_compared_with_nothing(desk: Desk) -> None:
    desk.register("first", "one", track(1, 30))
    desk.register("second", "two", track(2, 30))
    desk.episode("register", "second", "three", altered(track(1, 30)))
    assert desk.conflicts() == []


def test_one_number_of_two_works_is_a_conflict_until_they_are_joined(desk: Desk) -> None:
    desk.register("first", "one", track(1, 30), number=NUMBER)
    desk.register("second", "two", track(2, 30), number="(总局)网微剧审字[2026]第001号")
    (conflict,) = desk.conflicts("?kind=number_of_two_works")
    assert (conflict["number"], len(conflict["sides"])) == (NUMBER, 2)
    assert desk.status("second") == "active"
    desk.same_work("one", desk.same_work("two"))
    assert desk.conflicts() == []


@pytest.mark.parametrize(
    ("name", "platform"), [("七猫短剧", ["hongguo"]), ("红果短剧", []), ("main", []), ("抖音", [])]
)
def test_a_number_of_another_platform_is_one_where_both_are_known(
    desk: Desk, name: str, platform: list[str]
) -> None:
    number = "（番茄）网微剧备字（2026）第847205号"
    desk.register("first", "one", track(1, 30), name=name, number=number)
    assert [one["platform"] for one in desk.conflicts()] == platform


@pytest.mark.parametrize("label", ["1", "2", "3"])
def test_a_label_in_a_file_contradicts_that_no_ai_was_used(desk: Desk, label: str) -> None:
    said = desk.register("first", "one", track(1, 30), involvement="none_declared", label=label)
    (conflict,) = desk.conflicts("?kind=ai_label")
    (side,) = conflict["sides"]
    assert (conflict["label"], side["id"], side["episodes"]) == (label, said, [1])
    told = desk.read("/v1/dramas/first")
    assert told["conflicts"] == [conflict]
    assert told["drama"]["ai"]["observed"] == [
        {"value": label, "basis": "implicit_metadata", "since": "2026-11-21", "episodes": 1}
    ]
    page = desk.client.get("/d/first?lang=en").text
    assert "The registrant declares no AI use; the implicit label in files it registered" in page
    assert f'<a href="#s{side["seq"]}">#{side["seq"]}</a>' in page
    assert "带有隐式标识" in desk.client.get("/d/first?lang=zh").text


@pytest.mark.parametrize("involvement", ["generated", "assisted", "unknown"])
def test_a_label_contradicts_nothing_else(desk: Desk, involvement: str) -> None:
    desk.register("first", "one", track(1, 30), involvement=involvement, label="1")
    desk.register("second", "two", track(2, 30), involvement="none_declared")
    assert desk.conflicts() == []


@pytest.mark.parametrize("ending", ["amended", "withdrawn", "declared"])
def test_it_ends_when_either_side_changes(desk: Desk, ending: str) -> None:
    said = desk.register("first", "one", track(1, 30), involvement="none_declared", label="1")
    episode = '"subject": "episode", "edition": "e-first", "episode": 1'
    drama = desk.read("/v1/dramas/first")["statements"][0]["id"]
    if ending == "amended":
        desk.episode("amend", "first", "one", track(1, 30), f', "supersedes": "{said}"')
    elif ending == "withdrawn":
        desk.say("withdraw", "first", "one", f'{episode}, "withdraws": "{said}"')
    else:
        ai = '"ai": {"involvement": "generated"}'
        fields = f'"subject": "drama", "title": "first!", {ai}, "supersedes": "{drama}"'
        desk.say("amend", "first", "one", fields)
    assert desk.conflicts() == []
    assert len(desk.conflicts("?as_of=3")) == 1


def test_it_was_not_there_before(desk: Desk, copied: str) -> None:
    assert desk.conflicts("?as_of=5") == []
    assert desk.read("/v1/dramas/second?as_of=5")["drama"]["status"] == "active"
    assert len(desk.conflicts("?as_of=6")) == 1


def test_a_rebuild_and_another_process_find_the_same(desk: Desk, copied: str) -> None:
    first = desk.read("/v1/dramas/first")["statements"][-1]["id"]
    desk.episode("amend", "first", "one", altered(track(1, 30), 2), f', "supersedes": "{first}"')

    def found(registry: Registry) -> list[Any]:
        Comparer(registry).follow()
        with registry.read() as reader:
            return reader.agreements()

    kept = desk.conflicts(), found(desk.registry)
    assert len(kept[1]) == 2
    rebuild(desk.registry)
    assert (desk.conflicts(), found(desk.registry)) == kept


def test_it_follows_step_by_step_what_it_finds_at_once(tmp_path: Path) -> None:
    step, once = Desk(tmp_path / "step"), Desk(tmp_path / "once")
    for desk in (step, once):
        for number, actor in enumerate(["one", "two", "one", "three", "two"]):
            desk.register(f"work-{number}", actor, altered(track(number % 2, 30), number))
            if desk is step:
                desk.read("/v1/dramas")
    told = [
        [(one["log10_e"], [side["seq"] for side in one["sides"]]) for one in desk.conflicts()]
        for desk in (step, once)
    ]
    assert told[0] == told[1]
    assert len(told[0]) == 3


def test_pages_of_both_works_show_both_sides_without_accusing(desk: Desk, copied: str) -> None:
    for work in ("first", "second"):
        page = desk.client.get(f"/d/{work}?lang=en").text
        assert "These pictures are registered by two registrants; relation not confirmed" in page
        assert 'href="/d/first?lang=en"' in page or work == "first"
        assert 'href="/d/second?lang=en"' in page or work == "second"
        assert "first!" in page
        assert "second!" in page


def test_a_list_of_them_goes_on_and_comes_as_csv(desk: Desk) -> None:
    for number in range(3):
        desk.register(f"work-{number}", f"actor-{number}", track(number, 30), number=NUMBER)
    page = desk.read("/v1/conflicts?limit=2")
    rest = desk.read(f"/v1/conflicts?limit=2&cursor={page['next']}")
    assert (len(page["conflicts"]), len(rest["conflicts"]), rest["next"]) == (2, 1, None)
    csv = desk.client.get("/v1/conflicts", headers={"Accept": "text/csv"}).text.splitlines()
    assert len(csv) == 1 + 6


@pytest.fixture
def app(tmp_path: Path) -> Flask:
    return create_app(config(tmp_path))


def test_no_conflict_in_an_empty_registry(app: Flask) -> None:
    client: FlaskClient = app.test_client()
    assert client.get("/v1/conflicts").json == {"conflicts": [], "next": None, "generation": 0}
