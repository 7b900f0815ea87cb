"""`PUT /v1/tracks/<sha256>`: the hashes of a video, before what is registered names them."""

from __future__ import annotations

import hashlib
import struct
from typing import Annotated

from flask import request
from flask_openapi3.blueprint import APIBlueprint
from flask_openapi3.models import RawModel
from flask_openapi3.models.tag import Tag
from pydantic import BaseModel, Field
from werkzeug.exceptions import UnsupportedMediaType

from reelmark.api.callers import identify
from reelmark.api.limits import read_body
from reelmark.api.problems import REFUSALS, Problem, RequestError
from reelmark.errors import TrackError
from reelmark.fingerprint.track import MAX_FRAMES
from reelmark.publishing.current import Current
from reelmark.registry.api_keys import Scope
from reelmark.registry.payloads import TrackRef
from reelmark.registry.writing import ref_of

BINARY = "application/octet-stream"


class TrackPath(BaseModel):
    """A track by the SHA-256 of its bytes."""

    sha256: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]


class TrackBody(RawModel):
    """The bytes of a track (shared/fingerprint.md, section 8)."""

    mimetypes = [BINARY]  # noqa: RUF012  # as the framework has it


def routes(current: Current) -> APIBlueprint:
    """The endpoint."""
    registry = current.registry
    api = APIBlueprint(
        "tracks",
        __name__,
        url_prefix="/v1",
        abp_tags=[Tag(name="writing")],
        abp_responses=REFUSALS,
        abp_security=[{"key": []}],
    )

    @api.put("/tracks/<sha256>", responses={200: TrackRef, 201: TrackRef}, summary="Keep a track")
    def put(path: TrackPath, raw: TrackBody) -> tuple[dict[str, object], int]:
        """201 when it is new, 200 when it was there."""
        identify(registry, Scope.REGISTER)
        if request.mimetype != BINARY:
            raise UnsupportedMediaType
        data = read_body()
        ref = check_track(data, path.sha256)
        with registry.write() as writer:
            known = writer.track(path.sha256) is not None
            writer.add_track(data)
        return ref.model_dump(), 200 if known else 201

    return api


def check_track(data: bytes, sha256: str | None = None) -> TrackRef:
    """What a statement says of a track. Raises RequestError for bytes that are not one."""
    found = hashlib.sha256(data).hexdigest()
    if sha256 not in (None, found):
        detail = f"the bytes have the SHA-256 {found}, not {sha256}"
        raise RequestError(Problem.WRONG_TRACK, detail)
    frames = struct.unpack_from("<I", data, 4)[0] if len(data) >= 8 else 0
    if frames > MAX_FRAMES:
        detail = f"a track has at most {MAX_FRAMES:,} kept frames, not {frames:,}"
        raise RequestError(Problem.WRONG_TRACK, detail)
    try:
        return ref_of(data)
    except TrackError as error:
        raise RequestError(Problem.WRONG_TRACK, str(error)) from error
