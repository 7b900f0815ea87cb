"""`GET /v1/stats`: how much is registered, and of what kind."""

from __future__ import annotations

from collections import Counter

from flask import Response
from flask_openapi3.blueprint import APIBlueprint
from flask_openapi3.models.tag import Tag
from pydantic import BaseModel

from reelmark.api.formats import answer
from reelmark.api.problems import REFUSALS
from reelmark.api.sharing import share
from reelmark.ledger.statement import Kind
from reelmark.ledger.store import kinds_until
from reelmark.publishing.conflicts import ConflictKind
from reelmark.publishing.current import Current
from reelmark.publishing.snapshot import Snapshot
from reelmark.registry.vocabulary import AiInvolvement, ApprovalState, Status, Tier


class Stats(BaseModel):
    """Counts as of statement `generation`; what does not occur is left out of the tables.

    `statements` by kind; dramas by `status` and `ai`; editions by `approval` state and `tier`.
    """

    generation: int
    dramas: int
    editions: int
    episodes: int
    frames: int
    hours: float
    registrants: int
    statements: dict[Kind, int]
    status: dict[Status, int]
    ai: dict[AiInvolvement, int]
    approval: dict[ApprovalState, int]
    tier: dict[Tier, int]
    conflicts: dict[ConflictKind, int]


def routes(current: Current) -> APIBlueprint:
    """The endpoint."""
    api = APIBlueprint(
        "stats", __name__, url_prefix="/v1", abp_tags=[Tag(name="stats")], abp_responses=REFUSALS
    )

    @api.get("/stats", responses={200: Stats}, summary="Counts of what is registered")
    def stats() -> Response:
        snapshot = current.snapshot()
        with current.registry.read() as reader:
            kinds = kinds_until(reader.session, snapshot.generation)
        return answer(_counted(snapshot, kinds))

    return share(api, "GET")


def _counted(snapshot: Snapshot, kinds: dict[Kind, int]) -> Stats:
    dramas = [files.drama for files in snapshot.dramas]
    editions = [edition for drama in dramas for edition in drama.editions]
    episodes = [episode for edition in editions for episode in edition.episodes]
    return Stats(
        generation=snapshot.generation,
        dramas=len(dramas),
        editions=len(editions),
        episodes=len(episodes),
        frames=sum(episode.frames for episode in episodes),
        hours=round(sum(episode.duration_ms for episode in episodes) / 3_600_000, 2),
        registrants=len({drama.registrant for drama in dramas}),
        statements=kinds,
        status=Counter(drama.status for drama in dramas),
        ai=Counter(drama.ai.involvement for drama in dramas),
        approval=Counter(edition.approval.state for edition in editions),
        tier=Counter(edition.approval.tier or Tier.UNKNOWN for edition in editions),
        conflicts=Counter(conflict.kind for conflict in snapshot.conflicts),
    )
