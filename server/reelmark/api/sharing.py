"""Which addresses pages of other origins may read (CORS)."""

from __future__ import annotations

from typing import Literal

from flask_cors import CORS
from flask_openapi3.blueprint import APIBlueprint

DAY_S = 86_400


def share(api: APIBlueprint, method: Literal["GET", "POST"]) -> APIBlueprint:
    """Open a blueprint to every origin, without cookies; returns it."""
    CORS(
        api,
        origins="*",
        methods=[method],
        allow_headers=["Content-Type", "If-None-Match"],
        expose_headers=["ETag", "Retry-After"],
        send_wildcard=True,
        max_age=DAY_S,
    )
    return api
