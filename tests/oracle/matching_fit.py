"""How well a clip fits an episode at each speed and offset: matching.md, section 5."""

import itertools
from decimal import Decimal
from functools import lru_cache
from math import ceil, floor
from typing import NamedTuple

from tests.oracle.closeness import NEAR, greater, is_dyadic
from tests.oracle.exact import Fraction
from tests.oracle.matching_alignment import NORMAL, SPEEDS, Alignment
from tests.oracle.matching_input import Clip, Stored, Words, distance
from tests.oracle.registered import TooCloseError

SLACK = Fraction(1, 10**6)
BESIDE = 500
SAME = 125
GAIN = Decimal("0.75")


class Line(NamedTuple):
    """A speed, an offset, and how well they fit."""

    speed: Fraction
    offset: Fraction
    uncertainty: Fraction
    bits: Fraction


class Shown(NamedTuple):
    """A stored frame as the clip would show it: the distances from the two samples, and between
    them, and x; `exact` where no rounding is involved."""

    at: Fraction
    one: int
    other: int
    moved: int
    x: Fraction
    exact: bool

    @property
    def bits(self) -> Fraction:
        """The distance."""
        return self.one + (self.other - self.one) * self.x

    @property
    def residue(self) -> Fraction:
        """The residue."""
        moved = self.moved * self.x
        return (abs(self.one - moved) + abs(self.other - self.moved + moved)) / 2


class Cost(NamedTuple):
    """Mean distance, or residue, of the stored frames shown with an offset."""

    bits: Fraction
    exact: bool


def ends(alignment: Alignment) -> tuple[Fraction, Fraction]:
    """The span: clip times of the first and the last hit."""
    times = [hit.clip_time for hit in alignment.hits]
    return Fraction(min(times)), Fraction(max(times))


def is_greater_time(one: Fraction, other: Fraction) -> bool:
    """Whether one > other by more than the slack, which rounding must not decide."""
    if abs(one - other - SLACK) < NEAR:
        raise TooCloseError(f"times {float(one)} and {float(other)}")
    return one - other > SLACK


def bits_apart(words: Words, frame: Stored) -> int:
    """Distance of a sample, as one window shows it, and a stored frame: 0 to 128."""
    return distance(words[0], frame.phash) + distance(words[1], frame.detail)


class Fit:
    """A clip seen through one window, beside the entry of an alignment."""

    def __init__(self, alignment: Alignment, window: int, clip: Clip, frames: list[Stored]) -> None:
        entry = frames[alignment.hits[0].stored].entry
        self.alignment = alignment
        self.samples = [(each.time, each.words[window]) for each in clip.samples]
        self.frames = [frame for frame in frames if frame.entry == entry]
        words = [each for _, each in self.samples]
        self.steps = [
            distance(one[0], other[0]) + distance(one[1], other[1])
            for one, other in itertools.pairwise(words)
        ]
        self._known: dict[tuple[int, int], int] = {}

    def shown(
        self, speed: Fraction, offset: Fraction, low: Fraction, high: Fraction
    ) -> list[Shown]:
        """Step 1, in order of time, between two clip times."""
        if len(self.samples) == 1:
            return []
        times = tuple(time for time, _ in self.samples)
        stored = tuple(frame.time for frame in self.frames)
        shown = []
        for at, frame, before, x, exact in _moments(times, stored, speed, offset, low, high):
            one, other = self._bits(before, frame), self._bits(before + 1, frame)
            moved = self.steps[before]
            shown.append(Shown(at, one, other, moved, x, exact or one == other == moved == 0))
        return shown

    def _bits(self, sample: int, frame: int) -> int:
        if (sample, frame) not in self._known:
            bits = bits_apart(self.samples[sample][1], self.frames[frame])
            self._known[sample, frame] = bits
        return self._known[sample, frame]

    def costs(
        self, speed: Fraction, reach: int, kind: str = "residue"
    ) -> tuple[dict[int, Cost], int]:
        """Step 3: costs by t, and n; or the same of distances."""
        voted = self.voted(speed)
        first, last = ends(self.alignment)
        shown = {
            shift: self.shown(speed, voted + shift, first - BESIDE, last + BESIDE)
            for shift in range(-reach, reach + 1, 50)
        }
        least = max(1, ceil(Fraction(2 * len(shown[0]), 3)))
        costs = {shift: _mean(each, kind) for shift, each in shown.items() if len(each) >= least}
        return costs, len(shown[0])

    def voted_bits(self) -> Cost | None:
        """Step 2 of section 6: the least cost near the alignment's own line."""
        costs, _ = self.costs(self.alignment.speed, 2000, "bits")
        return min(costs.values(), default=None, key=lambda cost: cost.bits)

    def voted(self, speed: Fraction) -> Fraction:
        """The voted offset at a speed."""
        first, last = ends(self.alignment)
        return self.alignment.offset + (self.alignment.speed - speed) * (first + last) / 2

    def mean_of_all(self) -> Fraction:
        """The mean distance of all samples from all the entry's stored frames."""
        pairs = [(i, j) for i in range(len(self.samples)) for j in range(len(self.frames))]
        return Fraction(sum(self._bits(*pair) for pair in pairs), len(pairs))


