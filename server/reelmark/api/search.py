"""`GET /v1/dramas`: dramas listed, or searched by what is known of them."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from itertools import islice
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
from reelmark.publishing.current import Current
from reelmark.publishing.record import PublishedDrama, PublishedEdition
from reelmark.publishing.snapshot import DramaFiles, Snapshot
from reelmark.registry.vocabulary import AiInvolvement, ApprovalState, Status, Tier

PAGE = 50


class DramasQuery(Asked):
    """All that is given must hold. `q`: part of a title, in any case; `approval` and `tier`: of one
    of its editions; `since`: something was said about it on that day (UTC) or later."""

    q: Annotated[str | None, Field(max_length=200)] = None
    ai: AiInvolvement | None = None
    approval: ApprovalState | None = None
    status: Status | None = None
    registrant: Annotated[str | None, Field(pattern=f"^{NAME}$")] = None
    tier: Tier | None = None
    since: date | None = None
    as_of: AsOf | None = None
    cursor: Cursor | None = None
    limit: Annotated[int, Field(ge=1, le=200)] = PAGE


class DramaList(BaseModel):
    """Dramas, the last registered first. `next` is null on the last page."""

    dramas: list[PublishedDrama]
    next: str | None
    generation: int


def routes(current: Current) -> APIBlueprint:
    """The endpoint."""
    api = APIBlueprint(
        "search", __name__, url_prefix="/v1", abp_tags=[Tag(name="dramas")], abp_responses=REFUSALS
    )

    @api.get("/dramas", responses={200: DramaList}, summary="List or search dramas")
    def dramas(query: DramasQuery) -> Response:
        found = listing(snapshot_of(current, query.as_of), query)
        rows = (row for drama in found.dramas for row in _rows(drama))
        return list_answer(found, found.dramas, rows, found.next)

    return share(api, "GET")


def listing(snapshot: Snapshot, query: DramasQuery) -> DramaList:
    """A page of dramas. Raises RequestError for a cursor that none of the answers held."""
    before = place_of(query.cursor) if query.cursor else snapshot.generation + 1
    wanted = _folded(query.q or "")
    earlier = (files for files in reversed(snapshot.dramas) if files.first < before)
    found = [*islice((one for one in earlier if _fits(one, query, wanted)), query.limit + 1)]
    page = found[: query.limit]
    return DramaList(
        dramas=[files.drama for files in page],
        next=cursor_of(page[-1].first) if len(found) > len(page) else None,
        generation=snapshot.generation,
    )


def _fits(files: DramaFiles, query: DramasQuery, wanted: str) -> bool:
    drama = files.drama
    approvals = [edition.approval for edition in drama.editions]
    return (
        wanted in _folded(drama.title or "")
        and query.ai in (None, drama.ai.involvement)
        and query.status in (None, drama.status)
        and query.registrant in (None, drama.registrant)
        and (query.since is None or files.time >= query.since.isoformat())
        and (query.approval is None or query.approval in {one.state for one in approvals})
        and (query.tier is None or query.tier in {one.tier or Tier.UNKNOWN for one in approvals})
    )


@lru_cache(200_000)
def _folded(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold().strip()


def _rows(drama: PublishedDrama) -> Iterator[Row]:
    """A line an edition; one without anything of an edition where there is none."""
    for edition in drama.editions or [None]:
        yield {
            "drama": drama.id,
            "title": drama.title,
            "status": drama.status,
            "registrant": drama.registrant,
            "verified": "yes" if drama.verified else "no",
            "registered": drama.registered,
            "ai": drama.ai.involvement,
            "ai_scope": " ".join(drama.ai.scope),
            **_edition_cells(edition),
        }


def _edition_cells(edition: PublishedEdition | None) -> Row:
    approval = edition.approval if edition else None
    source = approval.source if approval else None
    return {
        "edition": edition.id if edition else None,
        "edition_name": edition.name if edition else None,
        "edition_status": edition.status if edition else None,
        "episodes": len(edition.episodes) if edition else 0,
        "approval": approval.state if approval else None,
        "verification": approval.verification if approval else None,
        "tier": approval.tier if approval else None,
        "number": approval.number if approval else None,
        "source": source.name if source else None,
        "source_date": source.date if source else None,
        "source_url": source.url if source else None,
    }
