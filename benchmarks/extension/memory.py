"""Memory that the extension takes with a large registry, and how soon its background wakes."""

from __future__ import annotations

import time
from dataclasses import dataclass

from benchmarks.extension.browsers import Running
from benchmarks.extension.processes import resident
from reelmark.demo.viewer import Viewer

SETTLE_S = 3

ASK = """(async () => {
  const start = performance.now();
  await chrome.runtime.sendMessage({ name: "settings", payload: {} });
  return performance.now() - start;
})()"""
"""Ms until the background has read what it keeps, asked the server whether it is the newest, and
answered."""


@dataclass(frozen=True)
class Memory:
    """MB of the process that the background runs in: as it is, and after a garbage collection."""

    mb: float
    collected_mb: float


def at_rest(browser: Running) -> Memory:
    """What a browser takes that has had some time."""
    time.sleep(SETTLE_S)
    own = browser.own()
    before = resident(own)
    browser.collect()
    time.sleep(SETTLE_S)
    return Memory(before, resident(own))


def woken_ms(viewer: Viewer) -> float:
    """Until the background, ended before, answers an options page."""
    viewer.open(f"{viewer.root}pages/options.html")
    viewer.kill_worker()
    return float(viewer.run(ASK))
