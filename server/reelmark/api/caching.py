"""How long an answer may be kept, and whether it changed since."""

from __future__ import annotations

import hashlib
from collections.abc import Callable

from flask import Response, request

YEAR_S = 31_536_000

IMMUTABLE = f"public, max-age={YEAR_S}, immutable"
"""For what never changes at its address."""


class Kept:
    """Answers about one snapshot, made once; they go when another snapshot is asked about."""

    MOST = 10_000
    """Some 50 MB."""

    def __init__(self) -> None:
        self._held: tuple[object, dict[str, bytes]] = (None, {})

    def answer(self, snapshot: object, name: str, make: Callable[[], bytes]) -> bytes:
        """The answer of this name, from `make` the first time. Threads may both make it."""
        about, answers = self._held
        if about is not snapshot or len(answers) >= self.MOST:
            answers = {}
            self._held = (snapshot, answers)
        if name not in answers:
            answers[name] = make()
        return answers[name]


def fresh(seconds: int) -> str:
    """For what may be kept that long before it is asked for again."""
    return f"public, max-age={seconds}"


def digest(data: bytes) -> str:
    """An entity tag of these bytes."""
    return hashlib.sha256(data).hexdigest()


def cached(data: bytes, etag: str, content_type: str, caching: str) -> Response:
    """The bytes, or 304 for who has them."""
    response = Response(data, content_type=content_type)
    response.set_etag(etag)
    response.headers["Cache-Control"] = caching
    response.make_conditional(request)
    return response
