"""Measures how often unrelated frames resemble each other: makes shared/matching/background.json.

`python -m benchmarks.background` prints the tables; `--write` commits them to the file. Every real
clip is looked up, frame by frame in all windows, among the tracks of all other works.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import numpy.typing as npt
from scipy.special import betainc

from reelmark.contract import shared_folder
from reelmark.fingerprint import Track, fingerprint_video
from reelmark.fingerprint.luma import read_planes
from reelmark.fingerprint.thumb import Borders, Thumb, thumb
from reelmark.fingerprint.windows import STAGES, detail_words, hash_windows, is_flat
from reelmark.matching.clip import SAMPLE_RATE
from reelmark.matching.library import RADIUS
from reelmark.matching.plainness import MEAN_TURNS, plainness
from tests.clips import clips, work

Numbers = npt.NDArray[np.int64]

FAIR_BITS = 36
"""Detail words of unrelated frames whose pHashes agree behave like so many fair coins: the model
lies above the measured shares of frames of the first grade where it decides, up to 22 bits."""

GRADES = (0, 12, 20)
"""The least plainness of each grade. Within one, frames are hit about equally often."""

ALIKE = 20
"""Bits of the detail word by which grades are compared: fewer are too seldom."""

WIDE = 12
"""Bits of pHash within which detail words are collected: RADIUS alone gives too few."""


@dataclass
class Counts:
    """Pairs of (query frame, stored frame) of different works, and how alike they were.

    By grade of the stored frame: `pairs` (3,), `nearest` (3, stages, bits of pHash), `detail` (3,
    bits of pHash, bits of the detail word).
    """

    pairs: Numbers = field(default_factory=lambda: np.zeros(3, np.int64))
    nearest: Numbers = field(default_factory=lambda: np.zeros((3, 4, 65), np.int64))
    detail: Numbers = field(default_factory=lambda: np.zeros((3, 65, 65), np.int64))


def measure(paths: list[Path]) -> Counts:
    """Look every clip up among the others."""
    with ProcessPoolExecutor(2) as pool:
        tracks = dict(zip(paths, pool.map(fingerprint_video, paths), strict=True))
    counts = Counts()
    for number, path in enumerate(paths, 1):
        print(f"\r{number} of {len(paths)} clips", end="", file=sys.stderr)
        look_up(path, tracks, counts)
    print(file=sys.stderr)
    return counts


def look_up(path: Path, tracks: Mapping[Path, Track], counts: Counts) -> None:
    """Count how alike a clip and the tracks of all other works are."""
    others = [track for other, track in tracks.items() if work(other) != work(path)]
    for picture in _samples(path):
        _compare(picture, others, counts)


def _samples(path: Path) -> Iterator[Thumb]:
    planes = [plane for _, plane in read_planes(path, SAMPLE_RATE)]
    borders = Borders()
    for plane in planes:
        borders.see(plane)
    area = borders.area()
    return (picture for plane in planes if not is_flat(picture := thumb(plane, area)))


def _compare(picture: Thumb, others: list[Track], counts: Counts) -> None:
    stored = np.concatenate([track.hashes for track in others])
    details = np.concatenate([track.details for track in others])
    grade = np.searchsorted(GRADES, plainness(stored), "right") - 1
    bits = np.bitwise_count(hash_windows(picture)[:, None] ^ stored)
    tried: list[int] = []
    for stage, windows in enumerate(STAGES):
        tried += windows
        at = (grade, np.full_like(grade, stage), bits[tried].min(axis=0))
        np.add.at(counts.nearest, at, 1)
    np.add.at(counts.pairs, grade, 1)
    nearest = np.array(tried)[bits[tried].argmin(axis=0)]
    least = bits.min(axis=0)
    near = np.flatnonzero(least <= WIDE)
    if len(near):
        words = detail_words(picture, nearest[near])
        differing = np.bitwise_count(words ^ details[near])
        np.add.at(counts.detail, (grade[near], least[near], differing), 1)


def phash_log10(counts: Counts, radius: int) -> npt.NDArray[np.float64]:
    """(4, radius + 1), of the first grade. One is added to every count: nothing is rarer than one
    in all pairs."""
    reached = counts.nearest[0].cumsum(axis=1)[:, : radius + 1]
    chance: npt.NDArray[np.float64] = np.log10((reached + 1) / counts.pairs[0])
    return chance


def grade_log10(counts: Counts) -> npt.NDArray[np.float64]:
    """(3,): how much more often frames of a grade are hit than those of the first.

    pHash and detail word apart, for hits with both alike are too few to count.
    """
    hits = counts.nearest[:, -1, : RADIUS + 1].sum(axis=1) / counts.pairs
    near = counts.detail.sum(axis=1)
    alike = near[:, : ALIKE + 1].sum(axis=1) / near.sum(axis=1)
    more: npt.NDArray[np.float64] = np.log10(hits / hits[0] * alike / alike[0])
    return more


def tables(counts: Counts) -> dict[str, object]:
    """log10 probabilities."""
    coins = np.arange(65) * FAIR_BITS / 64
    share = betainc(np.maximum(FAIR_BITS - coins, 1e-9), coins + 1, 0.5)
    widths = np.diff([*GRADES, MEAN_TURNS + 1])
    return {
        "about": "measured by benchmarks/background.py on footage of unrelated works",
        "pairs": int(counts.pairs.sum()),
        "phash_log10": np.round(phash_log10(counts, RADIUS), 6).tolist(),
        "detail_log10": np.round(np.log10(share), 6).tolist(),
        "plain_log10": np.repeat(np.round(grade_log10(counts), 6), widths).tolist(),
    }


def report(counts: Counts, made: dict[str, object]) -> None:
    """Print the measured shares beside the tables."""
    detail = 10.0 ** np.asarray(made["detail_log10"])
    print(f"{counts.pairs.sum():,} pairs of unrelated frames")
    for least, more, pairs, nearest, near in zip(
        GRADES, grade_log10(counts), counts.pairs, counts.nearest, counts.detail, strict=True
    ):
        print(f"plainness from {least}: {pairs:,} pairs, hit {10**more:.0f} times as often")
        print("  pHash within d bits of the nearest window, by stage")
        for d in range(0, WIDE + 1, 2):
            reached = nearest[:, : d + 1].sum(axis=1)
            print(f"  {d:3}  " + "  ".join(f"{n / pairs:.1e} ({n})".ljust(14) for n in reached))
        shares = near.sum(axis=0).cumsum() / near.sum()
        print(
            f"  detail word within f bits, where the pHash is within {WIDE} (n={near.sum()}); model"
        )
        for f in range(8, 31, 2):
            print(f"  {f:3}  {shares[f]:.1e}  {detail[f]:.1e}")


def main() -> None:
    counts = measure(clips())
    made = tables(counts)
    report(counts, made)
    if "--write" in sys.argv[1:]:
        target = shared_folder() / "matching" / "background.json"
        target.write_text(json.dumps(made, indent=1) + "\n", encoding="utf-8")
        print(f"written: {target.name}")


if __name__ == "__main__":
    main()
