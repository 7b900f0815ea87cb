from __future__ import annotations

import base64
import hashlib
import json
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from flask.testing import FlaskClient

from reelmark.ledger.statement import StatementError, canonical, key_id
from reelmark.registry.api_keys import Scope
from reelmark.registry.checking import check
from reelmark.registry.countersignature import SIGNED
from reelmark.registry.store import Registry
from tests.api.writing import AI, DRAMA, SOURCE, Platform, generation, problem
from tests.databases import change
from tests.registry.samples import track

pytestmark = pytest.mark.usefixtures("each_database")

EDITION = {"subject": "edition", "edition": "e-fog", "name": "main"}
ONE = track(101)
REF = {"sha256": ONE.sha256, "frames": 5, "duration_ms": 5000}
EPISODE = {"subject": "episode", "edition": "e-fog", "episode": 1, "track": REF}


@pytest.fixture
def fog(platform: Platform) -> Platform:
    """A platform that has registered a drama with one episode."""
    platform.put(ONE)
    for payload in (DRAMA, EDITION, EPISODE):
        assert platform.say("register", "fog", payload).status_code == 201
    return platform


def drama(client: FlaskClient, id: str = "fog") -> dict[str, Any]:
    return dict(client.get(f"/v1/dramas/{id}").json or {})


def test_a_platform_registers_amends_and_withdraws(client: FlaskClient, fog: Platform) -> None:
    first = drama(client)["statements"][0]["id"]
    amended = fog.say("amend", "fog", DRAMA | {"title": "雾港", "supersedes": first})
    assert amended.status_code == 201
    assert drama(client)["drama"]["title"] == "雾港"
    id = amended.json["id"] if amended.json else ""
    said = {"subject": "drama", "withdraws": id, "reason": "授权到期"}
    assert fog.say("withdraw", "fog", said).status_code == 201
    assert drama(client)["drama"]["status"] == "withdrawn"


def test_what_was_said_before_is_known(fog: Platform, filled: Registry) -> None:
    before = generation(filled)
    again = fog.say("register", "fog", DRAMA)
    assert (again.status_code, (again.json or {})["status"]) == (200, "known")
    assert generation(filled) == before


def test_a_statement_names_the_key_it_came_with_and_the_one_that_signed_it(
    client: FlaskClient, fog: Platform, filled: Registry
) -> None:
    lines = drama(client)["statements"]
    assert {(each["actor"], each["api_key"]) for each in lines} == {(fog.id, fog.key.split("_")[1])}
    assert drama(client, "feng-gui")["statements"][0]["api_key"] is None
    (signed,) = (client.get("/v1/statements?limit=1").json or {})["statements"]
    assert signed["signing_key"] == key_id(filled.keys.signing.public_key())


def test_an_unverified_organisation_never_sets_the_mark(
    client: FlaskClient, filled: Registry
) -> None:
    unknown = Platform(client, filled, "unknown", Scope.REGISTER, verified=False)
    assert unknown.say("register", "shade", DRAMA).status_code == 201
    assert drama(client, "shade")["drama"]["verified"] is False


def test_an_organisation_changes_only_its_own_works(
    client: FlaskClient, fog: Platform, filled: Registry
) -> None:
    other = Platform(client, filled, "fan-qie", Scope.REGISTER)
    before = generation(filled)
    first = drama(client)["statements"][0]["id"]
    foreign = [
        other.say("register", "fog", DRAMA),
        other.say("register", "feng-gui", EDITION | {"edition": "e-new"}),
        other.say("amend", "fog", DRAMA | {"supersedes": first}),
        other.say("withdraw", "fog", {"subject": "drama", "withdraws": first}),
    ]
    assert {problem(each) for each in foreign} == {"foreign-work"}
    assert other.say("register", "mine", DRAMA).status_code == 201
    assert problem(other.say("register", "mine", EDITION)) == "foreign-work"
    assert generation(filled) == before + 1
    disputed = {"subject": "drama", "about": "work", "reason": "画面出自我们的作品"}
    assert other.say("dispute", "fog", disputed).status_code == 201


@pytest.mark.parametrize(
    ("kind", "payload"),
    [
        ("revoke", {"subject": "drama", "source": SOURCE}),
        ("resolve", {"subject": "drama", "resolves": "0f" * 32, "outcome": "lifted"}),
        ("redact", {"subject": "drama", "redacts": "0f" * 32, "source": SOURCE}),
        (
            "attest",
            {
                "subject": "drama",
                "list": {
                    "kind": "licence_list",
                    "issuer": "总局",
                    "name": "公示",
                    "date": "2026-11-01",
                    "source_url": "https://example.org",
                },
            },
        ),
    ],
)
def test_a_key_allows_only_its_scopes(fog: Platform, kind: str, payload: object) -> None:
    before = generation(fog.registry)
    assert problem(fog.say(kind, "fog", payload)) == "wrong-scope"
    assert generation(fog.registry) == before


