from __future__ import annotations

import sqlite3
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config as AlembicConfig
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy.engine import URL, make_url
from sqlmodel import text

from reelmark.db import SCHEMA, Database, DatabaseError
from reelmark.ledger.store import StatementRow
from reelmark.registry.tables import DramaRow


def database(folder: Path) -> Database:
    return Database(URL.create("sqlite", database=str(folder / "reelmark.sqlite3")))


def test_it_upgrades_to_the_newest_migration() -> None:
    config = AlembicConfig()
    config.set_main_option("script_location", "reelmark:migrations")
    assert ScriptDirectory.from_config(config).get_heads() == [SCHEMA]


def test_its_migrations_make_the_tables_of_the_models(tmp_path: Path) -> None:
    with database(tmp_path).read() as session:
        context = MigrationContext.configure(session.connection())
        assert compare_metadata(context, DramaRow.metadata) == []
        assert DramaRow.metadata is StatementRow.metadata


def test_it_opens_a_current_database_without_migrating(tmp_path: Path) -> None:
    database(tmp_path)
    opens = (
        "import sys; from pathlib import Path; from sqlalchemy.engine import URL;"
        "from reelmark.db import Database;"
        "Database(URL.create('sqlite', database=sys.argv[1]));"
        "sys.exit('alembic' in sys.modules)"
    )
    subprocess.run([sys.executable, "-c", opens, tmp_path / "reelmark.sqlite3"], check=True)


def test_it_sets_up_every_connection(tmp_path: Path) -> None:
    with database(tmp_path).read() as session:
        pragmas = {
            name: session.connection().execute(text(f"PRAGMA {name}")).scalar()
            for name in ("journal_mode", "foreign_keys", "synchronous")
        }
    assert pragmas == {"journal_mode": "wal", "foreign_keys": 1, "synchronous": 2}


def test_it_lets_read_while_another_writes(tmp_path: Path) -> None:
    opened = database(tmp_path)
    count = text("SELECT count(*) FROM track")
    with opened.write() as writing, opened.read() as reading:
        writing.connection().execute(text("INSERT INTO track VALUES ('a', x'00')"))
        assert reading.connection().execute(count).scalar() == 0
    with opened.read() as reading:
        assert reading.connection().execute(count).scalar() == 1


def test_it_undoes_a_write_that_failed(tmp_path: Path) -> None:
    opened = database(tmp_path)
    with suppress(ZeroDivisionError), opened.write() as session:
        session.connection().execute(text("INSERT INTO track VALUES ('a', x'00')"))
        raise ZeroDivisionError
    with opened.read() as session:
        assert session.connection().execute(text("SELECT count(*) FROM track")).scalar() == 0


def test_it_refuses_a_database_of_a_newer_version(tmp_path: Path) -> None:
    database(tmp_path)
    with sqlite3.connect(tmp_path / "reelmark.sqlite3") as raw:
        raw.execute("UPDATE alembic_version SET version_num = '9999'")
    raw.close()
    with pytest.raises(DatabaseError, match="newer Reelmark"):
        database(tmp_path)


def test_it_says_which_file_is_no_database(tmp_path: Path) -> None:
    (tmp_path / "reelmark.sqlite3").write_text("not a database " * 100)
    with pytest.raises(DatabaseError, match=r"reelmark\.sqlite3 cannot be used"):
        database(tmp_path)


def test_it_says_which_folder_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(DatabaseError, match="file/home cannot be made"):
        database(tmp_path / "file" / "home")


def test_it_follows_a_file_that_was_replaced(tmp_path: Path) -> None:
    opened = database(tmp_path)
    with opened.write() as session:
        session.connection().execute(text("INSERT INTO track VALUES ('a', x'00')"))
    database(tmp_path / "other")
    for file in tmp_path.glob("reelmark.sqlite3*"):
        file.unlink()
    (tmp_path / "other/reelmark.sqlite3").rename(tmp_path / "reelmark.sqlite3")
    with opened.read() as session:
        assert session.connection().execute(text("SELECT count(*) FROM track")).scalar() == 0


def test_it_names_a_server_that_cannot_be_reached_without_its_password(tmp_path: Path) -> None:
    url = make_url(f"postgresql+psycopg://user:secret@/name?host={tmp_path}")
    with pytest.raises(DatabaseError, match=r"^postgresql://user:\*\*\*@/name.*cannot") as raised:
        Database(url)
    assert "secret" not in str(raised.value)
    assert "\n" not in str(raised.value)


def test_its_version_tells_that_another_has_written(tmp_path: Path) -> None:
    one, two = database(tmp_path), database(tmp_path)
    before = one.version()
    assert one.version() == before
    with two.write() as session:
        session.connection().exec_driver_sql("CREATE TABLE more (id INTEGER)")
    after = one.version()
    assert before is None or after != before
