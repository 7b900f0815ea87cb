from __future__ import annotations

from pathlib import Path

import pytest

from reelmark.publishing.envelope import public_text
from tests.cli.conftest import Shell
from tests.registry_of_all import registry_of_all

pytestmark = pytest.mark.usefixtures("each_database")


def test_it_publishes_for_any_web_server(shell: Shell, tmp_path: Path) -> None:
    key = registry_of_all(shell.home).keys.signing.public_key()
    told = shell.run("publish", tmp_path / "site").stdout
    assert "generation 16, 25 frames" in told
    assert f"public key: {public_text(key)}" in told
    assert (tmp_path / "site/v1/bundle/manifest.json").exists()


def test_it_publishes_again(shell: Shell, tmp_path: Path) -> None:
    registry_of_all(shell.home)
    for _ in range(2):
        shell.run("publish", tmp_path)
    assert len(list((tmp_path / "v1/bundle").glob("*.bin"))) == 1


def test_it_refuses_what_is_no_folder(shell: Shell, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    assert "is a file" in shell.run("publish", tmp_path / "file", code=2).stderr
