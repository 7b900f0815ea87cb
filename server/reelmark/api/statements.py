"""`GET /v1/statements`, `GET /v1/statements/<id>`, `GET /v1/changes`: what was said, in order."""

from __future__ import annotations

import json
from datetime import date
from typing import Annotated, Literal

from flask import Response
from flask_openapi3.blueprint import APIBlueprint
from flask_openapi3.models.tag import Tag
from pydantic import BaseModel, Field
from sqlmodel import Session

from reelmark.api.asking import Asked
from reelmark.api.cursors import Cursor, cursor_of, place_of
from reelmark.api.formats import Row, answer, list_answer
from reelmark.api.log import StatementPath
from reelmark.api.problems import REFUSALS, Problem, RequestError
from reelmark.api.sharing import share
from reelmark.api.standing import Said
from reelmark.ledger.statement import NAME, Kind, Statement
from reelmark.ledger.store import size, statement_of, statements_of
from reelmark.publishing.current import Current
from reelmark.publishing.log import WITHHELD
from reelmark.registry.record import record_at
from reelmark.registry.vocabulary import Status

PAGE = 100

WINDOW = 100_000
"""Statements that the feed of changes reaches back. Who missed more reads everything anew sooner
than one change after the other."""

Name = Annotated[str, Field(pattern=f"^{NAME}$")]
Limit = Annotated[int, Field(ge=1, le=1000)]


class StatementsQuery(Asked):
    """All that is given must hold; `since`: said on that day (UTC) or later."""

    work: Name | None = None
    actor: Name | None = None
    kind: Kind | None = None
    since: date | None = None
    cursor: Cursor | None = None
    limit: Limit = PAGE


class StatementItem(Said):
    """One statement. `payload` is null where it was `removed` by order, or is `withheld`: anyone
    may write a dispute or report, and what anyone writes may name anyone. `signing_key`: the id of
    the server's key that signed it."""

    signing_key: str
    payload_is: Literal["here", "removed", "withheld"]
    payload: dict[str, object] | None


class StatementList(BaseModel):
    """Statements in the order of the log. `next` is null on the last page."""

    statements: list[StatementItem]
    next: str | None
    generation: int


class StatementAnswer(BaseModel):
    """A statement with what became of it: `ended_by` is the `seq` of what ended it, or null."""

    statement: StatementItem
    status: Status
    ended_by: int | None


class ChangesQuery(Asked):
    """`since`: the `seq` of the last change known; 0 for none."""

    since: Annotated[int, Field(ge=0, le=2**53)]
    limit: Limit = PAGE


class ChangeLine(BaseModel):
    """Something was said about a work."""

    seq: int
    time: str
    kind: Kind
    work: str
    statement: str


class ChangeList(BaseModel):
    """What was said after `since`; ask again with `next`. At `generation` nothing is left."""

    changes: list[ChangeLine]
    next: int
    generation: int


def routes(current: Current) -> APIBlueprint:
    """The three endpoints."""
    api = APIBlueprint(
        "statements",
        __name__,
        url_prefix="/v1",
        abp_tags=[Tag(name="statements")],
        abp_responses=REFUSALS,
    )

    @api.get("/statements", responses={200: StatementList}, summary="Statements in their order")
    def statements(query: StatementsQuery) -> Response:
        with current.registry.read() as reader:
            found = listing(reader.session, query)
        rows = (_row(item) for item in found.statements)
        return list_answer(found, found.statements, rows, found.next)

    @api.get("/statements/<id>", responses={200: StatementAnswer}, summary="One statement")
    def statement(path: StatementPath) -> Response:
        with current.registry.read() as reader:
            found = statement_of(reader.session, path.id)
            record = record_at(reader, found[1].work) if found else None
        if found is None:
            raise RequestError(Problem.NOT_FOUND, f"the log has no statement {path.id}")
        seq, said = found
        status, ended = Status.ACTIVE if said.payload else Status.REDACTED, None
        if record:
            entry = record.history.at(seq)
            status, ended = record.history.of_statement(entry), record.history.ended_by(entry)
        ended_by = ended.seq if ended else None
        return answer(StatementAnswer(statement=_item(seq, said), status=status, ended_by=ended_by))

    @api.get("/changes", responses={200: ChangeList}, summary="What was said since a statement")
    def changes(query: ChangesQuery) -> Response:
        with current.registry.read() as reader:
            found = changes_since(reader.session, query)
        rows = (line.model_dump(mode="json") for line in found.changes)
        return list_answer(found, found.changes, rows, None)

    return share(api, "GET")


def listing(session: Session, query: StatementsQuery) -> StatementList:
    """A page of statements. Raises RequestError for a cursor that none of the answers held."""
    after = place_of(query.cursor) if query.cursor else 0
    found = statements_of(
        session,
        after,
        query.limit + 1,
        work=query.work,
        actor=query.actor,
        kind=query.kind,
        time=query.since.isoformat() if query.since else None,
    )
    page = found[: query.limit]
    return StatementList(
        statements=[_item(seq, said) for seq, said in page],
        next=cursor_of(page[-1][0]) if len(found) > len(page) else None,
        generation=size(session),
    )


def changes_since(session: Session, query: ChangesQuery, window: int = WINDOW) -> ChangeList:
    """A stretch of the feed. Raises RequestError when it does not reach back, or on, so far."""
    end = size(session)
    if query.since > end:
        raise RequestError(Problem.INVALID_REQUEST, f"since: there are only {end} statements")
    if query.since < end - window:
        detail = f"the feed begins at {end - window}: read everything anew, then follow from {end}"
        raise RequestError(Problem.GONE, detail)
    found = statements_of(session, query.since, query.limit)
    lines = [
        ChangeLine(seq=seq, time=said.time, kind=said.kind, work=said.work, statement=said.id)
        for seq, said in found
    ]
    return ChangeList(changes=lines, next=lines[-1].seq if lines else query.since, generation=end)


def _item(seq: int, said: Statement) -> StatementItem:
    withheld = said.kind in WITHHELD and said.payload is not None
    state: Literal["here", "removed", "withheld"] = "here" if said.payload else "removed"
    shown = said.payload if said.payload and not withheld else None
    return StatementItem(
        seq=seq,
        id=said.id,
        kind=said.kind,
        work=said.work,
        actor=said.actor,
        time=said.time,
        signing_key=said.key_id,
        payload_is="withheld" if withheld else state,
        payload=json.loads(shown) if shown else None,
    )


def _row(item: StatementItem) -> Row:
    payload = json.dumps(item.payload, ensure_ascii=False) if item.payload else None
    return item.model_dump(mode="json") | {"payload": payload}
