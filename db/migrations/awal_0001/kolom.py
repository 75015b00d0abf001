"""Column types of migration 0001, plain on both engines: SQLite's STRICT tables know TEXT and INTEGER only."""

from __future__ import annotations

from sqlalchemy import BigInteger, Boolean, Date, DateTime, ForeignKeyConstraint, Integer, Text, Uuid

ID = Uuid().with_variant(Text(), "sqlite")
"""A UUID."""
BESAR = BigInteger().with_variant(Integer(), "sqlite")
"""Money in sen, and running numbers: 64 bits."""
SAAT = DateTime(timezone=True).with_variant(Text(), "sqlite")
"""An instant with its zone."""
TANGGAL = Date().with_variant(Text(), "sqlite")
"""A day of the calendar."""
YA_TIDAK = Boolean().with_variant(Integer(), "sqlite")
"""Yes or no."""


def key_to_jejak(nama: str) -> ForeignKeyConstraint:
    """The key of a posted row to its audit record, which is written last: checked at commit."""
    return ForeignKeyConstraint(
        ["opd_id", "jejak_no"],
        ["jejak.opd_id", "jejak.jejak_no"],
        name=nama,
        deferrable=True,
        initially="DEFERRED",
    )
