"""Looks at a clip again without its overlays, then through the pictures within it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from reelmark.fingerprint.insets import MAX_INSETS, insets
from reelmark.fingerprint.luma import Plane
from reelmark.matching.background import Background
from reelmark.matching.clip import PictureClip
from reelmark.matching.library import Library
from reelmark.matching.recognise import LAST_STAGE, MATCH_FRAMES, Result, recognise

CENTRED_STAGE = 2
"""An inset is what was framed, so its middle is the work's middle; the plainest may be cropped."""

LAST_VIEW = 1 + MAX_INSETS


def last_stage(view: int) -> int:
    """The last stage of a view: all windows are tried for those up to the first inset."""
    return LAST_STAGE if view <= 2 else CENTRED_STAGE


def further_views(
    clip: PictureClip, planes: Sequence[tuple[int, Plane]]
) -> Iterator[tuple[int, PictureClip]]:
    """What else a clip of samples (ms, plane) can be looked at as, by number, if it shows enough.

    View 1 is the clip without its overlays; from 2, its insets.
    """
    bare = clip.without_overlays()
    if bare and bare.rich >= MATCH_FRAMES:
        yield 1, bare
    for view, area in enumerate(insets([plane for _, plane in planes]), 2):
        inset = PictureClip.of_area(planes, area)
        if inset.rich >= MATCH_FRAMES:
            yield view, inset


def recognise_views(
    clip: PictureClip,
    planes: Sequence[tuple[int, Plane]],
    library: Library,
    background: Background,
) -> Result:
    """Recognise a clip, or failing that the first of its further views that is.

    `clip`: made of the same samples (ms, plane). Where nothing matches, the verdict is that on the
    clip itself, but not `no_match` when it is still: what covers one picture may cover all it has
    to say. The candidates are those of the first view that has any.
    """
    first = recognise(clip, library, background)
    if first.matches:
        return first
    best = first = replace(first, verdict="not_enough_picture") if clip.still else first
    for view, other in further_views(clip, planes):
        found = recognise(other, library, background, last_stage(view), view)
        if found.matches:
            return found
        if found.candidates and not best.candidates:
            best = replace(found, verdict=first.verdict)
    return best
