"""Tracked berkas, their moves, receipts and workflows."""

from __future__ import annotations

from alembic import op
from sqlalchemy import Column, ForeignKeyConstraint, Integer, PrimaryKeyConstraint, Text, UniqueConstraint

from db.migrations.awal_0001.kolom import BESAR, ID, SAAT, TANGGAL, key_to_jejak


def create() -> None:
    _berkas()
    _perpindahan()
    _resi_token()
    _alur()


def _berkas() -> None:
    op.create_table(
        "berkas",
        Column("opd_id", ID, nullable=False),
        Column("id", ID, nullable=False),
        Column("kode_meja", Text, nullable=False),
        Column("layanan", Text, nullable=False),
        Column("alur_versi", Integer, nullable=False),
        Column("opd", Text, nullable=False),
        Column("jenis", Text, nullable=False),
        Column("tahun", Integer, nullable=False),
        Column("nomor", Text, nullable=False),
        Column("tanggal", TANGGAL, nullable=False),
        Column("perihal", Text, nullable=False),
        Column("nilai", BESAR),
        Column("pihak", Text, nullable=False),
        Column("pembuat", Text, nullable=False),
        Column("tahap", Text, nullable=False),
        Column("sejak_at", SAAT, nullable=False),
        Column("keadaan", Text, nullable=False),
        Column("putaran", Integer, nullable=False),
        Column("penerima_id", ID),
        Column("penerima_nama", Text, nullable=False),
        Column("penerima_meja", Text, nullable=False),
        Column("diterima_at", SAAT),
        Column("penguji", Text, nullable=False),
        Column("alasan_kode", Text, nullable=False),
        Column("jawaban_nomor", Text),
        Column("jawaban_tanggal", TANGGAL),
        Column("tanggal_selesai", TANGGAL),
        Column("versi", Integer, nullable=False),
        PrimaryKeyConstraint("opd_id", "id", name="pk_berkas"),
        UniqueConstraint("kode_meja", name="uq_berkas_kode_meja"),
        UniqueConstraint("opd_id", "layanan", "tahun", "opd", "nomor", name="uq_berkas_opd_id_layanan_tahun_opd_nomor"),
        sqlite_strict=True,
    )
    op.create_index("ix_berkas_keadaan", "berkas", ["opd_id", "keadaan", "tahap", "sejak_at"])


def _perpindahan() -> None:
    op.create_table(
        "perpindahan",
        Column("opd_id", ID, nullable=False),
        Column("jejak_no", BESAR, nullable=False),
        Column("berkas_id", ID, nullable=False),
        Column("urut", Integer, nullable=False),
        Column("putaran", Integer, nullable=False),
        Column("tahap", Text, nullable=False),
        Column("ke", Text, nullable=False),
        Column("hasil", Text, nullable=False),
        Column("keadaan", Text, nullable=False),
        Column("terjadi_at", SAAT, nullable=False),
        Column("oleh", ID, nullable=False),
        Column("oleh_nama", Text, nullable=False),
        Column("meja", Text, nullable=False),
        Column("alasan_kode", Text, nullable=False),
        Column("catatan", Text, nullable=False),
        PrimaryKeyConstraint("opd_id", "berkas_id", "urut", name="pk_perpindahan"),
        ForeignKeyConstraint(
            ["opd_id", "berkas_id"], ["berkas.opd_id", "berkas.id"], name="fk_perpindahan_opd_id_berkas"
        ),
        key_to_jejak("fk_perpindahan_jejak"),
        sqlite_strict=True,
    )
    op.create_index("ix_perpindahan_jejak", "perpindahan", ["opd_id", "jejak_no"])


def _resi_token() -> None:
    op.create_table(
        "resi_token",
        Column("opd_id", ID, nullable=False),
        Column("jejak_no", BESAR, nullable=False),
        Column("token_hash", Text, nullable=False),
        Column("ketik_hash", Text, nullable=False),
        Column("berkas_id", ID, nullable=False),
        Column("putaran", Integer, nullable=False),
        Column("untuk", Text, nullable=False),
        Column("cetakan_ke", Integer, nullable=False),
        Column("terbit_at", SAAT, nullable=False),
        Column("oleh", ID, nullable=False),
        PrimaryKeyConstraint("opd_id", "token_hash", name="pk_resi_token"),
        UniqueConstraint(
            "opd_id",
            "berkas_id",
            "putaran",
            "untuk",
            "cetakan_ke",
            name="uq_resi_token_opd_id_berkas_id_putaran_untuk_cetakan_ke",
        ),
        ForeignKeyConstraint(
            ["opd_id", "berkas_id"], ["berkas.opd_id", "berkas.id"], name="fk_resi_token_opd_id_berkas"
        ),
        key_to_jejak("fk_resi_token_jejak"),
        sqlite_strict=True,
    )
    op.create_index("ix_resi_token_jejak", "resi_token", ["opd_id", "jejak_no"])
    op.create_index("ix_resi_token_ketik", "resi_token", ["opd_id", "ketik_hash"])


def _alur() -> None:
    op.create_table(
        "alur",
        Column("opd_id", ID, nullable=False),
        Column("jejak_no", BESAR, nullable=False),
        Column("layanan", Text, nullable=False),
        Column("versi", Integer, nullable=False),
        Column("isi", Text, nullable=False),
        PrimaryKeyConstraint("opd_id", "layanan", "versi", name="pk_alur"),
        key_to_jejak("fk_alur_jejak"),
        sqlite_strict=True,
    )
    op.create_index("ix_alur_jejak", "alur", ["opd_id", "jejak_no"])
