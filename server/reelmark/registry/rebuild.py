"""Recreates the views from the statements, checking every one of them."""

from __future__ import annotations

from sqlmodel import col, delete, select

from reelmark.registry.checking import checked_entries
from reelmark.registry.store import Registry, Writer
from reelmark.registry.tables import AgreementRow, ComparedRow, DramaRow, EditionRow, EpisodeRow
from reelmark.registry.views import apply


def rebuild_work(writer: Writer, work: str) -> None:
    """Recreate the rows of one drama, after a payload about it was removed."""
    session = writer.session
    editions = select(EditionRow.id).where(EditionRow.drama == work)
    session.exec(delete(EpisodeRow).where(col(EpisodeRow.edition).in_(editions)))
    session.exec(delete(EditionRow).where(col(EditionRow.drama) == work))
    session.exec(delete(DramaRow).where(col(DramaRow.id) == work))
    session.expire_all()
    writer.forget()
    for entry in writer.entries(work):
        apply(writer, entry)


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
