"""Tables of berkas: where one is now is an ordinary row with a versi; where it has been is posted and frozen."""

from __future__ import annotations

from sqlalchemy import (
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

berkas = house_table(
    "berkas",
    Column("opd_id", IdColumn, nullable=False),
    Column("id", IdColumn, nullable=False),
    Column("kode_meja", Text, nullable=False),
    Column("layanan", Text, nullable=False),
    Column("alur_versi", Integer, nullable=False),
    Column("opd", Text, nullable=False),
    Column("jenis", Text, nullable=False),
    Column("tahun", Integer, nullable=False),
    Column("nomor", Text, nullable=False),
    Column("tanggal", Date, nullable=False),
    Column("perihal", Text, nullable=False),
    Column("nilai", RupiahColumn),
    Column("pihak", Text, nullable=False),
    Column("pembuat", Text, nullable=False),
    Column("tahap", Text, nullable=False),
    Column("sejak_at", UtcColumn, nullable=False),
    Column("keadaan", Text, nullable=False),
    Column("putaran", Integer, nullable=False),
    Column("penerima_id", IdColumn),
    Column("penerima_nama", Text, nullable=False),
    Column("penerima_meja", Text, nullable=False),
    Column("diterima_at", UtcColumn),
    Column("penguji", Text, nullable=False),
    Column("alasan_kode", Text, nullable=False),
    Column("jawaban_nomor", Text),
    Column("jawaban_tanggal", Date),
    Column("tanggal_selesai", Date),
    Column("versi", Integer, nullable=False),
    PrimaryKeyConstraint("opd_id", "id"),
    # a code is scanned before anybody knows whose it is
    UniqueConstraint("kode_meja"),
    UniqueConstraint("opd_id", "layanan", "tahun", "opd", "nomor"),
    Index("ix_berkas_keadaan", "opd_id", "keadaan", "tahap", "sejak_at"),
)

perpindahan = frozen_table(
    "perpindahan",
    Column("berkas_id", IdColumn, nullable=False),
    Column("urut", Integer, nullable=False),
    Column("putaran", Integer, nullable=False),
    Column("tahap", Text, nullable=False),
    Column("ke", Text, nullable=False),
    Column("hasil", Text, nullable=False),
    Column("keadaan", Text, nullable=False),
    Column("terjadi_at", UtcColumn, nullable=False),
    Column("oleh", IdColumn, nullable=False),
    Column("oleh_nama", Text, nullable=False),
    Column("meja", Text, nullable=False),
    Column("alasan_kode", Text, nullable=False),
    Column("catatan", Text, nullable=False),
    PrimaryKeyConstraint("opd_id", "berkas_id", "urut"),
    ForeignKeyConstraint(["opd_id", "berkas_id"], ["berkas.opd_id", "berkas.id"]),
)

resi_token = frozen_table(
    "resi_token",
    Column("token_hash", Text, nullable=False),
    Column("ketik_hash", Text, nullable=False),
    Column("berkas_id", IdColumn, nullable=False),
    Column("putaran", Integer, nullable=False),
    Column("untuk", Text, nullable=False),
    Column("cetakan_ke", Integer, nullable=False),
    Column("terbit_at", UtcColumn, nullable=False),
    Column("oleh", IdColumn, nullable=False),
    PrimaryKeyConstraint("opd_id", "token_hash"),
    # a reprint counts from the one before: two at the same moment are two numbers
    UniqueConstraint("opd_id", "berkas_id", "putaran", "untuk", "cetakan_ke"),
    ForeignKeyConstraint(["opd_id", "berkas_id"], ["berkas.opd_id", "berkas.id"]),
    Index("ix_resi_token_ketik", "opd_id", "ketik_hash"),
)

alur = frozen_table(
    "alur",
    Column("layanan", Text, nullable=False),
    Column("versi", Integer, nullable=False),
    Column("isi", Text, nullable=False),
    PrimaryKeyConstraint("opd_id", "layanan", "versi"),
)
