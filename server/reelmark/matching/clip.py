"""A clip to be recognised: its samples, hashed window by window when asked for."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Protocol

import numpy as np
import numpy.typing as npt

from reelmark.fingerprint.luma import Plane
from reelmark.fingerprint.overlays import Cells, fill, is_still, overlays
from reelmark.fingerprint.registered import is_storable
from reelmark.fingerprint.thumb import WHOLE, Area, Borders, Thumb, thumb
from reelmark.fingerprint.windows import Words, detail_words, hash_some, hash_windows, is_flat

SAMPLE_RATE = 4
"""Samples per second of clip; measured with 24 samples of 6 s clips."""


FEW = 8
"""As many windows as most views are looked at through; the grid is made when more are asked for."""


class Clip(Protocol):
    """What matching asks of a clip, whether its pictures are here or only their hashes."""

    times_ms: npt.NDArray[np.int64]
    """When each usable sample (not flat) is shown, rising: (frames,)."""

    length_ms: int
    """From the clip's first sample to its last, flat ones included."""

    rich: int
    """How many samples show enough that the registry would have stored them."""

    @property
    def still(self) -> bool:
        """Whether it hardly changes, so that it says little more than one picture does."""

    area: Area | None
    """The part of its frames that is looked at; None where only hashes are known."""

    def hashes(self, frame: int, windows: npt.NDArray[np.int64]) -> Words:
        """The pHashes of some windows of one sample."""

    def details(self, frame: int, windows: npt.NDArray[np.int64]) -> Words:
        """The detail words of some windows of one sample."""


class PictureClip:
    """A clip whose pictures are at hand, as thumbs."""

    def __init__(self, samples: Sequence[tuple[int, Thumb]], area: Area | None = WHOLE) -> None:
        self.area: Area | None = area
        self.length_ms = samples[-1][0] if samples else 0
        self._samples = samples
        usable = [(at, picture) for at, picture in samples if not is_flat(picture)]
        self.rich = sum(is_storable(picture) for _, picture in usable)
        self.times_ms = np.array([at for at, _ in usable], np.int64)
        self._thumbs = [picture for _, picture in usable]
        self._hashes: dict[int, Words] = {}

    @classmethod
    def from_planes(cls, planes: Iterable[tuple[int, Plane]]) -> PictureClip:
        """Cut the borders that all planes share, then make thumbs."""
        samples = list(planes)
        borders = Borders()
        for _, plane in samples:
            borders.see(plane)
        return cls.of_area(samples, borders.area())

    @classmethod
    def of_area(cls, planes: Iterable[tuple[int, Plane]], area: Area) -> PictureClip:
        """What an area of all planes shows."""
        return cls([(at, thumb(plane, area)) for at, plane in planes], area)

    @property
    def still(self) -> bool:
        """Whether it hardly changes; asked of the clip itself when nothing matches."""
        return is_still([picture for _, picture in self._samples])

    def overlays(self) -> tuple[Cells | None, tuple[Cells, ...]]:
        """What may stand over its pictures (fingerprint.overlays)."""
        return overlays([picture for _, picture in self._samples])

    def filled(self, cells: Cells) -> PictureClip:
        """This clip with some cells of its thumbs filled from around."""
        return PictureClip([(at, fill(each, cells)) for at, each in self._samples], self.area)

    def hashes(self, frame: int, windows: npt.NDArray[np.int64]) -> Words:
        """The pHashes of some windows of one sample."""
        if frame not in self._hashes and len(windows) <= FEW:
            return hash_some(self._thumbs[frame], windows)
        if frame not in self._hashes:
            self._hashes[frame] = hash_windows(self._thumbs[frame])
        return self._hashes[frame][windows]

    def details(self, frame: int, windows: npt.NDArray[np.int64]) -> Words:
        """The detail words of some windows of one sample."""
        return detail_words(self._thumbs[frame], windows)
