"""Recreates the views from the statements, checking every one of them."""

from __future__ import annotations

from sqlmodel import delete

from reelmark.registry.checking import checked_entries
from reelmark.registry.store import Registry
from reelmark.registry.tables import AgreementRow, ComparedRow, DramaRow, EditionRow, EpisodeRow
from reelmark.registry.views import apply


def rebuild(registry: Registry) -> int:
    """Recreate dramas, editions and episodes; on an error nothing is changed.

    Returns the number of statements. Raises StatementError naming the first that is not what
    was signed, or whose track is not there.
    """
    count = 0
    with registry.write() as writer:
        for table in (AgreementRow, ComparedRow, EpisodeRow, EditionRow, DramaRow):
            writer.session.exec(delete(table))
        for _, entry in checked_entries(writer.session):
            apply(writer, entry)
            count = entry.seq
    return count
