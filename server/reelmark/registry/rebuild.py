"""Recreates the views from the statements, checking every one of them."""

from __future__ import annotations

import hashlib

from sqlmodel import delete

from reelmark.ledger.statement import StatementError
from reelmark.ledger.store import verified
from reelmark.registry.entries import Entry, read_entry
from reelmark.registry.payloads import RegisterEpisode
from reelmark.registry.store import Registry, Writer
from reelmark.registry.tables import DramaRow, EditionRow, EpisodeRow, TrackRow
from reelmark.registry.views import apply


def rebuild(registry: Registry) -> int:
    """Recreate dramas, editions and episodes; on an error nothing is changed.

    Returns the number of statements. Raises StatementError naming the first that is not what
    was signed, or whose track is not there.
    """
    count = 0
    with registry.write() as writer:
        for table in (EpisodeRow, EditionRow, DramaRow):
            writer.session.exec(delete(table))
        for count, statement in verified(writer.session):
            entry = read_entry(count, statement)
            _check_track(writer, entry)
            apply(writer, entry)
    return count


def _check_track(writer: Writer, entry: Entry) -> None:
    if isinstance(entry.payload, RegisterEpisode):
        named = entry.payload.track.sha256
        track = writer.session.get(TrackRow, named)
        if track is None or hashlib.sha256(track.data).hexdigest() != named:
            place = f"statement {entry.seq} ({entry.id})"
            raise StatementError(f"{place}: its track {named} is missing or damaged")
