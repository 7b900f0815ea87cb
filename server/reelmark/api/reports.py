"""`POST /v1/reports`: a correction by anyone, which waits until the operator has looked at it."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Literal

from flask import Response
from flask_openapi3.blueprint import APIBlueprint
from flask_openapi3.models.tag import Tag
from pydantic import BaseModel, ConfigDict, model_validator

from reelmark.api.bodies import read_json
from reelmark.api.callers import charge_address
from reelmark.api.problems import REFUSALS, Problem, RequestError
from reelmark.api.sharing import share
from reelmark.errors import RegistryError
from reelmark.publishing.current import Current
from reelmark.registry.corrections import QueueFullError, file
from reelmark.registry.payloads import (
    Dispute,
    DramaId,
    EditionId,
    Episode,
    Report,
    Source,
    Text,
    Url,
)
from reelmark.registry.vocabulary import DisputeAbout


class ReportBody(BaseModel):
    """What is wrong with a drama, one of its editions or an episode.

    `about` names the line of the record (`approval`, `ai`, `work`), or `page`: a page at `page_url`
    differs from the record. `source`: where the right answer can be checked.
    """

    model_config = ConfigDict(extra="forbid")

    work: DramaId
    edition: EditionId | None = None
    episode: Episode | None = None
    about: Literal["approval", "ai", "work", "page"]
    text: Text
    source: Source | None = None
    page_url: Url | None = None

    @model_validator(mode="after")
    def _is_whole(self) -> ReportBody:
        if self.episode is not None and self.edition is None:
            raise ValueError("an episode needs its edition")
        if (self.about == "page") != (self.page_url is not None):
            raise ValueError("page_url goes with about: page, and only with it")
        if self.about == "page" and self.source is not None:
            raise ValueError("a report about a page has no source besides the page")
        return self


class ReportAnswer(BaseModel):
    """The correction waits under this id; nothing of it is published before it is accepted."""

    id: str
    state: Literal["waiting"]


def routes(current: Current) -> APIBlueprint:
    """The endpoint."""
    api = APIBlueprint(
        "reports",
        __name__,
        url_prefix="/v1",
        abp_tags=[Tag(name="reports")],
        abp_responses=REFUSALS,
    )
    api.before_request(read_json)

    @api.post("/reports", responses={202: ReportAnswer}, summary="File a correction")
    def reports(body: ReportBody) -> Response:
        answer = ReportAnswer(id=take(current, body), state="waiting")
        return Response(answer.model_dump_json(), 202, content_type="application/json")

    return share(api, "POST")


def take(current: Current, body: ReportBody) -> str:
    """File a correction, from the API or from the page; returns its id. Raises RequestError.

    An address may file so many and no more: a queue is read by people.
    """
    charge_address(current.registry)
    now = datetime.now(UTC)
    try:
        with current.registry.write() as writer:
            return file(writer, body.work, _payload(body, now.date()), now)
    except QueueFullError as error:
        raise RequestError(Problem.UNAVAILABLE, str(error)) from error
    except RegistryError as error:
        raise RequestError(Problem.INVALID_REQUEST, str(error)) from error


def _payload(body: ReportBody, today: date) -> Dispute | Report:
    subject: Literal["drama", "edition", "episode"] = "drama"
    if body.edition:
        subject = "episode" if body.episode else "edition"
    if body.page_url is not None:
        return Report(
            subject=subject,
            edition=body.edition,
            episode=body.episode,
            page_url=body.page_url,
            seen=today,
            text=body.text,
        )
    return Dispute(
        subject=subject,
        edition=body.edition,
        episode=body.episode,
        about=DisputeAbout(body.about),
        reason=body.text,
        source=body.source,
    )