def test_nobody_unverified_judges(client: FlaskClient, filled: Registry) -> None:
    judge = Platform(client, filled, "judge", Scope.REVIEW, Scope.ATTEST, verified=False)
    revoked = judge.say("revoke", "feng-gui", {"subject": "drama", "source": SOURCE})
    assert problem(revoked) == "wrong-scope"


def test_a_reviewer_revokes_with_a_source_and_lifts_it(
    client: FlaskClient, fog: Platform, reviewer: Platform
) -> None:
    assert problem(reviewer.say("revoke", "fog", {"subject": "drama"})) == "invalid-request"
    revoked = reviewer.say("revoke", "fog", {"subject": "drama", "source": SOURCE})
    assert drama(client)["drama"]["status"] == "revoked"
    lifted = {"subject": "drama", "resolves": (revoked.json or {})["id"], "outcome": "lifted"}
    assert reviewer.say("resolve", "fog", lifted).status_code == 201
    assert drama(client)["drama"]["status"] == "active"


def test_a_redaction_removes_the_payload_for_good(
    client: FlaskClient, fog: Platform, reviewer: Platform
) -> None:
    first = drama(client)["statements"][0]["id"]
    said = {"subject": "drama", "redacts": first, "source": SOURCE}
    assert reviewer.say("redact", "fog", said).status_code == 201
    assert drama(client)["drama"]["title"] is None
    with fog.registry.read() as reader:
        assert check(reader.session).removed == 1
    assert (fog.say("register", "fog", DRAMA).json or {})["status"] == "known"
    assert drama(client)["drama"]["title"] is None


def test_same_work_is_said_by_one_side_and_confirmed_by_the_other(
    client: FlaskClient, fog: Platform, filled: Registry
) -> None:
    other = Platform(client, filled, "fan-qie", Scope.REGISTER)
    other.say("register", "mist", DRAMA)
    joined = {"subject": "edition", "edition": "e-fog", "drama": "mist"}
    assert problem(other.say("same_work", "fog", joined)) == "foreign-work"
    first = (fog.say("same_work", "fog", joined).json or {})["id"]
    confirmed = joined | {"confirms": first}
    assert problem(fog.say("same_work", "fog", confirmed)) == "foreign-work"
    assert other.say("same_work", "fog", confirmed).status_code == 201


@pytest.mark.parametrize(
    ("kind", "work", "payload"),
    [
        ("register", "fog", DRAMA | {"title": "另名"}),
        ("register", "fog", EDITION | {"name": "另版"}),
        ("register", "fog", EPISODE | {"episode": 2, "track": REF | {"sha256": "0f" * 32}}),
        ("register", "nowhere", EDITION | {"edition": "e-nowhere"}),
        ("register", "fog", EPISODE | {"edition": "e-nowhere"}),
        ("amend", "nowhere", DRAMA | {"supersedes": "0f" * 32}),
        ("amend", "fog", DRAMA | {"supersedes": "0f" * 32}),
        ("dispute", "fog", {"subject": "edition", "edition": "e-x", "about": "ai", "reason": "x"}),
    ],
)
def test_it_refuses_what_would_say_nothing(
    fog: Platform, kind: str, work: str, payload: object
) -> None:
    before = generation(fog.registry)
    assert problem(fog.say(kind, work, payload)) == "conflict"
    assert generation(fog.registry) == before


def test_a_record_is_amended_once(client: FlaskClient, fog: Platform) -> None:
    first = drama(client)["statements"][0]["id"]
    fog.say("amend", "fog", DRAMA | {"title": "雾港", "supersedes": first})
    late = fog.say("amend", "fog", DRAMA | {"title": "港雾", "supersedes": first})
    assert problem(late) == "conflict"
    assert "superseded already" in late.text


def test_it_refuses_a_track_of_another_length(fog: Platform) -> None:
    wrong = EPISODE | {"episode": 2, "track": REF | {"frames": 6}}
    assert problem(fog.say("register", "fog", wrong)) == "wrong-track"


@pytest.mark.parametrize("title", ["a\u202eb", "a\u200bb", "\u2066x", "a\x00b", "", "x" * 201])
def test_it_refuses_a_title_that_reads_otherwise_than_it_is(platform: Platform, title: str) -> None:
    before = generation(platform.registry)
    refused = platform.say("register", "odd", DRAMA | {"title": title})
    assert problem(refused) == "invalid-request"
    assert generation(platform.registry) == before


