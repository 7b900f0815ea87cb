from __future__ import annotations

from pathlib import Path

import pytest
from flask.testing import FlaskClient

from reelmark.app import create_app
from tests.registry.samples import config
from tests.registry_of_all import registry_of_all


@pytest.fixture(scope="session")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data folder of a registry of every kind of record, which pages only read."""
    folder = tmp_path_factory.mktemp("home")
    registry_of_all(folder)
    return folder


@pytest.fixture(scope="session")
def client(home: Path) -> FlaskClient:
    """The real application over it."""
    return create_app(config(home)).test_client()
