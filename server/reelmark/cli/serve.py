"""`reelmark serve`: the API and the pages over HTTP, in several processes."""

from __future__ import annotations

import logging
import os
import socket
import struct
from collections.abc import Callable

import click
from flask import Flask
from gunicorn.app.base import BaseApplication  # type: ignore[import-untyped]  # it ships none
from gunicorn.arbiter import Arbiter  # type: ignore[import-untyped]  # the same
from gunicorn.sock import TCP6Socket, TCPSocket  # type: ignore[import-untyped]  # the same

from reelmark.config import read_config
from reelmark.errors import ReelmarkError
from reelmark.publishing.envelope import public_text
from reelmark.registry.store import open_registry

THREADS = 32
"""Per process: a slow client holds up a thread, not the process."""

GRACE_S = 20
"""How long a stopping server lets requests finish."""


BACKLOG = 1024
"""Connections that may wait to be accepted; the system may allow fewer."""

SILENCE_S = 10
"""How long a client that began a request may send nothing, or take nothing."""


class ServeError(ReelmarkError):
    """The server cannot listen where it was told to."""


class Server(BaseApplication):  # type: ignore[misc]  # untyped, as said above
    """gunicorn in this process: it forks workers that accept from one listening socket."""

    def __init__(
        self, make_app: Callable[[], Flask], listener: socket.socket, workers: int
    ) -> None:
        """Serve what `make_app` makes, once in every worker. Takes the listening socket over."""
        self._make_app = make_app
        self._listener = listener
        self._workers = workers
        super().__init__()

    def load_config(self) -> None:
        """Set gunicorn's settings; nothing comes from files or from its environment variable."""
        settings = {
            "workers": self._workers,
            "worker_class": "gthread",
            "threads": THREADS,
            "graceful_timeout": GRACE_S,
            "proc_name": "reelmark",
            "forwarded_allow_ips": "",  # REELMARK_PROXIES says whose headers count
            "loglevel": "warning",
        }
        for name, value in settings.items():
            self.cfg.set(name, value)

    def load(self) -> Flask:
        """The application of one worker."""
        return self._make_app()

    def run(self) -> None:
        """Serve until told to stop; ends the process."""
        arbiter = Arbiter(self)
        kind = TCP6Socket if self._listener.family == socket.AF_INET6 else TCPSocket
        name = self._listener.getsockname()
        # Handed over, not bound by gunicorn, which would try a taken port for five seconds.
        arbiter.LISTENERS = [kind(name, self.cfg, arbiter.log, fd=self._listener.detach())]
        arbiter.run()


def listen(host: str, port: int) -> socket.socket:
    """A listening socket; port 0 takes any free one. Raises ServeError."""
    listener = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
        listener.listen(BACKLOG)
    except OSError as error:
        listener.close()
        raise ServeError(f"cannot listen on {host}, port {port} ({error.strerror})") from error
    # Connections inherit these (Linux); gunicorn's threads would else wait for ever.
    for direction in (socket.SO_RCVTIMEO, socket.SO_SNDTIMEO):
        listener.setsockopt(socket.SOL_SOCKET, direction, struct.pack("@ll", SILENCE_S, 0))
    return listener


def address(listener: socket.socket) -> str:
    """The HTTP address of a listening socket."""
    host, port = listener.getsockname()[:2]
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(0, 65535))
@click.option("--workers", type=click.IntRange(1, 64), help="Processes. [default: one a core]")
def command(host: str, port: int, workers: int | None) -> None:
    """Serve the registry until interrupted; requests under way are finished."""
    from reelmark.app import create_app

    logging.getLogger("gunicorn.error").addFilter(_is_worth_telling)
    config = read_config()
    key = open_registry(config).keys.signing.public_key()
    listener = listen(host, port)
    print(f"{address(listener)}\npublic key: {public_text(key)}", flush=True)
    Server(lambda: create_app(config), listener, workers or os.cpu_count() or 1).run()


def _is_worth_telling(record: logging.LogRecord) -> bool:
    """Not a client that fell silent: gunicorn tells of each with a traceback."""
    return not (record.exc_info and isinstance(record.exc_info[1], BlockingIOError))
