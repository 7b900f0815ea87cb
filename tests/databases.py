"""The databases that tests run with: SQLite in the registry's home, or a PostgreSQL server.

Tests of modules that ask for the fixture `each_database` run once with each.
"""

from __future__ import annotations

import hashlib
import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import psycopg
from psycopg import sql
from sqlalchemy import Connection, create_engine, text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.pool import NullPool

from reelmark.config import read_config
from reelmark.db import Database

SERVER = "TEST_POSTGRESQL"
"""Names the server to this process and those it starts, while a test runs with PostgreSQL."""

TEMPLATE = "reelmark_template"
_made: set[tuple[str, str]] = set()


def settings(home: Path) -> dict[str, str]:
    """The setting by which a registry in `home` finds its database; none for SQLite."""
    server = os.environ.get(SERVER)
    if server is None:
        return {}
    name = "t" + hashlib.sha256(str(home).encode()).hexdigest()[:20]
    if (server, name) not in _made:
        _create(make_url(server), name)
        _made.add((server, name))
    return {"REELMARK_DATABASE_URL": make_url(server).set(database=name).render_as_string()}


@contextmanager
def unguarded(home: Path) -> Iterator[Connection]:
    """A connection without triggers and foreign keys: what is changed by hand."""
    with plain(home) as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(text("SET LOCAL session_replication_role = replica"))
        else:
            query = text("SELECT name FROM sqlite_master WHERE type = 'trigger'")
            for name in connection.execute(query).scalars().all():
                connection.execute(text(f"DROP TRIGGER {name}"))
        yield connection


@contextmanager
def plain(home: Path) -> Iterator[Connection]:
    """A connection to the database of a registry, without the program in between."""
    url = read_config({"REELMARK_HOME": str(home)} | settings(home)).database
    engine = create_engine(url, poolclass=NullPool)
    try:
        with engine.begin() as connection:
            yield connection
    finally:
        engine.dispose()


def change(home: Path, statement: str, **values: object) -> None:
    """Change a registry by hand, past its guards. `:bytes` is one zero byte."""
    with unguarded(home) as connection:
        connection.execute(text(statement), {"bytes": bytes(1)} | values)


class Server:
    """A PostgreSQL server on a Unix socket in a folder of its own."""

    def __init__(self, programs: Path) -> None:
        """Start it; its text sorts as people expect, not byte by byte as in SQLite."""
        self._programs = programs
        self._folder = Path(tempfile.mkdtemp(prefix="reelmark-pg-"))
        self._data = self._folder / "data"
        self._user = "postgres" if os.getuid() == 0 else None
        if self._user:  # as root it refuses to run
            shutil.chown(self._folder, self._user)
        made = ["--auth=trust", "--no-sync", "--username=reelmark", "--encoding=UTF8"]
        locale = ["--locale-provider=icu", "--icu-locale=en-US", "--locale=C.UTF-8"]
        self._run("initdb", *made, *locale)
        fast = "-c fsync=off -c full_page_writes=off -c max_connections=200"
        options = f"-k {self._folder} -c listen_addresses='' {fast}"
        self._run("pg_ctl", "start", "-w", "-l", str(self._folder / "log"), "-o", options)
        self.url = URL.create(
            "postgresql", "reelmark", database="postgres", query={"host": str(self._folder)}
        )
        _execute(self.url, sql.SQL("CREATE DATABASE {}").format(sql.Identifier(TEMPLATE)))
        Database(self.url.set(drivername="postgresql+psycopg", database=TEMPLATE))

    def clear(self) -> None:
        """Drop the databases of a test."""
        names = _execute(self.url, sql.SQL("SELECT datname FROM pg_database WHERE datname ~ '^t'"))
        for (name,) in names:
            if name.startswith("t") and not name.startswith("template"):
                drop = sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name))
                _execute(self.url, drop)
        _made.clear()

    def stop(self) -> None:
        """Stop it and remove what it wrote."""
        self._run("pg_ctl", "stop", "-m", "immediate")
        shutil.rmtree(self._folder)

    def _run(self, program: str, *arguments: str) -> None:
        command = [str(self._programs / program), "-D", str(self._data), *arguments]
        group = pwd.getpwnam(self._user).pw_gid if self._user else None
        ran = subprocess.run(
            command,
            user=self._user,
            group=group,
            extra_groups=[] if self._user else None,
            cwd=self._folder,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,  # the server keeps it open
            stderr=subprocess.PIPE if program == "initdb" else subprocess.DEVNULL,
            check=False,
            text=True,
        )
        assert ran.returncode == 0, f"{program}: {ran.stderr}"


def programs() -> Path | None:
    """The folder of the newest PostgreSQL here; Debian keeps it off the PATH."""
    found = shutil.which("initdb")
    places = [Path(found).resolve().parent] if found else []
    places += sorted(Path("/usr/lib/postgresql").glob("[0-9]*/bin"), key=lambda p: p.parent.name)
    return next((place for place in reversed(places) if (place / "initdb").exists()), None)


def _create(server: URL, name: str) -> None:
    create = sql.SQL("CREATE DATABASE {} TEMPLATE {}")
    made = psycopg.errors.DuplicateDatabase, psycopg.errors.UniqueViolation
    with suppress(*made):  # by another process
        _execute(server, create.format(sql.Identifier(name), sql.Identifier(TEMPLATE)))


def _execute(server: URL, command: sql.SQL | sql.Composed) -> list[tuple[str, ...]]:
    url = server.set(drivername="postgresql").render_as_string(hide_password=False)
    with psycopg.connect(url, autocommit=True) as connection:
        found = connection.execute(command)
        return found.fetchall() if found.description else []
