"""How long a clip plays until the mark says something of it."""

from __future__ import annotations

import time

from reelmark.demo.viewer import Viewer

VIDEO = '<video src="/{}" preload="auto" muted playsinline style="height:600px"></video>'
LOOP = VIDEO.replace("muted", "muted loop")

PLAY = 'document.querySelector("video").play().then(() => true)'
ENDED = 'document.querySelector("video").ended'

AFTER_S = 3
"""After its end a clip is searched once more."""

MOST_S = 60


def played_until(viewer: Viewer, page: str, said: str) -> float | None:
    """Seconds from the start of the page's video until the mark says this; None if it never does.

    The mark is looked at some ten times a second, so this is up to 0.1 s too much.
    """
    viewer.open(page)
    viewer.run(PLAY)
    start = time.monotonic()
    over = start + MOST_S
    while time.monotonic() < over:
        if any(said in mark.label for mark in viewer.marks()):
            return time.monotonic() - start
        if viewer.run(ENDED):
            over = min(over, time.monotonic() + AFTER_S)
    return None
