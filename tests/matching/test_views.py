from __future__ import annotations

import numpy as np

from reelmark.fingerprint.luma import Plane
from reelmark.fingerprint.thumb import WHOLE, Area
from reelmark.matching import background
from reelmark.matching.clip import PictureClip
from reelmark.matching.footage import recognise_footage
from reelmark.matching.library import Entry, Library
from reelmark.matching.recognise import Result
from reelmark.matching.views import insets_of, recognise_views
from tests.api.queries import planes, track_of
from tests.videos import framed

FILM = [(at, np.roll(plane, at // 100, (0, 1))) for at, plane in planes(1, 70)]
"""Moved, or else the grid that they are drawn on would stand out as the edges of insets do."""

LIBRARY = Library([Entry("film", "main", 1, track_of(FILM))])
FRAMED = [(at, framed(plane)) for at, plane in FILM]
INSIDE = Area(32, 160, 64, 192)


def looked_up(samples: list[tuple[int, Plane]]) -> Result:
    clip = PictureClip.from_planes(samples)
    return recognise_views(clip, insets_of(samples), LIBRARY, background.load())


def test_it_finds_a_picture_within_a_picture_and_says_where() -> None:
    (match,) = looked_up(FRAMED[:12]).matches
    assert (match.entry.drama, match.area) == ("film", INSIDE)


def test_it_does_not_look_within_what_it_recognises() -> None:
    assert [match.area for match in looked_up(FILM[:12]).matches] == [WHOLE]


def test_it_names_nothing_where_neither_picture_is_registered() -> None:
    other = [(at, framed(plane)) for at, plane in planes(3, 12)]
    assert looked_up(other).verdict == "no_match"


def test_a_file_longer_than_one_search_is_one_place_within_its_frame() -> None:
    footage = recognise_footage(FRAMED, LIBRARY, background.load())
    (match,) = footage.matches
    assert (match.area, match.place.clip_start, match.place.clip_end) == (INSIDE, 0, 69 * 700)
