"""Hashes one frame the way a query does: every crop window of the grid, plain and mirrored."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from reelmark.fingerprint.operators import operators
from reelmark.fingerprint.registered import DETAIL_COLS, DETAIL_ROWS, busy_cells, central
from reelmark.fingerprint.thumb import Thumb

Words = npt.NDArray[np.uint64]

GRID = 256
"""Windows per orientation; id = ((top*4 + bottom)*4 + left)*4 + right, cuts in steps of 5 %."""

WINDOWS = 2 * GRID
"""All windows: id + 256 is the same window mirrored."""

_CENTRED = tuple(85 * cut for cut in range(4))

STAGES: tuple[tuple[int, ...], ...] = (
    (0,),
    _CENTRED[1:],
    tuple(GRID + window for window in _CENTRED),
    tuple(w for w in range(WINDOWS) if w % GRID not in _CENTRED),
)
"""Window ids that each stage adds to those before it; known clips mostly end at the first."""

QUERY_EDGE = 4
QUERY_BUSY_CELLS = 16
"""A query asks for half of what the registry asks: a copy may have lost contrast, and a picture
too simple to be registered has nothing to be confused with."""

_SIGNS = np.where(np.arange(16) % 2, -1.0, 1.0)
"""Mirroring a picture negates the odd horizontal frequencies."""


def hash_windows(thumb: Thumb) -> Words:
    """The pHash of every window of a thumb (64, 64): (512,), in order of window id."""
    rows = operators()[:, :8].reshape(128, 64)
    blocks = (rows @ thumb.astype(np.float64) @ rows.T).reshape(16, 8, 16, 8)
    plain = blocks.transpose(0, 2, 1, 3).reshape(GRID, 8, 8)
    return _phashes(np.concatenate([plain, plain * _SIGNS[:8]]))


def hash_some(thumb: Thumb, windows: npt.NDArray[np.int64]) -> Words:
    """The pHash of some windows: the same words, sooner when they are few."""
    return _phashes(_blocks(thumb, windows, 8))


def detail_words(thumb: Thumb, windows: npt.NDArray[np.int64]) -> Words:
    """The detail words of some windows of a thumb: (len(windows),)."""
    blocks = _blocks(thumb, windows, 16)
    return pack_rows(blocks[:, DETAIL_ROWS, DETAIL_COLS] > 0)


def _blocks(thumb: Thumb, windows: npt.NDArray[np.int64], size: int) -> npt.NDArray[np.float64]:
    """The lowest coefficients of some windows: (len(windows), size, size)."""
    cut = windows % GRID
    vertical, horizontal = operators()[cut // 16, :size], operators()[cut % 16, :size]
    blocks = vertical @ thumb.astype(np.float64) @ horizontal.transpose(0, 2, 1)
    return np.where((windows >= GRID)[:, None, None], blocks * _SIGNS[:size], blocks)


def _phashes(blocks: npt.NDArray[np.float64]) -> Words:
    values = blocks.reshape(-1, 64)
    middle = np.partition(values, (31, 32), axis=1)
    return pack_rows(2 * values > middle[:, 31:32] + middle[:, 32:33])


def margins(thumb: Thumb, window: int) -> npt.NDArray[np.float64]:
    """How far each bit of a window's pHash is from turning over: (64,), in mean |AC|.

    A window without any contrast has no margins: all are infinite.
    """
    vertical, horizontal = operators()[window % GRID // 16, :8], operators()[window % 16, :8]
    block = vertical @ thumb.astype(np.float64) @ horizontal.T
    block = block * _SIGNS[:8] if window >= GRID else block
    values = np.sort(block, axis=None)
    contrast = (np.abs(block).sum() - abs(block[0, 0])) / 63
    distances: npt.NDArray[np.float64] = np.abs(2 * block - (values[31] + values[32]))
    if not contrast:
        return np.full(64, np.inf)
    relative: npt.NDArray[np.float64] = distances / (2 * contrast)
    return relative.reshape(64)


def is_flat(thumb: Thumb) -> bool:
    """Whether a thumb shows too little to be looked up; judged on the uncropped window."""
    return busy_cells(central(thumb), QUERY_EDGE) < QUERY_BUSY_CELLS


def pack_rows(bits: npt.NDArray[np.bool_]) -> Words:
    """Rows of 64 bits as numbers (n,), the first bit the most significant."""
    return np.ascontiguousarray(np.packbits(bits, axis=1)).view(">u8").astype(np.uint64).reshape(-1)
