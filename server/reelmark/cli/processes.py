"""gunicorn, run from here: processes that answer HTTP on one listening socket."""

from __future__ import annotations

import logging
import shutil
import signal
import socket
from collections.abc import Callable
from pathlib import Path

from flask import Flask
from gunicorn.app.base import BaseApplication  # type: ignore[import-untyped]  # it ships none
from gunicorn.arbiter import Arbiter  # type: ignore[import-untyped]  # the same
from gunicorn.config import Config  # type: ignore[import-untyped]  # the same
from gunicorn.glogging import Logger  # type: ignore[import-untyped]  # the same
from gunicorn.sock import TCP6Socket, TCPSocket  # type: ignore[import-untyped]  # the same
from gunicorn.workers.gthread import ThreadWorker  # type: ignore[import-untyped]  # the same

THREADS = 32
"""Per process: a slow client holds up a thread, not the process."""

GRACE_S = 20
"""How long a stopping server lets requests finish."""


class _Arbiter(Arbiter):  # type: ignore[misc]  # untyped, as said above
    """Lets requests finish on Ctrl-C as on SIGTERM; on a second Ctrl-C it does not wait."""

    handle_int = Arbiter.handle_term


class _Worker(ThreadWorker):  # type: ignore[misc]  # the same
    """Stops when the arbiter says so, and then takes no connection that it would not answer."""

    def init_signals(self) -> None:
        """A terminal sends Ctrl-C to all processes, which would end this one in mid-request."""
        super().init_signals()
        signal.signal(signal.SIGINT, signal.SIG_IGN)

    def set_accept_enabled(self, enabled: bool) -> None:
        """Stopping, close the listening socket at once: the system queues while one has it."""
        super().set_accept_enabled(enabled)
        if not self.alive:
            for listener in self.sockets:
                listener.close()


class _Messages(Logger):  # type: ignore[misc]  # the same
    """gunicorn's messages, written where all others are."""

    def setup(self, cfg: Config) -> None:
        """Leave writing to the root logger."""
        super().setup(cfg)
        self.error_log.handlers.clear()
        self.error_log.propagate = True
        self.error_log.addFilter(_is_worth_telling)


def _is_worth_telling(record: logging.LogRecord) -> bool:
    """Not a client that fell silent, nor one that speaks no HTTP: its address would be told."""
    silent = record.exc_info and isinstance(record.exc_info[1], BlockingIOError)
    return not silent and not str(record.msg).startswith("Invalid request from ")


def _forget(worker: int) -> None:
    """Do not count a worker that is gone among those that are there; what it counted stays."""
    # Imported here: it looks for the folder of counts, which is named by then.
    from prometheus_client.multiprocess import mark_process_dead

    mark_process_dead(worker)  # type: ignore[no-untyped-call]


class Server(BaseApplication):  # type: ignore[misc]  # the same
    """gunicorn in this process: it forks workers that accept from one listening socket."""

    def __init__(
        self,
        make_app: Callable[[], Flask],
        listener: socket.socket,
        workers: int,
        counts: Path | None = None,
    ) -> None:
        """Serve what `make_app` makes, once in every worker. Takes the listening socket over.

        `counts`: the folder where the workers count together, removed at the end.
        """
        self._make_app = make_app
        self._listener = listener
        self._workers = workers
        self._counts = counts
        super().__init__()

    def load_config(self) -> None:
        """Set gunicorn's settings; nothing comes from files or from its environment variable."""
        settings: dict[str, object] = {
            "workers": self._workers,
            "worker_class": _Worker,
            "threads": THREADS,
            "graceful_timeout": GRACE_S,
            "proc_name": "reelmark",
            "logger_class": _Messages,
            "forwarded_allow_ips": "",  # REELMARK_PROXIES says whose headers count
            "loglevel": "warning",
            "control_socket_disable": True,  # all servers of a user would share one
        }
        if folder := self._counts:
            settings["child_exit"] = lambda _arbiter, worker: _forget(worker.pid)
            settings["on_exit"] = lambda _arbiter: shutil.rmtree(folder)
        for name, value in settings.items():
            self.cfg.set(name, value)

    def load(self) -> Flask:
        """The application of one worker."""
        return self._make_app()

    def run(self) -> None:
        """Serve until told to stop; ends the process."""
        arbiter = _Arbiter(self)
        kind = TCP6Socket if self._listener.family == socket.AF_INET6 else TCPSocket
        name = self._listener.getsockname()
        # Handed over, not bound by gunicorn, which would try a taken port for five seconds.
        arbiter.LISTENERS = [kind(name, self.cfg, arbiter.log, fd=self._listener.detach())]
        arbiter.run()
