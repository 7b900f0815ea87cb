"""Looks one copy up in every way, with its work registered and without it."""

from __future__ import annotations

import random
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.accuracy.copies import Copy, file_of
from benchmarks.accuracy.measure import Planes
from benchmarks.density.choices import CHOICES, RATE, Choice, Query
from benchmarks.density.registry import Registry
from reelmark.fingerprint.luma import read_planes
from reelmark.matching.background import Background
from reelmark.matching.clip import PictureClip
from reelmark.matching.library import Library
from reelmark.matching.recognise import MATCH_FRAMES, Result, recognise
from reelmark.matching.views import last_stage, views_of


@dataclass(frozen=True, slots=True)
class Answer:
    """What one choice says of one copy; `false`: with its work left out, any was named.

    `ms` and `unknown_ms`: of processor time, with its work registered and without; what both
    needed to be decoded is left out. `stage`, `view`: where the search ended.
    """

    choice: str
    copy: str
    work: str
    right: bool
    wrong: bool
    false: bool
    ms: float
    unknown_ms: float
    stage: int
    view: int


@dataclass(frozen=True, slots=True)
class Found:
    """What was found, in which view, and the ms it took."""

    result: Result
    view: int
    ms: float


class Views:
    """A clip as it is and its further views, with the ms of making each.

    Made once for all choices that look at the same samples; each pays for those it got to.
    """

    def __init__(self, planes: Planes) -> None:
        begin = time.process_time()
        clip = PictureClip.from_planes(planes)
        self.made = [(clip, _since(begin))]
        further = views_of(clip, planes)
        begin = time.process_time()
        for view in further:
            self.made.append((view, _since(begin)))
            begin = time.process_time()
        self.in_vain_ms = _since(begin)
        """What it took to see that there are no more."""

    def look_up(self, library: Library, tables: Background, choice: Choice) -> Found:
        """What recognise_views finds."""
        results: list[Result] = []
        ms = 0.0
        for view, (clip, made_ms) in enumerate(self.made):
            ms += made_ms
            if view == 0 or clip.rich >= MATCH_FRAMES:
                last = last_stage(view)
                begin = time.process_time()
                passed_over = choice.passed_over - {last}
                results.append(recognise(clip, library, tables, last, view, passed_over))
                ms += _since(begin)
                if results[-1].matches:
                    return Found(results[-1], view, ms)
        return Found(results[0], 0, ms + self.in_vain_ms)


def ask(copy: Copy, folder: Path, registry: Registry) -> list[Answer]:
    """All choices, in an order of its own for each copy: what comes first pays for cold caches."""
    planes = list(read_planes(file_of(copy, folder), RATE))
    queries = {choice.query for choice in CHOICES}
    views = {query: Views(taken(planes, query)) for query in sorted(queries, key=repr)}
    order = random.Random(copy.name).sample(CHOICES, len(CHOICES))
    return [_ask(copy, choice, views[choice.query], registry) for choice in order]


def taken(planes: Planes, query: Query) -> Planes:
    """The samples of a query, of those at RATE."""
    return planes[: RATE * query.seconds : query.every]


def _ask(copy: Copy, choice: Choice, views: Views, registry: Registry) -> Answer:
    entries = registry.entries[choice.rule]
    others = [entry for entry in entries if entry.drama not in copy.works]
    tables = registry.background
    found = views.look_up(Library(entries, choice.radius), tables, choice)
    false = views.look_up(Library(others, choice.radius), tables, choice)
    named = {match.entry.drama for match in found.result.matches}
    return Answer(
        choice=choice.name,
        copy=copy.name,
        work=copy.source.work,
        right=named == copy.works,
        wrong=not named <= copy.works,
        false=bool(false.result.matches),
        ms=found.ms,
        unknown_ms=false.ms,
        stage=found.result.stage,
        view=found.view,
    )


def _since(begin: float) -> float:
    return (time.process_time() - begin) * 1000


def of(answers: Sequence[Answer], choice: Choice) -> list[Answer]:
    """Those of one choice, in order of copies."""
    return sorted((one for one in answers if one.choice == choice.name), key=lambda a: a.copy)
