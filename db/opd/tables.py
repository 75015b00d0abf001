"""Tables of the office. Nothing is deleted: terms end, decrees follow, settings are dated, a holiday is taken back."""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    Date,
    Integer,
    PrimaryKeyConstraint,
    Text,
)

from db.types import IdColumn, RupiahColumn, house_table


def _keys() -> tuple[Column[object], Column[object]]:
    return Column("opd_id", IdColumn, nullable=False), Column("id", IdColumn, nullable=False)


opd = house_table(
    "opd",
    *_keys(),
    Column("kode", Text, nullable=False),
    Column("nama", Text, nullable=False),
    Column("tahun_anggaran", Integer, nullable=False),
    Column("pemda", Text, nullable=False),
    Column("tempat", Text, nullable=False),
    Column("alamat", Text, nullable=False),
    Column("kode_wilayah", Text, nullable=False),
    Column("versi", Integer, nullable=False),
    PrimaryKeyConstraint("opd_id", "id"),
    CheckConstraint("opd_id = id", name="dirinya"),
)

pejabat = house_table(
    "pejabat",
    *_keys(),
    Column("peran", Text, nullable=False),
    Column("nama", Text, nullable=False),
    Column("nip", Text, nullable=False),
    Column("pangkat", Text, nullable=False),
    Column("jabatan", Text, nullable=False),
    Column("mulai", Date, nullable=False),
    Column("selesai", Date),
    Column("penugasan", Integer, nullable=False),
    Column("lingkup", Text, nullable=False),
    Column("versi", Integer, nullable=False),
    PrimaryKeyConstraint("opd_id", "id"),
)

sk_up = house_table(
    "sk_up",
    *_keys(),
    Column("tahun", Integer, nullable=False),
    Column("nomor", Text, nullable=False),
    Column("tanggal", Date, nullable=False),
    Column("berlaku_dari", Date, nullable=False),
    Column("up_tunai", RupiahColumn, nullable=False),
    Column("limit_kkpd", RupiahColumn, nullable=False),
    Column("dicatat", Date, nullable=False),
    PrimaryKeyConstraint("opd_id", "id"),
    CheckConstraint("up_tunai > 0 AND limit_kkpd >= 0", name="besaran"),
)

rekening_bendahara = house_table(
    "rekening_bendahara",
    *_keys(),
    Column("buku", Text, nullable=False),
    Column("kode_bank", Text, nullable=False),
    Column("nomor", Text, nullable=False),
    Column("atas_nama", Text, nullable=False),
    Column("nama_bank", Text, nullable=False),
    Column("mulai", Date, nullable=False),
    Column("selesai", Date),
    Column("versi", Integer, nullable=False),
    PrimaryKeyConstraint("opd_id", "id"),
)

setelan = house_table(
    "setelan",
    Column("opd_id", IdColumn, nullable=False),
    Column("kunci", Text, nullable=False),
    Column("berlaku_dari", Date, nullable=False),
    Column("isi", Text, nullable=False),
    PrimaryKeyConstraint("opd_id", "kunci", "berlaku_dari"),
)

hari_libur = house_table(
    "hari_libur",
    Column("opd_id", IdColumn, nullable=False),
    Column("tanggal", Date, nullable=False),
    Column("nama", Text, nullable=False),
    Column("berlaku", Boolean, nullable=False),
    PrimaryKeyConstraint("opd_id", "tanggal"),
)
