"""Organisations with their API keys, what came with which, and what keeps writers in bounds."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

MADE = "2026-11-21T00:00:00.000Z"
KNOWN = [
    ("local-operator", "Operator of this registry", "reviewer"),
    ("demo-operator", "Demo registrant", "producer"),
]
"""Who was taken for verified before there were rows that say so."""

NAMES = ["seq", "id", "kind", "work", "actor", "time", "header", "signature", "key_id"]
UNCHANGED = [*NAMES, "api_key", "countersignature"]
REFUSAL = "of a statement only payload and salt can be removed"

SQLITE = f"""
CREATE TRIGGER statement_is_never_changed BEFORE UPDATE ON statement
WHEN {" OR ".join(f"NEW.{name} IS NOT OLD.{name}" for name in UNCHANGED)}
  OR NEW.payload IS NOT NULL OR NEW.salt IS NOT NULL
BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END
"""

POSTGRESQL = f"""
CREATE OR REPLACE FUNCTION statement_is_never_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF {" AND ".join(f"NEW.{name} IS NOT DISTINCT FROM OLD.{name}" for name in UNCHANGED)}
    AND NEW.payload IS NULL AND NEW.salt IS NULL THEN RETURN NEW; END IF;
  RAISE EXCEPTION '{REFUSAL}' USING ERRCODE = 'integrity_constraint_violation';
END $$
"""


def upgrade() -> None:
    """Create the tables, with a row for each organisation that the code named until now."""
    _create_organisations()
    _create_bounds()
    op.add_column("statement", sa.Column("api_key", sa.String()))
    op.add_column("statement", sa.Column("countersignature", sa.LargeBinary()))
    if op.get_bind().dialect.name == "sqlite":
        op.execute("DROP TRIGGER statement_is_never_changed")
        op.execute(SQLITE)
    else:
        op.execute(POSTGRESQL)


def _create_organisations() -> None:
    organisation = op.create_table(
        "organisation",
        sa.Column("id", sa.String(), primary_key=True),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("verified_on", sa.String()),
        sa.Column("verified_how", sa.String()),
        sa.Column("public_key", sa.LargeBinary()),
        sa.Column("created", sa.String(), nullable=False),
        sa.Column("changed", sa.String(), nullable=False),
    )
    rows = [
        {"id": id, "name": name, "kind": kind, "verified_on": MADE[:10]}
        | {"verified_how": "this server's own", "created": MADE, "changed": MADE}
        for id, name, kind in KNOWN
    ]
    op.bulk_insert(organisation, rows)
    op.create_table(
        "api_key",
        sa.Column("id", sa.String(), primary_key=True),
        sa.Column(
            "organisation",
            sa.String(),
            sa.ForeignKey("organisation.id"),
            nullable=False,
            index=True,
        ),
        sa.Column("label", sa.String(), nullable=False),
        sa.Column("scopes", sa.JSON(), nullable=False),
        sa.Column("secret_hash", sa.LargeBinary(), nullable=False),
        sa.Column("created", sa.String(), nullable=False),
        sa.Column("expires", sa.String()),
        sa.Column("revoked", sa.String()),
        sa.Column("replaced_by", sa.String()),
    )


def _create_bounds() -> None:
    op.create_table(
        "bucket",
        sa.Column("name", sa.String(), primary_key=True),
        sa.Column("full_at", sa.Float(), nullable=False, index=True),
    )
    op.create_table(
        "given_answer",
        sa.Column("api_key", sa.String(), primary_key=True),
        sa.Column("name", sa.String(), primary_key=True),
        sa.Column("body_sha256", sa.String(), nullable=False),
        sa.Column("status", sa.Integer()),
        sa.Column("answer", sa.LargeBinary()),
        sa.Column("given", sa.String(), nullable=False, index=True),
    )
