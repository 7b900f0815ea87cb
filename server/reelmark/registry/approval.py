"""The approval line of an edition: what is known, and who says so."""

from __future__ import annotations

from dataclasses import dataclass

from reelmark.registry.entries import Entry
from reelmark.registry.numbers import Number, read_credential
from reelmark.registry.payloads import Attest
from reelmark.registry.status import History, Target
from reelmark.registry.views import Edition
from reelmark.registry.vocabulary import (
    ApprovalState,
    AttestationList,
    CredentialKind,
    DisputeAbout,
    Status,
    Tier,
    Verification,
)


@dataclass(frozen=True, slots=True)
class Approval:
    """A state, how far it was checked, the declared number if any, and whose word it is.

    `because` is None where nothing was said.
    """

    state: ApprovalState
    verification: Verification
    number: Number | None
    because: Entry | None


_OVERRULED = {
    Status.REVOKED: (ApprovalState.REVOKED, Verification.CONTRADICTED),
    Status.DISPUTED: (ApprovalState.DISPUTED, Verification.CONTRADICTED),
    Status.PENDING: (ApprovalState.PENDING, Verification.NONE),
    Status.WITHDRAWN: (ApprovalState.WITHDRAWN, Verification.NONE),
}


def approval(edition: Edition, history: History) -> Approval:
    """The approval of an edition, from its drama's statements."""
    number = read_credential(edition.credential) if edition.credential else None
    standing = history.of_record(Target(edition.id), DisputeAbout.APPROVAL)
    if standing.status in _OVERRULED:
        return Approval(*_OVERRULED[standing.status], number, standing.because)
    listing = _listing(edition, history)
    if listing:
        over = history.is_over(listing)
        state = ApprovalState.EXPIRED if over else ApprovalState.LISTED
        return Approval(state, Verification.PUBLIC_LIST, number, listing)
    if number is None:
        return Approval(ApprovalState.NONE_SEEN, Verification.NONE, None, None)
    because = history.at(edition.seq)
    if number.malformed:
        return Approval(ApprovalState.NUMBER_MALFORMED, Verification.NONE, number, because)
    readable = number.kind is not CredentialKind.UNRECOGNISED
    verification = Verification.FORMAT_ONLY if readable else Verification.NONE
    state = ApprovalState.EXPIRED if history.is_over(because) else ApprovalState.DECLARED
    return Approval(state, verification, number, because)


def _listing(edition: Edition, history: History) -> Entry | None:
    """The last licence list that names the edition, of those whose word still holds if any does;
    only class 1 licences are published."""
    found = [
        entry
        for entry in history.standing(Target(edition.id))
        if isinstance(said := entry.payload, Attest)
        and said.list.kind is AttestationList.LICENCE_LIST
        and said.tier in (None, Tier.CLASS_1)
    ]
    return max(found, key=lambda entry: (not history.is_over(entry), entry.seq), default=None)
