from __future__ import annotations

import sqlite3
from datetime import date

import pytest

from reelmark.ledger.statement import Kind, StatementError
from reelmark.ledger.store import size, statements, verified
from reelmark.registry.payloads import Report
from reelmark.registry.store import Registry


def report(text: str) -> Report:
    return Report(
        subject="drama", page_url="https://example.org/", seen=date(2026, 11, 20), text=text
    )


def test_it_numbers_statements_from_one(three: Registry) -> None:
    with three.read() as reader:
        assert [seq for seq, _ in statements(reader.session)] == [1, 2, 3]
        assert size(reader.session) == 3


def test_it_returns_the_first_when_the_same_is_said_again(three: Registry) -> None:
    with three.write() as writer:
        again = writer.append(Kind.REPORT, "feng-gui", report("two"))
        assert again.seq == 2
        assert again.time == "2026-11-21T06:00:01.000Z"
        assert size(writer.session) == 3


def test_it_keeps_the_same_words_of_two_actors_apart(three: Registry) -> None:
    with three.write() as writer:
        assert writer.append(Kind.REPORT, "feng-gui", report("two"), "somebody").seq == 4


@pytest.mark.parametrize(
    "change",
    [
        "DELETE FROM statement WHERE seq = 3",
        "UPDATE statement SET work = 'other' WHERE seq = 2",
        "UPDATE statement SET payload = x'00' WHERE seq = 2",
        "UPDATE statement SET payload = NULL WHERE seq = 2",
        "UPDATE statement SET salt = NULL WHERE seq = 2",
        "UPDATE statement SET payload = NULL, salt = NULL, time = '' WHERE seq = 2",
        "INSERT OR REPLACE INTO statement SELECT * FROM statement WHERE seq = 2",
        "INSERT INTO statement SELECT 7, 'x', kind, work, actor, time, header, payload, salt, "
        "signature, key_id FROM statement WHERE seq = 2",
    ],
)
def test_it_refuses_every_change_of_what_was_said(raw: sqlite3.Connection, change: str) -> None:
    before = raw.execute("SELECT * FROM statement").fetchall()
    with pytest.raises(sqlite3.IntegrityError, match="statement"):
        raw.execute(change)
    assert raw.execute("SELECT * FROM statement").fetchall() == before


def test_it_lets_a_payload_be_removed_with_its_salt_for_good(
    raw: sqlite3.Connection, three: Registry
) -> None:
    raw.execute("UPDATE statement SET payload = NULL, salt = NULL WHERE seq = 2")
    with three.read() as reader:
        removed = [statement.payload is None for _, statement in verified(reader.session)]
    assert removed == [False, True, False]
    with pytest.raises(sqlite3.IntegrityError):
        raw.execute("UPDATE statement SET payload = x'00', salt = x'00' WHERE seq = 2")


def test_it_does_not_restore_a_removed_payload_when_it_is_said_again(
    raw: sqlite3.Connection, three: Registry
) -> None:
    raw.execute("UPDATE statement SET payload = NULL, salt = NULL WHERE seq = 2")
    with three.write() as writer:
        assert writer.append(Kind.REPORT, "feng-gui", report("two")).payload is None


@pytest.mark.parametrize(
    ("tampering", "reason"),
    [
        ("UPDATE statement SET signature = zeroblob(64) WHERE seq = 2", "statement 2 .*signature"),
        ("UPDATE statement SET actor = 'x' WHERE seq = 3", "statement 3 .*actor differs"),
        ("DELETE FROM statement WHERE seq = 2", "statement 2 is missing"),
        ("UPDATE server_key SET public_key = x'00'", "statement 1 "),
    ],
)
def test_it_names_the_first_statement_that_was_tampered_with(
    raw: sqlite3.Connection, three: Registry, tampering: str, reason: str
) -> None:
    for name in ("deleted", "changed"):
        raw.execute(f"DROP TRIGGER statement_is_never_{name}")
    raw.execute(tampering)
    with three.read() as reader, pytest.raises(StatementError, match=reason):
        list(verified(reader.session))
