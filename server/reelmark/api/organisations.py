"""`GET /v1/organisations`: who may write here, and whether the operator checked who it is."""

from __future__ import annotations

from flask import Response
from flask_openapi3.blueprint import APIBlueprint
from flask_openapi3.models.tag import Tag
from pydantic import BaseModel

from reelmark.api.formats import Row, list_answer
from reelmark.api.problems import REFUSALS
from reelmark.api.sharing import share
from reelmark.publishing.current import Current
from reelmark.registry.organisations import OrganisationKind, organisations


class OrganisationItem(BaseModel):
    """An organisation; its `id` is the actor of its statements. `verified_on`: the day on which the
    operator checked who it is, in the way `verified_how`, or null. `public_key`: the Ed25519 key
    that it signs its statements with, in base64, or null."""

    id: str
    name: str
    kind: OrganisationKind
    verified_on: str | None
    verified_how: str | None
    public_key: str | None
    created: str


class OrganisationList(BaseModel):
    """All organisations by id."""

    organisations: list[OrganisationItem]


def routes(current: Current) -> APIBlueprint:
    """The endpoint."""
    api = APIBlueprint(
        "organisations",
        __name__,
        url_prefix="/v1",
        abp_tags=[Tag(name="statements")],
        abp_responses=REFUSALS,
    )

    @api.get("/organisations", responses={200: OrganisationList}, summary="Who may write here")
    def listed() -> Response:
        with current.registry.read() as reader:
            known = organisations(reader.session)
        found = [OrganisationItem.model_validate(one.as_json()) for one in known]
        return list_answer(OrganisationList(organisations=found), found, map(_row, found), None)

    return share(api, "GET")


def _row(item: OrganisationItem) -> Row:
    return item.model_dump(mode="json")
