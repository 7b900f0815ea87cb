"""Errors as RFC 9457 problem details: one shape for all of them, with stable types."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from enum import Enum

from flask import Flask, Response
from flask_openapi3.types import ResponseDict
from pydantic import BaseModel, ConfigDict, ValidationError
from werkzeug.exceptions import HTTPException

from reelmark.api.watching import route
from reelmark.errors import (
    ForeignWorkError,
    ReelmarkError,
    RegistryError,
    ScopeError,
    TrackError,
)
from reelmark.ledger.statement import Statement, said
from reelmark.logs import facts
from reelmark.registry.countersignature import SignatureNeededError

LOG = logging.getLogger(__name__)

MAX_ERRORS = 20
"""Parts of a request that are told to be wrong; 64 frames can each be so."""


class Problem(Enum):
    """Every problem: its name in /problems/<name>, HTTP status and title. Names never change."""

    BAD_REQUEST = ("bad-request", 400, "The request is not well-formed")
    UNAUTHORISED = ("unauthorised", 401, "This needs a valid API key")
    WRONG_SCOPE = ("wrong-scope", 403, "The API key does not allow this")
    FOREIGN_WORK = ("foreign-work", 403, "The work belongs to another organisation")
    NOT_FOUND = ("not-found", 404, "There is nothing at this address")
    METHOD_NOT_ALLOWED = ("method-not-allowed", 405, "This address does not take this method")
    CONFLICT = ("conflict", 409, "The registry holds something that contradicts this")
    GONE = ("gone", 410, "This is no longer kept")
    TOO_LARGE = ("too-large", 413, "The body is larger than this address takes")
    UNSUPPORTED_MEDIA_TYPE = (
        "unsupported-media-type",
        415,
        "The body is of another type",
    )
    RANGE_NOT_SATISFIABLE = ("range-not-satisfiable", 416, "The range begins after the end")
    INVALID_REQUEST = ("invalid-request", 422, "A part of the request is not as documented")
    WRONG_TRACK = ("wrong-track", 422, "The track is not what it is said to be")
    CLOCK_SKEW = ("clock-skew", 422, "A time in the request is not that of the server")
    KEY_REUSED = ("idempotency-key-reused", 422, "The Idempotency-Key came with another request")
    SIGNATURE_NEEDED = ("signature-needed", 422, "The signature of the organisation is missing")
    TOO_MANY_REQUESTS = ("too-many-requests", 429, "There were too many requests")
    INTERNAL_ERROR = ("internal-error", 500, "The server failed; the fault is on its side")
    UNAVAILABLE = ("unavailable", 503, "The registry cannot be read at the moment")

    def __init__(self, slug: str, status: int, title: str) -> None:
        self.slug = slug
        self.status = status
        self.title = title


_BY_STATUS = {problem.status: problem for problem in Problem} | {
    problem.status: problem for problem in (Problem.WRONG_SCOPE, Problem.INVALID_REQUEST)
}
"""Of problems with one status, the one that says least."""

_OF_ERRORS: tuple[tuple[type[ReelmarkError], Problem], ...] = (
    (ScopeError, Problem.WRONG_SCOPE),
    (ForeignWorkError, Problem.FOREIGN_WORK),
    (RegistryError, Problem.CONFLICT),
    (TrackError, Problem.WRONG_TRACK),
)
"""Errors that a writer can do something about."""


class FieldError(BaseModel):
    """One part that is wrong: `at` is a JSON Pointer (RFC 6901) or a parameter's name."""

    at: str
    detail: str


class ToSign(BaseModel):
    """A statement that its registrant is to sign, and has to check first.

    `id` is the SHA-256 of `said`; the `payload` in that is the SHA-256 of `salt` (hex) and the
    RFC 8785 bytes of the payload that was sent.
    """

    id: str
    said: str
    salt: str


class ProblemDetails(BaseModel):
    """RFC 9457, with `errors` where single parts of a request are wrong, and with `sign` where a
    signature is missing."""

    model_config = ConfigDict(title="Problem")

    type: str
    title: str
    status: int
    detail: str | None = None
    errors: list[FieldError] | None = None
    sign: ToSign | None = None


