"""What became of a record or a statement, computed from all statements about the work."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from reelmark.ledger.statement import Kind
from reelmark.registry.entries import Entry
from reelmark.registry.payloads import (
    About,
    AmendDrama,
    AmendEdition,
    AmendEpisode,
    Attest,
    Dispute,
    Payload,
    RegisterEdition,
    Resolve,
    Revoke,
    Withdraw,
)
from reelmark.registry.vocabulary import DisputeAbout, Resolution, Status


@dataclass(frozen=True, slots=True)
class Target:
    """A record: a drama (both None), an edition, or an episode of an edition."""

    edition: str | None = None
    episode: int | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """A status with the statements that cause it; none where nobody spoke against the record."""

    status: Status
    causes: tuple[Entry, ...] = ()

    @property
    def because(self) -> Entry | None:
        """The first of them, whose word is told where there is room for one."""
        return self.causes[0] if self.causes else None


NOTHING: Mapping[Target, tuple[Entry, ...]] = {}


class History:
    """The statements about one work in the order of the log, with what ended which."""

    def __init__(
        self,
        entries: Sequence[Entry],
        pending: Mapping[Target, tuple[Entry, ...]] = NOTHING,
        day: date | None = None,
    ) -> None:
        """Take all of a work's statements, and what of it waits for a review and why: of other
        works' statements nothing else has a bearing on it. `day`: that of which the state is asked;
        without it nothing expires.
        """
        self._day = day
        self.entries = tuple(entries)
        self._by_seq = {entry.seq: entry for entry in entries}
        self._pending = pending
        self.registrant = next((e.actor for e in entries if e.kind is Kind.REGISTER), None)
        kinds = {entry.id: entry.kind for entry in entries}
        ends = [(entry, end) for entry in entries if (end := self._ends(entry))]
        self._ended = {
            ended: (status, by) for by, (ended, status) in ends if kinds.get(ended) in ENDS[by.kind]
        }

    def of_record(self, target: Target, line: DisputeAbout | None = None) -> Standing:
        """Status of a record; a revoked, withdrawn or disputed drama covers all of its parts.

        With `line`, only disputes about that line of the record count.
        """
        causes: dict[Status, list[Entry]] = {}
        if target in self._pending:
            causes[Status.PENDING] = list(self._pending[target])
        for entry in self.standing(target):
            status = self._against(entry, line)
            if status:
                causes.setdefault(status, []).append(entry)
        worst = max(causes, key=_RANK.index, default=Status.ACTIVE)
        return Standing(worst, tuple(causes.get(worst, ())))

    def of_statement(self, entry: Entry) -> Status:
        """Status of one statement of this work."""
        if entry.payload is None:
            return Status.REDACTED
        ended = self._ended.get(entry.id)
        if ended:
            return ended[0]
        return Status.EXPIRED if self.is_over(entry) else Status.ACTIVE

    def is_over(self, entry: Entry) -> bool:
        """Whether the last day of what a statement says has passed."""
        until = last_day(entry.payload)
        return self._day is not None and until is not None and until < self._day

    def ended_by(self, entry: Entry) -> Entry | None:
        """The statement that superseded, withdrew or lifted this one."""
        ended = self._ended.get(entry.id)
        return ended[1] if ended else None

    def at(self, seq: int) -> Entry:
        """The statement at a place of the log."""
        return self._by_seq[seq]

    def standing(self, target: Target) -> list[Entry]:
        """The statements about a record or what it belongs to that nothing has ended."""
        about = (entry for entry in self.entries if covers(entry.payload, target))
        return [entry for entry in about if entry.id not in self._ended]

    def _ends(self, entry: Entry) -> tuple[str, Status] | None:
        """The statement that this one ends, and what that one becomes."""
        match entry.payload:
            case AmendDrama() | AmendEdition() | AmendEpisode() as said:
                ended = said.supersedes, Status.SUPERSEDED
            case Withdraw() as said:
                ended = said.withdraws, Status.WITHDRAWN
            case Resolve(outcome=Resolution.LIFTED) as said:
                return said.resolves, Status.SUPERSEDED
            case _:
                return None
        return ended if entry.actor == self.registrant else None

    def _against(self, entry: Entry, line: DisputeAbout | None) -> Status | None:
        match entry.payload:
            case Revoke():
                return Status.REVOKED
            case Withdraw() if entry.actor == self.registrant:
                return Status.WITHDRAWN
            case Dispute(about=about) if line in (None, about):
                return Status.DISPUTED
        return None


ENDS = {
    Kind.AMEND: {Kind.REGISTER, Kind.AMEND, Kind.WITHDRAW},
    Kind.WITHDRAW: {Kind.REGISTER, Kind.AMEND},
    Kind.RESOLVE: {Kind.DISPUTE, Kind.REVOKE},
}
"""What each kind can end: a registrant's own word never ends what others said."""

_RANK = (Status.PENDING, Status.DISPUTED, Status.WITHDRAWN, Status.REVOKED)
"""Revoked outranks everything: a withdrawal must not hide a revocation."""


def last_day(said: Payload | None) -> date | None:
    """The last day on which a credential or a list's entry holds, where it says one."""
    match said:
        case Attest():
            return said.list.valid_until
        case RegisterEdition():
            return said.valid_until
    return None


def covers(said: Payload | None, target: Target) -> bool:
    """Whether a statement is about `target` or about something it is a part of."""
    if not isinstance(said, About) or said.edition is None:
        return isinstance(said, About)
    return said.edition == target.edition and said.episode in (None, target.episode)
