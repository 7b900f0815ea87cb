"""How often unrelated frames resemble each other: the measured tables behind every verdict."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from reelmark.contract import read_json
from reelmark.matching.library import Hit


@dataclass(frozen=True, slots=True)
class Background:
    """log10 probabilities measured on footage of unrelated works (benchmarks/background.py).

    `phash[stage][bits]`: a stored frame lies within `bits` of the nearest of all windows tried up
    to `stage`. `detail[bits]`: given that it does, its detail word differs in `bits` or fewer.
    `plain[plainness]`: how much more often both happen to a frame of that plainness.
    """

    phash: tuple[tuple[float, ...], ...]
    detail: tuple[float, ...]
    plain: tuple[float, ...]

    def weight(self, hit: Hit, stage: int) -> float:
        """Evidence of one hit: minus log10 of the chance of one as good, per stored frame."""
        chance = self.phash[stage][hit.phash_bits] + self.detail[hit.detail_bits]
        return -(chance + self.plain[hit.plainness])


@cache
def load() -> Background:
    """The committed tables, shared/matching/background.json."""
    table = read_json("matching/background.json")
    phash = tuple(map(tuple, table["phash_log10"]))
    return Background(phash, tuple(table["detail_log10"]), tuple(table["plain_log10"]))
