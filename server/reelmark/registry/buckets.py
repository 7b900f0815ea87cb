"""Token buckets in the database, so that all processes of a server count together."""

from __future__ import annotations

from dataclasses import dataclass

from sqlmodel import Session, col, delete

from reelmark.registry.tables import BucketRow


@dataclass(frozen=True, slots=True)
class Rate:
    """So many tokens a second, and so many at once after a pause."""

    per_second: float
    burst: int


def take(session: Session, name: str, rate: Rate, now: float) -> float:
    """Take a token at the Unix time `now`, under the write lock.

    Returns how many seconds to wait before asking again; 0 when there was one. What is kept is
    only when the bucket will be full: a full one is as good as none, and goes.
    """
    session.exec(delete(BucketRow).where(col(BucketRow.full_at) <= now))
    row = session.get(BucketRow, name)
    full_at = max(row.full_at if row else now, now) + 1 / rate.per_second
    wait = full_at - now - rate.burst / rate.per_second
    if wait > 0:
        return wait
    session.merge(BucketRow(name=name, full_at=full_at))
    return 0.0
