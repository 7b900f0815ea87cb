"""Reads a video file as a sequence of small luma planes.

Only the decoder's Y plane is used: it is what every player starts from, and no RGB
conversion of a library version stands between two measurements of the same file.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from pathlib import Path

import av
import numpy as np
import numpy.typing as npt
from av.video.frame import VideoFrame
from av.video.stream import VideoStream
from scipy import sparse

from reelmark.errors import VideoError

Plane = npt.NDArray[np.uint8]

PLANE = 256
"""Side of the luma plane that everything else is computed from."""

MAX_PIXELS = 8192 * 4608
"""Larger pictures are refused before a frame is allocated; 8K video has 33 million."""

FULL_RANGE = 2
"""`AVCOL_RANGE_JPEG`; everything else is read as limited range, as players do."""


EARLY = Fraction(1, 1000)
"""A frame this much before its moment counts: some containers round times to milliseconds, and
without it 15 frames a second there would be scanned at 10."""


@dataclass(frozen=True, slots=True)
class Video:
    """What a file's header promises: size as shown, length (0 when unknown), frames at all."""

    width: int
    height: int
    duration_s: float
    still: bool


def average(plane: Plane, limited: bool) -> Plane:
    """Area-average a luma plane (H, W) to (256, 256), at full range, rounded half up.

    All sums are integers, so every implementation gives the same bytes.
    """
    height, width = plane.shape
    rows = _overlaps(height) @ plane.astype(np.int32)
    total = np.ascontiguousarray((_overlaps(width) @ rows.T.astype(np.int64)).T)
    area = height * width
    if limited:
        total = (total - 16 * area) * 255
        area *= 219
    rounded: npt.NDArray[np.int64] = (2 * total + area) // (2 * area)
    return np.clip(rounded, 0, 255).astype(np.uint8)


@cache
def _overlaps(size: int) -> sparse.csr_array:
    """Weights (256, size), each row summing to `size`: how far each sample lies in each cell."""
    edges = np.arange(PLANE + 1) * size
    first, last = edges[:-1] // PLANE, -(-edges[1:] // PLANE)
    row = np.repeat(np.arange(PLANE), last - first)
    col = np.concatenate([np.arange(a, b) for a, b in zip(first, last, strict=True)])
    weight = np.minimum(edges[row + 1], (col + 1) * PLANE) - np.maximum(edges[row], col * PLANE)
    return sparse.csr_array((weight.astype(np.int32), (row, col)), shape=(PLANE, size))


@contextmanager
def _opened(path: Path) -> Iterator[tuple[av.container.InputContainer, VideoStream]]:
    """Open a file's first real video stream; any failure of the decoder is a VideoError."""
    try:
        with av.open(str(path), metadata_errors="replace") as container:
            streams = [
                s for s in container.streams.video if not s.disposition & s.disposition.attached_pic
            ]
            if not streams:
                raise VideoError("holds no video, only sound or data")
            stream = streams[0]
            _refuse_oversize(stream.codec_context.width, stream.codec_context.height)
            stream.codec_context.options = {"max_pixels": str(MAX_PIXELS)}
            stream.thread_type = "AUTO"
            yield container, stream
    except av.error.FFmpegError as error:
        raise VideoError(f"cannot be read as video ({error.strerror or error})") from error


def _refuse_oversize(width: int, height: int) -> None:
    if width * height > MAX_PIXELS:
        raise VideoError(f"claims {width} x {height} pixels; at most {MAX_PIXELS:,} are read")


def probe(path: Path) -> Video:
    """Read a file's header. Raises VideoError."""
    with _opened(path) as (container, stream):
        duration = _duration(container, stream)
        still = container.format.name.endswith("_pipe") or container.format.name == "image2"
        return Video(stream.codec_context.width, stream.codec_context.height, duration, still)


def _duration(container: av.container.InputContainer, stream: VideoStream) -> float:
    if stream.duration is not None and stream.time_base is not None:
        return float(stream.duration * stream.time_base)
    return container.duration / av.time_base if container.duration else 0.0


def read_planes(path: Path, rate: int) -> Iterator[tuple[int, Plane]]:
    """Yield (ms since the first frame, plane) for the first frame at or after each k/rate s.

    Raises VideoError when the file cannot be opened. Damage in the middle ends the sequence:
    what came before it is good, and the caller sees that it is short of the header's length.
    """
    with _opened(path) as (container, stream):
        due, origin, count = 0, None, 0
        try:
            for frame in container.decode(stream):
                at = _time(frame, stream, count)
                count += 1
                origin = at if origin is None else origin
                tick = (at - origin + EARLY) * rate // 1
                if tick >= due:
                    due = tick + 1
                    yield int((at - origin) * 1000 + Fraction(1, 2)), plane_of(frame)
            if not count:
                raise VideoError("holds no picture that can be decoded")
        except av.error.FFmpegError as error:
            if not count:
                raise VideoError(f"cannot be decoded ({error.strerror or error})") from error


def _time(frame: VideoFrame, stream: VideoStream, count: int) -> Fraction:
    """Presentation time in seconds; streams without time stamps are counted at their rate."""
    if frame.pts is not None and frame.time_base is not None:
        return frame.pts * frame.time_base
    return count / (stream.average_rate or Fraction(25))


def plane_of(frame: VideoFrame) -> Plane:
    """The (256, 256) luma plane of a decoded frame, upright."""
    _refuse_oversize(frame.width, frame.height)
    name = frame.format.name
    if not name.startswith(("yuv4", "yuvj4", "nv12", "nv16", "nv21", "gray")) or (
        frame.format.components[0].bits != 8
    ):
        # 10-bit and RGB sources: swscale gives 8-bit limited range, as a browser's decoder does.
        frame = frame.reformat(format="yuv444p", dst_color_range="MPEG")
    limited = frame.color_range != FULL_RANGE and not frame.format.name.startswith(("yuvj", "gray"))
    luma = frame.planes[0]
    rows = np.frombuffer(memoryview(luma), np.uint8).reshape(luma.height, luma.line_size)
    plane = average(rows[:, : luma.width], limited)
    return np.ascontiguousarray(np.rot90(plane, _quarter_turns(frame.rotation)))


def _quarter_turns(degrees: int) -> int:
    """A phone's rotation; FFmpeg gives INT_MIN for a matrix that is none, which players ignore."""
    return round(degrees / 90) if abs(degrees) <= 360 else 0
