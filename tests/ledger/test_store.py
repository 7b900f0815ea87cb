from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from sqlalchemy.exc import IntegrityError
from sqlmodel import text

from reelmark.ledger.statement import Kind, StatementError
from reelmark.ledger.store import size, statements, verified
from reelmark.registry.payloads import Report
from reelmark.registry.store import Registry
from tests.databases import change, plain

pytestmark = pytest.mark.usefixtures("each_database")

REMOVAL = text("UPDATE statement SET payload = NULL, salt = NULL WHERE seq = 2")


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
    "forbidden",
    [
        "DELETE FROM statement WHERE seq = 3",
        "UPDATE statement SET work = 'other' WHERE seq = 2",
        "UPDATE statement SET payload = :bytes WHERE seq = 2",
        "UPDATE statement SET payload = NULL WHERE seq = 2",
        "UPDATE statement SET salt = NULL WHERE seq = 2",
        "UPDATE statement SET api_key = 'x' WHERE seq = 2",
        "UPDATE statement SET payload = NULL, salt = NULL, time = '' WHERE seq = 2",
        "INSERT INTO statement SELECT 7, 'x', kind, work, actor, time, header, payload, salt, "
        "signature, key_id, NULL, NULL FROM statement WHERE seq = 2",
    ],
)
def test_it_refuses_every_change_of_what_was_said(
    tmp_path: Path, three: Registry, forbidden: str
) -> None:
    with three.read() as reader:
        before = list(statements(reader.session))
    with pytest.raises(IntegrityError, match="statement"), plain(tmp_path) as connection:
        connection.execute(text(forbidden), {"bytes": bytes(1)})
    with three.read() as reader:
        assert list(statements(reader.session)) == before


def test_it_refuses_to_replace_a_statement(tmp_path: Path, three: Registry) -> None:
    copied = "SELECT * FROM statement WHERE seq = 2"
    replaced = f"INSERT INTO statement {copied} ON CONFLICT (seq) DO UPDATE SET work = 'other'"
    with pytest.raises(IntegrityError, match="only appended"), plain(tmp_path) as connection:
        connection.execute(text(replaced))


def test_it_lets_a_payload_be_removed_with_its_salt_for_good(
    tmp_path: Path, three: Registry
) -> None:
    with plain(tmp_path) as connection:
        connection.execute(REMOVAL)
    with three.read() as reader:
        removed = [statement.payload is None for _, statement in verified(reader.session)]
    assert removed == [False, True, False]
    restored = text("UPDATE statement SET payload = :bytes, salt = :bytes WHERE seq = 2")
    with pytest.raises(IntegrityError), plain(tmp_path) as connection:
        connection.execute(restored, {"bytes": bytes(1)})


def test_it_does_not_restore_a_removed_payload_when_it_is_said_again(
    tmp_path: Path, three: Registry
) -> None:
    with plain(tmp_path) as connection:
        connection.execute(REMOVAL)
    with three.write() as writer:
        assert writer.append(Kind.REPORT, "feng-gui", report("two")).payload is None


@pytest.mark.parametrize(
    ("tampering", "reason"),
    [
        ("UPDATE statement SET signature = :bytes WHERE seq = 2", "statement 2 .*signature"),
        ("UPDATE statement SET actor = 'x' WHERE seq = 3", "statement 3 .*actor differs"),
        ("DELETE FROM statement WHERE seq = 2", "statement 2 is missing"),
        ("UPDATE server_key SET public_key = :bytes", "statement 1 "),
    ],
)
def test_it_names_the_first_statement_that_was_tampered_with(
    tmp_path: Path, three: Registry, tampering: str, reason: str
) -> None:
    change(tmp_path, tampering)
    with three.read() as reader, pytest.raises(StatementError, match=reason):
        list(verified(reader.session))
