"""The product's matching against shared/vectors/matching.json."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from reelmark.fingerprint import Track
from reelmark.fingerprint.thumb import Area
from reelmark.fingerprint.windows import WINDOWS, Words
from reelmark.matching.alignment import SPEEDS
from reelmark.matching.background import Background
from reelmark.matching.clip import Clip, PictureClip
from reelmark.matching.library import Entry, Library
from reelmark.matching.place import Place
from reelmark.matching.recognise import Result, recognise
from reelmark.matching.samples import runs_left
from reelmark.matching.views import recognise_views
from tests.matching.results import as_json, rounded
from tests.oracle.matching_input import fill
from tests.oracle.pictures import draw

FILE = Path(__file__).parents[2] / "shared" / "vectors" / "matching.json"
VECTORS: dict[str, Any] = json.loads(FILE.read_text(encoding="utf-8"))
Case = dict[str, Any]


class WordClip:
    """A clip of which only the words are known."""

    def __init__(self, given: Case) -> None:
        self.times_ms = np.array([each["at_ms"] for each in given["samples"]], np.int64)
        self.length_ms: int = given["length_ms"]
        self.rich: int = given["rich"]
        self.still: bool = given["still"]
        self.area: Area | None = None
        filled = [fill(each["seed"], numbers(each["words"])) for each in given["samples"]]
        self._words = np.array(filled, np.uint64).reshape(-1, WINDOWS, 2)

    def hashes(self, frame: int, windows: NDArray[np.int64]) -> Words:
        found: Words = self._words[frame, windows, 0]
        return found

    def details(self, frame: int, windows: NDArray[np.int64]) -> Words:
        found: Words = self._words[frame, windows, 1]
        return found


def numbers(words: dict[str, list[str]]) -> dict[int, tuple[int, int]]:
    return {int(i): (int(phash, 16), int(detail, 16)) for i, (phash, detail) in words.items()}


def clip(given: Case) -> Clip:
    if "samples" in given:
        return WordClip(given)
    pictures = [(each["at_ms"], draw(each["picture"])) for each in given["pictures"]]
    return PictureClip([(at, np.array(picture, np.uint8)) for at, picture in pictures])


def library(entries: list[Case]) -> Library:
    return Library([Entry(e["drama"], e["edition"], e["episode"], track(e)) for e in entries])


def track(entry: Case) -> Track:
    hashes, details = ([int(word, 16) for word in entry[key]] for key in ("hashes", "details"))
    return Track(
        np.array(entry["times_ms"], np.uint32),
        np.array(hashes, np.uint64),
        np.array(details, np.uint64),
        entry["last_ms"],
    )


def background(tables: Case) -> Background:
    phash = tuple(map(tuple, tables["phash_log10"]))
    return Background(phash, tuple(tables["detail_log10"]), tuple(tables["plain_log10"]))


def test_it_tries_the_speeds_of_the_page() -> None:
    assert list(SPEEDS) == VECTORS["speeds"]


@pytest.mark.parametrize("case", VECTORS["cases"], ids=[case["name"] for case in VECTORS["cases"]])
def test_it_recognises(case: Case) -> None:
    known = library(VECTORS["libraries"][case["library"]])
    tables = background(VECTORS["backgrounds"][case["background"]])
    result = recognise(clip(case["clip"]), known, tables, case["last_stage"])
    assert_as_expected(result, case["expected"])


@pytest.mark.parametrize("case", VECTORS["views"], ids=[case["name"] for case in VECTORS["views"]])
def test_it_looks_at_insets(case: Case) -> None:
    known = library(VECTORS["libraries"][case["library"]])
    tables = background(VECTORS["backgrounds"][case["background"]])
    first, *others = map(clip, case["views"])
    assert_as_expected(recognise_views(first, others, known, tables), case["expected"])


@pytest.mark.parametrize("case", VECTORS["left"], ids=[case["name"] for case in VECTORS["left"]])
def test_it_goes_on_with_what_matches_leave(case: Case) -> None:
    samples = [(time, np.full((2, 2), grey, np.uint8)) for time, grey in case["samples"]]
    places = [Place(first, last, 0, 0, 0, 1, 0, 0) for first, last in case["stretches"]]
    runs = [[time for time, _ in run] for run in runs_left(samples, places)]
    assert runs == case["runs"]


def assert_as_expected(result: Result, expected: Case) -> None:
    outcome = {key: getattr(result, key) for key in ("verdict", "stage", "settled", "view")}
    assert outcome == {key: expected[key] for key in outcome}
    assert [as_json(each) for each in result.matches] == [*map(rounded, expected["matches"])]
    assert [as_json(each) for each in result.candidates] == [*map(rounded, expected["candidates"])]
