"""The first schema: every room's tables, and the guards of the posted ones."""

from __future__ import annotations

from alembic import op

from db.migrations.awal_0001 import BEKU, DAPAT_DIUBAH, create_tables
from db.penjaga import guard

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    create_tables()
    # A change of the views, triggers, functions or grants reaches existing databases by a new migration that calls
    # guard again with its own lists. Where that change needs columns this migration does not make, take the call below
    # away: upgrades run to the head in one transaction, so the last call makes all the guards there are.
    guard(op.get_bind(), BEKU, DAPAT_DIUBAH)


def downgrade() -> None:
    raise NotImplementedError("the first schema has nothing before it")
