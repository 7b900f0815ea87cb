"""The log's hashes in the database: appended with each statement, read for tiles and proofs."""

from __future__ import annotations

from functools import partial

from sqlmodel import Field, Session, SQLModel, col, insert, select

from reelmark.ledger.tiles import WIDTH, subtree_of
from reelmark.ledger.tree import Subtree, tree_hash


class LogHash(SQLModel, table=True):
    """A hash that tiles are made of: at level l, number n, MTH(D[n * 256**l : (n + 1) * 256**l]).

    Level 0 is a leaf a statement, in the order of `seq`; a hash above comes with the last of the
    256 below it.
    """

    __tablename__ = "log_hash"

    level: int = Field(primary_key=True)
    number: int = Field(primary_key=True)
    hash: bytes


_ADD = insert(LogHash)


def append_hash(session: Session, index: int, leaf: bytes) -> None:
    """Add the hash of the leaf at `index`, the first one missing, with those it completes.

    Costs one row, and 256 rows read for every 256th leaf: reading 1 row a leaf in the long run.
    """
    level, number, value = 0, index, leaf
    while True:
        session.connection().execute(_ADD, {"level": level, "number": number, "hash": value})
        number, last = divmod(number, WIDTH)
        if last != WIDTH - 1:
            return
        value = tree_hash(hashes(session, level, number * WIDTH, (number + 1) * WIDTH))
        level += 1


def hashes(session: Session, level: int, begin: int, end: int) -> list[bytes]:
    """The hashes [begin, end) of a level, as far as there are any."""
    query = (
        select(LogHash.hash)
        .where(LogHash.level == level, LogHash.number >= begin, LogHash.number < end)
        .order_by(col(LogHash.number))
    )
    return list(session.exec(query))


def subtree(session: Session) -> Subtree:
    """Hashes of parts of the stored log."""
    return subtree_of(partial(hashes, session))
