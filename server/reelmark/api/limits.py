"""How much a request may bring: more is refused before any of it is read."""

from __future__ import annotations

from flask import Flask, request
from werkzeug.exceptions import RequestEntityTooLarge

POST_BYTES = 256 * 1024
"""The largest query: 8192 windows are 175 KB in base64."""

TRACK_BYTES = 20 * 1024 * 1024
"""A million kept frames take at most 19 MB: 16 bytes of hashes, a time step of 1 to 3 bytes."""

LINES_BYTES = 8 * 1024 * 1024
"""Episodes in bulk: some 2,500 of two minutes, each with its track."""

_BODIES = {"/v1/tracks/<sha256>": TRACK_BYTES, "/v1/registrations": LINES_BYTES}


def guard(app: Flask) -> None:
    """Refuse a body by the length it announces; one without length is cut off while it is read."""
    app.before_request(_refuse_early)


def _refuse_early() -> None:
    """Where there is no such address or method, saying so comes first: nobody reads a body."""
    rule = request.url_rule.rule if request.url_rule else ""
    takes_body = request.method in ("POST", "PUT") or request.routing_exception is not None
    request.max_content_length = limit = _BODIES.get(rule, POST_BYTES) if takes_body else 0
    if (request.content_length or 0) > limit:
        raise RequestEntityTooLarge


def read_body() -> bytes:
    """The body, which a view may then read again. Raises RequestEntityTooLarge.

    Werkzeug cuts a body of unannounced length off at the limit without a word.
    """
    body = request.get_data()
    if request.content_length is None and len(body) >= (request.max_content_length or 0):
        raise RequestEntityTooLarge
    return body
