"""The registered frames that clips are compared with, held in memory."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from reelmark.fingerprint import Track
from reelmark.matching.plainness import plainness

RADIUS = 8
"""Bits of pHash within which a stored frame is a candidate (shared/fingerprint.md, section 7)."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One registered episode and its track."""

    drama: str
    edition: str
    episode: int
    track: Track


@dataclass(frozen=True, slots=True)
class Hit:
    """A sampled frame that resembles a stored one: indices, window, and bits that differ.

    `plainness`: of the stored frame (plainness.py).
    """

    frame: int
    stored: int
    window: int
    phash_bits: int
    detail_bits: int
    plainness: int


class Library:
    """All stored frames in one row: `hashes`, `details`, `times_ms`, `plainness`, and whose."""

    def __init__(self, entries: Sequence[Entry], radius: int = RADIUS) -> None:
        self.entries = tuple(entries)
        self.radius = radius
        sizes = [len(entry.track) for entry in entries]
        self.first = np.concatenate([[0], np.cumsum(sizes, dtype=np.int64)])
        none = np.empty(0, np.uint64)
        self.hashes = np.concatenate([none, *(entry.track.hashes for entry in entries)])
        self.details = np.concatenate([none, *(entry.track.details for entry in entries)])
        times = np.concatenate([none, *(entry.track.times_ms for entry in entries)])
        self.times_ms = times.astype(np.int64)
        self.plainness = plainness(self.hashes)

    def __len__(self) -> int:
        return len(self.hashes)

    def owner(self, stored: int) -> int:
        """The index of the entry a stored frame belongs to."""
        return int(np.searchsorted(self.first, stored, side="right")) - 1

    def near(
        self, hashes: npt.NDArray[np.uint64]
    ) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64], npt.NDArray[np.int64]]:
        """Stored frames within the radius of any of one frame's window hashes (windows,).

        Returns for each: its index, the position of the nearest window (the first of equals),
        and the bits between them. Exact: every stored frame is compared.
        """
        bits = np.bitwise_count(hashes[:, None] ^ self.hashes[None, :])
        stored = np.flatnonzero(bits.min(axis=0) <= self.radius)
        nearest = bits[:, stored].argmin(axis=0)
        return stored, nearest, bits[nearest, stored].astype(np.int64)
