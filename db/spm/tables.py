"""Tables of SPP and SPM: a document changes with its versi; the marks of its steps are posted."""

from __future__ import annotations

from sqlalchemy import (
    CheckConstraint,
    Column,
    Date,
    ForeignKeyConstraint,
    Index,
    Integer,
    PrimaryKeyConstraint,
    Text,
    UniqueConstraint,
)

from db.types import IdColumn, RupiahColumn, UtcColumn, frozen_table, house_table

spp = house_table(
    "spp",
    Column("opd_id", IdColumn, nullable=False),
    Column("id", IdColumn, nullable=False),
    Column("tahun", Integer, nullable=False),
    Column("jenis", Text, nullable=False),
    Column("status", Text, nullable=False),
    Column("revisi", Integer, nullable=False),
    Column("tanggal_spp", Date, nullable=False),
    Column("tanggal_spm", Date),
    Column("uraian", Text, nullable=False),
    Column("nilai", RupiahColumn, nullable=False),
    Column("potongan", RupiahColumn, nullable=False),
    Column("penerima", Text, nullable=False),
    Column("nomor_rekening", Text, nullable=False),
    Column("bukti", Text, nullable=False),
    Column("lpj", Text, nullable=False),
    Column("sub_kegiatan", Text, nullable=False),
    # the contents as a whole; what lists and tests ask for stands in columns of its own
    Column("isi", Text, nullable=False),
    Column("urut_spp", Integer),
    Column("nomor_spp", Text),
    Column("urut_spm", Integer),
    Column("nomor_spm", Text),
    Column("sipd_spp", Text),
    Column("sipd_spp_tanggal", Date),
    Column("sipd_spm", Text),
    Column("sipd_spm_tanggal", Date),
    Column("sp2d", Text),
    Column("sp2d_tanggal", Date),
    Column("berkas_id", IdColumn),
    Column("versi", Integer, nullable=False),
    PrimaryKeyConstraint("opd_id", "id"),
    UniqueConstraint("opd_id", "tahun", "urut_spp"),
    UniqueConstraint("opd_id", "tahun", "urut_spm"),
    UniqueConstraint("opd_id", "tahun", "nomor_spp"),
    UniqueConstraint("opd_id", "tahun", "nomor_spm"),
    UniqueConstraint("opd_id", "tahun", "sipd_spp"),
    UniqueConstraint("opd_id", "tahun", "sipd_spm"),
    UniqueConstraint("opd_id", "tahun", "sp2d"),
    CheckConstraint("nilai >= 0 AND potongan >= 0", name="nilai_positif"),
    Index("ix_spp_daftar", "opd_id", "tahun", "tanggal_spp"),
    Index("ix_spp_bukti", "opd_id", "tahun", "bukti"),
)

spp_langkah = frozen_table(
    "spp_langkah",
    Column("spp_id", IdColumn, nullable=False),
    Column("urut", Integer, nullable=False),
    Column("peristiwa", Text, nullable=False),
    Column("tangan", Text, nullable=False),
    Column("oleh", IdColumn, nullable=False),
    Column("oleh_nama", Text, nullable=False),
    Column("langkah_at", UtcColumn, nullable=False),
    Column("sebab", Text, nullable=False),
    PrimaryKeyConstraint("opd_id", "spp_id", "urut"),
    ForeignKeyConstraint(["opd_id", "spp_id"], ["spp.opd_id", "spp.id"]),
)
