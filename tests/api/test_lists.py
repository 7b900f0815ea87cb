"""Lists: filters, cursors, NDJSON and CSV, and the feed of changes."""

from __future__ import annotations

import base64
import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

from reelmark.api.problems import Problem, RequestError
from reelmark.api.statements import ChangesQuery, changes_since
from reelmark.app import create_app
from reelmark.ledger.statement import Kind
from reelmark.registry.payloads import Ai
from reelmark.registry.store import Registry
from reelmark.registry.vocabulary import AiInvolvement
from tests.api.writing import Platform
from tests.registry.samples import config, registry
from tests.registry_of_all import register

pytestmark = pytest.mark.usefixtures("each_database")


def read(client: FlaskClient, path: str) -> dict[str, Any]:
    answer = client.get(path)
    assert answer.status_code == 200, answer.text
    return dict(answer.json or {})


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("ai=generated", ["feng-gui"]),
        ("approval=declared", ["long-street"]),
        ("approval=none_seen", ["nobody"]),
        ("status=revoked", ["harbour"]),
        ("registrant=local-operator", ["long-street", "feng-gui"]),
        ("tier=class_1", ["feng-gui"]),
        ("tier=unknown&ai=assisted", ["long-street"]),
        ("since=2026-11-22", []),
        ("since=2026-11-21&q=长", ["long-street"]),
    ],
)
def test_all_that_is_asked_for_must_hold(client: FlaskClient, query: str, found: list[str]) -> None:
    listed = [one["id"] for one in read(client, f"/v1/dramas?{query}")["dramas"]]
    assert [name for name in listed if name != "nobody" or "none_seen" in query] == found


@pytest.mark.parametrize("query", ["ai=robot", "tier=4", "since=yesterday", "registrant=A"])
def test_it_refuses_a_value_that_is_none(client: FlaskClient, query: str) -> None:
    assert client.get(f"/v1/dramas?{query}").status_code == 422


@pytest.fixture
def hostile(tmp_path: Path) -> FlaskClient:
    """Titles that a spreadsheet would compute."""
    filled = registry(tmp_path)
    ai = Ai(involvement=AiInvolvement.UNKNOWN)
    with filled.write() as writer:
        for number, title in enumerate(["=1+1", "@SUM(A1)", "－2", '"quoted", and; more']):
            register(writer, f"drama-{number}", title, ai, None, "somebody", {})
    return create_app(config(tmp_path)).test_client()


def test_a_spreadsheet_computes_nothing(hostile: FlaskClient) -> None:
    answer = hostile.get("/v1/dramas", headers={"Accept": "text/csv"})
    assert answer.content_type == "text/csv; charset=utf-8"
    rows = list(csv.DictReader(io.StringIO(answer.data.decode("utf-8-sig"))))
    assert [row["title"] for row in rows] == [
        '"quoted", and; more',
        "'－2",
        "'@SUM(A1)",
        "'=1+1",
    ]


def test_a_line_of_ndjson_is_an_item(client: FlaskClient) -> None:
    answer = client.get("/v1/dramas", headers={"Accept": "application/x-ndjson"})
    lines = [json.loads(line) for line in answer.text.splitlines()]
    assert lines == read(client, "/v1/dramas")["dramas"]


def test_a_link_leads_to_the_next_page_in_every_form(client: FlaskClient) -> None:
    answer = client.get("/v1/dramas?limit=3&ai=unknown&q=", headers={"Accept": "text/csv"})
    assert "Link" not in answer.headers
    answer = client.get("/v1/dramas?limit=3", headers={"Accept": "text/csv"})
    link = answer.headers["Link"]
    assert link.endswith('>; rel="next"')
    rest = client.get(link[1:].partition(">")[0], headers={"Accept": "text/csv"})
    assert "feng-gui" in rest.text
    assert "Accept" in answer.headers["Vary"]


