"""The demo feed in Chromium with the extension: opened for a person, or played and listened to."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import sync_playwright

from reelmark.demo.chromium import Chromium, executable, launched, loading
from reelmark.demo.viewer import BrowserError, GoneError, Mark

WINDOW = (460, 860)


@contextmanager
def opened(extension: Path, address: str, profile: Path) -> Iterator[bool]:
    """Open a page in a Chromium with the extension, if there is a display and a Chromium.

    Yields whether there is; the browser is closed at the end.
    """
    try:
        command = [executable(), *loading(extension)]
    except BrowserError:
        command = []
    if not command or not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        yield False
        return
    command += [f"--user-data-dir={profile}", "--no-first-run", "--disable-features=Translate"]
    command += [f"--app={address}"]
    quiet = subprocess.DEVNULL
    with subprocess.Popen(command, stdout=quiet, stderr=quiet) as browser:
        try:
            yield True
        finally:
            browser.terminate()


def hear(extension: Path, feed: str, count: int) -> list[tuple[str, str]]:
    """What the marks say of the feed's clips: matched in the browser, and on the server.

    Raises BrowserError.
    """
    with (
        TemporaryDirectory(prefix="reelmark-") as profile,
        sync_playwright() as playwright,
        launched(playwright, Path(profile), extension) as chromium,
    ):
        here = _play(chromium, feed, count)
        chromium.choose_server()
        return list(zip(here, _play(chromium, feed, count), strict=True))


def _play(chromium: Chromium, feed: str, count: int) -> list[str]:
    """Scroll from clip to clip as a viewer does, each as soon as the last has its verdict."""
    page = chromium.open(feed, WINDOW)
    heard: dict[int, str] = {}  # by mark: that of the clip before may still be in sight

    def settled() -> list[Mark]:
        marks = [mark for mark in chromium.marks() if not mark.looking and mark.node not in heard]
        return [mark for mark in marks if _in_sight(chromium, mark)]

    for number in range(count):
        page.locator("article").nth(number).evaluate("article => article.scrollIntoView()")
        mark = chromium.until(settled, bool)[0]
        heard[mark.node] = mark.label
    return list(heard.values())


def _in_sight(chromium: Chromium, mark: Mark) -> bool:
    try:
        _, top, _, bottom = chromium.box(mark)
    except GoneError:
        return False
    return top >= 0 and bottom <= WINDOW[1]
