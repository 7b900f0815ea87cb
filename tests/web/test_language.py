from __future__ import annotations

import pytest
from flask.testing import FlaskClient


@pytest.mark.parametrize(
    ("accepted", "language"),
    [
        ("zh-CN,zh;q=0.9,en;q=0.8", "zh-CN"),
        ("zh-TW", "zh-CN"),
        ("en-GB,en;q=0.9,zh;q=0.5", "en"),
        ("fr", "en"),
        ("", "en"),
    ],
)
def test_it_follows_the_browser(client: FlaskClient, accepted: str, language: str) -> None:
    answer = client.get("/d/feng-gui", headers={"Accept-Language": accepted})
    assert f'<html lang="{language}">' in answer.text
    assert answer.headers["Vary"] == "Accept-Language"


def test_it_follows_the_address_before_the_browser(client: FlaskClient) -> None:
    page = client.get("/?lang=zh", headers={"Accept-Language": "en"}).text
    assert '<html lang="zh-CN">' in page
    assert 'href="/d/feng-gui?lang=zh"' in page


def test_it_ignores_a_language_it_does_not_have(client: FlaskClient) -> None:
    page = client.get("/?lang=fr", headers={"Accept-Language": "zh"}).text
    assert '<html lang="zh-CN">' in page
    assert 'href="/d/feng-gui"' in page
