"""What clips are looked up in: all real clips, registered by each rule; how alike strangers are."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

import numpy as np

from benchmarks.accuracy.kept import kept
from benchmarks.accuracy.run import run
from benchmarks.accuracy.sources import Source, fingerprinted
from benchmarks.background import Counts, look_up, phash_log10
from benchmarks.density.choices import CHOICES, WIDEST
from reelmark.fingerprint import Track
from reelmark.fingerprint.luma import read_planes
from reelmark.fingerprint.registered import FrameHash, hash_thumb
from reelmark.fingerprint.thumb import Borders, thumb
from reelmark.fingerprint.track import REGISTERED, SCAN_RATE, Rule, keep
from reelmark.matching import background
from reelmark.matching.background import Background
from reelmark.matching.library import Entry

Scan = list[tuple[int, FrameHash]]


@dataclass(frozen=True)
class Registry:
    """The same episodes by each rule, and the background up to the widest radius."""

    entries: Mapping[Rule, tuple[Entry, ...]]
    background: Background


def registry(sources: Sequence[Source], folder: Path, processes: int) -> Registry:
    """Register all clips by all rules."""
    scans = run("scanning", partial(scan, folder=folder), sources, processes)
    rules = {choice.rule for choice in CHOICES}
    entries = {
        rule: tuple(
            Entry(source.work, source.path.name, 1, keep(frames, rule))
            for source, frames in zip(sources, scans, strict=True)
        )
        for rule in rules
    }
    tracks = [entry.track for entry in entries[REGISTERED]]
    return Registry(entries, _wide(sources, tracks, folder, processes))


def scan(source: Source, folder: Path) -> Scan:
    """The hashes of all frames that fingerprint_video looks at, to be kept by any rule."""
    file = kept(folder / f"{fingerprinted(source)}-scan.npz", lambda path: _scan(source.path, path))
    with np.load(file) as found:
        columns = (found[name].tolist() for name in ("at", "phash", "detail", "flat"))
        return [(at, FrameHash(*words)) for at, *words in zip(*columns, strict=True)]


def _scan(path: Path, target: Path) -> None:
    planes = list(read_planes(path, SCAN_RATE))
    borders = Borders()
    for _, plane in planes:
        borders.see(plane)
    frames = [hash_thumb(thumb(plane, borders.area())) for _, plane in planes]
    np.savez_compressed(
        target,
        at=np.array([at for at, _ in planes]),
        phash=np.array([frame.phash for frame in frames], np.uint64),
        detail=np.array([frame.detail for frame in frames], np.uint64),
        flat=np.array([frame.flat for frame in frames]),
    )


def _wide(
    sources: Sequence[Source], tracks: Sequence[Track], folder: Path, processes: int
) -> Background:
    """The committed tables, their pHash rows lengthened as benchmarks/background.py measures."""
    by_path = {source.path: track for source, track in zip(sources, tracks, strict=True)}
    job = partial(_nearest, tracks=by_path, folder=folder)
    found = run("comparing strangers", job, sources, processes)
    pairs, nearest = (sum(getattr(one, name) for one in found) for name in ("pairs", "nearest"))
    counts = Counts(pairs, nearest)
    committed = background.load()
    measured = phash_log10(counts, WIDEST)
    rows = zip(committed.phash, measured.tolist(), strict=True)
    return replace(committed, phash=tuple((*row, *more[len(row) :]) for row, more in rows))


def _nearest(source: Source, tracks: Mapping[Path, Track], folder: Path) -> Counts:
    made = hashlib.sha256(fingerprinted(source).encode())
    for path in sorted(tracks):
        made.update(f"{path.name} {tracks[path].sha256}".encode())

    def measure(target: Path) -> None:
        counts = Counts()
        look_up(source.path, tracks, counts)
        np.savez_compressed(target, pairs=counts.pairs, nearest=counts.nearest)

    with np.load(kept(folder / f"{made.hexdigest()[:32]}-strangers.npz", measure)) as found:
        return Counts(found["pairs"], found["nearest"])


def kb_per_hour(entries: Sequence[Entry]) -> float:
    """What tracks take, KB of 1,000 bytes an hour of video; their headers left out."""
    size = sum(len(entry.track.to_bytes()) - 12 for entry in entries)
    return size / 1000 / (sum(entry.track.duration_ms for entry in entries) / 3_600_000)
