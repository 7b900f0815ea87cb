"""Who may say what: the scopes of keys, whose work it is, and what a statement refers to."""

from __future__ import annotations

from collections.abc import Mapping

from reelmark.errors import ForeignWorkError, RegistryError, ScopeError
from reelmark.ledger.statement import Kind
from reelmark.ledger.store import statement_of
from reelmark.registry.api_keys import Caller, Scope
from reelmark.registry.entries import Entry, read_entry
from reelmark.registry.payloads import (
    About,
    AmendDrama,
    AmendEdition,
    AmendEpisode,
    Payload,
    Redact,
    RegisterDrama,
    RegisterEdition,
    RegisterEpisode,
    Resolve,
    SameWork,
    Withdraw,
)
from reelmark.registry.reading import Reader
from reelmark.registry.status import ENDS, History
from reelmark.registry.vocabulary import Status

SCOPES: Mapping[Kind, frozenset[Scope]] = {
    Kind.REGISTER: frozenset({Scope.REGISTER}),
    Kind.AMEND: frozenset({Scope.REGISTER}),
    Kind.WITHDRAW: frozenset({Scope.REGISTER}),
    Kind.DISPUTE: frozenset({Scope.REGISTER, Scope.REVIEW}),
    Kind.REPORT: frozenset({Scope.REGISTER, Scope.REVIEW}),
    Kind.SAME_WORK: frozenset({Scope.REGISTER, Scope.REVIEW}),
    Kind.ATTEST: frozenset({Scope.ATTEST}),
    Kind.REVOKE: frozenset({Scope.ATTEST, Scope.REVIEW}),
    Kind.RESOLVE: frozenset({Scope.REVIEW}),
    Kind.REDACT: frozenset({Scope.REVIEW}),
}
"""Any of these is enough."""

_OWN = {Kind.REGISTER, Kind.AMEND, Kind.WITHDRAW}


def check_scope(caller: Caller, kind: Kind) -> None:
    """Raise ScopeError when a key does not allow a kind of statement.

    The word of somebody nobody knows judges nothing, whatever its key says.
    """
    held = SCOPES[kind].intersection(caller.key.scopes)
    if not held:
        needed = " or ".join(sorted(SCOPES[kind]))
        raise ScopeError(f"to {kind} needs the scope {needed}; ask the operator for such a key")
    if Scope.REGISTER not in held and not caller.organisation.verified:
        raise ScopeError(f"to {kind} needs a verified organisation; ask the operator to verify it")


def check_statement(reader: Reader, caller: Caller, kind: Kind, work: str, said: Payload) -> None:
    """Check a new statement against what is registered.

    Raises ForeignWorkError, or RegistryError for what would say nothing: a second registration,
    an amendment of what is not there.
    """
    drama = reader.drama(work)
    if kind in _OWN and drama and drama.actor != caller.organisation.id:
        raise ForeignWorkError(f"drama {work} was registered by {drama.actor}: dispute it instead")
    if kind is Kind.REGISTER:
        _check_registration(reader, work, said)
        return
    if drama is None:
        raise RegistryError(f"no drama {work} is registered here")
    _check_subject(reader, work, said)
    match said:
        case AmendDrama() | AmendEdition() | AmendEpisode():
            _check_end(reader, kind, work, said, said.supersedes)
        case Withdraw():
            _check_end(reader, kind, work, said, said.withdraws)
        case Resolve():
            _check_end(reader, kind, work, None, said.resolves)
        case Redact():
            _find(reader, work, said.redacts)
        case SameWork():
            _check_same_work(reader, caller, work, said)


def _check_registration(reader: Reader, work: str, said: Payload) -> None:
    drama = reader.drama(work)
    if isinstance(said, RegisterDrama):
        if drama and drama.title is not None:
            raise RegistryError(f"drama {work} is registered already: amend it")
        return
    assert isinstance(said, RegisterEdition | RegisterEpisode)
    edition = reader.edition(said.edition)
    if edition and edition.drama != work:
        raise ForeignWorkError(f"edition {said.edition} belongs to drama {edition.drama}")
    if drama is None:
        raise RegistryError(f"no drama {work} is registered here: register it first")
    if isinstance(said, RegisterEpisode):
        _check_new_episode(reader, said)
    elif edition and edition.name is not None:
        raise RegistryError(f"edition {said.edition} is registered already: amend it")


def _check_new_episode(reader: Reader, said: RegisterEpisode) -> None:
    if reader.edition(said.edition) is None:
        raise RegistryError(f"no edition {said.edition} is registered here: register it first")
    if reader.episode(said.edition, said.episode):
        raise RegistryError(f"episode {said.episode} is registered already: amend it")


def _check_subject(reader: Reader, work: str, said: Payload) -> None:
    """What a statement is about must be there: nobody would see it otherwise."""
    name = getattr(said, "edition", None)
    edition = reader.edition(name) if name else None
    if name and (edition is None or edition.drama != work):
        raise RegistryError(f"drama {work} has no edition {name}")
    number = getattr(said, "episode", None)
    if name and number and reader.episode(name, number) is None:
        raise RegistryError(f"edition {name} has no episode {number}")


def _check_end(reader: Reader, kind: Kind, work: str, said: Payload | None, ended: str) -> None:
    """The statement to be ended is one this kind can end, about the same, and not ended yet."""
    found = _find(reader, work, ended)
    if found.kind not in ENDS[kind]:
        raise RegistryError(f"statement {ended} is a {found.kind}: to {kind} does not end it")
    status = History(reader.entries(work)).of_statement(found)
    if status not in (Status.ACTIVE, Status.REDACTED):
        raise RegistryError(f"statement {ended} is {status} already: name the one in its place")
    if said and found.payload and _place(found.payload) != _place(said):
        raise RegistryError(f"statement {ended} is about something else than this one")


def _check_same_work(reader: Reader, caller: Caller, work: str, said: SameWork) -> None:
    """The owner of the edition says so; who registered the other drama, or a reviewer, confirms."""
    other, own = reader.drama(said.drama), reader.drama(work)
    if other is None or own is None:
        raise RegistryError(f"no drama {said.drama} is registered here")
    reviewer = Scope.REVIEW in caller.key.scopes and caller.organisation.verified
    speaker = other if said.confirms else own
    if speaker.actor != caller.organisation.id and not reviewer:
        raise ForeignWorkError(f"only {speaker.actor} or a reviewer can say this")
    if said.confirms:
        first = _find(reader, work, said.confirms).payload
        if not isinstance(first, SameWork) or _joined(first) != _joined(said):
            raise RegistryError(f"statement {said.confirms} does not say that these are one work")


def _find(reader: Reader, work: str, id: str) -> Entry:
    found = statement_of(reader.session, id)
    if found is None or found[1].work != work:
        raise RegistryError(f"drama {work} has no statement {id}")
    return read_entry(*found)


def _place(said: Payload) -> tuple[object, ...]:
    return said.subject, getattr(said, "edition", None), getattr(said, "episode", None)


def _joined(said: SameWork) -> tuple[About | str | None, ...]:
    return said.edition, said.drama
