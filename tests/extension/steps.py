"""What tests do with a browser more than once."""

from __future__ import annotations

from reelmark.demo.viewer import Viewer


def refresh(viewer: Viewer) -> None:
    """Have the extension ask for the manifest: a new worker does so for the options page."""
    viewer.kill_worker()
    viewer.speak("zh")
