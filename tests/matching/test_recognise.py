from __future__ import annotations

from collections.abc import Callable

import numpy as np
import numpy.typing as npt
import pytest

from reelmark.fingerprint.luma import Plane, average
from reelmark.fingerprint.registered import hash_thumb
from reelmark.fingerprint.thumb import thumb
from reelmark.fingerprint.track import keep
from reelmark.matching import background
from reelmark.matching.clip import PictureClip
from reelmark.matching.library import Entry, Library
from reelmark.matching.recognise import Result, recognise
from tests import videos

Samples = list[tuple[int, Plane]]

RNG = np.random.default_rng(99)


def planes(seed: int, seconds: float = 6) -> Samples:
    """Planes of made-up scenes, 25 a second."""
    pictures = videos.scenes(seed, seconds)
    return [(index * 40, average(p[:, :, 0], False)) for index, p in enumerate(pictures)]


def entry(drama: str, samples: Samples, episode: int = 1) -> Entry:
    track = keep((at, hash_thumb(thumb(plane))) for at, plane in samples[::2])
    return Entry(drama, "main", episode, track)


def look_up(samples: Samples, *entries: Entry) -> Result:
    clip = PictureClip.from_planes(samples[::6])
    return recognise(clip, Library(entries), background.load())


def steady(picture: npt.NDArray[np.floating]) -> Samples:
    return [(40 * index, picture.clip(0, 255).astype(np.uint8)) for index in range(150)]


def noise() -> Samples:
    return [(40 * i, RNG.integers(0, 256, (256, 256)).astype(np.uint8)) for i in range(150)]


def fade() -> Samples:
    (_, picture), *_ = planes(77, 1)
    shown = np.sin(np.linspace(0, np.pi, 150))
    return [(40 * i, (picture * share).astype(np.uint8)) for i, share in enumerate(shown)]


def slope() -> Samples:
    return steady(np.add.outer(np.arange(256.0), np.arange(256.0)) / 2)


NOTHING: dict[str, Callable[[], Samples]] = {
    "black": lambda: steady(np.zeros((256, 256))),
    "a grey card": lambda: steady(np.full((256, 256), 128.0)),
    "grain on grey": lambda: steady(128 + RNG.normal(0, 2, (256, 256))),
    "noise": noise,
    "a slope": slope,
    "a fade of something unregistered": fade,
}


@pytest.mark.parametrize("shown", NOTHING.values(), ids=NOTHING.keys())
def test_nothing_is_never_somebodys_work(shown: Callable[[], Samples]) -> None:
    registered = [entry(f"drama-{seed}", planes(seed, 10)) for seed in range(3)]
    registered += [entry(name, make()) for name, make in NOTHING.items()]
    found = look_up(shown(), *[one for one in registered if len(one.track)])
    named = {match.entry.drama for match in found.matches}
    assert named <= {name for name, make in NOTHING.items() if make is shown}
    assert found.verdict != "several"


def test_plain_pictures_are_not_registered() -> None:
    plain = ("black", "a grey card", "grain on grey", "a slope")
    assert [len(entry(name, NOTHING[name]()).track) for name in plain] == [0, 0, 0, 0]


def test_black_is_not_enough_picture() -> None:
    found = look_up(NOTHING["black"](), entry("drama", planes(1, 10)))
    assert found.verdict == "not_enough_picture"


def test_a_stretch_is_found_where_it_was_taken_from() -> None:
    film = planes(5, 20)
    found = look_up([(at - 8000, plane) for at, plane in film[200:350]], entry("drama", film))
    (match,) = found.matches
    assert found.verdict == "match"
    assert abs(match.place.start - 8000) <= match.place.uncertainty
    assert abs(match.place.end - 14_000) <= match.place.uncertainty + 250


def test_pictures_of_two_works_name_both() -> None:
    film = planes(6, 10)
    found = look_up(film[25:175], entry("one", film), entry("two", film))
    assert found.verdict == "several"
    assert {match.entry.drama for match in found.matches} == {"one", "two"}


def test_hits_in_two_episodes_of_one_drama_are_one_drama() -> None:
    film = planes(7, 10)
    found = look_up(film[25:175], entry("one", film), entry("one", film, episode=2))
    assert found.verdict == "match"


def test_one_frame_is_a_candidate_and_not_a_match() -> None:
    film = planes(8, 6)
    found = look_up(film[:1], entry("drama", film))
    assert (found.verdict, found.matches) == ("not_enough_picture", ())
    assert [match.entry.drama for match in found.candidates] == ["drama"]


def test_an_empty_registry_matches_nothing() -> None:
    assert look_up(planes(9)).verdict == "no_match"
