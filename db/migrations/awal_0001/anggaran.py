"""The budget: DPA, SPD, RAK, and what was used of it."""

from __future__ import annotations

from alembic import op
from sqlalchemy import CheckConstraint, Column, ForeignKeyConstraint, Integer, PrimaryKeyConstraint, Text

from db.migrations.awal_0001.kolom import BESAR, ID, TANGGAL, key_to_jejak


def create() -> None:
    _dpa()
    _pagu()
    _spd()
    _spd_rinci()
    _rak()
    _pemakaian()


def _dpa() -> None:
    op.create_table(
        "dpa",
        Column("opd_id", ID, nullable=False),
        Column("jejak_no", BESAR, nullable=False),
        Column("tahun", Integer, nullable=False),
        Column("versi", Integer, nullable=False),
        Column("tahapan", Text, nullable=False),
        Column("tanggal", TANGGAL, nullable=False),
        Column("sumber", Text, nullable=False),
        Column("nama", Text, nullable=False),
        PrimaryKeyConstraint("opd_id", "tahun", "versi", name="pk_dpa"),
        key_to_jejak("fk_dpa_jejak"),
        sqlite_strict=True,
    )
    op.create_index("ix_dpa_jejak", "dpa", ["opd_id", "jejak_no"])


def _pagu() -> None:
    op.create_table(
        "pagu",
        Column("opd_id", ID, nullable=False),
        Column("jejak_no", BESAR, nullable=False),
        Column("tahun", Integer, nullable=False),
        Column("versi", Integer, nullable=False),
        Column("urut", Integer, nullable=False),
        Column("unit", Text, nullable=False),
        Column("sub_kegiatan", Text, nullable=False),
        Column("rekening", Text, nullable=False),
        Column("sumber_dana", Text, nullable=False),
        Column("uraian", Text, nullable=False),
        Column("anggaran", BESAR, nullable=False),
        PrimaryKeyConstraint(
            "opd_id", "tahun", "versi", "unit", "sub_kegiatan", "rekening", "sumber_dana", name="pk_pagu"
        ),
        ForeignKeyConstraint(
            ["opd_id", "tahun", "versi"], ["dpa.opd_id", "dpa.tahun", "dpa.versi"], name="fk_pagu_opd_id_dpa"
        ),
        CheckConstraint("anggaran >= 0", name=op.f("ck_pagu_anggaran_positif")),
        key_to_jejak("fk_pagu_jejak"),
        sqlite_strict=True,
    )
    op.create_index("ix_pagu_jejak", "pagu", ["opd_id", "jejak_no"])


def _spd() -> None:
    op.create_table(
        "spd",
        Column("opd_id", ID, nullable=False),
        Column("jejak_no", BESAR, nullable=False),
        Column("tahun", Integer, nullable=False),
        Column("nomor", Text, nullable=False),
        Column("tanggal", TANGGAL, nullable=False),
        Column("triwulan", Integer, nullable=False),
        PrimaryKeyConstraint("opd_id", "tahun", "nomor", name="pk_spd"),
        key_to_jejak("fk_spd_jejak"),
        sqlite_strict=True,
    )
    op.create_index("ix_spd_jejak", "spd", ["opd_id", "jejak_no"])


def _spd_rinci() -> None:
    op.create_table(
        "spd_rinci",
        Column("opd_id", ID, nullable=False),
        Column("jejak_no", BESAR, nullable=False),
        Column("tahun", Integer, nullable=False),
        Column("nomor", Text, nullable=False),
        Column("sub_kegiatan", Text, nullable=False),
        Column("rekening", Text, nullable=False),
        Column("nilai", BESAR, nullable=False),
        PrimaryKeyConstraint("opd_id", "tahun", "nomor", "sub_kegiatan", "rekening", name="pk_spd_rinci"),
        ForeignKeyConstraint(
            ["opd_id", "tahun", "nomor"], ["spd.opd_id", "spd.tahun", "spd.nomor"], name="fk_spd_rinci_opd_id_spd"
        ),
        key_to_jejak("fk_spd_rinci_jejak"),
        sqlite_strict=True,
    )
    op.create_index("ix_spd_rinci_jejak", "spd_rinci", ["opd_id", "jejak_no"])


def _rak() -> None:
    op.create_table(
        "rak",
        Column("opd_id", ID, nullable=False),
        Column("jejak_no", BESAR, nullable=False),
        Column("tahun", Integer, nullable=False),
        Column("versi", Integer, nullable=False),
        Column("sub_kegiatan", Text, nullable=False),
        Column("rekening", Text, nullable=False),
        Column("bulan", Integer, nullable=False),
        Column("nilai", BESAR, nullable=False),
        PrimaryKeyConstraint("opd_id", "tahun", "versi", "sub_kegiatan", "rekening", "bulan", name="pk_rak"),
        key_to_jejak("fk_rak_jejak"),
        sqlite_strict=True,
    )
    op.create_index("ix_rak_jejak", "rak", ["opd_id", "jejak_no"])


def _pemakaian() -> None:
    op.create_table(
        "pemakaian",
        Column("opd_id", ID, nullable=False),
        Column("jejak_no", BESAR, nullable=False),
        Column("tahun", Integer, nullable=False),
        Column("asal", ID, nullable=False),
        Column("urut", Integer, nullable=False),
        Column("tanggal", TANGGAL, nullable=False),
        Column("jenis", Text, nullable=False),
        Column("unit", Text, nullable=False),
        Column("sub_kegiatan", Text, nullable=False),
        Column("rekening", Text, nullable=False),
        Column("sumber_dana", Text, nullable=False),
        Column("nilai", BESAR, nullable=False),
        PrimaryKeyConstraint("opd_id", "asal", "jejak_no", "urut", name="pk_pemakaian"),
        key_to_jejak("fk_pemakaian_jejak"),
        sqlite_strict=True,
    )
    op.create_index("ix_pemakaian_jejak", "pemakaian", ["opd_id", "jejak_no"])
    op.create_index("ix_pemakaian_pasangan", "pemakaian", ["opd_id", "tahun", "sub_kegiatan", "rekening"])
