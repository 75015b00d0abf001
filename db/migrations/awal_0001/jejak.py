"""The audit chain and the counters."""

from __future__ import annotations

from alembic import op
from sqlalchemy import Column, Integer, PrimaryKeyConstraint, Text, UniqueConstraint

from db.migrations.awal_0001.kolom import BESAR, ID, SAAT


def create() -> None:
    _jejak()
    _jejak_kepala()
    _penomor()


def _jejak() -> None:
    op.create_table(
        "jejak",
        Column("opd_id", ID, nullable=False),
        Column("jejak_no", BESAR, nullable=False),
        Column("at", SAAT, nullable=False),
        Column("oleh", ID, nullable=False),
        Column("oleh_nama", Text, nullable=False),
        Column("perintah_id", ID, nullable=False),
        Column("perintah", Text, nullable=False),
        Column("topik", Text, nullable=False),
        Column("isi", Text, nullable=False),
        Column("rantai", Text, nullable=False),
        PrimaryKeyConstraint("opd_id", "jejak_no", name="pk_jejak"),
        UniqueConstraint("opd_id", "perintah_id", name="uq_jejak_opd_id_perintah_id"),
        sqlite_strict=True,
    )


def _jejak_kepala() -> None:
    op.create_table(
        "jejak_kepala",
        Column("opd_id", ID, nullable=False),
        Column("no", BESAR, nullable=False),
        Column("rantai", Text, nullable=False),
        PrimaryKeyConstraint("opd_id", name="pk_jejak_kepala"),
        sqlite_strict=True,
    )


def _penomor() -> None:
    op.create_table(
        "penomor",
        Column("opd_id", ID, nullable=False),
        Column("tahun", Integer, nullable=False),
        Column("dokumen", Text, nullable=False),
        Column("terakhir", BESAR, nullable=False),
        PrimaryKeyConstraint("opd_id", "tahun", "dokumen", name="pk_penomor"),
        sqlite_strict=True,
    )
