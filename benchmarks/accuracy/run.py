"""Measures many copies in several processes, with progress."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from typing import TypeVar

from rich.console import Console
from rich.progress import track

from benchmarks.accuracy.copies import Copy
from benchmarks.accuracy.measure import Outcome, measure
from benchmarks.accuracy.sources import Source, look

T = TypeVar("T")


def measure_all(
    copies: Sequence[Copy], everything: Sequence[Source], folder: Path, processes: int
) -> Iterator[Outcome]:
    """Outcomes as they come. Copies stay in the folder: what is broken off goes on from there."""
    with ProcessPoolExecutor(processes, get_context("spawn"), _prepare) as pool:
        try:
            looks = pool.map(partial(look, folder=folder), everything)
            looked = dict(
                zip(everything, _shown(looks, "registering", len(everything)), strict=True)
            )
            job = partial(measure, folder=folder, registered=looked)
            yield from _shown(pool.map(job, copies, chunksize=8), "looking up", len(copies))
        except KeyboardInterrupt:
            pool.shutdown(cancel_futures=True)
            raise


def _shown(items: Iterable[T], what: str, total: int) -> Iterator[T]:
    return iter(track(items, what, total, console=Console(stderr=True)))


def _prepare() -> None:
    """A worker leaves Ctrl-C to its parent; the AV1 encoder greets on stderr otherwise."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    os.environ["SVT_LOG"] = "1"
