"""Comparisons of what two registrants registered, and the corrections that wait for a moderator."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Create the tables; comparisons are made when the registry is next read."""
    op.create_table(
        "agreement",
        sa.Column("seq", sa.Integer(), sa.ForeignKey("statement.seq"), primary_key=True),
        sa.Column("other", sa.Integer(), sa.ForeignKey("statement.seq"), primary_key=True),
        sa.Column("work", sa.String(), nullable=False, index=True),
        sa.Column("other_work", sa.String(), nullable=False, index=True),
        sa.Column("log10_e", sa.Float(), nullable=False),
        sa.Column("frames", sa.Integer(), nullable=False),
    )
    op.create_table(
        "compared",
        sa.Column("id", sa.Integer(), primary_key=True, autoincrement=False),
        sa.Column("seq", sa.Integer(), nullable=False),
    )
    op.create_table(
        "correction",
        sa.Column("id", sa.String(), primary_key=True),
        sa.Column("received", sa.String(), nullable=False),
        sa.Column("work", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("payload", sa.JSON()),
        sa.Column("state", sa.String(), nullable=False, index=True),
        sa.Column("decided", sa.String()),
        sa.Column("statement", sa.String()),
    )
