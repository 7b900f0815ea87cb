from __future__ import annotations

import pytest
from flask.testing import FlaskClient

pytestmark = pytest.mark.usefixtures("each_database")

ORIGIN = {"Origin": "https://video.example"}
OPEN = "Access-Control-Allow-Origin"


@pytest.mark.parametrize(
    "address",
    ["/v1/dramas", "/v1/dramas/feng-gui", "/v1/bundle/manifest.json", "/v1/bundle/recent.json"],
)
def test_any_page_may_read_what_is_public(client: FlaskClient, address: str) -> None:
    answer = client.get(address, headers=ORIGIN)
    assert answer.headers[OPEN] == "*"
    assert "Access-Control-Allow-Credentials" not in answer.headers


def test_any_page_may_ask_for_a_match(client: FlaskClient) -> None:
    wanted = {
        "Access-Control-Request-Method": "POST",
        "Access-Control-Request-Headers": "content-type",
    }
    answer = client.options("/v1/match", headers=ORIGIN | wanted)
    assert answer.status_code == 200
    assert answer.headers[OPEN] == "*"
    assert answer.headers["Access-Control-Allow-Methods"] == "POST"
    assert answer.headers["Access-Control-Allow-Headers"] == "content-type"


def test_a_page_can_read_why_it_was_refused(client: FlaskClient) -> None:
    answer = client.post("/v1/match", data=b"{", headers=ORIGIN, content_type="application/json")
    assert (answer.status_code, answer.headers[OPEN]) == (400, "*")


@pytest.mark.parametrize("address", ["/", "/d/feng-gui", "/healthz", "/problems/"])
def test_nothing_else_is_shared(client: FlaskClient, address: str) -> None:
    assert OPEN not in client.get(address, headers=ORIGIN).headers
