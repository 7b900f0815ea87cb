"""The hashes of the log, filled from the statements there are."""

import hashlib
from base64 import b64encode

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

WIDTH = 256
ROWS = 1000

# On SQLite the statements have theirs since 0001.
POSTGRESQL = """
CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF {allowed} THEN RETURN NEW; END IF;
  RAISE EXCEPTION '{refusal}' USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE TRIGGER {name} BEFORE {what} FOR EACH ROW EXECUTE FUNCTION {name}();
"""

UNCHANGED = ["seq", "id", "kind", "work", "actor", "time", "header", "signature", "key_id"]
RULES = [
    (
        "statement_is_never_changed",
        "UPDATE ON statement",
        " AND ".join(f"NEW.{name} IS NOT DISTINCT FROM OLD.{name}" for name in UNCHANGED)
        + " AND NEW.payload IS NULL AND NEW.salt IS NULL",
        "of a statement only payload and salt can be removed",
    ),
    ("statement_is_never_deleted", "DELETE ON statement", "FALSE", "a statement is never deleted"),
    (
        "statement_is_only_appended",
        "INSERT ON statement",
        "NEW.seq = (SELECT coalesce(max(seq), 0) + 1 FROM statement)",
        "a statement is only appended",
    ),
    (
        "log_hash_is_never_changed",
        "UPDATE ON log_hash",
        "FALSE",
        "a hash of the log never changes",
    ),
    (
        "log_hash_is_never_deleted",
        "DELETE ON log_hash",
        "FALSE",
        "a hash of the log never goes",
    ),
]

NEVER_CHANGED = """
CREATE TRIGGER log_hash_is_never_{what}d BEFORE {what} ON log_hash
BEGIN SELECT RAISE(ABORT, 'a hash of the log is never {what}d'); END
"""

# A row of the same place would be replaced by INSERT OR REPLACE, past the other triggers.
ONLY_APPENDED = """
CREATE TRIGGER log_hash_is_only_appended BEFORE INSERT ON log_hash
WHEN EXISTS (SELECT 1 FROM log_hash WHERE level = NEW.level AND number = NEW.number)
BEGIN SELECT RAISE(ABORT, 'a hash of the log is only appended'); END
"""


def upgrade() -> None:
    """Create the table and fill it, written out here so that it stays as it is."""
    log_hash = op.create_table(
        "log_hash",
        sa.Column("level", sa.Integer(), primary_key=True, autoincrement=False),
        sa.Column("number", sa.Integer(), primary_key=True, autoincrement=False),
        sa.Column("hash", sa.LargeBinary(), nullable=False),
    )
    _fill(op.get_bind(), log_hash)
    if op.get_bind().dialect.name == "sqlite":
        for what in ("update", "delete"):
            op.execute(NEVER_CHANGED.format(what=what))
        op.execute(ONLY_APPENDED)
    else:
        for name, what, allowed, refusal in RULES:
            op.execute(POSTGRESQL.format(name=name, what=what, allowed=allowed, refusal=refusal))


def _fill(connection: sa.Connection, log_hash: sa.Table) -> None:
    found = connection.execute(
        sa.text("SELECT header, key_id, signature FROM statement ORDER BY seq"),
        execution_options={"yield_per": ROWS},
    )
    level = []
    for rows in found.partitions():
        level += [_leaf(bytes(header), key, bytes(signature)) for header, key, signature in rows]
    number = 0
    while level:
        values = [{"level": number, "number": n, "hash": value} for n, value in enumerate(level)]
        connection.execute(log_hash.insert(), values)
        whole = range(0, len(level) - WIDTH + 1, WIDTH)
        level = [_root(level[begin : begin + WIDTH]) for begin in whole]
        number += 1


def _leaf(header: bytes, key: str, signature: bytes) -> bytes:
    signed = f"\n{key} {b64encode(signature).decode()}\n".encode()
    return hashlib.sha256(b"\0" + header + signed).digest()


def _root(hashes: list[bytes]) -> bytes:
    """Of a full tile: a power of two, so every level pairs up."""
    while len(hashes) > 1:
        pairs = zip(hashes[::2], hashes[1::2], strict=True)
        hashes = [hashlib.sha256(b"\1" + left + right).digest() for left, right in pairs]
    return hashes[0]
