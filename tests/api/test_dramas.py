from __future__ import annotations

from typing import Any

import pytest
from flask.testing import FlaskClient

pytestmark = pytest.mark.usefixtures("each_database")


def read(client: FlaskClient, path: str) -> dict[str, Any]:
    answer = client.get(path)
    assert answer.status_code == 200, answer.text
    assert answer.json is not None
    return dict(answer.json)


def ids(answer: dict[str, Any]) -> list[str]:
    return [drama["id"] for drama in answer["dramas"]]


def test_it_lists_the_last_registered_first(client: FlaskClient) -> None:
    answer = read(client, "/v1/dramas")
    assert ids(answer) == ["nobody", "harbour", "long-street", "feng-gui"]
    assert answer["next"] is None


def test_it_goes_on_where_a_page_ended(client: FlaskClient) -> None:
    first = read(client, "/v1/dramas?limit=3")
    second = read(client, f"/v1/dramas?limit=3&cursor={first['next']}")
    assert (ids(first)[-1], ids(second), second["next"]) == ("long-street", ["feng-gui"], None)


@pytest.mark.parametrize(
    ("q", "found"), [("凤", ["feng-gui"]), ("NOBODY", ["nobody"]), ("　长街 ", ["long-street"])]
)
def test_it_finds_titles_by_a_part(client: FlaskClient, q: str, found: list[str]) -> None:
    assert ids(read(client, f"/v1/dramas?q={q}")) == found


def test_it_finds_nothing_without_failing(client: FlaskClient) -> None:
    assert read(client, "/v1/dramas?q=%00")["dramas"] == []


@pytest.mark.parametrize(
    "query",
    [
        "limit=0",
        "limit=201",
        "limit=x",
        "cursor=%25",
        "cursor=AAAA",
        "cursor=%E5%89%A7",
        "title=x",
        f"q={'x' * 201}",
    ],
)
def test_it_refuses_other_parameters(client: FlaskClient, query: str) -> None:
    answer = client.get(f"/v1/dramas?{query}")
    assert answer.status_code == 422
    assert answer.content_type == "application/problem+json"


def test_it_gives_a_drama_with_its_statements(client: FlaskClient) -> None:
    answer = read(client, "/v1/dramas/harbour")
    assert answer["drama"]["demo"]
    told = [(one["kind"], one["subject"], one["status"]) for one in answer["statements"]]
    assert told[0] == ("register", "drama", "active")
    assert told[-1] == ("revoke", "drama", "active")


def test_it_knows_no_other_drama(client: FlaskClient) -> None:
    answer = client.get("/v1/dramas/no-such-drama")
    assert answer.status_code == 404
    assert answer.json is not None
    assert answer.json["type"] == "/problems/not-found"
