from __future__ import annotations

import os
from collections.abc import Iterator

import pytest

from tests.databases import SERVER, Server, programs

ALL = "TEST_ALL_DATABASES"


@pytest.fixture(scope="session")
def postgresql() -> Iterator[Server]:
    """One server for all tests of this process."""
    found = programs()
    if found is None:
        pytest.skip("PostgreSQL is not installed (Debian's postgresql)")
    server = Server(found)
    yield server
    server.stop()


@pytest.fixture(params=["sqlite", "postgresql"])
def each_database(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """Runs a test with a registry in SQLite, and again with one in PostgreSQL.

    Those over HTTP and of commands are many: with PostgreSQL only in `make test-databases`.
    """
    if request.param == "sqlite":
        yield "sqlite"
        return
    if request.path.parent.name in ("api", "cli") and ALL not in os.environ:
        pytest.skip("make test-databases asks this of PostgreSQL as well")
    server: Server = request.getfixturevalue("postgresql")
    monkeypatch.setenv(SERVER, server.url.render_as_string())
    yield "postgresql"
    server.clear()
