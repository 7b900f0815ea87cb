"""What time it is, and which day."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta, timezone

Clock = Callable[[], datetime]

CHINA = timezone(timedelta(hours=8))


def now() -> datetime:
    """The time by this machine's clock."""
    return datetime.now(UTC)


def day_of(time: datetime) -> date:
    """The day that a time lies in where the licences are from."""
    return time.astimezone(CHINA).date()
