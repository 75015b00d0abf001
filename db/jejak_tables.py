"""Tables of the audit chain and of the counters: the same for every room."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Integer, PrimaryKeyConstraint, Text, UniqueConstraint

from db.types import IdColumn, UtcColumn, frozen_table, house_table

jejak = frozen_table(
    "jejak",
    Column("at", UtcColumn, nullable=False),
    Column("oleh", IdColumn, nullable=False),
    Column("oleh_nama", Text, nullable=False),
    Column("perintah_id", IdColumn, nullable=False),
    Column("perintah", Text, nullable=False),
    Column("topik", Text, nullable=False),
    Column("isi", Text, nullable=False),
    Column("rantai", Text, nullable=False),
    PrimaryKeyConstraint("opd_id", "jejak_no"),
    UniqueConstraint("opd_id", "perintah_id"),
)

jejak_kepala = house_table(
    "jejak_kepala",
    Column("opd_id", IdColumn, primary_key=True),
    Column("no", BigInteger, nullable=False),
    Column("rantai", Text, nullable=False),
)

penomor = house_table(
    "penomor",
    Column("opd_id", IdColumn, nullable=False),
    Column("tahun", Integer, nullable=False),
    Column("dokumen", Text, nullable=False),
    Column("terakhir", BigInteger, nullable=False),
    PrimaryKeyConstraint("opd_id", "tahun", "dokumen"),
)
