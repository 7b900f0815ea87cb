"""The HTTP server's application: API and pages over one registry."""

from __future__ import annotations

from collections.abc import Sequence
from types import TracebackType

from flask import Blueprint, Response, request
from flask.json.provider import DefaultJSONProvider
from flask_openapi3.models.info import Info
from flask_openapi3.openapi import OpenAPI
from pydantic_core import from_json
from werkzeug.exceptions import HTTPException
from werkzeug.middleware.proxy_fix import ProxyFix

from reelmark.api import (
    bundle,
    conflicts,
    dramas,
    health,
    log,
    match,
    numbers,
    organisations,
    problems,
    registrations,
    reports,
    saying,
    search,
    statements,
    stats,
    tracks,
    watching,
)
from reelmark.api.limits import guard
from reelmark.api.metrics import Metrics
from reelmark.config import Config
from reelmark.publishing.current import Current
from reelmark.registry.clock import Clock, now
from reelmark.registry.store import open_registry
from reelmark.web import pages
from reelmark.web.security import secure

API_VERSION = "1"

GROUPS = (
    search,
    dramas,
    conflicts,
    statements,
    numbers,
    organisations,
    stats,
    reports,
    match,
    bundle,
    log,
    health,
    tracks,
    saying,
    registrations,
)
"""The endpoints, in the order in which openapi.json tells them."""


class _Json(DefaultJSONProvider):
    """JSON as RFC 8259 has it: the standard library takes NaN, and fails on deep nesting."""

    ensure_ascii = False

    def loads(self, s: str | bytes, **_options: object) -> object:
        return from_json(s, allow_inf_nan=False)


class _App(OpenAPI):
    """Logs an exception as the rest is logged; Flask would tell the path."""

    def log_exception(
        self,
        exc_info: tuple[type, BaseException, TracebackType] | tuple[None, None, None],
    ) -> None:
        problems.log_failure("failed", exc_info[1])


def create_app(config: Config, clock: Clock = now, blueprints: Sequence[Blueprint] = ()) -> OpenAPI:
    """The application over the registry of `config`; `blueprints` are added as they are.

    Raises DatabaseError when the registry cannot be opened.
    """
    current = Current(open_registry(config, clock), clock)
    app = _App(
        "reelmark",
        info=Info(title="Reelmark", version=API_VERSION),
        security_schemes={"key": {"type": "http", "scheme": "bearer"}},
        doc_ui=False,
        static_folder=None,
        validation_error_status=problems.Problem.INVALID_REQUEST.status,
        validation_error_model=problems.ProblemDetails,
        validation_error_callback=problems.invalid,
    )
    app.json = _Json(app)
    metrics = Metrics(current)
    watching.watch(app, watching.log, metrics.count)
    guard(app)
    app.after_request(secure)
    problems.register_handlers(app)
    app.register_error_handler(HTTPException, _say_http_error)
    for group in GROUPS:
        app.register_api(group.routes(current))
    app.add_url_rule("/openapi.json", "openapi", lambda: app.api_doc)
    app.add_url_rule("/metrics", "metrics", metrics.answer)
    app.register_blueprint(pages.routes(current, config.contact))
    for blueprint in blueprints:
        app.register_blueprint(blueprint)
    if hops := config.proxies:
        proxied = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops, x_host=hops)
        app.wsgi_app = proxied  # type: ignore[method-assign]  # as Flask documents it
    return app


def _say_http_error(error: HTTPException) -> Response:
    """People get a page, programs a problem; whoever asks below /v1 is a program."""
    program = request.path.startswith(("/v1/", "/healthz", "/metrics", "/openapi.json"))
    response = problems.of_http(error) if program else pages.of_http(error)
    for name, value in error.get_headers(request.environ):
        if name in ("Allow", "Content-Range"):
            response.headers[name] = value
    return response
