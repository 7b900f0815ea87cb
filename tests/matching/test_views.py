from __future__ import annotations

import numpy as np

from reelmark.fingerprint.luma import Plane
from reelmark.fingerprint.thumb import WHOLE, Area
from reelmark.matching import background
from reelmark.matching.clip import PictureClip
from reelmark.matching.footage import recognise_footage
from reelmark.matching.library import Entry, Library
from reelmark.matching.recognise import Result, recognise
from reelmark.matching.samples import recognise_samples
from tests.api.queries import planes, track_of
from tests.videos import barred, captioned, darkened, framed, stuck

FILM = [(at, np.roll(plane, at // 100, (0, 1))) for at, plane in planes(1, 70)]
"""Moved, or else the grid that they are drawn on would stand out as the edges of insets do."""

OTHER_FILM = [(at, np.roll(plane, at // 100, (0, 1))) for at, plane in planes(2, 16)]
DARK_FILM = [(at, darkened(plane) if at < 8400 else plane) for at, plane in OTHER_FILM]
"""Its left side stays dark for the first twelve samples, longer than a clip lasts."""
LIBRARY = Library([Entry("film", "main", 1, track_of(FILM))])
FRAMED = [(at, framed(plane)) for at, plane in FILM]
INSIDE = Area(32, 160, 64, 192)


def recognised(samples: list[tuple[int, Plane]], library: Library) -> Result:
    clip = PictureClip.from_planes(samples)
    return recognise_samples(clip, samples, library, background.load())


def looked_up(samples: list[tuple[int, Plane]]) -> Result:
    return recognised(samples, LIBRARY)


def test_it_finds_a_picture_within_a_picture_and_says_where() -> None:
    (match,) = looked_up(FRAMED[:12]).matches
    assert (match.entry.drama, match.area) == ("film", INSIDE)


def test_it_looks_behind_what_stands_still_over_the_picture() -> None:
    covered = [(at, stuck(plane)) for at, plane in FILM[:12]]
    assert [match.entry.drama for match in looked_up(covered).matches] == ["film"]
    clip = PictureClip.from_planes(covered)
    assert not recognise(clip, LIBRARY, background.load()).matches


def test_it_finds_works_with_bars_and_without_side_by_side() -> None:
    barred_film = [(at, barred(plane)) for at, plane in FILM[:6]]
    pieces = [*barred_film, *((at + 4200, plane) for at, plane in OTHER_FILM[:6])]
    both = Library([*LIBRARY.entries, Entry("other", "main", 1, track_of(OTHER_FILM))])
    result = recognised(pieces, both)
    spans = {m.entry.drama: (m.place.clip_start, m.place.clip_end) for m in result.matches}
    assert result.verdict == "several"
    assert spans == {"film": (0, 3500), "other": (4200, 7700)}


def test_a_clip_that_stands_still_is_not_told_to_be_unregistered() -> None:
    (_, plane), *_ = planes(3, 1)
    still = [(250 * i, plane) for i in range(12)]
    assert looked_up(still).verdict == "not_enough_picture"


def test_it_does_not_look_within_what_it_recognises() -> None:
    assert [match.area for match in looked_up(FILM[:12]).matches] == [WHOLE]


def test_it_names_nothing_where_neither_picture_is_registered() -> None:
    other = [(at, framed(plane)) for at, plane in planes(3, 12)]
    assert looked_up(other).verdict == "no_match"


def test_a_file_longer_than_one_search_is_one_place_within_its_frame() -> None:
    footage = recognise_footage(FRAMED, LIBRARY, background.load())
    (match,) = footage.matches
    assert (match.area, match.place.clip_start, match.place.clip_end) == (INSIDE, 0, 69 * 700)


def test_it_cuts_bars_alike_when_a_caption_stands_in_one() -> None:
    bars = [(at, captioned(plane)) for at, plane in FILM[:12]]
    (match,) = looked_up(bars).matches
    assert match.area == Area(48, 208, 0, 256)


def test_it_takes_the_dark_side_of_a_scene_for_picture_when_it_must() -> None:
    known = Library([Entry("dark", "main", 1, track_of(DARK_FILM))])
    (match,) = recognised(DARK_FILM[:12], known).matches
    assert (match.entry.drama, match.area) == ("dark", WHOLE)
    clip = PictureClip.from_planes(DARK_FILM[:12])
    assert clip.area != WHOLE
    assert not recognise(clip, known, background.load()).matches
