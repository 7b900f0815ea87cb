"""The browsers that are measured, with the extension and without."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Playwright

from benchmarks.extension.processes import command, processes
from reelmark.demo import chromium
from reelmark.demo.viewer import Viewer
from tests.extension import firefox

COLLECT = """
Services.obs.notifyObservers(null, "child-mmu-request");
return new Promise((done) =>
  Cc["@mozilla.org/memory-reporter-manager;1"]
    .getService(Ci.nsIMemoryReporterManager)
    .minimizeMemoryUsage(() => done(true)));
"""
"""What the button of about:memory does, in all processes."""

OWN = """
return ChromeUtils.requestProcInfo().then(
  ({ children }) => children.find(({ type }) => type === "extension")?.pid ?? 0);
"""


@dataclass(frozen=True)
class Running:
    """A browser, and a view of it where it has the extension.

    `own`: the process that backgrounds of extensions run in, 0 if there is none. `collect` collects
    the garbage there.
    """

    own: Callable[[], int]
    collect: Callable[[], object]
    viewer: Viewer | None = None


Start = Callable[[Playwright, Path, Path | None], AbstractContextManager[Running]]
"""Start with a fresh profile and, if given, an assembled extension."""


@contextmanager
def start_chromium(
    playwright: Playwright, profile: Path, extension: Path | None
) -> Iterator[Running]:
    """Debian's Chromium."""
    if extension is None:
        yield Running(lambda: 0, lambda: None)  # the process is there for extensions alone
        return

    def own() -> int:
        every = processes(profile)
        return next((one for one in every if b"--extension-process" in command(one)), 0)

    with chromium.launched(playwright, profile, extension) as viewer:
        yield Running(own, lambda: _collect(viewer), viewer)


def _collect(viewer: chromium.Chromium) -> None:
    """Collect the garbage of the extension's worker."""
    session = viewer.context.new_cdp_session(viewer.page)
    targets = session.send("Target.getTargets")["targetInfos"]
    (worker,) = [t["targetId"] for t in targets if t["type"] == "service_worker"]
    attached = session.send("Target.attachToTarget", {"targetId": worker, "flatten": False})
    message = json.dumps({"id": 1, "method": "HeapProfiler.collectGarbage"})
    told = {"sessionId": attached["sessionId"], "message": message}
    session.send("Target.sendMessageToTarget", told)
    session.detach()


@contextmanager
def start_firefox(_: Playwright, profile: Path, extension: Path | None) -> Iterator[Running]:
    """Firefox, whose own extensions run in a process from the beginning."""
    with firefox.started(profile) as marionette:
        viewer = firefox.Firefox(marionette, extension) if extension else None
        if viewer:
            viewer.speak("zh")
        own = lambda: int(marionette.system(OWN))  # noqa: E731
        yield Running(own, lambda: marionette.system(COLLECT), viewer)


BROWSERS: dict[str, Start] = {"chromium": start_chromium, "firefox": start_firefox}
