"""benchmarks/density: today's choice is what the product does, and the picture is sound."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path
from xml.etree import ElementTree

import pytest

from benchmarks.accuracy.sources import read_source
from benchmarks.density.chart import Panel, Point, svg, ticks
from benchmarks.density.choices import CHOICES, GROUPS, RATE, TODAY, Choice
from benchmarks.density.lookups import Views, taken
from benchmarks.density.registry import scan
from reelmark.fingerprint import Track, fingerprint_video
from reelmark.fingerprint.luma import read_planes
from reelmark.fingerprint.track import keep
from reelmark.matching import background
from reelmark.matching.clip import SAMPLE_RATE, PictureClip
from reelmark.matching.library import Entry, Library
from reelmark.matching.views import recognise_views, views_of
from tests import videos


@pytest.fixture(scope="module")
def video(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return videos.write(tmp_path_factory.mktemp("clips") / "ep01.mp4", videos.scenes(5, 5))


@pytest.fixture(scope="module")
def track(video: Path) -> Track:
    return fingerprint_video(video)


def test_scanned_frames_kept_by_todays_rule_are_the_track(
    video: Path, track: Track, tmp_path: Path
) -> None:
    frames = scan(read_source(video), tmp_path)
    assert keep(frames, TODAY.rule).to_bytes() == track.to_bytes()


def test_todays_query_takes_the_samples_of_a_look_up(video: Path) -> None:
    denser = taken(list(read_planes(video, RATE)), TODAY.query)
    asked = list(read_planes(video, SAMPLE_RATE))
    assert [at for at, _ in denser] == [at for at, _ in asked]


@pytest.mark.parametrize("known", [True, False])
def test_a_look_up_by_todays_choice_finds_what_the_product_finds(
    video: Path, track: Track, known: bool
) -> None:
    planes = list(read_planes(video, SAMPLE_RATE))
    library = Library([Entry("a", "a", 1, track)] if known else [])
    clip = PictureClip.from_planes(planes)
    expected = recognise_views(clip, views_of(clip, planes), library, background.load())
    found = Views(planes).look_up(library, background.load(), TODAY)
    assert (found.result.verdict, found.result.matches) == (expected.verdict, expected.matches)
    assert found.ms > 0


def test_a_search_by_the_grid_at_once_ends_at_the_last_stage(video: Path, track: Track) -> None:
    views = Views(list(read_planes(video, SAMPLE_RATE)))
    at_once = Choice(name="", passed_over=frozenset((0, 1, 2)))
    found = views.look_up(Library([Entry("a", "a", 1, track)]), background.load(), at_once).result
    assert (found.verdict, found.stage) == ("match", 3)


def test_every_choice_differs_from_todays_in_one_thing() -> None:
    names = [field.name for field in fields(Choice) if field.name != "name"]
    for choice in (choice for group in GROUPS.values() for choice in group):
        changed = [name for name in names if getattr(choice, name) != getattr(TODAY, name)]
        assert len(changed) == 1, choice
    assert len({choice.name for choice in CHOICES}) == len(CHOICES)


def test_ticks_are_round_numbers_around_all_values() -> None:
    assert ticks([0.853, 0.921], 4) == [0.84, 0.86, 0.88, 0.9, 0.92, 0.94]
    assert ticks([41, 158], 8) == [40, 60, 80, 100, 120, 140, 160]
    assert ticks([1, 1]) == [1, 1 + 2e-10]


def test_the_picture_is_svg_that_marks_todays_choice() -> None:
    points = (Point("today's", 70, 0.9, today=True), Point("a < b", 140, 0.91))
    panels = [Panel("kept", "KB", points, limit=90), Panel("order", "ms", points)]
    picture = ElementTree.fromstring(svg("title", "recall", panels))
    _legend, *circles = [
        one.get("class") for one in picture.iter("{http://www.w3.org/2000/svg}circle")
    ]
    words = [one.text for one in picture.iter("{http://www.w3.org/2000/svg}text")]
    assert circles == ["today", "dot", "today", "dot"]
    assert {"today's", "a < b", "kept", "order", "KB", "ms"} <= set(words)
