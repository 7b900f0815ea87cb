"""`GET /v1/numbers/<text>`: how an approval number is read, and which works carry it."""

from __future__ import annotations

from typing import Annotated

from flask import Response
from flask_openapi3.blueprint import APIBlueprint
from flask_openapi3.models.tag import Tag
from pydantic import BaseModel, Field

from reelmark.api.formats import answer
from reelmark.api.problems import REFUSALS
from reelmark.api.sharing import share
from reelmark.publishing.current import Current
from reelmark.publishing.snapshot import Snapshot
from reelmark.registry.numbers import Number, find_numbers
from reelmark.registry.platforms import issuing_platform
from reelmark.registry.vocabulary import (
    ApprovalState,
    CredentialKind,
    IssuerKind,
    LegacyTier,
    Verification,
)


class NumberPath(BaseModel):
    """Text as it is read on screen, with one number or several."""

    text: Annotated[str, Field(min_length=1, max_length=200)]


class Claim(BaseModel):
    """An edition that is registered with a number, and what is known of its approval."""

    drama: str
    title: str | None
    edition: str
    edition_name: str | None
    registrant: str
    state: ApprovalState
    verification: Verification


class ReadNumber(BaseModel):
    """A number as it is read: its form alone proves nothing. `platform` issued it, where known."""

    text: str
    kind: CredentialKind
    issuer: str | None
    issuer_kind: IssuerKind
    platform: str | None
    year: int | None
    serial: str | None
    legacy_tier: LegacyTier | None
    malformed: bool
    claims: list[Claim]


class NumberAnswer(BaseModel):
    """The numbers in a text, in its order; empty when none can be read."""

    text: str
    numbers: list[ReadNumber]
    generation: int


def routes(current: Current) -> APIBlueprint:
    """The endpoint."""
    api = APIBlueprint(
        "numbers",
        __name__,
        url_prefix="/v1",
        abp_tags=[Tag(name="numbers")],
        abp_responses=REFUSALS,
    )

    @api.get("/numbers/<path:text>", responses={200: NumberAnswer}, summary="Read a number")
    def numbers(path: NumberPath) -> Response:
        snapshot = current.snapshot()
        found = [_read(number, snapshot) for number in find_numbers(path.text)]
        return answer(NumberAnswer(text=path.text, numbers=found, generation=snapshot.generation))

    return share(api, "GET")


def _read(number: Number, snapshot: Snapshot) -> ReadNumber:
    return ReadNumber(
        text=number.text,
        kind=number.kind,
        issuer=number.issuer,
        issuer_kind=number.issuer_kind,
        platform=issuing_platform(number.issuer or ""),
        year=number.year,
        serial=number.serial,
        legacy_tier=number.legacy_tier,
        malformed=number.malformed,
        claims=[
            Claim(
                drama=files.drama.id,
                title=files.drama.title,
                edition=edition.id,
                edition_name=edition.name,
                registrant=files.drama.registrant,
                state=edition.approval.state,
                verification=edition.approval.verification,
            )
            for files in snapshot.dramas
            for edition in files.drama.editions
            if edition.approval.number == number.text
        ],
    )
