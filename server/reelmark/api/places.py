"""A place found in the registry, as answers tell it."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict

from reelmark.fingerprint.windows import GRID
from reelmark.matching.recognise import Match

STEP_PERCENT = 5
"""Windows are cut in steps of 5 % of the registered picture (shared/fingerprint.md, section 5)."""


class Crop(BaseModel):
    """How much of each side the clip lacks, in percent, to the nearest step."""

    top: int
    bottom: int
    left: int
    right: int


class FoundPlace(BaseModel):
    """One stretch of a clip and where it lies: times in seconds, of the clip and of the episode.

    `log10_e`: how many alignments as good chance would give in this registry. It rests on `shots`
    independent pictures; `frames` samples agree.
    """

    model_config = ConfigDict(title="Place")

    drama: str
    edition: str | None
    edition_id: str
    episode: int
    title: str | None
    start_s: float
    end_s: float
    start_uncertainty_s: float
    clip_start_s: float
    clip_end_s: float
    speed: float
    mirrored: bool
    crop_percent: Crop
    log10_e: float
    shots: int
    frames: int


def tell(match: Match, title: str | None, edition: str | None) -> FoundPlace:
    """A match, with the title of its drama and the name of its edition; None for removed ones."""
    entry, place = match.entry, match.place
    return FoundPlace(
        drama=entry.drama,
        edition=edition,
        edition_id=entry.edition,
        episode=entry.episode,
        title=title,
        start_s=round(place.start / 1000, 3),
        end_s=round(place.end / 1000, 3),
        start_uncertainty_s=round(place.uncertainty / 1000, 3),
        clip_start_s=place.clip_start / 1000,
        clip_end_s=place.clip_end / 1000,
        speed=round(place.speed, 3),
        mirrored=place.window >= GRID,
        crop_percent=_crop(place.window % GRID),
        log10_e=match.evidence.log10_e,
        shots=match.evidence.shots,
        frames=match.evidence.frames,
    )


def _crop(window: int) -> Crop:
    top, bottom, left, right = (STEP_PERCENT * (window >> shift & 3) for shift in (6, 4, 2, 0))
    return Crop(top=top, bottom=bottom, left=left, right=right)
