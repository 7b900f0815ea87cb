"""Finds pictures within a picture: rectangles whose sides stand out, frame after frame."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import product

import numpy as np
import numpy.typing as npt

from reelmark.fingerprint.luma import PLANE, Plane
from reelmark.fingerprint.thumb import MIN_KEPT, Area

STEP = 2
"""Grey levels, mean over the frames, by which the step across a border exceeds those beside it."""

BESIDE = 3
"""How far from a border others are looked at, and how near the next one may be."""

LEAST_LINE = 64
"""A border runs along a quarter of the plane or more: a picture is not narrower (MIN_KEPT)."""

MAX_LINES = 5
"""Borders looked at in each direction, the longest first: four of two pictures, and one more."""

WHOLE_SIDE = 1024
LEAST_SIDE = 563
"""A side must stand out along 55 % of its length. What moves on both sides hides some of it; an
edge that belongs to a picture hardly ever runs straight along half of one."""

SAME_AREA = (17, 20)
"""Rectangles that share 85 % of what both cover are one."""

MAX_INSETS = 6
"""The frame that holds the picture was among so many on all clips tried (decision 0008)."""

Counts = npt.NDArray[np.int64]


def insets(planes: Sequence[Plane]) -> tuple[Area, ...]:
    """Up to MAX_INSETS areas of a clip's planes (256, 256) each, the most plainly framed first.

    A side is a border that stands out along most of it, or the plane's own; one at least is a
    border. Every side counts by how much more than half of it stands out.
    """
    stack = np.array(planes, np.int16).reshape(-1, PLANE, PLANE)
    rows, columns = _borders(stack), _borders(stack.swapaxes(1, 2))
    ranked = sorted(_rectangles(rows, columns), key=lambda pair: -pair[0])
    chosen: list[Area] = []
    for _, area in ranked:
        if len(chosen) < MAX_INSETS and not any(_same(area, other) for other in chosen):
            chosen.append(area)
    return tuple(chosen)


def _borders(stack: npt.NDArray[np.int16]) -> Counts:
    """Where the border before a row stands out, counted from the left: (257, 257)."""
    steps = np.abs(np.diff(stack, axis=1)).sum(axis=0, dtype=np.int64)
    beside = np.maximum(steps[: -2 * BESIDE], steps[2 * BESIDE :])
    counts = np.zeros((PLANE + 1, PLANE + 1), np.int64)
    stands_out = steps[BESIDE:-BESIDE] - beside >= STEP * len(stack)
    counts[1 + BESIDE : PLANE - BESIDE, 1:] = stands_out.cumsum(axis=1)
    return counts


def _longest(counts: Counts) -> list[int]:
    """The borders that stand out along most of the plane, in order of place."""
    lengths = counts[:, -1].copy()
    lines: list[int] = []
    while len(lines) < MAX_LINES and lengths.max() >= LEAST_LINE:
        line = int(lengths.argmax())
        lines.append(line)
        lengths[max(0, line - BESIDE) : line + BESIDE + 1] = 0
    return sorted(lines)


def _rectangles(rows: Counts, columns: Counts) -> Iterator[tuple[int, Area]]:
    """Every rectangle of borders and the plane's own sides, with how plainly it is framed."""
    ys, xs = [0, *_longest(rows), PLANE], [0, *_longest(columns), PLANE]
    for top, bottom, left, right in product(ys, ys, xs, xs):
        height, width = bottom - top, right - left
        if height >= MIN_KEPT and width >= MIN_KEPT:
            sides = [
                WHOLE_SIDE * int(counts[line, last] - counts[line, first]) // (last - first)
                for counts, line, first, last in (
                    (rows, top, left, right),
                    (rows, bottom, left, right),
                    (columns, left, top, bottom),
                    (columns, right, top, bottom),
                )
                if 0 < line < PLANE
            ]
            if sides and min(sides) >= LEAST_SIDE:
                framed = sum(side - WHOLE_SIDE // 2 for side in sides)
                yield framed, Area(top, bottom, left, right)


def _same(a: Area, b: Area) -> bool:
    part, of = SAME_AREA
    shared = _size(
        Area(max(a.top, b.top), min(a.bottom, b.bottom), max(a.left, b.left), min(a.right, b.right))
    )
    return of * shared >= part * (_size(a) + _size(b) - shared)


def _size(area: Area) -> int:
    return max(0, area.bottom - area.top) * max(0, area.right - area.left)
