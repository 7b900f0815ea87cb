"""A browser's processes and their memory, as Linux tells them."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

PROC = Path("/proc")


def command(process: int) -> bytes:
    """The command line; empty when it has ended."""
    with suppress(OSError):
        return (PROC / str(process) / "cmdline").read_bytes()
    return b""


def processes(profile: Path) -> set[int]:
    """Numbers of the processes of the browser that has this profile."""
    every = {int(folder.name) for folder in PROC.glob("[0-9]*")}
    parents = {process: _parent(process) for process in every}
    found = {process for process in every if bytes(profile) in command(process)}
    while more := {child for child, parent in parents.items() if parent in found} - found:
        found |= more
    return found


def resident(process: int) -> float:
    """Its proportional set size, MB: what it uses, memory shared with others divided among them;
    0 when it has ended."""
    with suppress(OSError):
        lines = (PROC / str(process) / "smaps_rollup").read_text().splitlines()
        return next(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / 1000
    return 0


class Peak:
    """The most that a process took since the beginning, MB."""

    mb = 0.0


@contextmanager
def watched(process: int) -> Iterator[Peak]:
    """Look at a process again and again."""
    peak, stop = Peak(), threading.Event()

    def watch() -> None:
        while not stop.wait(0.05):
            peak.mb = max(peak.mb, resident(process))

    thread = threading.Thread(target=watch)
    thread.start()
    try:
        yield peak
    finally:
        stop.set()
        thread.join()


def _parent(process: int) -> int:
    with suppress(OSError):
        after_name = (PROC / str(process) / "stat").read_text().rpartition(")")[2]
        return int(after_name.split()[1])
    return 0
