"""How long an answer may be kept, and whether it changed since."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from flask import Response, request

YEAR_S = 31_536_000

IMMUTABLE = f"public, max-age={YEAR_S}, immutable"
"""For what never changes at its address."""


@dataclass(frozen=True, slots=True)
class Tagged:
    """Bytes with their entity tag."""

    data: bytes
    etag: str


class Kept:
    """Answers about one snapshot; they go when another snapshot is asked about."""

    MOST = 10_000
    """Some 50 MB."""

    def __init__(self) -> None:
        self._held: tuple[object, dict[str, Tagged]] = (None, {})

    def about(self, snapshot: object) -> dict[str, Tagged]:
        """The answers about a snapshot by the paths they were asked at; new ones are put there."""
        about, answers = self._held
        if about is not snapshot or len(answers) >= self.MOST:
            answers = {}
            self._held = (snapshot, answers)
        return answers


def fresh(seconds: int) -> str:
    """For what may be kept that long before it is asked for again."""
    return f"public, max-age={seconds}"


def tagged(data: bytes) -> Tagged:
    """Bytes with a tag made from them."""
    return Tagged(data, hashlib.sha256(data).hexdigest())


def cached(body: Tagged, content_type: str, caching: str) -> Response:
    """The bytes, or 304 for who has them."""
    headers = {"Content-Type": content_type, "ETag": f'"{body.etag}"', "Cache-Control": caching}
    response = Response(body.data, headers=headers)
    if "HTTP_IF_NONE_MATCH" in request.environ:
        response.make_conditional(request)
    return response
