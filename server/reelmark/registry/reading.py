"""Reads the registry: what is registered, and the statements behind it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, Select, bindparam, inspect
from sqlalchemy import select as columns
from sqlmodel import Session, col, select

from reelmark.ledger.statement import Kind
from reelmark.ledger.store import StatementRow, statements, statements_between
from reelmark.registry.agreement import Agreement
from reelmark.registry.clock import Clock, day_of, now
from reelmark.registry.entries import Entry, read_entry
from reelmark.registry.payloads import Payload
from reelmark.registry.tables import (
    AgreementRow,
    ComparedRow,
    DramaRow,
    EditionRow,
    EpisodeRow,
    SourceFileRow,
    TrackRow,
)
from reelmark.registry.views import Drama, Edition, Episode

FINGERPRINT = 1
"""Version of the fingerprint; another one decodes every file anew."""


# Episodes are asked for three times for each that is registered: as columns, which takes 20 µs
# where the ORM takes 100.
_EPISODES = (
    columns(*inspect(EpisodeRow).columns)
    .where(col(EpisodeRow.edition) == bindparam("edition"))
    .order_by(col(EpisodeRow.number))
)
_EPISODE = _EPISODES.where(col(EpisodeRow.number) == bindparam("number"))
_TWIN = _EPISODES.where(col(EpisodeRow.track) == bindparam("track"))


@dataclass(frozen=True, slots=True)
class RegisteredTrack:
    """A track as registered, with what it belongs to: what matching needs of the registry."""

    drama: Drama
    edition: Edition
    episode: Episode
    data: bytes


class Reader:
    """What the registry holds, in one state throughout."""

    def __init__(self, session: Session, clock: Clock = now) -> None:
        """Read through `session`; what has expired by `clock` is told so."""
        self.session = session
        self._clock = clock

    @property
    def connection(self) -> Connection:
        """For what the ORM is too slow for. Not to be held: the session begins a savepoint only
        when it is asked for its connection."""
        return self.session.connection()

    @property
    def today(self) -> date:
        """The day on which this is read."""
        return day_of(self._clock())

    def dramas(self) -> list[Drama]:
        """All dramas in the order of registration."""
        rows = self.session.exec(select(DramaRow).order_by(col(DramaRow.seq), col(DramaRow.id)))
        return [_drama(row) for row in rows]

    def drama(self, drama: str) -> Drama | None:
        """A drama by its id."""
        row = self.session.get(DramaRow, drama)
        return _drama(row) if row else None

    def titled(self, title: str) -> list[Drama]:
        """The dramas of exactly this title."""
        rows = self.session.exec(select(DramaRow).where(DramaRow.title == title))
        return [_drama(row) for row in rows]

    def edition(self, edition: str) -> Edition | None:
        """An edition by its id."""
        row = self.session.get(EditionRow, edition)
        return Edition(**row.model_dump()) if row else None

    def editions(self, drama: str) -> list[Edition]:
        """A drama's editions in the order of registration."""
        query = select(EditionRow).where(EditionRow.drama == drama)
        rows = self.session.exec(query.order_by(col(EditionRow.seq), col(EditionRow.id)))
        return [Edition(**row.model_dump()) for row in rows]

    def episode(self, edition: str, number: int) -> Episode | None:
        """An episode of an edition by its number."""
        return self._episode(_EPISODE, edition=edition, number=number)

    def episodes(self, edition: str) -> list[Episode]:
        """An edition's episodes by number."""
        rows = self.connection.execute(_EPISODES, {"edition": edition})
        return [Episode(*row) for row in rows]

    def twin(self, edition: str, track: str) -> Episode | None:
        """The episode of an edition that has exactly these pictures."""
        return self._episode(_TWIN, edition=edition, track=track)

    def _episode(self, query: Select[Any], **named: str | int) -> Episode | None:
        row = self.connection.execute(query, named).first()
        return Episode(*row) if row else None

    def track(self, sha256: str) -> bytes | None:
        """The bytes of a track by their SHA-256."""
        row = self.session.get(TrackRow, sha256)
        return row.data if row else None

    def statement_id(self, seq: int) -> str:
        """The id of the statement at a place of the log."""
        return self.session.get_one(StatementRow, seq).id

    def said(self, seq: int) -> Payload | None:
        """What the statement at a place of the log says; None once that was removed.

        Raises StatementError.
        """
        (statement,) = statements_between(self.session, seq - 1, seq)
        return read_entry(seq, statement).payload

    def entries(self, work: str, until: int | None = None) -> list[Entry]:
        """The statements about a work, in the order of the log, up to `until`, or all of them.

        Raises StatementError.
        """
        return [read_entry(*stored) for stored in statements(self.session, work, until)]

    def agreements(self, work: str | None = None, until: int | None = None) -> list[Agreement]:
        """Pictures of two registrants that agree, in the order of the log; of one work, or all."""
        query = select(AgreementRow).order_by(col(AgreementRow.seq), col(AgreementRow.other))
        if work is not None:
            query = query.where((AgreementRow.work == work) | (AgreementRow.other_work == work))
        if until is not None:
            query = query.where(AgreementRow.seq <= until)
        return [
            Agreement(self._bare(row.seq), self._bare(row.other), row.log10_e, row.frames)
            for row in self.session.exec(query)
        ]

    def _bare(self, seq: int) -> Entry:
        """A statement without what it says."""
        row = self.session.get_one(StatementRow, seq)
        return Entry(seq, row.id, Kind(row.kind), row.work, row.actor, row.time, None)

    def compared(self) -> int:
        """The statement up to which pictures were compared."""
        row = self.session.get(ComparedRow, 1)
        return row.seq if row else 0

    def registered_since(self, seq: int) -> bool:
        """Whether anything was registered or amended after a statement."""
        query = select(StatementRow.seq).where(StatementRow.seq > seq)
        registering = col(StatementRow.kind).in_((Kind.REGISTER, Kind.AMEND))
        return self.session.exec(query.where(registering).limit(1)).first() is not None

    def tracks(self) -> Iterator[RegisteredTrack]:
        """All registered tracks, whatever became of them; their status is another question."""
        query = (
            select(DramaRow, EditionRow, EpisodeRow, TrackRow)
            .where(EditionRow.drama == DramaRow.id)
            .where(EpisodeRow.edition == EditionRow.id)
            .where(EpisodeRow.track == TrackRow.sha256)
            .order_by(col(EpisodeRow.seq))
        )
        for drama, edition, episode, track in self.session.exec(query):
            yield RegisteredTrack(
                _drama(drama),
                Edition(**edition.model_dump()),
                Episode(**episode.model_dump()),
                track.data,
            )

    def rows(self) -> Iterator[Drama | Edition | Episode]:
        """Every derived row."""
        yield from self.dramas()
        for edition in self.session.exec(select(EditionRow).execution_options(yield_per=1000)):
            yield Edition(**edition.model_dump())
        for episode in self.session.exec(select(EpisodeRow).execution_options(yield_per=1000)):
            yield Episode(**episode.model_dump())

    def decoded(self, source: str) -> bytes | None:
        """The track of a video file by the file's SHA-256, if it was decoded before."""
        known = self.session.get(SourceFileRow, (source, FINGERPRINT))
        track = self.session.get(TrackRow, known.track) if known else None
        return track.data if track else None


def _drama(row: DramaRow) -> Drama:
    lists = {"ai_scope": tuple(row.ai_scope), "ai_tools": tuple(row.ai_tools)}
    return Drama(**row.model_dump() | lists)
