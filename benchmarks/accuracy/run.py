"""Works off many jobs in several processes, with progress."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from typing import TypeVar

from rich.console import Console
from rich.progress import track

T = TypeVar("T")
R = TypeVar("R")


def run(what: str, job: Callable[[T], R], items: Sequence[T], processes: int) -> list[R]:
    """`job` of every item, in order. Ctrl-C leaves what was kept so far; the rest is given up."""
    with ProcessPoolExecutor(processes, get_context("spawn"), _prepare) as pool:
        try:
            done: Iterator[R] = pool.map(job, items, chunksize=8)
            return list(track(done, what, len(items), console=Console(stderr=True)))
        except KeyboardInterrupt:
            pool.shutdown(cancel_futures=True)
            raise


def _prepare() -> None:
    """A worker leaves Ctrl-C to its parent; the AV1 encoder greets on stderr otherwise."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    os.environ["SVT_LOG"] = "1"
