"""Everything known of one drama: its rows, each with its status, and the statements behind."""

from __future__ import annotations

from dataclasses import dataclass

from reelmark.registry.approval import Approval, approval
from reelmark.registry.organisations import organisation
from reelmark.registry.reading import Reader
from reelmark.registry.status import History, Standing, Target
from reelmark.registry.views import Drama, Edition, Episode


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

    `verified`: whether the registrant's word may set the mark.
    """

    drama: Drama
    standing: Standing
    editions: tuple[EditionRecord, ...]
    history: History
    verified: bool


def read_record(reader: Reader, drama: Drama) -> Record:
    """Gather a drama's record. Raises StatementError when a stored payload cannot be read."""
    history = History(reader.entries(drama.id))
    editions = tuple(_edition(reader, edition, history) for edition in reader.editions(drama.id))
    registrant = organisation(reader.session, drama.actor)
    verified = registrant is not None and registrant.verified
    return Record(drama, history.of_record(Target()), editions, history, verified)


def _edition(reader: Reader, edition: Edition, history: History) -> EditionRecord:
    episodes = tuple(
        (episode, history.of_record(Target(edition.id, episode.number)))
        for episode in reader.episodes(edition.id)
    )
    standing = history.of_record(Target(edition.id))
    return EditionRecord(edition, standing, approval(edition, history), episodes)
