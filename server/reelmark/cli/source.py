"""What is wrong with a path before any decoder sees it."""

from __future__ import annotations

import stat
from pathlib import Path

from reelmark.errors import VideoError


def check_file(path: Path) -> None:
    """Raise VideoError for what is no file that can be read, or holds nothing."""
    try:
        found = path.stat()
        if stat.S_ISDIR(found.st_mode):
            raise VideoError("is a folder, not a video")
        if not stat.S_ISREG(found.st_mode):
            raise VideoError("is no regular file")
        if not found.st_size:
            raise VideoError("is empty")
        with path.open("rb"):
            pass
    except FileNotFoundError as error:
        raise VideoError("does not exist") from error
    except OSError as error:
        raise VideoError(f"cannot be read ({error.strerror})") from error
