"""The constant integer operators that turn a thumb into the coefficients of every crop window."""

from __future__ import annotations

from functools import cache

import numpy as np
import numpy.typing as npt

from reelmark.contract import read_json

SCALE = 2**14 / (10 / 7)
"""Operator units per unit of an unnormalised DCT-II: 2^14 stands for the largest entry, 10/7."""


@cache
def operators() -> npt.NDArray[np.float64]:
    """`R`: (16 cuts, 16 frequencies, 64 pixels), whole numbers in float64.

    Cut `4 a + b` is a picture that lost (0, 5, 10, 15 %)[a] of the original at its low end and
    [b] at its high end; the window is where the central 70 % of the original then lies.
    """
    table = np.array(read_json("fingerprint/operators.json")["operators"], np.float64)
    return table.reshape(16, 16, 64)


def make_operators() -> npt.NDArray[np.int64]:
    """Compute the committed table anew: area average to 32 samples, then 16 rows of the DCT-II."""
    frequency, sample = np.arange(16)[:, None], np.arange(32)[None, :]
    dct = 2 * np.cos(np.pi * frequency * (2 * sample + 1) / 64)
    cuts = np.arange(16)
    low, high = 0.05 * (cuts // 4), 0.05 * (cuts % 4)
    left = 64 * (0.15 - low) / (1 - low - high)
    step = 64 * 0.7 / (1 - low - high) / 32
    edges = left[:, None] + step[:, None] * np.arange(33)
    pixel = np.arange(64)
    overlap = np.minimum(edges[:, 1:, None], pixel + 1) - np.maximum(edges[:, :-1, None], pixel)
    weights = np.maximum(overlap, 0) / step[:, None, None]
    table: npt.NDArray[np.float64] = dct @ weights * SCALE
    return np.rint(table).astype(np.int64)
