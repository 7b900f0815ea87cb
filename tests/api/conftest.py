from __future__ import annotations

from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from reelmark.app import create_app
from reelmark.registry.api_keys import Scope
from reelmark.registry.store import Registry
from tests.api.writing import Platform
from tests.registry.samples import config, ticking
from tests.registry_of_all import registry_of_all


@pytest.fixture
def filled(tmp_path: Path) -> Registry:
    return registry_of_all(tmp_path)


@pytest.fixture
def app(filled: Registry, tmp_path: Path) -> Flask:
    """The real application over a registry of every kind of record."""
    return create_app(config(tmp_path), ticking())


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


@pytest.fixture
def platform(client: FlaskClient, filled: Registry) -> Platform:
    return Platform(client, filled, "hong-guo", Scope.REGISTER)


@pytest.fixture
def reviewer(client: FlaskClient, filled: Registry) -> Platform:
    return Platform(client, filled, "reviewers", Scope.REVIEW)
