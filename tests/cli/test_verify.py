from __future__ import annotations

import base64
import shutil
import sqlite3
from pathlib import Path

import pytest

from reelmark.publishing.envelope import public_text
from reelmark.registry.store import Registry
from tests.cli.conftest import Shell
from tests.publishing.test_current import say_more
from tests.registry.samples import registry
from tests.registry_of_all import registry_of_all

pytestmark = pytest.mark.usefixtures("each_database")

FIRST_EPISODE = 3


@pytest.fixture
def filled(shell: Shell) -> Registry:
    return registry_of_all(shell.home)


def key(filled: Registry) -> str:
    return public_text(filled.keys.signing.public_key())


def first_id(filled: Registry) -> str:
    with filled.read() as reader:
        return reader.statement_id(1)


def change(file: Path, statement: str, *values: object) -> None:
    """What nobody may do: change the file past its triggers."""
    raw = sqlite3.connect(file)
    for (name,) in raw.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
        raw.execute(f"DROP TRIGGER {name}")
    raw.execute(statement, values)
    raw.commit()
    raw.close()


def flipped(file: Path, table: str, column: str, where: str) -> None:
    """Change one bit of one byte in the middle of a value."""
    raw = sqlite3.connect(file)
    query = f"SELECT CAST({column} AS BLOB), typeof({column}) FROM {table} WHERE {where}"
    value, kind = raw.execute(query).fetchone()
    raw.close()
    middle = len(value) // 2
    changed = value[:middle] + bytes([value[middle] ^ 1]) + value[middle + 1 :]
    change(file, f"UPDATE {table} SET {column} = CAST(? AS {kind}) WHERE {where}", changed)


def test_a_registry_in_order_passes(shell: Shell, filled: Registry) -> None:
    told = shell.run("verify").stdout
    assert "16 statements verified, of 0 the payload was removed; 5 tracks verified" in told


def test_an_empty_registry_passes(shell: Shell) -> None:
    assert "0 statements verified" in shell.run("verify").stdout


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
            "rowid = 1",
            "statement 3 (",
        ),
        (
            "track",
            "sha256",
            "rowid = 1",
            "statement 3 (",
        ),
        ("drama", "title", "id = 'feng-gui'", "drama feng-gui is not what its statements"),
        ("edition", "credential", "id = 'e-feng-gui'", "edition e-feng-gui is not what"),
    ],
)
def test_one_changed_bit_is_named(
    shell: Shell, filled: Registry, table: str, column: str, where: str, named: str
) -> None:
    flipped(shell.home / "reelmark.sqlite3", table, column, where)
    ran = shell.run("verify", code=1)
    assert ran.stderr.startswith(f"reelmark: {named}")
    assert ran.stderr.count("\n") == 1


@pytest.mark.parametrize(
    ("statement", "named"),
    [
        ("DELETE FROM statement WHERE seq = 5", "statement 5 is missing"),
        ("DELETE FROM statement WHERE seq = 16", "the log has 16 hashes, its statements make 15"),
        ("DELETE FROM log_hash WHERE number = 4", "leaf 4 is not the hash of statement 5"),
        ("DELETE FROM log_hash WHERE number = 15", "leaf 15 is missing, of statement 16"),
        ("INSERT INTO log_hash VALUES (0, 16, x'00')", "the log has 17 hashes"),
        ("UPDATE statement SET work = x'ff' WHERE seq = 5", "statement 5 ("),
        ("UPDATE statement SET payload = 'text' WHERE seq = 5", "statement 5 ("),
        ("DELETE FROM track", "statement 3 ("),
        ("DELETE FROM episode", "episode "),
    ],
)
def test_what_is_missing_or_added_is_named(
    shell: Shell, filled: Registry, statement: str, named: str
) -> None:
    change(shell.home / "reelmark.sqlite3", statement)
    assert shell.run("verify", code=1).stderr.startswith(f"reelmark: {named}")


def test_text_that_is_no_utf_8_is_named(shell: Shell, filled: Registry) -> None:
    file = shell.home / "reelmark.sqlite3"
    change(file, "UPDATE statement SET work = CAST(x'ff' AS TEXT) WHERE seq = 5")
    assert "statement 5 (" in shell.run("verify", code=1).stderr


def test_a_published_folder_passes_with_the_key_alone(
    shell: Shell, filled: Registry, tmp_path: Path
) -> None:
    shell.run("publish", tmp_path / "site")
    elsewhere = Shell(tmp_path / "elsewhere")
    told = elsewhere.run("verify", tmp_path / "site", "--key", key(filled)).stdout
    assert "log of 16 statements verified; bundle verified" in told
    assert "add --key" in elsewhere.run("verify", tmp_path / "site", code=1).stderr


