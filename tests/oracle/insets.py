"""Rectangles whose sides stand out: fingerprint.md, section 9."""

from itertools import product
from math import floor
from typing import NamedTuple

from tests.oracle.areas import Area
from tests.oracle.exact import Fraction
from tests.oracle.pictures import Picture

SIDE = 256


class Border(NamedTuple):
    """The border before a line, and the places along it where it stands out."""

    line: int
    places: set[int]


def _steps(planes: list[Picture], line: int, at: int) -> int:
    return sum(abs(plane[line][at] - plane[line - 1][at]) for plane in planes)


def _stands_out(planes: list[Picture], line: int, at: int) -> bool:
    own, before, after = (_steps(planes, each, at) for each in (line, line - 3, line + 3))
    return own >= max(before, after) + 2 * len(planes)


def _borders(planes: list[Picture]) -> list[Border]:
    """Steps 1 and 2, for rows."""
    left = [
        Border(line, {at for at in range(SIDE) if _stands_out(planes, line, at)})
        for line in range(4, SIDE - 3)
    ]
    taken: list[Border] = []
    while len(taken) < 5:
        free = [one for one in left if all(abs(one.line - each.line) > 3 for each in taken)]
        best = max(free, key=lambda one: (len(one.places), -one.line))
        if len(best.places) < 64:
            break
        taken.append(best)
    return taken


def _share(borders: list[Border], line: int, first: int, last: int) -> int | None:
    """Step 3; None for the plane's own side."""
    for border in borders:
        if border.line == line:
            along = sum(first <= at < last for at in border.places)
            return floor(Fraction(1024 * along, last - first))
    return None


def _size(area: Area) -> int:
    return max(0, area[1] - area[0]) * max(0, area[3] - area[2])


def _alike(one: Area, other: Area) -> bool:
    top, left = max(one[0], other[0]), max(one[2], other[2])
    both = _size((top, min(one[1], other[1]), left, min(one[3], other[3])))
    return Fraction(both, _size(one) + _size(other) - both) >= Fraction(85, 100)


def insets(planes: list[Picture]) -> list[Area]:
    """The insets of a clip."""
    rows = _borders(planes)
    columns = _borders([[*map(list, zip(*plane, strict=True))] for plane in planes])
    ys, xs = ([0, *sorted(one.line for one in found), SIDE] for found in (rows, columns))
    ranked: list[tuple[int, Area]] = []
    for top, bottom, left, right in product(ys, ys, xs, xs):
        if bottom - top < 64 or right - left < 64:
            continue
        shares = [_share(rows, line, left, right) for line in (top, bottom)]
        shares += [_share(columns, line, top, bottom) for line in (left, right)]
        sides = [each for each in shares if each is not None]
        if sides and all(each >= 563 for each in sides):
            ranked.append((-sum(each - 512 for each in sides), (top, bottom, left, right)))
    chosen: list[Area] = []
    for _, area in sorted(ranked):
        if len(chosen) < 6 and not any(_alike(area, other) for other in chosen):
            chosen.append(area)
    return chosen
