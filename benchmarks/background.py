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
from tests.clips import clips, work

FAIR_BITS = 36
AGREEING = 0.555
"""Detail words of unrelated frames whose pHashes agree: they behave like this many coins that show
the same side with this probability. Chosen so that the model lies above the measured shares where
it decides, up to 20 bits; beyond, a hit weighs next to nothing."""

WIDE = 12
"""Bits of pHash within which detail words are collected: RADIUS alone gives too few."""


@dataclass
class Counts:
    """Pairs of (query frame, stored frame) of different works, and how alike they were."""

    pairs: int = 0
    nearest: npt.NDArray[np.int64] = field(default_factory=lambda: np.zeros((4, 65), np.int64))
    detail: npt.NDArray[np.int64] = field(default_factory=lambda: np.zeros((65, 65), np.int64))


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
    bits = np.bitwise_count(hash_windows(picture)[:, None] ^ stored)
    tried: list[int] = []
    for stage, windows in enumerate(STAGES):
        tried += windows
        counts.nearest[stage] += np.bincount(bits[tried].min(axis=0), minlength=65)
    counts.pairs += len(stored)
    nearest = np.array(tried)[bits[tried].argmin(axis=0)]
    least = bits.min(axis=0)
    near = np.flatnonzero(least <= WIDE)
    if len(near):
        words = detail_words(picture, nearest[near])
        differing = np.bitwise_count(words ^ details[near])
        np.add.at(counts.detail, (least[near], differing), 1)


def phash_log10(counts: Counts, radius: int) -> npt.NDArray[np.float64]:
    """(4, radius + 1). One is added to every count: nothing is rarer than one in all pairs."""
    reached = counts.nearest.cumsum(axis=1)[:, : radius + 1]
    chance: npt.NDArray[np.float64] = np.log10((reached + 1) / counts.pairs)
    return chance


def tables(counts: Counts) -> dict[str, object]:
    """log10 probabilities."""
    coins = np.arange(65) * FAIR_BITS / 64
    share = betainc(np.maximum(FAIR_BITS - coins, 1e-9), coins + 1, AGREEING)
    return {
        "about": "measured by benchmarks/background.py on footage of unrelated works",
        "pairs": counts.pairs,
        "phash_log10": np.round(phash_log10(counts, RADIUS), 6).tolist(),
        "detail_log10": np.round(np.log10(share), 6).tolist(),
    }


def report(counts: Counts, made: dict[str, object]) -> None:
    """Print the measured shares beside the tables."""
    reached = counts.nearest.cumsum(axis=1)
    print(f"{counts.pairs:,} pairs of unrelated frames")
    print("pHash: stored frames within d bits of the nearest window, by stage")
    print("  d  " + "  ".join(f"stage {stage:<8}" for stage in range(4)))
    for d in range(0, WIDE + 1, 2):
        cells = (f"{n / counts.pairs:.1e} ({n})" for n in reached[:, d])
        print(f"{d:3}  " + "  ".join(f"{cell:<14}" for cell in cells))
    print("detail: share within f bits where the pHash agrees, and the model's")
    detail = np.asarray(made["detail_log10"])
    groups = (counts.detail[: RADIUS + 1].sum(axis=0), counts.detail.sum(axis=0))
    sizes = [group.sum() for group in groups]
    print(f"  f  within {RADIUS} (n={sizes[0]})  within {WIDE} (n={sizes[1]})  model")
    for f in range(8, 31, 2):
        shares = (group[: f + 1].sum() / size for group, size in zip(groups, sizes, strict=True))
        print(f"{f:3}  " + "  ".join(f"{s:<16.1e}" for s in shares) + f"  {10 ** detail[f]:.1e}")


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
