"""Times, hashes and bytes the vectors are made from."""

from tests.oracle.exact import Fraction
from tests.oracle.keeping import Frame
from tests.oracle.pictures import Lcg
from tests.oracle.tracks import OracleTrack, leb128, little_endian, to_bytes

SCANS: dict[str, tuple[list[int], Fraction]] = {
    "30 a second": (list(range(12)), Fraction(1, 30)),
    "30000/1001 a second": ([1001 * i for i in range(40)], Fraction(1, 30000)),
    "24 a second": ([512 * i for i in range(30)], Fraction(1, 12288)),
    "25 a second, first frame late": ([9000 + 3600 * i for i in range(30)], Fraction(1, 90000)),
    "15 a second": ([6000 * i for i in range(10)], Fraction(1, 90000)),
    "15 a second, times cut to ms": ([1000 * i // 15 for i in range(20)], Fraction(1, 1000)),
    "slower than 15 a second": (list(range(9)), Fraction(1, 12)),
    "60 a second, first frame before 0": (list(range(-5, 30)), Fraction(1, 60)),
    "half milliseconds round up": ([135 * i for i in range(12)], Fraction(1, 2000)),
    "variable, with a pause": ([0, 20, 60, 67, 70, 133, 134, 900, 910, 2000], Fraction(1, 1000)),
    "one frame": ([77], Fraction(1, 1000)),
}
"""Frame times in units of a fraction of a second."""

_WORD = 0xB5A39C6E17D2480F
_TEN = 0x8040201008040307
_EIGHT = 0x0102040810204080

KEEPS: dict[str, list[Frame]] = {
    "nothing": [],
    "only flat frames": [Frame(67 * i, _WORD, True) for i in range(40)],
    "the first that is not flat": [Frame(0, 0, True), Frame(67, _WORD, False)],
    "the limits of time": [
        Frame(0, _WORD, False),
        Frame(659, ~_WORD % 2**64, False),
        Frame(660, ~_WORD % 2**64, False),
        Frame(2659, ~_WORD % 2**64, False),
        Frame(2660, ~_WORD % 2**64, False),
    ],
    "the limits of distance": [
        Frame(100, _WORD, False),
        Frame(800, _WORD ^ _EIGHT, False),
        Frame(900, _WORD ^ _EIGHT ^ 2**62, False),
        Frame(1000, _WORD ^ _TEN, False),
        Frame(1100, _WORD, False),
    ],
    "a flat frame is passed over when it is due": [
        Frame(0, _WORD, False),
        Frame(2000, _WORD, True),
        Frame(2067, _WORD, False),
    ],
    "compared with the last kept, not the last seen": [
        Frame(67 * i, _WORD ^ (2 ** (2 * min(i, 15)) - 1), False) for i in range(50)
    ],
}


def drifting(seed: int, count: int) -> list[Frame]:
    """A sequence at 15 a second whose hashes drift, jump at cuts and are flat at times."""
    lcg = Lcg(seed)
    word, frames = _WORD, []
    for i in range(count):
        flips = 40 if lcg.below(30) == 0 else lcg.below(3)
        for _ in range(flips):
            word ^= 2 ** lcg.below(64)
        frames.append(Frame((2000 * i + 15) // 30, word, lcg.below(12) == 0))
    return frames


KEEPS["five seconds that drift"] = drifting(1, 75)
KEEPS["ten seconds that drift"] = drifting(2, 150)

_STEPS = [2 ** (7 * i) + offset for i in range(1, 5) for offset in (-1, 0)]
_LEB_TIMES = [sum(_STEPS[:i]) for i in range(len(_STEPS) + 1)] + [2**32 - 1]


def _words(seed: int, count: int) -> list[int]:
    lcg = Lcg(seed)
    return [sum(lcg.below(2**16) * 2 ** (16 * k) for k in range(4)) for _ in range(count)]


TRACKS: dict[str, OracleTrack] = {
    "no frames": OracleTrack([], [], [], 0),
    "no frames, but a duration": OracleTrack([], [], [], 5000),
    "one frame at 0": OracleTrack([0], [_WORD], [_TEN], 0),
    "one frame at the end": OracleTrack([1234], [2**64 - 1], [0], 1234),
    "one frame at the greatest time": OracleTrack([2**32 - 1], [1], [2**63], 2**32 - 1),
    "all lengths of a time step": OracleTrack(
        _LEB_TIMES, _words(1, len(_LEB_TIMES)), _words(2, len(_LEB_TIMES)), 2**32 - 1
    ),
    "steps of 1": OracleTrack([0, 1, 2], _words(3, 3), _words(4, 3), 2),
    "a minute": OracleTrack([67 + 833 * i for i in range(70)], _words(5, 70), _words(6, 70), 60007),
}


def _raw(count: int, last_ms: int, steps: bytes, words: int) -> bytes:
    return b"RMT1" + little_endian(count, 4) + little_endian(last_ms, 4) + steps + bytes(16 * words)


_GOOD = to_bytes(OracleTrack([5, 900], [_WORD, _EIGHT], [_TEN, 7], 1000))

REFUSED: dict[str, bytes] = {
    "nothing": b"",
    "half a header": _GOOD[:11],
    "other magic": b"RMT2" + _GOOD[4:],
    "magic in small letters": b"rmt1" + _GOOD[4:],
    "a byte missing at the end": _GOOD[:-1],
    "a byte too many": _GOOD + b"\0",
    "a word missing": _GOOD[:-8],
    "one frame more than there is": _GOOD[:4] + b"\3" + _GOOD[5:],
    "one frame fewer than there are": _GOOD[:4] + b"\1" + _GOOD[5:],
    "a byte too many without frames": _raw(0, 0, b"\0", 0),
    "as many frames as fit 32 bits": _raw(2**32 - 1, 1000, b"\1", 1),
    "the same time twice": _raw(2, 1000, b"\5\0", 2),
    "0 in two bytes": _raw(1, 1000, b"\x80\0", 1),
    "1 in two bytes": _raw(2, 1000, b"\0\x81\0", 2),
    "127 in three bytes": _raw(1, 1000, b"\xff\x80\0", 1),
    "5 in five bytes": _raw(1, 1000, b"\x85\x80\x80\x80\0", 1),
    "a step of six bytes": _raw(1, 2**32 - 1, b"\x81\x80\x80\x80\x80\1", 1),
    "a step of ten bytes": _raw(1, 2**32 - 1, leb128(2**64 - 1), 1),
    "a step of 2^32": _raw(1, 2**32 - 1, leb128(2**32), 1),
    "a step of 2^35 - 1": _raw(1, 2**32 - 1, leb128(2**35 - 1), 1),
    "times beyond 32 bits": _raw(2, 2**32 - 1, leb128(2**32 - 1) + leb128(1), 2),
    "times that would wrap round": _raw(2, 1000, b"\5" + leb128(2**32 - 1), 2),
    "the last kept after the last scanned": _raw(2, 999, b"\5" + leb128(995), 2),
    "a step that never ends": _raw(1, 1000, b"\x81", 0) + b"\x80" * 16,
    "steps that never come": _raw(3, 1000, b"\5", 0),
}
