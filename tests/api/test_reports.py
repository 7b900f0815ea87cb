"""Anyone files a correction; the operator lets it in, and then it shows."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from flask.testing import FlaskClient

from reelmark.api.callers import ADDRESS_RATE
from reelmark.cli.reports import command
from reelmark.registry.corrections import State, corrections
from reelmark.registry.store import Registry

pytestmark = pytest.mark.usefixtures("each_database")

WRONG = {"work": "feng-gui", "about": "ai", "text": "配音不是 AI 制作"}
SOURCE = {"name": "公告", "date": "2026-11-20", "url": "https://example.org/n"}


def post(client: FlaskClient, **changes: Any) -> Any:  # noqa: ANN401  # a test response
    return client.post("/v1/reports", json=WRONG | changes)


def waiting(filled: Registry) -> list[str]:
    with filled.read() as reader:
        return [one.id for one in corrections(reader)]


def run(home: Path, *args: str) -> str:
    from tests import databases

    settings = {"REELMARK_HOME": str(home)} | databases.settings(home)
    result = CliRunner().invoke(command, args, env=settings)
    assert result.exception is None, result.output
    return result.output


def test_it_waits_and_nothing_of_it_shows(client: FlaskClient, filled: Registry) -> None:
    before = client.get("/v1/dramas/feng-gui").json
    answer = post(client)
    assert (answer.status_code, answer.json["state"]) == (202, "waiting")
    assert waiting(filled) == [answer.json["id"]]
    assert client.get("/v1/dramas/feng-gui").json == before


def test_what_is_accepted_shows_at_once(
    client: FlaskClient, filled: Registry, tmp_path: Path
) -> None:
    named = post(client, source=SOURCE).json["id"]
    assert "配音不是 AI 制作" in run(tmp_path, "list")
    assert "about feng-gui" in run(tmp_path, "accept", named)
    told = client.get("/v1/dramas/feng-gui").json
    assert told is not None
    assert told["drama"]["ai"]["disputed"]
    (cause,) = told["standings"][0]["causes"]
    assert (cause["actor"], cause["source"]["url"]) == ("public-report", SOURCE["url"])
    assert "let in by the operator" in client.get("/d/feng-gui?lang=en").text
    assert waiting(filled) == []


def test_a_page_that_differs_becomes_a_report(client: FlaskClient, tmp_path: Path) -> None:
    named = post(client, about="page", page_url="https://example.org/clip").json["id"]
    run(tmp_path, "accept", named)
    told = client.get("/v1/dramas/feng-gui").json
    assert told is not None
    assert (told["statements"][-1]["kind"], told["drama"]["status"]) == ("report", "active")


def test_what_is_rejected_is_forgotten(
    client: FlaskClient, filled: Registry, tmp_path: Path
) -> None:
    run(tmp_path, "reject", post(client).json["id"])
    with filled.read() as reader:
        (one,) = corrections(reader, None)
    assert (one.state, one.payload) == (State.REJECTED, None)
    assert "配音" not in run(tmp_path, "list", "--all", "--json")


def test_nothing_is_decided_twice(client: FlaskClient, tmp_path: Path) -> None:
    named = post(client).json["id"]
    run(tmp_path, "reject", named)
    for words in (["accept", named], ["reject", "nobody"]):
        with pytest.raises(AssertionError, match="correction"):
            run(tmp_path, *words)


@pytest.mark.parametrize(
    "changes",
    [
        {"work": "unheard-of"},
        {"work": "x"},
        {"edition": "e-harbour"},
        {"edition": "e-feng-gui", "episode": 3},
        {"episode": 1},
        {"about": "title"},
        {"about": "page"},
        {"page_url": "https://example.org/"},
        {"about": "page", "page_url": "javascript:alert(1)"},
        {"text": ""},
        {"text": "x" * 2001},
        {"text": "\u202ereversed"},
        {"source": SOURCE | {"url": "ftp://example.org"}},
        {"source": {"name": "公告", "date": "2026-11-20"}},
        {"email": "who@example.org"},
    ],
)
def test_it_refuses_what_is_not_whole(
    client: FlaskClient, filled: Registry, changes: dict[str, Any]
) -> None:
    answer = post(client, **changes)
    assert (answer.status_code, answer.content_type) == (422, "application/problem+json")
    assert waiting(filled) == []


def test_an_address_may_not_fill_the_queue(client: FlaskClient, filled: Registry) -> None:
    taken = 0
    while (answer := post(client, text=f"第 {taken} 处")).status_code == 202:
        taken += 1
        assert taken < 2 * ADDRESS_RATE.burst
    assert answer.status_code == 429
    assert int(answer.headers["Retry-After"]) > 0
    assert len(waiting(filled)) == taken >= ADDRESS_RATE.burst
