from __future__ import annotations

import hashlib
import json
from base64 import b64decode
from typing import Any

import pytest
from flask.testing import FlaskClient

from reelmark.ledger.statement import key_id
from reelmark.registry.store import Registry
from tests.publishing.test_current import say_more

pytestmark = pytest.mark.usefixtures("each_database")


def payload(client: FlaskClient, name: str) -> dict[str, Any]:
    envelope = client.get(f"/v1/bundle/{name}.json").json
    assert envelope is not None
    return dict(json.loads(b64decode(envelope["payload"])))


def test_it_serves_a_signed_manifest(client: FlaskClient, filled: Registry) -> None:
    envelope = client.get("/v1/bundle/manifest.json").json
    assert envelope is not None
    key = filled.keys.signing.public_key()
    assert envelope["key"] == key_id(key)
    said = b"reelmark manifest v1\0" + b64decode(envelope["payload"])
    key.verify(b64decode(envelope["signature"]), said)


def test_it_serves_the_bundle_that_the_manifest_names(client: FlaskClient) -> None:
    bundle = payload(client, "manifest")["bundle"]
    answer = client.get(f"/v1/{bundle['path']}")
    assert hashlib.sha256(answer.data).hexdigest() == bundle["sha256"]
    assert len(answer.data) == bundle["bytes"]
    assert "immutable" in answer.headers["Cache-Control"]


def test_it_serves_recent_changes(client: FlaskClient) -> None:
    recent = payload(client, "recent")
    assert recent["complete"]
    assert recent["changes"][0]["drama"]["id"] == "harbour"


def test_it_sends_nothing_twice(client: FlaskClient) -> None:
    path = payload(client, "manifest")["bundle"]["path"]
    for address in ("/v1/bundle/manifest.json", "/v1/bundle/recent.json", f"/v1/{path}"):
        etag = client.get(address).headers["ETag"]
        again = client.get(address, headers={"If-None-Match": etag})
        assert (again.status_code, again.data) == (304, b"")


def test_it_serves_the_bundle_before_and_no_other(client: FlaskClient, filled: Registry) -> None:
    before = payload(client, "manifest")["bundle"]
    say_more(filled)
    after = payload(client, "manifest")["bundle"]
    assert after["sha256"] != before["sha256"]
    assert client.get(f"/v1/{before['path']}").status_code == 200
    answer = client.get(f"/v1/bundle/{'0' * 64}.bin")
    assert answer.status_code == 404
    assert answer.content_type == "application/problem+json"
