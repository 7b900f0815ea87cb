"""`GET /v1/dramas` and `GET /v1/dramas/<id>`: what is registered."""

from __future__ import annotations

import base64
import unicodedata
from typing import Annotated

from flask_openapi3.blueprint import APIBlueprint
from flask_openapi3.models.tag import Tag
from pydantic import BaseModel, ConfigDict, Field

from reelmark.api.problems import REFUSALS, Problem, RequestError
from reelmark.api.sharing import share
from reelmark.ledger.statement import NAME, Kind
from reelmark.publishing.current import Current
from reelmark.publishing.record import PublishedDrama, day
from reelmark.publishing.snapshot import DramaFiles, Snapshot
from reelmark.registry.record import Record, read_record
from reelmark.registry.vocabulary import Status

PAGE = 50


class DramasQuery(BaseModel):
    """`q`: part of a title, in any case. `cursor`: `next` of an earlier answer."""

    model_config = ConfigDict(extra="forbid")

    q: Annotated[str | None, Field(max_length=200)] = None
    cursor: Annotated[str | None, Field(max_length=40)] = None
    limit: Annotated[int, Field(ge=1, le=200)] = PAGE


class DramaPath(BaseModel):
    """A drama by its id."""

    id: Annotated[str, Field(pattern=f"^{NAME}$")]


class DramaList(BaseModel):
    """Dramas, the last registered first. `next` is null on the last page."""

    dramas: list[PublishedDrama]
    next: str | None
    generation: int


class StatementLine(BaseModel):
    """One statement about a drama; `subject` is null once its payload was removed.

    `key`: the id of the API key it came with, null when said on the server itself.
    """

    seq: int
    id: str
    date: str
    actor: str
    key: str | None
    kind: Kind
    subject: str | None
    status: Status


class DramaAnswer(BaseModel):
    """A drama with the statements it rests on, in the order of the log."""

    drama: PublishedDrama
    statements: list[StatementLine]
    generation: int


def routes(current: Current) -> APIBlueprint:
    """The two endpoints."""
    api = APIBlueprint(
        "dramas", __name__, url_prefix="/v1", abp_tags=[Tag(name="dramas")], abp_responses=REFUSALS
    )

    @api.get("/dramas", responses={200: DramaList}, summary="List or search dramas by title")
    def dramas(query: DramasQuery) -> dict[str, object]:
        return listing(current.snapshot(), query).model_dump(mode="json")

    @api.get("/dramas/<id>", responses={200: DramaAnswer}, summary="One drama with its statements")
    def drama(path: DramaPath) -> dict[str, object]:
        found = find(current, path.id)
        if found is None:
            raise RequestError(Problem.NOT_FOUND, f"no drama {path.id} is registered here")
        return found.model_dump(mode="json")

    return share(api, "GET")


def listing(snapshot: Snapshot, query: DramasQuery) -> DramaList:
    """A page of dramas. Raises RequestError for a cursor that none of the answers held."""
    before = _place(query.cursor) if query.cursor else snapshot.generation + 1
    found = [files for files in reversed(snapshot.dramas) if files.first < before]
    if query.q:
        wanted = _folded(query.q)
        found = [files for files in found if wanted in _folded(files.drama.title or "")]
    page = found[: query.limit]
    return DramaList(
        dramas=[files.drama for files in page],
        next=_cursor(page[-1]) if len(found) > len(page) else None,
        generation=snapshot.generation,
    )


def find(current: Current, drama: str) -> DramaAnswer | None:
    """A drama by its id."""
    snapshot = current.snapshot()
    published = snapshot.by_id.get(drama)
    with current.registry.read() as reader:
        row = reader.drama(drama)
        record = read_record(reader, row) if row else None
    if published is None or record is None:
        return None
    statements = statement_lines(record)
    return DramaAnswer(drama=published, statements=statements, generation=snapshot.generation)


def statement_lines(record: Record) -> list[StatementLine]:
    """The statements about a drama, without what they say."""
    return [
        StatementLine(
            seq=entry.seq,
            id=entry.id,
            date=day(entry.time),
            actor=entry.actor,
            key=entry.api_key,
            kind=entry.kind,
            subject=entry.payload.subject if entry.payload else None,
            status=record.history.of_statement(entry),
        )
        for entry in record.history.entries
    ]


def _folded(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold().strip()


def _cursor(files: DramaFiles) -> str:
    return base64.urlsafe_b64encode(str(files.first).encode()).decode("ascii")


def _place(cursor: str) -> int:
    try:
        return int(base64.urlsafe_b64decode(cursor.encode("ascii")))
    except ValueError as error:
        raise RequestError(Problem.INVALID_REQUEST, "cursor is not one of this list") from error
