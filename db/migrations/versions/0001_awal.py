"""The first schema: every room's tables, and the guards of the posted ones."""

from __future__ import annotations

from db.migrations.awal_0001 import create_tables

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    create_tables()
    # A change of the views, triggers, functions or grants reaches existing databases by a new migration that calls
    # guard with its own lists. Upgrades run to the head in one transaction, so the last call makes all the guards there
    # are; this one is left out because the fences ask tables that later versions make.


def downgrade() -> None:
    raise NotImplementedError("the first schema has nothing before it")
