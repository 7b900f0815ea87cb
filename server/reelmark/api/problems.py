"""Errors as RFC 9457 problem details: one shape for all of them, with stable types."""

from __future__ import annotations

import logging
from enum import Enum

from flask import Flask, Response, request
from flask_openapi3.types import ResponseDict
from pydantic import BaseModel, ConfigDict, ValidationError
from werkzeug.exceptions import HTTPException

from reelmark.errors import ReelmarkError

LOG = logging.getLogger(__name__)

MAX_ERRORS = 20
"""Parts of a request that are told to be wrong; 64 frames can each be so."""


class Problem(Enum):
    """Every problem: its name in /problems/<name>, HTTP status and title. Names never change."""

    BAD_REQUEST = ("bad-request", 400, "The request is not well-formed")
    NOT_FOUND = ("not-found", 404, "There is nothing at this address")
    METHOD_NOT_ALLOWED = ("method-not-allowed", 405, "This address does not take this method")
    GONE = ("gone", 410, "This is no longer kept")
    TOO_LARGE = ("too-large", 413, "The body is larger than this address takes")
    UNSUPPORTED_MEDIA_TYPE = ("unsupported-media-type", 415, "The body must be application/json")
    RANGE_NOT_SATISFIABLE = ("range-not-satisfiable", 416, "The range begins after the end")
    INVALID_REQUEST = ("invalid-request", 422, "A part of the request is not as documented")
    INTERNAL_ERROR = ("internal-error", 500, "The server failed; the fault is on its side")
    UNAVAILABLE = ("unavailable", 503, "The registry cannot be read at the moment")

    def __init__(self, slug: str, status: int, title: str) -> None:
        self.slug = slug
        self.status = status
        self.title = title


_BY_STATUS = {problem.status: problem for problem in Problem}


class FieldError(BaseModel):
    """One part that is wrong: `at` is a JSON Pointer (RFC 6901) or a parameter's name."""

    at: str
    detail: str


class ProblemDetails(BaseModel):
    """RFC 9457, with `errors` where single parts of a request are wrong."""

    model_config = ConfigDict(title="Problem")

    type: str
    title: str
    status: int
    detail: str | None = None
    errors: list[FieldError] | None = None


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
        self, problem: Problem, detail: str, errors: list[FieldError] | None = None
    ) -> None:
        super().__init__(detail)
        self.problem = problem
        self.detail = detail
        self.errors = errors


def respond(
    problem: Problem, detail: str | None = None, errors: list[FieldError] | None = None
) -> Response:
    """A response of type application/problem+json."""
    details = ProblemDetails(
        type=f"/problems/{problem.slug}",
        title=problem.title,
        status=problem.status,
        detail=detail,
        errors=errors,
    )
    body = details.model_dump_json(exclude_none=True)
    return Response(body, problem.status, content_type="application/problem+json")


def invalid(error: ValidationError) -> Response:
    """The response to a request that does not fit its model; flask-openapi3 calls it too."""
    found = error.errors(include_url=False, include_context=False, include_input=False)
    errors = [FieldError(at=_pointer(one["loc"]), detail=one["msg"]) for one in found[:MAX_ERRORS]]
    return respond(Problem.INVALID_REQUEST, f"{len(found)} parts are wrong", errors)


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
    return respond(error.problem, error.detail, error.errors)


def _unavailable(error: ReelmarkError) -> Response:
    """Nothing a client sends raises these: it is the registry that cannot be read or signed."""
    LOG.error("%s %s: %s", request.method, request.path, error)
    return respond(Problem.UNAVAILABLE)


def _pointer(location: tuple[int | str, ...]) -> str:
    parts = (str(part).replace("~", "~0").replace("/", "~1") for part in location)
    return "".join(f"/{part}" for part in parts)
