"""Files that are made once and kept, so that a run that was broken off goes on where it stopped."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path


def kept(path: Path, make: Callable[[Path], None]) -> Path:
    """The path, its file made if it is not there; a file under its name is always whole."""
    if not path.exists():
        draft = path.with_name(f".{os.getpid()}-{path.name}")
        try:
            make(draft)
            os.replace(draft, path)
        finally:
            draft.unlink(missing_ok=True)
    return path
