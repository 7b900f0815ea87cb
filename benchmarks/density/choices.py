"""What is varied, one thing at a time from today's choice, and the edits it is tried on."""

from __future__ import annotations

from dataclasses import dataclass

from reelmark.fingerprint.track import REGISTERED, Rule
from reelmark.matching.library import RADIUS

EDITS = (
    "240p H.264 crf 40",
    "AV1 low bitrate",
    "corner logo",
    "crop 10 % left",
    "crop 15 % right and bottom",
    "subtitle line",
    "banner 12 % top",
    "rotate 2°",
    "speed 1.25",
    "blur",
    "3 s",
    "crop, logo, crf 40",
    "bars, logo, contrast, 3 s",
    "mirror, rotate 1°, banner 12 %",
    "jitter",
    "tilted",
)
"""Names of accuracy/edits.py: where recall leaves room to gain or to lose."""

CLIPS = 12

RATE = 8
"""Samples a second that are decoded; a query takes some of them."""


@dataclass(frozen=True, slots=True)
class Query:
    """Which samples are looked at: one in `every` of RATE a second, of the first `seconds`."""

    every: int = 2
    seconds: int = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One way to register and look up; unless told otherwise, as it is done today.

    `passed_over`: stages whose windows wait for the next one.
    """

    name: str
    rule: Rule = REGISTERED
    query: Query = Query()
    radius: int = RADIUS
    passed_over: frozenset[int] = frozenset()


TODAY = Choice(name="today")


def _fixed(seconds: float) -> Choice:
    gap = int(seconds * 1000)
    return Choice(name=f"every {seconds:g} s", rule=Rule(65, gap, gap))


def _kept(bits: int, least_s: float, most_s: float) -> Choice:
    rule = Rule(bits, int(least_s * 1000), int(most_s * 1000))
    return Choice(name=f"{bits} bits, {least_s:g}–{most_s:g} s", rule=rule)


def _asked(every: int, seconds: int) -> Choice:
    count = RATE * seconds // every
    return Choice(name=f"{count} in {seconds} s", query=Query(every, seconds))


def _within(radius: int) -> Choice:
    return Choice(name=f"{radius} bits", radius=radius)


def _stages(name: str, *passed_over: int) -> Choice:
    return Choice(name=name, passed_over=frozenset(passed_over))


GROUPS: dict[str, tuple[Choice, ...]] = {
    "Frames kept": (
        _fixed(0.5),
        _fixed(1),
        _fixed(2),
        _kept(8, 0.33, 2),
        _kept(8, 0.66, 2),
        _kept(10, 1, 2),
        _kept(10, 0.66, 4),
        _kept(12, 1, 3),
    ),
    "Samples looked at": (
        _asked(1, 6),
        _asked(3, 6),
        _asked(4, 6),
        _asked(6, 6),
        _asked(1, 4),
        _asked(2, 4),
        _asked(1, 2),
        _asked(2, 2),
    ),
    "Radius": (_within(6), _within(10), _within(12)),
    "Order of windows": (
        _stages("centre, eight, grid", 1),
        _stages("centre, grid", 1, 2),
        _stages("grid at once", 0, 1, 2),
    ),
}
"""What is tried beside today's choice."""

LIKE_TODAY = {
    "Frames kept": "10 bits, 0.66–2 s",
    "Samples looked at": "24 in 6 s",
    "Radius": "8 bits",
    "Order of windows": "four stages",
}
"""Today's choice in the words of each group."""

CHOICES = (TODAY, *(choice for group in GROUPS.values() for choice in group))
WIDEST = max(choice.radius for choice in CHOICES)
