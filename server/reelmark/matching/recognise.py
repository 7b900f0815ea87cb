"""Recognises a clip: stages of windows, alignments, evidence, and the verdict they support."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np

from reelmark.fingerprint.thumb import Area
from reelmark.fingerprint.windows import STAGES
from reelmark.matching.alignment import Alignment, Placed, align, best_by_frame
from reelmark.matching.background import Background
from reelmark.matching.clip import Clip
from reelmark.matching.evidence import Evidence, weigh
from reelmark.matching.fit import Indices
from reelmark.matching.library import Entry, Hit, Library
from reelmark.matching.place import CLEAR_BITS, Place, locate

Weighed = tuple[Evidence, Alignment]
Verdict = Literal["match", "several", "no_match", "not_enough_picture"]

MATCH_LOG10_E = -6.0
"""A work is named when chance would give less than one such alignment in a million clips."""

MATCH_FRAMES = 2
"""And when at least so many samples agree on the place."""

MAX_DETAIL_BITS = 22
"""Worse hits are dropped: 99 of 100 frames stay within it under every edit of the design."""

MAX_ENTRIES = 20
"""Episodes aligned per search, the heaviest first."""

LEAST_REST = 4
"""Samples that no match explains for which the search goes on: a second of another place."""

MAX_PIECES = 3
"""Places of one work that are looked for in one clip."""


@dataclass(frozen=True, slots=True)
class Match:
    """One stretch of the clip, found in one episode; `area`: in which part of its frames (Clip)."""

    entry: Entry
    place: Place
    evidence: Evidence
    area: Area | None

    def later(self, by_ms: int) -> Match:
        """The same in a longer clip that begins so much earlier."""
        return replace(self, place=self.place.later(by_ms))


@dataclass(frozen=True, slots=True)
class Result:
    """The verdict; the places it rests on, best first; and places only one sample speaks for.

    `settled`: matches explain the clip and fit well, so a further stage has nothing to add. `view`:
    the number of what was looked at (views.py).
    """

    verdict: Verdict
    matches: tuple[Match, ...]
    candidates: tuple[Match, ...]
    stage: int
    settled: bool
    view: int


LAST_STAGE = len(STAGES) - 1


def recognise(
    clip: Clip,
    library: Library,
    background: Background,
    last_stage: int = LAST_STAGE,
    view: int = 0,
    passed_over: Collection[int] = (),
) -> Result:
    """Compare a clip with the registry, widening the search until all of it is explained.

    No stage after `last_stage` is looked at: a client may have sent no further windows yet. As many
    views as `view` says were tried in vain before this clip, which its evidence pays for. Stages
    passed over are not looked at by themselves: the next one takes in their windows.
    """
    search = _Search(clip, library, background, _windows(last_stage), view)
    matches: list[Match] = []
    candidates: list[Match] = []
    stage, rest = 0, list(range(len(clip.times_ms)))
    for stage in sorted(set(range(last_stage + 1)).difference(passed_over)):
        found = search.find(stage, rest)
        matches += [match for match in found if match.evidence.frames >= MATCH_FRAMES]
        candidates = candidates or found
        rest = [i for i in rest if not any(m.place.holds(clip.times_ms[i]) for m in matches)]
        if matches and len(rest) < LEAST_REST:
            break
    if not matches:
        verdict: Verdict = "no_match" if clip.rich >= MATCH_FRAMES else "not_enough_picture"
        return Result(verdict, (), tuple(candidates), stage, settled=False, view=view)
    matches.sort(key=lambda match: match.evidence.log10_e)
    clear = all(match.place.bits <= CLEAR_BITS for match in matches)
    settled = clear and len(rest) < LEAST_REST
    return Result(verdict_of(matches), tuple(matches), (), stage, settled, view)


def verdict_of(matches: Collection[Match]) -> Verdict:
    """That of a clip in which something was found."""
    return "several" if len({match.entry.drama for match in matches}) > 1 else "match"


def least_evidence(
    clip: Clip, library: Library, background: Background, last_stage: int, view: int
) -> float:
    """log10 E of the best alignment at any stage, worth naming or not; infinite without hits."""
    search = _Search(clip, library, background, _windows(last_stage), view)
    return min(search.least(stage) for stage in range(last_stage + 1))


def _windows(stage: int) -> Indices:
    """All windows of the stages up to one, in their order."""
    return np.array([window for ids in STAGES[: stage + 1] for window in ids])


@dataclass(frozen=True, slots=True)
class _Search:
    """A clip and what it is compared with.

    `windows`: those that places are refined with. `view`: how many were tried before.
    """

    clip: Clip
    library: Library
    background: Background
    windows: Indices
    view: int

    def find(self, stage: int, samples: Sequence[int]) -> list[Match]:
        """All places of some samples that pass with the windows up to a stage, best first."""
        by_drama = self._by_drama(stage, samples)
        found = [match for hits in by_drama.values() for match in self._pieces(hits, stage)]
        return sorted(found, key=lambda match: match.evidence.log10_e)

    def least(self, stage: int) -> float:
        """lg E of the best alignment of all samples with the windows up to a stage."""
        by_drama = self._by_drama(stage, range(len(self.clip.times_ms)))
        best = [min(_log10_es(self._strongest(hits, stage))) for hits in by_drama.values()]
        return min(best, default=math.inf)

    def _by_drama(self, stage: int, samples: Sequence[int]) -> dict[str, list[Placed]]:
        by_drama: dict[str, list[Placed]] = {}
        for hit in self._hits(stage, samples):
            if hit.detail_bits <= MAX_DETAIL_BITS:
                drama = self.library.entries[self.library.owner(hit.stored)].drama
                by_drama.setdefault(drama, []).append(self._placed(hit, stage))
        return by_drama

    def _hits(self, stage: int, samples: Sequence[int]) -> Iterator[Hit]:
        windows = _windows(stage)
        for sample in samples:
            stored, nearest, bits = self.library.near(self.clip.hashes(sample, windows))
            if len(stored):
                used, inverse = np.unique(windows[nearest], return_inverse=True)
                words = self.clip.details(sample, used)[inverse]
                detail = np.bitwise_count(words ^ self.library.details[stored])
                plain = self.library.plainness[stored]
                for row in zip(stored, windows[nearest], bits, detail, plain, strict=True):
                    yield Hit(sample, *map(int, row))

    def _placed(self, hit: Hit, stage: int) -> Placed:
        return Placed(
            hit.frame,
            hit.stored,
            hit.window,
            int(self.clip.times_ms[hit.frame]),
            int(self.library.times_ms[hit.stored]),
            self.background.weight(hit, stage),
        )

    def _pieces(self, hits: list[Placed], stage: int) -> list[Match]:
        """The places of one drama; each takes its stretch of the clip from the next."""
        found: list[Match] = []
        while hits and len(found) < MAX_PIECES:
            match = self._best(hits, stage)
            if match is None:
                break
            found.append(match)
            hits = [hit for hit in hits if not match.place.holds(hit.clip_ms)]
        return found

    def _best(self, hits: list[Placed], stage: int) -> Match | None:
        """The place of the episode with the strongest evidence, if any passes MATCH_LOG10_E."""
        strongest = self._strongest(hits, stage)
        passing = [pair for pair in strongest if pair[0].log10_e <= MATCH_LOG10_E]
        if not passing:
            return None
        evidences, alignments = zip(*passing, strict=True)
        place, which = locate(alignments, self.clip, self.library, self.windows)
        entry = self.library.entries[self.library.owner(alignments[which].hits[0].stored)]
        return Match(entry, place, evidences[which], self.clip.area)

    def _strongest(self, hits: list[Placed], stage: int) -> list[Weighed]:
        """The alignments of the episode with the strongest evidence."""
        searches = len(STAGES) * self.view + stage + 1
        weighed = (
            [(weigh(one, self.clip, self.library, searches), one) for one in own]
            for own in map(align, _heaviest_entries(hits, self.library))
        )
        return min(weighed, key=lambda pairs: min(_log10_es(pairs)))


def _log10_es(weighed: Sequence[Weighed]) -> list[float]:
    return [evidence.log10_e for evidence, _ in weighed]


def _heaviest_entries(hits: list[Placed], library: Library) -> list[list[Placed]]:
    by_entry: dict[int, list[Placed]] = {}
    for hit in hits:
        by_entry.setdefault(library.owner(hit.stored), []).append(hit)
    weights = {owner: sum(best_by_frame(own).values()) for owner, own in by_entry.items()}
    heaviest = sorted(by_entry, key=lambda owner: (-weights[owner], owner))
    return [by_entry[owner] for owner in heaviest[:MAX_ENTRIES]]
