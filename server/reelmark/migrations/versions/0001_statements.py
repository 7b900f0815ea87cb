"""Statements with their keys and tracks, and the views made of them."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

UNCHANGED = ["seq", "id", "kind", "work", "actor", "time", "header", "signature", "key_id"]

NEVER_DELETED = """
CREATE TRIGGER statement_is_never_deleted BEFORE DELETE ON statement
BEGIN SELECT RAISE(ABORT, 'a statement is never deleted'); END
"""

# A row of the same seq or id would be replaced by INSERT OR REPLACE, past the other triggers.
ONLY_APPENDED = """
CREATE TRIGGER statement_is_only_appended BEFORE INSERT ON statement
WHEN NEW.seq IS NOT (SELECT coalesce(max(seq), 0) + 1 FROM statement)
  OR EXISTS (SELECT 1 FROM statement WHERE id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'a statement is only appended'); END
"""

ONLY_PAYLOAD_REMOVED = f"""
CREATE TRIGGER statement_is_never_changed BEFORE UPDATE ON statement
WHEN {" OR ".join(f"NEW.{name} IS NOT OLD.{name}" for name in UNCHANGED)}
  OR NEW.payload IS NOT NULL OR NEW.salt IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'of a statement only payload and salt can be removed'); END
"""


def upgrade() -> None:
    """Create all tables; on SQLite triggers hold statements to append-only."""
    _create_log()
    _create_views()
    if op.get_bind().dialect.name == "sqlite":
        for trigger in (NEVER_DELETED, ONLY_APPENDED, ONLY_PAYLOAD_REMOVED):
            op.execute(trigger)


def _create_log() -> None:
    op.create_table(
        "server_key",
        sa.Column("key_id", sa.String(), primary_key=True),
        sa.Column("public_key", sa.LargeBinary(), nullable=False),
    )
    op.create_table(
        "statement",
        sa.Column("seq", sa.Integer(), primary_key=True),
        sa.Column("id", sa.String(), nullable=False, unique=True),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("work", sa.String(), nullable=False, index=True),
        sa.Column("actor", sa.String(), nullable=False),
        sa.Column("time", sa.String(), nullable=False),
        sa.Column("header", sa.LargeBinary(), nullable=False),
        sa.Column("payload", sa.LargeBinary()),
        sa.Column("salt", sa.LargeBinary()),
        sa.Column("signature", sa.LargeBinary(), nullable=False),
        sa.Column("key_id", sa.String(), sa.ForeignKey("server_key.key_id"), nullable=False),
    )


def _create_views() -> None:
    op.create_table(
        "track",
        sa.Column("sha256", sa.String(), primary_key=True),
        sa.Column("data", sa.LargeBinary(), nullable=False),
    )
    op.create_table(
        "source_file",
        sa.Column("sha256", sa.String(), primary_key=True),
        sa.Column("fingerprint", sa.Integer(), primary_key=True),
        sa.Column("track", sa.String(), sa.ForeignKey("track.sha256"), nullable=False),
    )
    op.create_table(
        "drama",
        sa.Column("id", sa.String(), primary_key=True),
        sa.Column("actor", sa.String(), nullable=False),
        sa.Column("title", sa.String(), index=True),
        sa.Column("ai_involvement", sa.String(), nullable=False),
        sa.Column("ai_scope", sa.JSON(), nullable=False),
        sa.Column("ai_tools", sa.JSON(), nullable=False),
        sa.Column("seq", sa.Integer(), sa.ForeignKey("statement.seq"), nullable=False),
    )
    op.create_table(
        "edition",
        sa.Column("id", sa.String(), primary_key=True),
        sa.Column("drama", sa.String(), sa.ForeignKey("drama.id"), nullable=False, index=True),
        sa.Column("name", sa.String()),
        sa.Column("credential", sa.String()),
        sa.Column("seq", sa.Integer(), sa.ForeignKey("statement.seq"), nullable=False),
    )
    op.create_table(
        "episode",
        sa.Column("edition", sa.String(), sa.ForeignKey("edition.id"), primary_key=True),
        sa.Column("number", sa.Integer(), primary_key=True),
        sa.Column("track", sa.String(), sa.ForeignKey("track.sha256"), nullable=False, index=True),
        sa.Column("frames", sa.Integer(), nullable=False),
        sa.Column("duration_ms", sa.Integer(), nullable=False),
        sa.Column("seq", sa.Integer(), sa.ForeignKey("statement.seq"), nullable=False),
    )
