"""Chromium with the extension loaded while it runs."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import BrowserContext

from reelmark.demo.chromium import PLAYING, Chromium

ARGUMENTS = (*PLAYING, "--enable-unsafe-extension-debugging")
"""Arguments with which an extension can be loaded and taken away."""


@contextmanager
def loaded(context: BrowserContext, extension: Path) -> Iterator[Chromium]:
    """A Chromium that runs, with an assembled extension as if new; in the end both are gone."""
    assert context.browser
    assert len(context.pages) == 1, "one extension at a time: two would both draw marks"
    session = context.browser.new_browser_cdp_session()
    told = session.send("Extensions.loadUnpacked", {"path": str(extension)})["id"]
    workers = [worker for worker in context.service_workers if told in worker.url]
    chromium = Chromium(context, workers[0] if workers else context.wait_for_event("serviceworker"))
    try:
        chromium.speak("zh")
        yield chromium
    finally:
        for page in context.pages[1:]:  # with the first the browser would close
            page.close()
        session.send("Extensions.uninstall", {"id": told})
        session.detach()
