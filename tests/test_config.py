from __future__ import annotations

from pathlib import Path

import pytest

from reelmark.config import read_config
from reelmark.errors import ConfigError


def test_it_keeps_everything_in_its_home(tmp_path: Path) -> None:
    config = read_config({"REELMARK_HOME": str(tmp_path / "new")})
    assert config.home == tmp_path / "new"
    assert config.keys == tmp_path / "new" / "keys"
    assert config.database.database == str(tmp_path / "new" / "reelmark.sqlite3")
    assert config.clips is None


def test_it_follows_the_xdg_folder() -> None:
    assert read_config({"XDG_DATA_HOME": "/data"}).home == Path("/data/reelmark")


@pytest.mark.parametrize("ignored", ["", "relative/folder"])
def test_it_ignores_an_xdg_folder_that_is_not_absolute(ignored: str) -> None:
    assert read_config({"XDG_DATA_HOME": ignored}).home == Path.home() / ".local/share/reelmark"


def test_it_takes_a_database_elsewhere(tmp_path: Path) -> None:
    config = read_config({"REELMARK_DATABASE_URL": f"sqlite:///{tmp_path}/x.db"})
    assert config.database.database == f"{tmp_path}/x.db"


@pytest.mark.parametrize("scheme", ["postgresql", "postgresql+psycopg"])
def test_it_takes_a_postgresql_server(scheme: str) -> None:
    url = read_config({"REELMARK_DATABASE_URL": f"{scheme}://user:secret@host/name"}).database
    assert (url.drivername, url.database) == ("postgresql+psycopg", "name")


@pytest.mark.parametrize("contact", ["mailto:a@example.org", "https://example.org/correct"])
def test_it_takes_an_address_for_corrections(contact: str) -> None:
    assert read_config({"REELMARK_CONTACT": contact}).contact == contact


def test_it_takes_how_many_proxies_there_are() -> None:
    assert read_config({"REELMARK_PROXIES": "8"}).proxies == 8
    assert read_config({}).proxies == 0


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("REELMARK_HOEM", "/data"),
        ("REELMARK_HOME", ""),
        ("REELMARK_HOME", __file__),
        ("REELMARK_DATABASE_URL", "secret"),
        ("REELMARK_DATABASE_URL", "sqlite://"),
        ("REELMARK_DATABASE_URL", "sqlite:///:memory:"),
        ("REELMARK_DATABASE_URL", "postgresql://user:secret@host"),
        ("REELMARK_DATABASE_URL", "postgresql+psycopg2://user:secret@host/name"),
        ("REELMARK_DATABASE_URL", "oracle://user:secret@host/db"),
        ("REELMARK_DATABASE_URL", "postgresql://user:secret@host:port/db"),
        ("REELMARK_CLIPS", "/nowhere/at/all"),
        ("REELMARK_CONTACT", "javascript:secret"),
        ("REELMARK_CONTACT", "somebody"),
        ("REELMARK_PROXIES", ""),
        ("REELMARK_PROXIES", "9"),
        ("REELMARK_PROXIES", "-1"),
        ("REELMARK_PROXIES", "01"),
        ("REELMARK_PROXIES", "1.0"),
        ("REELMARK_PROXIES", "１"),
    ],
)
def test_it_names_the_setting_that_is_wrong(name: str, value: str) -> None:
    with pytest.raises(ConfigError, match=name) as raised:
        read_config({name: value})
    assert "secret" not in str(raised.value)


def test_it_cannot_be_changed() -> None:
    with pytest.raises(AttributeError):
        read_config({}).home = Path("/elsewhere")  # type: ignore[misc]
