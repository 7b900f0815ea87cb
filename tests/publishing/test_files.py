from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from reelmark.publishing.current import Current, Publication
from reelmark.publishing.files import PublishError, write
from reelmark.registry.store import Registry
from tests.publishing.test_current import say_more
from tests.registry.samples import registry
from tests.registry_of_all import registry_of_all

pytestmark = pytest.mark.usefixtures("each_database")

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)


def publication(filled: Registry) -> Publication:
    return Current(filled, lambda: NOW).publication()


def names(folder: Path) -> set[str]:
    return {path.name for path in (folder / "v1/bundle").iterdir()}


def test_it_writes_the_files_under_the_servers_addresses(tmp_path: Path) -> None:
    made = publication(registry_of_all(tmp_path / "home"))
    written = write(made, tmp_path / "site")
    bundle = written.manifest.bundle
    assert names(tmp_path / "site") == {"manifest.json", "recent.json", f"{bundle.sha256}.bin"}
    assert (tmp_path / "site/v1" / bundle.path).read_bytes() == made.bundle.data
    assert json.loads((written.folder / "manifest.json").read_text()) == json.loads(made.manifest)


def test_it_keeps_the_bundle_before_and_no_older_one(tmp_path: Path) -> None:
    filled = registry_of_all(tmp_path / "home")
    first = write(publication(filled), tmp_path).manifest.bundle.sha256
    (tmp_path / "v1/bundle/notes.bin").touch()
    (tmp_path / f"v1/bundle/{'0' * 64}.bin").touch()
    say_more(filled)
    second = write(publication(filled), tmp_path).manifest.bundle.sha256
    own = {f"{first}.bin", f"{second}.bin", "manifest.json", "recent.json"}
    assert names(tmp_path) == own | {"notes.bin"}


def test_it_refuses_a_folder_of_another_registry(tmp_path: Path) -> None:
    write(publication(registry_of_all(tmp_path / "a")), tmp_path / "site")
    with pytest.raises(PublishError, match="another registry"):
        write(publication(registry(tmp_path / "b")), tmp_path / "site")


def test_it_refuses_to_go_back(tmp_path: Path) -> None:
    filled = registry_of_all(tmp_path / "home")
    before = publication(filled)
    say_more(filled)
    write(publication(filled), tmp_path)
    with pytest.raises(PublishError, match="clients would refuse"):
        write(before, tmp_path)


def test_it_leaves_a_manifest_it_cannot_read(tmp_path: Path) -> None:
    (tmp_path / "v1/bundle").mkdir(parents=True)
    (tmp_path / "v1/bundle/manifest.json").write_text('{"name": "another program\'s"}')
    with pytest.raises(PublishError, match="no manifest"):
        write(publication(registry_of_all(tmp_path / "home")), tmp_path)


def test_it_says_when_a_folder_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "v1").touch()
    with pytest.raises(PublishError, match="cannot be written"):
        write(publication(registry_of_all(tmp_path / "home")), tmp_path)
