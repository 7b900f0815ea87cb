"""Turns one video file into a track, or into the planes a query is made of."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from reelmark.errors import VideoError
from reelmark.fingerprint.luma import probe, read_planes
from reelmark.fingerprint.registered import FrameHash, hash_thumb
from reelmark.fingerprint.thumb import WHOLE, Area, Borders, thumb
from reelmark.fingerprint.track import SCAN_RATE, Track, keep

Progress = Callable[[float], None]


def fingerprint_video(path: Path, progress: Progress | None = None) -> Track:
    """Fingerprint a whole episode. `progress` is told the share done, 0 to 1.

    The picture's area is only known at the end, so a video with borders is read twice.
    Raises VideoError when the file is no video, is cut off, or shows nothing to recognise.
    """
    report = progress or _ignore
    length_ms = max(1, round(probe(path).duration_s * 1000))
    borders = Borders()

    def first_pass() -> Iterator[tuple[int, FrameHash]]:
        for at, plane in read_planes(path, SCAN_RATE):
            borders.see(plane)
            report(min(1.0, at / length_ms) / (1 if borders.area() == WHOLE else 2))
            yield at, hash_thumb(thumb(plane))

    def second_pass(area: Area) -> Iterator[tuple[int, FrameHash]]:
        for at, plane in read_planes(path, SCAN_RATE):
            report(0.5 + min(1.0, at / length_ms) / 2)
            yield at, hash_thumb(thumb(plane, area))

    track = keep(first_pass())
    area = borders.area()
    if area != WHOLE:
        track = keep(second_pass(area))
    _refuse_unusable(track, length_ms)
    report(1.0)
    return track


def is_cut_off(read_ms: int, promised_ms: int) -> bool:
    """Whether a file ends well before its header says; sound may outlast picture a little."""
    return read_ms < 0.9 * promised_ms - 1000


def _refuse_unusable(track: Track, promised_ms: int) -> None:
    if is_cut_off(track.duration_ms, promised_ms):
        read, promised = track.duration_ms / 1000, promised_ms / 1000
        raise VideoError(f"is cut off: {read:.1f} s of {promised:.1f} s can be read")
    if not track.duration_ms:
        raise VideoError("is a single picture, not a video")
    if not len(track):
        raise VideoError("shows nothing to recognise: black or flat throughout")


def _ignore(_share: float) -> None:
    pass
