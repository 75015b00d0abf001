"""Tables of the budget: DPA versions, SPD, RAK and claims are posted; names of codes belong to a DPA version."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    Date,
    ForeignKeyConstraint,
    Index,
    Integer,
    PrimaryKeyConstraint,
    Text,
)

from db.types import IdColumn, frozen_table

dpa = frozen_table(
    "dpa",
    Column("tahun", Integer, nullable=False),
    Column("versi", Integer, nullable=False),
    Column("tahapan", Text, nullable=False),
    Column("tanggal", Date, nullable=False),
    Column("sumber", Text, nullable=False),
    Column("nama", Text, nullable=False),
    PrimaryKeyConstraint("opd_id", "tahun", "versi"),
)

pagu = frozen_table(
    "pagu",
    Column("tahun", Integer, nullable=False),
    Column("versi", Integer, nullable=False),
    Column("urut", Integer, nullable=False),
    Column("unit", Text, nullable=False),
    Column("sub_kegiatan", Text, nullable=False),
    Column("rekening", Text, nullable=False),
    Column("sumber_dana", Text, nullable=False),
    Column("uraian", Text, nullable=False),
    Column("anggaran", BigInteger, nullable=False),
    PrimaryKeyConstraint("opd_id", "tahun", "versi", "unit", "sub_kegiatan", "rekening", "sumber_dana"),
    ForeignKeyConstraint(["opd_id", "tahun", "versi"], ["dpa.opd_id", "dpa.tahun", "dpa.versi"]),
    CheckConstraint("anggaran >= 0", name="anggaran_positif"),
)

spd = frozen_table(
    "spd",
    Column("tahun", Integer, nullable=False),
    Column("nomor", Text, nullable=False),
    Column("tanggal", Date, nullable=False),
    Column("triwulan", Integer, nullable=False),
    PrimaryKeyConstraint("opd_id", "tahun", "nomor"),
)

spd_rinci = frozen_table(
    "spd_rinci",
    Column("tahun", Integer, nullable=False),
    Column("nomor", Text, nullable=False),
    Column("sub_kegiatan", Text, nullable=False),
    Column("rekening", Text, nullable=False),
    Column("nilai", BigInteger, nullable=False),
    PrimaryKeyConstraint("opd_id", "tahun", "nomor", "sub_kegiatan", "rekening"),
    ForeignKeyConstraint(["opd_id", "tahun", "nomor"], ["spd.opd_id", "spd.tahun", "spd.nomor"]),
)

rak = frozen_table(
    "rak",
    Column("tahun", Integer, nullable=False),
    Column("versi", Integer, nullable=False),
    Column("sub_kegiatan", Text, nullable=False),
    Column("rekening", Text, nullable=False),
    Column("bulan", Integer, nullable=False),
    Column("nilai", BigInteger, nullable=False),
    PrimaryKeyConstraint("opd_id", "tahun", "versi", "sub_kegiatan", "rekening", "bulan"),
)

pemakaian = frozen_table(
    "pemakaian",
    Column("tahun", Integer, nullable=False),
    Column("asal", IdColumn, nullable=False),
    Column("urut", Integer, nullable=False),
    Column("tanggal", Date, nullable=False),
    Column("jenis", Text, nullable=False),
    Column("unit", Text, nullable=False),
    Column("sub_kegiatan", Text, nullable=False),
    Column("rekening", Text, nullable=False),
    Column("sumber_dana", Text, nullable=False),
    Column("nilai", BigInteger, nullable=False),
    PrimaryKeyConstraint("opd_id", "asal", "jejak_no", "urut"),
    Index("ix_pemakaian_pasangan", "opd_id", "tahun", "sub_kegiatan", "rekening"),
)
