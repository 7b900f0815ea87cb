from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reelmark.ledger.tiles import Tile, bundle, leaves_in, read_path, tiles_of
from reelmark.ledger.tree import LogError


@pytest.mark.parametrize(
    ("tile", "path"),
    [
        (Tile(0, 0), "0/000"),
        (Tile(0, 273, 112), "0/273.p/112"),
        (Tile(2, 1234067), "2/x001/x234/067"),
        (Tile(None, 1000, 1), "entries/x001/000.p/1"),
    ],
)
def test_it_writes_addresses_as_the_specification_does(tile: Tile, path: str) -> None:
    assert tile.path == path


@given(st.builds(Tile, st.none() | st.integers(0, 63), st.integers(0, 2**55), st.integers(1, 256)))
def test_it_reads_the_addresses_it_writes(tile: Tile) -> None:
    assert read_path(tile.path) == tile


@pytest.mark.parametrize(
    "path",
    [
        "",
        "0",
        "0/",
        "0/0",
        "0/0000",
        "00/000",
        "64/000",
        "-1/000",
        "0/001/234",
        "0/x000/001",
        "0/000.p/0",
        "0/000.p/256",
        "0/000.p/007",
        "0/000.p/",
        "entries/../000",
        "0/000\n",
        "0/٠٠٠",
    ],
)
def test_it_knows_no_other_address(path: str) -> None:
    assert read_path(path) is None


def test_it_lays_out_the_log_of_the_specification() -> None:
    """ "A tree of size 70,000 will be represented by 273 full level 0 tiles, …"."""
    tiles = [tile for tile in tiles_of(70_000) if tile.level is not None]
    assert sum(tile.level == 0 and tile.width == 256 for tile in tiles) == 273
    assert tiles[273:] == [Tile(0, 273, 112), Tile(1, 0), Tile(1, 1, 17), Tile(2, 0, 1)]


def test_it_lays_out_a_log_that_fills_a_tile() -> None:
    assert list(tiles_of(256)) == [Tile(None, 0), Tile(0, 0), Tile(1, 0, 1)]
    assert list(tiles_of(0)) == []


@given(st.lists(st.binary(max_size=400), max_size=5))
def test_a_bundle_gives_its_leaves_back(leaves: list[bytes]) -> None:
    assert leaves_in(bundle(leaves)) == leaves


@pytest.mark.parametrize("data", [b"\0", b"\0\2a", b"\0\1a\0"])
def test_it_refuses_a_bundle_that_is_cut_off(data: bytes) -> None:
    with pytest.raises(LogError, match="ends in the middle"):
        leaves_in(data)
