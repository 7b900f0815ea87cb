"""The hashes of a kept frame: fingerprint.md, section 4, steps 2 to 4."""

from decimal import Decimal

from tests.oracle.cosines import dct_cosine
from tests.oracle.exact import Fraction
from tests.oracle.pictures import Picture

Block = list[list[int]]
"""16 x 16 coefficients, vertical frequency first, as whole numbers of some small unit."""

SCALE = 2**160
COSINES = [[round(dct_cosine(k, n) * Decimal(SCALE)) for n in range(32)] for k in range(16)]
NEAR = Fraction(1, 10**6)


class TooCloseError(Exception):
    """A vector whose outcome could depend on how cosines are rounded: choose another input."""


def word(bits: list[bool]) -> int:
    """64 bits as a number; the first is the most significant."""
    if len(bits) != 64:
        raise ValueError(f"{len(bits)} bits")
    return sum(2 ** (63 - place) for place, bit in enumerate(bits) if bit)


def transform(picture: Picture) -> Block:
    """Step 2: the low block of the DCT-II of 32 x 32 samples, in units of 4 / SCALE^2."""
    down = [
        [sum(COSINES[u][y] * picture[y][x] for y in range(32)) for x in range(32)]
        for u in range(16)
    ]
    return [[sum(line[x] * COSINES[v][x] for x in range(32)) for v in range(16)] for line in down]


def low_block(block: Block) -> list[int]:
    """The 8 x 8 lowest coefficients, row by row."""
    return [block[u][v] for u in range(8) for v in range(8)]


def twice_the_middle(low: list[int]) -> int:
    """The 32nd plus the 33rd smallest of 64."""
    ordered = sorted(low)
    return ordered[31] + ordered[32]


def phash(block: Block) -> int:
    """Step 3."""
    low = low_block(block)
    middle = twice_the_middle(low)
    return word([2 * value > middle for value in low])


def detail_places() -> list[tuple[int, int]]:
    """Step 4: the 64 places (u, v) of the detail word in the order of its bits."""
    places = [(u, v) for u in range(16) for v in range(16) if u > 7 or v > 7]
    return sorted(places, key=lambda p: (p[0] + p[1], abs(p[0] - p[1]), p[0]))[:64]


_PLACES = detail_places()


def detail(block: Block) -> int:
    """Step 4."""
    return word([block[u][v] > 0 for u, v in _PLACES])


def margins(block: Block) -> list[Fraction]:
    """How far each bit of a pHash is from turning over, in mean |AC|: section 5."""
    low = low_block(block)
    middle = twice_the_middle(low)
    contrast = Fraction(sum(abs(value) for value in low[1:]), 63)
    return [abs(2 * value - middle) / (2 * contrast) for value in low]


def check_distances(block: Block) -> None:
    """Raise TooCloseError when a bit is decided by less than a millionth of mean |AC|."""
    contrast = Fraction(sum(abs(value) for value in low_block(block)[1:]), 63)
    distances = margins(block) + [abs(block[u][v]) / contrast for u, v in _PLACES]
    if min(distances) < NEAR:
        raise TooCloseError(f"{float(min(distances)):.1e}")


def hash_central(picture: Picture) -> tuple[int, int]:
    """pHash and detail word of a 32 x 32 central picture, where no decision is close."""
    block = transform(picture)
    check_distances(block)
    return phash(block), detail(block)
