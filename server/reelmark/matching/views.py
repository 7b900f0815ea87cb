"""Looks at a clip again through the pictures within it, when all of it says nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from reelmark.fingerprint.insets import insets
from reelmark.fingerprint.luma import Plane
from reelmark.matching.background import Background
from reelmark.matching.clip import Clip, PictureClip
from reelmark.matching.library import Library
from reelmark.matching.recognise import LAST_STAGE, MATCH_FRAMES, Result, recognise

CENTRED_STAGE = 2
"""An inset is what was framed, so its middle is the work's middle; the plainest may be cropped."""


def last_stage(view: int) -> int:
    """The last stage of a view: of the clip itself, 0, and of the first inset, 1, all windows."""
    return LAST_STAGE if view <= 1 else CENTRED_STAGE


def insets_of(planes: Sequence[tuple[int, Plane]]) -> Iterator[PictureClip]:
    """The insets of samples (ms, plane), as clips; found when asked for."""
    for area in insets([plane for _, plane in planes]):
        yield PictureClip.of_area(planes, area)


def recognise_views(
    clip: Clip, others: Iterable[Clip], library: Library, background: Background
) -> Result:
    """Recognise a clip, or failing that the first of its insets, `others`, that is.

    Where nothing matches, the verdict is that on the clip itself, and the candidates are those of
    the first view that has any.
    """
    best = recognise(clip, library, background)
    if best.matches:
        return best
    for view, inset in enumerate(others, 1):
        if inset.rich >= MATCH_FRAMES:
            found = recognise(inset, library, background, last_stage(view), view)
            if found.matches:
                return found
            best = replace(best, candidates=best.candidates or found.candidates)
    return best
