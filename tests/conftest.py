from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.databases import SERVER, Server, programs


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
    """Runs a test with a registry in SQLite, and again with one in PostgreSQL."""
    if request.param == "sqlite":
        yield "sqlite"
        return
    server: Server = request.getfixturevalue("postgresql")
    monkeypatch.setenv(SERVER, server.url.render_as_string())
    yield "postgresql"
    server.clear()
