from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from reelmark.ledger.statement import (
    Kind,
    Statement,
    StatementError,
    build,
    canonical,
    key_id,
    verify,
)

KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
SALT_KEY = bytes(range(32, 64))
NOW = datetime(2026, 11, 21, 6, 5, 12, 123456, UTC)
PAYLOAD: dict[str, object] = {"subject": "drama", "title": "凤归", "ai": {"involvement": "unknown"}}


def say(
    payload: dict[str, object] = PAYLOAD, time: datetime = NOW, salt_key: bytes = SALT_KEY
) -> Statement:
    return build(
        Kind.REGISTER,
        "feng-gui",
        "local-operator",
        payload,
        time=time,
        signing_key=KEY,
        salt_key=salt_key,
    )


def sorted_json(value: object) -> bytes:
    """RFC 8785 for the plain values used here, by another way."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def test_its_bytes_are_those_of_the_written_format() -> None:
    statement = say()
    assert statement.salt is not None
    digest = hashlib.sha256(statement.salt + sorted_json(PAYLOAD)).hexdigest()
    said = {
        "v": 1,
        "kind": "register",
        "work": "feng-gui",
        "actor": "local-operator",
        "payload": digest,
    }
    assert statement.payload == sorted_json(PAYLOAD)
    assert statement.header == sorted_json(said | {"time": "2026-11-21T06:05:12.123Z"})
    assert statement.id == hashlib.sha256(sorted_json(said)).hexdigest()
    assert len(statement.salt) == 16
    KEY.public_key().verify(statement.signature, b"reelmark statement v1\0" + statement.header)


def test_its_key_is_named_by_the_hash_of_the_raw_key() -> None:
    raw = KEY.public_key().public_bytes_raw()
    assert say().key_id == hashlib.sha256(raw).hexdigest()[:16]


def test_it_is_the_same_statement_when_said_again_later() -> None:
    again = say(time=NOW + timedelta(days=1))
    assert again.id == say().id
    assert again.header != say().header


def test_it_cannot_be_guessed_without_the_salt_key() -> None:
    assert say(salt_key=bytes(32)).id != say().id


def test_its_header_holds_nothing_of_the_payload() -> None:
    header = say().header
    assert "凤归".encode() not in header
    assert b"drama" not in header


def test_it_converts_local_times_to_utc() -> None:
    local = datetime.fromisoformat("2026-11-21T14:05:12.123+08:00")
    assert say(time=local).time == "2026-11-21T06:05:12.123Z"


def test_it_still_verifies_when_its_payload_is_removed() -> None:
    verify(replace(say(), payload=None, salt=None), KEY.public_key())


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"header": say().header.replace(b"feng", b"fang")}, "work differs"),
        ({"header": b" " + say().header}, "not canonical"),
        ({"header": b"[]"}, "not canonical"),
        ({"header": b"\xff"}, "not canonical"),
        ({"header": b"[" * 100_000}, "not canonical"),
        ({"header": canonical(json.loads(say().header) | {"v": 2})}, "not of version 1"),
        ({"header": canonical(json.loads(say().header) | {"x": 1})}, "not of version 1"),
        ({"header": canonical(json.loads(say().header) | {"kind": "x"})}, "unknown kind"),
        ({"header": canonical(json.loads(say().header) | {"time": "now"})}, "time in its header"),
        ({"header": canonical(json.loads(say().header) | {"work": "凤归"})}, "work in its header"),
        ({"kind": Kind.REVOKE}, "kind differs"),
        ({"work": "other"}, "work differs"),
        ({"actor": "somebody"}, "actor differs"),
        ({"time": "2026-11-21T06:05:12.124Z"}, "time differs"),
        ({"id": "0" * 64}, "id is not the hash"),
        ({"signature": bytes(64)}, "signature does not verify"),
        ({"key_id": "0" * 16}, "another key"),
        ({"payload": sorted_json(PAYLOAD | {"title": "其他"})}, "not the one that was signed"),
        ({"salt": bytes(16)}, "not the one that was signed"),
        ({"payload": None}, "not removed together"),
        ({"salt": None}, "not removed together"),
    ],
)
def test_it_refuses_a_statement_changed_in_any_part(change: dict[str, object], reason: str) -> None:
    with pytest.raises(StatementError, match=reason):
        verify(replace(say(), **change), KEY.public_key())  # type: ignore[arg-type]


def test_it_refuses_a_statement_of_another_key() -> None:
    stranger = Ed25519PrivateKey.generate().public_key()
    with pytest.raises(StatementError, match="another key"):
        verify(say(), stranger)
    with pytest.raises(StatementError, match="signature"):
        verify(replace(say(), key_id=key_id(stranger)), stranger)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)


@given(st.dictionaries(st.text(), JSON, max_size=4))
def test_it_verifies_whatever_was_said(payload: dict[str, object]) -> None:
    statement = say(payload)
    verify(statement, KEY.public_key())
    assert statement.payload is not None
    assert json.loads(statement.payload) == payload


def test_it_is_as_documented() -> None:
    page = (Path(__file__).parents[2] / "docs" / "formats.md").read_text("utf-8")
    statement = say()
    assert statement.payload is not None
    assert statement.salt is not None
    assert f"```json\n{statement.payload.decode()}\n```" in page
    assert f"```json\n{statement.header.decode()}\n```" in page
    for value in (statement.salt.hex(), statement.id, statement.key_id, *Kind):
        assert f"`{value}`" in page