@pytest.mark.parametrize(
    ("file", "named"),
    [
        ("log/checkpoint", "v1/log/checkpoint: "),
        ("log/tile/0/000.p/16", "v1/log/tile/entries/000.p/16: leaf 8 is not"),
        ("log/tile/entries/000.p/16", "v1/log/tile/entries/000.p/16"),
        ("bundle/manifest.json", "v1/bundle/manifest.json: "),
        ("bundle/recent.json", "v1/bundle/recent.json: "),
        ("bundle/*.bin", "v1/bundle/"),
    ],
)
def test_one_changed_byte_of_a_folder_is_named(
    shell: Shell, filled: Registry, tmp_path: Path, file: str, named: str
) -> None:
    shell.run("publish", tmp_path)
    (path,) = (tmp_path / "v1").glob(file)
    data = path.read_bytes()
    middle = len(data) // 2
    path.write_bytes(data[:middle] + bytes([data[middle] ^ 1]) + data[middle + 1 :])
    assert shell.run("verify", tmp_path, code=1).stderr.startswith(f"reelmark: {named}")
    path.unlink()
    assert "cannot be read (No such file" in shell.run("verify", tmp_path, code=1).stderr


def test_a_proof_passes_and_tells_what_was_said(
    shell: Shell, filled: Registry, tmp_path: Path
) -> None:
    file = tmp_path / "one.tlog-proof"
    file.write_text(shell.run("proof", first_id(filled)).stdout)
    told = Shell(tmp_path / "elsewhere").run("verify", file, "--key", key(filled)).stdout
    assert f"statement {first_id(filled)} is verified: leaf 0 of 16" in told
    assert "register of feng-gui by local-operator" in told
    assert '"title":"凤归"' in told


def test_a_proof_of_another_log_fails(shell: Shell, filled: Registry, tmp_path: Path) -> None:
    file = tmp_path / "one.tlog-proof"
    file.write_text(shell.run("proof", first_id(filled)).stdout)
    other = public_text(registry(tmp_path / "other").keys.signing.public_key())
    assert "of the log" in shell.run("verify", file, "--key", other, code=1).stderr
    file.write_text(file.read_text().replace("index 0", "index 1"))
    assert "not leaf 1" in shell.run("verify", file, code=1).stderr


def test_it_proves_nothing_that_was_not_said(shell: Shell, filled: Registry) -> None:
    assert "no statement 00 is registered" in shell.run("proof", "00", code=1).stderr


def test_what_was_published_before_must_be_contained(
    shell: Shell, filled: Registry, tmp_path: Path
) -> None:
    shell.run("publish", tmp_path / "site")
    held = shutil.copy(tmp_path / "site/v1/log/checkpoint", tmp_path / "held")
    shell.run("verify", "--checkpoint", held)
    shell.run("verify", tmp_path / "site", "--checkpoint", held)
    proof = tmp_path / "proof"
    proof.write_text(shell.run("proof", first_id(filled)).stdout)
    shell.run("verify", proof, "--checkpoint", held)
    say_more(filled)
    shell.run("verify", "--checkpoint", held)
    proof.write_text(shell.run("proof", first_id(filled)).stdout)
    assert "?size=16" in shell.run("verify", proof, "--checkpoint", held, code=1).stderr
    change(shell.home / "reelmark.sqlite3", "DELETE FROM statement WHERE seq > 14")
    change(shell.home / "reelmark.sqlite3", "DELETE FROM log_hash WHERE number >= 14")
    shell.run("rebuild")
    shell.run("verify")
    told = shell.run("verify", "--checkpoint", held, code=1).stderr
    assert "of 16 statements, here are only 14" in told


@pytest.mark.parametrize("value", ["x", base64.b64encode(b"short").decode(), "ü" * 44])
def test_it_says_what_is_no_key(shell: Shell, value: str) -> None:
    assert "44 characters of base64" in shell.run("verify", "--key", value, code=2).stderr


@pytest.mark.parametrize("content", [b"", b"not a database" * 100])
def test_it_says_what_is_no_backup(shell: Shell, tmp_path: Path, content: bytes) -> None:
    (tmp_path / "file").write_bytes(content)
    assert "is no backup" in shell.run("verify", tmp_path / "file", code=1).stderr
