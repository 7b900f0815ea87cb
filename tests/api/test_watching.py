from __future__ import annotations

import logging
from collections.abc import Iterator
from logging.handlers import BufferingHandler
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

from tests.api.writing import Platform, line
from tests.registry.samples import track


@pytest.fixture
def told() -> Iterator[list[logging.LogRecord]]:
    """What the server logs while a test runs."""
    handler = BufferingHandler(1000)
    logger = logging.getLogger("reelmark")
    logger.addHandler(handler)
    logger.setLevel(logging.INFO)
    yield handler.buffer
    logger.removeHandler(handler)
    logger.setLevel(logging.NOTSET)


def facts(record: logging.LogRecord) -> dict[str, Any]:
    """What a record tells, without how long it took."""
    given: dict[str, Any] = record.__dict__["facts"]
    assert given.get("ms", 0) >= 0
    return {name: value for name, value in given.items() if name != "ms"}


def test_a_request_is_told_by_its_rule(client: FlaskClient, told: list[logging.LogRecord]) -> None:
    answer = client.get("/d/feng-gui?lang=en")
    size = len(answer.data)
    (record,) = told
    assert record.msg == "request"
    assert facts(record) == {"method": "GET", "route": "/d/<name>", "status": 200, "bytes": size}


@pytest.mark.parametrize(
    ("method", "path", "expected"),
    [
        ("HEAD", "/d/feng-gui", ("HEAD", "/d/<name>", 200)),
        ("GET", "/none.css", ("GET", None, 404)),
        ("FENG-GUI", "/d/feng-gui", ("other", None, 405)),
    ],
)
def test_what_has_no_body_or_no_rule_is_told(
    client: FlaskClient,
    told: list[logging.LogRecord],
    method: str,
    path: str,
    expected: tuple[str, str | None, int],
) -> None:
    client.open(path, method=method)
    found = facts(told[-1])
    assert (found["method"], found["route"], found["status"]) == expected
    assert (found["bytes"] == 0) == (method == "HEAD")


def test_an_answer_sent_while_it_is_made_is_told_at_its_end(
    platform: Platform, told: list[logging.LogRecord]
) -> None:
    with platform.register(line(1, track(1)), line(2, track(2))) as answer:
        assert told == []
        size = len(answer.data)
    (record,) = told
    assert facts(record)["route"] == "/v1/registrations"
    assert facts(record)["bytes"] == size > 0


def test_machines_that_look_after_it_are_not_told(
    client: FlaskClient, told: list[logging.LogRecord]
) -> None:
    client.get("/healthz")
    assert told == []


def _broken() -> str:
    return {"feng-gui": ""}["secret"]


def test_a_failure_is_told_with_its_route(
    client: FlaskClient, told: list[logging.LogRecord]
) -> None:
    client.application.add_url_rule("/broken/<name>", "broken", lambda name: _broken())
    assert client.get("/broken/secret").status_code == 500
    failed, request = told
    assert (failed.msg, failed.args) == ("failed", ())
    assert facts(failed) == {"method": "GET", "route": "/broken/<name>"}
    assert failed.exc_info is not None
    assert failed.exc_info[0] is KeyError
    assert facts(request)["status"] == 500


def test_a_registry_that_cannot_be_read_is_told(
    client: FlaskClient, told: list[logging.LogRecord], tmp_path: Path
) -> None:
    for file in tmp_path.glob("reelmark.sqlite3*"):
        file.unlink()
    (tmp_path / "reelmark.sqlite3").write_bytes(b"no database" * 1000)
    assert client.get("/v1/dramas").status_code == 503
    assert [record.msg for record in told] == ["unavailable", "request"]
    assert str(tmp_path) not in told[0].getMessage()
