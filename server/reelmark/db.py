"""Opens the database: connections, transactions, and the schema brought up to date."""

from __future__ import annotations

import os
import sqlite3
import weakref
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

from sqlalchemy import Connection, Engine, create_engine, event, inspect, text
from sqlalchemy.engine import URL
from sqlalchemy.exc import DBAPIError, DisconnectionError, IntegrityError
from sqlalchemy.pool import ConnectionPoolEntry
from sqlmodel import Session

from reelmark.errors import ReelmarkError

SCHEMA = "0004"
"""The migration this code works with; a test holds it to the newest one in `migrations/`."""

BUSY_MS = 60_000
"""How long a writer waits for another: far longer than any transaction here takes."""

WRITER_LOCK = 0x7265656C6D61726B
"""The advisory lock of PostgreSQL that a writer holds; `reelmark` in ASCII."""

KEPT_CONNECTIONS = 5
"""Of a process; more are opened as threads ask for them. A new one for each reading took 1.2 ms
instead of 0.2 with SQLite, and a fifth of the statements a second (2026-11-21). A process must not
fork while it has a database open: neither driver may be used on both sides.
"""


class DatabaseError(ReelmarkError):
    """The database cannot be used."""


class _Cursor(Protocol):
    def execute(self, sql: str, /) -> object: ...
    def fetchone(self) -> tuple[object, ...] | None: ...
    def close(self) -> None: ...


class _SQLite(Protocol):
    isolation_level: str | None
    text_factory: Callable[[bytes], str]

    def cursor(self) -> _Cursor: ...


class Database:
    """One database, up to date. Readers see one state throughout; writers come one by one."""

    def __init__(self, url: URL) -> None:
        """Open `url`, creating or upgrading the schema. Raises DatabaseError."""
        self.name = _name(url)
        engine = _sqlite(url) if url.get_backend_name() == "sqlite" else _postgresql(url)
        # A writer that waited for the lock must see what was committed meanwhile.
        isolation = {} if engine.dialect.name == "sqlite" else {"isolation_level": "READ COMMITTED"}
        self._readers = engine
        self._watch: tuple[tuple[int, int], sqlite3.Connection] | None = None
        weakref.finalize(self, engine.dispose)  # the connections that are kept end with it
        self._writers = engine.execution_options(writing=True, **isolation)
        with self._told():
            _upgrade(self._readers, self._writers)

    @contextmanager
    def read(self) -> Iterator[Session]:
        """A session that sees one state of the database throughout."""
        with self._told(), Session(self._readers) as session:
            yield session

    @contextmanager
    def write(self) -> Iterator[Session]:
        """The one writing session at a time; committed at the end, undone on any error."""
        with self._told(), Session(self._writers) as session, session.begin():
            yield session

    def close(self) -> None:
        """Close the connections that are kept."""
        self._readers.dispose()

    def version(self) -> tuple[int, ...] | None:
        """Numbers that differ from earlier ones once anybody has committed since.

        For one thread at a time. None on PostgreSQL, which has nothing cheaper than a question, and
        where the file cannot be read: who reads it will be told why. Costs some 5 µs, where opening
        SQLite to ask takes half a millisecond.
        """
        if self._readers.dialect.name != "sqlite":
            return None
        path = str(self._readers.url.database)
        try:
            here = (os.getpid(), os.stat(path).st_ino)  # none survives a fork, or another file
            if self._watch is None or self._watch[0] != here:
                watching = sqlite3.connect(path, check_same_thread=False)
                weakref.finalize(self, watching.close)
                self._watch = (here, watching)
            return (*here, *self._watch[1].execute("PRAGMA data_version").fetchone())
        except (OSError, sqlite3.Error):
            return None

    @contextmanager
    def _told(self) -> Iterator[None]:
        """What a full disk, a missing right or a server that is down looks like to a person."""
        try:
            yield
        except IntegrityError:
            raise  # a rule of the schema was broken, which only a fault in this program can do
        except DBAPIError as error:
            reason = " ".join(str(error.orig).split())
            raise DatabaseError(f"{self.name} cannot be used ({reason})") from error


