from __future__ import annotations

import re
from pathlib import Path

import pytest
from flask import Blueprint, Response
from flask.testing import FlaskClient

from reelmark.app import create_app
from tests.registry.samples import config

PAGES = ["/", "/d/feng-gui", "/d/unheard-of", "/nowhere", "/problems/", "/problems/too-large"]


@pytest.mark.parametrize("address", [*PAGES, "/v1/dramas", "/v1/nowhere", "/healthz"])
def test_nothing_may_be_loaded_framed_or_guessed(client: FlaskClient, address: str) -> None:
    headers = client.get(address).headers
    assert "default-src 'none'" in headers["Content-Security-Policy"]
    assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "no-referrer"


@pytest.mark.parametrize("address", PAGES)
def test_its_pages_keep_to_the_policy(client: FlaskClient, address: str) -> None:
    page = client.get(address).text
    assert not re.search(r"<script|<style| style=| on\w+=", page)
    for linked in re.findall(r'<link[^>]* href="([^"]+)"', page):
        with client.get(linked) as answer:
            assert answer.status_code == 200


@pytest.mark.parametrize("address", PAGES)
def test_its_links_within_lead_somewhere(client: FlaskClient, address: str) -> None:
    for language in ("zh", "en"):
        page = client.get(address, query_string={"lang": language}).text
        for linked in re.findall(r'<a[^>]* href="(/[^"]*)"', page):
            assert client.get(linked.partition("#")[0]).status_code == 200, linked
        for anchor in re.findall(r'href="#([^"]*)"', page):
            assert f'id="{anchor}"' in page


def test_other_blueprints_set_their_own_policy(tmp_path: Path) -> None:
    own = Blueprint("own", __name__)
    policy = {"Content-Security-Policy": "default-src 'self'"}
    own.add_url_rule("/own", view_func=lambda: Response("own", headers=policy))
    client = create_app(config(tmp_path), blueprints=[own]).test_client()
    assert client.get("/own").headers["Content-Security-Policy"] == "default-src 'self'"
