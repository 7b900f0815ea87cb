"""Registries of the schema before the log get the log of the statements they hold."""

from __future__ import annotations

import shutil
from pathlib import Path

from alembic import command
from alembic.config import Config as AlembicConfig
from sqlalchemy import create_engine, text

from reelmark.ledger.log import hashes, subtree
from reelmark.ledger.statement import Kind, leaf
from reelmark.ledger.store import statements
from reelmark.ledger.tree import leaf_hash, tree_hash
from reelmark.registry.store import Registry
from tests.ledger.test_store import report
from tests.registry.make_fixture import FIXTURE
from tests.registry.samples import registry

BEFORE = "0001"
SINCE = ("api_key", "countersignature")
"""Columns that came later."""


def before(opened: Registry, file: Path) -> None:
    """Write the statements of a registry into a database of the earlier schema."""
    engine = create_engine(f"sqlite:///{file}")
    config = AlembicConfig()
    config.set_main_option("script_location", "reelmark:migrations")
    with opened.read() as reader, engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, BEFORE)
        for table in ("server_key", "statement"):
            found = reader.session.connection().execute(text(f"SELECT * FROM {table} ORDER BY 1"))
            rows = [dict(row) for row in found.mappings()]
            names = [name for name in rows[0] if name not in SINCE]
            places = ", ".join(f":{name}" for name in names)
            into = f"{table} ({', '.join(names)})"
            connection.execute(text(f"INSERT INTO {into} VALUES ({places})"), rows)
    engine.dispose()


def test_it_fills_the_log_of_a_registry_made_before(tmp_path: Path) -> None:
    shutil.copy(FIXTURE, tmp_path / "reelmark.sqlite3")
    with registry(tmp_path).read() as reader:
        said = [leaf_hash(leaf(s)) for _, s in statements(reader.session)]
        assert len(said) == 23
        assert hashes(reader.session, 0, 0, 100) == said
        assert subtree(reader.session)(0, 23) == tree_hash(said)


def test_it_fills_the_log_as_appending_does(tmp_path: Path) -> None:
    opened = registry(tmp_path / "new")
    with opened.write() as writer:
        for number in range(520):
            writer.append(Kind.REPORT, "feng-gui", report(str(number)))
    (tmp_path / "old").mkdir()
    shutil.copytree(tmp_path / "new/keys", tmp_path / "old/keys")
    before(opened, tmp_path / "old/reelmark.sqlite3")
    filled = registry(tmp_path / "old")
    assert log(filled) == log(opened)
    with filled.write() as writer:
        writer.append(Kind.REPORT, "feng-gui", report("more"))
    assert [len(level) for level in log(filled)] == [521, 2, 0]


def log(opened: Registry) -> list[list[bytes]]:
    with opened.read() as reader:
        return [hashes(reader.session, level, 0, 1000) for level in range(3)]
