"""The queue of corrections that anyone may file, until the operator says what becomes of them."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from pydantic import TypeAdapter
from sqlmodel import col, func, select

from reelmark.errors import RegistryError
from reelmark.ledger.statement import Kind
from reelmark.registry.entries import Entry
from reelmark.registry.payloads import MODELS, Dispute, Payload, Report, as_json
from reelmark.registry.reading import Reader
from reelmark.registry.store import Writer
from reelmark.registry.tables import CorrectionRow

PUBLIC = "public-report"
"""Who is said to speak in an accepted correction: somebody unnamed, let in by the operator."""

MAX_WAITING = 10_000
"""Corrections that may wait: some 20 MB. Beyond, none is taken until some are decided."""


class State(StrEnum):
    """What became of a correction."""

    WAITING = "waiting"
    ACCEPTED = "accepted"
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True)
class Correction:
    """A correction about a work. `payload` is gone once it was decided."""

    id: str
    received: str
    work: str
    kind: Kind
    payload: Payload | None
    state: State


def file(writer: Writer, work: str, said: Dispute | Report, now: datetime) -> str:
    """Put a correction into the queue; returns its id.

    Raises RegistryError when the work, edition or episode is not registered, or the queue is full.
    """
    _check_subject(writer, work, said)
    if waiting(writer) >= MAX_WAITING:
        raise QueueFullError("too many corrections wait to be looked at: try again later")
    row = CorrectionRow(
        id=secrets.token_hex(6),
        received=now.isoformat(timespec="seconds"),
        work=work,
        kind=Kind.DISPUTE if isinstance(said, Dispute) else Kind.REPORT,
        payload=as_json(said),
        state=State.WAITING,
        decided=None,
        statement=None,
    )
    writer.session.add(row)
    return row.id


class QueueFullError(RegistryError):
    """More corrections wait than the operator could look at."""


def waiting(reader: Reader) -> int:
    """How many corrections wait."""
    query = select(func.count()).select_from(CorrectionRow)
    return reader.session.exec(query.where(CorrectionRow.state == State.WAITING)).one()


def corrections(reader: Reader, state: State | None = State.WAITING) -> list[Correction]:
    """Those in one state, or all, the first received first."""
    query = select(CorrectionRow).order_by(col(CorrectionRow.received), col(CorrectionRow.id))
    if state is not None:
        query = query.where(CorrectionRow.state == state)
    return [_read(row) for row in reader.session.exec(query)]


def accept(writer: Writer, id: str, now: datetime) -> Entry:
    """Turn a correction into a statement. Raises RegistryError unless it waits."""
    row = _waiting(writer, id)
    found = _read(row)
    assert found.payload is not None  # it waits
    entry = writer.append(found.kind, found.work, found.payload, PUBLIC)
    _decide(row, State.ACCEPTED, now, entry.id)
    return entry


def reject(writer: Writer, id: str, now: datetime) -> None:
    """Put a correction aside and forget what it says. Raises RegistryError unless it waits."""
    _decide(_waiting(writer, id), State.REJECTED, now, None)


def _decide(row: CorrectionRow, state: State, now: datetime, statement: str | None) -> None:
    row.state = state
    row.decided = now.isoformat(timespec="seconds")
    row.statement = statement
    row.payload = None


def _waiting(writer: Writer, id: str) -> CorrectionRow:
    row = writer.session.get(CorrectionRow, id)
    if row is None:
        raise RegistryError(f"there is no correction {id}: `reelmark reports list` shows them")
    if row.state != State.WAITING:
        raise RegistryError(f"correction {id} was {row.state} on {(row.decided or '')[:10]}")
    return row


def _check_subject(reader: Reader, work: str, said: Dispute | Report) -> None:
    edition = reader.edition(said.edition) if said.edition else None
    if reader.drama(work) is None:
        raise RegistryError(f"no drama {work} is registered here")
    if said.edition and (edition is None or edition.drama != work):
        raise RegistryError(f"drama {work} has no edition {said.edition}")
    if said.edition and said.episode and reader.episode(said.edition, said.episode) is None:
        raise RegistryError(f"edition {said.edition} has no episode {said.episode}")


def _read(row: CorrectionRow) -> Correction:
    model: TypeAdapter[Payload] = MODELS[Kind(row.kind)]
    payload = model.validate_python(row.payload) if row.payload else None
    return Correction(row.id, row.received, row.work, Kind(row.kind), payload, State(row.state))
