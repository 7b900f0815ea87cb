from __future__ import annotations

from pathlib import Path

import pytest

from reelmark.errors import ReelmarkError
from reelmark.publishing.checking import CheckedFolder, check_folder
from reelmark.publishing.files import write
from reelmark.registry.store import Registry
from tests.publishing.test_files import publication
from tests.publishing.test_log_files import publish, say
from tests.registry.samples import registry
from tests.registry.test_checking import flipped
from tests.registry_of_all import registry_of_all


@pytest.fixture
def filled(tmp_path: Path) -> Registry:
    return registry_of_all(tmp_path / "home")


@pytest.fixture
def site(filled: Registry, tmp_path: Path) -> Path:
    publish(filled, tmp_path)
    write(publication(filled), tmp_path)
    return tmp_path


def checked(site: Path, filled: Registry) -> CheckedFolder:
    return check_folder(site, filled.keys.signing.public_key())


def wrong_in(site: Path, filled: Registry) -> str:
    with pytest.raises(ReelmarkError) as raised:
        checked(site, filled)
    return str(raised.value)


def test_a_folder_in_order_passes(site: Path, filled: Registry) -> None:
    found = checked(site, filled)
    assert (found.signed.size, found.foreign) == (16, 0)
    assert found.log(0, 16) == found.signed.root


def test_it_is_checked_up_to_the_highest_level(tmp_path: Path) -> None:
    opened = registry(tmp_path / "home")
    say(opened, range(530))
    publish(opened, tmp_path)
    write(publication(opened), tmp_path)
    assert checked(tmp_path, opened).signed.size == 530
    tile = tmp_path / "v1/log/tile/1/000.p/2"
    tile.write_bytes(flipped(tile.read_bytes()))
    assert (
        wrong_in(tmp_path, opened) == "v1/log/tile/1/000.p/2: hash 1 is not that of the tile below"
    )


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
def test_one_changed_byte_is_named(site: Path, filled: Registry, file: str, named: str) -> None:
    (path,) = (site / "v1").glob(file)
    path.write_bytes(flipped(path.read_bytes()))
    assert wrong_in(site, filled).startswith(named)
    path.unlink()
    assert "cannot be read (No such file" in wrong_in(site, filled)
