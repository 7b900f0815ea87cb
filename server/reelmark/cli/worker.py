"""A process that fingerprints one file: `python -m reelmark.cli.worker DESCRIPTOR VIDEO`."""

from __future__ import annotations

import sys
from collections.abc import Callable
from contextlib import suppress
from multiprocessing.connection import Connection
from pathlib import Path

from reelmark.errors import VideoError
from reelmark.fingerprint import Track, fingerprint_video

SHARE = 0.01
"""Progress is told in steps of this size: thousands of messages would only be dropped."""

Said = float | Track | VideoError
"""What a worker sends: shares of the file done, then at last the track or what is wrong."""


def work(path: Path, sender: Connection) -> None:
    """Fingerprint a file and send what there is to say; stop when nobody listens any more."""
    told = 0.0

    def progress(share: float) -> None:
        nonlocal told
        if share >= told + SHARE:
            told = share
            sender.send(share)

    with suppress(BrokenPipeError):
        sender.send(_fingerprint(path, progress))


def _fingerprint(path: Path, progress: Callable[[float], None]) -> Track | VideoError:
    try:
        return fingerprint_video(path, progress)
    except VideoError as error:
        return error
    except BrokenPipeError:
        raise
    except Exception as error:  # the border of a process: one odd file is one file's problem
        return VideoError(f"cannot be read ({type(error).__name__}: {error})")


if __name__ == "__main__":
    work(Path(sys.argv[2]), Connection(int(sys.argv[1]), readable=False))
