"""The whole registry at one generation, read from the store: what is published and matched."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from sqlmodel import Session, col, select

from reelmark.fingerprint import Track
from reelmark.ledger.store import StatementRow, size
from reelmark.matching.library import Entry, Library
from reelmark.publishing.conflicts import Conflict, Facts, Work, facts_of, find_conflicts
from reelmark.publishing.recent import LastSaid
from reelmark.publishing.record import PublishedDrama, publish_drama
from reelmark.registry.clock import day_of
from reelmark.registry.organisations import last_change
from reelmark.registry.reading import Reader
from reelmark.registry.record import record_at
from reelmark.registry.status import last_day
from reelmark.registry.tables import TrackRow


@dataclass(frozen=True)
class DramaFiles:
    """A drama as published, with the tracks of its episodes in the order they stand in it.

    `first` and `last` are the places of the first and the last statement about it, `time` that of
    the last. `expires`: something said of it holds up to some day.
    """

    drama: PublishedDrama
    tracks: tuple[bytes, ...]
    entries: tuple[Entry, ...]
    first: int
    last: int
    time: str
    facts: Facts
    expires: bool


@dataclass(frozen=True)
class Snapshot:
    """All dramas in the order of registration, at the statement `generation`.

    `organisations`: when the organisations last changed, and with them whose word sets the mark.
    """

    generation: int
    dramas: tuple[DramaFiles, ...]
    last_time: datetime | None
    organisations: str = ""

    @cached_property
    def library(self) -> Library:
        """All tracks in the order of the bundle: server and clients weigh them alike."""
        return Library([entry for files in self.dramas for entry in files.entries])

    @cached_property
    def by_id(self) -> dict[str, PublishedDrama]:
        """The dramas by their ids."""
        return {files.drama.id: files.drama for files in self.dramas}

    @cached_property
    def conflicts(self) -> tuple[Conflict, ...]:
        """Where records contradict each other, in the order in which that arose."""
        return find_conflicts([Work(files.drama, files.facts) for files in self.dramas])

    def conflicts_of(self, drama: str) -> list[Conflict]:
        """Those that a drama is a side of."""
        return [one for one in self.conflicts if drama in {side.drama for side in one.sides}]

    @property
    def last_said(self) -> list[LastSaid]:
        """The dramas with their last statements."""
        return [LastSaid(files.drama, files.last, files.time) for files in self.dramas]


EMPTY = Snapshot(0, (), None)


def read_snapshot(reader: Reader, earlier: Snapshot = EMPTY, until: int | None = None) -> Snapshot:
    """Read the registry up to a statement; what nothing was said about since `earlier` is taken
    from there.

    Raises TrackError or StatementError when something stored is damaged.
    """
    session = reader.session
    organisations = last_change(session)
    if organisations != earlier.organisations:
        earlier = EMPTY
    end = size(session) if until is None else until
    kept = {files.drama.id: files for files in earlier.dramas}
    for work in _changed(session, earlier.generation, end):
        found = _read_drama(reader, work, end)
        if found:
            kept[work] = found
    dramas = tuple(sorted(kept.values(), key=lambda files: (files.first, files.drama.id)))
    return Snapshot(end, dramas, _last_time(session, end), organisations)


def is_newest(reader: Reader, snapshot: Snapshot) -> bool:
    """Whether nothing was said, and no organisation changed, since a snapshot was read."""
    newest = size(reader.session), last_change(reader.session)
    return newest == (snapshot.generation, snapshot.organisations)


def earlier_snapshot(reader: Reader, present: Snapshot, until: int) -> Snapshot:
    """The registry as of an earlier statement, computed as today's is.

    A drama nothing was said about since is taken from `present`. Payloads removed meanwhile are
    missing in it too; what expired later holds in it. Raises as read_snapshot does.
    """
    time = _last_time(reader.session, until)
    dramas = []
    for files in present.dramas:
        if files.last <= until and not files.expires:
            dramas.append(files)
        elif files.first <= until and (found := _read_drama(reader, files.drama.id, until, time)):
            dramas.append(found)
    return Snapshot(until, tuple(dramas), time)


def _changed(session: Session, since: int, until: int) -> Sequence[str]:
    query = select(StatementRow.work).where(StatementRow.seq > since, StatementRow.seq <= until)
    return session.exec(query.distinct()).all()


def _last_time(session: Session, until: int) -> datetime | None:
    query = select(StatementRow.time).where(StatementRow.seq <= until)
    time = session.exec(query.order_by(col(StatementRow.seq).desc()).limit(1)).first()
    return datetime.fromisoformat(time) if time else None


def _read_drama(
    reader: Reader, work: str, until: int, time: datetime | None = None
) -> DramaFiles | None:
    record = record_at(reader, work, until, day_of(time) if time else None)
    if record is None:
        return None
    episodes = [
        (edition.edition.id, episode)
        for edition in record.editions
        for episode, _ in edition.episodes
    ]
    tracks = [reader.session.get_one(TrackRow, episode.track).data for _, episode in episodes]
    sizes = {e.track: len(data) for (_, e), data in zip(episodes, tracks, strict=True)}
    entries = record.history.entries
    return DramaFiles(
        drama=publish_drama(record, sizes),
        tracks=tuple(tracks),
        entries=tuple(
            Entry(work, edition, episode.number, Track.from_bytes(data))
            for (edition, episode), data in zip(episodes, tracks, strict=True)
        ),
        first=entries[0].seq,
        last=entries[-1].seq,
        time=entries[-1].time,
        facts=facts_of(record),
        expires=any(last_day(entry.payload) for entry in entries),
    )
