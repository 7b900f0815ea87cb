"""Where the clip lies: matching.md, section 5."""

from fractions import Fraction
from math import ceil, floor
from typing import NamedTuple

from tests.oracle.closeness import NEAR, greater, is_dyadic
from tests.oracle.matching_alignment import NORMAL, Alignment
from tests.oracle.matching_input import Clip, Stored, Words, distance
from tests.oracle.registered import TooCloseError


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


class Shown(NamedTuple):
    """A stored frame as the clip would show it; `exact` where no rounding is involved."""

    at: Fraction
    bits: Fraction
    exact: bool


class Cost(NamedTuple):
    """Mean distance of the stored frames shown with an offset."""

    bits: Fraction
    exact: bool


class Fit:
    """A clip seen through one window, beside one entry, at one speed."""

    def __init__(self, alignment: Alignment, clip: Clip, frames: list[Stored]) -> None:
        entry = frames[alignment.hits[0].stored].entry
        self.alignment = alignment
        self.speed = alignment.speed
        self.window = _main_window(alignment)
        self.samples = [(each.time, each.words[self.window]) for each in clip.samples]
        self.frames = [frame for frame in frames if frame.entry == entry]
        self.length = clip.length

    def shown(self, offset: Fraction) -> list[Shown]:
        """Step 2, in order of time."""
        if len(self.samples) == 1:
            return []
        first, last = (offset + self.speed * self.samples[k][0] for k in (0, -1))
        self._check_limits(first, last)
        low, high = ceil(first), floor(last)
        inside = [frame for frame in self.frames if low <= frame.time <= high]
        return [self._interpolate((f.time - offset) / self.speed, f) for f in inside]

    def _check_limits(self, first: Fraction, last: Fraction) -> None:
        """At a speed that is not exact, rounding must not decide whether a frame is shown."""
        if is_dyadic(self.speed):
            return
        near = {round(limit) for limit in (first, last) if abs(limit - round(limit)) < NEAR}
        if any(frame.time in near for frame in self.frames):
            raise TooCloseError(f"a stored frame at the limit, speed {float(self.speed)}")

    def _interpolate(self, at: Fraction, frame: Stored) -> Shown:
        before = 0
        while before < len(self.samples) - 2 and self.samples[before + 1][0] <= at:
            before += 1
        (early, one), (late, other) = self.samples[before : before + 2]
        x = (at - early) / (late - early)
        bits = _bits(one, frame) * (1 - x) + _bits(other, frame) * x
        return Shown(at, bits, is_dyadic(x) or bits == 0)

    def cost(self, offset: Fraction, least: int) -> Cost | None:
        """Step 3; None when too few are shown."""
        shown = self.shown(offset)
        if len(shown) < least:
            return None
        mean = sum((each.bits for each in shown), Fraction(0)) / len(shown)
        return Cost(mean, all(each.exact for each in shown))

    def mean_of_all(self) -> Fraction:
        """The mean distance of all samples from all the entry's stored frames."""
        bits = [_bits(words, frame) for _, words in self.samples for frame in self.frames]
        return Fraction(sum(bits), len(bits))


def _bits(words: Words, frame: Stored) -> int:
    return distance(words[0], frame.phash) + distance(words[1], frame.detail)


def _main_window(alignment: Alignment) -> int:
    windows = sorted({hit.window for hit in alignment.hits})
    return max(windows, key=lambda w: sum(h.weight for h in alignment.hits if h.window == w))


def _best_offset(fit: Fit) -> tuple[Fraction, Fraction, Fraction]:
    """Steps 3 to 5: offset, uncertainty, bits."""
    voted = fit.alignment.offset
    least = max(1, len(fit.shown(voted)) // 2)
    costs = {}
    for shift in range(-20_000, 20_001, 50):
        cost = fit.cost(voted + shift, least)
        if cost is not None:
            costs[shift] = cost
    if not costs:
        return voted, Fraction(20_000), fit.mean_of_all()
    best = min(costs, key=lambda shift: (costs[shift].bits, shift))
    alike = [shift for shift in costs if _is_alike(costs[shift], costs[best])]
    run = _run(alike, best)
    _check_ties(costs, best, run)
    middle = Fraction(run[0] + run[-1], 2)
    spread = max(middle - alike[0], alike[-1] - middle, key=abs)
    return voted + middle, abs(spread) + 250, costs[best].bits


def _is_alike(cost: Cost, best: Cost) -> bool:
    limit = best.bits + 2 + best.bits / 2
    exact = cost.exact and best.exact and is_dyadic(cost.bits) and is_dyadic(best.bits)
    return not greater(cost.bits, limit, exact)


def _run(alike: list[int], best: int) -> list[int]:
    """The alike offsets that follow one another around the best, 50 ms apart."""
    run = [best]
    while run[-1] + 50 in alike:
        run.append(run[-1] + 50)
    while run[0] - 50 in alike:
        run.insert(0, run[0] - 50)
    return run


def _check_ties(costs: dict[int, Cost], best: int, run: list[int]) -> None:
    """Equal costs outside the run must be equal for everybody."""
    rivals = [s for s, cost in costs.items() if cost.bits - costs[best].bits < NEAR]
    if set(rivals) <= set(run):
        return
    if not all(costs[s].exact and costs[s].bits == costs[best].bits for s in rivals):
        raise TooCloseError(f"costs at {rivals}")


def _reach(own: int, shown: list[Shown], towards: int, exact_times: bool) -> int:
    """Step 6: how far a stretch reaches from the outermost hit, `shown` the nearest first."""
    gains = [50 - each.bits for each in shown]
    exact = all(each.exact for each in shown)
    taken, best = 0, Fraction(0)
    for count in range(1, len(gains) + 1):
        total = sum(gains[:count], Fraction(0))
        if not greater(best, total, exact):
            taken, best = count, total
    if not greater(Fraction(-30), sum(gains[taken:], Fraction(0)), exact):
        return towards
    inner = shown[taken - 1].at if taken else Fraction(own)
    middle = (inner + shown[taken].at) / 2
    if not exact_times and abs(middle % 1 - Fraction(1, 2)) < NEAR:
        raise TooCloseError(f"{float(middle)} to be rounded")
    return round(middle)


def _stretch(fit: Fit, offset: Fraction) -> tuple[int, int]:
    exact = is_dyadic(fit.speed)
    times = [hit.clip_time for hit in fit.alignment.hits]
    shown = fit.shown(offset)
    first, last = Fraction(min(times)), Fraction(max(times))
    before = [each for each in shown if greater(first, each.at, exact)]
    after = [each for each in shown if greater(each.at, last, exact)]
    return (
        _reach(min(times), before[::-1], 0, exact),
        _reach(max(times), after, fit.length, exact),
    )


def refine(alignment: Alignment, clip: Clip, frames: list[Stored]) -> Place:
    """All steps for one alignment."""
    fit = Fit(alignment, clip, frames)
    offset, uncertainty, bits = _best_offset(fit)
    begin, end = _stretch(fit, offset)
    speed = alignment.speed
    start = max(Fraction(0), offset + speed * begin)
    return Place(begin, end, start, offset + speed * end, uncertainty, speed, fit.window, bits)


def locate(
    normal: Alignment, best: Alignment, clip: Clip, frames: list[Stored]
) -> tuple[Place, Alignment]:
    """The place, and the alignment it was taken from."""
    place = refine(normal, clip, frames)
    if best.speed != NORMAL and greater(place.bits, Fraction(22), is_dyadic(place.bits)):
        other = refine(best, clip, frames)
        if greater(Fraction(67, 100) * place.bits, other.bits, False):
            return other, best
    return place, normal
