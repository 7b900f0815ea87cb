"""Everything known of one drama: its rows, each with its status, and the statements behind.

A record follows from the statements alone, so the state at any earlier statement comes out of the
same code as today's.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from reelmark.registry.approval import Approval, approval
from reelmark.registry.entries import Entry
from reelmark.registry.reading import Reader
from reelmark.registry.remembered import Remembered
from reelmark.registry.status import History, Standing, Target
from reelmark.registry.views import Drama, Edition, Episode, apply

Pending = Mapping[Target, tuple[Entry, ...]]
"""Records that wait for a review, each with the statements that made it wait."""


@dataclass(frozen=True, slots=True)
class EditionRecord:
    """An edition with its standing, its approval, and its episodes with theirs."""

    edition: Edition
    standing: Standing
    approval: Approval
    episodes: tuple[tuple[Episode, Standing], ...]


@dataclass(frozen=True, slots=True)
class Record:
    """A drama with its standing, its editions and its statements."""

    drama: Drama
    standing: Standing
    editions: tuple[EditionRecord, ...]
    history: History


def read_record(reader: Reader, drama: Drama) -> Record:
    """A registered drama's record. Raises StatementError when a stored payload cannot be read."""
    found = record_at(reader, drama.id)
    assert found is not None  # its row was made by one of its statements
    return found


def record_at(
    reader: Reader, work: str, until: int | None = None, pending: Pending | None = None
) -> Record | None:
    """A work's record as of the statement `until`, or as of the last; None before it is registered.

    Raises StatementError when a stored payload cannot be read.
    """

    def foreign(edition: str) -> Edition | None:
        """The first work to name an edition keeps it, so the row of today tells it for all time."""
        found = reader.edition(edition)
        return found if found and found.drama != work else None

    return record_of(reader.entries(work, until), foreign, pending or {})


def record_of(
    entries: Sequence[Entry],
    foreign: Callable[[str], Edition | None] = lambda edition: None,
    pending: Pending | None = None,
) -> Record | None:
    """What the statements about one work make of it; `foreign` knows editions of other works."""
    views = Remembered(foreign)
    for entry in entries:
        apply(views, entry)
    history = History(entries, pending or {})
    dramas = [row for row in views.rows.values() if isinstance(row, Drama)]
    editions = [row for row in views.rows.values() if isinstance(row, Edition)]
    episodes = [row for row in views.rows.values() if isinstance(row, Episode)]
    if not dramas:
        return None
    ordered = sorted(editions, key=lambda edition: (edition.seq, edition.id))
    parts = tuple(_edition(edition, episodes, history) for edition in ordered)
    return Record(dramas[0], history.of_record(Target()), parts, history)


def _edition(edition: Edition, episodes: Sequence[Episode], history: History) -> EditionRecord:
    own = sorted((e for e in episodes if e.edition == edition.id), key=lambda e: e.number)
    standings = tuple((e, history.of_record(Target(edition.id, e.number))) for e in own)
    standing = history.of_record(Target(edition.id))
    return EditionRecord(edition, standing, approval(edition, history), standings)
