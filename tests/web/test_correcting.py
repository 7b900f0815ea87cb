"""The form "correct this", sent by a browser without scripts."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from reelmark.app import create_app
from reelmark.registry.corrections import Correction, corrections
from reelmark.registry.payloads import Dispute, Report
from reelmark.registry.store import Registry
from tests.registry.samples import config
from tests.registry_of_all import registry_of_all

FILLED = {"about": "approval", "part": "", "text": "编号有误\r\n应为第 2 号"}


@pytest.fixture
def filled(tmp_path: Path) -> Registry:
    return registry_of_all(tmp_path)


@pytest.fixture
def client(filled: Registry, tmp_path: Path) -> FlaskClient:
    return create_app(config(tmp_path)).test_client()


def sent(filled: Registry) -> list[Correction]:
    with filled.read() as reader:
        return corrections(reader)


def test_a_work_leads_to_its_form(client: FlaskClient) -> None:
    assert 'href="/d/feng-gui/correct?lang=en"' in client.get("/d/feng-gui?lang=en").text
    page = client.get("/d/feng-gui/correct?lang=en").text
    assert 'action="/d/feng-gui/correct?lang=en"' in page
    assert "episode" in page
    assert "提交更正" in client.get("/d/feng-gui?lang=zh").text


def test_what_is_sent_waits(client: FlaskClient, filled: Registry) -> None:
    answer = client.post("/d/feng-gui/correct?lang=en", data=FILLED)
    (one,) = sent(filled)
    assert answer.status_code == 202
    assert f"number {one.id}" in answer.text
    assert isinstance(one.payload, Dispute)
    assert one.payload.reason == "编号有误 应为第 2 号"


def test_it_can_be_about_an_episode_with_a_source(client: FlaskClient, filled: Registry) -> None:
    source = {"source_url": "https://example.org/n", "source_date": "2026-11-20"}
    client.post("/d/feng-gui/correct", data=FILLED | source | {"part": "e-feng-gui/4"})
    said = sent(filled)[0].payload
    assert isinstance(said, Dispute)
    assert (said.edition, said.episode) == ("e-feng-gui", 4)
    assert said.source is not None
    assert str(said.source.date) == "2026-11-20"


def test_it_can_be_about_a_page(client: FlaskClient, filled: Registry) -> None:
    page = {"about": "page", "page_url": "https://example.org/clip"}
    client.post("/d/feng-gui/correct", data=FILLED | page)
    assert isinstance(sent(filled)[0].payload, Report)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("text", ""),
        ("text", "x" * 2001),
        ("about", "title"),
        ("part", "e-harbour"),
        ("part", "e-feng-gui/99999999"),
        ("source_url", "nowhere"),
    ],
)
def test_what_is_wrong_is_marked_and_what_was_typed_stays(
    client: FlaskClient, filled: Registry, field: str, value: str
) -> None:
    answer = client.post("/d/feng-gui/correct?lang=en", data=FILLED | {field: value})
    assert answer.status_code == 422
    assert 'role="alert"' in answer.text
    assert sent(filled) == []


def test_what_was_typed_is_text_and_never_markup(client: FlaskClient) -> None:
    answer = client.post("/d/feng-gui/correct", data=FILLED | {"text": "<b>\u202e</b>"})
    assert answer.status_code == 422
    assert "&lt;b&gt;" in answer.text


def test_nothing_is_kept_of_who_sent_it(client: FlaskClient, filled: Registry) -> None:
    client.post("/d/feng-gui/correct", data=FILLED, headers={"User-Agent": "somebody"})
    assert not re.search("somebody|127", repr(sent(filled)))


def test_an_unknown_drama_has_no_form(client: FlaskClient) -> None:
    assert client.get("/d/unheard-of/correct").status_code == 404
    assert client.post("/d/unheard-of/correct", data=FILLED).status_code == 404
