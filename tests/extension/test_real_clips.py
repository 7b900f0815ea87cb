"""Altered real clips that play in Chromium: the extension's verdicts are those of Python."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from playwright.sync_api import Playwright

from reelmark.demo.encoding import write_copy
from reelmark.fingerprint import Track, fingerprint_video
from reelmark.fingerprint.luma import probe, read_planes
from reelmark.matching import background
from reelmark.matching.clip import SAMPLE_RATE, PictureClip
from reelmark.matching.library import Entry, Library
from reelmark.matching.recognise import recognise
from tests.clips import clips, work
from tests.extension.conftest import CORS, browser
from tests.extension.publisher import Publisher, Work
from tests.extension.site import Site, serving
from tests.matching.specimens import EDITS

WORDS = {"no_match": "登记库中没有这段画面", "not_enough_picture": "画面不足以比对"}

SEARCHES = (8, 12, 16, 24)
"""After so many samples the extension searches, flat ones not counted; what it finds it keeps."""

NEAR = (-7.5, -4.5)
"""log10 E near the bar of -6: frames a few ms apart then decide between a match and none."""

EVERY = 4
"""Each fourth short clip is played; each fourth of these is of a work left out."""

LONGEST_S = 30

VIDEO = '<video src="/{}" autoplay muted loop playsinline style="height:600px"></video>'


@dataclass(frozen=True)
class Specimen:
    """An altered copy of a real clip, and whether its work is registered."""

    source: Path
    copy: str
    registered: bool


@pytest.fixture(scope="module")
def specimens(videos: Path) -> list[Specimen]:
    made = []
    short = [path for path in clips() if probe(path).duration_s <= LONGEST_S]
    for number, source in enumerate(short[::EVERY]):
        edit = list(EDITS.values())[number % len(EDITS)]
        copy = f"real-{number}.mp4"
        write_copy(source, videos / copy, replace(edit, start_s=0.5))
        made.append(Specimen(source, copy, registered=number % 4 != 3))
    return made


@pytest.fixture(scope="module")
def registered(specimens: list[Specimen]) -> dict[Path, Track]:
    left_out = {work(one.source) for one in specimens if not one.registered}
    sources = [one.source for one in specimens if work(one.source) not in left_out]
    return {source: fingerprint_video(source) for source in sources}


@pytest.mark.timeout(400)
def test_verdicts_are_those_of_python(
    playwright: Playwright,
    tmp_path: Path,
    site: Site,
    videos: Path,
    specimens: list[Specimen],
    registered: dict[Path, Track],
) -> None:
    publisher = Publisher()
    works = enumerate(registered.items())
    publisher.publish([Work(f"d-{n}", path.stem, track) for n, (path, track) in works])
    library = Library([Entry(p.stem, "main", 1, track) for p, track in registered.items()])
    played = {}
    with (
        serving(lambda path: publisher.answer(path.rpartition("/")[2]), CORS) as registry,
        browser(playwright, tmp_path, registry, publisher.public) as chromium,
    ):
        for one in specimens:
            expected = _expected(videos / one.copy, library)
            page = chromium.open(site.page(one.copy, VIDEO.format(one.copy)))
            (mark,) = chromium.verdicts(seconds=60)
            assert any(words in mark.label for words in expected), (mark.label, expected)
            if not any(word in mark.label for word in WORDS.values()):
                played[one.copy] = page.evaluate("document.querySelector('video').currentTime")
    found = sorted(played.values())
    print(
        f"{len(specimens)} real clips, {sum(one.registered for one in specimens)} registered, "
        f"{len(found)} named, each verdict as Python's; after "
        f"{found[len(found) // 2]:.1f} s of play (median), {found[-1]:.1f} s at most"
    )


def _expected(copy: Path, library: Library) -> set[str]:
    """What the mark may say: one thing, except where the evidence is near the bar."""
    planes = list(read_planes(copy, SAMPLE_RATE))
    words = set()
    for count in SEARCHES:
        result = recognise(PictureClip.from_planes(planes[:count]), library, background.load())
        words |= {match.entry.drama for match in result.matches} or {WORDS[result.verdict]}
        for one in (*result.matches, *result.candidates):
            if NEAR[0] < one.evidence.log10_e < NEAR[1]:
                words |= {one.entry.drama, WORDS["no_match"]}
    return words
