"""`GET /v1/bundle/…`: the registry as signed files, for browsers and caches."""

from __future__ import annotations

from typing import Annotated

from flask import Response
from flask_openapi3.blueprint import APIBlueprint
from flask_openapi3.models.tag import Tag
from pydantic import BaseModel, Field

from reelmark.api.caching import IMMUTABLE, Tagged, cached, fresh, tagged
from reelmark.api.problems import REFUSALS, Problem, RequestError
from reelmark.api.sharing import share
from reelmark.publishing.current import Current
from reelmark.publishing.envelope import Envelope

FRESH_S = 30
"""Caches may keep signed files that long: a revocation shows within 60 s of being said."""


class BundlePath(BaseModel):
    """A bundle by the SHA-256 of its bytes."""

    sha256: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]


def routes(current: Current) -> APIBlueprint:
    """Manifest, recent changes and the bundle itself."""
    api = APIBlueprint(
        "bundle",
        __name__,
        url_prefix="/v1/bundle",
        abp_tags=[Tag(name="bundle")],
        abp_responses=REFUSALS,
    )

    @api.get("/manifest.json", responses={200: Envelope}, summary="The signed manifest")
    def manifest() -> Response:
        return _signed(current.publication().manifest)

    @api.get("/recent.json", responses={200: Envelope}, summary="Recent changes, signed")
    def recent() -> Response:
        return _signed(current.publication().recent)

    binary: dict[str, object] = {"content": {"application/octet-stream": {}}}

    @api.get("/<sha256>.bin", responses={200: binary}, summary="A bundle, which never changes")
    def bundle(path: BundlePath) -> Response:
        data = current.bundle(path.sha256)
        if data is None:
            detail = "this bundle is no longer kept here: read manifest.json again"
            raise RequestError(Problem.NOT_FOUND, detail)
        return cached(Tagged(data, path.sha256), "application/octet-stream", IMMUTABLE)

    return share(api, "GET")


def _signed(data: bytes) -> Response:
    return cached(tagged(data), "application/json", fresh(FRESH_S))
