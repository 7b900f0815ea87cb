"""Opens the database: connections, transactions, and the schema brought up to date."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

from sqlalchemy import Connection, Engine, create_engine, event, inspect, text
from sqlalchemy.engine import URL
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlalchemy.pool import NullPool
from sqlmodel import Session

from reelmark.errors import ReelmarkError

SCHEMA = "0002"
"""The migration this code works with; a test holds it to the newest one in `migrations/`."""

BUSY_MS = 60_000
"""How long a writer waits for another: far longer than any transaction here takes."""


class DatabaseError(ReelmarkError):
    """The database file cannot be used."""


class _Cursor(Protocol):
    def execute(self, sql: str, /) -> object: ...
    def fetchone(self) -> tuple[object, ...] | None: ...
    def close(self) -> None: ...


class _SQLite(Protocol):
    isolation_level: str | None
    text_factory: Callable[[bytes], str]

    def cursor(self) -> _Cursor: ...


class Database:
    """One database, up to date. Reading and writing are separate because SQLite locks for it."""

    def __init__(self, url: URL) -> None:
        """Open `url`, creating or upgrading the schema. Raises DatabaseError."""
        self._file = url.database
        _make_folder(Path(str(url.database)).absolute().parent)
        self._engine = create_engine(url, poolclass=NullPool)
        event.listen(self._engine, "connect", _configure)
        event.listen(self._engine, "begin", _begin)
        self._writers = self._engine.execution_options(writing=True)
        with self._told():
            _upgrade(self._engine, self._writers)

    @contextmanager
    def read(self) -> Iterator[Session]:
        """A session that sees one state of the database throughout."""
        with self._told(), Session(self._engine) as session:
            yield session

    @contextmanager
    def write(self) -> Iterator[Session]:
        """The one writing session at a time; committed at the end, undone on any error."""
        with self._told(), Session(self._writers) as session, session.begin():
            yield session

    @contextmanager
    def _told(self) -> Iterator[None]:
        """What a full disk, a missing right or a file of another kind looks like to a person."""
        try:
            yield
        except IntegrityError:
            raise  # a rule of the schema was broken, which only a fault in this program can do
        except DBAPIError as error:
            raise DatabaseError(f"{self._file} cannot be used ({error.orig})") from error


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


def _begin(connection: Connection) -> None:
    """Writers take the lock at once: a reader that turned writer could not wait for it."""
    writing = connection.get_execution_options().get("writing", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")


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
