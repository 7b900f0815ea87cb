"""A registry made when the format was settled is read as it was meant, for ever."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from reelmark.errors import ConfigError
from reelmark.ledger.statement import Kind
from reelmark.ledger.store import verified
from reelmark.registry.rebuild import rebuild
from reelmark.registry.record import Record, read_record
from reelmark.registry.store import Registry
from reelmark.registry.vocabulary import ApprovalState, Status
from tests.registry.make_fixture import FIXTURE
from tests.registry.samples import registry, track
from tests.registry.test_rebuild import rows, say
from tests.registry.test_views import DRAMA


@pytest.fixture
def old(tmp_path: Path) -> Registry:
    shutil.copy(FIXTURE, tmp_path / "reelmark.sqlite3")
    return registry(tmp_path)


def record(old: Registry, drama: str) -> Record:
    with old.read() as reader:
        found = reader.drama(drama)
        assert found is not None
        return read_record(reader, found)


def test_its_statements_verify_with_every_kind_among_them(old: Registry) -> None:
    with old.read() as reader:
        found = [statement for _, statement in verified(reader.session)]
    assert len(found) == 23
    assert {statement.kind for statement in found} == set(Kind)
    assert [statement.payload is None for statement in found].count(True) == 1
    assert {statement.key_id for statement in found} == {found[0].key_id}
    assert found[0].time == "2026-11-21T06:00:00.000Z"


def test_its_views_are_rebuilt_to_equal_rows(old: Registry) -> None:
    before = rows(old)
    assert rebuild(old) == 23
    assert rows(old) == before


def test_it_holds_the_tracks_that_were_registered(old: Registry) -> None:
    with old.read() as reader:
        found = [(t.drama.id, t.episode.number, t.data) for t in reader.tracks()]
    assert found[0] == ("demo-feng-gui", 1, track(0).to_bytes())
    assert len(found) == 7


def test_it_tells_an_amended_listed_drama(old: Registry) -> None:
    told = record(old, "demo-feng-gui")
    assert (told.drama.title, told.drama.ai_involvement) == ("演示·凤归", "assisted")
    assert told.standing.status is Status.ACTIVE
    assert [e.edition.name for e in told.editions] == ["main", "海外版"]
    assert [len(e.episodes) for e in told.editions] == [3, 1]
    listed, bare = (e.approval for e in told.editions)
    assert (listed.state, bare.state) == (ApprovalState.LISTED, ApprovalState.NONE_SEEN)
    assert listed.number is not None
    assert listed.number.text == "（演示）网微剧审字（2099）第000号"


def test_it_tells_a_revoked_drama(old: Registry) -> None:
    told = record(old, "demo-chang-jie")
    assert told.standing.status is Status.REVOKED
    (edition,) = told.editions
    assert edition.approval.state is ApprovalState.REVOKED
    assert edition.edition.credential == "演示 7 号"


def test_it_tells_a_withdrawn_drama_whose_title_was_removed(old: Registry) -> None:
    told = record(old, "demo-wu-gang")
    assert told.drama.title is None
    assert told.standing.status is Status.WITHDRAWN
    assert told.history.of_statement(told.history.entries[0]) is Status.REDACTED


def test_it_is_not_written_to_without_its_keys(old: Registry) -> None:
    with pytest.raises(ConfigError, match="restore"):
        say(old, (Kind.REGISTER, DRAMA), "feng-gui", "local-operator")
