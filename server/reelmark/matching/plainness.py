"""How plain the picture behind a pHash is, by the hash alone: plain ones are alike by nature."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

MEAN_TURNS = 56
"""Half of a word's 112 pairs of neighbours."""

_IN_ROWS = np.uint64(0xFEFEFEFEFEFEFEFE)
_IN_COLUMNS = np.uint64(0xFFFFFFFFFFFFFF00)


def plainness(hashes: npt.NDArray[np.uint64]) -> npt.NDArray[np.int64]:
    """How far the turns of pHashes are from the mean, 0 to 56.

    A pHash is 8 rows of 8 bits; it turns where neighbours in a row or column differ. Pictures full
    of things give about as many turns as chance, those of bands, screens and lone figures far fewer
    or more.
    """
    turns = np.bitwise_count((hashes ^ (hashes << np.uint64(1))) & _IN_ROWS).astype(np.int64)
    turns += np.bitwise_count((hashes ^ (hashes << np.uint64(8))) & _IN_COLUMNS)
    distance: npt.NDArray[np.int64] = np.abs(turns - MEAN_TURNS)
    return distance
