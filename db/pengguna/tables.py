"""Tables of people. Hashes stand apart from names, so that who may read the list of people need not read them."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, ForeignKeyConstraint, Integer, PrimaryKeyConstraint, Text, UniqueConstraint

from db.types import IdColumn, UtcColumn, house_table

orang = house_table(
    "orang",
    Column("opd_id", IdColumn, nullable=False),
    Column("id", IdColumn, nullable=False),
    Column("nama_login", Text, nullable=False),
    Column("nama", Text, nullable=False),
    Column("nip", Text, nullable=False),
    Column("peran", Text, nullable=False),
    Column("aktif", Boolean, nullable=False),
    Column("wajib_ganti", Boolean, nullable=False),
    Column("versi", Integer, nullable=False),
    PrimaryKeyConstraint("opd_id", "id"),
    UniqueConstraint("opd_id", "nama_login"),
)

sandi = house_table(
    "sandi",
    Column("opd_id", IdColumn, nullable=False),
    Column("orang_id", IdColumn, nullable=False),
    Column("hash", Text, nullable=False),
    PrimaryKeyConstraint("opd_id", "orang_id"),
    ForeignKeyConstraint(["opd_id", "orang_id"], ["orang.opd_id", "orang.id"]),
)

percobaan_masuk = house_table(
    "percobaan_masuk",
    Column("opd_id", IdColumn, nullable=False),
    Column("nama_login", Text, nullable=False),
    Column("gagal", Integer, nullable=False),
    Column("terakhir_at", UtcColumn),
    PrimaryKeyConstraint("opd_id", "nama_login"),
)
