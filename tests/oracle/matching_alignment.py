"""One speed and one offset for the hits of an entry: matching.md, section 3."""

from typing import NamedTuple

from tests.oracle.closeness import NEAR
from tests.oracle.exact import Fraction
from tests.oracle.matching_hits import Hit, by_weight, total_of_heaviest
from tests.oracle.registered import TooCloseError

NORMAL = Fraction(1)
SPEEDS = [0.75 * 2 ** (k / 28) for k in range(29)]
LOOKED_AT = 256
TOLERANCE = 500


class Alignment(NamedTuple):
    """The voted offset and the hits that agree with it, in order of weight."""

    speed: Fraction
    offset: Fraction
    hits: list[Hit]


def _agreeing(hits: list[Hit], offsets: list[int], centre: int, tolerance: int) -> list[Hit]:
    return [
        hit for hit, offset in zip(hits, offsets, strict=True) if abs(offset - centre) <= tolerance
    ]


def _align_at(speed: Fraction, hits: list[Hit]) -> tuple[int, Alignment]:
    """Score and alignment at one speed; offsets are whole in units of 1 / its denominator."""
    unit = speed.denominator
    offsets = [hit.episode_time * unit - speed.numerator * hit.clip_time for hit in hits]
    if speed != NORMAL:
        _check_distances(offsets, unit)
    scored = []
    for centre in offsets:
        agreeing = _agreeing(hits, offsets, centre, TOLERANCE * unit)
        alignment = Alignment(speed, Fraction(centre, unit), agreeing)
        scored.append((total_of_heaviest(agreeing), alignment))
    return max(scored, key=lambda each: each[0])


def _check_distances(offsets: list[int], unit: int) -> None:
    """No two may be so near 500 ms apart that rounding decides."""
    near = int(unit * NEAR)
    for one in offsets:
        for other in offsets:
            if abs(abs(one - other) - TOLERANCE * unit) <= near:
                raise TooCloseError("offsets 500 ms apart")


def align(hits: list[Hit]) -> list[Alignment]:
    """The normal alignment, and the best one if it is another."""
    looked_at = by_weight(hits)[:LOOKED_AT]
    best_score, normal = _align_at(NORMAL, looked_at)
    best = normal
    for speed in map(Fraction, SPEEDS):
        score, alignment = _align_at(speed, looked_at)
        if score > best_score:
            best_score, best = score, alignment
    return [normal] if best is normal else [normal, best]
