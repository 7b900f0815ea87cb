from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlmodel import SQLModel

from reelmark.db import Database
from reelmark.registry.api_keys import Scope, make
from reelmark.registry.backup import backup, restore
from reelmark.registry.organisations import OrganisationKind, add
from tests.databases import SERVER, Server
from tests.registry.samples import START, config
from tests.registry_of_all import registry_of_all

Rows = dict[str, list[str]]


def rows(database: Database) -> Rows:
    """All that a backup carries; databases sort texts differently."""
    tables = [one for one in SQLModel.metadata.sorted_tables if not one.info.get("passing")]
    with database.read() as session:
        run = session.connection().execute
        return {one.name: sorted(repr(tuple(row)) for row in run(select(one))) for one in tables}


def restored(file: Path, home: Path, copy: Path) -> Rows:
    """What a registry in `home` holds once `file` is brought back there, and then backed up."""
    with closing(Database(config(home).database)) as database:
        restore(file, database)
        backup(database, copy)
        return rows(database)


def test_it_goes_from_sqlite_to_postgresql_and_back(
    tmp_path: Path, postgresql: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    with registry_of_all(tmp_path / "first").write() as writer:
        add(writer.session, "hong-guo", "红果", OrganisationKind.PLATFORM, START)
        make(writer.session, "hong-guo", "upload", [Scope.REGISTER], START)
    with closing(Database(config(tmp_path / "first").database)) as first:
        backup(first, tmp_path / "of first")
        held = rows(first)
    with monkeypatch.context() as there:
        there.setenv(SERVER, postgresql.url.render_as_string())
        moved = restored(tmp_path / "of first", tmp_path / "moved", tmp_path / "of moved")
        postgresql.clear()
    back = restored(tmp_path / "of moved", tmp_path / "back", tmp_path / "of back")
    assert held == moved == back
    assert len(held["statement"]) == 16
    assert all(held[table] for table in ("track", "organisation", "api_key", "log_hash"))
