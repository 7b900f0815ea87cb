"""`reelmark serve`: the API and the pages over HTTP, in several processes."""

from __future__ import annotations

import os
import socket
import struct
from pathlib import Path
from tempfile import mkdtemp

import click

from reelmark.cli.processes import Server
from reelmark.config import read_config
from reelmark.errors import ReelmarkError
from reelmark.logs import write_log
from reelmark.publishing.envelope import public_text
from reelmark.registry.store import open_registry

BACKLOG = 1024
"""Connections that may wait to be accepted; the system may allow fewer."""

SILENCE_S = 10
"""How long a client that began a request may send nothing, or take nothing."""


class ServeError(ReelmarkError):
    """The server cannot listen where it was told to."""


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
    config = read_config()
    key = open_registry(config).keys.signing.public_key()
    listener = listen(host, port)
    counts = _count_together()
    from reelmark.app import create_app

    print(f"{address(listener)}\npublic key: {public_text(key)}", flush=True)
    write_log()
    Server(lambda: create_app(config), listener, workers or os.cpu_count() or 1, counts).run()


def _count_together() -> Path:
    """Make the folder where the workers count; prometheus_client must not be imported before."""
    folder = mkdtemp(prefix="reelmark-counts-")
    os.environ["PROMETHEUS_MULTIPROC_DIR"] = folder
    return Path(folder)
