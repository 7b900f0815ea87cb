"""Frames that the watching has checked by a screenshot, where a video's pixels cannot be read."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from reelmark.demo.chromium import Chromium
from reelmark.demo.viewer import Viewer
from tests.extension.conftest import IN_CHROMIUM
from tests.extension.firefox import Firefox
from tests.extension.site import Site
from tests.videos import write

PAGE = """<style>video {{ {style} }}</style>
<video src="{address}/{clip}.mp4" autoplay muted loop playsinline></video>"""

UNREADABLE, CHECK, ANOTHER = "无法读取", "识别这一帧", "再识别一帧"
FAILED = "没有成功"

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


def _open(watching: Viewer, site: Site, clip: str, style: str = "height: 600px") -> None:
    """Open a page whose video cannot be read, the card on it, too."""
    other = site.address.replace("127.0.0.1", "localhost")
    watching.open(site.page("frames", PAGE.format(style=style, address=other, clip=clip)), SIZE)
    watching.run("document.querySelector('video').scrollIntoView({ block: 'center' })")
    watching.click(watching.says(UNREADABLE))


def _check(watching: Viewer, words: str, then: str) -> None:
    """Click for a frame to be checked until the page says this: a slow screenshot may fail."""
    watching.click(watching.button(words))
    while then not in watching.until(
        watching.texts, lambda texts: then in texts or FAILED in texts
    ):
        watching.run("new Promise((done) => setTimeout(done, 1000))")
        for button in watching.buttons():
            if button.label == words:
                watching.click(button)


def _later(watching: Viewer, document: str = "document") -> None:
    """Let the video play on to another frame."""
    time = f"{document}.querySelector('video').currentTime"
    start = watching.run(time)
    watching.until(lambda: watching.run(time), lambda now: abs(now - start) > 0.8)


def _name(watching: Viewer, document: str = "document") -> None:
    """Have further frames checked until the clip is named: two may be too alike."""

    def another() -> str:
        _later(watching, document)
        said = watching.texts()
        if ANOTHER in said:
            watching.click(watching.button(ANOTHER))
        return said

    watching.until(another, lambda texts: "公示在册" in texts)


def _zoom(watching: Viewer, scale: float) -> None:
    """Set how many pixels of the screen a CSS pixel has."""
    if isinstance(watching, Chromium):
        watching.worker.evaluate(f"chrome.tabs.setZoom({watching.tab}, {scale})")
    elif isinstance(watching, Firefox):
        watching.marionette.system(
            f"Services.prefs.setCharPref('layout.css.devPixelsPerPx', '{scale}')"
        )
    watching.until(lambda: watching.run("devicePixelRatio"), scale.__eq__)


def test_no_screenshot_is_taken_before_the_icon_was_clicked(watching: Viewer, site: Site) -> None:
    _open(watching, site, "listed")
    _check(watching, CHECK, "请先点击工具栏上的剧鉴图标")


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_clip_that_cannot_be_read_is_named_from_frames(
    watching: Viewer, site: Site, layout: str
) -> None:
    style, scale = LAYOUTS[layout]
    _open(watching, site, "listed", style)
    _zoom(watching, scale)
    watching.run("document.querySelector('video').scrollIntoView({ block: 'center' })")
    watching.click_icon()
    _check(watching, CHECK, "一帧往往不够")
    _name(watching)
    watching.click(watching.button("依据"))
    watching.until(watching.texts, lambda texts: "您要求的截图" in texts)
    _zoom(watching, 1)


def test_part_of_a_video_and_black_ones_are_not_guessed_at(
    watching: Viewer, site: Site, videos: Path
) -> None:
    write(videos / "black.mp4", [np.zeros((320, 192, 3), np.uint8)] * 100)
    _open(watching, site, "black", "height: 600px; margin-bottom: 900px")
    watching.click_icon()
    _check(watching, CHECK, "截图是黑的")
    watching.run("scrollTo(0, 100)")
    _check(watching, CHECK, "一部分在窗口之外")


@IN_CHROMIUM
def test_one_click_takes_one_screenshot_and_no_more_than_two_a_second(
    watching: Chromium, site: Site
) -> None:
    watching.worker.evaluate(COUNT)
    _open(watching, site, "grey")
    watching.click_icon()
    watching.page.wait_for_timeout(1500)
    assert watching.worker.evaluate("captures") == []
    _check(watching, CHECK, "一帧往往不够")
    watching.page.wait_for_timeout(1500)
    assert len(watching.worker.evaluate("captures")) == 1
    left, top, right, bottom = watching.box(watching.button(ANOTHER))
    for _ in range(10):
        watching.page.mouse.click((left + right) / 2, (top + bottom) / 2)
        watching.page.wait_for_timeout(100)
    times = watching.worker.evaluate("captures")
    assert 2 <= len(times) <= 11
    assert all(later - earlier >= 500 for earlier, later in pairwise(times))


@IN_CHROMIUM  # nothing can be clicked in Firefox's own popup
def test_the_popup_itself_has_the_button(watching: Chromium, site: Site) -> None:
    _open(watching, site, "listed")
    with watching.real_popup() as press:
        press(CHECK)
        watching.says("画面不足以比对")
        _later(watching)
        press(ANOTHER)
        watching.says("雾港来信")


def test_a_video_in_a_frame_is_checked_where_the_page_shares_its_address(
    watching: Viewer, site: Site
) -> None:
    other = site.address.replace("127.0.0.1", "localhost")
    inner = PAGE.format(style="height: 400px", address=other, clip="listed")
    address = site.page("inner", inner)
    frame = '<iframe style="margin:90px 40px;border:7px solid;width:400px;height:480px" src="{}">'
    watching.open(site.page("outer", frame.format(address)), SIZE)
    watching.click(watching.says(UNREADABLE))
    watching.click_icon()
    _check(watching, CHECK, "一帧往往不够")
    _name(watching, "document.querySelector('iframe').contentDocument")


def test_a_worker_that_dies_meanwhile_takes_nothing_with_it(watching: Viewer, site: Site) -> None:
    _open(watching, site, "listed")
    watching.click_icon()
    watching.click(watching.button(CHECK))
    watching.kill_worker()
    said = watching.until(
        watching.texts, lambda texts: "没有成功" in texts or "一帧往往不够" in texts, 10
    )
    if "没有成功" in said:
        _check(watching, CHECK, "一帧往往不够")
    watching.kill_worker()
    _name(watching)
