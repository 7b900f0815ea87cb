"""Organisations with keys, for tests of what writes over HTTP."""

from __future__ import annotations

import base64
import json
from datetime import date
from typing import Any

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from reelmark.fingerprint import Track
from reelmark.ledger.store import size
from reelmark.registry.api_keys import Scope, make
from reelmark.registry.organisations import OrganisationKind, add, verify
from reelmark.registry.store import Registry
from tests.registry.samples import START

AI = {"involvement": "generated"}
DRAMA = {"subject": "drama", "title": "雾港来信", "ai": AI}
SOURCE = {"name": "公告", "date": "2026-11-01", "url": "https://example.org/notice"}


class Platform:
    """An organisation at work: the id of its organisation, a key, and a client."""

    def __init__(
        self,
        client: FlaskClient,
        registry: Registry,
        id: str,
        *scopes: Scope,
        verified: bool = True,
        public_key: bytes | None = None,
    ) -> None:
        self.client = client
        self.registry = registry
        self.id = id
        with registry.write() as writer:
            session, kind = writer.session, OrganisationKind.PLATFORM
            add(session, id, id.title(), kind, START, public_key)
            if verified:
                verify(session, id, date(2026, 11, 1), "licence seen", START)
            self.key = make(session, id, "test", scopes, START)

    def headers(self, **more: str) -> dict[str, str]:
        named = {name.replace("_", "-"): value for name, value in more.items()}
        return {"Authorization": f"Bearer {self.key}"} | named

    def say(self, kind: str, work: str, payload: object, **more: Any) -> TestResponse:  # noqa: ANN401
        body = {"kind": kind, "work": work, "payload": payload}
        signature = more.pop("signature", None)
        body |= {"signature": signature} if signature else {}
        return self.client.post("/v1/statements", json=body, headers=self.headers(**more))

    def put(self, track: Track, sha256: str | None = None) -> TestResponse:
        return self.put_bytes(track.to_bytes(), sha256 or track.sha256)

    def put_bytes(self, data: bytes, sha256: str) -> TestResponse:
        kind = "application/octet-stream"
        address = f"/v1/tracks/{sha256}"
        return self.client.put(address, data=data, content_type=kind, headers=self.headers())

    def register(self, *lines: dict[str, object] | bytes, **more: str) -> TestResponse:
        body = b"\n".join(
            line if isinstance(line, bytes) else json.dumps(line).encode() for line in lines
        )
        kind = "application/x-ndjson"
        headers = self.headers(**more)
        return self.client.post("/v1/registrations", data=body, content_type=kind, headers=headers)


def line(episode: int, pictures: Track, /, **more: object) -> dict[str, object]:
    """One line of a bulk registration, with its track."""
    data = base64.b64encode(pictures.to_bytes()).decode()
    return {"title": "雾港来信", "episode": episode, "track": {"data": data}} | more


def answers(response: TestResponse) -> list[dict[str, Any]]:
    assert response.status_code == 200, response.text
    return [json.loads(each) for each in response.text.splitlines()]


def problem(response: TestResponse) -> str:
    """The name of the problem in a refusal."""
    assert response.content_type == "application/problem+json", response.text
    said: dict[str, Any] = response.get_json(force=True)
    assert said["status"] == response.status_code
    return str(said["type"]).removeprefix("/problems/")


def generation(registry: Registry) -> int:
    with registry.read() as reader:
        return size(reader.session)
