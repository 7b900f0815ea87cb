"""docs/api.md: every operation has an example, and each gives what it says."""

from __future__ import annotations

import json
import re
from base64 import b64decode
from dataclasses import dataclass
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

PAGE = (Path(__file__).parents[2] / "docs" / "api.md").read_text("utf-8")
BLOCK = re.compile(r"```http\n(GET|POST|PUT) (\S+)\n(?:Accept: (\S+)\n)?(?:(\{.*\})\n)?(\d+)\n```")


@dataclass(frozen=True)
class Example:
    method: str
    path: str
    accept: str | None
    body: str | None
    status: int


EXAMPLES = [
    Example(method, path, accept or None, body or None, int(status))
    for method, path, accept, body, status in BLOCK.findall(PAGE)
]
READS = [one for one in EXAMPLES if one.path.startswith("/v1/") and one.method == "GET"]


def send(client: FlaskClient, one: Example, **headers: str) -> TestResponse:
    manifest = json.loads(client.get("/v1/bundle/manifest.json").text)
    bundle = json.loads(b64decode(manifest["payload"]))["bundle"]["sha256"]
    statements = client.get("/v1/statements?limit=1").json or {}
    said = statements["statements"][0]["id"]
    path = one.path.replace("{bundle}", bundle).replace("{statement}", said)
    accept = {"Accept": one.accept} if one.accept else {}
    body = json.loads(one.body) if one.body else None
    return client.open(path, method=one.method, json=body, headers=accept | headers)


def test_every_block_is_an_example() -> None:
    assert len(EXAMPLES) == PAGE.count("```http")


@pytest.mark.parametrize("one", EXAMPLES, ids=lambda one: one.path)
def test_it_gives_what_it_says(client: FlaskClient, one: Example) -> None:
    answer = send(client, one)
    assert answer.status_code == one.status, answer.text
    assert answer.content_type.startswith(one.accept or "")


@pytest.mark.parametrize("one", READS, ids=lambda one: one.path)
def test_a_reader_is_told_that_nothing_changed(client: FlaskClient, one: Example) -> None:
    answer = send(client, one)
    assert "max-age" in answer.headers["Cache-Control"]
    again = send(client, one, **{"If-None-Match": answer.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")


def test_every_operation_has_one(app: Flask) -> None:
    described = app.test_client().get("/openapi.json").json or {}
    operations = {
        (method.upper(), re.sub(r"\\\{\w+\\\}", ".+", re.escape(path)))
        for path, methods in described["paths"].items()
        for method in methods
    }
    for method, path in operations:
        found = [one for one in EXAMPLES if one.method == method]
        assert any(re.fullmatch(path, one.path.partition("?")[0]) for one in found), path
