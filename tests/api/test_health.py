from __future__ import annotations

from pathlib import Path

import pytest
from flask.testing import FlaskClient

from reelmark.app import create_app
from tests.registry.samples import config


@pytest.mark.usefixtures("each_database")
def test_it_says_how_far_the_registry_is(client: FlaskClient) -> None:
    answer = client.get("/healthz")
    assert (answer.status_code, answer.json) == (200, {"status": "ok", "generation": 16})


def test_it_says_when_the_registry_cannot_be_read(tmp_path: Path) -> None:
    client = create_app(config(tmp_path)).test_client()
    for file in tmp_path.glob("reelmark.sqlite3*"):
        file.unlink()
    (tmp_path / "reelmark.sqlite3").write_bytes(b"no database" * 1000)
    for address in ("/healthz", "/v1/dramas", "/v1/bundle/manifest.json"):
        answer = client.get(address)
        assert answer.status_code == 503
        assert answer.json is not None
        assert answer.json["type"] == "/problems/unavailable"
        assert str(tmp_path) not in answer.text
