"""Keeps statements in the database: appended, read in order, never changed."""

from __future__ import annotations

from collections.abc import Iterator

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from sqlalchemy import bindparam
from sqlmodel import Field, Session, SQLModel, col, func, insert, select

from reelmark.ledger.log import append_hash
from reelmark.ledger.statement import Kind, Statement, StatementError, leaf, verify
from reelmark.ledger.tree import leaf_hash

PAGE = 1000
"""Statements read at a time."""


class ServerKey(SQLModel, table=True):
    """A public key that statements here are signed with."""

    __tablename__ = "server_key"

    key_id: str = Field(primary_key=True)
    public_key: bytes


class StatementRow(SQLModel, table=True):
    """A statement with its place: `seq` counts from 1 without gaps, so it is also the log's size.

    The columns before `header` repeat it, to be searched by; `verify` compares them.
    """

    __tablename__ = "statement"

    seq: int = Field(primary_key=True)
    id: str = Field(unique=True)
    kind: str
    work: str = Field(index=True)
    actor: str
    time: str
    header: bytes
    payload: bytes | None
    salt: bytes | None
    signature: bytes
    key_id: str = Field(foreign_key="server_key.key_id")
    api_key: str | None
    countersignature: bytes | None


# Built once: the statements of SQL that every append runs, without the ORM's unit of work, which
# would cost as much CPU again.
_LAST = select(func.max(StatementRow.seq))
_ADD = (
    insert(StatementRow)
    .values(seq=select(func.coalesce(func.max(StatementRow.seq), 0) + 1).scalar_subquery())
    .returning(col(StatementRow.seq))
)
_KEY = select(ServerKey.key_id).where(ServerKey.key_id == bindparam("key_id"))
_SEQ = select(StatementRow.seq).where(StatementRow.id == bindparam("id"))
_BY_ID = select(StatementRow).where(StatementRow.id == bindparam("id"))


def append(session: Session, statement: Statement, key: Ed25519PublicKey) -> tuple[int, Statement]:
    """Add a statement with its leaf under the write lock, or find the one with the same id.

    Returns its place with the statement as it is stored.
    """
    connection = session.connection()
    if connection.execute(_SEQ, {"id": statement.id}).first():
        known = statement_of(session, statement.id)
        assert known is not None
        return known
    if connection.execute(_KEY, {"key_id": statement.key_id}).first() is None:
        session.add(ServerKey(key_id=statement.key_id, public_key=key.public_bytes_raw()))
        session.flush()
    fields = {name: getattr(statement, name) for name in Statement.__slots__}
    seq: int = connection.execute(_ADD, fields).scalar_one()
    append_hash(session, seq - 1, leaf_hash(leaf(statement)))
    return seq, statement


def size(session: Session) -> int:
    """How many statements there are."""
    return session.connection().execute(_LAST).scalar() or 0


def statements(
    session: Session, work: str | None = None, until: int | None = None, since: int = 0
) -> Iterator[tuple[int, Statement]]:
    """Statements in order with their place: all of them, or those about one work; those after
    `since`, up to `until`."""
    query = select(StatementRow).order_by(col(StatementRow.seq)).limit(PAGE)
    if work is not None:
        query = query.where(StatementRow.work == work)
    if until is not None:
        query = query.where(StatementRow.seq <= until)
    last = since
    while rows := session.exec(query.where(StatementRow.seq > last)).all():
        for row in rows:
            yield row.seq, _statement(row)
        last = rows[-1].seq


def statements_of(
    session: Session,
    after: int,
    limit: int,
    *,
    work: str | None = None,
    actor: str | None = None,
    kind: Kind | None = None,
    time: str | None = None,
) -> list[tuple[int, Statement]]:
    """The first `limit` statements after a place that are of a work, actor and kind, and not said
    before a time."""
    query = select(StatementRow).where(StatementRow.seq > after).order_by(col(StatementRow.seq))
    for column, wanted in (
        (StatementRow.work, work),
        (StatementRow.actor, actor),
        (StatementRow.kind, kind),
    ):
        if wanted is not None:
            query = query.where(col(column) == wanted)
    if time is not None:
        query = query.where(StatementRow.time >= time)
    return [(row.seq, _statement(row)) for row in session.exec(query.limit(limit))]


def kinds_until(session: Session, until: int) -> dict[Kind, int]:
    """How many statements of each kind there are up to a place."""
    query = select(StatementRow.kind, func.count()).where(StatementRow.seq <= until)
    return {Kind(kind): number for kind, number in session.exec(query.group_by(StatementRow.kind))}


def last_before(session: Session, time: str) -> int:
    """The last statement of before a time (RFC 3339, as in headers); 0 where there is none."""
    query = select(StatementRow.seq).where(StatementRow.time < time)
    return session.exec(query.order_by(col(StatementRow.seq).desc()).limit(1)).first() or 0


def statements_between(session: Session, begin: int, end: int) -> list[Statement]:
    """The statements at the leaves [begin, end), as far as there are any."""
    query = select(StatementRow).where(StatementRow.seq > begin, StatementRow.seq <= end)
    return [_statement(row) for row in session.exec(query.order_by(col(StatementRow.seq)))]


def statement_of(session: Session, id: str) -> tuple[int, Statement] | None:
    """A statement by its id, with its place."""
    row = session.exec(_BY_ID, params={"id": id}).first()
    return (row.seq, _statement(row)) if row else None


def public_key(session: Session, key_id: str) -> bytes:
    """The 32 raw bytes of a key that statements here are signed with."""
    return session.get_one(ServerKey, key_id).public_key


def verified(session: Session) -> Iterator[tuple[int, Statement]]:
    """All statements, each after it was checked. Raises StatementError naming the first bad one."""
    keys = {row.key_id: row.public_key for row in session.exec(select(ServerKey))}
    for expected, (seq, statement) in enumerate(statements(session), start=1):
        if seq != expected:
            raise StatementError(f"statement {expected} is missing")
        key = keys.get(statement.key_id)
        try:
            if key is None:
                raise StatementError("the key it names is not here")
            verify(statement, Ed25519PublicKey.from_public_bytes(key))
        except (StatementError, ValueError, TypeError) as error:  # text where bytes belong
            raise StatementError(f"statement {seq} ({statement.id}): {error}") from error
        yield seq, statement


def _statement(row: StatementRow) -> Statement:
    fields = {name: getattr(row, name) for name in Statement.__slots__}
    try:
        kind = Kind(row.kind)
    except ValueError as error:
        raise StatementError(f"statement {row.seq} ({row.id}): its kind is unknown") from error
    return Statement(**fields | {"kind": kind})
