"""Lists of payment of card bills (DPT)."""

from __future__ import annotations

from alembic import op
from sqlalchemy import Column, ForeignKeyConstraint, Integer, PrimaryKeyConstraint, Text, UniqueConstraint

from db.migrations.awal_0001.kolom import BESAR, ID, TANGGAL, key_to_jejak


def create() -> None:
    _dpt()
    _dpt_baris()
    _dpt_rincian()
    _dpt_batal()


def _dpt() -> None:
    op.create_table(
        "dpt",
        Column("opd_id", ID, nullable=False),
        Column("jejak_no", BESAR, nullable=False),
        Column("tahun", Integer, nullable=False),
        Column("nomor", Text, nullable=False),
        Column("urut", Integer, nullable=False),
        Column("tanggal", TANGGAL, nullable=False),
        Column("tagihan_id", ID, nullable=False),
        Column("total", BESAR, nullable=False),
        Column("pejabat", ID, nullable=False),
        Column("pejabat_nama", Text, nullable=False),
        PrimaryKeyConstraint("opd_id", "tahun", "nomor", name="pk_dpt"),
        UniqueConstraint("opd_id", "tahun", "urut", name="uq_dpt_opd_id_tahun_urut"),
        ForeignKeyConstraint(["opd_id", "tagihan_id"], ["tagihan.opd_id", "tagihan.id"], name="fk_dpt_opd_id_tagihan"),
        key_to_jejak("fk_dpt_jejak"),
        sqlite_strict=True,
    )
    op.create_index("ix_dpt_jejak", "dpt", ["opd_id", "jejak_no"])


def _dpt_baris() -> None:
    op.create_table(
        "dpt_baris",
        Column("opd_id", ID, nullable=False),
        Column("jejak_no", BESAR, nullable=False),
        Column("tahun", Integer, nullable=False),
        Column("nomor", Text, nullable=False),
        Column("urut", Integer, nullable=False),
        Column("kunci_bank", Text, nullable=False),
        Column("baris", Integer, nullable=False),
        Column("kartu", Text, nullable=False),
        Column("pemegang", Text, nullable=False),
        Column("tanggal", TANGGAL, nullable=False),
        Column("merchant", Text, nullable=False),
        Column("bukti", Text, nullable=False),
        Column("nilai", BESAR, nullable=False),
        PrimaryKeyConstraint("opd_id", "tahun", "nomor", "urut", name="pk_dpt_baris"),
        UniqueConstraint("opd_id", "tahun", "nomor", "kunci_bank", name="uq_dpt_baris_opd_id_tahun_nomor_kunci_bank"),
        ForeignKeyConstraint(
            ["opd_id", "tahun", "nomor"], ["dpt.opd_id", "dpt.tahun", "dpt.nomor"], name="fk_dpt_baris_opd_id_dpt"
        ),
        key_to_jejak("fk_dpt_baris_jejak"),
        sqlite_strict=True,
    )
    op.create_index("ix_dpt_baris_jejak", "dpt_baris", ["opd_id", "jejak_no"])


def _dpt_rincian() -> None:
    op.create_table(
        "dpt_rincian",
        Column("opd_id", ID, nullable=False),
        Column("jejak_no", BESAR, nullable=False),
        Column("tahun", Integer, nullable=False),
        Column("nomor", Text, nullable=False),
        Column("urut", Integer, nullable=False),
        Column("bukti", Text, nullable=False),
        Column("sub_kegiatan", Text, nullable=False),
        Column("rekening", Text, nullable=False),
        Column("uraian", Text, nullable=False),
        Column("nilai", BESAR, nullable=False),
        PrimaryKeyConstraint("opd_id", "tahun", "nomor", "urut", name="pk_dpt_rincian"),
        ForeignKeyConstraint(
            ["opd_id", "tahun", "nomor"], ["dpt.opd_id", "dpt.tahun", "dpt.nomor"], name="fk_dpt_rincian_opd_id_dpt"
        ),
        key_to_jejak("fk_dpt_rincian_jejak"),
        sqlite_strict=True,
    )
    op.create_index("ix_dpt_rincian_jejak", "dpt_rincian", ["opd_id", "jejak_no"])


def _dpt_batal() -> None:
    op.create_table(
        "dpt_batal",
        Column("opd_id", ID, nullable=False),
        Column("jejak_no", BESAR, nullable=False),
        Column("tahun", Integer, nullable=False),
        Column("nomor", Text, nullable=False),
        Column("tanggal", TANGGAL, nullable=False),
        Column("alasan", Text, nullable=False),
        PrimaryKeyConstraint("opd_id", "tahun", "nomor", name="pk_dpt_batal"),
        ForeignKeyConstraint(
            ["opd_id", "tahun", "nomor"], ["dpt.opd_id", "dpt.tahun", "dpt.nomor"], name="fk_dpt_batal_opd_id_dpt"
        ),
        key_to_jejak("fk_dpt_batal_jejak"),
        sqlite_strict=True,
    )
    op.create_index("ix_dpt_batal_jejak", "dpt_batal", ["opd_id", "jejak_no"])
