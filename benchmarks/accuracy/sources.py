"""The real clips: their headers, tracks and motion, and which of them are held back."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from pathlib import Path

import av
import click
import numpy as np
import numpy.typing as npt

import reelmark.fingerprint
from benchmarks.accuracy.kept import kept
from reelmark.fingerprint import Track, fingerprint_video
from reelmark.fingerprint.luma import read_planes
from reelmark.matching.clip import SAMPLE_RATE
from tests.clips import clips_folder, work

MAX_FPS = 30

STILL = 1.0
"""Grey levels that the picture changes by in a quarter of a second, on average: less is still."""


@dataclass(frozen=True, slots=True)
class Source:
    """One real clip: the SHA-256 of its bytes, its length, frame rate (at most 30) and size."""

    path: Path
    sha256: str
    length_s: float
    fps: Fraction
    width: int
    height: int

    @property
    def work(self) -> str:
        """The work it shows; near duplicates are one."""
        return work(self.path)

    @property
    def final(self) -> bool:
        """Whether its work is held back for the final figure: a third, by hash."""
        return hashlib.sha256(self.work.encode()).digest()[0] % 3 == 0


def read_sources() -> list[Source]:
    """All real clips. Raises click's UsageError when they are not here."""
    where = clips_folder()
    if where is None:
        raise click.UsageError("the real clips are not here: set REELMARK_CLIPS to their folder")
    return [read_source(path) for path in sorted(where.iterdir()) if path.is_file()]


def read_source(path: Path) -> Source:
    """Read a clip's header."""
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    with av.open(str(path)) as container:
        stream = container.streams.video[0]
        length = float((container.duration or 0) / av.time_base)
        rate = Fraction(stream.average_rate or MAX_FPS).limit_denominator(1001)
        fps = min(rate, Fraction(MAX_FPS))
        return Source(path, digest, length, fps, stream.width, stream.height)


@dataclass(frozen=True)
class Looked:
    """A clip's track, and how much its picture changes: grey levels between samples (n,)."""

    track: Track
    motion: npt.NDArray[np.float64]

    def still(self, start_s: float, length_s: float) -> bool:
        """Whether the picture hardly changes in a stretch, measured on the clip itself."""
        first = int(start_s * SAMPLE_RATE)
        motion = self.motion[first : first + int(length_s * SAMPLE_RATE)]
        return bool(motion.sum() < STILL * len(motion))


def look(source: Source, folder: Path) -> Looked:
    """Fingerprint a clip, or read what was found when this code last did so."""
    file = kept(folder / f"{fingerprinted(source)}.npz", lambda path: _look(source.path, path))
    with np.load(file) as arrays:
        return Looked(Track.from_bytes(arrays["track"].tobytes()), arrays["motion"])


def fingerprinted(source: Source) -> str:
    """A name for what this code's fingerprint finds in a clip."""
    code = Path(reelmark.fingerprint.__file__).parent
    made = hashlib.sha256(source.sha256.encode())
    for module in sorted(code.glob("*.py")):
        made.update(module.read_bytes())
    return made.hexdigest()[:32]


def _look(path: Path, target: Path) -> None:
    planes = [plane.astype(np.int16) for _, plane in read_planes(path, SAMPLE_RATE)]
    motion = np.array([np.abs(b - a).mean() for a, b in pairwise(planes)])
    track = np.frombuffer(fingerprint_video(path).to_bytes(), np.uint8)
    np.savez_compressed(target, track=track, motion=motion)
