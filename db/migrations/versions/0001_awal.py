"""The first schema: books, budget, and what the first rooms keep."""

from __future__ import annotations

from alembic import op

from db import skema
from db.penjaga import guard

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    skema.metadata.create_all(op.get_bind())
    guard(op.get_bind(), skema.BEKU, skema.DAPAT_DIUBAH)


def downgrade() -> None:
    raise NotImplementedError("the first schema has nothing before it")
