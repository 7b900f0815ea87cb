"""Cuts dead borders off luma planes and shrinks what is left to thumbs."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np
import numpy.typing as npt

from reelmark.fingerprint.luma import PLANE, Plane

THUMB = 64
"""Side of a thumb; 96 recognised no more clips (design measurements, 48 videos)."""

DEAD_STD = 3
"""Grey levels: an edge row that never varies more than this is a border, not picture."""

MAX_CUT = 102
"""At most 40 % of a side is border (102 of 256)."""

MIN_KEPT = 64
"""A picture narrower than a quarter of the frame is not believed: nothing is cut."""

BLUR = 2
"""Lines next to a bar that scaling and compression mix with it."""

Thumb = npt.NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class Area:
    """The rows and columns [top, bottom) x [left, right) of a plane that hold picture."""

    top: int = 0
    bottom: int = PLANE
    left: int = 0
    right: int = PLANE


WHOLE = Area()


def even(area: Area) -> Area:
    """The area with the broader of two opposite bars on both sides, and MIN_KEPT lines at least."""
    most = (PLANE - MIN_KEPT) // 2
    rows = min(max(area.top, PLANE - area.bottom), most)
    columns = min(max(area.left, PLANE - area.right), most)
    return Area(rows, PLANE - rows, columns, PLANE - columns)


class Borders:
    """Remembers, over the frames of one clip, the hull of all that ever was picture."""

    def __init__(self) -> None:
        self._hull: Area | None = None

    def see(self, plane: Plane) -> None:
        """Add one plane (256, 256)."""
        seen = _live_rectangle(plane.astype(np.int64))
        if seen is not None:
            self._hull = seen if self._hull is None else _hull(self._hull, seen)

    def area(self) -> Area:
        """The picture's area so far; the whole plane when too little would be left."""
        if self._hull is None:
            return WHOLE
        far = PLANE - MAX_CUT
        top, bottom = min(self._hull.top, MAX_CUT), max(self._hull.bottom, far)
        left, right = min(self._hull.left, MAX_CUT), max(self._hull.right, far)
        if bottom - top < MIN_KEPT or right - left < MIN_KEPT:
            return WHOLE
        return Area(top, bottom, left, right)


def _live_rectangle(values: npt.NDArray[np.int64]) -> Area | None:
    """What is left of one frame after its dead edge rows, columns, and rows and columns again.

    Again, because the bars at two sides make the flat edges between them look alive.
    """
    rows = columns = (0, PLANE)
    for _ in range(2):
        live_rows = _live_span(values[:, _inside(columns)], 1)
        rows = live_rows or rows
        live_columns = _live_span(values[_inside(rows)], 0)
        columns = live_columns or columns
        if live_rows is None or live_columns is None:
            return None
    return Area(*rows, *columns)


def _inside(span: tuple[int, int]) -> slice:
    """A span without the lines at which a bar's edge is blurred."""
    first, last = span
    return slice(first + BLUR if first else 0, max(0, last - BLUR) if last < PLANE else PLANE)


def _live_span(values: npt.NDArray[np.int64], axis: int) -> tuple[int, int] | None:
    """From the first to past the last line whose standard deviation is DEAD_STD or more."""
    count = values.shape[axis]
    if not count:
        return None
    total, squares = values.sum(axis), (values * values).sum(axis)
    live = np.flatnonzero(count * squares - total * total >= (DEAD_STD * count) ** 2)
    return (int(live[0]), int(live[-1]) + 1) if len(live) else None


def _hull(a: Area, b: Area) -> Area:
    return Area(
        min(a.top, b.top), max(a.bottom, b.bottom), min(a.left, b.left), max(a.right, b.right)
    )


def thumb(plane: Plane, area: Area = WHOLE) -> Thumb:
    """Area-average the picture's area of a plane to (64, 64), rounded half up."""
    picture = plane[area.top : area.bottom, area.left : area.right].astype(np.float64)
    height, width = picture.shape
    total = (_overlaps(height) @ picture @ _overlaps(width).T).astype(np.int64)
    rounded: npt.NDArray[np.int64] = (2 * total + height * width) // (2 * height * width)
    return rounded.astype(np.uint8)


@cache
def _overlaps(size: int) -> npt.NDArray[np.float64]:
    """Whole-numbered weights (64, size), each row summing to `size`."""
    return overlaps(np.arange(THUMB + 1) * size, np.arange(size + 1) * THUMB)


def overlaps(
    cells: npt.NDArray[np.int64], samples: npt.NDArray[np.int64]
) -> npt.NDArray[np.float64]:
    """How much of each sample lies in each cell, both given by their edges: (cells, samples)."""
    low = np.maximum(cells[:-1, None], samples[None, :-1])
    high = np.minimum(cells[1:, None], samples[None, 1:])
    shared: npt.NDArray[np.int64] = np.maximum(high - low, 0)
    return shared.astype(np.float64)
