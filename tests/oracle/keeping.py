"""Which frames are scanned, which are kept: fingerprint.md, section 6."""

from typing import NamedTuple

from tests.oracle.areas import half_up
from tests.oracle.exact import Fraction

EARLY = Fraction(1, 1000)


class Frame(NamedTuple):
    """A scanned frame: its time in ms, its pHash, whether it is flat."""

    time_ms: int
    phash: int
    flat: bool


def _milliseconds(seconds: Fraction) -> int:
    return half_up(1000 * seconds.numerator, seconds.denominator)


def scan(times: list[Fraction]) -> list[tuple[int, int]]:
    """The frames scanned of those shown at `times` (seconds, rising): (index, time in ms)."""
    since_first = [time - times[0] for time in times]
    scanned: list[tuple[int, int]] = []
    k = 0
    while any(time >= Fraction(k, 15) - EARLY for time in since_first):
        index = next(i for i, time in enumerate(since_first) if time >= Fraction(k, 15) - EARLY)
        if not scanned or scanned[-1][0] != index:
            scanned.append((index, _milliseconds(since_first[index])))
        k += 1
    return scanned


def keep(frames: list[Frame]) -> list[int]:
    """The indices of the frames kept."""
    kept: list[int] = []
    for index, frame in enumerate(frames):
        if frame.flat:
            continue
        if not kept:
            kept.append(index)
            continue
        last = frames[kept[-1]]
        passed = frame.time_ms - last.time_ms
        differs = (frame.phash ^ last.phash).bit_count() >= 10
        if passed >= 2000 or (passed >= 660 and differs):
            kept.append(index)
    return kept
