from __future__ import annotations

import numpy as np

from reelmark.fingerprint.luma import Plane
from reelmark.matching import background
from reelmark.matching.clip import PictureClip
from reelmark.matching.library import Entry, Library
from reelmark.matching.recognise import Result
from reelmark.matching.views import recognise_views
from tests.api.queries import planes, track_of

Samples = list[tuple[int, Plane]]

FILM = planes(1, 12)


def inside(samples: Samples) -> Samples:
    """The pictures at half their size before a slope."""
    shown = []
    for at, plane in samples:
        frame = np.repeat(np.arange(256, dtype=np.uint8)[:, None], 256, axis=1)
        frame[64:192, 64:192] = plane[::2, ::2]
        shown.append((at, frame))
    return shown


def looked_up(samples: Samples) -> Result:
    library = Library([Entry("film", "main", 1, track_of(FILM))])
    return recognise_views(PictureClip.from_planes(samples), samples, library, background.load())


def test_it_finds_a_picture_within_a_picture() -> None:
    result = looked_up(inside(FILM))
    assert [match.entry.drama for match in result.matches] == ["film"]
    assert result.view == 1


def test_it_does_not_look_within_what_it_recognises() -> None:
    assert looked_up(FILM).view == 0


def test_it_names_nothing_where_neither_picture_is_registered() -> None:
    result = looked_up(inside(planes(3, 12)))
    assert (result.verdict, result.view) == ("no_match", 0)


def test_it_passes_over_insets_without_a_picture() -> None:
    plain = [(at, np.full((256, 256), 90, np.uint8)) for at, _ in FILM]
    assert looked_up(inside(plain)).matches == ()
