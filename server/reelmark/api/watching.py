"""What is noted of an answered request: its route and how it went, nothing of who sent it."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from time import perf_counter

from flask import Flask, Response, g, request

from reelmark.logs import facts

LOG = logging.getLogger(__name__)

METHODS = frozenset(("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"))

UNLOGGED = frozenset(("/healthz", "/metrics"))
"""Asked every few seconds by machines of the operator's."""


@dataclass(frozen=True, slots=True)
class Route:
    """Where a request went: the rule that its path fits, not the path; None where none does."""

    method: str
    rule: str | None


@dataclass(frozen=True, slots=True)
class Answered:
    """`seconds`: until the answer was made, or sent if it is sent while it is made. `bytes`: of
    its body. `verdict`: what POST /v1/match answered."""

    route: Route
    status: int
    seconds: float
    bytes: int
    verdict: str | None


def watch(app: Flask, *tell: Callable[[Answered], None]) -> None:
    """Tell of every request when it is answered. To be called before anything answers."""
    app.before_request(_begin)
    app.after_request(partial(_end, tell))


def route() -> Route:
    """Where the present request went; a client may call a method anything."""
    method = request.method if request.method in METHODS else "other"
    return Route(method, request.url_rule.rule if request.url_rule else None)


def log(answered: Answered) -> None:
    """Write a line to the log."""
    if answered.route.rule in UNLOGGED or not LOG.isEnabledFor(logging.INFO):
        return
    told = facts(
        method=answered.route.method,
        route=answered.route.rule,
        status=answered.status,
        ms=round(answered.seconds * 1000, 1),
        bytes=answered.bytes,
    )
    LOG.info("request", extra=told)


def _begin() -> None:
    g.began = perf_counter()


def _end(tell: Iterable[Callable[[Answered], None]], response: Response) -> Response:
    asked, began, verdict = route(), g.began, g.get("verdict")

    def ended(length: int) -> None:
        seconds = perf_counter() - began
        answered = Answered(asked, response.status_code, seconds, length, verdict)
        for each in tell:
            each(answered)

    length = _length(response)
    if length is None:
        response.response = _followed(response.iter_encoded(), ended)
    else:
        ended(length)
    return response


def _length(response: Response) -> int | None:
    """Bytes of the body; None while it is not made yet."""
    if request.method == "HEAD" or response.status_code in (204, 304):
        return 0
    if response.is_sequence:
        return response.calculate_content_length()
    return response.content_length


def _followed(parts: Iterable[bytes], ended: Callable[[int], None]) -> Iterator[bytes]:
    length = 0
    try:
        for part in parts:
            length += len(part)
            yield part
    finally:
        ended(length)
