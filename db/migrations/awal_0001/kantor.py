"""People, the office, its officials and settings, and rekanan."""

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

from db.migrations.awal_0001.kolom import BESAR, ID, SAAT, TANGGAL, YA_TIDAK


def create() -> None:
    _orang()
    _sandi()
    _percobaan_masuk()
    _opd()
    _pejabat()
    _sk_up()
    _rekening_bendahara()
    _setelan()
    _hari_libur()
    _rekanan()


def _orang() -> None:
    op.create_table(
        "orang",
        Column("opd_id", ID, nullable=False),
        Column("id", ID, nullable=False),
        Column("nama_login", Text, nullable=False),
        Column("nama", Text, nullable=False),
        Column("nip", Text, nullable=False),
        Column("peran", Text, nullable=False),
        Column("aktif", YA_TIDAK, nullable=False),
        Column("wajib_ganti", YA_TIDAK, nullable=False),
        Column("versi", Integer, nullable=False),
        PrimaryKeyConstraint("opd_id", "id", name="pk_orang"),
        UniqueConstraint("opd_id", "nama_login", name="uq_orang_opd_id_nama_login"),
        sqlite_strict=True,
    )


def _sandi() -> None:
    op.create_table(
        "sandi",
        Column("opd_id", ID, nullable=False),
        Column("orang_id", ID, nullable=False),
        Column("hash", Text, nullable=False),
        PrimaryKeyConstraint("opd_id", "orang_id", name="pk_sandi"),
        ForeignKeyConstraint(["opd_id", "orang_id"], ["orang.opd_id", "orang.id"], name="fk_sandi_opd_id_orang"),
        sqlite_strict=True,
    )


def _percobaan_masuk() -> None:
    op.create_table(
        "percobaan_masuk",
        Column("opd_id", ID, nullable=False),
        Column("nama_login", Text, nullable=False),
        Column("gagal", Integer, nullable=False),
        Column("terakhir_at", SAAT),
        PrimaryKeyConstraint("opd_id", "nama_login", name="pk_percobaan_masuk"),
        sqlite_strict=True,
    )


def _opd() -> None:
    op.create_table(
        "opd",
        Column("opd_id", ID, nullable=False),
        Column("id", ID, nullable=False),
        Column("kode", Text, nullable=False),
        Column("nama", Text, nullable=False),
        Column("tahun_anggaran", Integer, nullable=False),
        Column("pemda", Text, nullable=False),
        Column("tempat", Text, nullable=False),
        Column("alamat", Text, nullable=False),
        Column("kode_wilayah", Text, nullable=False),
        Column("versi", Integer, nullable=False),
        PrimaryKeyConstraint("opd_id", "id", name="pk_opd"),
        CheckConstraint("opd_id = id", name=op.f("ck_opd_dirinya")),
        sqlite_strict=True,
    )


def _pejabat() -> None:
    op.create_table(
        "pejabat",
        Column("opd_id", ID, nullable=False),
        Column("id", ID, nullable=False),
        Column("peran", Text, nullable=False),
        Column("nama", Text, nullable=False),
        Column("nip", Text, nullable=False),
        Column("pangkat", Text, nullable=False),
        Column("jabatan", Text, nullable=False),
        Column("mulai", TANGGAL, nullable=False),
        Column("selesai", TANGGAL),
        Column("penugasan", Integer, nullable=False),
        Column("lingkup", Text, nullable=False),
        Column("versi", Integer, nullable=False),
        PrimaryKeyConstraint("opd_id", "id", name="pk_pejabat"),
        sqlite_strict=True,
    )


def _sk_up() -> None:
    op.create_table(
        "sk_up",
        Column("opd_id", ID, nullable=False),
        Column("id", ID, nullable=False),
        Column("tahun", Integer, nullable=False),
        Column("nomor", Text, nullable=False),
        Column("tanggal", TANGGAL, nullable=False),
        Column("berlaku_dari", TANGGAL, nullable=False),
        Column("up_tunai", BESAR, nullable=False),
        Column("limit_kkpd", BESAR, nullable=False),
        Column("dicatat", TANGGAL, nullable=False),
        PrimaryKeyConstraint("opd_id", "id", name="pk_sk_up"),
        CheckConstraint("up_tunai > 0 AND limit_kkpd >= 0", name=op.f("ck_sk_up_besaran")),
        sqlite_strict=True,
    )


def _rekening_bendahara() -> None:
    op.create_table(
        "rekening_bendahara",
        Column("opd_id", ID, nullable=False),
        Column("id", ID, nullable=False),
        Column("buku", Text, nullable=False),
        Column("kode_bank", Text, nullable=False),
        Column("nomor", Text, nullable=False),
        Column("atas_nama", Text, nullable=False),
        Column("nama_bank", Text, nullable=False),
        Column("mulai", TANGGAL, nullable=False),
        Column("selesai", TANGGAL),
        Column("versi", Integer, nullable=False),
        PrimaryKeyConstraint("opd_id", "id", name="pk_rekening_bendahara"),
        sqlite_strict=True,
    )


def _setelan() -> None:
    op.create_table(
        "setelan",
        Column("opd_id", ID, nullable=False),
        Column("kunci", Text, nullable=False),
        Column("berlaku_dari", TANGGAL, nullable=False),
        Column("isi", Text, nullable=False),
        PrimaryKeyConstraint("opd_id", "kunci", "berlaku_dari", name="pk_setelan"),
        sqlite_strict=True,
    )


def _hari_libur() -> None:
    op.create_table(
        "hari_libur",
        Column("opd_id", ID, nullable=False),
        Column("tanggal", TANGGAL, nullable=False),
        Column("nama", Text, nullable=False),
        Column("berlaku", YA_TIDAK, nullable=False),
        PrimaryKeyConstraint("opd_id", "tanggal", name="pk_hari_libur"),
        sqlite_strict=True,
    )


def _rekanan() -> None:
    op.create_table(
        "rekanan",
        Column("opd_id", ID, nullable=False),
        Column("id", ID, nullable=False),
        Column("nama", Text, nullable=False),
        Column("bentuk", Text, nullable=False),
        Column("npwp", Text, nullable=False),
        Column("pkp", YA_TIDAK, nullable=False),
        Column("umkm", YA_TIDAK, nullable=False),
        Column("pp55_nomor", Text),
        Column("pp55_sampai", TANGGAL),
        Column("kode_bank", Text),
        Column("nomor_rekening", Text),
        Column("atas_nama", Text),
        Column("nama_bank", Text),
        Column("alamat", Text, nullable=False),
        Column("aktif", YA_TIDAK, nullable=False),
        Column("versi", Integer, nullable=False),
        PrimaryKeyConstraint("opd_id", "id", name="pk_rekanan"),
        sqlite_strict=True,
    )
    op.create_index("ix_rekanan_npwp", "rekanan", ["opd_id", "npwp"])