def _name(url: URL) -> str:
    """A database as people are told of it, without a password."""
    if url.get_backend_name() == "sqlite":
        return str(url.database)
    return url.set(drivername="postgresql").render_as_string(hide_password=True)


def _sqlite(url: URL) -> Engine:
    _make_folder(Path(str(url.database)).absolute().parent)
    engine = create_engine(url, pool_size=KEPT_CONNECTIONS, max_overflow=-1)
    event.listen(engine, "connect", _configure)
    _follow(engine, Path(str(url.database)))
    event.listen(engine, "begin", _begin)
    return engine


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise DatabaseError(f"{folder} cannot be made ({error.strerror})") from error


def _configure(connection: _SQLite, _record: object) -> None:
    """Settings of one SQLite connection; transactions are begun by `_begin`, not by the driver."""
    connection.isolation_level = None
    # Bytes in a text that are no UTF-8 become U+FFFD: `verify` can then name what was damaged.
    connection.text_factory = lambda data: data.decode("utf-8", "replace")
    cursor = connection.cursor()
    cursor.execute(f"PRAGMA busy_timeout = {BUSY_MS}")
    cursor.execute("PRAGMA foreign_keys = ON")
    cursor.execute("PRAGMA synchronous = FULL")
    cursor.execute("PRAGMA journal_mode = WAL")
    cursor.close()


def _follow(engine: Engine, file: Path) -> None:
    """Keep no connection to a file that was replaced by another, as by a copy brought back."""

    def identity() -> tuple[int, int] | None:
        found = os.stat(file) if file.exists() else None
        return (found.st_dev, found.st_ino) if found else None

    def remember(_connection: object, record: ConnectionPoolEntry) -> None:
        record.info["file"] = identity()

    def compare(_connection: object, record: ConnectionPoolEntry, _proxy: object) -> None:
        if record.info["file"] != identity():
            raise DisconnectionError

    event.listen(engine, "connect", remember)
    event.listen(engine, "checkout", compare)


def _begin(connection: Connection) -> None:
    """Writers take the lock at once: a reader that turned writer could not wait for it."""
    connection.exec_driver_sql("BEGIN IMMEDIATE" if _is_writing(connection) else "BEGIN")


def _postgresql(url: URL) -> Engine:
    engine = create_engine(
        url,
        isolation_level="REPEATABLE READ",
        pool_size=KEPT_CONNECTIONS,
        max_overflow=-1,
        pool_pre_ping=True,
    )
    event.listen(engine, "begin", _lock)
    return engine


def _lock(connection: Connection) -> None:
    """Writers come one by one, as in SQLite; the lock ends with the transaction."""
    if _is_writing(connection):
        connection.exec_driver_sql(f"SET LOCAL lock_timeout = {BUSY_MS}")
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({WRITER_LOCK})")


def _is_writing(connection: Connection) -> bool:
    return bool(connection.get_execution_options().get("writing", False))


def _upgrade(readers: Engine, writers: Engine) -> None:
    with readers.connect() as connection:
        if _revision(connection) == SCHEMA:
            return
    with writers.begin() as connection:
        # Looked at again under the lock: another process may have been first.
        if _revision(connection) != SCHEMA:
            _migrate(connection)


def _revision(connection: Connection) -> str | None:
    if not inspect(connection).has_table("alembic_version"):
        return None
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()


def _migrate(connection: Connection) -> None:
    # Imported here: a database that is up to date opens without Alembic, 0.1 s faster.
    from alembic import command
    from alembic.config import Config
    from alembic.util import CommandError

    config = Config()
    config.set_main_option("script_location", "reelmark:migrations")
    config.attributes["connection"] = connection
    try:
        command.upgrade(config, SCHEMA)
    except CommandError as error:
        message = "the database was made by a newer Reelmark: update this one"
        raise DatabaseError(message) from error
