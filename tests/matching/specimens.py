"""Altered 6 s clips of the real videos, and what is recognised of them."""

from __future__ import annotations

import random
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from multiprocessing import get_context
from pathlib import Path

from reelmark.demo.encoding import Edit, write_copy
from reelmark.fingerprint import Track, fingerprint_video
from reelmark.fingerprint.luma import probe, read_planes
from reelmark.matching import background
from reelmark.matching.clip import SAMPLE_RATE, PictureClip
from reelmark.matching.library import Entry, Library
from reelmark.matching.recognise import Result, recognise
from tests.clips import work

LENGTH_S = 6
LOW = Edit(duration_s=LENGTH_S, short_side=360, crf=32)
PLAIN = "360p crf 32"
EDITS = {PLAIN: LOW, "cropped 10 % left": replace(LOW, crop=(0.1, 0, 0, 0))}
"""Of all clips; test_accuracy has more edits, of fewer."""


@dataclass(frozen=True)
class Specimen:
    """An altered clip with its truth, and what was said with and without its work registered."""

    source: Path
    edit: str
    start_s: float
    found: Result
    left_out: Result

    @property
    def right(self) -> bool:
        """The work was named, and no other."""
        return {m.entry.drama for m in self.found.matches} == {work(self.source)}

    @property
    def start_error_s(self) -> float | None:
        """How far from the truth the best place begins; None in a near duplicate of the source."""
        best = self.found.matches[0]
        if best.entry.edition != self.source.name:
            return None
        return abs(best.place.start / 1000 - best.place.clip_start / 1000 - self.start_s)

    @property
    def uncertainty_s(self) -> float:
        return self.found.matches[0].place.uncertainty / 1000


def make(sources: Sequence[Path], folder: Path) -> list[Specimen]:
    """Fingerprint all sources, re-encode a random stretch of each, recognise them all.

    Each stretch is cut a second time, altered in one of the other ways in turn.
    """
    with ProcessPoolExecutor(2, get_context("spawn")) as pool:
        tracks = dict(zip(sources, pool.map(fingerprint_video, sources), strict=True))
        more = [name for name in EDITS if name != PLAIN]
        jobs = [
            (source, (PLAIN, more[number % len(more)]), folder, tracks)
            for number, source in enumerate(sources)
        ]
        return [one for made in pool.map(_specimens, jobs) for one in made]


def library(tracks: dict[Path, Track], without: str = "") -> Library:
    return Library(
        [
            Entry(work(path), path.name, 1, track)
            for path, track in tracks.items()
            if work(path) != without
        ]
    )


def _specimens(job: tuple[Path, tuple[str, ...], Path, dict[Path, Track]]) -> list[Specimen]:
    source, edits, folder, tracks = job
    everything, others = library(tracks), library(tracks, without=work(source))
    spare = max(0.0, probe(source).duration_s - LENGTH_S - 0.3)
    start = random.Random(source.name).uniform(0, spare)
    made = []
    for name in edits:
        path = folder / f"{source.name}-{name}.mp4"
        write_copy(source, path, replace(EDITS[name], start_s=start))
        clip = PictureClip.from_planes(read_planes(path, SAMPLE_RATE))
        found = recognise(clip, everything, background.load())
        left_out = recognise(clip, others, background.load())
        made.append(Specimen(source, name, start, found, left_out))
    return made
