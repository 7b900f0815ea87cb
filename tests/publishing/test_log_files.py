from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from reelmark.ledger.checkpoint import read
from reelmark.ledger.statement import Kind
from reelmark.ledger.tiles import leaves_in
from reelmark.ledger.tree import leaf_hash, tree_hash
from reelmark.publishing.files import PublishError
from reelmark.publishing.log_files import write_log
from reelmark.registry.store import Registry
from tests.ledger.test_store import report
from tests.registry.samples import registry

pytestmark = pytest.mark.usefixtures("each_database")


def say(opened: Registry, numbers: range) -> None:
    with opened.write() as writer:
        for number in numbers:
            writer.append(Kind.REPORT, "feng-gui", report(str(number)))


def publish(opened: Registry, folder: Path) -> int:
    with opened.read() as reader:
        return write_log(reader.session, opened.keys.signing, folder)


def files(folder: Path) -> set[str]:
    log = folder / "v1/log"
    return {str(path.relative_to(log)) for path in log.rglob("*") if path.is_file()}


def test_it_writes_a_log_that_can_be_followed(tmp_path: Path) -> None:
    opened = registry(tmp_path / "home")
    say(opened, range(300))
    assert publish(opened, tmp_path) == 300
    log = tmp_path / "v1/log"
    leaves = [
        leaf_hash(leaf)
        for path in ("entries/000", "entries/001.p/44")
        for leaf in leaves_in((log / "tile" / path).read_bytes())
    ]
    signed = read((log / "checkpoint").read_bytes(), opened.keys.signing.public_key())
    assert (signed.size, signed.root) == (300, tree_hash(leaves))


def test_it_adds_what_was_said_since(tmp_path: Path) -> None:
    opened = registry(tmp_path / "home")
    say(opened, range(3))
    publish(opened, tmp_path)
    say(opened, range(3, 5))
    publish(opened, tmp_path)
    partial = {f"tile/{level}/000.p/{w}" for level in ("0", "entries") for w in (3, 5)}
    assert files(tmp_path) == {"checkpoint", *partial}
    say(opened, range(5, 256))
    publish(opened, tmp_path)
    assert files(tmp_path) == {"checkpoint", "tile/0/000", "tile/entries/000", "tile/1/000.p/1"}


def test_it_writes_the_log_of_an_empty_registry(tmp_path: Path) -> None:
    assert publish(registry(tmp_path / "home"), tmp_path) == 0
    assert files(tmp_path) == {"checkpoint"}


def test_it_refuses_a_folder_with_a_later_log(tmp_path: Path) -> None:
    opened = registry(tmp_path / "home")
    say(opened, range(3))
    publish(opened, tmp_path)
    forgetful = registry(tmp_path / "other")
    shutil.copytree(tmp_path / "home/keys", tmp_path / "other/keys")
    say(forgetful, range(2))
    with pytest.raises(PublishError, match="of 3 statements, this registry has only 2"):
        publish(forgetful, tmp_path)
    say(forgetful, range(5, 7))
    with pytest.raises(PublishError, match="of other statements"):
        publish(forgetful, tmp_path)


def test_it_refuses_a_folder_of_another_registry(tmp_path: Path) -> None:
    publish(registry(tmp_path / "one"), tmp_path)
    with pytest.raises(PublishError, match=r"of the log reelmark/.*another folder"):
        publish(registry(tmp_path / "two"), tmp_path)
