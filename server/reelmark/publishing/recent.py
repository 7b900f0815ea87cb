"""Recent changes: the dramas something was said about in the last days, for frequent polling."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from pydantic import BaseModel, ConfigDict

from reelmark.ledger.statement import canonical
from reelmark.publishing.bundle import VERSION
from reelmark.publishing.manifest import LIFETIME, Time, rfc3339
from reelmark.publishing.record import Count, PublishedDrama

WINDOW = timedelta(days=7)

MAX_PAYLOAD = 48_000
"""Bytes of payload that, in base64 and with its signature, stay within 64 KB."""


class Change(BaseModel):
    """A drama as it stands since its last statement, at place `seq`; its tracks are not there."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    seq: Count
    time: Time
    drama: PublishedDrama


class Recent(BaseModel):
    """Changes, newest first. Unless `complete`, older ones of the window did not fit."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    v: Literal[1]
    generation: Count
    made: Time
    expires: Time
    changes: tuple[Change, ...]
    complete: bool


@dataclass(frozen=True, slots=True)
class LastSaid:
    """A drama with the place and time of the last statement about it."""

    drama: PublishedDrama
    seq: int
    time: str


def recent_changes(dramas: Iterable[LastSaid], generation: int, made: datetime) -> Recent:
    """The changes of the last days, as many of the newest as fit."""
    since = rfc3339(made - WINDOW)
    newest = sorted((d for d in dramas if d.time >= since), key=lambda d: -d.seq)
    empty = Recent(
        v=VERSION,
        generation=generation,
        made=rfc3339(made),
        expires=rfc3339(made + LIFETIME),
        changes=(),
        complete=False,
    )
    changes: list[Change] = []
    room = MAX_PAYLOAD - len(canonical(empty.model_dump(mode="json")))
    for said in newest:
        change = Change(seq=said.seq, time=said.time, drama=said.drama)
        room -= len(canonical(change.model_dump(mode="json"))) + 1
        if room < 0:
            break
        changes.append(change)
    complete = len(changes) == len(newest)
    return empty.model_copy(update={"changes": tuple(changes), "complete": complete})
