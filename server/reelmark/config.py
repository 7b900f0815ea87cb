"""The settings of one process, read from the environment once."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError

from reelmark.errors import ConfigError

PREFIX = "REELMARK_"
NAMES = ("HOME", "DATABASE_URL", "CLIPS", "CONTACT", "KEY", "PROXIES")

MOST_PROXIES = 8


@dataclass(frozen=True, slots=True)
class Config:
    """Every setting. `clips`: a folder of real videos for tests and benchmarks, None without.

    `contact`: where the server's operator takes corrections, a web or mailto: address. `key`: the
    API key that this machine registers elsewhere with. `proxies`: how many reverse proxies stand
    in front of the server, each of which adds what it saw to the X-Forwarded headers.
    """

    home: Path
    database: URL
    clips: Path | None
    contact: str | None = None
    key: str | None = field(default=None, repr=False)
    proxies: int = 0

    @property
    def keys(self) -> Path:
        """The folder of the server's keys."""
        return self.home / "keys"


def read_config(environ: Mapping[str, str] = os.environ) -> Config:
    """Read the `REELMARK_*` variables. Raises ConfigError naming the one that is wrong."""
    given = {name: value for name, value in environ.items() if name.startswith(PREFIX)}
    unknown = given.keys() - {f"{PREFIX}{name}" for name in NAMES}
    if unknown:
        raise ConfigError(f"{min(unknown)} is not a setting of Reelmark: unset it")
    if "" in given.values():
        name = min(name for name, value in given.items() if not value)
        raise ConfigError(f"{name} is empty: give it a value or unset it")
    home = _home(given.get("REELMARK_HOME"), environ.get("XDG_DATA_HOME", ""))
    return Config(
        home=home,
        database=_database(given.get("REELMARK_DATABASE_URL"), home),
        clips=_clips(given.get("REELMARK_CLIPS")),
        contact=_contact(given.get("REELMARK_CONTACT")),
        key=given.get("REELMARK_KEY"),
        proxies=_proxies(given.get("REELMARK_PROXIES", "0")),
    )


def _home(given: str | None, data_home: str) -> Path:
    if given is None:
        return _default_home(data_home)
    home = Path(given).absolute()
    if home.exists() and not home.is_dir():
        raise ConfigError(f"REELMARK_HOME is no folder: {home}")
    return home


def _default_home(data_home: str) -> Path:
    """Under XDG_DATA_HOME; the XDG specification has relative and empty values ignored."""
    if Path(data_home).is_absolute():
        return Path(data_home) / "reelmark"
    try:
        return Path("~/.local/share/reelmark").expanduser()
    except RuntimeError as error:
        raise ConfigError("REELMARK_HOME must be set: this user has no home folder") from error


def _database(given: str | None, home: Path) -> URL:
    """The message never repeats the value: a database URL may hold a password."""
    if given is None:
        return URL.create("sqlite", database=str(home / "reelmark.sqlite3"))
    try:
        url = make_url(given)
    except (ArgumentError, ValueError) as error:
        raise ConfigError("REELMARK_DATABASE_URL cannot be read as a database URL") from error
    if url.drivername in ("postgresql", "postgresql+psycopg") and url.database:
        return url.set(drivername="postgresql+psycopg")
    if url.drivername != "sqlite" or url.database in (None, "", ":memory:"):
        raise ConfigError(
            "REELMARK_DATABASE_URL must be sqlite:/// and the path of a file, "
            "or postgresql://, user, host and the name of a database"
        )
    return url


def _clips(given: str | None) -> Path | None:
    if given is not None and not Path(given).is_dir():
        raise ConfigError(f"REELMARK_CLIPS is no folder: {given}")
    return Path(given) if given is not None else None


def _contact(given: str | None) -> str | None:
    if given is not None and not re.fullmatch(r"(https?://|mailto:)[!-~]+", given):
        raise ConfigError("REELMARK_CONTACT must begin with https://, http:// or mailto:")
    return given


def _proxies(given: str) -> int:
    if given not in map(str, range(MOST_PROXIES + 1)):
        raise ConfigError(f"REELMARK_PROXIES must be a whole number from 0 to {MOST_PROXIES}")
    return int(given)
