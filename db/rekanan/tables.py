"""The table of rekanan."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, Date, Index, Integer, PrimaryKeyConstraint, Text

from db.types import IdColumn, house_table

rekanan = house_table(
    "rekanan",
    Column("opd_id", IdColumn, nullable=False),
    Column("id", IdColumn, nullable=False),
    Column("nama", Text, nullable=False),
    Column("bentuk", Text, nullable=False),
    Column("npwp", Text, nullable=False),
    Column("pkp", Boolean, nullable=False),
    Column("umkm", Boolean, nullable=False),
    Column("pp55_nomor", Text),
    Column("pp55_sampai", Date),
    Column("kode_bank", Text),
    Column("nomor_rekening", Text),
    Column("atas_nama", Text),
    Column("nama_bank", Text),
    Column("alamat", Text, nullable=False),
    Column("aktif", Boolean, nullable=False),
    Column("versi", Integer, nullable=False),
    PrimaryKeyConstraint("opd_id", "id"),
    Index("ix_rekanan_npwp", "opd_id", "npwp"),
)
