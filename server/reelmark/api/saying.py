"""`POST /v1/statements`: an organisation says one thing."""

from __future__ import annotations

import base64
import binascii
import json
from datetime import date, timedelta
from typing import Annotated

from flask import Response, request
from flask_openapi3.blueprint import APIBlueprint
from flask_openapi3.models.tag import Tag
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from reelmark.api.callers import identify
from reelmark.api.limits import read_body
from reelmark.api.problems import REFUSALS, Problem, RequestError, as_refusal
from reelmark.api.repeats import named, recall, remember
from reelmark.errors import RegistryError, TrackError
from reelmark.ledger.statement import Kind
from reelmark.publishing.current import Current
from reelmark.registry.api_keys import Caller
from reelmark.registry.payloads import Attest, DramaId, Payload, Report, parse
from reelmark.registry.store import Registry, Writer
from reelmark.registry.writing import say

TODAY = timedelta(days=1)
"""East of Greenwich it is tomorrow already."""


class NewStatement(BaseModel):
    """`work`: the drama. `payload`: as shared/schemas/statement.json has it for this `kind`.

    `signature`: base64 of the organisation's own Ed25519 signature of the statement's id, when it
    has a key of its own; a request without one is answered with the id to be signed.
    """

    model_config = ConfigDict(extra="forbid")

    kind: Kind
    work: DramaId
    payload: dict[str, object]
    signature: Annotated[str | None, Field(max_length=100)] = None


class StatementSaid(BaseModel):
    """The statement's id and place in the log. `known`: it had been said before."""

    id: str
    seq: int
    status: Annotated[str, Field(pattern="^(new|known)$")]


def routes(current: Current) -> APIBlueprint:
    """The endpoint."""
    registry = current.registry
    api = APIBlueprint(
        "saying",
        __name__,
        url_prefix="/v1",
        abp_tags=[Tag(name="writing")],
        abp_responses=REFUSALS,
        abp_security=[{"key": []}],
    )

    @api.before_request
    def authenticate() -> None:
        """Before the body is parsed: whoever has no key learns nothing of the form."""
        request.environ["reelmark.caller"] = identify(registry)
        read_body()
        if not isinstance(request.get_json(), dict):
            raise RequestError(Problem.INVALID_REQUEST, "the body must be a JSON object")

    @api.post(
        "/statements",
        responses={200: StatementSaid, 201: StatementSaid},
        summary="Register, amend, withdraw, attest, revoke, dispute or resolve",
    )
    def statements(body: NewStatement) -> Response:
        """201 when it is new, 200 when it had been said before."""
        answer, status = _answer(registry, request.environ["reelmark.caller"], body)
        return Response(answer, status, content_type="application/json")

    return api


def _answer(registry: Registry, caller: Caller, body: NewStatement) -> tuple[bytes, int]:
    repeat = named(caller, request.get_data())
    said, signature = _payload(body), _signature(body)
    _check_dates(said, registry.now().date() + TODAY)
    with registry.write() as writer:
        before = recall(writer.session, repeat, registry.now()) if repeat else None
        if before:
            return before
        answer, status = _say(writer, caller, body, said, signature)
        if repeat:
            remember(writer.session, repeat, answer, status)
    return answer, status


def _say(
    writer: Writer, caller: Caller, body: NewStatement, said: Payload, signature: bytes | None
) -> tuple[bytes, int]:
    try:
        told = say(writer, caller, body.kind, body.work, said, signature)
    except (RegistryError, TrackError) as error:
        raise as_refusal(error) from error
    answer = StatementSaid(id=told.id, seq=told.seq, status="new" if told.new else "known")
    return answer.model_dump_json().encode(), 201 if told.new else 200


def _payload(body: NewStatement) -> Payload:
    try:
        return parse(body.kind, json.dumps(body.payload).encode())
    except ValidationError as error:
        raise as_refusal(error) from error


def _signature(body: NewStatement) -> bytes | None:
    try:
        return base64.b64decode(body.signature, validate=True) if body.signature else None
    except binascii.Error as error:
        raise RequestError(Problem.INVALID_REQUEST, "signature is not base64") from error


def _check_dates(said: Payload, latest: date) -> None:
    """Nothing was published or seen on a day that has not come."""
    source = getattr(said, "source", None)
    days = [source.date] if source else []
    days += [said.list.date] if isinstance(said, Attest) else []
    days += [said.seen] if isinstance(said, Report) else []
    if any(day > latest for day in days):
        detail = f"{max(days)} has not come yet: correct the date, or your clock"
        raise RequestError(Problem.CLOCK_SKEW, detail)
