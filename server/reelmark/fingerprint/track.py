"""The track: which frames of a video are kept, and the bytes they are stored as."""

from __future__ import annotations

import hashlib
import struct
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from reelmark.errors import TrackError
from reelmark.fingerprint.registered import FrameHash

SCAN_RATE = 15
"""Frames looked at per second of video."""


@dataclass(frozen=True, slots=True)
class Rule:
    """When a scanned frame is worth storing: after `max_gap_ms` since the last one stored, or after
    `min_gap_ms` when its pHash differs in `new_picture` bits or more."""

    new_picture: int
    min_gap_ms: int
    max_gap_ms: int


REGISTERED = Rule(new_picture=10, min_gap_ms=660, max_gap_ms=2000)
"""Other rules beside it: docs/decisions/0009."""

MAX_FRAMES = 1_000_000
"""Nine days of video; more is no track."""

_MAGIC = b"RMT1"
_HEADER = struct.Struct("<4sII")


@dataclass(frozen=True, eq=False)
class Track:
    """The kept frames of one video, in order of time.

    `times_ms` (n,) uint32 since the first frame, strictly rising; `hashes` and `details` (n,)
    uint64; `duration_ms` is the time of the last frame looked at.
    """

    times_ms: npt.NDArray[np.uint32]
    hashes: npt.NDArray[np.uint64]
    details: npt.NDArray[np.uint64]
    duration_ms: int

    def __len__(self) -> int:
        return len(self.times_ms)

    def to_bytes(self) -> bytes:
        """Header, time steps as LEB128, hashes, detail words (shared/fingerprint.md, section 8)."""
        steps = np.diff(self.times_ms.astype(np.int64), prepend=0)
        times = b"".join(_leb128(int(step)) for step in steps)
        header = _HEADER.pack(_MAGIC, len(self), self.duration_ms)
        words = self.hashes.astype("<u8").tobytes() + self.details.astype("<u8").tobytes()
        return header + times + words

    @classmethod
    def from_bytes(cls, data: bytes) -> Track:
        """Read a track. Raises TrackError on anything `to_bytes` would not have written."""
        if len(data) < _HEADER.size:
            raise TrackError("the track ends within its header")
        magic, count, duration = _HEADER.unpack_from(data)
        words = len(data) - 16 * count
        if magic != _MAGIC or count > MAX_FRAMES or words < _HEADER.size + count:
            raise TrackError("the bytes are not a track of fingerprint v1")
        times = np.cumsum(_read_leb128(data[_HEADER.size : words], count), dtype=np.int64)
        if count and (np.any(np.diff(times) <= 0) or times[-1] > duration):
            raise TrackError("the track's times are out of order")
        pairs = np.frombuffer(data, "<u8", offset=words).astype(np.uint64)
        return cls(times.astype(np.uint32), pairs[:count], pairs[count:], duration)

    @property
    def sha256(self) -> str:
        """The track's name in statements: hex SHA-256 of its bytes."""
        return hashlib.sha256(self.to_bytes()).hexdigest()


def keep(frames: Iterable[tuple[int, FrameHash]], rule: Rule = REGISTERED) -> Track:
    """Choose the frames worth storing from all scanned ones, given as (time in ms, hashes)."""
    kept: list[tuple[int, FrameHash]] = []
    at = 0
    for at, frame in frames:
        if not frame.flat and (not kept or _worth_keeping(rule, at, frame, *kept[-1])):
            kept.append((at, frame))
    return Track(
        np.array([t for t, _ in kept], np.uint32),
        np.array([f.phash for _, f in kept], np.uint64),
        np.array([f.detail for _, f in kept], np.uint64),
        at,
    )


def _worth_keeping(rule: Rule, at: int, frame: FrameHash, last_at: int, last: FrameHash) -> bool:
    gap = at - last_at
    changed = (frame.phash ^ last.phash).bit_count() >= rule.new_picture
    return gap >= rule.max_gap_ms or (gap >= rule.min_gap_ms and changed)


def _leb128(value: int) -> bytes:
    out = bytearray()
    while value > 0x7F:
        out.append(value & 0x7F | 0x80)
        value >>= 7
    out.append(value)
    return bytes(out)


def _read_leb128(data: bytes, count: int) -> list[int]:
    """`count` numbers of at most 32 bits that fill `data` exactly, each in its shortest form."""
    values, value, shift = [], 0, 0
    for byte in data:
        value |= (byte & 0x7F) << shift
        shift += 7
        if byte < 0x80 and (byte or shift == 7):
            values.append(value)
            value = shift = 0
        elif shift == 35 or byte == 0:
            break
    if len(values) != count or shift or max(values, default=0) >= 1 << 32:
        raise TrackError("the track's times are damaged")
    return values
