"""Altered real clips that play in Chromium: the extension finds in them what Python finds."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from statistics import median

import av
import pytest
from playwright.sync_api import BrowserContext

from benchmarks.accuracy.copies import Copy, file_of, plan
from benchmarks.accuracy.edits import EDITS
from benchmarks.accuracy.run import run
from benchmarks.accuracy.sources import Source, read_source
from reelmark.fingerprint import fingerprint_video
from reelmark.fingerprint.luma import Plane, plane_of
from reelmark.matching import background
from reelmark.matching.clip import PictureClip
from reelmark.matching.library import Entry, Library
from reelmark.matching.recognise import Result
from reelmark.matching.samples import recognise_samples
from scripts.assemble_extension import assemble
from tests.clips import clips
from tests.extension.chromium import loaded
from tests.extension.looks import AT_ONCE, Look, listen, looks
from tests.extension.publisher import Publisher, Work
from tests.extension.site import Site, serving

REGISTERED = {
    "AV1 low bitrate": "driving_d19",
    "crop 15 % all round": "sd25-09-src",
    "mirror": "structuralize",
    "banner 20 % top": "media_video",
    "subtitle line": "ecommerce",
    "speed 1.25": "guitar",
    "two works, crop 6 %, crf 40": "frog.mp4",
    "bars, logo, contrast, 3 s": "yoga",
    "mirror, crop, brighter": "cooking",
    "turned, blurred behind": "gmail",
    "picture 70 %, drawn frame": "Bunny_180_10s.webm",
    "three over each other": "nasa",
    "sticker in the middle": "frog.mp4",
    "corner logo": "structuralize",
    "darker": "nasa",
    "two works": "ecommerce",
}
"""Edits of benchmarks/accuracy, each of the clip with this in its name: short, small clips whose
evidence is far from the bar."""

LEFT_OUT = {
    "crop, logo, crf 40": "bottle",
    "letterbox red": "chair-19",
    "turned and back": "one-by-one",
    "picture 80 %, blurred": "sd25-15",
}
"""The same, of works that are not registered."""

SEARCHES = (8, 16)
"""Samples after which the extension searches all windows and views; what it finds it keeps."""

MOST_APART_S = 0.1
"""Of places, the median: a step of the search is 0.05 s; 0.00 to 0.03 s in nine runs."""


@dataclass(frozen=True)
class Registry:
    """All clips that the copies show but those left out, under ids as registration makes them."""

    sources: Sequence[Source]
    library: Library

    def dramas(self, copy: Copy) -> set[str]:
        """Those that a copy shows."""
        shown = [piece.source for piece in copy.pieces]
        owned = zip(self.library.entries, self.sources, strict=True)
        return {entry.drama for entry, source in owned if source in shown}


@pytest.fixture(scope="module")
def copies() -> list[Copy]:
    return [copy for wanted in (REGISTERED, LEFT_OUT) for copy in _planned(wanted)]


@pytest.fixture(scope="module")
def registry(copies: list[Copy]) -> Registry:
    shown = {p.source for copy in copies if copy.edit.name in REGISTERED for p in copy.pieces}
    sources = sorted(shown, key=lambda source: source.path)
    paths = [source.path for source in sources]
    tracks = run("registering", fingerprint_video, paths, os.cpu_count() or 1)
    entries = [Entry(f"d-{n}", f"e-d-{n}", 1, track) for n, track in enumerate(tracks)]
    return Registry(sources, Library(entries))


@pytest.mark.timeout(300)
def test_it_finds_what_python_finds(
    running_chromium: BrowserContext, tmp_path: Path, copies: list[Copy], registry: Registry
) -> None:
    assert len(copies) == len(REGISTERED) + len(LEFT_OUT)
    files = run("altering", partial(file_of, folder=tmp_path), copies, os.cpu_count() or 1)
    due = [registry.dramas(copy) for copy in copies]
    seen = _played(running_chromium, tmp_path, files, due, registry.library)
    apart: list[float] = []
    for copy, file, works, own in zip(copies, files, due, seen, strict=True):
        for look in own:
            expected = _expected(file, look, registry.library)
            told = {match.entry.drama for match in expected.matches}
            assert (look.verdict, look.dramas) == (expected.verdict, told), copy.edit.name
            assert look.dramas <= works, copy.edit.name
            places = list(_places(look, expected))
            assert all(error <= stated for error, stated in places), (copy.edit.name, places)
            apart += [error for error, _ in places]
    assert median(apart) <= MOST_APART_S
    _report(seen, apart)


def _report(seen: Sequence[Sequence[Look]], apart: Sequence[float]) -> None:
    named = sorted(own[0].named_ms / 1000 for own in seen if own[0].named_ms is not None)
    print(
        f"{len(seen)} copies of real clips, {len(named)} named, after {median(named):.1f} s of "
        f"play (median), {named[-1]:.1f} s at most; places {median(apart):.2f} s from Python's "
        f"(median), {max(apart):.2f} s at most"
    )


def _planned(wanted: Mapping[str, str]) -> list[Copy]:
    paths = [path for path in clips() if any(part in path.name for part in wanted.values())]
    planned = plan([read_source(path) for path in paths], [e for e in EDITS if e.name in wanted])
    return [copy for copy in planned if wanted[copy.edit.name] in copy.source.path.name]


def _played(
    running: BrowserContext,
    folder: Path,
    files: Sequence[Path],
    due: Sequence[set[str]],
    library: Library,
) -> list[list[Look]]:
    """The looks at each file, until all works due were named; at an unknown one, the first."""
    publisher = Publisher()
    publisher.publish([Work(one.drama, one.drama, one.track) for one in library.entries])
    site = Site(folder)
    found: list[list[Look]] = []
    with (
        serving(site.answer) as site.address,
        publisher.serving() as server,
        loaded(running, assemble(folder / "extension", server, publisher.public)) as chromium,
    ):
        listen(chromium)
        for first in range(0, len(files), AT_ONCE):
            names = [file.name for file in files[first : first + AT_ONCE]]

            def enough(video: int, own: Sequence[Look], first: int = first) -> bool:
                named = set().union(*(look.dramas for look in own))
                return bool(own) and due[first + video] <= named

            found += looks(chromium, site, names, enough)
    return found


def _expected(file: Path, look: Look, library: Library) -> Result:
    """What Python finds in the frames that the extension sampled, as it decodes them."""
    results = []
    for count in SEARCHES:
        planes = _planes(file, sorted(look.times_ms[:count]))
        clip = PictureClip.from_planes(planes)
        results.append(recognise_samples(clip, planes, library, background.load()))
    return next((one for one in results if one.matches), results[-1])


def _planes(file: Path, times_ms: Sequence[int]) -> list[tuple[int, Plane]]:
    """The frames nearest to some media times, at the times from the first of these."""
    with av.open(file) as container:
        frames = {round(1000 * frame.time): frame for frame in container.decode(video=0)}
    nearest = [frames[min(frames, key=lambda at: abs(at - time))] for time in times_ms]
    return [(t - times_ms[0], plane_of(one)) for t, one in zip(times_ms, nearest, strict=True)]


def _places(look: Look, expected: Result) -> Iterator[tuple[float, float]]:
    """How far apart both put the middle of each stretch, and both uncertainties together: s.

    One may be sure where the other is not: a frame more or less decides between alike scenes.
    """
    for match in look.matches:
        place = next(m.place for m in expected.matches if m.entry.drama == match["drama"])
        middle = 500 * (match["clip_start_s"] + match["clip_end_s"])
        told = 500 * (match["start_s"] + match["end_s"])
        here = place.start + place.speed * (middle - place.clip_start)
        stated = 1000 * match["start_uncertainty_s"] + place.uncertainty
        yield abs(told - here) / 1000, stated / 1000
