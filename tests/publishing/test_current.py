from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from reelmark.ledger.statement import Kind
from reelmark.publishing.current import Current
from reelmark.registry.organisations import unverify
from reelmark.registry.payloads import Ai, RegisterDrama
from reelmark.registry.rebuild import rebuild
from reelmark.registry.store import LOCAL_OPERATOR, Registry
from reelmark.registry.vocabulary import AiInvolvement
from tests.registry.samples import registry
from tests.registry_of_all import registry_of_all

pytestmark = pytest.mark.usefixtures("each_database")


class Hands:
    """A clock that is set by hand."""

    def __init__(self) -> None:
        self.now = datetime(2026, 11, 21, 12, 10, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now


def say_more(filled: Registry) -> None:
    with filled.write() as writer:
        ai = Ai(involvement=AiInvolvement.UNKNOWN)
        writer.append(Kind.REGISTER, "new", RegisterDrama(subject="drama", title="新", ai=ai))


def test_it_keeps_what_it_made_until_the_registry_says_more(tmp_path: Path) -> None:
    filled = registry_of_all(tmp_path)
    current = Current(filled, Hands())
    first = current.publication()
    assert current.publication() is first
    assert current.snapshot() is first.snapshot
    say_more(filled)
    assert current.publication().snapshot.generation == first.snapshot.generation + 1
    assert "new" in current.snapshot().by_id


def test_two_processes_make_the_same_files(tmp_path: Path) -> None:
    filled, clock = registry_of_all(tmp_path), Hands()
    first = Current(filled, clock).publication()
    clock.now += timedelta(minutes=40)
    second = Current(filled, clock).publication()
    assert second is not first
    assert (second.manifest, second.recent) == (first.manifest, first.recent)


def test_it_renews_the_date_every_hour(tmp_path: Path) -> None:
    clock = Hands()
    current = Current(registry_of_all(tmp_path), clock)
    first = current.publication()
    clock.now += timedelta(hours=1)
    later = current.publication()
    assert (later.made - first.made, later.bundle.data) == (timedelta(hours=1), first.bundle.data)


def test_it_still_has_the_bundle_before(tmp_path: Path) -> None:
    filled = registry_of_all(tmp_path)
    current = Current(filled, Hands())
    before = current.publication().bundle
    say_more(filled)
    assert current.bundle(before.sha256) == before.data
    assert current.bundle(current.publication().bundle.sha256) != before.data
    assert current.bundle("0" * 64) is None


def test_it_forgets_a_removed_payload_within_the_hour(tmp_path: Path) -> None:
    filled, clock = registry_of_all(tmp_path), Hands()
    current = Current(filled, clock)
    assert current.snapshot().by_id["feng-gui"].title == "凤归"
    with filled.write() as writer:
        removal = "UPDATE statement SET payload = NULL, salt = NULL WHERE seq = 1"
        writer.session.connection().execute(text(removal))
    rebuild(filled)
    clock.now += timedelta(hours=1)
    assert current.snapshot().by_id["feng-gui"].title is None


def test_it_publishes_an_empty_registry(tmp_path: Path) -> None:
    publication = Current(registry(tmp_path), Hands()).publication()
    assert (publication.described.generation, publication.described.bundle.frames) == (0, 0)


def test_an_earlier_state_follows_who_is_verified(tmp_path: Path) -> None:
    filled = registry_of_all(tmp_path)
    hands = Hands()
    current = Current(filled, hands)
    until = current.snapshot().generation - 1
    kept = current.snapshot_at(until)
    assert kept is not None
    shown = next(one for one in kept.dramas if one.drama.registrant == LOCAL_OPERATOR)
    assert shown.drama.verified
    with filled.write() as writer:
        unverify(writer.session, LOCAL_OPERATOR, hands.now)
    after = current.snapshot_at(until)
    assert after is not None
    assert not after.by_id[shown.drama.id].verified
