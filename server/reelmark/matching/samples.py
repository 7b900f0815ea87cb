"""Recognises the samples of a clip: as one clip, then what its matches leave."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby, pairwise

import numpy as np

from reelmark.fingerprint.luma import Plane
from reelmark.matching.background import Background
from reelmark.matching.clip import PictureClip
from reelmark.matching.library import Library
from reelmark.matching.place import Place
from reelmark.matching.recognise import LEAST_REST, Result, recognise, verdict_of
from reelmark.matching.views import LAST_VIEW, last_stage, recognise_views, views_of

Samples = Sequence[tuple[int, Plane]]

BESIDE = 2
"""Samples by which a run may be longer or shorter at an end, half a second."""


def recognise_samples(samples: Samples, library: Library, background: Background) -> Result:
    """Recognise a clip of samples (ms, plane), then each run of samples its matches leave.

    Such a run is a clip of its own: works with bars and without stand side by side in stitched
    clips, and one area suits only some of them. Runs are numbered on from the view that matched.
    """
    clip = PictureClip.from_planes(samples)
    found = recognise_views(clip, views_of(clip, samples), library, background)
    matches, number = list(found.matches), found.view
    left = list(runs_left(samples, [match.place for match in matches]))
    while left and number < LAST_VIEW:
        run, number = left.pop(0), number + 1
        begin, _ = run[0]
        shown = PictureClip.from_planes([(at - begin, plane) for at, plane in run])
        result = recognise(shown, library, background, last_stage(number), number)
        more = [match.later(begin) for match in result.matches]
        matches += more
        left += runs_left(run, [match.place for match in more])
    if len(matches) == len(found.matches):
        return found
    return replace(found, verdict=verdict_of(matches), matches=tuple(matches))


def runs_left(samples: Samples, places: Sequence[Place]) -> Iterator[Samples]:
    """The unbroken runs of samples in no place's stretch, if there is a place; the longer ones.

    A stretch ends between two stored frames. So a run begins and ends at the cut near there: where
    the picture changes most.
    """
    if not places:
        return
    steps = [_step(one, other) for (_, one), (_, other) in pairwise(samples)]
    begin = 0
    for taken, run in groupby(samples, lambda one: any(p.holds(one[0]) for p in places)):
        end = begin + len(list(run))
        whole = samples[_cut(steps, begin) : _cut(steps, end)]
        if not taken and min(end - begin, len(whole)) >= LEAST_REST:
            yield whole
        begin = end


def _step(one: Plane, other: Plane) -> int:
    return int(np.abs(one.astype(np.int16) - other).sum())


def _cut(steps: Sequence[int], at: int) -> int:
    """The number of the sample that the greatest step near `at` leads to; that of either end."""
    if at in (0, len(steps) + 1):
        return at
    near = range(max(1, at - BESIDE), min(len(steps), at + BESIDE) + 1)
    return max(near, key=lambda i: (steps[i - 1], -abs(i - at), -i))
