"""Frames that the viewer has checked by a screenshot, where a video's pixels cannot be read."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from playwright.sync_api import Playwright

from reelmark.demo.chromium import Chromium
from reelmark.demo.viewer import Viewer
from tests.extension.conftest import either
from tests.extension.firefox import Firefox
from tests.extension.publisher import Work
from tests.extension.site import Site
from tests.videos import write

PAGE = """<style>video {{ {style} }}</style>
<video src="{address}/{clip}.mp4" autoplay muted loop playsinline></video>"""

UNREADABLE, CHECK, ANOTHER = "无法读取", "识别这一帧", "再识别一帧"

LAYOUTS = {
    "contain": ("width: 400px; height: 420px; object-fit: contain; object-position: 0 0", 1.5),
    "cover, scrolled": (
        "width: 330px; height: 480px; object-fit: cover; border: 9px solid; margin: 900px 0",
        1,
    ),
}
"""Style of the video, and pixels of the screen for each of its pixels."""

SIZE = (700, 960)

COUNT = """() => {
  globalThis.captures = [];
  const real = chrome.tabs.captureVisibleTab;
  chrome.tabs.captureVisibleTab = (...given) => {
    captures.push(performance.now());
    return real(...given);
  };
}"""


CLICK = """(async () => {
  let button;
  while (button?.textContent !== "%s") {
    await new Promise((done) => setTimeout(done, 50));
    button = document.querySelector(".action button");
  }
  button.click();
})()"""


@pytest.fixture(scope="module", params=["chromium", "firefox"])
def viewer(
    request: pytest.FixtureRequest,
    playwright: Playwright,
    tmp_path_factory: pytest.TempPathFactory,
    known: list[Work],
) -> Iterator[Viewer]:
    """Either browser, started once for all tests."""
    folder = tmp_path_factory.mktemp(request.param)
    with either(request.param, playwright, folder, known) as started:
        yield started


def _open(viewer: Viewer, site: Site, clip: str, style: str = "height: 600px") -> None:
    """Open a page whose video cannot be read, the card on it, too."""
    other = site.address.replace("127.0.0.1", "localhost")
    viewer.open(site.page("frames", PAGE.format(style=style, address=other, clip=clip)), SIZE)
    viewer.run("document.querySelector('video').scrollIntoView({ block: 'center' })")
    viewer.click(viewer.says(UNREADABLE))


def _check(viewer: Viewer, words: str, then: str) -> None:
    """Click for a frame to be checked, and wait for what the page then says."""
    viewer.click(viewer.button(words))
    viewer.until(viewer.texts, lambda texts: then in texts, 10)


def _later(viewer: Viewer, document: str = "document") -> None:
    """Let the video play on to another frame."""
    time = f"{document}.querySelector('video').currentTime"
    start = viewer.run(time)
    viewer.until(lambda: viewer.run(time), lambda now: abs(now - start) > 0.8)


def _name(viewer: Viewer, document: str = "document") -> None:
    """Have further frames checked until the clip is named: two may be too alike."""

    def another() -> str:
        _later(viewer, document)
        said = viewer.texts()
        if ANOTHER in said:
            viewer.click(viewer.button(ANOTHER))
        return said

    viewer.until(another, lambda texts: "公示在册" in texts, 20)


def _zoom(viewer: Viewer, scale: float) -> None:
    """Set how many pixels of the screen a CSS pixel has."""
    if isinstance(viewer, Chromium):
        viewer.worker.evaluate(f"chrome.tabs.setZoom({viewer.tab()}, {scale})")
    elif isinstance(viewer, Firefox):
        viewer.marionette.system(
            f"Services.prefs.setCharPref('layout.css.devPixelsPerPx', '{scale}')"
        )
    viewer.until(lambda: viewer.run("devicePixelRatio"), scale.__eq__, 10)


def test_no_screenshot_is_taken_before_the_icon_was_clicked(viewer: Viewer, site: Site) -> None:
    _open(viewer, site, "listed")
    _check(viewer, CHECK, "请先点击工具栏上的剧鉴图标")


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_clip_that_cannot_be_read_is_named_from_frames(
    viewer: Viewer, site: Site, layout: str
) -> None:
    style, scale = LAYOUTS[layout]
    _open(viewer, site, "listed", style)
    _zoom(viewer, scale)
    viewer.run("document.querySelector('video').scrollIntoView({ block: 'center' })")
    viewer.click_icon()
    _check(viewer, CHECK, "一帧往往不够")
    _name(viewer)
    viewer.click(viewer.button("依据"))
    viewer.until(viewer.texts, lambda texts: "您要求的截图" in texts, 5)
    _zoom(viewer, 1)


def test_part_of_a_video_and_black_ones_are_not_guessed_at(
    viewer: Viewer, site: Site, videos: Path
) -> None:
    write(videos / "black.mp4", [np.zeros((320, 192, 3), np.uint8)] * 100)
    _open(viewer, site, "black", "height: 600px; margin-bottom: 900px")
    viewer.click_icon()
    _check(viewer, CHECK, "截图是黑的")
    viewer.run("scrollTo(0, 100)")
    _check(viewer, CHECK, "一部分在窗口之外")


def test_one_click_takes_one_screenshot_and_no_more_than_two_a_second(
    viewer: Viewer, site: Site
) -> None:
    if not isinstance(viewer, Chromium):
        pytest.skip("Firefox's calls cannot be counted from outside")
    viewer.worker.evaluate(COUNT)
    _open(viewer, site, "grey")
    viewer.click_icon()
    viewer.page.wait_for_timeout(1500)
    assert viewer.worker.evaluate("captures") == []
    _check(viewer, CHECK, "一帧往往不够")
    viewer.page.wait_for_timeout(1500)
    assert len(viewer.worker.evaluate("captures")) == 1
    left, top, right, bottom = viewer.box(viewer.button(ANOTHER))
    for _ in range(10):
        viewer.page.mouse.click((left + right) / 2, (top + bottom) / 2)
        viewer.page.wait_for_timeout(100)
    times = viewer.worker.evaluate("captures")
    assert 2 <= len(times) <= 11
    assert all(later - earlier >= 500 for earlier, later in pairwise(times))


def test_the_popup_itself_has_the_button(viewer: Viewer, site: Site) -> None:
    if not isinstance(viewer, Chromium):
        pytest.skip("nothing can be clicked in Firefox's own popup")
    _open(viewer, site, "listed")
    with viewer.real_popup() as run:
        run(CLICK % CHECK)
        viewer.says("画面不足以比对")
        _later(viewer)
        run(CLICK % ANOTHER)
        viewer.says("雾港来信")


def test_a_video_in_a_frame_is_checked_where_the_page_shares_its_address(
    viewer: Viewer, site: Site
) -> None:
    other = site.address.replace("127.0.0.1", "localhost")
    inner = PAGE.format(style="height: 400px", address=other, clip="listed")
    address = site.page("inner", inner)
    frame = '<iframe style="margin:90px 40px;border:7px solid;width:400px;height:480px" src="{}">'
    viewer.open(site.page("outer", frame.format(address)), SIZE)
    viewer.click(viewer.says(UNREADABLE))
    viewer.click_icon()
    _check(viewer, CHECK, "一帧往往不够")
    _name(viewer, "document.querySelector('iframe').contentDocument")


def test_a_worker_that_dies_meanwhile_takes_nothing_with_it(viewer: Viewer, site: Site) -> None:
    _open(viewer, site, "listed")
    viewer.click_icon()
    viewer.click(viewer.button(CHECK))
    viewer.kill_worker()
    said = viewer.until(
        viewer.texts, lambda texts: "没有成功" in texts or "一帧往往不够" in texts, 10
    )
    if "没有成功" in said:
        _check(viewer, CHECK, "一帧往往不够")
    viewer.kill_worker()
    _name(viewer)
