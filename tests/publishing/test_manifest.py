from __future__ import annotations

from datetime import UTC, datetime, timedelta

from reelmark.publishing.manifest import LIFETIME, made_at, rfc3339

NOW = datetime(2026, 11, 21, 6, 34, 5, 678_901, tzinfo=UTC)


def test_it_dates_files_to_the_hour() -> None:
    assert made_at(NOW, None) == datetime(2026, 11, 21, 6, tzinfo=UTC)
    assert made_at(NOW + timedelta(minutes=25), None) == made_at(NOW, None)


def test_it_never_dates_files_before_what_they_say() -> None:
    assert made_at(NOW, NOW) == NOW


def test_it_writes_times_in_utc_and_milliseconds() -> None:
    assert rfc3339(NOW + LIFETIME) == "2026-11-28T06:34:05.678Z"
