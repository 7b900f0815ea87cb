from __future__ import annotations

import shutil
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import pytest

from reelmark.errors import ConfigError
from reelmark.registry.registration import plan, register_episode
from tests.databases import settings
from tests.registry.samples import config, registry, track

pytestmark = pytest.mark.usefixtures("each_database")


def register_one(home: Path, number: int) -> None:
    opened = registry(home)
    said = plan(opened.keys.salt, "凤归", None, "main", None, None)
    with opened.write() as writer:
        register_episode(writer, said, number, track(number), f"{number:064x}")


def test_it_lets_processes_start_and_write_at_once(tmp_path: Path) -> None:
    home = tmp_path / "new" / "home"
    with ProcessPoolExecutor(4, mp_context=get_context("spawn")) as pool:
        list(pool.map(register_one, [home] * 12, range(1, 13)))
    with registry(home).read() as reader:
        (drama,) = reader.dramas()
        assert [entry.seq for entry in reader.entries(drama.id)] == list(range(1, 15))
        (edition,) = reader.editions(drama.id)
        assert len(reader.episodes(edition.id)) == 12


def test_it_reads_without_keys_and_makes_none(tmp_path: Path) -> None:
    with registry(tmp_path).read() as reader:
        assert reader.dramas() == []
    assert not config(tmp_path).keys.exists()


def test_it_refuses_to_write_when_its_keys_are_lost(tmp_path: Path) -> None:
    register_one(tmp_path, 1)
    shutil.rmtree(config(tmp_path).keys)
    with pytest.raises(ConfigError, match="restore"):
        register_one(tmp_path, 2)


def test_it_refuses_to_write_with_the_keys_of_another_registry(tmp_path: Path) -> None:
    register_one(tmp_path / "a", 1)
    register_one(tmp_path / "b", 1)
    shutil.rmtree(config(tmp_path / "a").keys)
    shutil.copytree(config(tmp_path / "b").keys, config(tmp_path / "a").keys)
    with pytest.raises(ConfigError, match="another registry"):
        register_one(tmp_path / "a", 2)


def test_it_works_in_a_folder_with_any_name(tmp_path: Path) -> None:
    home = tmp_path / "剧 ?a=1&b#c%20"
    register_one(home, 1)
    assert "reelmark.sqlite3" in [path.name for path in home.iterdir()] or settings(home)
