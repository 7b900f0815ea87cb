"""The shots of the demo episodes."""

from reelmark.demo.dramas import DRAMAS
from reelmark.demo.scenes import PLACES
from reelmark.demo.scripts import PALETTES, SCRIPTS

SHOTS = [shot for shots in SCRIPTS.values() for shot in shots]


def test_shots_use_every_place_there_is_and_no_other() -> None:
    assert {shot.place.split(":")[-1] for shot in SHOTS} == set(PLACES)


def test_shots_use_every_palette_there_is_and_no_other() -> None:
    assert {shot.colours for shot in SHOTS} == set(PALETTES)


def test_every_script_belongs_to_a_drama() -> None:
    assert {key for key, _ in SCRIPTS} == {drama.key for drama in DRAMAS}


def test_a_shot_is_cut_after_two_to_five_seconds() -> None:
    assert all(2 <= shot.seconds <= 5 for shot in SHOTS)


def test_a_subtitle_fits_on_one_line() -> None:
    assert max(len(shot.line) for shot in SHOTS) <= 15
