"""Everything known of one drama: its rows, each with its status, and the statements behind.

A record follows from the statements alone, so the state at any earlier statement comes out of the
same code as today's.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from reelmark.registry.agreement import Agreement, Waiting, causes, waiting
from reelmark.registry.approval import Approval, approval
from reelmark.registry.entries import Entry
from reelmark.registry.organisations import organisation
from reelmark.registry.payloads import RegisterEpisode
from reelmark.registry.reading import Reader
from reelmark.registry.remembered import Remembered
from reelmark.registry.status import History, Standing, Target
from reelmark.registry.views import Drama, Edition, Episode, apply
from reelmark.registry.vocabulary import AiLabelValue, ApprovalState, Status


@dataclass(frozen=True, slots=True)
class EditionRecord:
    """An edition with its standing, its approval, and its episodes with theirs."""

    edition: Edition
    standing: Standing
    approval: Approval
    episodes: tuple[tuple[Episode, Standing], ...]


@dataclass(frozen=True, slots=True)
class Record:
    """A drama with its standing, its editions and its statements.

    `waiting`: the episodes that wait for a review because another registrant was first to register
    their pictures. `verified`: whether the registrant's word may set the mark, as of today.
    """

    drama: Drama
    standing: Standing
    editions: tuple[EditionRecord, ...]
    history: History
    waiting: tuple[Waiting, ...]
    verified: bool = False


@dataclass(frozen=True, slots=True)
class Labelled:
    """An episode whose file carries an implicit AI label, and the statement that says so."""

    episode: Episode
    value: AiLabelValue
    said: Entry


def labelled(record: Record) -> tuple[Labelled, ...]:
    """The labels of all episodes that were not withdrawn."""
    current = [
        (episode, record.history.at(episode.seq))
        for edition in record.editions
        for episode, standing in edition.episodes
        if standing.status is not Status.WITHDRAWN
    ]
    return tuple(
        Labelled(episode, AiLabelValue(entry.payload.implicit_label.value), entry)
        for episode, entry in current
        if isinstance(entry.payload, RegisterEpisode) and entry.payload.implicit_label
    )


def read_record(reader: Reader, drama: Drama) -> Record:
    """A registered drama's record. Raises StatementError when a stored payload cannot be read."""
    found = record_at(reader, drama.id)
    assert found is not None  # its row was made by one of its statements
    return found


def record_at(
    reader: Reader, work: str, until: int | None = None, day: date | None = None
) -> Record | None:
    """A work's record as of the statement `until`, or as of the last; None before it is registered.

    `day`: when it is looked at, by default today: what holds up to a day may have expired.
    Raises StatementError when a stored payload cannot be read.
    """

    def foreign(edition: str) -> Edition | None:
        """The first work to name an edition keeps it, so the row of today tells it for all time."""
        found = reader.edition(edition)
        return found if found and found.drama != work else None

    entries, agreements = reader.entries(work, until), reader.agreements(work, until)
    found = record_of(entries, agreements, foreign, day or reader.today)
    if found is None:
        return None
    registrant = organisation(reader.session, found.drama.actor)
    return replace(found, verified=registrant is not None and registrant.verified)


def record_of(
    entries: Sequence[Entry],
    agreements: Sequence[Agreement] = (),
    foreign: Callable[[str], Edition | None] = lambda edition: None,
    day: date | None = None,
) -> Record | None:
    """What the statements about one work make of it; `foreign` knows editions of other works."""
    views = Remembered(foreign)
    for entry in entries:
        apply(views, entry)
    dramas = [row for row in views.rows.values() if isinstance(row, Drama)]
    editions = [row for row in views.rows.values() if isinstance(row, Edition)]
    episodes = [row for row in views.rows.values() if isinstance(row, Episode)]
    if not dramas:
        return None
    waits = waiting(dramas[0].id, episodes, History(entries), agreements)
    history = History(entries, causes(waits), day)
    ordered = sorted(editions, key=lambda edition: (edition.seq, edition.id))
    parts = tuple(_edition(edition, episodes, history) for edition in ordered)
    return Record(dramas[0], history.of_record(Target()), parts, history, tuple(waits))


def _edition(edition: Edition, episodes: Sequence[Episode], history: History) -> EditionRecord:
    own = sorted((e for e in episodes if e.edition == edition.id), key=lambda e: e.number)
    standings = tuple((e, history.of_record(Target(edition.id, e.number))) for e in own)
    standing, approved = history.of_record(Target(edition.id)), approval(edition, history)
    if standing.status is Status.ACTIVE and approved.state is ApprovalState.EXPIRED:
        standing = Standing(Status.EXPIRED, (approved.because,) if approved.because else ())
    return EditionRecord(edition, standing, approved, standings)
