"""`GET /v1/dramas/<id>`, `GET /v1/editions/<id>`: one of them, now or as of any statement."""

from __future__ import annotations

from typing import Annotated

from flask import Response, request
from flask_openapi3.blueprint import APIBlueprint
from flask_openapi3.models.tag import Tag
from pydantic import BaseModel, Field

from reelmark.api.asking import Asked
from reelmark.api.caching import Kept, tagged
from reelmark.api.formats import JSON, answer, send
from reelmark.api.moment import AsOf, snapshot_of
from reelmark.api.problems import REFUSALS, Problem, RequestError
from reelmark.api.sharing import share
from reelmark.api.standing import StandingLine, StatementLine, standing_lines, statement_lines
from reelmark.ledger.statement import NAME
from reelmark.publishing.conflicts import Conflict
from reelmark.publishing.current import Current
from reelmark.publishing.manifest import rfc3339
from reelmark.publishing.record import PublishedDrama, PublishedEdition
from reelmark.publishing.snapshot import Snapshot
from reelmark.registry.clock import day_of
from reelmark.registry.record import record_at


class DramaPath(BaseModel):
    """A drama or edition by its id."""

    id: Annotated[str, Field(pattern=f"^{NAME}$")]


class MomentQuery(Asked):
    """Left out, the present state."""

    as_of: AsOf | None = None


class DramaAnswer(BaseModel):
    """A drama with its statuses, the statements it rests on, in the order of the log, and the
    records that contradict it.

    The state as of statement `generation`, said at `time`; `earlier` when more was said since.
    """

    drama: PublishedDrama
    standings: list[StandingLine]
    statements: list[StatementLine]
    conflicts: list[Conflict]
    generation: int
    time: str
    earlier: bool


class EditionAnswer(BaseModel):
    """An edition with its drama's id, its statuses and those of its episodes that differ."""

    edition: PublishedEdition
    drama: str
    title: str | None
    standings: list[StandingLine]
    generation: int


def routes(current: Current) -> APIBlueprint:
    """The two endpoints."""
    api = APIBlueprint(
        "dramas", __name__, url_prefix="/v1", abp_tags=[Tag(name="dramas")], abp_responses=REFUSALS
    )

    kept = Kept()

    @api.before_request
    def again() -> Response | None:
        """What was answered before is not read and checked anew: half of the time."""
        answers = {} if request.query_string else kept.about(current.snapshot())
        held = answers.get(request.path)
        return send(held, JSON) if held else None

    @api.get("/dramas/<id>", responses={200: DramaAnswer}, summary="One drama with its statements")
    def drama(path: DramaPath, query: MomentQuery) -> Response:
        snapshot = snapshot_of(current, query.as_of)
        found = _read(current, path.id, snapshot, earlier=query.as_of is not None)
        if found is None:
            raise RequestError(Problem.NOT_FOUND, _nothing("drama", path.id, query.as_of))
        said = tagged(found.model_dump_json().encode())
        if query.as_of is None:
            kept.about(snapshot)[request.path] = said
        return send(said, JSON)

    @api.get("/editions/<id>", responses={200: EditionAnswer}, summary="One edition")
    def edition(path: DramaPath, query: MomentQuery) -> Response:
        found = find_edition(current, path.id, query.as_of)
        if found is None:
            raise RequestError(Problem.NOT_FOUND, _nothing("edition", path.id, query.as_of))
        return answer(found)

    return share(api, "GET")


def find(current: Current, drama: str, as_of: str | None = None) -> DramaAnswer | None:
    """A drama by its id. Raises RequestError for an `as_of` that lies ahead."""
    return _read(current, drama, snapshot_of(current, as_of), earlier=as_of is not None)


def find_edition(current: Current, edition: str, as_of: str | None) -> EditionAnswer | None:
    """An edition by its id. Raises RequestError for an `as_of` that lies ahead."""
    snapshot = snapshot_of(current, as_of)
    with current.registry.read() as reader:
        row = reader.edition(edition)
    found = _read(current, row.drama, snapshot, as_of is not None) if row else None
    if found is None:
        return None
    named = next((one for one in found.drama.editions if one.id == edition), None)
    if named is None:
        return None
    return EditionAnswer(
        edition=named,
        drama=found.drama.id,
        title=found.drama.title,
        standings=[line for line in found.standings if line.edition == edition],
        generation=found.generation,
    )


def _read(current: Current, drama: str, snapshot: Snapshot, earlier: bool) -> DramaAnswer | None:
    published = snapshot.by_id.get(drama)
    if published is None or snapshot.last_time is None:
        return None
    past = earlier and snapshot is not current.snapshot()
    with current.registry.read() as reader:
        day = day_of(snapshot.last_time) if past else None
        record = record_at(reader, drama, snapshot.generation, day)
    if record is None:
        return None
    return DramaAnswer(
        drama=published,
        standings=list(standing_lines(record)),
        statements=statement_lines(record),
        conflicts=snapshot.conflicts_of(drama),
        generation=snapshot.generation,
        time=rfc3339(snapshot.last_time),
        earlier=past,
    )


def _nothing(what: str, name: str, as_of: str | None) -> str:
    if as_of is None:
        return f"no {what} {name} is registered here"
    return f"no {what} {name} was registered here as of {as_of}"
