"""What is compared: matching.md, section 1. Words come from recipes of whole numbers."""

from typing import NamedTuple

from tests.oracle.pictures import Lcg

WINDOWS = 512
Words = tuple[int, int]
"""pHash and detail word."""


class Entry(NamedTuple):
    """One registered episode."""

    drama: str
    edition: str
    episode: int
    times: list[int]
    words: list[Words]


class Stored(NamedTuple):
    """A stored frame, whose entry is given by its number."""

    entry: int
    time: int
    phash: int
    detail: int


class Sample(NamedTuple):
    """A sample that is not flat: its time and the words of all windows."""

    time: int
    words: list[Words]


class Clip(NamedTuple):
    """Samples, the time of the last one, flat or not, how many show much; whether it is still."""

    samples: list[Sample]
    length: int
    rich: int
    still: bool = False


class Background(NamedTuple):
    """Minus the decimal logarithms of the tables, in 64ths: sums of them are exact."""

    phash: list[list[int]]
    detail: list[int]
    plain: list[int]


UNIT = 64
"""Weights are whole numbers of 64ths."""


def stored_frames(library: list[Entry]) -> list[Stored]:
    """All stored frames, numbered through."""
    return [
        Stored(number, time, *words)
        for number, entry in enumerate(library)
        for time, words in zip(entry.times, entry.words, strict=True)
    ]


def distance(one: int, other: int) -> int:
    """Hamming distance."""
    return bin(one ^ other).count("1")


def draw_word(lcg: Lcg) -> int:
    """Four times 16 bits, the first of them the most significant."""
    word = 0
    for _ in range(4):
        word = word * 2**16 + lcg.below(2**16)
    return word


def fill(seed: int, given: dict[int, Words]) -> list[Words]:
    """The words of all windows: those given, the others from the generator."""
    lcg = Lcg(seed)
    drawn = [(draw_word(lcg), draw_word(lcg)) for _ in range(WINDOWS)]
    return [given.get(window, words) for window, words in enumerate(drawn)]
