"""Opens a video file for its metadata alone."""

from __future__ import annotations

from pathlib import Path

import av

from reelmark.errors import VideoError
from reelmark.labels.implicit import Label, read_label


def label_of(path: Path) -> Label | None:
    """The implicit label that a file carries, or None where none is. Raises VideoError."""
    options = {"export_xmp": "1"}  # of the uuid box of an MP4; other formats pass it by
    try:
        with av.open(str(path), metadata_errors="replace", options=options) as container:
            return read_label(container.metadata)
    except av.error.FFmpegError as error:
        raise VideoError(f"cannot be read as video ({error.strerror or error})") from error
