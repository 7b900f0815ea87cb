"""All that is measured of one browser."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Playwright

from benchmarks.extension import cost, verdicts
from benchmarks.extension.browsers import Running, Start
from benchmarks.extension.cost import Sample
from benchmarks.extension.crowd import crowded
from benchmarks.extension.memory import Memory, at_rest, woken_ms
from benchmarks.extension.processes import watched
from reelmark.demo.viewer import Viewer
from reelmark.publishing.bundle import Bundle
from scripts.assemble_extension import assemble
from tests.extension.publisher import Publisher, Work
from tests.extension.site import Site

PLAYING = '<video src="/{}" autoplay muted loop playsinline style="height:600px"></video>'
SMALL = '<video src="/{}" muted loop playsinline></video>'

REST = ("listed.mp4", "雾港来信")
UNKNOWN = ("unknown.mp4", "登记库中没有这段画面")

NOTICED_S = 40
"""Within which a new bundle is asked for, and some."""
READ_S = 5


@dataclass(frozen=True)
class Clips:
    """What is played: works to be registered, and files with what the mark says of each."""

    site: Site
    works: Sequence[Work]
    demo: Mapping[str, str]
    real: Mapping[str, str]


@dataclass(frozen=True)
class Effort:
    """How much is measured: pairs of runs, s each, for frames dropped; frames registered."""

    pairs: int
    seconds: float
    frames: int


@dataclass(frozen=True)
class Large:
    """With a large registry: memory; the most that the background took while another bundle took
    its place, MB; s of play until demo clips are named, and until nothing was found; ms to wake."""

    memory: Memory
    peak_mb: float
    demo_s: Sequence[float | None]
    unknown_s: float | None
    woken_ms: float


@dataclass(frozen=True)
class Figures:
    """Of one browser. `samples` by lines of the video; s of play until clips are named; frames
    dropped more in each pair; memory without the extension, with a small registry; ms to wake."""

    version: str
    samples: Mapping[int, Sample]
    demo_s: Sequence[float | None]
    real_s: Sequence[float | None]
    more: Sequence[int]
    without: Memory
    small: Memory
    woken_ms: float
    large: Large


def figures(
    start: Start, playwright: Playwright, folder: Path, clips: Clips, effort: Effort
) -> Figures:
    """Measure one browser; `folder` is empty."""
    page = clips.site.page("rest", PLAYING.format(REST[0]))
    with start(playwright, folder / "without", None) as plain:
        without = at_rest(plain)
    publisher = Publisher()
    publisher.publish(clips.works)
    with _registered(start, playwright, folder / "small", publisher) as (browser, viewer):
        sixty = clips.site.page("sixty", SMALL.format("sixty.mp4"))
        return Figures(
            version=_version(viewer),
            samples={lines: _sample(viewer, clips.site, lines) for lines in (360, 1080)},
            demo_s=_played(viewer, clips.site, clips.demo),
            real_s=_played(viewer, clips.site, clips.real),
            more=list(cost.dropped_more(viewer, sixty, effort.pairs, effort.seconds)),
            without=without,
            small=_at_rest(browser, viewer, page),
            woken_ms=woken_ms(viewer),
            large=large(start, playwright, folder / "large", clips, effort.frames),
        )


def large(start: Start, playwright: Playwright, folder: Path, clips: Clips, frames: int) -> Large:
    """Measure one browser with so many frames registered."""
    page = clips.site.page("rest", PLAYING.format(REST[0]))
    unknown = clips.site.page("unknown", verdicts.LOOP.format(UNKNOWN[0]))
    publisher = Publisher()
    publisher.issue(crowded(clips.works, frames, seed=1), generation=10)
    following = crowded(clips.works, frames, seed=2)
    with _registered(start, playwright, folder, publisher) as (browser, viewer):
        return Large(
            memory=_at_rest(browser, viewer, page),
            demo_s=_played(viewer, clips.site, clips.demo),
            unknown_s=verdicts.played_until(viewer, unknown, UNKNOWN[1]),
            peak_mb=_peak(browser, viewer, page, publisher, following),
            woken_ms=woken_ms(viewer),
        )


@contextmanager
def _registered(
    start: Start, playwright: Playwright, folder: Path, publisher: Publisher
) -> Iterator[tuple[Running, Viewer]]:
    """A browser with the extension for the publisher's registry."""
    with publisher.serving() as server:
        extension = assemble(folder / "extension", server, publisher.public)
        with start(playwright, folder / "profile", extension) as browser:
            assert browser.viewer is not None
            yield browser, browser.viewer


def _version(viewer: Viewer) -> str:
    found = re.search(r"(Firefox|Chrome)/(\d+)", viewer.run("navigator.userAgent"))
    assert found
    return " ".join(found.groups())


def _sample(viewer: Viewer, site: Site, lines: int) -> Sample:
    viewer.open(site.page(f"lines-{lines}", PLAYING.format(f"h{lines}.mp4")))
    return cost.sample(viewer)


def _played(viewer: Viewer, site: Site, clips: Mapping[str, str]) -> list[float | None]:
    return [
        verdicts.played_until(viewer, site.page(file, verdicts.VIDEO.format(file)), said)
        for file, said in clips.items()
    ]


def _at_rest(browser: Running, viewer: Viewer, page: str) -> Memory:
    viewer.open(page)
    viewer.says(REST[1])
    return at_rest(browser)


def _peak(
    browser: Running, viewer: Viewer, page: str, publisher: Publisher, following: Bundle
) -> float:
    viewer.open(page)
    with watched(browser.own()) as peak:
        publisher.asked.clear()
        publisher.issue(following, generation=11)
        name = f"{following.sha256}.bin"
        viewer.until(lambda: publisher.asked, lambda asked: name in asked, NOTICED_S)
        time.sleep(READ_S)
    return peak.mb
