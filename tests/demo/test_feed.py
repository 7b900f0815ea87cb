"""The demo's feed: what it serves, and its check without the extension."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Page, expect, sync_playwright
from werkzeug.serving import BaseWSGIServer, make_server

from reelmark.app import create_app
from reelmark.demo.chromium import executable
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


@pytest.fixture
def server(app: Flask) -> Iterator[BaseWSGIServer]:
    made = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=made.serve_forever, args=(0.05,))
    thread.start()
    yield made
    made.shutdown()
    thread.join()
    made.server_close()


@pytest.fixture
def page(server: BaseWSGIServer) -> Iterator[Page]:
    """The feed on a narrow phone, in a browser without the extension."""
    flags = ["--headless=new", "--no-sandbox"]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable(), args=flags)
        opened = browser.new_page(viewport={"width": 360, "height": 640}, locale="en")
        opened.goto(f"http://127.0.0.1:{server.server_port}/demo/", wait_until="networkidle")
        yield opened
        browser.close()


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


@pytest.mark.browser
def test_a_double_click_starts_one_check(page: Page) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.locator("#check").dblclick()
    expect(page.locator("#check[aria-pressed=true]:enabled")).to_be_visible()
    assert len([url for url in asked if url.endswith("manifest.json")]) == 1


@pytest.mark.browser
def test_it_says_on_every_clip_that_the_server_is_down(page: Page) -> None:
    page.route("**", lambda route: route.abort())
    page.locator("#check").click()
    expect(page.locator(".answer h2")).to_have_text(["The registry cannot be reached"] * 2)
    expect(page.locator("#check[aria-pressed=false]")).to_be_enabled()


@pytest.mark.browser
def test_a_failure_of_its_own_is_not_told_as_a_server_that_is_down(page: Page) -> None:
    page.route("**/operators.json", lambda route: route.fulfill(body="{}"))
    page.locator("#check").click()
    expect(page.locator(".answer h2")).to_have_text(["Something went wrong"] * 2)


@pytest.mark.browser
def test_a_narrow_screen_keeps_the_lines_that_explain(page: Page) -> None:
    expect(page.locator("header span").first).to_be_visible()
    assert page.locator("header b").evaluate("one => one.getClientRects().length") == 1
