from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from reelmark.errors import RegistryError
from reelmark.registry.api_keys import KeyRefusedError, Scope, api_keys, find, make, revoke, rotate
from reelmark.registry.store import Registry
from tests.databases import plain
from tests.registry.samples import START, registry

pytestmark = pytest.mark.usefixtures("each_database")


@pytest.fixture
def opened(tmp_path: Path) -> Registry:
    return registry(tmp_path)


def made(opened: Registry, hours: float | None = None) -> str:
    expires = START + timedelta(hours=hours) if hours else None
    scopes = [Scope.REGISTER, Scope.READ]
    with opened.write() as writer:
        return make(writer.session, "local-operator", "upload", scopes, START, expires)


def refusal(opened: Registry, key: str, hours: float = 0) -> str:
    now = START + timedelta(hours=hours)
    with pytest.raises(KeyRefusedError) as refused, opened.read() as reader:
        find(reader.session, key, now)
    assert key.split("_", 2)[2] not in str(refused.value)
    return str(refused.value)


def works(opened: Registry, key: str, hours: float = 0) -> bool:
    with opened.read() as reader:
        caller = find(reader.session, key, START + timedelta(hours=hours))
    return caller.organisation.id == "local-operator"


def test_it_finds_whose_key_it_is(opened: Registry) -> None:
    key = made(opened)
    with opened.read() as reader:
        caller = find(reader.session, key, START)
    assert caller.organisation.id == "local-operator"
    assert caller.key.label == "upload"
    assert set(caller.key.scopes) == {Scope.REGISTER, Scope.READ}


def test_its_secret_is_nowhere_in_the_database(opened: Registry, tmp_path: Path) -> None:
    secret = made(opened).split("_", 2)[2]
    with plain(tmp_path) as connection:
        rows = connection.exec_driver_sql("SELECT * FROM api_key").fetchall()
    assert rows
    assert secret not in repr(rows)
    assert secret.encode() not in b"".join(v for v in rows[0] if isinstance(v, bytes))


@pytest.mark.parametrize("wrong", ["", "x", "rmk_aaaaaaaa_" + "A" * 43, "rmk__", "rmk_é_x"])
def test_it_refuses_what_is_no_key(opened: Registry, wrong: str) -> None:
    with pytest.raises(KeyRefusedError, match="not known"), opened.read() as reader:
        find(reader.session, wrong, START)


def test_it_refuses_another_secret(opened: Registry) -> None:
    key = made(opened)
    assert "not known" in refusal(opened, key[:-2] + ("AA" if key[-2:] != "AA" else "BB"))


def test_it_refuses_a_key_that_has_expired(opened: Registry) -> None:
    key = made(opened, hours=2)
    assert works(opened, key, hours=1)
    assert "expired at" in refusal(opened, key, hours=2)


def test_it_refuses_a_key_that_was_revoked(opened: Registry) -> None:
    key = made(opened)
    with opened.write() as writer:
        revoke(writer.session, key.split("_")[1], START)
    assert "was revoked" in refusal(opened, key)


def test_a_replaced_key_goes_on_for_some_hours(opened: Registry) -> None:
    old = made(opened)
    with opened.write() as writer:
        new = rotate(writer.session, old.split("_")[1], START, 24)
    assert works(opened, new, hours=23)
    assert works(opened, old, hours=23)
    assert f"use {new.split('_')[1]}" in refusal(opened, old, hours=24)
    with opened.read() as reader:
        first, second = api_keys(reader.session)
    assert {first.scopes, second.scopes} == {(Scope.READ, Scope.REGISTER)}


def test_a_key_is_replaced_only_once(opened: Registry) -> None:
    key = made(opened).split("_")[1]
    with opened.write() as writer:
        rotate(writer.session, key, START, 24)
    with pytest.raises(RegistryError, match="replaced already"), opened.write() as writer:
        rotate(writer.session, key, START, 24)


def test_it_makes_no_key_for_nobody(opened: Registry) -> None:
    with pytest.raises(RegistryError, match="no organisation"), opened.write() as writer:
        make(writer.session, "nobody", "x", [Scope.READ], START)
