from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlmodel import func, select

from reelmark.registry.buckets import Rate, take
from reelmark.registry.store import Registry
from reelmark.registry.tables import BucketRow
from tests.registry.samples import registry

pytestmark = pytest.mark.usefixtures("each_database")

RATE = Rate(per_second=2, burst=4)


@pytest.fixture
def opened(tmp_path: Path) -> Registry:
    return registry(tmp_path)


def ask(opened: Registry, now: float, name: str = "a") -> float:
    with opened.write() as writer:
        return take(writer.session, name, RATE, now)


def test_it_gives_a_burst_and_then_its_rate(opened: Registry) -> None:
    assert [ask(opened, 100.0) for _ in range(5)] == [0, 0, 0, 0, 0.5]
    assert ask(opened, 100.4) == pytest.approx(0.1)
    assert ask(opened, 100.5) == 0
    assert ask(opened, 100.5, "b") == 0


def test_it_forgets_a_bucket_that_is_full(opened: Registry) -> None:
    ask(opened, 100.0)
    ask(opened, 200.0, "b")
    with opened.read() as reader:
        assert reader.session.exec(select(BucketRow.name)).all() == ["b"]


def test_no_token_is_given_twice(opened: Registry) -> None:
    with ThreadPoolExecutor(8) as pool:
        waits = list(pool.map(lambda _: ask(opened, 100.0), range(24)))
    assert sum(wait == 0 for wait in waits) == RATE.burst
    with opened.read() as reader:
        assert reader.session.exec(select(func.count()).select_from(BucketRow)).one() == 1
