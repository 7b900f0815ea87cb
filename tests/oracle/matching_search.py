"""From a clip to a verdict: matching.md, sections 7 to 9."""

from decimal import Decimal
from typing import NamedTuple

from tests.oracle.closeness import NEAR, greater, is_dyadic
from tests.oracle.exact import Fraction
from tests.oracle.matching_alignment import Alignment, align
from tests.oracle.matching_evidence import Evidence, less, weigh
from tests.oracle.matching_hits import Hit, find_hits, total_of_heaviest, windows_tried
from tests.oracle.matching_input import Background, Clip, Entry, stored_frames
from tests.oracle.matching_place import CLEAR, Place, locate
from tests.oracle.registered import TooCloseError

ENTRIES = 20
PIECES = 3
LEAST_REST = 4
LIMIT = Decimal(-6)


class Found(NamedTuple):
    """One place, in the entry of this number."""

    entry: int
    place: Place
    evidence: Evidence


class Answer(NamedTuple):
    """The outcome of sections 7 and 8."""

    verdict: str
    matches: list[Found]
    candidates: list[Found]
    stage: int
    settled: bool
    view: int


def _passes(evidence: Evidence) -> bool:
    """Whether lg E is at most -6; exactly that only when no rounding can play a part."""
    log10_e = evidence.log10_e()
    if abs(log10_e - LIMIT) < NEAR and (log10_e != LIMIT or len(evidence.terms) > 1):
        raise TooCloseError(f"lg E = {log10_e}")
    return log10_e <= LIMIT


def _holds(place: Place, time: int) -> bool:
    return place.clip_start <= time <= place.clip_end


class Search:
    """A clip and what it is compared with."""

    def __init__(
        self,
        clip: Clip,
        library: list[Entry],
        background: Background,
        last_stage: int,
        view: int,
    ) -> None:
        self.clip, self.library, self.background = clip, library, background
        self.earlier, self.searches = 4 * view, 0
        self.frames = stored_frames(library)
        self.windows = windows_tried(last_stage)

    def _weigh(self, alignment: Alignment) -> Evidence:
        return weigh(alignment, self.clip, self.frames, self.searches)

    def _best_of(self, hits: list[Hit]) -> Found | None:
        """Steps 1 to 3."""
        entries = sorted({self.frames[hit.stored].entry for hit in hits})
        own = {n: [hit for hit in hits if self.frames[hit.stored].entry == n] for n in entries}
        heaviest = sorted(entries, key=lambda n: -total_of_heaviest(own[n]))[:ENTRIES]
        best: tuple[int, list[Alignment], Evidence] | None = None
        for entry in heaviest:
            alignments = align(own[entry])
            for each in alignments:
                evidence = self._weigh(each)
                if best is None or less(evidence, best[2]):
                    best = entry, alignments, evidence
        if best is None:
            raise ValueError("no hits")
        entry, alignments, _ = best
        passing = [e for e in alignments if _passes(self._weigh(e))]
        if not passing:
            return None
        place, chosen = locate(passing, self.clip, self.library, self.frames, self.windows)
        return Found(entry, place, self._weigh(chosen))

    def _pieces(self, hits: list[Hit]) -> list[Found]:
        """Step 4."""
        pieces: list[Found] = []
        while hits and len(pieces) < PIECES:
            best = self._best_of(hits)
            if best is None:
                break
            pieces.append(best)
            hits = [hit for hit in hits if not _holds(best.place, hit.clip_time)]
        return pieces

    def at(self, stage: int, samples: list[int]) -> list[Found]:
        """What is found of some samples, best first."""
        self.searches = self.earlier + stage + 1
        by_drama: dict[str, list[Hit]] = {}
        for hit in find_hits(self.clip, self.frames, self.background, stage):
            if hit.sample in samples:
                drama = self.library[self.frames[hit.stored].entry].drama
                by_drama[drama] = [*by_drama.get(drama, []), hit]
        found: list[Found] = []
        for hits in by_drama.values():
            for piece in self._pieces(hits):
                _insert(found, piece)
        return found


def _insert(found: list[Found], new: Found) -> None:
    """Keep the least first, equals in the order they came."""
    index = len(found)
    while index > 0 and less(new.evidence, found[index - 1].evidence):
        index -= 1
    found.insert(index, new)


def recognise(
    clip: Clip, library: list[Entry], background: Background, last_stage: int, view: int = 0
) -> Answer:
    """Section 8."""
    search = Search(clip, library, background, last_stage, view)
    candidates: list[Found] = []
    matches: list[Found] = []
    rest = list(range(len(clip.samples)))
    for stage in range(last_stage + 1):
        found = search.at(stage, rest)
        candidates = candidates or found
        for each in found:
            if each.evidence.frames >= 2:
                _insert(matches, each)
                rest = [i for i in rest if not _holds(each.place, clip.samples[i].time)]
        if matches and len(rest) < LEAST_REST:
            break
    if not matches:
        verdict = "not_enough_picture" if clip.rich < 2 else "no_match"
        return Answer(verdict, [], candidates, last_stage, settled=False, view=view)
    dramas = {library[each.entry].drama for each in matches}
    clear = [
        not greater(each.place.bits, Fraction(CLEAR), is_dyadic(each.place.bits))
        for each in matches
    ]
    settled = len(rest) < LEAST_REST and all(clear)
    verdict = "match" if len(dramas) == 1 else "several"
    return Answer(verdict, matches, [], stage, settled, view)


def recognise_views(clips: list[Clip], library: list[Entry], background: Background) -> Answer:
    """Section 9, of the clip itself and its further views."""
    answers: list[Answer] = []
    for number, clip in enumerate(clips):
        if number == 0 or clip.rich >= 2:
            last_stage = 3 if number < 5 else 2
            answers.append(recognise(clip, library, background, last_stage, number))
            if answers[-1].matches:
                return answers[-1]
    candidates = [answer.candidates for answer in answers if answer.candidates]
    verdict = "not_enough_picture" if clips[0].still else answers[0].verdict
    return answers[0]._replace(verdict=verdict, candidates=candidates[0] if candidates else [])
