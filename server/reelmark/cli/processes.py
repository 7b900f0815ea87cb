"""gunicorn, run from here: processes that answer HTTP on one listening socket."""

from __future__ import annotations

import socket
from collections.abc import Callable

from flask import Flask
from gunicorn.app.base import BaseApplication  # type: ignore[import-untyped]  # it ships none
from gunicorn.arbiter import Arbiter  # type: ignore[import-untyped]  # the same
from gunicorn.sock import TCP6Socket, TCPSocket  # type: ignore[import-untyped]  # the same

THREADS = 32
"""Per process: a slow client holds up a thread, not the process."""

GRACE_S = 20
"""How long a stopping server lets requests finish."""


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
