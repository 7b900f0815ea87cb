"""`POST /v1/registrations`: episodes in bulk, one line of JSON each, answered line by line."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from flask import Response, request
from flask_openapi3.blueprint import APIBlueprint
from flask_openapi3.models import RawModel
from flask_openapi3.models.tag import Tag
from pydantic import BaseModel, ConfigDict, ValidationError, model_validator
from werkzeug.exceptions import UnsupportedMediaType

from reelmark.api.callers import identify
from reelmark.api.limits import read_body
from reelmark.api.problems import (
    REFUSALS,
    Problem,
    ProblemDetails,
    RequestError,
    as_refusal,
    describe,
)
from reelmark.api.repeats import Repeat, named, recall, remember
from reelmark.api.tracks import check_track
from reelmark.errors import RegistryError, TrackError
from reelmark.publishing.current import Current
from reelmark.registry.api_keys import Caller, Scope
from reelmark.registry.payloads import (
    DramaId,
    Episode,
    ImplicitLabel,
    Name,
    StatementId,
    TrackRef,
)
from reelmark.registry.registration import check_namesakes, plan, register_track
from reelmark.registry.store import Registry, Writer
from reelmark.registry.vocabulary import AiInvolvement
from reelmark.registry.writing import ref_of

LINES = "application/x-ndjson"

BATCH = 64
"""Lines a transaction: others write in between, and what is answered is kept."""


class GivenTrack(BaseModel):
    """A track sent before, by its SHA-256, or its bytes in base64."""

    model_config = ConfigDict(extra="forbid")

    sha256: StatementId | None = None
    data: str | None = None

    @model_validator(mode="after")
    def _is_one(self) -> GivenTrack:
        if (self.sha256 is None) == (self.data is None):
            raise ValueError("a track needs either sha256 or data")
        return self


class RegistrationLine(BaseModel):
    """An episode. Without `drama` its id follows from the title; `ai`, `credential` and
    `implicit_label` (that of the video file) left out say nothing new."""

    model_config = ConfigDict(extra="forbid")

    title: Name
    drama: DramaId | None = None
    edition: Name = "main"
    episode: Episode
    ai: AiInvolvement | None = None
    credential: Name | None = None
    implicit_label: ImplicitLabel | None = None
    track: GivenTrack


class RegistrationAnswer(BaseModel):
    """What became of line `line`, counted from 1. `amended`: the drama, edition or label
    was; the episode was known. `drama` and `edition_id` are null when refused, `problem` when
    not."""

    line: int
    status: Literal["new", "known", "amended", "refused"]
    drama: str | None = None
    edition_id: str | None = None
    episode: int | None = None
    problem: ProblemDetails | None = None


class LinesBody(RawModel):
    """Lines of the form RegistrationLine."""

    mimetypes = [LINES]  # noqa: RUF012  # as the framework has it


@dataclass(frozen=True, slots=True)
class _Parsed:
    """A line with what its track holds, when that came with it; or why it is refused."""

    number: int
    said: RegistrationLine | None = None
    ref: TrackRef | None = None
    data: bytes | None = None
    refused: RequestError | None = None


def routes(current: Current) -> APIBlueprint:
    """The endpoint."""
    registry = current.registry
    api = APIBlueprint(
        "registrations",
        __name__,
        url_prefix="/v1",
        abp_tags=[Tag(name="writing")],
        abp_responses=REFUSALS,
        abp_security=[{"key": []}],
    )
    answers: dict[str, object] = {
        "description": "Lines of the form RegistrationAnswer",
        "content": {LINES: {"schema": RegistrationAnswer.model_json_schema()}},
    }

    @api.post("/registrations", responses={200: answers}, summary="Register episodes in bulk")
    def registrations(raw: LinesBody) -> Response:
        """Each line stands for itself; the same line again is `known`, so a cut does no harm."""
        caller = identify(registry, Scope.REGISTER)
        if caller.organisation.public_key is not None:
            detail = "send each statement to /v1/statements, with your signature of its id"
            raise RequestError(Problem.SIGNATURE_NEEDED, detail)
        if request.mimetype != LINES:
            raise UnsupportedMediaType
        body = read_body()
        repeat = named(caller, body)
        if repeat:
            with registry.write() as writer:
                before = recall(writer.session, repeat, registry.now())
            if before:
                return Response(before[0], before[1], content_type=LINES)
        return Response(_register(registry, caller, body, repeat), content_type=LINES)

    return api


def _register(
    registry: Registry, caller: Caller, body: bytes, repeat: Repeat | None
) -> Iterator[bytes]:
    """Answers, a transaction's at a time, after it was committed."""
    given = []
    lines = [(n, line) for n, line in enumerate(body.split(b"\n"), 1) if line.strip()]
    for begin in range(0, len(lines), BATCH):
        parsed = [_parse(number, line) for number, line in lines[begin : begin + BATCH]]
        with registry.write() as writer:
            answers = _settle_all(registry, writer, caller, parsed)
        told = b"".join(a.model_dump_json(exclude_none=True).encode() + b"\n" for a in answers)
        given.append(told)
        yield told
    if repeat:
        with registry.write() as writer:
            remember(writer.session, repeat, b"".join(given), 200)


