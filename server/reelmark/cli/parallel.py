"""Fingerprints several files at once, in processes of their own.

What brings a decoder down costs one file and not the batch, and an interrupted command stops at
once. A process takes one file after the other: starting one takes 0.5 s of a core, most of it
importing numpy and scipy.
"""

from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Callable, Generator, Iterator, Mapping
from contextlib import suppress
from multiprocessing import Pipe
from multiprocessing.connection import Connection, wait
from pathlib import Path

from reelmark.cli.worker import Said
from reelmark.errors import VideoError
from reelmark.fingerprint import Track

POLL_S = 0.2
"""How long Ctrl-C may go unnoticed while no worker says anything."""

Worker = subprocess.Popen[bytes]


def fingerprint_files(
    files: Iterator[tuple[int, Path]],
    workers: int,
    progress: Callable[[int, float], None],
    interrupted: Callable[[], bool],
) -> Generator[tuple[int, Track | VideoError], None, None]:
    """Fingerprint numbered files, `workers` at a time, and yield each as soon as it is done.

    `files` is asked for the next one when a worker is free. All ends when `interrupted`.
    """
    running: dict[Connection, tuple[int, Worker]] = {}
    free: list[tuple[Connection, Worker]] = []
    try:
        while not interrupted():
            while len(running) < workers and (file := next(files, None)):
                link, worker = free.pop() if free else _start()
                running[link] = file[0], worker
                _give(link, file[1])
            if not running:
                return
            for link in _ready(running):
                number, worker = running[link]
                said = _receive(link, worker)
                if isinstance(said, float):
                    progress(number, said)
                    continue
                del running[link]
                if worker.returncode is None:
                    free.append((link, worker))
                yield number, said
    finally:
        for worker in [worker for _, worker in (*running.values(), *free)]:
            worker.kill()
            worker.wait()


def _start() -> tuple[Connection, Worker]:
    link, theirs = Pipe()
    with theirs:
        descriptor = theirs.fileno()
        # Workers inherit the mask: Ctrl-C reaches this command alone, which ends its workers. A
        # session of their own begins only after the fork, and a signal in between killed them.
        mask = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
        try:
            worker = subprocess.Popen(
                [sys.executable, "-P", "-m", "reelmark.cli.worker", str(descriptor)],
                stdin=subprocess.DEVNULL,
                pass_fds=[descriptor],
            )
        finally:
            signal.pthread_sigmask(signal.SIG_SETMASK, mask)
    return link, worker


def _give(link: Connection, path: Path) -> None:
    with suppress(ConnectionError):  # of a worker that is gone: _receive tells
        link.send(path)


def _ready(running: Mapping[Connection, object]) -> list[Connection]:
    ready = wait(list(running), POLL_S)
    return [link for link in running if link in ready]


def _receive(link: Connection, worker: Worker) -> Said:
    """The next thing a worker says; one that says nothing more is waited for."""
    try:
        said: Said = link.recv()
    except (EOFError, ConnectionError):
        link.close()
        said = VideoError(f"cannot be read: the decoder ended with code {worker.wait()}")
    return said