_REFUSAL: dict[str, object] = {
    "description": "A problem (RFC 9457), see /problems/",
    "content": {
        "application/problem+json": {"schema": {"$ref": "#/components/schemas/ProblemDetails"}}
    },
}
REFUSALS: ResponseDict = {"422": _REFUSAL, "default": _REFUSAL}
"""How openapi.json describes the errors of every endpoint."""


class RequestError(Exception):
    """A request that an endpoint refuses."""

    def __init__(
        self,
        problem: Problem,
        detail: str,
        errors: list[FieldError] | None = None,
        headers: Mapping[str, str] | None = None,
        sign: ToSign | None = None,
    ) -> None:
        super().__init__(detail)
        self.headers = headers or {}
        self.sign = sign
        self.problem = problem
        self.detail = detail
        self.errors = errors


def respond(
    problem: Problem,
    detail: str | None = None,
    errors: list[FieldError] | None = None,
    sign: ToSign | None = None,
) -> Response:
    """A response of type application/problem+json."""
    body = describe(problem, detail, errors, sign).model_dump_json(exclude_none=True)
    return Response(body, problem.status, content_type="application/problem+json")


def describe(
    problem: Problem,
    detail: str | None = None,
    errors: list[FieldError] | None = None,
    sign: ToSign | None = None,
) -> ProblemDetails:
    """A problem with what is wrong here."""
    return ProblemDetails(
        type=f"/problems/{problem.slug}",
        title=problem.title,
        status=problem.status,
        detail=detail,
        errors=errors,
        sign=sign,
    )


def as_refusal(error: ReelmarkError | ValidationError) -> RequestError:
    """The refusal of a writer's request by the rules of the registry or the form of payloads."""
    if isinstance(error, ValidationError):
        detail, errors = _told(error)
        return RequestError(Problem.INVALID_REQUEST, detail, errors)
    if isinstance(error, SignatureNeededError):
        return RequestError(Problem.SIGNATURE_NEEDED, str(error), sign=_to_sign(error.statement))
    for kind, problem in _OF_ERRORS:
        if isinstance(error, kind):
            return RequestError(problem, str(error))
    raise error


def _to_sign(statement: Statement) -> ToSign:
    salt = (statement.salt or b"").hex()
    return ToSign(id=statement.id, said=said(statement).decode(), salt=salt)


def invalid(error: ValidationError) -> Response:
    """The response to a request that does not fit its model; flask-openapi3 calls it too."""
    return respond(Problem.INVALID_REQUEST, *_told(error))


def _told(error: ValidationError) -> tuple[str, list[FieldError]]:
    found = error.errors(include_url=False, include_context=False, include_input=False)
    errors = [FieldError(at=_pointer(one["loc"]), detail=one["msg"]) for one in found[:MAX_ERRORS]]
    return f"{len(found)} {'part is' if len(found) == 1 else 'parts are'} wrong", errors


def register_handlers(app: Flask) -> None:
    """Answer every error below /v1 and at /healthz with a problem."""
    app.register_error_handler(RequestError, _refused)
    app.register_error_handler(ReelmarkError, _unavailable)


def of_http(error: HTTPException) -> Response:
    """The problem that says what an HTTP error says."""
    return respond(problem_of(error))


def problem_of(error: HTTPException) -> Problem:
    """The problem of an HTTP error's status; of its class where there is none of its own."""
    status = error.code or Problem.INTERNAL_ERROR.status
    fallback = Problem.BAD_REQUEST if status < 500 else Problem.INTERNAL_ERROR
    return _BY_STATUS.get(status, fallback)


def _refused(error: RequestError) -> Response:
    response = respond(error.problem, error.detail, error.errors, error.sign)
    response.headers.extend(error.headers)
    return response


def _unavailable(error: ReelmarkError) -> Response:
    """Nothing a client sends raises these: it is the registry that cannot be read or signed."""
    log_failure("unavailable", error)
    return respond(Problem.UNAVAILABLE)


def log_failure(event: str, error: BaseException | None) -> None:
    """Write to the log where this request failed."""
    asked = route()
    LOG.error(event, exc_info=error, extra=facts(method=asked.method, route=asked.rule))


def _pointer(location: tuple[int | str, ...]) -> str:
    parts = (str(part).replace("~", "~0").replace("/", "~1") for part in location)
    return "".join(f"/{part}" for part in parts)
