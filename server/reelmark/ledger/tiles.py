"""How a log is laid out in files (https://c2sp.org/tlog-tiles)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from reelmark.ledger.tree import LogError, Subtree, node_hash, split, tree_hash

WIDTH = 256
"""Hashes in a full tile; each is that of a full tile one level below."""

MAX_LEVEL = 63
ENTRIES = "entries"

_PATH = re.compile(
    rf"(?P<level>{ENTRIES}|0|[1-9][0-9]?)/(?P<number>(x[0-9]{{3}}/){{0,6}}[0-9]{{3}})"
    r"(\.p/(?P<width>[1-9][0-9]{0,2}))?"
)


@dataclass(frozen=True, slots=True)
class Tile:
    """`width` hashes of one level from number * 256 on, or leaves where `level` is None."""

    level: int | None
    number: int
    width: int = WIDTH

    @property
    def begin(self) -> int:
        """The number of its first hash within the level."""
        return self.number * WIDTH

    @property
    def end(self) -> int:
        """The number after its last hash."""
        return self.begin + self.width

    @property
    def path(self) -> str:
        """Its address below `tile/`: `0/x001/234`, `entries/000.p/7`."""
        level = ENTRIES if self.level is None else self.level
        partial = f".p/{self.width}" if self.width < WIDTH else ""
        return f"{level}/{_elements(self.number)}{partial}"


def read_path(path: str) -> Tile | None:
    """The tile that an address below `tile/` names; None when it is not one."""
    found = _PATH.fullmatch(path)
    if found is None:
        return None
    level = None if found["level"] == ENTRIES else int(found["level"])
    number = int(found["number"].replace("x", "").replace("/", ""))
    tile = Tile(level, number, int(found["width"] or WIDTH))
    # One address a tile: no leading x000, no `.p/256`, no level 64.
    return tile if tile.path == path and (level or 0) <= MAX_LEVEL else None


def count(level: int, size: int) -> int:
    """How many hashes a log of `size` leaves has at a level."""
    return size >> 8 * level


def tiles_of(size: int) -> Iterator[Tile]:
    """All tiles of a log of `size` leaves: leaves first, then level by level, in order."""
    yield from _row(None, size)
    level = 0
    while found := count(level, size):
        yield from _row(level, found)
        level += 1


def subtree_of(read: Callable[[int, int, int], Sequence[bytes]]) -> Subtree:
    """Hashes of parts of a log, from `read`: the hashes [begin, end) of a level.

    A part is, as everywhere in RFC 6962, a whole subtree or the right edge of the log. What is
    read lies within one tile, at the highest level that has it.
    """

    def subtree(begin: int, end: int) -> bytes:
        size = end - begin
        if not size:
            return tree_hash([])
        if size & (size - 1) == 0:
            level = (size.bit_length() - 1) // 8
            return tree_hash(read(level, count(level, begin), count(level, end)))
        middle = begin + split(size)
        return node_hash(subtree(begin, middle), subtree(middle, end))

    return subtree


def bundle(leaves: Iterable[bytes]) -> bytes:
    """The bytes of an entry bundle."""
    return b"".join(len(leaf).to_bytes(2, "big") + leaf for leaf in leaves)


def leaves_in(data: bytes) -> list[bytes]:
    """The leaves of an entry bundle. Raises LogError when it ends within one."""
    leaves, place = [], 0
    while place < len(data):
        begin = place + 2
        place = begin + int.from_bytes(data[place:begin], "big")
        if place > len(data) or begin > len(data):
            raise LogError("it ends in the middle of a leaf")
        leaves.append(data[begin:place])
    return leaves


def _row(level: int | None, found: int) -> Iterator[Tile]:
    for number in range(found // WIDTH):
        yield Tile(level, number)
    if found % WIDTH:
        yield Tile(level, found // WIDTH, found % WIDTH)


def _elements(number: int) -> str:
    digits = str(number)
    digits = digits.zfill(-(-len(digits) // 3) * 3)
    parts = [digits[place : place + 3] for place in range(0, len(digits), 3)]
    return "/".join([*(f"x{part}" for part in parts[:-1]), parts[-1]])
