"""A process that fingerprints the files it is told: `python -m reelmark.cli.worker DESCRIPTOR`."""

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


def work(link: Connection) -> None:
    """Fingerprint each file as its path comes; stop when nobody is there any more."""
    with suppress(EOFError, ConnectionError):
        while True:
            path: Path = link.recv()
            link.send(_fingerprint(path, _steps(link)))


def _steps(link: Connection) -> Callable[[float], None]:
    told = 0.0

    def progress(share: float) -> None:
        nonlocal told
        if share >= told + SHARE:
            told = share
            link.send(share)

    return progress


def _fingerprint(path: Path, progress: Callable[[float], None]) -> Track | VideoError:
    try:
        return fingerprint_video(path, progress)
    except VideoError as error:
        return error
    except ConnectionError:
        raise
    except Exception as error:  # the border of a process: one odd file is one file's problem
        return VideoError(f"cannot be read ({type(error).__name__}: {error})")


if __name__ == "__main__":
    work(Connection(int(sys.argv[1])))
