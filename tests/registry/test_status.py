from __future__ import annotations

from itertools import count

import pytest

from reelmark.ledger.statement import Kind
from reelmark.registry.entries import Entry
from reelmark.registry.payloads import parse
from reelmark.registry.status import History, Target
from reelmark.registry.vocabulary import DisputeAbout, Status

SOURCE = '"source": {"name": "公告", "date": "2099-02-01", "document": "1"}'
DRAMA, EDITION, EPISODE = Target(), Target("e-main"), Target("e-main", 3)
OTHER_EDITION, OTHER_EPISODE = Target("e-other"), Target("e-main", 4)
ABOUT = {
    DRAMA: '"subject": "drama"',
    EDITION: '"subject": "edition", "edition": "e-main"',
    EPISODE: '"subject": "episode", "edition": "e-main", "episode": 3',
}


class Log:
    """Statements about one work, written as JSON."""

    def __init__(self) -> None:
        self.entries: list[Entry] = []
        self._seq = count(1)
        self.first = self.say(
            "register", '"subject": "drama", "title": "凤归", "ai": {"involvement": "unknown"}'
        )

    def say(self, kind: str, fields: str, actor: str = "registrant") -> str:
        """Append a statement; returns its id."""
        seq = next(self._seq)
        payload = parse(Kind(kind), f"{{{fields}}}".encode())
        time = "2026-11-21T06:00:00.000Z"
        entry = Entry(seq, f"{seq:064x}", Kind(kind), "feng-gui", actor, time, payload)
        self.entries.append(entry)
        return entry.id

    def revoke(self, target: Target) -> str:
        return self.say("revoke", f"{ABOUT[target]}, {SOURCE}", "reviewer")

    def dispute(self, target: Target, about: str = "work") -> str:
        fields = f'{ABOUT[target]}, "about": "{about}", "reason": "演示"'
        return self.say("dispute", fields, "stranger")

    def withdraw(self, statement: str, actor: str = "registrant") -> str:
        return self.say("withdraw", f'"subject": "drama", "withdraws": "{statement}"', actor)

    def resolve(self, statement: str, outcome: str) -> str:
        fields = f'"subject": "drama", "resolves": "{statement}", "outcome": "{outcome}"'
        return self.say("resolve", fields)

    def amend(self, statement: str, actor: str = "registrant") -> str:
        fields = '"subject": "drama", "title": "凤归", "ai": {"involvement": "assisted"}'
        return self.say("amend", f'{fields}, "supersedes": "{statement}"', actor)

    def status(self, target: Target = DRAMA) -> Status:
        return History(self.entries).of_record(target).status

    def statement_status(self, statement: str) -> Status:
        entry = next(entry for entry in self.entries if entry.id == statement)
        return History(self.entries).of_statement(entry)


@pytest.fixture
def log() -> Log:
    return Log()


def test_it_is_active_while_nobody_spoke_against_it(log: Log) -> None:
    assert log.status() is Status.ACTIVE
    assert History(log.entries).of_record(DRAMA).because is None


@pytest.mark.parametrize(
    ("said_about", "touched", "untouched"),
    [
        (DRAMA, [DRAMA, EDITION, EPISODE, OTHER_EDITION], []),
        (EDITION, [EDITION, EPISODE, OTHER_EPISODE], [DRAMA, OTHER_EDITION]),
        (EPISODE, [EPISODE], [DRAMA, EDITION, OTHER_EPISODE, OTHER_EDITION]),
    ],
)
def test_it_reaches_all_parts_of_what_was_revoked(
    log: Log, said_about: Target, touched: list[Target], untouched: list[Target]
) -> None:
    log.revoke(said_about)
    assert {log.status(target) for target in touched} == {Status.REVOKED}
    assert {log.status(target) for target in untouched} <= {Status.ACTIVE}


def test_it_says_which_statement_it_rests_on(log: Log) -> None:
    revocation = log.revoke(DRAMA)
    log.dispute(DRAMA)
    because = History(log.entries).of_record(DRAMA).because
    assert because is not None
    assert because.id == revocation


def test_it_lets_no_withdrawal_hide_a_revocation(log: Log) -> None:
    log.revoke(DRAMA)
    log.withdraw(log.first)
    assert log.status() is Status.REVOKED


def test_it_believes_a_withdrawal_only_from_the_registrant(log: Log) -> None:
    log.withdraw(log.first, "stranger")
    assert log.status() is Status.ACTIVE
    log.withdraw(log.first)
    assert log.status() is Status.WITHDRAWN
    assert log.statement_status(log.first) is Status.WITHDRAWN


def test_it_is_active_again_when_a_withdrawal_is_amended(log: Log) -> None:
    withdrawal = log.withdraw(log.first)
    amendment = log.amend(withdrawal)
    assert log.status() is Status.ACTIVE
    assert log.statement_status(withdrawal) is Status.SUPERSEDED
    assert log.statement_status(amendment) is Status.ACTIVE


def test_it_lets_no_registrant_end_what_others_said(log: Log) -> None:
    revocation, dispute = log.revoke(DRAMA), log.dispute(EDITION)
    for said_by_others in (revocation, dispute):
        log.amend(said_by_others)
        log.withdraw(said_by_others)
        assert log.statement_status(said_by_others) is Status.ACTIVE
    assert log.status() is Status.REVOKED


def test_it_ignores_an_amendment_by_a_stranger(log: Log) -> None:
    log.amend(log.first, "stranger")
    assert log.statement_status(log.first) is Status.ACTIVE


def test_it_is_disputed_until_the_dispute_is_lifted(log: Log) -> None:
    dispute = log.dispute(DRAMA)
    log.resolve(dispute, "upheld")
    assert log.status() is Status.DISPUTED
    log.resolve(dispute, "lifted")
    assert log.status() is Status.ACTIVE


def test_it_keeps_disputes_about_approval_and_ai_apart(log: Log) -> None:
    log.dispute(DRAMA, "ai")
    history = History(log.entries)
    assert history.of_record(DRAMA, DisputeAbout.APPROVAL).status is Status.ACTIVE
    assert history.of_record(DRAMA, DisputeAbout.AI).status is Status.DISPUTED
    assert history.of_record(DRAMA).status is Status.DISPUTED


def test_it_calls_a_statement_without_payload_redacted(log: Log) -> None:
    bare = Entry(9, "0f" * 32, Kind.REGISTER, "feng-gui", "registrant", "", None)
    assert History([*log.entries, bare]).of_statement(bare) is Status.REDACTED
