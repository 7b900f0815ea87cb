from __future__ import annotations

import json
from html import unescape
from pathlib import Path

from flask.testing import FlaskClient

import reelmark.web
from reelmark.contract import read_json

HELP = json.loads((Path(reelmark.web.__file__).parent / "texts.json").read_text("utf-8"))["help"]


def test_it_explains_each_state_at_its_anchor_in_both_languages(client: FlaskClient) -> None:
    for language in ("zh", "en"):
        page = unescape(client.get(f"/help?lang={language}").text)
        for states in HELP.values():
            for anchor, state in states.items():
                assert f'<dt id="{anchor}">{state["title"][language]}</dt>' in page
                assert state["text"][language] in page


def test_it_leaves_out_no_approval_and_no_declaration() -> None:
    enums = read_json("vocabulary/enums.json")["enums"]
    assert {f"approval-{one}" for one in enums["approval_state"]["values"]} < set(HELP["approval"])
    assert {f"ai-{one}" for one in enums["ai_involvement"]["values"]} < set(HELP["ai"])


def test_it_shows_the_fingerprint_that_the_extension_shows(client: FlaskClient) -> None:
    signed = client.get("/v1/bundle/manifest.json").get_json()
    page = client.get("/help").text
    assert signed["key"] == page.partition("<code>")[2].partition("</code>")[0].replace(" ", "")
