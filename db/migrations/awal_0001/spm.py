"""SPP and SPM, and the steps they took."""

from __future__ import annotations

from alembic import op
from sqlalchemy import (
    CheckConstraint,
    Column,
    ForeignKeyConstraint,
    Integer,
    PrimaryKeyConstraint,
    Text,
    UniqueConstraint,
)

from db.migrations.awal_0001.kolom import BESAR, ID, SAAT, TANGGAL, key_to_jejak


def create() -> None:
    _spp()
    _spp_langkah()


def _spp() -> None:
    op.create_table(
        "spp",
        Column("opd_id", ID, nullable=False),
        Column("id", ID, nullable=False),
        Column("tahun", Integer, nullable=False),
        Column("jenis", Text, nullable=False),
        Column("status", Text, nullable=False),
        Column("revisi", Integer, nullable=False),
        Column("tanggal_spp", TANGGAL, nullable=False),
        Column("tanggal_spm", TANGGAL),
        Column("uraian", Text, nullable=False),
        Column("nilai", BESAR, nullable=False),
        Column("potongan", BESAR, nullable=False),
        Column("penerima", Text, nullable=False),
        Column("nomor_rekening", Text, nullable=False),
        Column("bukti", Text, nullable=False),
        Column("lpj", Text, nullable=False),
        Column("sub_kegiatan", Text, nullable=False),
        Column("isi", Text, nullable=False),
        Column("urut_spp", Integer),
        Column("nomor_spp", Text),
        Column("urut_spm", Integer),
        Column("nomor_spm", Text),
        Column("sipd_spp", Text),
        Column("sipd_spp_tanggal", TANGGAL),
        Column("sipd_spm", Text),
        Column("sipd_spm_tanggal", TANGGAL),
        Column("sp2d", Text),
        Column("sp2d_tanggal", TANGGAL),
        Column("berkas_id", ID),
        Column("versi", Integer, nullable=False),
        PrimaryKeyConstraint("opd_id", "id", name="pk_spp"),
        UniqueConstraint("opd_id", "tahun", "urut_spp", name="uq_spp_opd_id_tahun_urut_spp"),
        UniqueConstraint("opd_id", "tahun", "urut_spm", name="uq_spp_opd_id_tahun_urut_spm"),
        UniqueConstraint("opd_id", "tahun", "nomor_spp", name="uq_spp_opd_id_tahun_nomor_spp"),
        UniqueConstraint("opd_id", "tahun", "nomor_spm", name="uq_spp_opd_id_tahun_nomor_spm"),
        UniqueConstraint("opd_id", "tahun", "sipd_spp", name="uq_spp_opd_id_tahun_sipd_spp"),
        UniqueConstraint("opd_id", "tahun", "sipd_spm", name="uq_spp_opd_id_tahun_sipd_spm"),
        UniqueConstraint("opd_id", "tahun", "sp2d", name="uq_spp_opd_id_tahun_sp2d"),
        CheckConstraint("nilai >= 0 AND potongan >= 0", name=op.f("ck_spp_nilai_positif")),
        sqlite_strict=True,
    )
    op.create_index("ix_spp_bukti", "spp", ["opd_id", "tahun", "bukti"])
    op.create_index("ix_spp_daftar", "spp", ["opd_id", "tahun", "tanggal_spp"])


def _spp_langkah() -> None:
    op.create_table(
        "spp_langkah",
        Column("opd_id", ID, nullable=False),
        Column("jejak_no", BESAR, nullable=False),
        Column("spp_id", ID, nullable=False),
        Column("urut", Integer, nullable=False),
        Column("peristiwa", Text, nullable=False),
        Column("tangan", Text, nullable=False),
        Column("oleh", ID, nullable=False),
        Column("oleh_nama", Text, nullable=False),
        Column("langkah_at", SAAT, nullable=False),
        Column("sebab", Text, nullable=False),
        PrimaryKeyConstraint("opd_id", "spp_id", "urut", name="pk_spp_langkah"),
        ForeignKeyConstraint(["opd_id", "spp_id"], ["spp.opd_id", "spp.id"], name="fk_spp_langkah_opd_id_spp"),
        key_to_jejak("fk_spp_langkah_jejak"),
        sqlite_strict=True,
    )
    op.create_index("ix_spp_langkah_jejak", "spp_langkah", ["opd_id", "jejak_no"])
