"""A statement as the rules see it: its place in the log and its payload, parsed."""

from __future__ import annotations

from dataclasses import dataclass

from reelmark.ledger.statement import Kind, Statement, StatementError
from reelmark.registry.payloads import Payload, parse


@dataclass(frozen=True, slots=True)
class Entry:
    """One statement at place `seq`. `payload` is None once it was removed,
    `api_key` where it came without one."""

    seq: int
    id: str
    kind: Kind
    work: str
    actor: str
    time: str
    payload: Payload | None
    api_key: str | None = None


def read_entry(seq: int, statement: Statement) -> Entry:
    """Parse a stored statement. Raises StatementError when its payload fits no model."""
    payload = None
    try:
        if statement.payload is not None:
            payload = parse(statement.kind, statement.payload)
    except ValueError as error:
        problem = f"statement {seq} ({statement.id}): its payload does not fit its kind"
        raise StatementError(problem) from error
    return Entry(
        seq,
        statement.id,
        statement.kind,
        statement.work,
        statement.actor,
        statement.time,
        payload,
        statement.api_key,
    )
