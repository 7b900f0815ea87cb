"""What is said of a copy, judged by the truth about it."""

from __future__ import annotations

import hashlib
import json
import time
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import reelmark
from benchmarks.accuracy.copies import Copy, Piece, file_of
from benchmarks.accuracy.edits import Edit
from benchmarks.accuracy.kept import kept
from benchmarks.accuracy.sources import Looked, Source
from reelmark.contract import shared_folder
from reelmark.fingerprint.luma import Plane, read_planes
from reelmark.fingerprint.windows import GRID
from reelmark.matching import background
from reelmark.matching.clip import SAMPLE_RATE, PictureClip
from reelmark.matching.library import Entry, Library
from reelmark.matching.recognise import MATCH_LOG10_E, Match, Result, Verdict
from reelmark.matching.samples import recognise_samples
from reelmark.matching.views import least_log10_e, views_of

Planes = Sequence[tuple[int, Plane]]

SAME_PLACE_S = 1.0
"""A piece of a stitched copy is found when its place is this near, or within its uncertainty."""

SHARED = 1 / 3
"""Of a piece that a match must explain: where nothing is stored, as in a fade, it can show less."""

SAME_SPEED = 0.03
SAME_CUT = 0.05
"""Speeds are tried in steps of 2.5 %, cuts in steps of 5 % of the side."""


@dataclass(frozen=True, slots=True)
class Place:
    """The best match against the truth: seconds off, seconds stated, and what else is right."""

    error_s: float
    uncertainty_s: float
    speed: bool
    mirrored: bool
    crop: bool


@dataclass(frozen=True, slots=True)
class Outcome:
    """One copy looked up with its works registered and without them.

    `chance_log10_e`: the best evidence for another work, though none is right.
    """

    edit: str
    source: str
    work: str
    final: bool
    verdict: Verdict
    right: bool
    wrong: bool
    still: bool
    place: Place | None
    stage: int
    ms: float
    false: bool
    chance_log10_e: float
    left_out_ms: float


def code(registered: Mapping[Source, Looked]) -> str:
    """A name for all that an outcome hangs on: this code, its tables, and the tracks."""
    made = hashlib.sha256(Path(__file__).read_bytes())
    for folder in ("fingerprint", "matching"):
        for module in sorted(Path(reelmark.__file__).parent.joinpath(folder).glob("*.py")):
            made.update(module.read_bytes())
    for table in ("fingerprint/operators.json", "matching/background.json"):
        made.update(shared_folder().joinpath(table).read_bytes())
    for source, looked in registered.items():
        made.update(f"{source.path.name} {source.work} {looked.track.sha256}".encode())
    return made.hexdigest()[:16]


def outcome_of(copy: Copy, folder: Path, registered: Mapping[Source, Looked], by: str) -> Outcome:
    """What `measure` finds, or found when the same code (`by`) was asked before."""

    def make(target: Path) -> None:
        target.write_text(json.dumps(asdict(measure(copy, folder, registered))))

    found = json.loads(kept(folder / f"{copy.name}-{by}.json", make).read_text())
    place = found["place"] and Place(**found["place"])
    return Outcome(**found | {"place": place})


def measure(copy: Copy, folder: Path, registered: Mapping[Source, Looked]) -> Outcome:
    """Look a copy up twice: among all clips, and among those of other works."""
    planes = list(read_planes(file_of(copy, folder), SAMPLE_RATE))
    everything = _library(registered, set())
    others = _library(registered, copy.works)
    found, ms = _recognise(planes, everything)
    chance, left_out_ms = _least_log10_e(planes, others)
    named = {match.entry.drama for match in found.matches}
    return Outcome(
        edit=copy.edit.name,
        source=copy.source.path.name,
        work=copy.source.work,
        final=copy.final,
        verdict=found.verdict,
        right=named == copy.works and all(_found(p, copy.edit, found.matches) for p in copy.pieces),
        wrong=not named <= copy.works,
        still=all(_still(piece, copy.edit, registered) for piece in copy.pieces),
        place=_place(found.matches[0], copy) if found.matches else None,
        stage=found.stage,
        ms=ms,
        false=chance <= MATCH_LOG10_E and bool(_recognise(planes, others)[0].matches),
        chance_log10_e=chance,
        left_out_ms=left_out_ms,
    )


def _recognise(planes: Planes, library: Library) -> tuple[Result, float]:
    """What is found, and the milliseconds it took."""
    begin = time.perf_counter()
    result = recognise_samples(planes, library, background.load())
    return result, (time.perf_counter() - begin) * 1000


def _least_log10_e(planes: Planes, library: Library) -> tuple[float, float]:
    """The best evidence that any view of the clip gives, and the milliseconds of that search."""
    begin = time.perf_counter()
    clip = PictureClip.from_planes(planes)
    least = least_log10_e(clip, views_of(clip, planes), library, background.load())
    return least, (time.perf_counter() - begin) * 1000


def _library(registered: Mapping[Source, Looked], without: set[str]) -> Library:
    return Library(
        [
            Entry(source.work, source.path.name, 1, looked.track)
            for source, looked in registered.items()
            if source.work not in without
        ]
    )


def _still(piece: Piece, edit: Edit, registered: Mapping[Source, Looked]) -> bool:
    length = (piece.end_s - piece.begin_s) * abs(edit.speed)
    return registered[piece.source].still(piece.start_s, length)


def _found(piece: Piece, edit: Edit, matches: Sequence[Match]) -> bool:
    """Whether a match names the piece's work, and its place where copies are stitched.

    Near duplicates have times of their own: there the work alone counts.
    """
    return any(
        match.entry.drama == piece.source.work
        and (
            len(edit.pieces) == 1
            or match.entry.edition != piece.source.path.name
            or _near(piece, edit, match)
        )
        for match in matches
    )


def _near(piece: Piece, edit: Edit, match: Match) -> bool:
    """Whether a match lies where the piece does, halfway through what they share."""
    place = match.place
    first = max(piece.begin_s, place.clip_start / 1000)
    last = min(piece.end_s, place.clip_end / 1000)
    middle = (first + last) / 2
    told = (place.end - place.speed * (place.clip_end - middle * 1000)) / 1000
    truth = piece.start_s + edit.speed * (middle - piece.begin_s)
    shared = last - first >= SHARED * (piece.end_s - piece.begin_s)
    return shared and abs(told - truth) <= max(SAME_PLACE_S, place.uncertainty / 1000)


def _place(match: Match, copy: Copy) -> Place | None:
    """The best match beside the truth; None where that has no one place (see _found)."""
    edit, place = copy.edit, match.place
    piece = next((p for p in copy.pieces if p.source.path.name == match.entry.edition), None)
    if piece is None or len(copy.pieces) > 1 or edit.speed < 0:
        return None
    truth = piece.start_s + edit.speed * place.clip_start / 1000
    top, bottom, left, right = ((place.window % GRID) // 4**k % 4 * 0.05 for k in (3, 2, 1, 0))
    cuts = zip((left, top, right, bottom), edit.cut, strict=True)
    return Place(
        error_s=abs(place.start / 1000 - truth),
        uncertainty_s=place.uncertainty / 1000,
        speed=abs(place.speed / edit.speed - 1) <= SAME_SPEED,
        mirrored=(place.window >= GRID) == edit.mirrored,
        crop=all(abs(told - cut) <= SAME_CUT for told, cut in cuts),
    )
