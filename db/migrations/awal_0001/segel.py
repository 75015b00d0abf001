"""Opening balances and the seals of closed months."""

from __future__ import annotations

from alembic import op
from sqlalchemy import Column, ForeignKeyConstraint, Integer, PrimaryKeyConstraint, Text

from db.migrations.awal_0001.kolom import BESAR, ID, TANGGAL, key_to_jejak


def create() -> None:
    _pembukaan()
    _rekap_awal()
    _segel()
    _segel_baris()
    _segel_saldo()
    _segel_putaran()


def _pembukaan() -> None:
    op.create_table(
        "pembukaan",
        Column("opd_id", ID, nullable=False),
        Column("jejak_no", BESAR, nullable=False),
        Column("tahun", Integer, nullable=False),
        Column("bulan", Integer, nullable=False),
        Column("no_bku_awal", Integer, nullable=False),
        Column("up_sudah_terbit", Integer, nullable=False),
        Column("up_awal", BESAR, nullable=False),
        Column("contra_pos", BESAR, nullable=False),
        Column("masukan", Text, nullable=False),
        PrimaryKeyConstraint("opd_id", "tahun", name="pk_pembukaan"),
        key_to_jejak("fk_pembukaan_jejak"),
        sqlite_strict=True,
    )
    op.create_index("ix_pembukaan_jejak", "pembukaan", ["opd_id", "jejak_no"])


def _rekap_awal() -> None:
    op.create_table(
        "rekap_awal",
        Column("opd_id", ID, nullable=False),
        Column("jejak_no", BESAR, nullable=False),
        Column("tahun", Integer, nullable=False),
        Column("sisi", Text, nullable=False),
        Column("baris", Text, nullable=False),
        Column("kelompok", Text, nullable=False),
        Column("nilai", BESAR, nullable=False),
        PrimaryKeyConstraint("opd_id", "tahun", "sisi", "baris", "kelompok", name="pk_rekap_awal"),
        key_to_jejak("fk_rekap_awal_jejak"),
        sqlite_strict=True,
    )
    op.create_index("ix_rekap_awal_jejak", "rekap_awal", ["opd_id", "jejak_no"])


def _segel() -> None:
    op.create_table(
        "segel",
        Column("opd_id", ID, nullable=False),
        Column("jejak_no", BESAR, nullable=False),
        Column("tahun", Integer, nullable=False),
        Column("bulan", Integer, nullable=False),
        Column("buku", Text, nullable=False),
        Column("tanggal", TANGGAL, nullable=False),
        Column("penutup", Text, nullable=False),
        Column("pecahan", Text, nullable=False),
        Column("saldo_bku", BESAR, nullable=False),
        Column("saldo_tunai", BESAR, nullable=False),
        Column("saldo_bank", BESAR, nullable=False),
        Column("kas_dihitung", BESAR, nullable=False),
        Column("penjelasan", Text, nullable=False),
        Column("rantai", Text, nullable=False),
        PrimaryKeyConstraint("opd_id", "tahun", "bulan", "buku", name="pk_segel"),
        key_to_jejak("fk_segel_jejak"),
        sqlite_strict=True,
    )
    op.create_index("ix_segel_jejak", "segel", ["opd_id", "jejak_no"])


def _segel_baris() -> None:
    op.create_table(
        "segel_baris",
        Column("opd_id", ID, nullable=False),
        Column("jejak_no", BESAR, nullable=False),
        Column("tahun", Integer, nullable=False),
        Column("bulan", Integer, nullable=False),
        Column("buku", Text, nullable=False),
        Column("no_bku", BESAR, nullable=False),
        Column("transaksi_id", ID, nullable=False),
        Column("baris", Integer, nullable=False),
        Column("keluar", Integer, nullable=False),
        PrimaryKeyConstraint("opd_id", "tahun", "buku", "no_bku", name="pk_segel_baris"),
        ForeignKeyConstraint(
            ["opd_id", "tahun", "bulan", "buku"],
            ["segel.opd_id", "segel.tahun", "segel.bulan", "segel.buku"],
            name="fk_segel_baris_opd_id_segel",
        ),
        key_to_jejak("fk_segel_baris_jejak"),
        sqlite_strict=True,
    )
    op.create_index("ix_segel_baris_jejak", "segel_baris", ["opd_id", "jejak_no"])


def _segel_saldo() -> None:
    op.create_table(
        "segel_saldo",
        Column("opd_id", ID, nullable=False),
        Column("jejak_no", BESAR, nullable=False),
        Column("tahun", Integer, nullable=False),
        Column("bulan", Integer, nullable=False),
        Column("buku", Text, nullable=False),
        Column("akun_id", ID, nullable=False),
        Column("saldo", BESAR, nullable=False),
        PrimaryKeyConstraint("opd_id", "tahun", "bulan", "buku", "akun_id", name="pk_segel_saldo"),
        ForeignKeyConstraint(
            ["opd_id", "tahun", "bulan", "buku"],
            ["segel.opd_id", "segel.tahun", "segel.bulan", "segel.buku"],
            name="fk_segel_saldo_opd_id_segel",
        ),
        key_to_jejak("fk_segel_saldo_jejak"),
        sqlite_strict=True,
    )
    op.create_index("ix_segel_saldo_jejak", "segel_saldo", ["opd_id", "jejak_no"])


def _segel_putaran() -> None:
    op.create_table(
        "segel_putaran",
        Column("opd_id", ID, nullable=False),
        Column("jejak_no", BESAR, nullable=False),
        Column("tahun", Integer, nullable=False),
        Column("bulan", Integer, nullable=False),
        Column("buku", Text, nullable=False),
        Column("sisi", Text, nullable=False),
        Column("baris", Text, nullable=False),
        Column("kelompok", Text, nullable=False),
        Column("nilai", BESAR, nullable=False),
        PrimaryKeyConstraint("opd_id", "tahun", "bulan", "buku", "sisi", "baris", "kelompok", name="pk_segel_putaran"),
        ForeignKeyConstraint(
            ["opd_id", "tahun", "bulan", "buku"],
            ["segel.opd_id", "segel.tahun", "segel.bulan", "segel.buku"],
            name="fk_segel_putaran_opd_id_segel",
        ),
        key_to_jejak("fk_segel_putaran_jejak"),
        sqlite_strict=True,
    )
    op.create_index("ix_segel_putaran_jejak", "segel_putaran", ["opd_id", "jejak_no"])
