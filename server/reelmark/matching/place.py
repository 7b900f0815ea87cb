"""Says where in the episode an aligned clip lies, and how exactly that can be known."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from reelmark.matching.alignment import Alignment
from reelmark.matching.clip import Clip
from reelmark.matching.library import Library

SEARCH_MS = 20_000
STEP_MS = 50
"""Offsets tried around the voted one: a still scene fits many seconds away as well."""

SAME_FIT_BITS = 2.0
SAME_FIT_SHARE = 0.5
"""Offsets fit alike when their mean distance (pHash and detail, 128 bits) exceeds the least one by
no more than this: a copy that has lost 12 bits to noise tells places 8 bits apart no more."""

CLOCK_MS = 250
"""Never surer than this: samples are 250 ms apart, scanned frames 67 ms."""

CONTRADICTION_BITS = 50
"""A stored frame this far from what the clip shows at its moment is not there: unrelated frames
differ by 64 bits of 128, the same one 0.1 s off by about 20, in fast scenes by up to 40."""


CONTRADICTION_SUM = 30
"""Bits beyond CONTRADICTION_BITS, over all stored frames left at one end of the clip, that end a
stretch: a fast opening misses by up to 10 once or twice, two seconds of another work by 14 each."""

NORMAL_FITS_BITS = 22
OTHER_SPEED_SHARE = 0.67
"""Another speed is believed when normal speed leaves more than so many bits and it leaves only
this share: a scene that hardly moves, or moves to and fro, fits many speeds about equally."""


@dataclass(frozen=True, slots=True)
class Place:
    """Times in ms: the stretch of the clip that fits, where it lies in the episode, how far off
    that may be; the crop window that fits best, and the mean distance there in bits of 128."""

    clip_start: int
    clip_end: int
    start: float
    end: float
    uncertainty: float
    speed: float
    window: int
    bits: float


def locate(
    alignments: tuple[Alignment, Alignment], clip: Clip, library: Library
) -> tuple[Place, Alignment]:
    """The place of a clip, given its best alignments at normal and at any speed (align)."""
    normal, other = alignments
    place = _refine(normal, clip, library)
    if other.speed != normal.speed and place.bits > NORMAL_FITS_BITS:
        changed = _refine(other, clip, library)
        if changed.bits < OTHER_SPEED_SHARE * place.bits:
            return changed, other
    return place, normal


def _refine(alignment: Alignment, clip: Clip, library: Library) -> Place:
    """Refine an alignment by the distances of all its samples to all stored frames around."""
    owner = library.owner(alignment.hits[0].stored)
    own = slice(int(library.first[owner]), int(library.first[owner + 1]))
    window = _main_window(alignment)
    chosen = np.array([window])
    frames = range(len(clip.times_ms))
    hashes = np.array([clip.hashes(i, chosen)[0] for i in frames])
    details = np.array([clip.details(i, chosen)[0] for i in frames])
    bits = np.bitwise_count(hashes[:, None] ^ library.hashes[own]).astype(np.float64)
    bits += np.bitwise_count(details[:, None] ^ library.details[own])
    fit = _Fit(alignment.speed, clip.times_ms, library.times_ms[own], bits)
    offset, uncertainty, cost = fit.best_offset(alignment.offset_ms)
    first, last = fit.stretch(offset, alignment, clip.length_ms)
    start, end = (offset + alignment.speed * at for at in (first, last))
    return Place(first, last, max(0.0, start), end, uncertainty, alignment.speed, window, cost)


def _main_window(alignment: Alignment) -> int:
    """The window with the heaviest hits: how the clip was cut, if it was cut one way."""
    totals: dict[int, float] = {}
    for hit in alignment.hits:
        totals[hit.window] = totals.get(hit.window, 0.0) + hit.weight
    return min(totals, key=lambda window: (-totals[window], window))


@dataclass(frozen=True, slots=True)
class _Fit:
    """Distances `bits` (samples, stored) of a clip to one episode, at one speed."""

    speed: float
    times: npt.NDArray[np.int64]
    stored: npt.NDArray[np.int64]
    bits: npt.NDArray[np.float64]

    def best_offset(self, voted: float) -> tuple[float, float, float]:
        """The offset that fits best, how far from it others fit as well (ms), and its distance."""
        steps = np.arange(-SEARCH_MS, SEARCH_MS + STEP_MS, STEP_MS)
        fits = [self._mean_bits(voted + step) for step in steps]
        least = max(1, fits[SEARCH_MS // STEP_MS][1] // 2)
        cost = np.array([bits if count >= least else np.inf for bits, count in fits])
        if not np.isfinite(cost).any():
            return voted, float(SEARCH_MS), float(self.bits.mean())
        alike = np.flatnonzero(cost <= cost.min() + SAME_FIT_BITS + SAME_FIT_SHARE * cost.min())
        low = high = int(cost.argmin())
        while low - 1 in alike:
            low -= 1
        while high + 1 in alike:
            high += 1
        center = float(steps[low] + steps[high]) / 2
        spread = max(abs(steps[alike[0]] - center), abs(steps[alike[-1]] - center))
        return voted + center, float(spread) + CLOCK_MS, float(cost.min())

    def _mean_bits(self, offset: float) -> tuple[float, int]:
        """Mean distance of the stored frames the clip would show, and how many they are."""
        _, bits = self._shown(offset)
        return (float(bits.mean()) if len(bits) else 0.0), len(bits)

    def _shown(self, offset: float) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
        """Clip times of the stored frames the clip would show, and their distances from it.

        Between two samples the distance is interpolated: it falls and rises evenly around the
        moment that is the same (shared samples of moving scenes look like a V).
        """
        at: npt.NDArray[np.float64] = ((self.stored - offset) / self.speed).astype(np.float64)
        if len(self.times) < 2:
            return at[:0], at[:0]
        shown = np.flatnonzero((at >= self.times[0]) & (at <= self.times[-1]))
        after = np.searchsorted(self.times[:-1], at[shown], "right")
        after = np.clip(after, 1, len(self.times) - 1)
        low, high = self.times[after - 1], self.times[after]
        share = (at[shown] - low) / (high - low)
        bits = self.bits[after - 1, shown] * (1 - share) + self.bits[after, shown] * share
        return at[shown], bits.astype(np.float64)

    def stretch(self, offset: float, alignment: Alignment, length_ms: int) -> tuple[int, int]:
        """From when to when the clip shows this place, in ms of the clip.

        Around the hits that agree, as far as stored frames that are found where they should be
        outweigh those that are not; to the clip's ends if nothing speaks against it.
        """
        agreeing = [hit.clip_ms for hit in alignment.hits]
        at, bits = self._shown(offset)
        before, after = at < min(agreeing), at > max(agreeing)
        gains = CONTRADICTION_BITS - bits
        first = _reach(min(agreeing), at[before][::-1], gains[before][::-1], 0)
        last = _reach(max(agreeing), at[after], gains[after], length_ms)
        return round(first), round(last)


def _reach(
    own: float, at: npt.NDArray[np.float64], gains: npt.NDArray[np.float64], end: float
) -> float:
    """How far a stretch reaches beyond its outermost hit at `own`, towards `end`."""
    belonging = _best_length(gains.tolist())
    if gains[belonging:].sum() >= -CONTRADICTION_SUM:
        return end
    inner = at[belonging - 1] if belonging else own
    return float(inner + at[belonging]) / 2


def _best_length(gains: list[float]) -> int:
    """How many of the first gains to take so that their sum is greatest, the longest if equal."""
    best, length, total = 0.0, 0, 0.0
    for count, gain in enumerate(gains, 1):
        total += gain
        if total >= best:
            best, length = total, count
    return length