def _parse(number: int, line: bytes) -> _Parsed:
    """Read a line with its track, before anybody has to wait for the write lock."""
    try:
        said = RegistrationLine.model_validate_json(line)
        if said.track.data is None:
            return _Parsed(number, said)
        data = base64.b64decode(said.track.data, validate=True)
        return _Parsed(number, said, check_track(data), data)
    except ValidationError as error:
        return _Parsed(number, refused=as_refusal(error))
    except binascii.Error:
        refused = RequestError(Problem.WRONG_TRACK, "the track's data are not base64")
        return _Parsed(number, refused=refused)
    except RequestError as error:
        return _Parsed(number, refused=error)


def _settle_all(
    registry: Registry, writer: Writer, caller: Caller, lines: Sequence[_Parsed]
) -> list[RegistrationAnswer]:
    """Register lines all at once; where one is refused, each again by itself.

    A savepoint for every line would take a fifth of the time.
    """
    try:
        with writer.session.begin_nested():
            return [
                _say(registry, writer, caller, line, line.said) if line.said else _refusal(line)
                for line in lines
            ]
    except (RegistryError, TrackError):
        return [_settle(registry, writer, caller, line) for line in lines]


def _settle(
    registry: Registry, writer: Writer, caller: Caller, line: _Parsed
) -> RegistrationAnswer:
    """Register one line; a refused one leaves nothing behind."""
    if line.said is None:
        return _refusal(line)
    try:
        with writer.session.begin_nested():
            return _say(registry, writer, caller, line, line.said)
    except (RegistryError, TrackError) as error:
        return _refusal(line, as_refusal(error))


def _say(
    registry: Registry, writer: Writer, caller: Caller, line: _Parsed, said: RegistrationLine
) -> RegistrationAnswer:
    planned = plan(
        registry.keys.salt,
        said.title,
        said.drama,
        said.edition,
        said.ai,
        said.credential,
        caller.organisation.id,
        caller.key.id,
    )
    if said.drama is None:
        check_namesakes(writer, planned)
    changed = register_track(
        writer, planned, said.episode, _track(writer, line), said.implicit_label
    )
    status: Literal["new", "known", "amended"] = "amended" if changed.amended else "known"
    return RegistrationAnswer(
        line=line.number,
        status="new" if changed.new else status,
        drama=planned.drama,
        edition_id=planned.edition,
        episode=said.episode,
    )


def _track(writer: Writer, line: _Parsed) -> TrackRef:
    if line.ref and line.data is not None:
        writer.add_track(line.data)
        return line.ref
    assert line.said is not None
    sha256 = line.said.track.sha256 or ""
    data = writer.track(sha256)
    if data is None:
        raise RegistryError(f"no track {sha256} is here: send it to /v1/tracks first, or as data")
    return ref_of(data)


def _refusal(line: _Parsed, error: RequestError | None = None) -> RegistrationAnswer:
    refused = error or line.refused
    assert refused is not None
    problem = describe(refused.problem, refused.detail, refused.errors)
    return RegistrationAnswer(line=line.number, status="refused", problem=problem)
