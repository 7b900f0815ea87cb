"""Looks at a clip again through the pictures within it, when all of it says nothing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from reelmark.fingerprint.insets import insets
from reelmark.fingerprint.luma import Plane
from reelmark.matching.background import Background
from reelmark.matching.clip import PictureClip
from reelmark.matching.library import Library
from reelmark.matching.recognise import LAST_STAGE, MATCH_FRAMES, Result, recognise

CENTRED_STAGE = 2
"""An inset is what was framed, so its middle is the work's middle; the plainest may be cropped."""


def last_stage(view: int) -> int:
    """The last stage of a view: of the clip itself, 0, and of the first inset, 1, all windows."""
    return LAST_STAGE if view <= 1 else CENTRED_STAGE


def insets_of(planes: Sequence[tuple[int, Plane]]) -> Iterator[tuple[int, PictureClip]]:
    """The insets of samples (ms, plane) that show enough to be looked up, numbered from 1."""
    for view, area in enumerate(insets([plane for _, plane in planes]), 1):
        inset = PictureClip.of_area(planes, area)
        if inset.rich >= MATCH_FRAMES:
            yield view, inset


def recognise_views(
    clip: PictureClip,
    planes: Sequence[tuple[int, Plane]],
    library: Library,
    background: Background,
) -> Result:
    """Recognise a clip, or failing that the first of its insets that is.

    `clip`: made of the same samples (ms, plane). Where nothing matches, the verdict is that on the
    clip itself, and the candidates are those of the first view that has any.
    """
    first = best = recognise(clip, library, background)
    if first.matches:
        return first
    for view, inset in insets_of(planes):
        found = recognise(inset, library, background, last_stage(view), view)
        if found.matches:
            return found
        if found.candidates and not best.candidates:
            best = replace(found, verdict=first.verdict)
    return best
