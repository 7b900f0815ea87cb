"""The registry as it was: at a statement, on a day, and the same as it looked then."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

from reelmark.app import create_app
from reelmark.ledger.statement import Kind
from reelmark.publishing.record import PublishedDrama
from reelmark.publishing.snapshot import earlier_snapshot, read_snapshot
from reelmark.registry.payloads import Payload, parse
from reelmark.registry.store import Registry
from tests.registry.samples import config, registry, track

pytestmark = pytest.mark.usefixtures("each_database")

SOURCE = '"source": {"name": "公告", "date": "2026-11-20", "url": "https://example.org/n"}'


def say(to: Registry, kind: str, fields: str, work: str = "feng-gui", actor: str = "studio") -> str:
    """One statement in a transaction of its own; returns its id."""
    payload: Payload = parse(Kind(kind), f"{{{fields}}}".encode())
    with to.write() as writer:
        return writer.append(Kind(kind), work, payload, actor).id


def drama(title: str, involvement: str = "unknown") -> str:
    return f'"subject": "drama", "title": "{title}", "ai": {{"involvement": "{involvement}"}}'


def told(to: Registry) -> list[dict[str, PublishedDrama]]:
    """Says one thing after the other; what was published after each."""
    states: list[dict[str, PublishedDrama]] = [{}]

    def then(kind: str, fields: str, **who: str) -> str:
        said = say(to, kind, fields, **who)
        with to.read() as reader:
            states.append(read_snapshot(reader).by_id)
        return said

    with to.write() as writer:
        sha256 = writer.add_track(track(1).to_bytes())
    first = then("register", drama("凤归"))
    then("register", drama("长街"), work="long-street")
    edition = '"subject": "edition", "edition": "e-main", "name": "main"'
    then("register", f'{edition}, "credential": "（番茄）网微剧备字（2026）第001号"')
    kept = f'"track": {{"sha256": "{sha256}", "frames": 5, "duration_ms": 5000}}'
    episode = '"subject": "episode", "edition": "e-main", "episode": 1'
    then("register", f"{episode}, {kept}")
    then("amend", f'{drama("凤归", "assisted")}, "supersedes": "{first}"')
    line = '"subject": "drama", "about": "ai", "reason": "画面"'
    dispute = then("dispute", line, actor="viewer")
    then("resolve", f'"subject": "drama", "resolves": "{dispute}", "outcome": "lifted"')
    then("revoke", f'"subject": "edition", "edition": "e-main", {SOURCE}', actor="reviewer")
    then("withdraw", f'"subject": "drama", "withdraws": "{first}"')
    return states


def test_every_earlier_state_is_what_was_published_then(tmp_path: Path) -> None:
    filled = registry(tmp_path)
    states = told(filled)
    with filled.read() as reader:
        present = read_snapshot(reader)
        for seq, state in enumerate(states):
            assert earlier_snapshot(reader, present, seq).by_id == state, seq


@pytest.fixture
def asked(tmp_path: Path) -> FlaskClient:
    told(registry(tmp_path))
    return create_app(config(tmp_path)).test_client()


def read(client: FlaskClient, path: str) -> dict[str, Any]:
    answer = client.get(path)
    assert answer.status_code == 200, answer.text
    return dict(answer.json or {})


def test_a_drama_is_told_as_of_a_statement(asked: FlaskClient) -> None:
    then = read(asked, "/v1/dramas/feng-gui?as_of=4")
    assert (then["drama"]["ai"]["involvement"], then["generation"]) == ("unknown", 4)
    assert (then["earlier"], [one["seq"] for one in then["statements"]]) == (True, [1, 3, 4])
    now = read(asked, "/v1/dramas/feng-gui")
    assert (now["drama"]["ai"]["involvement"], now["earlier"]) == ("assisted", False)
    assert read(asked, "/v1/dramas/feng-gui?as_of=9") == now


def test_a_day_is_the_state_at_its_end(asked: FlaskClient) -> None:
    now = read(asked, "/v1/dramas/feng-gui")
    assert read(asked, "/v1/dramas/feng-gui?as_of=2026-11-21") == now
    assert asked.get("/v1/dramas/feng-gui?as_of=2026-11-20").status_code == 404
    assert read(asked, "/v1/dramas?as_of=2026-11-20")["dramas"] == []


def test_the_list_is_that_of_then(asked: FlaskClient) -> None:
    ids = [one["id"] for one in read(asked, "/v1/dramas?as_of=1")["dramas"]]
    assert ids == ["feng-gui"]
    assert read(asked, "/v1/dramas?as_of=7&status=revoked")["dramas"] == []


@pytest.mark.parametrize("as_of", ["10", "x", "-1", "2026-13-01", "9" * 19, "", "2026-11-21T06"])
def test_it_refuses_what_is_no_moment_of_this_log(asked: FlaskClient, as_of: str) -> None:
    answer = asked.get(f"/v1/dramas/feng-gui?as_of={as_of}")
    assert (answer.status_code, answer.content_type) == (422, "application/problem+json")


def test_an_edition_is_told_with_what_caused_its_status(asked: FlaskClient) -> None:
    told = read(asked, "/v1/editions/e-main")
    (line,) = told["standings"]
    assert (told["drama"], line["status"]) == ("feng-gui", "revoked")
    (cause,) = line["causes"]
    assert (cause["seq"], cause["actor"], cause["kind"]) == (8, "reviewer", "revoke")
    assert cause["source"]["url"] == "https://example.org/n"
    assert read(asked, "/v1/editions/e-main?as_of=7")["edition"]["status"] == "active"


def test_a_status_names_its_statements_and_a_statement_what_ended_it(asked: FlaskClient) -> None:
    now = read(asked, "/v1/dramas/feng-gui")
    drama = now["standings"][0]
    assert (drama["status"], [one["seq"] for one in drama["causes"]]) == ("withdrawn", [9])
    lines = {one["seq"]: (one["status"], one["ended_by"]) for one in now["statements"]}
    assert lines[6] == ("superseded", 7)
    assert lines[8] == ("active", None)


def test_what_holds_up_to_a_day_expires_and_held_then(tmp_path: Path) -> None:
    told(filled := registry(tmp_path))
    edition = '"subject": "edition", "edition": "e-long", "name": "main"'
    number = '"credential": "（番茄）网微剧备字（2026）第002号", "valid_until": "2026-12-31"'
    say(filled, "register", f"{edition}, {number}", work="long-street")
    now = [datetime(2026, 12, 31, 15, 59, tzinfo=UTC)]
    client = create_app(config(tmp_path), lambda: now[0]).test_client()

    def state(path: str) -> tuple[str, str]:
        said = read(client, path)["edition"]
        return said["status"], said["approval"]["state"]

    assert state("/v1/editions/e-long") == ("active", "declared")
    bundle = read(client, "/v1/bundle/manifest.json")["payload"]
    now[0] += timedelta(hours=1)  # past midnight in China
    assert state("/v1/editions/e-long") == ("expired", "expired")
    assert read(client, "/v1/bundle/manifest.json")["payload"] != bundle
    (line,) = read(client, "/v1/editions/e-long")["standings"]
    assert [cause["seq"] for cause in line["causes"]] == [10]
    assert (
        'valid until <span class="literal">2026-12-31' in client.get("/d/long-street?lang=en").text
    )
    say(
        filled,
        "amend",
        drama("长街", "assisted") + f', "supersedes": "{first_of(client)}"',
        "long-street",
    )
    assert state("/v1/editions/e-long?as_of=10") == ("active", "declared")


def first_of(client: FlaskClient) -> str:
    return str(read(client, "/v1/dramas/long-street")["statements"][0]["id"])


def test_the_permalink_says_that_it_is_an_earlier_state(asked: FlaskClient) -> None:
    page = asked.get("/d/feng-gui@4?lang=en").text
    assert "This is an earlier state, as of statement 4 (2026-11-21)." in page
    assert 'href="/v1/dramas/feng-gui?as_of=4"' in page
    assert "earlier state" not in asked.get("/d/feng-gui?lang=en").text
    assert "earlier state" not in asked.get("/d/feng-gui@9?lang=en").text


@pytest.mark.parametrize("name", ["feng-gui@10", "feng-gui@0", "feng-gui@x", "feng-gui@4@4"])
def test_a_permalink_to_what_never_was_is_missing(asked: FlaskClient, name: str) -> None:
    assert asked.get(f"/d/{name}").status_code == 404
