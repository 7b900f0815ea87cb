"""Track bytes: fingerprint.md, section 8."""

from dataclasses import dataclass
from hashlib import sha256


@dataclass(frozen=True)
class OracleTrack:
    """Kept frames; times in ms."""

    times_ms: list[int]
    phashes: list[int]
    details: list[int]
    last_ms: int


def leb128(number: int) -> bytes:
    """Seven bits a byte from the lowest; all but the last byte have the top bit set."""
    result = []
    while number >= 128:
        result.append(128 + number % 128)
        number //= 128
    return bytes([*result, number])


def little_endian(number: int, size: int) -> bytes:
    """`size` bytes, the lowest first."""
    return bytes((number // 256**place) % 256 for place in range(size))


def to_bytes(track: OracleTrack) -> bytes:
    """The bytes that are stored."""
    result = b"RMT1" + little_endian(len(track.times_ms), 4) + little_endian(track.last_ms, 4)
    before = 0
    for time in track.times_ms:
        result += leb128(time - before)
        before = time
    for words in (track.phashes, track.details):
        for each in words:
            result += little_endian(each, 8)
    return result


def name(data: bytes) -> str:
    """The track's name."""
    return sha256(data).hexdigest()