@pytest.mark.parametrize("title", ["'); DROP TABLE statement; --", "<script>alert(1)</script>"])
def test_a_title_of_code_is_only_a_title(
    client: FlaskClient, platform: Platform, title: str
) -> None:
    assert platform.say("register", "odd", DRAMA | {"title": title}).status_code == 201
    assert drama(client, "odd")["drama"]["title"] == title
    assert "<script>alert" not in client.get("/d/odd").text


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"[]",
        b"\xff",
        b"[" * 50_000,
        b'{"kind":"register","work":"fog","payload":' + b"[" * 20_000,
        b'{"kind":"register","work":"fog","payload":{"subject":"drama","title":"\\ud800"}}',
        b'{"kind":"register","work":"fog","payload":{"subject":"drama","title":"\xff"}}',
        b'{"kind":"praise","work":"fog","payload":{}}',
        b'{"kind":"register","work":"Fog!","payload":{}}',
        b'{"kind":"register","work":"fog","payload":{},"actor":"local-operator"}',
    ],
)
def test_it_refuses_a_bad_body(platform: Platform, body: bytes) -> None:
    before = generation(platform.registry)
    refused = platform.client.post(
        "/v1/statements", data=body, content_type="application/json", headers=platform.headers()
    )
    assert problem(refused) in ("bad-request", "invalid-request")
    assert generation(platform.registry) == before


def test_a_source_is_not_dated_ahead(reviewer: Platform) -> None:
    ahead = {"subject": "drama", "source": SOURCE | {"date": "2026-11-23"}}
    assert problem(reviewer.say("revoke", "feng-gui", ahead)) == "clock-skew"


def test_the_same_request_is_answered_alike(platform: Platform) -> None:
    first = platform.say("register", "fog", DRAMA, Idempotency_Key="a1")
    again = platform.say("register", "fog", DRAMA, Idempotency_Key="a1")
    assert (first.status_code, first.data) == (again.status_code, again.data)
    assert first.status_code == 201


def test_another_request_of_the_same_name_is_refused(platform: Platform) -> None:
    platform.say("register", "fog", DRAMA, Idempotency_Key="a1")
    before = generation(platform.registry)
    other = platform.say("register", "fog", DRAMA | {"title": "x"}, Idempotency_Key="a1")
    assert problem(other) == "idempotency-key-reused"
    assert problem(platform.say("register", "x-1", DRAMA, Idempotency_Key="a b")) == (
        "invalid-request"
    )
    assert generation(platform.registry) == before


def test_a_refused_request_can_be_sent_again_under_its_name(platform: Platform) -> None:
    refused = platform.say("register", "fog", EDITION, Idempotency_Key="a2")
    assert problem(refused) == "conflict"
    platform.say("register", "fog", DRAMA)
    assert platform.say("register", "fog", EDITION, Idempotency_Key="a2").status_code == 201


def test_an_organisation_with_a_key_of_its_own_signs_each_statement(
    client: FlaskClient,
    filled: Registry,
    tmp_path: Path,
) -> None:
    own = Ed25519PrivateKey.generate()
    raw = own.public_key().public_bytes_raw()
    signer = Platform(client, filled, "signer", Scope.REGISTER, public_key=raw)
    before = generation(filled)
    refused = signer.say("register", "signed", DRAMA)
    assert problem(refused) == "signature-needed"
    assert generation(filled) == before
    sign = (refused.json or {})["sign"]
    id, told = sign["id"], json.loads(sign["said"])
    assert hashlib.sha256(sign["said"].encode()).hexdigest() == id
    assert (told["kind"], told["work"], told["actor"]) == ("register", "signed", "signer")
    salted = bytes.fromhex(sign["salt"]) + canonical(DRAMA)
    assert hashlib.sha256(salted).hexdigest() == told["payload"]
    wrong = base64.b64encode(own.sign(id.encode())).decode()
    assert problem(signer.say("register", "signed", DRAMA, signature=wrong)) == "signature-needed"
    signature = base64.b64encode(own.sign(SIGNED + id.encode())).decode()
    said = signer.say("register", "signed", DRAMA, signature=signature)
    assert (said.status_code, (said.json or {})["id"]) == (201, id)
    with filled.read() as reader:
        check(reader.session)
    change(tmp_path, "UPDATE statement SET countersignature = :bytes WHERE work = 'signed'")
    named = pytest.raises(StatementError, match="countersignature")
    with named, filled.read() as reader:
        check(reader.session)


def test_ai_of_every_form_is_taken(platform: Platform) -> None:
    ai = AI | {"scope": ["voice", "visuals", "voice"], "tools": ["Vidu", "Kling"]}
    assert platform.say("register", "fog", DRAMA | {"ai": ai}).status_code == 201
