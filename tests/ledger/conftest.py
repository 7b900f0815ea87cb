from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from reelmark.ledger.statement import Kind
from reelmark.registry.store import Registry
from tests.ledger.test_store import report
from tests.registry.samples import registry


@pytest.fixture
def three(tmp_path: Path) -> Registry:
    """A registry with three statements."""
    opened = registry(tmp_path)
    with opened.write() as writer:
        for text in ("one", "two", "three"):
            writer.append(Kind.REPORT, "feng-gui", report(text))
    return opened


@pytest.fixture
def raw(tmp_path: Path, three: Registry) -> Iterator[sqlite3.Connection]:
    """The same database without the program in between."""
    connection = sqlite3.connect(tmp_path / "reelmark.sqlite3", isolation_level=None)
    yield connection
    connection.close()
