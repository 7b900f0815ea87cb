"""Finds what stands still over a moving picture, and fills it from around."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import numpy as np
import numpy.typing as npt

from reelmark.fingerprint.thumb import THUMB, Thumb

STILL = 0.5
"""Grey levels from one sample to the next, on average: compression moves no still cell more."""

STILLER = 4
"""In a lively picture a still cell may move a quarter as much as the middle one of all."""

GROWN = 2
"""Cells around a still patch that its blurred edge has touched."""

MOST = THUMB * THUMB * 3 // 4
"""When more than three quarters stand still it is the picture that does, not something over it."""

MANY = THUMB * THUMB // 2
"""Where more stand still, motion does not tell a logo: corners are tried as well."""

CORNER = (16, 28)
"""Rows and columns of a corner: the logos of stations and platforms take less."""

Cells = npt.NDArray[np.bool_]
Numbers = npt.NDArray[np.int64]


def is_still(thumbs: Sequence[Thumb]) -> bool:
    """Whether a clip's thumbs hardly change: by STILL or less on average."""
    return bool(_moved(thumbs).mean() <= STILL * (len(thumbs) - 1))


def overlays(thumbs: Sequence[Thumb]) -> tuple[Cells | None, tuple[Cells, ...]]:
    """The cells (64, 64) of a clip's thumbs that show what stands still over it, if any do and not
    most; and the corners that may hide a logo, where too much stands still to tell."""
    still = _still_cells(thumbs)
    count = int(still.sum())
    return still if 0 < count <= MOST else None, _corners() if count > MANY else ()


@cache
def _corners() -> tuple[Cells, ...]:
    """Top left, top right, bottom left, bottom right."""
    rows, columns = CORNER
    first = np.zeros((THUMB, THUMB), np.bool_)
    first[:rows, :columns] = True
    return first, first[:, ::-1], first[::-1], first[::-1, ::-1]


def _still_cells(thumbs: Sequence[Thumb]) -> Cells:
    steps, moved = len(thumbs) - 1, _moved(thumbs)
    middle = np.sort(moved, axis=None)[THUMB * THUMB // 2 - 1]
    cells = ~_grow(STILLER * moved > max(STILLER * STILL * steps, middle))
    for _ in range(GROWN):
        cells = _grow(cells)
    return cells if steps > 0 else np.zeros_like(cells)


def fill(thumb: Thumb, cells: Cells) -> Thumb:
    """A thumb whose marked cells are the mean of the nearest others above, below, left and right.

    Each weighs one over its distance. A cell with no other in its row and column stays as it is.
    """
    found = [_nearest_above(np.rot90(thumb, k), np.rot90(cells, k)) for k in range(4)]
    values, distances = (
        np.array([np.rot90(each[part], -k) for k, each in enumerate(found)]) for part in (0, 1)
    )
    weights = np.where(values < 0, 0, distances.prod(axis=0) // distances)
    weight = weights.sum(axis=0)
    hidden = cells & (weight > 0)
    total = (values * weights).sum(axis=0)[hidden]
    filled = thumb.copy()
    filled[hidden] = (2 * total + weight[hidden]) // (2 * weight[hidden])
    return filled


def _moved(thumbs: Sequence[Thumb]) -> Numbers:
    """How much every cell changes from one thumb to the next, summed."""
    stack = np.array(thumbs, np.int64).reshape(-1, THUMB, THUMB)
    moved: Numbers = np.abs(np.diff(stack, axis=0)).sum(axis=0)
    return moved


def _nearest_above(thumb: Thumb, cells: Cells) -> tuple[Numbers, Numbers]:
    """Of every cell the nearest unmarked value above it, -1 if there is none, and how far it is."""
    rows = np.arange(THUMB)[:, None]
    seen = np.maximum.accumulate(np.where(cells, -1, rows), axis=0)
    values = np.take_along_axis(thumb.astype(np.int64), np.maximum(seen, 0), axis=0)
    return np.where(seen < 0, -1, values), np.where(seen < 0, 1, np.maximum(rows - seen, 1))


def _grow(cells: Cells) -> Cells:
    """With the neighbours above, below, left and right."""
    grown = cells.copy()
    grown[1:] |= cells[:-1]
    grown[:-1] |= cells[1:]
    grown[:, 1:] |= cells[:, :-1]
    grown[:, :-1] |= cells[:, 1:]
    return grown