def test_statements_are_found_by_what_they_are(client: FlaskClient) -> None:
    def kinds(query: str) -> list[str]:
        return [one["kind"] for one in read(client, f"/v1/statements?{query}")["statements"]]

    assert kinds("work=harbour") == ["register", "register", "register", "revoke"]
    assert kinds("actor=demo-operator&kind=revoke") == ["revoke"]
    assert kinds("since=2026-11-22") == []


def test_a_page_of_statements_goes_on(client: FlaskClient) -> None:
    whole = read(client, "/v1/statements")["statements"]
    found, cursor = [], ""
    while cursor is not None:
        page = read(client, f"/v1/statements?limit=4{cursor and f'&cursor={cursor}'}")
        found += page["statements"]
        cursor = page["next"]
    assert found == whole
    assert [one["seq"] for one in whole] == list(range(1, len(whole) + 1))


def test_a_statement_tells_what_it_says_and_what_became_of_it(client: FlaskClient) -> None:
    first = read(client, "/v1/statements?limit=1")["statements"][0]
    told = read(client, f"/v1/statements/{first['id']}")
    assert told == {"statement": first, "status": "active", "ended_by": None}
    assert first["payload"]["title"] == "凤归"
    assert client.get(f"/v1/statements/{'0' * 64}").status_code == 404


def test_what_anyone_may_have_written_is_withheld(client: FlaskClient) -> None:
    (dispute,) = read(client, "/v1/statements?kind=dispute")["statements"]
    assert (dispute["payload_is"], dispute["payload"]) == ("withheld", None)
    assert "画面也由" not in client.get("/v1/statements").text


def test_a_follower_reads_every_change_once(client: FlaskClient) -> None:
    seen, since = [], 0
    while True:
        page = read(client, f"/v1/changes?since={since}&limit=5")
        seen += [one["seq"] for one in page["changes"]]
        if since == page["next"]:
            break
        since = page["next"]
    assert seen == list(range(1, page["generation"] + 1))


def test_who_missed_too_much_reads_everything_anew(filled: Registry) -> None:
    with filled.read() as reader, pytest.raises(RequestError) as refused:
        changes_since(reader.session, ChangesQuery(since=0), window=3)
    assert refused.value.problem is Problem.GONE


@pytest.mark.parametrize("query", ["since=99", "since=-1", "since=x", "", "since=1&limit=1001"])
def test_a_feed_refuses_what_is_no_place_in_it(client: FlaskClient, query: str) -> None:
    assert client.get(f"/v1/changes?{query}").status_code == 422


def test_a_number_is_read_and_its_works_are_named(client: FlaskClient) -> None:
    told = read(client, "/v1/numbers/(番茄) 网微剧备字 [2026] 第847205号")
    (number,) = told["numbers"]
    assert (number["platform"], number["serial"], number["kind"]) == (
        "hongguo",
        "847205",
        "platform_number",
    )
    assert [claim["drama"] for claim in number["claims"]] == ["long-street"]
    assert read(client, "/v1/numbers/京ICP备16032848号-4")["numbers"] == []
    assert read(client, "/v1/numbers/a/b")["text"] == "a/b"


def test_who_may_write_is_told_with_how_that_was_checked(
    client: FlaskClient, filled: Registry
) -> None:
    Platform(client, filled, "hong-guo", public_key=bytes(32))
    Platform(client, filled, "newcomer", verified=False)
    told = read(client, "/v1/organisations")["organisations"]
    assert [(one["id"], one["verified_on"], one["verified_how"]) for one in told] == [
        ("demo-operator", "2026-11-21", "this server's own"),
        ("hong-guo", "2026-11-01", "licence seen"),
        ("local-operator", "2026-11-21", "this server's own"),
        ("newcomer", None, None),
    ]
    assert base64.b64decode(told[1]["public_key"]) == bytes(32)


def test_counts_are_those_of_what_is_registered(client: FlaskClient) -> None:
    told = read(client, "/v1/stats")
    assert (told["dramas"], told["episodes"], told["registrants"]) == (4, 5, 3)
    assert told["status"] == {"active": 2, "disputed": 1, "revoked": 1}
    assert sum(told["statements"].values()) == told["generation"]
    assert told["statements"][Kind.REVOKE] == 1
