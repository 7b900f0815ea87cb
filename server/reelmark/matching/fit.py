"""How well a clip fits an episode at each speed and offset, by the distances of their frames."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from reelmark.matching.alignment import SPEEDS, Alignment

Numbers = npt.NDArray[np.float64]
Indices = npt.NDArray[np.int64]
Distances = Callable[[Numbers, Indices], Numbers]

STEP_MS = 50
FAR_MS = 20_000
"""How far from the voted offset others are tried: a still scene fits many seconds away as well."""

NEAR_MS = 2_000
"""How far when speeds are compared."""

BESIDE_MS = 500
"""Stored frames shown up to this long before the first or after the last hit judge a line: what
else a clip of several places shows would hide which one fits."""

SAME_FIT_BITS = 2.0
SAME_FIT_SHARE = 0.5
"""Lines fit alike when their mean distance (pHash and detail, 128 bits) exceeds the least one by
no more than this: a copy that has lost 12 bits to noise tells places 8 bits apart no more."""

SLACK_MS = 1e-6
"""Times that differ by less are equal: rounding must not decide what is shown."""

CLOCK_MS = 300
"""Never surer than this: samples are 250 ms apart, scanned frames 67 ms, and of 903 starts told
as sure as 250 to 300 ms, 12 were further off; with 50 ms more, 8 (docs/decisions/0007)."""

SAME_MS = 125
"""A speed passes for normal when it moves neither end of the hits by more, half a sample: samples
tell no better, and copies at normal speed are told 5 % off else (docs/decisions/0007)."""

SPEED_FRAMES = 3
SPEED_GAIN = 0.75
FLOOR_BITS = 4.0
"""Another speed is believed when so many stored frames are shown, for two lie on a line at any, and
when it makes the distances, FLOOR_BITS added to each, more likely by this natural logarithm
(docs/decisions/0007): scenes that hardly move fit many speeds alike."""


@dataclass(frozen=True, slots=True)
class Line:
    """episode time = offset + speed x clip time; how far off others fit alike (ms), its bits."""

    speed: float
    offset: float
    uncertainty: float
    bits: float


def alike(bits: float) -> float:
    """The greatest mean distance that is no worse than `bits`."""
    return bits + SAME_FIT_BITS + SAME_FIT_SHARE * bits


@dataclass(frozen=True, slots=True)
class Fit:
    """A clip beside the episode it was aligned with.

    `times` (samples,) and `stored` (frames,) in ms, `bits` (samples, frames): their distances,
    `steps` (samples - 1,): those of each sample from the next.
    """

    alignment: Alignment
    times: Indices
    stored: Indices
    bits: Numbers
    steps: Numbers

    def best_line(self) -> Line:
        """The line that fits best; at normal speed unless another fits plainly better."""
        speed = self._best_speed()
        voted, steps = self._voted(speed), _steps(FAR_MS)
        cost, _ = self._costs(speed, voted + steps, self._residues)
        least = float(cost.min())
        if not math.isfinite(least):
            return Line(speed, voted, FAR_MS, float(self.bits.mean()))
        fitting = np.flatnonzero(cost <= alike(least))
        runs = np.split(fitting, np.flatnonzero(np.diff(fitting) > 1) + 1)
        run = next(run for run in runs if cost.argmin() in run)
        middle = float(steps[run[0]] + steps[run[-1]]) / 2
        spread = float(np.abs(steps[fitting] - middle).max())
        return Line(speed, voted + middle, spread + CLOCK_MS, least)

    def voted_bits(self) -> float:
        """The least mean distance near the alignment's own line."""
        voted = self.alignment.offset_ms + _steps(NEAR_MS)
        return float(self._costs(self.alignment.speed, voted, self._distances)[0].min())

    def shown(self, line: Line) -> tuple[Numbers, Numbers]:
        """Clip times of the stored frames that a line lets the clip show, and their residues."""
        at: Numbers = (self.stored - line.offset) / np.float64(line.speed)
        if len(self.times) < 2:
            return at[:0], at[:0]
        low, high = self.times[0] - SLACK_MS, self.times[-1] + SLACK_MS
        inside = np.flatnonzero((at >= low) & (at <= high))
        return at[inside], self._residues(at[inside], inside)

    def _best_speed(self) -> float:
        """Normal, unless the scene moves and another speed fits plainly better."""
        first, last = self.alignment.span
        fits = {v: self._costs(v, self._voted(v) + _steps(NEAR_MS), self._residues) for v in SPEEDS}
        least = {speed: float(cost.min()) for speed, (cost, _) in fits.items()}
        other = [v for v in SPEEDS if abs(v - 1) * (last - first) / 2 > SAME_MS]
        best = min(other, key=least.__getitem__, default=1.0)
        shown = fits[1.0][1]
        if shown < SPEED_FRAMES:
            return 1.0
        normal = min(least[speed] for speed in SPEEDS if speed not in other)
        gain = shown * math.log((normal + FLOOR_BITS) / (least[best] + FLOOR_BITS))
        return best if gain > SPEED_GAIN else 1.0

    def _voted(self, speed: float) -> float:
        """The offset at a speed that keeps the middle of the hits where it was voted."""
        first, last = self.alignment.span
        return self.alignment.offset_ms + (self.alignment.speed - speed) * (first + last) / 2

    def _costs(self, speed: float, offsets: Numbers, distances: Distances) -> tuple[Numbers, int]:
        """Mean of `distances` at each offset, of the stored frames shown around the hits.

        Infinite where they are less than two thirds as many as at the middle offset, the voted one,
        for few fit by luck: that number comes second.
        """
        first, last = self.alignment.span
        low = max(first - BESIDE_MS, self.times[0]) - SLACK_MS
        high = min(last + BESIDE_MS, self.times[-1]) + SLACK_MS
        reached = (self.stored >= offsets[0] + speed * low) & (
            self.stored <= offsets[-1] + speed * high
        )
        frames = np.flatnonzero(reached & (len(self.times) > 1))
        at: Numbers = (self.stored[frames] - offsets[:, None]) / speed
        inside = (at >= low) & (at <= high)
        count = inside.sum(axis=1)
        total = np.where(inside, distances(at, frames), 0.0).sum(axis=1)
        voted = int(count[len(count) // 2])
        enough = (count > 0) & (3 * count >= 2 * voted)
        return np.where(enough, total / np.maximum(count, 1), np.inf), voted

    def _distances(self, at: Numbers, frames: Indices) -> Numbers:
        """Distances of stored frames from what the clip shows at `at`, (…, frames) both.

        Between two samples they are interpolated.
        """
        after, share = self._between(at)
        distances: Numbers = self.bits[after - 1, frames] * (1 - share)
        return distances + self.bits[after, frames] * share

    def _residues(self, at: Numbers, frames: Indices) -> Numbers:
        """The same, less the part that the scene itself has moved by.

        A frame shown between two samples is as far from each as the scene moved from it until
        then. Interpolated distances are least at a sample, these at the moment itself; but in fast
        scenes they are small for unrelated frames as well, so they choose no window.
        """
        after, share = self._between(at)
        step = self.steps[after - 1]
        residues: Numbers = np.abs(self.bits[after - 1, frames] - step * share)
        return (residues + np.abs(self.bits[after, frames] - step * (1 - share))) / 2

    def _between(self, at: Numbers) -> tuple[Indices, Numbers]:
        """The sample after each moment, and the share of the way to it that has passed."""
        after = np.clip(np.searchsorted(self.times, at, "right"), 1, len(self.times) - 1)
        low, high = self.times[after - 1], self.times[after]
        return after, (at - low) / (high - low)


def _steps(reach_ms: int) -> Numbers:
    return np.arange(-reach_ms, reach_ms + STEP_MS, STEP_MS).astype(np.float64)
