from __future__ import annotations

from datetime import date

import pytest

from reelmark.registry.approval import Approval, approval
from reelmark.registry.status import History
from reelmark.registry.views import Edition
from reelmark.registry.vocabulary import ApprovalState, Verification
from tests.registry.test_status import ABOUT, DRAMA, EDITION, EPISODE, Log

GOOD, MALFORMED = "（沪）网微剧备字（2026）第007号", "沪网微剧备字（2026）第007号"


@pytest.fixture
def log() -> Log:
    return Log()


def look(log: Log, credential: str | None = None, day: date | None = None) -> Approval:
    edition = Edition("e-main", "feng-gui", "main", credential, log.entries[-1].seq)
    return approval(edition, History(log.entries, day=day))


def attest(log: Log, kind: str = "licence_list", tier: str = "", until: str = "") -> str:
    listed = f'"kind": "{kind}", "issuer": "演示局", "name": "公示", "date": "2099-01-01"'
    listed += f', "valid_until": "{until}"' if until else ""
    fields = f'"subject": "drama", "list": {{{listed}, "source_url": "https://example.org/"}}'
    return log.say("attest", fields + (f', "tier": "{tier}"' if tier else ""), "importer")


def test_it_claims_nothing_where_nothing_was_seen(log: Log) -> None:
    expected = Approval(ApprovalState.NONE_SEEN, Verification.NONE, None, None)
    assert look(log) == expected


def test_it_says_who_declared_a_number(log: Log) -> None:
    seen = look(log, GOOD)
    assert (seen.state, seen.verification) == (ApprovalState.DECLARED, Verification.FORMAT_ONLY)
    assert seen.because == log.entries[0]
    assert seen.number is not None
    assert seen.number.serial == "007"


def test_it_does_not_take_a_number_it_cannot_read_as_well_formed(log: Log) -> None:
    seen = look(log, "沪甲字 7 号")
    assert (seen.state, seen.verification) == (ApprovalState.DECLARED, Verification.NONE)


def test_it_marks_a_malformed_number(log: Log) -> None:
    assert look(log, MALFORMED).state is ApprovalState.NUMBER_MALFORMED


@pytest.mark.parametrize("credential", [None, GOOD, MALFORMED])
def test_it_is_listed_through_a_public_list_of_licences(log: Log, credential: str | None) -> None:
    listing = attest(log)
    seen = look(log, credential)
    assert (seen.state, seen.verification) == (ApprovalState.LISTED, Verification.PUBLIC_LIST)
    assert seen.because is not None
    assert seen.because.id == listing


@pytest.mark.parametrize("kind", ["filing_notice", "selection", "assessment"])
def test_it_is_not_listed_through_lists_of_other_things(log: Log, kind: str) -> None:
    attest(log, kind)
    assert look(log).state is ApprovalState.NONE_SEEN


def test_it_is_listed_only_in_class_1(log: Log) -> None:
    attest(log, tier="class_2")
    assert look(log).state is ApprovalState.NONE_SEEN
    attest(log, tier="class_1")
    assert look(log).state is ApprovalState.LISTED


def test_it_is_revoked_whatever_else_is_said(log: Log) -> None:
    attest(log)
    log.dispute(EDITION, "approval")
    revocation = log.revoke(DRAMA)
    log.withdraw(log.first)
    seen = look(log, GOOD)
    assert (seen.state, seen.verification) == (ApprovalState.REVOKED, Verification.CONTRADICTED)
    assert seen.because is not None
    assert seen.because.id == revocation


def test_it_is_withdrawn_with_the_record(log: Log) -> None:
    log.withdraw(log.first)
    assert look(log, GOOD).state is ApprovalState.WITHDRAWN


def test_it_is_disputed_only_over_the_approval(log: Log) -> None:
    log.dispute(EDITION, "ai")
    assert look(log, GOOD).state is ApprovalState.DECLARED
    log.dispute(EDITION, "approval")
    assert look(log, GOOD).state is ApprovalState.DISPUTED


def test_it_is_not_touched_by_what_befell_one_episode(log: Log) -> None:
    log.revoke(EPISODE)
    assert look(log, GOOD).state is ApprovalState.DECLARED


def test_a_list_holds_up_to_its_last_day(log: Log) -> None:
    listing = attest(log, until="2099-06-30")
    assert look(log, GOOD, date(2099, 6, 30)).state is ApprovalState.LISTED
    over = look(log, GOOD, date(2099, 7, 1))
    assert (over.state, over.because and over.because.id) == (ApprovalState.EXPIRED, listing)
    renewed = attest(log, until="2099-12-31")
    again = look(log, GOOD, date(2099, 7, 1))
    assert (again.state, again.because and again.because.id) == (ApprovalState.LISTED, renewed)


def test_a_declared_number_holds_up_to_its_last_day(log: Log) -> None:
    fields = f'{ABOUT[EDITION]}, "name": "main", "credential": "{GOOD}"'
    log.say("register", f'{fields}, "valid_until": "2099-06-30"')
    assert look(log, GOOD, date(2099, 6, 30)).state is ApprovalState.DECLARED
    over = look(log, GOOD, date(2099, 7, 1))
    assert over.state is ApprovalState.EXPIRED
    assert over.because == log.entries[-1]
    assert History(log.entries, day=date(2099, 7, 1)).of_statement(log.entries[-1]) == "expired"
