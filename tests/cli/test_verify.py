from __future__ import annotations

import base64
import shutil
from pathlib import Path

import pytest

from reelmark.publishing.envelope import public_text
from reelmark.registry.store import Registry
from tests.cli.conftest import Shell
from tests.databases import change
from tests.publishing.test_current import say_more
from tests.registry.samples import registry
from tests.registry_of_all import registry_of_all


@pytest.fixture
def filled(shell: Shell) -> Registry:
    return registry_of_all(shell.home)


def key(filled: Registry) -> str:
    return public_text(filled.keys.signing.public_key())


def first_id(filled: Registry) -> str:
    with filled.read() as reader:
        return reader.statement_id(1)


@pytest.mark.usefixtures("each_database")
def test_a_registry_in_order_passes(shell: Shell, filled: Registry) -> None:
    told = shell.run("verify").stdout
    assert "16 statements verified, of 0 the payload was removed; 5 tracks verified" in told


@pytest.mark.usefixtures("each_database")
def test_what_is_wrong_is_named_in_one_line(shell: Shell, filled: Registry) -> None:
    change(shell.home, "UPDATE statement SET signature = :bytes WHERE seq = 5")
    ran = shell.run("verify", code=1)
    assert ran.stderr.startswith("reelmark: statement 5 (")
    assert ran.stderr.endswith("): its signature does not verify\n")
    assert ran.stderr.count("\n") == 1


def test_a_published_folder_passes_with_the_key_alone(
    shell: Shell, filled: Registry, tmp_path: Path
) -> None:
    shell.run("publish", tmp_path / "site")
    elsewhere = Shell(tmp_path / "elsewhere")
    told = elsewhere.run("verify", tmp_path / "site", "--key", key(filled)).stdout
    assert "log of 16 statements verified; bundle verified" in told
    assert "add --key" in elsewhere.run("verify", tmp_path / "site", code=1).stderr


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


@pytest.mark.usefixtures("each_database")
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
    change(shell.home, "DELETE FROM statement WHERE seq > 14")
    change(shell.home, "DELETE FROM log_hash WHERE number >= 14")
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
