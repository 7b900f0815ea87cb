"""Recognises a clip: stages of windows, alignments, evidence, and the verdict they support."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

import numpy as np

from reelmark.fingerprint.windows import STAGES
from reelmark.matching.alignment import Placed, align, best_by_frame
from reelmark.matching.background import Background
from reelmark.matching.clip import Clip
from reelmark.matching.evidence import Evidence, weigh
from reelmark.matching.library import Entry, Hit, Library
from reelmark.matching.place import Place, locate

Verdict = Literal["match", "several", "no_match", "not_enough_picture"]

MATCH_LOG10_E = -6.0
"""A work is named when chance would give less than one such alignment in a million clips."""

MATCH_FRAMES = 2
"""And when at least so many samples agree on the place."""

MAX_DETAIL_BITS = 22
"""Worse hits are dropped: 99 of 100 frames stay within it under every edit of the design."""

MAX_ENTRIES = 20
"""Episodes aligned per search, the heaviest first."""

MAX_PIECES = 3
"""Places of one work that are looked for in one clip."""


@dataclass(frozen=True, slots=True)
class Match:
    """One stretch of the clip, found in one episode."""

    entry: Entry
    place: Place
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Result:
    """The verdict; the places it rests on, best first; and places only one sample speaks for."""

    verdict: Verdict
    matches: tuple[Match, ...]
    candidates: tuple[Match, ...]
    stage: int


LAST_STAGE = len(STAGES) - 1


def recognise(
    clip: Clip, library: Library, background: Background, last_stage: int = LAST_STAGE
) -> Result:
    """Compare a clip with the registry, widening the search until something is found.

    No stage after `last_stage` is looked at: a client may have sent no further windows yet.
    """
    candidates: tuple[Match, ...] = ()
    stage = 0
    for stage in range(last_stage + 1):
        found = _search(clip, library, background, stage)
        matches = tuple(m for m in found if m.evidence.frames >= MATCH_FRAMES)
        if matches:
            several = len({match.entry.drama for match in matches}) > 1
            return Result("several" if several else "match", matches, (), stage)
        candidates = candidates or found
    enough = clip.rich >= MATCH_FRAMES
    return Result("no_match" if enough else "not_enough_picture", (), candidates, stage)


def _search(clip: Clip, library: Library, background: Background, stage: int) -> tuple[Match, ...]:
    """All places that pass MATCH_LOG10_E with the windows up to this stage, best first."""
    by_drama: dict[str, list[Placed]] = {}
    for hit in _hits(clip, library, stage):
        if hit.detail_bits <= MAX_DETAIL_BITS:
            drama = library.entries[library.owner(hit.stored)].drama
            by_drama.setdefault(drama, []).append(_place(hit, clip, library, background, stage))
    found = [match for hits in by_drama.values() for match in _pieces(hits, clip, library)]
    return tuple(sorted(found, key=lambda match: match.evidence.log10_e))


def _hits(clip: Clip, library: Library, stage: int) -> Iterable[Hit]:
    windows = np.array([window for ids in STAGES[: stage + 1] for window in ids])
    for frame in range(len(clip.times_ms)):
        stored, nearest, bits = library.near(clip.hashes(frame, windows))
        if len(stored):
            used, inverse = np.unique(windows[nearest], return_inverse=True)
            words = clip.details(frame, used)[inverse]
            detail = np.bitwise_count(words ^ library.details[stored])
            for j, w, b, d in zip(stored, windows[nearest], bits, detail, strict=True):
                yield Hit(frame, int(j), int(w), int(b), int(d))


def _place(hit: Hit, clip: Clip, library: Library, background: Background, stage: int) -> Placed:
    return Placed(
        hit.frame,
        hit.stored,
        hit.window,
        int(clip.times_ms[hit.frame]),
        int(library.times_ms[hit.stored]),
        background.weight(hit, stage),
    )


def _pieces(hits: list[Placed], clip: Clip, library: Library) -> list[Match]:
    """The places of one drama in the clip; each takes its stretch of the clip from the next."""
    found: list[Match] = []
    while hits and len(found) < MAX_PIECES:
        best = min(
            (_match(own, clip, library) for own in _heaviest_entries(hits, library)),
            key=lambda match: match.evidence.log10_e,
        )
        if best.evidence.log10_e > MATCH_LOG10_E:
            break
        found.append(best)
        start, end = best.place.clip_start, best.place.clip_end
        hits = [hit for hit in hits if not start <= hit.clip_ms <= end]
    return found


def _heaviest_entries(hits: list[Placed], library: Library) -> list[list[Placed]]:
    by_entry: dict[int, list[Placed]] = {}
    for hit in hits:
        by_entry.setdefault(library.owner(hit.stored), []).append(hit)
    weights = {owner: sum(best_by_frame(own).values()) for owner, own in by_entry.items()}
    heaviest = sorted(by_entry, key=lambda owner: (-weights[owner], owner))
    return [by_entry[owner] for owner in heaviest[:MAX_ENTRIES]]


def _match(hits: list[Placed], clip: Clip, library: Library) -> Match:
    place, alignment = locate(align(hits), clip, library)
    entry = library.entries[library.owner(hits[0].stored)]
    return Match(entry, place, weigh(alignment, clip, library))
