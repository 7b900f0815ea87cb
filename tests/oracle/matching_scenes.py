"""Made-up episodes and clips of them, for the matching vectors."""

from collections.abc import Callable, Iterable
from typing import NamedTuple

from tests.oracle.matching_input import Entry, Words, draw_word
from tests.oracle.pictures import Lcg, Recipe

Footage = Callable[[int], Words]
"""What is shown at a time in ms."""

BEAT = 1024
"""From one stored frame to the next, where nothing else is said."""

STEP = 256
"""From one sample to the next. A power of two, so that every interpolation is exact."""

BITS = 64

FILLER = 100_000
"""Plus its time: the seed of a sample."""


class SampleRecipe(NamedTuple):
    """A sample: its time, the words of some windows, a seed for those of the others."""

    at: int
    seed: int
    words: dict[int, Words]


class ClipRecipe(NamedTuple):
    """A clip whose words are given."""

    samples: list[SampleRecipe]
    length: int
    rich: int
    still: bool


class PictureRecipe(NamedTuple):
    """A sample given as a thumb."""

    at: int
    picture: Recipe


class Case(NamedTuple):
    """A clip to be recognised among a library, both named tables apart."""

    library: str
    clip: ClipRecipe | list[PictureRecipe]
    background: str = "even"
    last_stage: int = 3


class ViewsCase(NamedTuple):
    """A clip with its insets, to be recognised likewise."""

    library: str
    views: list[ClipRecipe]
    background: str = "even"


def draw_words(seed: int, count: int) -> list[Words]:
    """Words that have nothing in common."""
    lcg = Lcg(seed)
    return [(draw_word(lcg), draw_word(lcg)) for _ in range(count)]


def flip(word: int, bits: int, first: int = 0) -> int:
    """Turn over so many bits that follow one another, from the least significant or `first`."""
    for place in range(first, first + bits):
        word ^= 1 << place % BITS
    return word


def worn(words: Words, phash_bits: int, detail_bits: int) -> Words:
    """Words so many bits away."""
    return flip(words[0], phash_bits), flip(words[1], detail_bits)


def beats(count: int, first: int = 0) -> list[int]:
    """Evenly spaced times."""
    return [first + BEAT * i for i in range(count)]


def entry(
    drama: str, times: list[int], words: list[Words], edition: str = "e1", episode: int = 1
) -> Entry:
    """An episode with these stored frames."""
    return Entry(drama, edition, episode, times, words)


def cuts(times: list[int], words: list[Words]) -> Footage:
    """Scenes that stand still, each from its time to the next one's; the first from ever."""

    def show(at: int) -> Words:
        return words[max([i for i, time in enumerate(times) if time <= at], default=0)]

    return show


def moving(seed: int, ms_per_bit: int) -> Footage:
    """One scene that never rests: every so many ms another bit of the 128 turns over."""
    lcg = Lcg(seed)
    states = [(draw_word(lcg), draw_word(lcg))]
    for _ in range(60_000 // ms_per_bit):
        phash, detail = states[-1]
        turned = 1 << lcg.below(2 * BITS)
        states.append((phash ^ turned % 2**BITS, detail ^ turned >> BITS))
    return lambda at: states[at // ms_per_bit]


def filmed(footage: Footage, times: list[int]) -> list[Words]:
    """What footage shows at some times."""
    return [footage(time) for time in times]


def sample(at: int, *given: tuple[int, Words]) -> SampleRecipe:
    """A sample with the words of some windows."""
    return SampleRecipe(at, FILLER + at, dict(given))


def copied(
    footage: Footage,
    times: Iterable[int],
    offset: int,
    worn_by: tuple[int, int] = (0, 0),
    window: int = 0,
) -> list[SampleRecipe]:
    """Samples that show footage from `offset` on in one window."""
    return [sample(at, (window, worn(footage(offset + at), *worn_by))) for at in times]


def steps(first: int, count: int) -> range:
    """Times of samples."""
    return range(first, first + STEP * count, STEP)


def clip(
    samples: list[SampleRecipe],
    length: int | None = None,
    rich: int | None = None,
    *,
    still: bool = False,
) -> ClipRecipe:
    """A clip; by default it ends with its last sample, all show much, and it moves."""
    return ClipRecipe(
        samples,
        samples[-1].at if length is None else length,
        len(samples) if rich is None else rich,
        still,
    )
