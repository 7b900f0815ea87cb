from __future__ import annotations

from pathlib import Path

import pytest
from flask.testing import FlaskClient

from reelmark.api.problems import Problem
from reelmark.web.texts import problem_texts

pytestmark = pytest.mark.usefixtures("each_database")


def test_every_problem_is_explained_under_its_title() -> None:
    titles = {slug: text["title"]["en"] for slug, text in problem_texts().items()}
    assert titles == {problem.slug: problem.title for problem in Problem}


@pytest.mark.parametrize("problem", Problem)
def test_its_type_is_the_address_of_its_page(client: FlaskClient, problem: Problem) -> None:
    answer = client.get(f"/problems/{problem.slug}?lang=en")
    assert answer.status_code == 200
    assert problem.title in answer.text


def test_every_problem_is_in_the_documentation() -> None:
    text = (Path(__file__).parents[2] / "docs" / "formats.md").read_text("utf-8")
    for problem in Problem:
        assert f"| `/problems/{problem.slug}` | {problem.status} |" in text


def test_it_names_the_methods_an_address_takes(client: FlaskClient) -> None:
    answer = client.put("/v1/match")
    assert answer.status_code == 405
    assert set(answer.headers["Allow"].split(", ")) == {"OPTIONS", "POST"}


@pytest.mark.parametrize(("path", "status"), [("/", 405), ("/v1/dramas", 405), ("/v1/no", 404)])
def test_a_body_does_not_hide_a_wrong_method(client: FlaskClient, path: str, status: int) -> None:
    assert client.put(path, data=b"{}").status_code == status
    assert client.get("/", data=b"{}").status_code == 413


def _broken() -> str:
    return str(1 // 0)


def test_an_unforeseen_error_says_nothing_of_the_inside(client: FlaskClient) -> None:
    app = client.application
    app.add_url_rule("/v1/broken", "broken", _broken)
    app.add_url_rule("/broken", "broken page", _broken)
    for address in ("/v1/broken", "/broken"):
        answer = client.get(address)
        assert answer.status_code == 500
        assert "ivision" not in answer.text
    assert client.get("/v1/broken").json == {
        "type": "/problems/internal-error",
        "title": "The server failed; the fault is on its side",
        "status": 500,
    }
