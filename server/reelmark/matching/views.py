"""Looks at a clip again without its overlays, uncut, then at the pictures within it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from reelmark.fingerprint.insets import MAX_INSETS, insets
from reelmark.fingerprint.luma import Plane
from reelmark.fingerprint.thumb import WHOLE
from reelmark.matching.background import Background
from reelmark.matching.clip import Clip, PictureClip
from reelmark.matching.library import Library
from reelmark.matching.recognise import LAST_STAGE, MATCH_FRAMES, Result, least_evidence, recognise

CENTRED_STAGE = 2
"""An inset is what was framed, so its middle is the work's middle; the plainest may be cropped."""

NOTHING = PictureClip([])
"""In place of a view that would show what another does."""

CORNERS = 4
RESTS = 4
LAST_VIEW = 2 + MAX_INSETS + 2 * CORNERS + RESTS
"""Overlays filled, uncut, insets, corners filled; then what matches leave (samples.py)."""


def last_stage(view: int) -> int:
    """The last stage of a view: all windows are tried for those up to the first inset."""
    return LAST_STAGE if view <= 3 else CENTRED_STAGE


def views_of(clip: PictureClip, planes: Sequence[tuple[int, Plane]]) -> Iterator[PictureClip]:
    """What else the clip of samples (ms, plane) can be looked at as; each made when asked for.

    View 1 is the clip without its overlays; view 2 its frames uncut, for a dark scene may have been
    taken for bars; then come its insets, then both without a corner.
    """
    overlay, corners = clip.overlays()
    yield clip.filled(overlay) if overlay is not None else NOTHING
    uncut = clip if clip.area == WHOLE else PictureClip.of_area(planes, WHOLE)
    yield uncut if uncut is not clip else NOTHING
    for area in insets([plane for _, plane in planes]):
        yield PictureClip.of_area(planes, area)
    yield from map(clip.filled, corners)
    if uncut is not clip:
        yield from map(uncut.filled, uncut.overlays()[1])


def searched(clip: Clip, others: Iterable[Clip]) -> Iterator[tuple[int, Clip]]:
    """The views of a clip that are looked at, by number: itself, and what shows enough."""
    yield 0, clip
    yield from ((n, other) for n, other in enumerate(others, 1) if other.rich >= MATCH_FRAMES)


def recognise_views(
    clip: Clip, others: Iterable[Clip], library: Library, background: Background
) -> Result:
    """Recognise a clip, or failing that the first of its views, `others`, that is.

    Where nothing matches, the verdict is that on the clip itself, but not `no_match` when it is
    still: what covers one picture may cover all it has to say. The candidates are those of the
    first view that has any.
    """
    tried: list[Result] = []
    for view, shown in searched(clip, others):
        found = recognise(shown, library, background, last_stage(view), view)
        if found.matches:
            return found
        tried.append(found)
    candidates = next((one.candidates for one in tried if one.candidates), ())
    verdict = "not_enough_picture" if clip.still else tried[0].verdict
    return replace(tried[0], verdict=verdict, candidates=candidates)


def least_log10_e(
    clip: Clip, others: Iterable[Clip], library: Library, background: Background
) -> float:
    """Of the best alignment of any view, worth naming or not; infinite without hits.

    For calibration: with a clip's work left out, this is what chance gives. It takes what a search
    in vain takes.
    """
    return min(
        least_evidence(shown, library, background, last_stage(view), view)
        for view, shown in searched(clip, others)
    )
