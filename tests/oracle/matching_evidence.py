"""How many alignments as good chance would give: matching.md, section 4."""

from decimal import Decimal, localcontext
from typing import NamedTuple

from tests.oracle.closeness import NEAR
from tests.oracle.exact import Fraction
from tests.oracle.matching_alignment import Alignment
from tests.oracle.matching_hits import Hit, by_weight
from tests.oracle.matching_input import UNIT, Clip, Stored, distance
from tests.oracle.registered import TooCloseError

SAME_SHOT = 8


class Evidence(NamedTuple):
    """lg E as its terms (number, weight), each lg of the number less the weight."""

    terms: list[tuple[int, int]]
    shots: int
    frames: int

    def log10_e(self) -> Decimal:
        """lg E."""
        return sum((_term(*each) for each in self.terms), Decimal(0))


def _term(number: int, weight: int) -> Decimal:
    with localcontext() as context:
        context.prec = 40
        return Decimal(number).log10() - Decimal(weight) / UNIT


def less(one: Evidence, other: Evidence) -> bool:
    """Whether one's E is less. Equal are only sums of the same terms in the same order."""
    gap = one.log10_e() - other.log10_e()
    if abs(gap) < NEAR and one.terms != other.terms:
        raise TooCloseError(f"{one.terms} and {other.terms}")
    return gap < 0


def count_shots(clip: Clip) -> int:
    """S."""
    leaders: list[int] = []
    for sample in clip.samples:
        word = sample.words[0][0]
        if all(distance(word, leader) > SAME_SHOT for leader in leaders):
            leaders.append(word)
    return max(1, len(leaders))


def _same_shot(one: Hit, other: Hit, clip: Clip, frames: list[Stored]) -> bool:
    seen = [clip.samples[hit.sample].words[0][0] for hit in (one, other)]
    kept = [frames[hit.stored].phash for hit in (one, other)]
    return distance(*seen) <= SAME_SHOT or distance(*kept) <= SAME_SHOT


def _places(hit: Hit, seed: Hit, frames: list[Stored]) -> int:
    """m."""
    gap = hit.clip_time - seed.clip_time
    ways = [Fraction(3, 4) * gap, Fraction(3, 2) * gap]
    first = seed.episode_time + min(ways) - 500
    last = seed.episode_time + max(ways) + 500
    entry = frames[seed.stored].entry
    inside = [frame for frame in frames if frame.entry == entry and first <= frame.time <= last]
    return max(1, len(inside))


def weigh(alignment: Alignment, clip: Clip, frames: list[Stored], searches: int) -> Evidence:
    """lg E and what it rests on; `searches` is T."""
    counted: list[Hit] = []
    for hit in by_weight(alignment.hits):
        if not any(_same_shot(hit, earlier, clip, frames) for earlier in counted):
            counted.append(hit)
    seed, *others = counted
    terms = [(len(frames) * count_shots(clip) * searches, seed.weight)]
    for hit in others:
        term = _places(hit, seed, frames), hit.weight
        if _term(*term) < 0:
            terms.append(term)
    return Evidence(terms, len(counted), len({hit.sample for hit in alignment.hits}))
