"""Cards and their limits, and what is known of shops and layouts."""

from __future__ import annotations

from alembic import op
from sqlalchemy import Column, ForeignKeyConstraint, Integer, PrimaryKeyConstraint, Text, UniqueConstraint

from db.migrations.awal_0001.kolom import BESAR, ID, SAAT, TANGGAL, key_to_jejak


def create() -> None:
    _kartu()
    _kartu_limit()
    _kartu_langkah()
    _bukti_kartu()
    _alias_toko()
    _profil_tagihan()


def _kartu() -> None:
    op.create_table(
        "kartu",
        Column("opd_id", ID, nullable=False),
        Column("id", ID, nullable=False),
        Column("jenis", Text, nullable=False),
        Column("program", Text, nullable=False),
        Column("penerbit", Text, nullable=False),
        Column("bin6", Text, nullable=False),
        Column("empat_akhir", Text, nullable=False),
        Column("token", Text, nullable=False),
        Column("pemegang_id", ID, nullable=False),
        Column("pemegang", Text, nullable=False),
        Column("dasar_sk", Text, nullable=False),
        Column("tanggal_sk", TANGGAL),
        Column("berlaku_sampai", TANGGAL, nullable=False),
        Column("status", Text, nullable=False),
        Column("menggantikan", ID),
        Column("versi", Integer, nullable=False),
        PrimaryKeyConstraint("opd_id", "id", name="pk_kartu"),
        UniqueConstraint("opd_id", "token", name="uq_kartu_opd_id_token"),
        sqlite_strict=True,
    )


def _kartu_limit() -> None:
    op.create_table(
        "kartu_limit",
        Column("opd_id", ID, nullable=False),
        Column("kartu_id", ID, nullable=False),
        Column("versi", Integer, nullable=False),
        Column("urut", Integer, nullable=False),
        Column("jenis", Text, nullable=False),
        Column("nilai", BESAR, nullable=False),
        Column("dasar", Text, nullable=False),
        Column("sejak", TANGGAL, nullable=False),
        Column("sampai", TANGGAL),
        PrimaryKeyConstraint("opd_id", "kartu_id", "versi", "urut", name="pk_kartu_limit"),
        ForeignKeyConstraint(["opd_id", "kartu_id"], ["kartu.opd_id", "kartu.id"], name="fk_kartu_limit_opd_id_kartu"),
        sqlite_strict=True,
    )


def _kartu_langkah() -> None:
    op.create_table(
        "kartu_langkah",
        Column("opd_id", ID, nullable=False),
        Column("jejak_no", BESAR, nullable=False),
        Column("id", ID, nullable=False),
        Column("kartu_id", ID, nullable=False),
        Column("versi", Integer, nullable=False),
        Column("tanggal", TANGGAL, nullable=False),
        Column("peristiwa", Text, nullable=False),
        Column("dari", Text, nullable=False),
        Column("ke", Text, nullable=False),
        Column("alasan", Text, nullable=False),
        Column("tiket", Text, nullable=False),
        Column("oleh", ID, nullable=False),
        Column("oleh_nama", Text, nullable=False),
        Column("dicatat_at", SAAT, nullable=False),
        PrimaryKeyConstraint("opd_id", "id", name="pk_kartu_langkah"),
        UniqueConstraint("opd_id", "kartu_id", "versi", name="uq_kartu_langkah_opd_id_kartu_id_versi"),
        ForeignKeyConstraint(
            ["opd_id", "kartu_id"], ["kartu.opd_id", "kartu.id"], name="fk_kartu_langkah_opd_id_kartu"
        ),
        key_to_jejak("fk_kartu_langkah_jejak"),
        sqlite_strict=True,
    )
    op.create_index("ix_kartu_langkah_jejak", "kartu_langkah", ["opd_id", "jejak_no"])


def _bukti_kartu() -> None:
    op.create_table(
        "bukti_kartu",
        Column("opd_id", ID, nullable=False),
        Column("tahun", Integer, nullable=False),
        Column("nomor", Text, nullable=False),
        Column("berkas", Text, nullable=False),
        Column("sha256", Text, nullable=False),
        Column("tanggal_terima", TANGGAL, nullable=False),
        Column("versi", Integer, nullable=False),
        PrimaryKeyConstraint("opd_id", "tahun", "nomor", name="pk_bukti_kartu"),
        sqlite_strict=True,
    )


def _alias_toko() -> None:
    op.create_table(
        "alias_toko",
        Column("opd_id", ID, nullable=False),
        Column("nama_bank", Text, nullable=False),
        Column("nama_kita", Text, nullable=False),
        PrimaryKeyConstraint("opd_id", "nama_bank", name="pk_alias_toko"),
        sqlite_strict=True,
    )


def _profil_tagihan() -> None:
    op.create_table(
        "profil_tagihan",
        Column("opd_id", ID, nullable=False),
        Column("bank", Text, nullable=False),
        Column("tata_letak", Text, nullable=False),
        Column("nama", Text, nullable=False),
        Column("kolom", Text, nullable=False),
        Column("gaya", Text, nullable=False),
        Column("pembelanjaan", Text, nullable=False),
        PrimaryKeyConstraint("opd_id", "bank", "tata_letak", name="pk_profil_tagihan"),
        sqlite_strict=True,
    )
