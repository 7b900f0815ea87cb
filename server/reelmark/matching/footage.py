"""Recognises a whole file, of any length: in pieces that one search can take."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from reelmark.fingerprint.luma import Plane
from reelmark.fingerprint.windows import GRID
from reelmark.matching.background import Background
from reelmark.matching.clip import PictureClip
from reelmark.matching.evidence import Evidence
from reelmark.matching.library import Library
from reelmark.matching.recognise import Match, Verdict, verdict_of
from reelmark.matching.samples import recognise_samples

PIECE = 60
"""Samples of one search, 15 s: the body of a server query holds 64."""

LEAST = 12
"""A last piece of fewer samples, 3 s, joins the one before."""

SAME_PLACE_MS = 500
"""Two pieces continue one another when their places meet this well, beside their uncertainty."""


@dataclass(frozen=True, slots=True)
class Footage:
    """The verdict on a file: places in order of the file's time, and what was looked at."""

    verdict: Verdict
    matches: tuple[Match, ...]
    candidates: tuple[Match, ...]
    samples: int
    usable: int
    length_ms: int
    stage: int


def recognise_footage(
    planes: Iterable[tuple[int, Plane]], library: Library, background: Background
) -> Footage:
    """Recognise samples (ms, plane) of one file, however many; only one piece is held at a time."""
    matches: list[Match] = []
    candidates: list[Match] = []
    verdicts: set[Verdict] = set()
    samples = usable = length_ms = stage = 0
    for piece in _pieces(planes):
        begin = piece[0][0]
        moved = [(at - begin, plane) for at, plane in piece]
        clip = PictureClip.from_planes(moved)
        result = recognise_samples(moved, library, background)
        verdicts.add(result.verdict)
        for match in sorted(result.matches, key=lambda match: match.place.clip_start):
            _join(matches, match.later(begin))
        candidates += [match.later(begin) for match in result.candidates]
        samples += len(piece)
        usable += len(clip.times_ms)
        length_ms = piece[-1][0]
        stage = max(stage, result.stage)
    verdict = _overall(verdicts, matches)
    return Footage(verdict, tuple(matches), tuple(candidates), samples, usable, length_ms, stage)


def _pieces(planes: Iterable[tuple[int, Plane]]) -> Iterator[list[tuple[int, Plane]]]:
    held: list[tuple[int, Plane]] = []
    for sample in planes:
        held.append(sample)
        if len(held) == PIECE + LEAST:
            yield held[:PIECE]
            held = held[PIECE:]
    if held:
        yield held


def _join(matches: list[Match], match: Match) -> None:
    """Add a match, or let the one it continues run on."""
    for index, earlier in enumerate(matches):
        if _continues(earlier, match):
            matches[index] = _joined(earlier, match)
            return
    matches.append(match)


def _continues(earlier: Match, later: Match) -> bool:
    a, b = earlier.place, later.place
    if earlier.entry is not later.entry or (a.window < GRID) != (b.window < GRID):
        return False
    expected = a.end + a.speed * (b.clip_start - a.clip_end)
    return abs(b.start - expected) <= a.uncertainty + b.uncertainty + SAME_PLACE_MS


def _joined(earlier: Match, later: Match) -> Match:
    """One place of two pieces: the surer time, the stronger evidence, the frames of both."""
    a, b = earlier.place, later.place
    surer = min(a, b, key=lambda place: place.uncertainty)
    shift = surer.start - surer.speed * surer.clip_start
    place = replace(
        surer,
        clip_start=a.clip_start,
        clip_end=b.clip_end,
        start=max(0.0, shift + surer.speed * a.clip_start),
        end=shift + surer.speed * b.clip_end,
    )
    one, other = earlier.evidence, later.evidence
    evidence = Evidence(
        min(one.log10_e, other.log10_e), one.shots + other.shots, one.frames + other.frames
    )
    return replace(earlier, place=place, evidence=evidence)


def _overall(verdicts: set[Verdict], matches: list[Match]) -> Verdict:
    if matches:
        return verdict_of(matches)
    return "no_match" if "no_match" in verdicts else "not_enough_picture"
