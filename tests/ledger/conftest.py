from __future__ import annotations

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
