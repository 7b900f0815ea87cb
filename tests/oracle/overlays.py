"""What stands still over a moving picture, and its filling: fingerprint.md, section 10."""

from itertools import pairwise, product
from math import floor

from tests.oracle.exact import Fraction
from tests.oracle.pictures import Picture

Cell = tuple[int, int]

SIDE = 64
EVERYWHERE = {(y, x) for y in range(SIDE) for x in range(SIDE)}
WAYS = ((-1, 0), (1, 0), (0, -1), (0, 1))


def _with_neighbours(cells: set[Cell]) -> set[Cell]:
    beside = {(y + down, x + right) for y, x in cells for down, right in WAYS}
    return (cells | beside) & EVERYWHERE


def _still(thumbs: list[Picture]) -> set[Cell]:
    """Steps 1 to 3, before what there is too much of is left out."""
    steps = len(thumbs) - 1
    if steps < 1:
        return set()
    moved = {
        (y, x): sum(abs(after[y][x] - before[y][x]) for before, after in pairwise(thumbs))
        for y, x in EVERYWHERE
    }
    limit = max(Fraction(steps, 2), Fraction(sorted(moved.values())[2047], 4))
    lively = {cell for cell, sum_ in moved.items() if sum_ > limit}
    still = EVERYWHERE - _with_neighbours(lively)
    return _with_neighbours(_with_neighbours(still))


def overlay(thumbs: list[Picture]) -> set[Cell]:
    """Step 3."""
    still = _still(thumbs)
    return still if len(still) <= 3072 else set()


def corners(thumbs: list[Picture]) -> list[set[Cell]]:
    """Step 4."""
    if len(_still(thumbs)) <= 2048:
        return []
    rows, columns = (range(16), range(48, 64)), (range(28), range(36, 64))
    return [{*product(down, across)} for down, across in product(rows, columns)]


def fill(thumb: Picture, cells: set[Cell]) -> Picture:
    """Step 5."""
    filled = [list(row) for row in thumb]
    others = EVERYWHERE - cells
    for y, x in cells:
        near = []
        for down, right in WAYS:
            line = [(far, (y + down * far, x + right * far)) for far in range(1, SIDE)]
            near += [(far, at) for far, at in line if at in others][:1]
        if near:
            weight = sum(Fraction(1, far) for far, _ in near)
            total = sum(Fraction(thumb[at[0]][at[1]], far) for far, at in near)
            filled[y][x] = floor(total / weight + Fraction(1, 2))
    return filled
