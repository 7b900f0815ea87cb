"""Where the clip lies: matching.md, section 6."""

from typing import NamedTuple

from tests.oracle.closeness import NEAR, greater, is_dyadic
from tests.oracle.exact import Fraction
from tests.oracle.matching_alignment import Alignment
from tests.oracle.matching_fit import (
    Cost,
    Fit,
    Line,
    Shown,
    best_line,
    ends,
    is_alike,
    is_greater_time,
)
from tests.oracle.matching_input import Clip, Entry, Stored
from tests.oracle.registered import TooCloseError

CLEAR = 22


class Place(NamedTuple):
    """Clip times, episode times, and how well they fit."""

    clip_start: int
    clip_end: int
    start: Fraction
    end: Fraction
    uncertainty: Fraction
    speed: Fraction
    window: int
    bits: Fraction


def _main_window(alignment: Alignment) -> int:
    windows = sorted({hit.window for hit in alignment.hits})
    return max(windows, key=lambda w: sum(h.weight for h in alignment.hits if h.window == w))


def _window(alignment: Alignment, clip: Clip, frames: list[Stored], windows: list[int]) -> int:
    """Steps 1 and 2."""
    main = _main_window(alignment)
    least = Fit(alignment, main, clip, frames).voted_bits()
    if least is None or not greater(least.bits, Fraction(CLEAR), is_dyadic(least.bits)):
        return main
    best = main
    for window in windows:
        cost = Fit(alignment, window, clip, frames).voted_bits()
        if window == main or cost is None:
            continue
        if greater(least.bits, cost.bits, is_dyadic(least.bits) and is_dyadic(cost.bits)):
            best, least = window, cost
    return best


def _reach(
    own: Fraction, shown: list[Shown], bits: Fraction, towards: Fraction, exact_times: bool
) -> int:
    """Step 3: how far a stretch reaches from the outermost hit, `shown` the nearest first."""
    gains = [18 + bits / 2 - each.residue for each in shown]
    exact = all(each.exact for each in shown) and is_dyadic(bits)
    taken, best = 0, Fraction(0)
    for count in range(1, len(gains) + 1):
        total = sum(gains[:count], Fraction(0))
        if not greater(best, total, exact):
            taken, best = count, total
    reached = towards
    if greater(Fraction(-20), sum(gains[taken:], Fraction(0)), exact):
        inner = shown[taken - 1].at if taken else own
        reached = (inner + shown[taken].at) / 2
    if not exact_times and abs(reached % 1 - Fraction(1, 2)) < NEAR:
        raise TooCloseError(f"{float(reached)} to be rounded")
    return round(reached)


def _stretch(fit: Fit, line: Line, length: int, duration: int) -> tuple[int, int]:
    exact = is_dyadic(line.speed) and is_dyadic(line.offset)
    first, last = ends(fit.alignment)
    shown = fit.shown(line.speed, line.offset, Fraction(0), Fraction(length))
    before = [each for each in shown if is_greater_time(first, each.at)]
    after = [each for each in shown if is_greater_time(each.at, last)]
    opening = max(Fraction(0), -line.offset / line.speed)
    ending = min(Fraction(length), (duration - line.offset) / line.speed)
    return (
        _reach(first, before[::-1], line.bits, min(first, opening), exact),
        _reach(last, after, line.bits, max(last, ending), exact),
    )


def refine(
    alignment: Alignment,
    clip: Clip,
    library: list[Entry],
    frames: list[Stored],
    windows: list[int],
) -> Place:
    """Steps 1 to 4 for one alignment."""
    times = library[frames[alignment.hits[0].stored].entry].times

    window = _window(alignment, clip, frames, windows)
    fit = Fit(alignment, window, clip, frames)
    line = best_line(fit)
    begin, end = _stretch(fit, line, clip.length, times[-1])
    start = max(Fraction(0), line.offset + line.speed * begin)
    finish = line.offset + line.speed * end
    return Place(begin, end, start, finish, line.uncertainty, line.speed, window, line.bits)


def locate(
    alignments: list[Alignment],
    clip: Clip,
    library: list[Entry],
    frames: list[Stored],
    windows: list[int],
) -> tuple[Place, Alignment]:
    """The place, and the alignment it was taken from."""
    places = [refine(each, clip, library, frames, windows) for each in alignments]
    bits = [Cost(place.bits, is_dyadic(place.bits)) for place in places]
    best = min(bits, key=lambda cost: cost.bits)
    which = max(i for i, cost in enumerate(bits) if is_alike(cost, best))
    return places[which], alignments[which]
