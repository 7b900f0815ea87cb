"""Other ways to recognise a clip, on the same copies: each at its own defaults."""

from __future__ import annotations

import json
import math
import time
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from fractions import Fraction
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import av
import imagehash
from PIL import Image

from benchmarks.accuracy.copies import Copy, file_of
from benchmarks.accuracy.kept import kept
from benchmarks.accuracy.sources import Source

Hashes = list[int]
"""One or many of one video; what a bit means is the peer's own."""

EDITS = (
    "360p H.264 crf 40",
    "brighter",
    "crop 6 % all round",
    "crop 10 % left",
    "corner logo",
    "letterbox black",
    "banner 12 % bottom",
    "mirror",
    "rotate 2°",
    "speed 1.1",
    "turned, blurred behind",
    "crop, logo, crf 40",
)
"""The edits that peers are tried on, of one clip of each work."""


@dataclass(frozen=True, slots=True)
class Peer:
    """A package, how it hashes a file, and how alike a clip and a registered video are: 0 if not.

    The works with the greatest likeness are named.
    """

    package: str
    rule: str
    hash_file: Callable[[Path], Hashes]
    likeness: Callable[[Hashes, Hashes], float]

    @property
    def version(self) -> str | None:
        """Of the package; None when it is not installed."""
        try:
            return version(self.package)
        except PackageNotFoundError:
            return None


@dataclass(frozen=True, slots=True)
class PeerOutcome:
    """One copy looked up by a peer, with its works registered and without them."""

    peer: str
    edit: str
    source: str
    work: str
    right: bool
    wrong: bool
    false: bool
    ms: float


def _bits(a: int, b: int) -> int:
    return (a ^ b).bit_count()


def _hash_vpdq(path: Path) -> Hashes:
    import vpdq

    good = (feature for feature in vpdq.computeHash(path) if feature.quality >= 50)
    return [int(feature.hex, 16) for feature in good]


def _alike_vpdq(clip: Hashes, video: Hashes) -> float:
    """The package only hashes: these limits are those of Meta's threatexchange for it."""
    near = sum(any(_bits(one, other) <= 31 for other in video) for one in clip)
    return near / len(clip) if clip and near >= 0.8 * len(clip) else 0


def _hash_videohash(path: Path) -> Hashes:
    # Pillow 10 dropped the name that videohash 3.0.1 uses; it always meant this filter.
    Image.ANTIALIAS = Image.Resampling.LANCZOS  # type: ignore[attr-defined]
    from videohash import VideoHash

    made = VideoHash(path=str(path))
    made.delete_storage_path()
    return [int(made.hash_hex, 16)]


def _alike_videohash(clip: Hashes, video: Hashes) -> float:
    bits = _bits(clip[0], video[0])
    return 64 - bits if bits <= math.ceil(0.15 * 64) else 0


def _hash_phash(path: Path) -> Hashes:
    hashes: Hashes = []
    with av.open(str(path)) as container:
        due = Fraction(0)
        for frame in container.decode(video=0):
            if frame.time >= due:
                due = Fraction(len(hashes) + 1)
                picture = Image.fromarray(frame.to_ndarray(format="rgb24"))
                hashes.append(int(str(imagehash.phash(picture)), 16))
    return hashes


def _alike_phash(clip: Hashes, video: Hashes) -> float:
    votes = sum(any(_bits(one, other) <= 8 for other in video) for one in clip)
    return votes if votes >= 2 else 0


PEERS = (
    Peer(
        "vpdq",
        "frames a second apart; 80 % of the clip's within 31 of 256 bits, quality 50",
        _hash_vpdq,
        _alike_vpdq,
    ),
    Peer(
        "videohash", "one hash a video, within 15 % of 64 bits", _hash_videohash, _alike_videohash
    ),
    Peer(
        "imagehash",
        "phash of frames a second apart; most votes within 8 of 64 bits, at least 2",
        _hash_phash,
        _alike_phash,
    ),
)


def hashes_of(path: Path, name: str, peer: Peer, folder: Path) -> tuple[Hashes, float]:
    """A file's hashes and the ms they took, kept under its name."""

    def make(target: Path) -> None:
        begin = time.perf_counter()
        hashes = peer.hash_file(path)
        target.write_text(json.dumps([hashes, (time.perf_counter() - begin) * 1000]))

    found = kept(folder / f"{name}.{peer.package}-{peer.version}.json", make)
    hashes, ms = json.loads(found.read_text())
    return hashes, ms


def hashes_of_source(source: Source, peer: Peer, folder: Path) -> Hashes:
    """A registered video's hashes."""
    return hashes_of(source.path, source.sha256, peer, folder)[0]


def lookup(
    copy: Copy, peer: Peer, folder: Path, registered: Mapping[Source, Hashes]
) -> PeerOutcome:
    """What a peer says of a copy."""
    hashes, ms = hashes_of(file_of(copy, folder), copy.name, peer, folder)
    begin = time.perf_counter()
    named = _named(hashes, peer, registered, ())
    ms += (time.perf_counter() - begin) * 1000
    return PeerOutcome(
        peer=peer.package,
        edit=copy.edit.name,
        source=copy.source.path.name,
        work=copy.source.work,
        right=copy.source.work in named,
        wrong=not named <= copy.works,
        false=bool(_named(hashes, peer, registered, copy.works)),
        ms=ms,
    )


def _named(
    hashes: Hashes, peer: Peer, registered: Mapping[Source, Hashes], without: Collection[str]
) -> set[str]:
    alike = [
        (peer.likeness(hashes, video), source.work)
        for source, video in registered.items()
        if source.work not in without
    ]
    best = max((likeness for likeness, _ in alike), default=0)
    return {work for likeness, work in alike if likeness == best} if best else set()


def chosen(copies: Collection[Copy]) -> list[Copy]:
    """The copies that peers are tried on: EDITS, one clip a work."""
    first: dict[str, Source] = {}
    for copy in copies:
        first.setdefault(copy.source.work, copy.source)
    return [c for c in copies if c.edit.name in EDITS and c.source == first[c.source.work]]
