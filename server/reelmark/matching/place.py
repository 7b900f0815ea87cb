"""Says which stretch of a clip lies where in an episode, and how exactly that can be known."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from reelmark.matching.alignment import Alignment
from reelmark.matching.clip import Clip
from reelmark.matching.fit import SLACK_MS, Fit, Indices, Line, Numbers, alike
from reelmark.matching.library import Library

CLEAR_BITS = 22
"""A window that leaves more is not believed, and all are looked at: cropped by 10 %, pictures hit
uncropped ones now and then, at 28 bits; in the right window the same clip leaves 5."""

AROUND_MS = 5_000
"""Stored frames further from the hits play no part in the choice of a window."""

CONTRADICTION_BITS = 18
CONTRADICTION_SHARE = 0.5
"""A stored frame is not there when its residue exceeds these bits and this share of the line's:
where a line leaves 0 to 3 bits, 97 of 100 frames of its own place leave 12 or less, of other places
5 of 100 leave 29 or less; where it leaves 8 to 16, 31 and 27 (docs/decisions/0007)."""

CONTRADICTION_SUM = 20
"""Bits beyond that, over all stored frames left at one end of the clip, that end a stretch: a fast
opening misses by up to 10 once or twice, two seconds of another work by 14 each."""


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

    def holds(self, clip_ms: int) -> bool:
        """Whether a moment of the clip lies in the stretch, both ends included."""
        return self.clip_start <= clip_ms <= self.clip_end

    def later(self, by_ms: int) -> Place:
        """The same in a longer clip that begins so much earlier."""
        start, end = self.clip_start + by_ms, self.clip_end + by_ms
        return replace(self, clip_start=start, clip_end=end)


def locate(
    alignments: Sequence[Alignment], clip: Clip, library: Library, windows: Indices
) -> tuple[Place, int]:
    """The place of a clip, and which of its alignments with one episode (align) it rests on.

    The last that fits no worse than the best: at any speed, hits of two places of an episode may
    lie on one line that neither fits. `windows`: those the clip may be looked at through.
    """
    places = [_refine(alignment, clip, library, windows) for alignment in alignments]
    limit = alike(min(place.bits for place in places))
    which = max(i for i, place in enumerate(places) if place.bits <= limit)
    return places[which], which


def _refine(alignment: Alignment, clip: Clip, library: Library, windows: Indices) -> Place:
    """Refine an alignment by the distances of all samples to all stored frames of the episode."""
    owner = library.owner(alignment.hits[0].stored)
    frames = np.arange(library.first[owner], library.first[owner + 1])

    at = (library.times_ms[frames] - alignment.offset_ms) / alignment.speed
    near = frames[(at >= alignment.span[0] - AROUND_MS) & (at <= alignment.span[1] + AROUND_MS)]

    def fits_in(tried: Indices, beside: Indices) -> list[Fit]:
        times = library.times_ms[beside]
        return [
            Fit(alignment, clip.times_ms, times, bits, steps)
            for bits, steps in _bits(clip, library, tried, beside)
        ]

    tried = np.array([_main_window(alignment)])
    if fits_in(tried, near)[0].voted_bits() > CLEAR_BITS:
        tried = np.concatenate([tried, windows])
    window = int(tried[np.argmin([fit.voted_bits() for fit in fits_in(tried, near)])])
    (fit,) = fits_in(np.array([window]), frames)
    line = fit.best_line()
    ends = _ends(line, clip.length_ms, library.entries[owner].track.duration_ms)
    at, residues = fit.shown(line)
    gains = CONTRADICTION_BITS + CONTRADICTION_SHARE * line.bits - residues
    first, last = _stretch(alignment.span, at, gains, ends)
    start, end = (line.offset + line.speed * at for at in (first, last))
    return Place(first, last, max(0.0, start), end, line.uncertainty, line.speed, window, line.bits)


def _bits(
    clip: Clip, library: Library, windows: Indices, frames: Indices
) -> Iterator[tuple[Numbers, Numbers]]:
    """In each window, distances of all samples to some stored frames, (samples, frames), and of
    each sample to the next, (samples - 1,): of 128 bits."""
    samples = range(len(clip.times_ms))
    hashes = np.array([clip.hashes(sample, windows) for sample in samples])
    details = np.array([clip.details(sample, windows) for sample in samples])
    for seen, detail in zip(hashes.T, details.T, strict=True):
        stored = np.bitwise_count(seen[:, None] ^ library.hashes[frames]).astype(np.float64)
        stored += np.bitwise_count(detail[:, None] ^ library.details[frames])
        steps = np.bitwise_count(seen[1:] ^ seen[:-1]).astype(np.float64)
        steps += np.bitwise_count(detail[1:] ^ detail[:-1])
        yield stored, steps


def _main_window(alignment: Alignment) -> int:
    """The window with the heaviest hits."""
    totals: dict[int, float] = {}
    for hit in alignment.hits:
        totals[hit.window] = totals.get(hit.window, 0.0) + hit.weight
    return min(totals, key=lambda window: (-totals[window], window))


def _ends(line: Line, length_ms: int, duration_ms: int) -> tuple[float, float]:
    """From when to when a clip can show an episode: neither is longer than it is."""
    begin, end = -line.offset / line.speed, (duration_ms - line.offset) / line.speed
    return max(0.0, begin), min(float(length_ms), end)


def _stretch(
    span: tuple[int, int], at: Numbers, gains: Numbers, ends: tuple[float, float]
) -> tuple[int, int]:
    """From when to when the clip shows this place, in ms of the clip.

    Around the hits, as far as stored frames that are found where they should be outweigh those
    that are not; to the ends if nothing speaks against it.
    """
    first, last = span
    before, after = at < first - SLACK_MS, at > last + SLACK_MS
    begin = _reach(first, at[before][::-1], gains[before][::-1], min(first, ends[0]))
    end = _reach(last, at[after], gains[after], max(last, ends[1]))
    return round(begin), round(end)


def _reach(own: float, at: Numbers, gains: Numbers, end: float) -> float:
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
