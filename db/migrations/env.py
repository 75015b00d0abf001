"""Alembic's door: runs on the connection that `db.basis` hands over, for both engines."""

from __future__ import annotations

from alembic import context

from db import skema

connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=skema.metadata,
    render_as_batch=connection.dialect.name == "sqlite",
    transaction_per_migration=False,
    compare_type=False,
)
with context.begin_transaction():
    context.run_migrations()
