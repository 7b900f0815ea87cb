from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path

from flask.testing import FlaskClient
from prometheus_client.parser import text_string_to_metric_families

from reelmark.api.callers import ADDRESS_RATE
from reelmark.app import create_app
from reelmark.registry.store import Registry
from tests.api.queries import planes, query
from tests.api.writing import Platform, line
from tests.registry.samples import START, config, track

DOCUMENT = Path(__file__).parents[2] / "docs" / "operation.md"

Told = dict[tuple[str, frozenset[tuple[str, str]]], float]


def told(client: FlaskClient) -> Told:
    """All numbers by name and labels."""
    answer = client.get("/metrics")
    assert answer.status_code == 200
    assert answer.content_type.startswith("text/plain; version=")
    return read(answer.text)


def read(text: str) -> Told:
    samples = (one for family in text_string_to_metric_families(text) for one in family.samples)
    return {(one.name, frozenset(one.labels.items())): one.value for one in samples}


def requests(method: str, route: str, status: str) -> tuple[str, frozenset[tuple[str, str]]]:
    labels = {"method": method, "route": route, "status": status}
    return "reelmark_request_seconds_count", frozenset(labels.items())


def test_it_counts_requests_by_their_rule(client: FlaskClient) -> None:
    for path in ("/d/feng-gui", "/d/harbour", "/d/secret", "/secret"):
        client.get(path)
    client.open("/", method="SECRET")
    found = told(client)
    assert found[requests("GET", "/d/<name>", "2xx")] == 2
    assert found[requests("GET", "/d/<name>", "4xx")] == 1
    assert found[requests("GET", "none", "4xx")] == 1
    assert found[requests("other", "none", "4xx")] == 1
    assert "secret" not in str(found).lower()


def test_it_counts_an_answer_sent_while_it_is_made(platform: Platform) -> None:
    platform.register(line(1, track(1))).close()
    assert told(platform.client)[requests("POST", "/v1/registrations", "2xx")] == 1


def verdicts(client: FlaskClient) -> dict[str, float]:
    name = "reelmark_match_answers_total"
    return {dict(by)["verdict"]: n for (each, by), n in told(client).items() if each == name}


def test_it_counts_verdicts(client: FlaskClient) -> None:
    verdict = client.post("/v1/match", json=query(planes(1, 16), 3)).get_json()["verdict"]
    client.post("/v1/match", json={})
    found = verdicts(client)
    assert found.pop(verdict) == 1
    assert set(found.values()) == {0}


def test_it_counts_who_sent_too_many(client: FlaskClient) -> None:
    answers = [client.post("/v1/registrations") for _ in range(ADDRESS_RATE.burst + 20)]
    refused = sum(each.status_code == 429 for each in answers)
    assert told(client)["reelmark_rate_limited_total", frozenset()] == refused > 0


def test_it_tells_what_the_registry_holds(filled: Registry, tmp_path: Path) -> None:
    now = START + timedelta(hours=2, minutes=30)  # signed files are dated to a full hour
    found = told(create_app(config(tmp_path), lambda: now).test_client())
    assert found["reelmark_statements", frozenset()] == 16
    assert found["reelmark_publication_age_seconds", frozenset()] == 1800
    assert found["reelmark_workers", frozenset()] == 1


def test_it_goes_on_while_the_registry_cannot_be_read(client: FlaskClient, tmp_path: Path) -> None:
    for file in tmp_path.glob("reelmark.sqlite3*"):
        file.unlink()
    (tmp_path / "reelmark.sqlite3").write_bytes(b"no database" * 1000)
    assert client.get("/v1/dramas").status_code == 503
    found = told(client)
    assert found[requests("GET", "/v1/dramas", "5xx")] == 1
    assert ("reelmark_statements", frozenset()) not in found


def test_all_of_it_is_documented(client: FlaskClient) -> None:
    client.get("/")
    kinds = ("_bucket", "_count", "_sum", "_created")
    names = {name for name, _ in told(client) if not name.endswith(kinds)}
    documented = set(re.findall(r"^\| `(reelmark_\w+)`", DOCUMENT.read_text("utf-8"), re.M))
    assert documented == names | {"reelmark_request_seconds"}


def test_it_is_no_part_of_the_api(client: FlaskClient) -> None:
    assert "metrics" not in client.get("/openapi.json").text
