"""A registered track looked up like a clip: are its pictures another work's?"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import numpy.typing as npt

from reelmark.fingerprint import Track
from reelmark.fingerprint.registered import MIRRORED_DETAIL, MIRRORED_PHASH
from reelmark.fingerprint.thumb import Area
from reelmark.fingerprint.windows import Words
from reelmark.matching.background import Background
from reelmark.matching.library import Library
from reelmark.matching.recognise import Match, recognise

SAMPLES = 48
"""Stored frames of an episode that are looked up, spread over it (docs/decisions/0012)."""


class RegisteredClip:
    """The stored frames of a track as a clip's samples; only whole frames can be asked for."""

    def __init__(self, track: Track, samples: int = SAMPLES) -> None:
        """Take so many frames of `track`, the first and the last among them."""
        chosen = np.unique(np.linspace(0, len(track) - 1, min(len(track), samples)).round())
        places = chosen.astype(np.int64)
        self.times_ms = track.times_ms[places].astype(np.int64)
        self.length_ms = track.duration_ms
        self.rich = len(places)
        self.still = False
        self.area: Area | None = None
        self._hashes, self._details = track.hashes[places], track.details[places]

    def hashes(self, frame: int, windows: npt.NDArray[np.int64]) -> Words:
        """The pHash of a frame, for the window that is the whole of it."""
        return self._hashes[[frame] * len(windows)]

    def details(self, frame: int, windows: npt.NDArray[np.int64]) -> Words:
        """The detail word of a frame, for the window that is the whole of it."""
        return self._details[[frame] * len(windows)]


def agreements(track: Track, library: Library, background: Background) -> list[Match]:
    """The places of a library that show a track's pictures, best first; then those that show them
    mirrored (docs/decisions/0013).

    Only whole frames are compared: copies that were cropped by more than a few percent are found as
    clips of each other, but not here.
    """
    if not len(track) or not len(library):
        return []
    return [
        match
        for view, shown in enumerate((track, _mirrored(track)))
        for match in recognise(RegisteredClip(shown), library, background, 0, view).matches
    ]


def _mirrored(track: Track) -> Track:
    return replace(
        track, hashes=track.hashes ^ MIRRORED_PHASH, details=track.details ^ MIRRORED_DETAIL
    )
