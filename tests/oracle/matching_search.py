"""From a clip to a verdict: matching.md, sections 6 and 7."""

from decimal import Decimal
from typing import NamedTuple

from tests.oracle.closeness import NEAR
from tests.oracle.matching_alignment import align
from tests.oracle.matching_evidence import Evidence, less, weigh
from tests.oracle.matching_hits import Hit, find_hits, total_of_heaviest
from tests.oracle.matching_input import Background, Clip, Entry, Stored, stored_frames
from tests.oracle.matching_place import Place, locate
from tests.oracle.registered import TooCloseError

ENTRIES = 20
PIECES = 3
LIMIT = Decimal(-6)


class Found(NamedTuple):
    """One place, in the entry of this number."""

    entry: int
    place: Place
    evidence: Evidence


class Answer(NamedTuple):
    """The outcome of sections 6 and 7."""

    verdict: str
    matches: list[Found]
    candidates: list[Found]
    stage: int


def _passes(evidence: Evidence) -> bool:
    """Whether lg E is at most -6; exactly that only when no rounding can play a part."""
    log10_e = evidence.log10_e()
    if abs(log10_e - LIMIT) < NEAR and (log10_e != LIMIT or len(evidence.terms) > 1):
        raise TooCloseError(f"lg E = {log10_e}")
    return log10_e <= LIMIT


def _best_of(hits: list[Hit], clip: Clip, frames: list[Stored]) -> Found:
    """Steps 1 and 2."""
    entries = sorted({frames[hit.stored].entry for hit in hits})
    own = {entry: [hit for hit in hits if frames[hit.stored].entry == entry] for entry in entries}
    heaviest = sorted(entries, key=lambda entry: -total_of_heaviest(own[entry]))[:ENTRIES]
    best: Found | None = None
    for entry in heaviest:
        place, alignment = locate(*align(own[entry]), clip, frames)
        found = Found(entry, place, weigh(alignment, clip, frames))
        if best is None or less(found.evidence, best.evidence):
            best = found
    if best is None:
        raise ValueError("no hits")
    return best


def _pieces(hits: list[Hit], clip: Clip, frames: list[Stored]) -> list[Found]:
    """Step 3."""
    pieces: list[Found] = []
    while hits and len(pieces) < PIECES:
        best = _best_of(hits, clip, frames)
        if not _passes(best.evidence):
            break
        pieces.append(best)
        begin, end = best.place.clip_start, best.place.clip_end
        hits = [hit for hit in hits if hit.clip_time < begin or hit.clip_time > end]
    return pieces


def _insert(found: list[Found], new: Found) -> None:
    """Keep the least first, equals in the order they came."""
    index = len(found)
    while index > 0 and less(new.evidence, found[index - 1].evidence):
        index -= 1
    found.insert(index, new)


def search(clip: Clip, library: list[Entry], background: Background, stage: int) -> list[Found]:
    """Section 6."""
    frames = stored_frames(library)
    by_drama: dict[str, list[Hit]] = {}
    for hit in find_hits(clip, frames, background, stage):
        drama = library[frames[hit.stored].entry].drama
        by_drama[drama] = [*by_drama.get(drama, []), hit]
    found: list[Found] = []
    for hits in by_drama.values():
        for piece in _pieces(hits, clip, frames):
            _insert(found, piece)
    return found


def recognise(clip: Clip, library: list[Entry], background: Background, last_stage: int) -> Answer:
    """Section 7."""
    candidates: list[Found] = []
    for stage in range(last_stage + 1):
        found = search(clip, library, background, stage)
        matches = [each for each in found if each.evidence.frames >= 2]
        if matches:
            dramas = {library[each.entry].drama for each in matches}
            return Answer("match" if len(dramas) == 1 else "several", matches, [], stage)
        if not candidates:
            candidates = found
    verdict = "not_enough_picture" if clip.rich < 2 else "no_match"
    return Answer(verdict, [], candidates, last_stage)
