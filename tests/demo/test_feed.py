"""The demo's feed: what it serves."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask

from reelmark.app import create_app
from reelmark.demo.feed import feed
from reelmark.demo.specimens import specimens
from reelmark.publishing.envelope import public_text
from tests.registry.samples import config
from tests.registry_of_all import registry_of_all


@pytest.fixture
def app(tmp_path: Path, master: Path) -> Flask:
    """The registry's application with a feed of two clips."""
    registry = registry_of_all(tmp_path)
    two = enumerate(specimens(tmp_path)[:2])
    shown = [replace(one, copy=tmp_path / f"{number}.mp4") for number, one in two]
    for one in shown:
        one.copy.write_bytes(master.read_bytes())
    key = public_text(registry.keys.signing.public_key())
    return create_app(config(tmp_path), blueprints=[feed(shown, key)])


@pytest.mark.parametrize(
    ("name", "status"),
    [
        ("feed/feed.css", 200),
        ("feed/check.js", 200),
        ("feed/__init__.py", 404),
        ("feed/feed.html", 404),
        ("core/background/look.js", 200),
        ("core/messages.js", 200),
        ("core/manifest.json", 404),
        ("core/pages/popup.js", 404),
        ("core/background/../manifest.json", 404),
        ("shared/vocabulary/enums.json", 200),
        ("shared/fingerprint.md", 404),
        ("videos/2.mp4", 404),
    ],
)
def test_it_serves_what_its_page_needs(app: Flask, name: str, status: int) -> None:
    with app.test_client().get(f"/demo/{name}") as answer:
        assert answer.status_code == status


def test_a_range_beyond_a_video_is_not_satisfiable(app: Flask) -> None:
    client = app.test_client()
    with client.get("/demo/videos/0.mp4") as whole:
        length = whole.content_length
    answer = client.get("/demo/videos/0.mp4", headers={"Range": "bytes=999999999-"})
    assert answer.status_code == 416
    assert answer.headers["Content-Range"] == f"bytes */{length}"
