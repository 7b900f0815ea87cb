"""Dramas, editions and episodes as the statements made so far describe them.

Appending and rebuilding both go through `apply`, one statement after the other in the order of
the log, and so agree.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Protocol

from reelmark.ledger.statement import Kind
from reelmark.registry.entries import Entry
from reelmark.registry.payloads import RegisterDrama, RegisterEdition, RegisterEpisode
from reelmark.registry.vocabulary import AiInvolvement


@dataclass(frozen=True, slots=True)
class Drama:
    """A work. `title` is None when no statement with a payload says it; `actor` registered it.

    `seq`, in every row, is the statement that last shaped it.
    """

    id: str
    actor: str
    title: str | None
    ai_involvement: str
    ai_scope: tuple[str, ...]
    ai_tools: tuple[str, ...]
    seq: int


@dataclass(frozen=True, slots=True)
class Edition:
    """A drama as shown by one broadcaster. `credential` is its raw text as declared."""

    id: str
    drama: str
    name: str | None
    credential: str | None
    seq: int


@dataclass(frozen=True, slots=True)
class Episode:
    """One episode's pictures: `track` is the SHA-256 of a track of `frames` kept frames."""

    edition: str
    number: int
    track: str
    frames: int
    duration_ms: int
    seq: int


@dataclass(frozen=True, slots=True)
class Rows:
    """The rows one statement may shape, as far as they exist."""

    drama: Drama | None = None
    edition: Edition | None = None
    episode: Episode | None = None


class Views(Protocol):
    """Where rows are kept: in the database, or in memory."""

    def drama(self, drama: str) -> Drama | None:
        """A drama by its id."""

    def edition(self, edition: str) -> Edition | None:
        """An edition by its id."""

    def episode(self, edition: str, number: int) -> Episode | None:
        """An episode of an edition by its number."""

    def put(self, row: Drama | Edition | Episode, new: bool) -> None:
        """Add a `new` row, or replace the one of the same id."""


def apply(views: Views, entry: Entry) -> None:
    """Let a statement change the rows it is about, each after the row it belongs to."""
    said = entry.payload
    edition = episode = None
    if isinstance(said, RegisterEdition | RegisterEpisode):
        edition = views.edition(said.edition)
    if isinstance(said, RegisterEpisode):
        episode = views.episode(said.edition, said.episode)
    before = Rows(views.drama(entry.work), edition, episode)
    after = shape(before, entry)
    for old, new in (
        (before.drama, after.drama),
        (before.edition, after.edition),
        (before.episode, after.episode),
    ):
        if new is not None and new != old:
            views.put(new, old is None)


def shape(rows: Rows, entry: Entry) -> Rows:
    """The rows after `entry`. A thing first named in passing has no title or name until it is
    registered itself.

    The first to register a drama is its registrant. What others say of it and a second
    registration of the same thing shape nothing. An amendment holds the whole new content, so
    it does so also where the payload it amends was removed.
    """
    if not _may_shape(rows, entry):
        return rows
    drama = rows.drama or _unnamed(entry)
    said = entry.payload
    if isinstance(said, RegisterEdition | RegisterEpisode):
        edition = rows.edition or Edition(said.edition, entry.work, None, None, entry.seq)
        if isinstance(said, RegisterEpisode):
            return Rows(drama, edition, _episode(said, entry.seq))
        named = replace(edition, name=said.name, credential=said.credential, seq=entry.seq)
        return Rows(drama, named)
    return Rows(_named(drama, said, entry.seq) if isinstance(said, RegisterDrama) else drama)


def _may_shape(rows: Rows, entry: Entry) -> bool:
    if entry.kind not in (Kind.REGISTER, Kind.AMEND):
        return False
    if rows.drama and rows.drama.actor != entry.actor:
        return False
    if rows.edition and rows.edition.drama != entry.work:
        return False
    if entry.kind is Kind.AMEND:
        return rows.drama is not None
    return not _is_registered(rows, entry)


def _is_registered(rows: Rows, entry: Entry) -> bool:
    match entry.payload:
        case RegisterDrama():
            return rows.drama is not None and rows.drama.title is not None
        case RegisterEdition():
            return rows.edition is not None and rows.edition.name is not None
        case RegisterEpisode():
            return rows.episode is not None
    return rows.drama is not None


def _unnamed(entry: Entry) -> Drama:
    return Drama(entry.work, entry.actor, None, AiInvolvement.UNKNOWN, (), (), entry.seq)


def _named(drama: Drama, said: RegisterDrama, seq: int) -> Drama:
    return replace(
        drama,
        title=said.title,
        ai_involvement=str(said.ai.involvement),
        ai_scope=tuple(map(str, said.ai.scope or ())),
        ai_tools=said.ai.tools or (),
        seq=seq,
    )


def _episode(said: RegisterEpisode, seq: int) -> Episode:
    track = said.track
    return Episode(said.edition, said.episode, track.sha256, track.frames, track.duration_ms, seq)
