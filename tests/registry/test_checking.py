from __future__ import annotations

from pathlib import Path

import pytest
from sqlmodel import text

from reelmark.errors import ReelmarkError
from reelmark.registry.checking import Checked, check
from reelmark.registry.store import Registry
from tests.databases import change, unguarded
from tests.publishing.test_log_files import say
from tests.registry.samples import registry
from tests.registry_of_all import registry_of_all

pytestmark = pytest.mark.usefixtures("each_database")

FIRST = "sha256 = (SELECT track FROM episode ORDER BY seq LIMIT 1)"


@pytest.fixture
def filled(tmp_path: Path) -> Registry:
    return registry_of_all(tmp_path)


def checked(opened: Registry) -> Checked:
    with opened.read() as reader:
        return check(reader.session)


def wrong_in(opened: Registry) -> str:
    with pytest.raises(ReelmarkError) as raised:
        checked(opened)
    return str(raised.value)


def flip(home: Path, table: str, column: str, where: str) -> None:
    """Change one bit in the middle of a value."""
    with unguarded(home) as connection:
        value = connection.execute(text(f"SELECT {column} FROM {table} WHERE {where}")).scalar_one()
        changed = flipped(value) if isinstance(value, bytes) else flipped(value.encode()).decode()
        setting = text(f"UPDATE {table} SET {column} = :value WHERE {where}")
        connection.execute(setting, {"value": changed})


def flipped(data: bytes) -> bytes:
    middle = len(data) // 2
    return data[:middle] + bytes([data[middle] ^ 1]) + data[middle + 1 :]


def test_a_registry_in_order_passes(filled: Registry) -> None:
    found = checked(filled)
    assert (found.size, found.removed, found.tracks) == (16, 0, 5)


def test_an_empty_registry_passes(tmp_path: Path) -> None:
    assert checked(registry(tmp_path)).size == 0


def test_it_tells_how_far_it_is(filled: Registry) -> None:
    told: list[tuple[int, int]] = []
    with filled.read() as reader:
        check(reader.session, lambda *done: told.append(done))
    assert told == [(number, 16) for number in range(1, 17)]


def test_a_hash_above_the_leaves_is_named(tmp_path: Path) -> None:
    opened = registry(tmp_path)
    say(opened, range(300))
    assert checked(opened).size == 300
    flip(tmp_path, "log_hash", "hash", "level = 1")
    assert wrong_in(opened) == "tile 1/000: hash 0 is missing or damaged"


@pytest.mark.parametrize(
    ("table", "column", "where", "named"),
    [
        ("statement", "header", "seq = 5", "statement 5 ("),
        ("statement", "payload", "seq = 5", "statement 5 ("),
        ("statement", "salt", "seq = 5", "statement 5 ("),
        ("statement", "signature", "seq = 5", "statement 5 ("),
        ("statement", "id", "seq = 5", "statement 5 ("),
        ("statement", "kind", "seq = 5", "statement 5 ("),
        ("statement", "work", "seq = 5", "statement 5 ("),
        ("statement", "time", "seq = 5", "statement 5 ("),
        ("statement", "key_id", "seq = 5", "statement 5 ("),
        ("log_hash", "hash", "number = 4", "leaf 4 is not the hash of statement 5 ("),
        (
            "track",
            "data",
            FIRST,
            "statement 3 (",
        ),
        (
            "track",
            "sha256",
            FIRST,
            "statement 3 (",
        ),
        ("drama", "title", "id = 'feng-gui'", "drama feng-gui is not what its statements"),
        ("edition", "credential", "id = 'e-feng-gui'", "edition e-feng-gui is not what"),
    ],
)
def test_one_changed_bit_is_named(
    tmp_path: Path, filled: Registry, table: str, column: str, where: str, named: str
) -> None:
    flip(tmp_path, table, column, where)
    assert wrong_in(filled).startswith(named)


@pytest.mark.parametrize(
    ("damage", "named"),
    [
        ("DELETE FROM statement WHERE seq = 5", "statement 5 is missing"),
        ("DELETE FROM statement WHERE seq = 16", "the log has 16 hashes, its statements make 15"),
        ("DELETE FROM log_hash WHERE number = 4", "leaf 4 is not the hash of statement 5"),
        ("DELETE FROM log_hash WHERE number = 15", "leaf 15 is missing, of statement 16"),
        ("INSERT INTO log_hash VALUES (0, 16, :bytes)", "the log has 17 hashes"),
        ("DELETE FROM track", "statement 3 ("),
        ("DELETE FROM episode", "episode "),
    ],
)
def test_what_is_missing_or_added_is_named(
    tmp_path: Path, filled: Registry, damage: str, named: str
) -> None:
    change(tmp_path, damage)
    assert wrong_in(filled).startswith(named)


@pytest.mark.parametrize(
    "damage",
    ["work = CAST(x'ff' AS TEXT)", "work = x'ff'", "payload = 'text'", "salt = 'text'"],
)
def test_what_only_sqlite_lets_in_is_named(
    each_database: str, tmp_path: Path, filled: Registry, damage: str
) -> None:
    if each_database == "postgresql":
        pytest.skip("PostgreSQL refuses it")
    change(tmp_path, f"UPDATE statement SET {damage} WHERE seq = 5")
    assert wrong_in(filled).startswith("statement 5 (")
