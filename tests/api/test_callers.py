from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import numpy as np
import pytest
from flask.testing import FlaskClient
from werkzeug.http import http_date

from reelmark.api import callers
from reelmark.api.callers import ADDRESS_RATE
from reelmark.app import create_app
from reelmark.registry.api_keys import Scope, revoke, rotate
from reelmark.registry.buckets import Rate
from reelmark.registry.store import Registry
from tests.api.queries import words
from tests.api.writing import DRAMA, Platform, generation, problem
from tests.databases import plain
from tests.registry.samples import START, config

FEW = Rate(per_second=1, burst=4)

pytestmark = pytest.mark.usefixtures("each_database")


@pytest.fixture
def frozen(filled: Registry, tmp_path: Path) -> FlaskClient:
    """A server whose clock stands still, so that no bucket fills up again."""
    return create_app(config(tmp_path), lambda: START).test_client()


@pytest.mark.parametrize(
    "given", [None, "", "Bearer", "Bearer x", "Basic eDp5", "\x80", "Bearer é"]
)
def test_it_asks_for_a_key(client: FlaskClient, filled: Registry, given: str | None) -> None:
    before = generation(filled)
    headers = {"Authorization": given} if given is not None else {}
    body = {"kind": "register", "work": "fog", "payload": DRAMA}
    answer = client.post("/v1/statements", json=body, headers=headers)
    assert problem(answer) == "unauthorised"
    assert answer.headers["WWW-Authenticate"] == "Bearer"
    assert generation(filled) == before


def test_a_refusal_never_repeats_the_secret(platform: Platform) -> None:
    secret = platform.key.split("_", 2)[2]
    with platform.registry.write() as writer:
        revoke(writer.session, platform.key.split("_")[1], START)
    refused = platform.say("register", "fog", DRAMA)
    assert problem(refused) == "unauthorised"
    assert "was revoked" in refused.text
    assert secret not in refused.text


def test_a_replaced_key_ends_after_its_hours(platform: Platform) -> None:
    with platform.registry.write() as writer:
        rotate(writer.session, platform.key.split("_")[1], START - timedelta(hours=30), 24)
    refused = platform.say("register", "fog", DRAMA)
    assert problem(refused) == "unauthorised"
    assert "expired" in refused.text


def test_a_key_has_a_rate(
    frozen: FlaskClient, filled: Registry, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(callers, "KEY_RATE", FEW)
    platform = Platform(frozen, filled, "busy")
    statuses = [platform.say("register", "fog", DRAMA) for _ in range(FEW.burst)]
    assert {problem(each) for each in statuses} == {"wrong-scope"}
    refused = platform.say("register", "fog", DRAMA)
    assert problem(refused) == "too-many-requests"
    assert int(refused.headers["Retry-After"]) >= 1


def test_an_address_that_sends_wrong_keys_has_a_rate(frozen: FlaskClient, tmp_path: Path) -> None:
    tries = [frozen.post("/v1/registrations", data=b"{}") for _ in range(ADDRESS_RATE.burst + 1)]
    assert [problem(each) for each in tries[-2:]] == ["unauthorised", "too-many-requests"]
    elsewhere = {"REMOTE_ADDR": "192.0.2.9"}
    other = frozen.post("/v1/registrations", data=b"{}", environ_base=elsewhere)
    assert problem(other) == "unauthorised"
    with plain(tmp_path) as connection:
        names = connection.exec_driver_sql("SELECT name FROM bucket").scalars().all()
    assert len(names) == 2
    assert not any("127.0.0.1" in name or "192.0.2.9" in name for name in names)


def test_an_address_of_ipv6_counts_with_its_network(frozen: FlaskClient, tmp_path: Path) -> None:
    for address in ("2001:db8::1", "2001:db8::2", "2001:db8:0:1::1"):
        frozen.post("/v1/registrations", environ_base={"REMOTE_ADDR": address})
    with plain(tmp_path) as connection:
        names = connection.exec_driver_sql("SELECT name FROM bucket").scalars().all()
    assert len(names) == 2


def test_lookups_that_take_long_have_a_rate(
    frozen: FlaskClient, filled: Registry, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(callers, "LOOKUP_RATE", FEW)
    frame = {
        "t_ms": 0,
        "rich": True,
        "words": words(np.zeros(1, np.uint64), np.zeros(1, np.uint64)),
    }
    blank = {"v": 1, "stage": 0, "length_ms": 250, "frames": [frame]}
    for _ in range(FEW.burst // 2):
        assert frozen.post("/v1/match", json=blank).status_code == 200
        assert frozen.get("/v1/dramas?as_of=1").status_code == 200
    refused = frozen.post("/v1/match", json=blank)
    assert problem(refused) == "too-many-requests"
    assert int(refused.headers["Retry-After"]) >= 1
    assert problem(frozen.get("/v1/dramas?as_of=1")) == "too-many-requests"
    page = frozen.get("/d/feng-gui@1")
    assert (page.status_code, page.mimetype) == (429, "text/html")
    assert frozen.get("/v1/dramas").status_code == 200
    reader, writer = (
        Platform(frozen, filled, id, scope)
        for id, scope in (("reader", Scope.READ), ("writer", Scope.REGISTER))
    )
    assert frozen.post("/v1/match", json=blank, headers=reader.headers()).status_code == 200
    other = frozen.post("/v1/match", json=blank, headers=writer.headers())
    assert problem(other) == "wrong-scope"


@pytest.mark.parametrize(
    ("proxies", "told", "counted"),
    [
        (0, ["192.0.2.1", "192.0.2.2", "192.0.2.3, 192.0.2.4"], 1),
        (1, ["192.0.2.1", "192.0.2.2", "192.0.2.3, 192.0.2.2"], 2),
        (2, ["192.0.2.1, 192.0.2.8", "192.0.2.9, 192.0.2.1, 192.0.2.7"], 1),
    ],
)
def test_an_address_is_what_the_proxies_in_front_saw(
    filled: Registry, tmp_path: Path, proxies: int, told: list[str], counted: int
) -> None:
    behind = create_app(replace(config(tmp_path), proxies=proxies), lambda: START).test_client()
    for each in told:
        behind.post("/v1/registrations", headers={"X-Forwarded-For": each})
    with plain(tmp_path) as connection:
        names = connection.exec_driver_sql("SELECT name FROM bucket").scalars().all()
    assert len(names) == counted


def test_a_client_whose_clock_is_wrong_is_told(platform: Platform) -> None:
    before = generation(platform.registry)
    wrong = platform.say("register", "fog", DRAMA, Date=http_date(START + timedelta(hours=2)))
    assert problem(wrong) == "clock-skew"
    assert generation(platform.registry) == before
    right = platform.say("register", "fog", DRAMA, Date=http_date(START + timedelta(minutes=1)))
    assert right.status_code == 201
