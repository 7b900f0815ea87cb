"""A small part of benchmarks/accuracy, with limits: eight clips, 13 edits."""

from __future__ import annotations

import os
from functools import partial
from pathlib import Path

import pytest

from benchmarks.accuracy.copies import Copy, file_of, plan
from benchmarks.accuracy.edits import EDITS
from benchmarks.accuracy.figures import Figures, figures
from benchmarks.accuracy.measure import Outcome, measure
from benchmarks.accuracy.run import run
from benchmarks.accuracy.sources import look, read_source
from tests.clips import clips

CLIPS = ("driving_d19", "yoga", "guitar", "cooking", "sd25-09-", "ecommerce", "nasa", "frog.mp4")

CHOSEN = (
    "240p H.264 crf 40",
    "AV1 low bitrate",
    "more contrast",
    "corner logo",
    "crop 6 % all round",
    "crop 15 % top",
    "pillarbox blue",
    "mirror",
    "3 s",
    "two works",
    "sticker in the middle",
    "picture 70 %, drawn frame",
    "crop, logo, crf 40",
)

LEAST = {"mild": 0.95, "alone": 0.97, "combination": 0.87, "hard": 0.93}
"""Recall measured 2026-11-21: 38 of 40, 39 of 40, 7 of 8, 16 of 16. What is aimed at: TARGETS."""


pytestmark = pytest.mark.timeout(600)


@pytest.fixture(scope="module")
def copies() -> list[Copy]:
    sources = [read_source(path) for path in clips() if any(part in path.name for part in CLIPS)]
    return plan(sources, [edit for edit in EDITS if edit.name in CHOSEN])


@pytest.fixture(scope="module")
def outcomes(copies: list[Copy], tmp_path_factory: pytest.TempPathFactory) -> list[Outcome]:
    folder = tmp_path_factory.mktemp("copies")
    sources = sorted({copy.source for copy in copies}, key=lambda source: source.path)
    processes = os.cpu_count() or 1
    looked = run("registering", partial(look, folder=folder), sources, processes)
    registered = dict(zip(sources, looked, strict=True))
    job = partial(measure, folder=folder, registered=registered)
    return run("looking up", job, copies, processes)


def of(outcomes: list[Outcome], kind: str) -> Figures:
    names = {edit.name for edit in EDITS if edit.kind == kind}
    return figures([one for one in outcomes if one.edit in names])


@pytest.mark.parametrize(("kind", "least"), LEAST.items())
def test_recall_keeps_its_level(outcomes: list[Outcome], kind: str, least: float) -> None:
    recall = of(outcomes, kind).recall
    assert recall is not None
    print(f"{kind}: {recall.value:.3f} of {recall.of}")
    missed = [(one.edit, one.source, one.verdict) for one in outcomes if not one.right]
    assert recall.value >= least, missed


def test_no_other_work_is_named(outcomes: list[Outcome]) -> None:
    assert [one for one in outcomes if one.wrong] == []


def test_nothing_is_named_when_the_work_is_left_out(outcomes: list[Outcome]) -> None:
    assert [one for one in outcomes if one.false] == []


def test_starts_are_near_and_within_their_uncertainty(outcomes: list[Outcome]) -> None:
    mild = of(outcomes, "mild")
    assert mild.error_s is not None
    assert mild.within is not None
    assert mild.error_s <= 0.2
    assert mild.within >= 0.95


def test_a_copy_is_made_the_same_again(copies: list[Copy], tmp_path: Path) -> None:
    copy = next(copy for copy in copies if copy.edit.codec == "h264")
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
    made = [file_of(copy, tmp_path / name).read_bytes() for name in ("one", "two")]
    assert made[0] == made[1]
