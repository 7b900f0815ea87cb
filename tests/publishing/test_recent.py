from __future__ import annotations

from datetime import UTC, datetime

from reelmark.publishing.envelope import Purpose, seal
from reelmark.publishing.recent import LastSaid, recent_changes
from tests.publishing.test_vectors import DRAMAS, KEY

MADE = datetime(2026, 11, 21, 6, tzinfo=UTC)
NOW = "2026-11-21T05:59:59.999Z"


def test_it_leaves_out_what_is_older_than_a_week() -> None:
    said = [
        LastSaid(DRAMAS[0], 1, "2026-11-14T05:59:59.999Z"),
        LastSaid(DRAMAS[1], 2, "2026-11-14T06:00:00.000Z"),
    ]
    recent = recent_changes(said, 2, MADE)
    assert [change.seq for change in recent.changes] == [2]
    assert recent.complete


def test_it_says_when_not_all_changes_fit() -> None:
    said = [LastSaid(DRAMAS[0], seq, NOW) for seq in range(1, 200)]
    recent = recent_changes(said, 199, MADE)
    assert [change.seq for change in recent.changes][:2] == [199, 198]
    assert not recent.complete
    assert 50_000 < len(seal(recent.model_dump(mode="json"), Purpose.RECENT, KEY)) <= 64 * 1024


def test_it_may_be_empty() -> None:
    recent = recent_changes([], 0, MADE)
    assert recent.changes == ()
    assert recent.complete
