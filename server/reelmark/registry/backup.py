"""Copies of a whole registry in one file, made while it is written to, and brought back.

The file is a SQLite database of this schema, whatever the registry is kept in.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import quote

from sqlalchemy import delete, insert, select
from sqlalchemy.engine import URL
from sqlmodel import Session, SQLModel

from reelmark.db import Database
from reelmark.errors import ReelmarkError
from reelmark.ledger.store import size
from reelmark.registry.checking import Checked, Progress, check

ROWS = 1000
"""Copied at a time."""


_SQLITE = b"SQLite format 3\0"


class BackupError(ReelmarkError):
    """A backup cannot be made, read, or brought back here."""


def backup(source: Database, file: Path, progress: Progress = lambda done, total: None) -> Checked:
    """Write all of one state of a registry into a new file, and check it there.

    Rows are copied, not pages: what was removed from the registry is not in the file.
    """
    if file.exists():
        raise BackupError(f"{file} exists: name a file that does not")
    draft = file.with_name(f".{file.name}.draft")
    try:
        draft.unlink(missing_ok=True)
        with (
            closing(Database(URL.create("sqlite", database=str(draft)))) as target,
            source.read() as reading,
            target.write() as writing,
        ):
            _copy(reading, writing)
            found = check(writing, progress)
        _make_single(draft)
        draft.rename(file)
    except (sqlite3.Error, OSError) as error:
        raise BackupError(f"{file} cannot be written ({error})") from error
    finally:
        for beside in ("", "-wal", "-shm", "-journal"):
            draft.with_name(draft.name + beside).unlink(missing_ok=True)
    return found


def restore(file: Path, target: Database, progress: Progress = lambda done, total: None) -> Checked:
    """Bring a backup back into an empty registry; on an error nothing is kept."""
    with open_backup(file) as source, source.read() as reading, target.write() as writing:
        if size(writing):
            raise BackupError("the registry holds statements already: restore into an empty one")
        _copy(reading, writing)
        return check(writing, progress)


@contextmanager
def open_backup(file: Path) -> Iterator[Database]:
    """A working copy of a backup: the file itself is never written to. Raises BackupError."""
    with TemporaryDirectory() as folder:
        copy = Path(folder) / "copy.sqlite3"
        try:
            with file.open("rb") as first:
                if first.read(len(_SQLITE)) != _SQLITE:
                    raise BackupError(f"{file} is no backup made by `reelmark backup`")
            with (
                closing(sqlite3.connect(f"file:{quote(str(file))}?mode=ro", uri=True)) as source,
                closing(sqlite3.connect(copy)) as target,
            ):
                source.backup(target)
        except (sqlite3.Error, OSError) as error:
            raise BackupError(f"{file} cannot be read ({error})") from error
        with closing(Database(URL.create("sqlite", database=str(copy)))) as database:
            yield database


def _copy(source: Session, target: Session) -> None:
    tables = [each for each in SQLModel.metadata.sorted_tables if not each.info.get("passing")]
    for table in reversed(tables):  # a new database names its operator already
        target.connection().execute(delete(table))
    for table in tables:
        rows = select(table).order_by(*table.primary_key).execution_options(yield_per=ROWS)
        with source.connection().execute(rows) as found:
            for part in found.mappings().partitions(ROWS):
                target.connection().execute(insert(table), [dict(row) for row in part])


def _make_single(file: Path) -> None:
    """Make it one file that is read without writing beside it."""
    with closing(sqlite3.connect(file)) as raw:
        raw.execute("PRAGMA journal_mode = DELETE")
