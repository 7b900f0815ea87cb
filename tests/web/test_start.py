from __future__ import annotations

import re
from pathlib import Path

from flask.testing import FlaskClient

from reelmark.app import create_app
from tests.registry.samples import config


def works(page: str) -> list[str]:
    return re.findall(r'<a href="/d/([\w-]+)', page)


def test_it_says_what_this_is(client: FlaskClient) -> None:
    assert "recognises a clip by its pictures alone" in client.get("/?lang=en").text
    assert "只凭画面认出" in client.get("/?lang=zh").text


def test_it_lists_what_is_registered(client: FlaskClient) -> None:
    page = client.get("/").text
    assert works(page) == ["nobody", "harbour", "long-street", "feng-gui"]
    assert "demo data" in page
    assert "unverified registration" in page


def test_it_finds_titles(client: FlaskClient) -> None:
    assert works(client.get("/?q=凤").text) == ["feng-gui"]


def test_it_keeps_the_search_in_the_other_language(client: FlaskClient) -> None:
    assert 'href="?q=%E5%87%A4&amp;lang=zh"' in client.get("/?q=凤&lang=en").text


def test_finding_no_title_is_no_finding(client: FlaskClient) -> None:
    page = client.get("/", query_string={"q": "<script>", "lang": "en"}).text
    assert "does not mean such a work has no approval" in page
    assert "<script>" not in page


def test_it_works_without_any_drama(tmp_path: Path) -> None:
    page = create_app(config(tmp_path)).test_client().get("/?lang=en").text
    assert "Nothing is registered yet." in page
