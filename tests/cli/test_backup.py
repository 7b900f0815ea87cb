from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from reelmark.registry.store import Registry
from tests.cli.conftest import Shell
from tests.databases import change
from tests.registry.samples import registry
from tests.registry.test_checking import flip
from tests.registry_of_all import registry_of_all

pytestmark = pytest.mark.usefixtures("each_database")


@pytest.fixture
def filled(shell: Shell) -> Registry:
    return registry_of_all(shell.home)


def test_a_backup_is_one_file_that_verifies(shell: Shell, filled: Registry, tmp_path: Path) -> None:
    told = shell.run("backup", tmp_path / "copies.backup").stdout
    assert "16 statements and 5 tracks, verified" in told
    assert "not in it: the keys in" in told
    assert {path.name for path in tmp_path.iterdir()} == {"copies.backup", "home"}
    assert "16 statements verified" in shell.run("verify", tmp_path / "copies.backup").stdout
    assert {path.name for path in tmp_path.iterdir()} == {"copies.backup", "home"}


def test_it_comes_back_whole(shell: Shell, filled: Registry, tmp_path: Path) -> None:
    shell.run("backup", tmp_path / "backup")
    other = Shell(tmp_path / "other")
    assert "put the server's keys back" in other.run("restore", tmp_path / "backup").stdout
    shutil.copytree(shell.home / "keys", other.home / "keys")
    assert other.run("show", "--json").stdout == shell.run("show", "--json").stdout
    roots = [each.run("verify").stdout.splitlines()[1] for each in (shell, other)]
    assert roots[0] == roots[1]
    with registry(other.home).write() as writer, filled.read() as reader:
        assert writer.statement_id(16) == reader.statement_id(16)


def test_it_is_made_while_others_write(shell: Shell, filled: Registry, tmp_path: Path) -> None:
    with filled.write() as writer:
        writer.add_track(b"written meanwhile")
        shell.run("backup", tmp_path / "backup")
    assert "5 tracks verified" in shell.run("verify", tmp_path / "backup").stdout


def test_it_never_replaces_a_file(shell: Shell, filled: Registry, tmp_path: Path) -> None:
    (tmp_path / "backup").write_text("mine")
    assert "exists: name a file" in shell.run("backup", tmp_path / "backup", code=1).stderr
    assert (tmp_path / "backup").read_text() == "mine"


def test_a_damaged_registry_makes_no_backup(shell: Shell, filled: Registry, tmp_path: Path) -> None:
    flip(shell.home, "statement", "payload", "seq = 5")
    assert "statement 5 (" in shell.run("backup", tmp_path / "backup", code=1).stderr
    assert {path.name for path in tmp_path.iterdir()} == {"home"}


def test_a_damaged_backup_is_not_restored(shell: Shell, filled: Registry, tmp_path: Path) -> None:
    shell.run("backup", tmp_path / "backup")
    with closing(sqlite3.connect(tmp_path / "backup")) as raw:
        raw.execute("DROP TRIGGER log_hash_is_never_updated")
        raw.execute("UPDATE log_hash SET hash = zeroblob(32) WHERE number = 4")
        raw.commit()
    assert "leaf 4 is not" in shell.run("verify", tmp_path / "backup", code=1).stderr
    other = Shell(tmp_path / "other")
    assert "leaf 4 is not" in other.run("restore", tmp_path / "backup", code=1).stderr
    assert "0 statements verified" in other.run("verify").stdout


def test_it_restores_into_nothing_but_an_empty_registry(
    shell: Shell, filled: Registry, tmp_path: Path
) -> None:
    shell.run("backup", tmp_path / "backup")
    assert "holds statements" in shell.run("restore", tmp_path / "backup", code=1).stderr


def test_what_was_removed_is_not_in_it(shell: Shell, filled: Registry, tmp_path: Path) -> None:
    change(shell.home, "UPDATE statement SET payload = NULL, salt = NULL WHERE work = 'nobody'")
    shell.run("rebuild")
    shell.run("backup", tmp_path / "backup")
    assert b"Nobody's <b>Drama" not in (tmp_path / "backup").read_bytes()
