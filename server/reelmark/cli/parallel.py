"""Fingerprints several files at once, each in a process of its own.

A process a file, not a pool: what brings a decoder down costs one file and not the batch, and
an interrupted command stops at once. Starting one takes 0.3 s, decoding an episode many seconds.
"""

from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Callable, Generator, Iterator, Mapping
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
    try:
        while not interrupted():
            while len(running) < workers and (file := next(files, None)):
                receiver, worker = _start(file[1])
                running[receiver] = file[0], worker
            if not running:
                return
            for receiver in _ready(running):
                number, worker = running[receiver]
                said = _receive(receiver, worker)
                if isinstance(said, float):
                    progress(number, said)
                else:
                    del running[receiver]
                    yield number, said
    finally:
        for _, worker in running.values():
            worker.kill()
            worker.wait()


def _start(path: Path) -> tuple[Connection, Worker]:
    receiver, sender = Pipe(duplex=False)
    with sender:
        descriptor = sender.fileno()
        # Workers inherit the mask: Ctrl-C reaches this command alone, which ends its workers. A
        # session of their own begins only after the fork, and a signal in between killed them.
        mask = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
        try:
            worker = subprocess.Popen(
                [sys.executable, "-P", "-m", "reelmark.cli.worker", str(descriptor), path],
                stdin=subprocess.DEVNULL,
                pass_fds=[descriptor],
            )
        finally:
            signal.pthread_sigmask(signal.SIG_SETMASK, mask)
    return receiver, worker


def _ready(running: Mapping[Connection, object]) -> list[Connection]:
    ready = wait(list(running), POLL_S)
    return [receiver for receiver in running if receiver in ready]


def _receive(receiver: Connection, worker: Worker) -> Said:
    """The next thing a worker says; after its last word, or its end, it is waited for."""
    try:
        said: Said = receiver.recv()
    except EOFError:
        said = VideoError(f"cannot be read: the decoder ended with code {worker.wait()}")
    if not isinstance(said, float):
        worker.wait()
        receiver.close()
    return said
