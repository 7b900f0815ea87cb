"""Small tracks and registries for tests."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path

import numpy as np

from reelmark.config import Config, read_config
from reelmark.fingerprint import Track
from reelmark.registry.clock import Clock
from reelmark.registry.store import Registry, open_registry
from tests import databases

START = datetime(2026, 11, 21, 6, 0, tzinfo=UTC)


def ticking() -> Clock:
    """A clock that goes on by a second each time it is read."""
    seconds = count()
    return lambda: START + timedelta(seconds=next(seconds))


def config(home: Path) -> Config:
    """The settings of a registry in `home`, in the database that the test runs with."""
    return read_config({"REELMARK_HOME": str(home)} | databases.settings(home))


def registry(home: Path) -> Registry:
    return open_registry(config(home), ticking())


def track(seed: int, frames: int = 5) -> Track:
    """A track of random hashes, one a second."""
    words = np.random.default_rng(seed).integers(0, 2**64, (2, frames), np.uint64)
    times = np.arange(frames, dtype=np.uint32) * 1000
    return Track(times, words[0], words[1], frames * 1000)
