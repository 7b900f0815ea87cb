"""Finds where in an episode a clip lies: one speed and one offset that most hits agree on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

SPEEDS = (1.0, *(0.75 * 2 ** (step / 28) for step in range(29)))
"""Speeds tried, normal first, then 0.75 to 1.5 in steps of 2.5 %."""

TOLERANCE_MS = 500
"""Hits whose places differ by less agree: stored frames are up to 2 s apart, samples 0.25 s."""

MAX_HITS = 256
"""The heaviest hits of one episode that are looked at; a scene that never changes has thousands."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A hit with its two times and its weight."""

    frame: int
    stored: int
    window: int
    clip_ms: int
    episode_ms: int
    weight: float


@dataclass(frozen=True, slots=True)
class Alignment:
    """episode time = offset + speed x clip time, and the hits that agree."""

    speed: float
    offset_ms: float
    hits: tuple[Placed, ...]

    @property
    def score(self) -> float:
        """Sum over the clip's frames of the heaviest agreeing hit."""
        return sum(best_by_frame(self.hits).values())

    @property
    def span(self) -> tuple[int, int]:
        """The clip times of the first and the last hit."""
        times = [hit.clip_ms for hit in self.hits]
        return min(times), max(times)


def align(hits: Sequence[Placed]) -> tuple[Alignment, ...]:
    """The heaviest sets of hits of one episode that lie on a line: at normal speed, at any speed.

    `hits` is not empty. Which of the two is right is for the distances to say (place.locate).
    """
    heaviest = sorted(hits, key=lambda h: (-h.weight, h.frame, h.stored))[:MAX_HITS]
    normal = best = _align_at(heaviest, 1.0)
    for speed in SPEEDS:
        found = _align_at(heaviest, speed)
        best = found if found.score > best.score + 1e-9 else best
    return (normal,) if best is normal else (normal, best)


def best_by_frame(hits: Sequence[Placed]) -> dict[int, float]:
    """The weight of each frame's heaviest hit."""
    best: dict[int, float] = {}
    for hit in hits:
        best[hit.frame] = max(best.get(hit.frame, 0.0), hit.weight)
    return best


def _align_at(hits: Sequence[Placed], speed: float) -> Alignment:
    offsets = np.array([hit.episode_ms - speed * hit.clip_ms for hit in hits])
    weights = np.array([hit.weight for hit in hits])
    frames = np.array([hit.frame for hit in hits])
    agree = np.abs(offsets[:, None] - offsets[None, :]) <= TOLERANCE_MS
    per_frame: list[npt.NDArray[np.float64]] = [
        np.where(agree[:, frames == frame], weights[frames == frame], 0.0).max(axis=1)
        for frame in sorted(set(frames.tolist()))
    ]
    center = int(np.sum(per_frame, axis=0).argmax())
    chosen = tuple(hit for hit, near in zip(hits, agree[center], strict=True) if near)
    return Alignment(speed, float(offsets[center]), chosen)
