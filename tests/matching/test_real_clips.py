"""Recall, wrong works and start error on 6 s clips of the real videos."""

from __future__ import annotations

import statistics

import pytest

from tests.clips import clips
from tests.matching import specimens
from tests.matching.specimens import EDITS, PLAIN, Specimen


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> list[Specimen]:
    return specimens.make(clips(), tmp_path_factory.mktemp("specimens"))


def of(made: list[Specimen], edit: str) -> list[Specimen]:
    """The specimens of one edit that show picture enough."""
    return [one for one in made if one.edit == edit and one.found.verdict != "not_enough_picture"]


@pytest.mark.timeout(600)
@pytest.mark.parametrize(
    ("edit", "least"), [(edit, 0.99 if edit == PLAIN else 0.95) for edit in EDITS]
)
def test_it_names_the_right_work(made: list[Specimen], edit: str, least: float) -> None:
    specimens = of(made, edit)
    missed = [one.source.name for one in specimens if not one.right]
    recall = 1 - len(missed) / len(specimens)
    print(f"\n{edit}: {len(specimens) - len(missed)} of {len(specimens)} right {missed or ''}")
    assert recall >= least


def test_it_never_names_another_work(made: list[Specimen]) -> None:
    assert [one for one in made if one.found.matches and not one.right] == []


def test_a_work_left_out_is_never_matched(made: list[Specimen]) -> None:
    assert [one for one in made if one.left_out.matches] == []


def test_the_start_is_within_its_stated_uncertainty(made: list[Specimen]) -> None:
    errors = [
        (one.start_error_s, one.uncertainty_s)
        for one in of(made, PLAIN)
        if one.right and one.start_error_s is not None
    ]
    median = statistics.median(error for error, _ in errors)
    print(f"\nstart: median error {median:.3f} s of {len(errors)} clips")
    assert [pair for pair in errors if pair[0] > pair[1]] == []
    assert median <= 0.2


def test_at_most_one_clip_in_ten_shows_too_little(made: list[Specimen]) -> None:
    few = [one for one in made if one.found.verdict == "not_enough_picture"]
    assert len(few) <= len(made) / 10
