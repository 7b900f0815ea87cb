"""The figures of many outcomes: shares with intervals, medians, chance."""

from __future__ import annotations

import statistics
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeVar

import numpy as np

from benchmarks.accuracy.measure import LIMITS, Outcome

ROUNDS = 2000
"""Resamplings behind an interval."""


class OfWork(Protocol):
    """Anything that is counted for one work."""

    @property
    def work(self) -> str: ...


T = TypeVar("T", bound=OfWork)


@dataclass(frozen=True, slots=True)
class Share:
    """A share of copies, how many it is of, and its 95 % interval."""

    value: float
    low: float
    high: float
    of: int


def share(outcomes: Sequence[T], judge: Callable[[T], bool]) -> Share | None:
    """How many outcomes are so; None of none.

    Copies of one work stand or fall together: the interval comes from drawing works, with
    replacement. Where all are so, it has no width, which proves nothing beyond these works.
    """
    if not outcomes:
        return None
    counts: dict[str, tuple[int, int]] = {}
    for one in outcomes:
        hits, of = counts.get(one.work, (0, 0))
        counts[one.work] = hits + judge(one), of + 1
    table = np.array(list(counts.values()))
    drawn = np.random.default_rng(0).integers(len(table), size=(ROUNDS, len(table)))
    sums = table[drawn].sum(axis=1)
    low, high = np.percentile(sums[:, 0] / sums[:, 1], (2.5, 97.5))
    hits, of = table.sum(axis=0)
    return Share(float(hits / of), float(low), float(high), int(of))


@dataclass(frozen=True, slots=True)
class Figures:
    """What is known of a group of outcomes.

    `error_s`: median start error of clips that move, recognised, at one place; `within`: share of
    starts within their stated uncertainty; `speed` (of clips that move), `mirrored`, `crop`: shares
    reported right; `excused`: still clips called so, which recall leaves out; `unknown_ms`: with
    the work left out.
    """

    recall: Share | None
    excused: int
    wrong: int
    false: int
    negatives: int
    error_s: float | None
    within: float | None
    speed: float | None
    mirrored: float | None
    crop: float | None
    ms: float
    unknown_ms: float
    stage: float


def figures(own: Sequence[Outcome]) -> Figures:
    """The figures of outcomes; there is at least one."""
    judged = [one for one in own if not excused(one)]
    located = [(one, one.place) for one in own if one.right and one.place]
    moving = [place.error_s for one, place in located if not one.still]
    places = [place for _, place in located]
    return Figures(
        recall=share(judged, lambda one: one.right),
        excused=len(own) - len(judged),
        wrong=sum(one.wrong for one in own),
        false=sum(one.false for one in own),
        negatives=len(own),
        error_s=statistics.median(moving) if moving else None,
        within=_mean([place.error_s <= place.uncertainty_s for place in places]),
        speed=_mean([place.speed for one, place in located if not one.still]),
        mirrored=_mean([place.mirrored for place in places]),
        crop=_mean([place.crop for place in places]),
        ms=statistics.mean(one.ms for one in own),
        unknown_ms=statistics.mean(one.left_out_ms for one in own),
        stage=statistics.mean(one.stage for one in own),
    )


def excused(outcome: Outcome) -> bool:
    """Whether the clip had nothing to say: called so, and still by its own measure."""
    return outcome.still and outcome.verdict == "not_enough_picture"


def by_chance(outcomes: Sequence[Outcome]) -> list[tuple[float, Share | None]]:
    """For each E of LIMITS, the share of negatives with a place as good; 2 E or less is asked."""

    def reached(count: int) -> Share | None:
        return share(outcomes, lambda one: one.chance >= count)

    return [(10.0**limit, reached(count)) for count, limit in enumerate(LIMITS, 1)]


def _mean(flags: Sequence[bool]) -> float | None:
    return statistics.mean(flags) if flags else None