Moment = tuple[Fraction, int, int, Fraction, bool]
"""When which stored frame is shown, after which sample, x, and whether float64 holds x."""


@lru_cache(4000)
def _moments(
    times: tuple[int, ...],
    stored: tuple[int, ...],
    speed: Fraction,
    offset: Fraction,
    low: Fraction,
    high: Fraction,
) -> list[Moment]:
    """The stored frames shown between two clip times; the same in all windows."""
    low = max(low, Fraction(times[0])) - SLACK
    high = min(high, Fraction(times[-1])) + SLACK
    near = [offset + speed * each for each in (low - NEAR, low + NEAR, high - NEAR, high + NEAR)]
    first, last = floor(near[0]), ceil(near[3])
    moments = []
    for number, time in enumerate(stored):
        if not first < time < last:
            continue
        if near[0] < time < near[1] or near[2] < time < near[3]:
            raise TooCloseError(f"a stored frame at the limit, speed {float(speed)}")
        if near[1] <= time <= near[2]:
            at = (time - offset) / speed
            before = 0
            while before < len(times) - 2 and times[before + 1] <= at:
                before += 1
            x = (at - times[before]) / (times[before + 1] - times[before])
            moments.append((at, number, before, x, is_dyadic(x)))
    return moments


def _mean(shown: list[Shown], kind: str) -> Cost:
    values = [each.bits if kind == "bits" else each.residue for each in shown]
    mean = sum(values, Fraction(0)) / len(shown)
    return Cost(mean, all(each.exact for each in shown))


def _best_speed(fit: Fit) -> Fraction:
    """Step 4."""
    first, last = ends(fit.alignment)
    _, shown = fit.costs(NORMAL, 2000)
    if shown < 3:
        return NORMAL
    least: dict[Fraction, Fraction] = {}
    for speed in [NORMAL, *map(Fraction, SPEEDS)]:
        costs, _ = fit.costs(speed, 2000)
        if costs:
            least[speed] = min(cost.bits for cost in costs.values())
    others = [speed for speed in least if abs(speed - 1) * (last - first) / 2 > SAME]
    if not others:
        return NORMAL
    best = min(others, key=lambda speed: least[speed])
    normal = min(least[speed] for speed in least if speed not in others)
    ratio = (normal + 4) / (least[best] + 4)
    gain = shown * (Decimal(ratio.numerator) / Decimal(ratio.denominator)).ln()
    if abs(gain - GAIN) < NEAR:
        raise TooCloseError(f"gain {gain}")
    if gain < GAIN:
        return NORMAL
    rivals = [speed for speed in others if least[speed] - least[best] < NEAR]
    if len(rivals) > 1 and least[best]:
        raise TooCloseError(f"speeds {[*map(float, rivals)]}")
    return best


def is_alike(cost: Cost, best: Cost) -> bool:
    """Whether a cost is no worse than the best."""
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


def best_line(fit: Fit) -> Line:
    """Steps 3 to 6."""
    speed = _best_speed(fit)
    voted = fit.voted(speed)
    costs, _ = fit.costs(speed, 20_000)
    if not costs:
        return Line(speed, voted, Fraction(20_000), fit.mean_of_all())
    best = min(costs, key=lambda shift: (costs[shift].bits, shift))
    alike = [shift for shift in costs if is_alike(costs[shift], costs[best])]
    run = _run(alike, best)
    _check_ties(costs, best, run)
    middle = Fraction(run[0] + run[-1], 2)
    spread = max(middle - alike[0], alike[-1] - middle, key=abs)
    return Line(speed, voted + middle, abs(spread) + 300, costs[best].bits)
