"""Checks a whole registry against its own statements, and names the first thing that is wrong."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass

from sqlmodel import Session, col, func, select

from reelmark.ledger.log import LogHash, hashes, subtree
from reelmark.ledger.statement import Statement, StatementError, leaf
from reelmark.ledger.store import size, verified
from reelmark.ledger.tiles import WIDTH, Tile, count
from reelmark.ledger.tree import LogError, leaf_hash, tree_hash
from reelmark.registry import countersignature
from reelmark.registry.countersignature import SignatureNeededError
from reelmark.registry.entries import Entry, read_entry
from reelmark.registry.organisations import organisations
from reelmark.registry.payloads import RegisterEpisode
from reelmark.registry.reading import Reader
from reelmark.registry.remembered import Remembered, Row, name
from reelmark.registry.tables import TrackRow
from reelmark.registry.views import apply

Progress = Callable[[int, int], object]
"""Told after each statement how many of all were looked at."""


@dataclass(frozen=True, slots=True)
class Checked:
    """What a registry in order holds: so many statements under this root, and so many tracks."""

    size: int
    root: bytes
    removed: int
    tracks: int


def check(session: Session, progress: Progress = lambda done, total: None) -> Checked:
    """Check statements with their tracks, the log, and what is derived.

    Raises StatementError or LogError naming the first that is wrong.
    """
    views = Remembered()
    removed, found = 0, size(session)
    for entry in _with_leaves(session, checked_entries(session)):
        apply(views, entry)
        removed += entry.payload is None
        progress(entry.seq, found)
    _check_tiles(session, found)
    tracks = _check_tracks(session)
    _compare(views, Reader(session).rows())
    return Checked(found, subtree(session)(0, found), removed, tracks)


def checked_entries(session: Session) -> Iterator[tuple[Statement, Entry]]:
    """All statements, each after it and its track were checked. Raises StatementError."""
    own_keys = {each.id: each.public_key for each in organisations(session) if each.public_key}
    for seq, statement in verified(session):
        entry = read_entry(seq, statement)
        if statement.actor in own_keys:
            _check_countersignature(entry, statement, own_keys[statement.actor])
        _check_track(session, entry)
        yield statement, entry


def _check_countersignature(entry: Entry, statement: Statement, own_key: bytes) -> None:
    try:
        countersignature.check(own_key, statement, statement.countersignature)
    except SignatureNeededError:
        place = f"statement {entry.seq} ({entry.id})"
        said = f"the countersignature of {statement.actor} is missing or does not verify"
        raise StatementError(f"{place}: {said}") from None


def _check_track(session: Session, entry: Entry) -> None:
    if isinstance(entry.payload, RegisterEpisode):
        named = entry.payload.track.sha256
        track = session.get(TrackRow, named)
        if track is None or hashlib.sha256(track.data).hexdigest() != named:
            place = f"statement {entry.seq} ({entry.id})"
            raise StatementError(f"{place}: its track {named} is missing or damaged")


def _with_leaves(session: Session, entries: Iterator[tuple[Statement, Entry]]) -> Iterator[Entry]:
    """The entries, each after its leaf in the log was compared."""
    stored: list[bytes] = []
    for statement, entry in entries:
        begin = (entry.seq - 1) % WIDTH
        if begin == 0:
            stored = hashes(session, 0, entry.seq - 1, entry.seq - 1 + WIDTH)
        if begin >= len(stored):
            raise LogError(f"leaf {entry.seq - 1} is missing, of statement {entry.seq}")
        if stored[begin] != leaf_hash(leaf(statement)):
            raise LogError(
                f"leaf {entry.seq - 1} is not the hash of statement {entry.seq} ({entry.id})"
            )
        yield entry


def _check_tiles(session: Session, size: int) -> None:
    """Compare every hash above the leaves with the 256 below it."""
    level = 1
    while count(level, size):
        for number in range(count(level, size)):
            below = hashes(session, level - 1, number * WIDTH, (number + 1) * WIDTH)
            if hashes(session, level, number, number + 1) != [tree_hash(below)]:
                path = Tile(level, number // WIDTH).path
                raise LogError(f"tile {path}: hash {number % WIDTH} is missing or damaged")
        level += 1
    expected = sum(count(above, size) for above in range(level))
    found = session.exec(select(func.count()).select_from(LogHash)).one()
    if found != expected:
        raise LogError(f"the log has {found} hashes, its statements make {expected}")


def _check_tracks(session: Session) -> int:
    """Check every track, also one whose statement was removed; how many there are."""
    number = 0
    query = select(TrackRow).order_by(col(TrackRow.sha256)).execution_options(yield_per=100)
    with closing(session.exec(query)) as rows:
        for row in rows:
            if hashlib.sha256(row.data).hexdigest() != row.sha256:
                raise StatementError(f"track {row.sha256} is damaged")
            number += 1
    return number


def _compare(views: Remembered, stored: Iterable[Row]) -> None:
    """Compare what the statements make with the rows there are. Raises StatementError."""
    found = {name(row): row for row in stored}
    made = views.rows
    wrong = [row for row in {**made, **found} if made.get(row) != found.get(row)]
    if wrong:
        raise StatementError(
            f"{wrong[0]} is not what its statements make of it: run `reelmark rebuild`"
        )
