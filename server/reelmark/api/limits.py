"""How much a request may bring: more is refused before any of it is read."""

from __future__ import annotations

from flask import Flask, request
from werkzeug.exceptions import RequestEntityTooLarge

POST_BYTES = 256 * 1024
"""The largest query: 8192 windows are 175 KB in base64."""


def guard(app: Flask) -> None:
    """Refuse a body by the length it announces; one without length is cut off while it is read."""
    app.config["MAX_CONTENT_LENGTH"] = POST_BYTES
    app.before_request(_refuse_early)


def _refuse_early() -> None:
    """Where there is no such address or method, saying so comes first: nobody reads a body."""
    takes_body = request.method == "POST" or request.routing_exception is not None
    limit = POST_BYTES if takes_body else 0
    if (request.content_length or 0) > limit:
        raise RequestEntityTooLarge


def read_body() -> bytes:
    """The body, which a view may then read again. Raises RequestEntityTooLarge.

    Werkzeug cuts a body of unannounced length off at the limit without a word.
    """
    body = request.get_data()
    if request.content_length is None and len(body) >= POST_BYTES:
        raise RequestEntityTooLarge
    return body
