"""Runs migrations on the connection that `reelmark.db` holds open under the write lock."""

from alembic import context

context.configure(connection=context.config.attributes["connection"])
context.run_migrations()
