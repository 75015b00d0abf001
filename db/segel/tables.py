"""Tables of keys, seals and files: all of them posted, for a key is ended and never changed."""

from __future__ import annotations

from sqlalchemy import Column, Date, ForeignKeyConstraint, Integer, PrimaryKeyConstraint, Text, UniqueConstraint

from db.types import IdColumn, frozen_table

kunci_segel = frozen_table(
    "kunci_segel",
    Column("id", Text, nullable=False),
    Column("publik", Text, nullable=False),
    Column("opd_kode", Text, nullable=False),
    Column("opd_nama", Text, nullable=False),
    Column("berlaku_dari", Date, nullable=False),
    Column("sendiri", Integer, nullable=False),
    Column("lembar", Text, nullable=False),
    PrimaryKeyConstraint("opd_id", "id"),
)

kunci_segel_akhir = frozen_table(
    "kunci_segel_akhir",
    Column("kunci_id", Text, nullable=False),
    Column("cara", Text, nullable=False),
    Column("tanggal", Date, nullable=False),
    Column("sebab", Text, nullable=False),
    # a key that was replaced may still turn out to have been stolen
    PrimaryKeyConstraint("opd_id", "kunci_id", "cara"),
    ForeignKeyConstraint(["opd_id", "kunci_id"], ["kunci_segel.opd_id", "kunci_segel.id"]),
)

segel_berkas = frozen_table(
    "segel_berkas",
    Column("berkas_id", IdColumn, nullable=False),
    Column("putaran", Integer, nullable=False),
    Column("kunci_id", Text, nullable=False),
    Column("disegel", Date, nullable=False),
    Column("teks", Text, nullable=False),
    # sealed again under another key when the first one was stolen
    PrimaryKeyConstraint("opd_id", "berkas_id", "putaran", "kunci_id"),
    ForeignKeyConstraint(["opd_id", "berkas_id"], ["berkas.opd_id", "berkas.id"]),
    ForeignKeyConstraint(["opd_id", "kunci_id"], ["kunci_segel.opd_id", "kunci_segel.id"]),
)

paket = frozen_table(
    "paket",
    Column("sidik", Text, nullable=False),
    Column("berkas_id", IdColumn, nullable=False),
    Column("putaran", Integer, nullable=False),
    Column("jenis", Text, nullable=False),
    Column("urut", Integer, nullable=False),
    Column("kunci_id", Text, nullable=False),
    # base 64, as both doors to posted tables carry text
    Column("isi", Text, nullable=False),
    PrimaryKeyConstraint("opd_id", "sidik"),
    UniqueConstraint("opd_id", "berkas_id", "jenis", "putaran", "urut"),
    ForeignKeyConstraint(["opd_id", "berkas_id"], ["berkas.opd_id", "berkas.id"]),
)
