from __future__ import annotations

from pathlib import Path

import pytest

from reelmark.fingerprint import Track
from reelmark.ledger.statement import Kind
from reelmark.publishing.record import PublishedDrama
from reelmark.publishing.snapshot import EMPTY, read_snapshot
from reelmark.registry.payloads import Dispute
from reelmark.registry.vocabulary import DisputeAbout
from tests.registry.samples import registry
from tests.registry_of_all import NOTICE, registry_of_all

pytestmark = pytest.mark.usefixtures("each_database")


@pytest.fixture
def dramas(tmp_path: Path) -> dict[str, PublishedDrama]:
    with registry_of_all(tmp_path).read() as reader:
        return read_snapshot(reader).by_id


def test_it_is_empty_without_statements(tmp_path: Path) -> None:
    with registry(tmp_path).read() as reader:
        found = read_snapshot(reader)
    assert (found.generation, found.dramas) == (EMPTY.generation, EMPTY.dramas)


def test_it_tells_a_listed_approval_with_its_source(dramas: dict[str, PublishedDrama]) -> None:
    approval = dramas["feng-gui"].editions[0].approval
    assert (approval.state, approval.tier) == ("listed", "class_1")
    assert approval.number == "（总局）网微剧审字（2026）第001号"
    assert approval.source is not None
    assert (approval.source.url, approval.source.row) == (NOTICE, "第 3 行")


def test_it_tells_the_ai_line_apart_from_the_approval(dramas: dict[str, PublishedDrama]) -> None:
    disputed = dramas["long-street"]
    assert (disputed.ai.involvement, disputed.ai.disputed) == ("assisted", "2026-11-21")
    assert disputed.editions[0].approval.state == "declared"


def test_it_tells_a_revocation_with_its_source(dramas: dict[str, PublishedDrama]) -> None:
    revoked = dramas["harbour"]
    assert (revoked.status, revoked.editions[0].approval.state) == ("revoked", "revoked")
    assert revoked.revoked is not None
    assert revoked.revoked.name == "演示公告"


def test_it_tells_whose_word_it_is(dramas: dict[str, PublishedDrama]) -> None:
    assert {one.id: (one.verified, one.demo) for one in dramas.values()} == {
        "feng-gui": (True, False),
        "long-street": (True, False),
        "harbour": (True, True),
        "nobody": (False, False),
    }


def test_it_reads_only_what_changed_and_sees_the_same(tmp_path: Path) -> None:
    filled = registry_of_all(tmp_path)
    with filled.read() as reader:
        before = read_snapshot(reader)
    with filled.write() as writer:
        said = Dispute(subject="drama", about=DisputeAbout.APPROVAL, reason="编号不符")
        writer.append(Kind.DISPUTE, "feng-gui", said)
    with filled.read() as reader:
        after, anew = read_snapshot(reader, before), read_snapshot(reader)
    assert after.generation == anew.generation == before.generation + 1
    assert [one.drama for one in after.dramas] == [one.drama for one in anew.dramas]
    assert after.dramas[1] is before.dramas[1]
    assert after.by_id["feng-gui"].editions[0].approval.state == "disputed"


def test_its_library_is_in_the_order_of_the_bundle(tmp_path: Path) -> None:
    with registry_of_all(tmp_path).read() as reader:
        snapshot = read_snapshot(reader)
    assert [(entry.drama, entry.episode) for entry in snapshot.library.entries] == [
        ("feng-gui", 1),
        ("feng-gui", 2),
        ("feng-gui", 4),
        ("long-street", 1),
        ("harbour", 1),
    ]
    tracks = [Track.from_bytes(data) for files in snapshot.dramas for data in files.tracks]
    assert len(snapshot.library) == sum(map(len, tracks))
