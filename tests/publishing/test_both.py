"""SQLite and PostgreSQL give the same rows and the same published files."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from reelmark.publishing.files import write
from reelmark.registry.rebuild import rebuild
from reelmark.registry.store import Registry
from tests.databases import SERVER, Server
from tests.publishing.test_files import publication
from tests.publishing.test_log_files import publish
from tests.registry.make_fixture import fill
from tests.registry.samples import registry
from tests.registry.test_rebuild import rows


def published(opened: Registry, folder: Path) -> dict[str, bytes]:
    publish(opened, folder)
    write(publication(opened), folder)
    files = (path for path in folder.rglob("*") if path.is_file())
    return {str(path.relative_to(folder)): path.read_bytes() for path in files}


def made(home: Path, site: Path) -> tuple[list[dict[str, object]], dict[str, bytes]]:
    opened = registry(home)
    fill(opened)
    appended = rows(opened)
    rebuild(opened)
    assert rows(opened) == appended
    return appended, published(opened, site)


def test_rows_and_files_are_the_same(
    tmp_path: Path, postgresql: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    registry(tmp_path / "one").keys.salt  # noqa: B018  # both sign and salt with the same keys
    shutil.copytree(tmp_path / "one/keys", tmp_path / "two/keys")
    first = made(tmp_path / "one", tmp_path / "site-one")
    monkeypatch.setenv(SERVER, postgresql.url.render_as_string())
    second = made(tmp_path / "two", tmp_path / "site-two")
    postgresql.clear()
    assert first == second
    assert len(first[1]) == 6
