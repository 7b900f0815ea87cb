"""Every status with the statements that cause it: who said what, when, and by which source."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from pydantic import BaseModel

from reelmark.ledger.statement import Kind
from reelmark.publishing.record import PublishedSource, source_of
from reelmark.registry.entries import Entry
from reelmark.registry.payloads import Attest, Dispute, Revoke
from reelmark.registry.record import Record
from reelmark.registry.status import Standing
from reelmark.registry.vocabulary import Status


class Said(BaseModel):
    """A statement by its place and id: who said a thing of this kind about a work, and when."""

    seq: int
    id: str
    kind: Kind
    work: str
    actor: str
    time: str


class Cause(Said):
    """A statement a status rests on; `source` is where it can be checked."""

    source: PublishedSource | None


class StandingLine(BaseModel):
    """The status of the drama, an edition or an episode.

    An active record rests on the statement that last shaped it, a pending one on its registration
    and on the earlier one of the same pictures.
    """

    subject: Literal["drama", "edition", "episode"]
    edition: str | None
    episode: int | None
    status: Status
    causes: list[Cause]


class StatementLine(Said):
    """One statement and what it is about; `subject` is null once its payload was removed.

    `ended_by` is the `seq` of the statement that superseded, withdrew or lifted it, or null.
    `api_key`: the id of the API key it came with, null when said on the server itself.
    """

    api_key: str | None
    subject: str | None
    edition: str | None
    episode: int | None
    status: Status
    ended_by: int | None


def cause(entry: Entry) -> Cause:
    """A statement as a cause."""
    said = entry.payload
    return Cause(
        seq=entry.seq,
        id=entry.id,
        kind=entry.kind,
        work=entry.work,
        actor=entry.actor,
        time=entry.time,
        source=source_of(said) if isinstance(said, Attest | Revoke | Dispute) else None,
    )


def standing_lines(record: Record) -> Iterator[StandingLine]:
    """The drama, its editions, and the episodes whose status differs from their edition's."""
    history = record.history

    def line(
        standing: Standing, seq: int, edition: str | None = None, episode: int | None = None
    ) -> StandingLine:
        causes = standing.causes or (history.at(seq),)
        return StandingLine(
            subject="episode" if episode else "edition" if edition else "drama",
            edition=edition,
            episode=episode,
            status=standing.status,
            causes=[cause(entry) for entry in causes],
        )

    yield line(record.standing, record.drama.seq)
    for one in record.editions:
        yield line(one.standing, one.edition.seq, one.edition.id)
        for episode, standing in one.episodes:
            if standing != one.standing:
                yield line(standing, episode.seq, one.edition.id, episode.number)


def statement_lines(record: Record) -> list[StatementLine]:
    """The statements about a drama, without what they say."""
    return [_statement(entry, record) for entry in record.history.entries]


def _statement(entry: Entry, record: Record) -> StatementLine:
    said, ended = entry.payload, record.history.ended_by(entry)
    return StatementLine(
        seq=entry.seq,
        id=entry.id,
        kind=entry.kind,
        work=entry.work,
        actor=entry.actor,
        time=entry.time,
        api_key=entry.api_key,
        subject=said.subject if said else None,
        edition=getattr(said, "edition", None),
        episode=getattr(said, "episode", None),
        status=record.history.of_statement(entry),
        ended_by=ended.seq if ended else None,
    )
