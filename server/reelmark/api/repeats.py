"""`Idempotency-Key`: the same request sent twice is answered twice and done once."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from datetime import datetime, timedelta

from flask import request
from sqlmodel import Session, col, delete

from reelmark.api.problems import Problem, RequestError
from reelmark.ledger.statement import stamp
from reelmark.registry.api_keys import Caller
from reelmark.registry.tables import GivenAnswerRow

KEPT = timedelta(days=1)

HEADER = "Idempotency-Key"


@dataclass(frozen=True, slots=True)
class Repeat:
    """A request that its sender has named; the same name with another body is refused."""

    api_key: str
    name: str
    body_sha256: str


def named(caller: Caller, body: bytes) -> Repeat | None:
    """How this request is named, if it is. Raises RequestError."""
    name = request.headers.get(HEADER)
    if name is None:
        return None
    if not re.fullmatch("[!-~]{1,200}", name):
        detail = f"{HEADER} must be 1 to 200 visible ASCII characters"
        raise RequestError(Problem.INVALID_REQUEST, detail)
    said = f"{request.method} {request.path}\n".encode() + body
    return Repeat(caller.key.id, name, hashlib.sha256(said).hexdigest())


def recall(session: Session, repeat: Repeat, now: datetime) -> tuple[bytes, int] | None:
    """The answer given to the same request before; else its name is taken from now on.

    Raises RequestError when the name was another request's.
    """
    session.exec(delete(GivenAnswerRow).where(col(GivenAnswerRow.given) < stamp(now - KEPT)))
    row = session.get(GivenAnswerRow, (repeat.api_key, repeat.name))
    if row is None:
        row = GivenAnswerRow(
            api_key=repeat.api_key,
            name=repeat.name,
            body_sha256=repeat.body_sha256,
            status=None,
            answer=None,
            given=stamp(now),
        )
        session.add(row)
        session.flush()
        return None
    if row.body_sha256 != repeat.body_sha256:
        detail = f"{HEADER} {repeat.name} came with another request: choose a new one"
        raise RequestError(Problem.KEY_REUSED, detail)
    if row.answer is None or row.status is None:
        return None
    return row.answer, row.status


def remember(session: Session, repeat: Repeat, answer: bytes, status: int) -> None:
    """Keep the answer for whoever asks again within a day."""
    row = session.get_one(GivenAnswerRow, (repeat.api_key, repeat.name))
    row.answer, row.status = answer, status
