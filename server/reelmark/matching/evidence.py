"""Weighs an alignment: how many as good would chance give in a registry of this size?"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from reelmark.matching.alignment import SPEEDS, TOLERANCE_MS, Alignment, Placed
from reelmark.matching.clip import Clip
from reelmark.matching.library import Library

SAME_SHOT = 8
"""Frames within so many bits are one shot: chance hits of a still scene come together."""

_UNCUT = np.array([0])


@dataclass(frozen=True, slots=True)
class Evidence:
    """log10 of the expected number of chance alignments as good, and what it rests on."""

    log10_e: float
    shots: int
    frames: int


def weigh(alignment: Alignment, clip: Clip, library: Library, searches: int) -> Evidence:
    """The alignment's E-value.

    log10 E = log10(stored frames x shots of the clip x searches made for it) - weight of the best
    shot, and for every further independent shot the log10 of the places the first leaves it, less
    its weight.
    """
    counted = _independent(alignment.hits, clip, library)
    seed = counted[0]
    log10_e = math.log10(len(library) * count_shots(clip) * searches) - seed.weight
    for hit in counted[1:]:
        log10_e += min(0.0, math.log10(_places(hit, seed, library)) - hit.weight)
    return Evidence(log10_e, len(counted), len({hit.frame for hit in alignment.hits}))


def count_shots(clip: Clip) -> int:
    """How many shots the clip's samples show, at least 1."""
    leaders: list[np.uint64] = []
    for frame in range(len(clip.times_ms)):
        word = clip.hashes(frame, _UNCUT)[0]
        if _is_new(word, leaders):
            leaders.append(word)
    return max(1, len(leaders))


def _independent(hits: tuple[Placed, ...], clip: Clip, library: Library) -> list[Placed]:
    """The heaviest hits of which no two share a shot, in the clip or in the registry."""
    counted: list[Placed] = []
    sampled: list[np.uint64] = []
    stored: list[np.uint64] = []
    for hit in sorted(hits, key=lambda h: (-h.weight, h.frame, h.stored)):
        word = clip.hashes(hit.frame, _UNCUT)[0]
        if _is_new(word, sampled) and _is_new(library.hashes[hit.stored], stored):
            counted.append(hit)
            sampled.append(word)
            stored.append(library.hashes[hit.stored])
    return counted


def _is_new(word: np.uint64, leaders: list[np.uint64]) -> bool:
    return all(int(word ^ leader).bit_count() > SAME_SHOT for leader in leaders)


def _places(hit: Placed, seed: Placed, library: Library) -> int:
    """Stored frames of the episode that `hit` could have met, given the seed, at any speed."""
    owner = library.owner(seed.stored)
    times = library.times_ms[library.first[owner] : library.first[owner + 1]]
    gap = hit.clip_ms - seed.clip_ms
    reach = (gap * min(SPEEDS), gap * max(SPEEDS))
    low, high = min(reach) - TOLERANCE_MS, max(reach) + TOLERANCE_MS
    return max(1, _count_between(times, seed.episode_ms + low, seed.episode_ms + high))


def _count_between(times: npt.NDArray[np.int64], low: float, high: float) -> int:
    return int(np.searchsorted(times, high, "right") - np.searchsorted(times, low, "left"))
