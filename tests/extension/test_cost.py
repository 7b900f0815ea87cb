"""What the extension costs the page: main-thread time of a sample, frames dropped."""

from __future__ import annotations

import statistics
from pathlib import Path

import pytest

from benchmarks.extension import cost
from reelmark.demo.encoding import Edit, write_copy
from reelmark.demo.viewer import Viewer
from tests.extension.site import Site
from tests.videos import scenes, write

pytestmark = pytest.mark.quiet

VIDEO = '<video src="/{}.mp4" autoplay muted loop playsinline></video>'

LINES = (360, 1080)

MOST_TIMES_EMPTY = 2

PAIRS, SECONDS = 3, 2
MOST_MORE = 2
"""Of 120 frames; a pair without the extension in either run differs by as much."""


@pytest.fixture(scope="module", autouse=True)
def films(videos: Path) -> None:
    for lines in LINES:
        edit = Edit(short_side=lines, crf=30)
        write_copy(videos / "listed-master.mp4", videos / f"h{lines}.mp4", edit)
    frames = scenes(7, 4, (640, 360))
    write(videos / "sixty.mp4", frames, times_ms=[i * 1000 // 60 for i in range(len(frames))])


def test_a_sample_takes_at_most_twice_an_empty_draw_and_readback(
    watching: Viewer, site: Site
) -> None:
    for lines in LINES:
        watching.open(site.page(f"cost-{lines}", VIDEO.format(f"h{lines}")))
        took = cost.sample(watching)
        print(f"{lines} lines: {took.ms:.2f} ms, empty {took.empty_ms:.2f} ms")
        assert took.ratio <= MOST_TIMES_EMPTY


def test_no_more_frames_are_dropped_with_the_extension(watching: Viewer, site: Site) -> None:
    page = site.page("sixty", VIDEO.format("sixty").replace(" autoplay", ""))
    more = list(cost.dropped_more(watching, page, PAIRS, SECONDS))
    print(f"60 frames a second for {SECONDS} s: {more} more dropped with than without")
    assert statistics.median(more) <= MOST_MORE
