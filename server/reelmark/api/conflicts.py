"""`GET /v1/conflicts`: where records contradict each other, with both sides."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

from flask import Response
from flask_openapi3.blueprint import APIBlueprint
from flask_openapi3.models.tag import Tag
from pydantic import BaseModel, Field

from reelmark.api.asking import Asked
from reelmark.api.cursors import Cursor, cursor_of, place_of
from reelmark.api.formats import Row, list_answer
from reelmark.api.moment import AsOf, snapshot_of
from reelmark.api.problems import REFUSALS
from reelmark.api.sharing import share
from reelmark.ledger.statement import NAME
from reelmark.publishing.conflicts import Conflict, ConflictKind
from reelmark.publishing.current import Current

PAGE = 50


class ConflictsQuery(Asked):
    """All that is given must hold. `work`: a drama that is one of the sides."""

    work: Annotated[str | None, Field(pattern=f"^{NAME}$")] = None
    kind: ConflictKind | None = None
    as_of: AsOf | None = None
    cursor: Cursor | None = None
    limit: Annotated[int, Field(ge=1, le=200)] = PAGE


class ConflictList(BaseModel):
    """What stands open, in the order in which it arose. `next` is null on the last page."""

    conflicts: list[Conflict]
    next: str | None
    generation: int


def routes(current: Current) -> APIBlueprint:
    """The endpoint."""
    api = APIBlueprint(
        "conflicts",
        __name__,
        url_prefix="/v1",
        abp_tags=[Tag(name="conflicts")],
        abp_responses=REFUSALS,
    )

    @api.get("/conflicts", responses={200: ConflictList}, summary="Records that contradict others")
    def conflicts(query: ConflictsQuery) -> Response:
        snapshot = snapshot_of(current, query.as_of)
        begin = place_of(query.cursor) if query.cursor else 0
        all_of = snapshot.conflicts if query.work is None else snapshot.conflicts_of(query.work)
        fitting = [one for one in all_of if query.kind in (None, one.kind)]
        page = fitting[begin : begin + query.limit]
        end = begin + len(page)
        found = ConflictList(
            conflicts=page,
            next=cursor_of(end) if end < len(fitting) else None,
            generation=snapshot.generation,
        )
        return list_answer(found, page, (row for one in page for row in _rows(one)), found.next)

    return share(api, "GET")


def _rows(conflict: Conflict) -> Iterator[Row]:
    """A line a side."""
    first = conflict.sides[0]
    for side in conflict.sides:
        yield {
            "kind": conflict.kind,
            "conflict": f"{first.seq}-{conflict.sides[-1].seq}",
            "drama": side.drama,
            "title": side.title,
            "edition": side.edition,
            "registrant": side.registrant,
            "episodes": " ".join(map(str, side.episodes)),
            "statement": side.id,
            "time": side.time,
            "number": conflict.number,
            "platform": conflict.platform,
            "label": conflict.label,
            "relation_claimed": "yes" if conflict.relation_claimed else "no",
        }
