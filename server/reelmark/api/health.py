"""`GET /healthz`: whether this process can read the registry."""

from __future__ import annotations

from typing import Literal

from flask_openapi3.blueprint import APIBlueprint
from flask_openapi3.models.tag import Tag
from pydantic import BaseModel

from reelmark.api.problems import REFUSALS
from reelmark.ledger.store import size
from reelmark.publishing.current import Current


class Health(BaseModel):
    """`generation` is the last statement in the registry."""

    status: Literal["ok"]
    generation: int


def routes(current: Current) -> APIBlueprint:
    """The endpoint."""
    api = APIBlueprint("health", __name__, abp_tags=[Tag(name="health")], abp_responses=REFUSALS)

    @api.get("/healthz", responses={200: Health}, summary="Whether the registry can be read")
    def healthz() -> dict[str, object]:
        with current.registry.read() as reader:
            generation = size(reader.session)
        return Health(status="ok", generation=generation).model_dump()

    return api
