"""Tables of the cards. What the bank wrote and what the PA decided is posted; the register and the steps may change."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Column,
    Date,
    ForeignKeyConstraint,
    Index,
    Integer,
    PrimaryKeyConstraint,
    Text,
    UniqueConstraint,
)

from db.types import IdColumn, UtcColumn, frozen_table, house_table

kartu = house_table(
    "kartu",
    Column("opd_id", IdColumn, nullable=False),
    Column("id", IdColumn, nullable=False),
    Column("jenis", Text, nullable=False),
    Column("program", Text, nullable=False),
    Column("penerbit", Text, nullable=False),
    Column("bin6", Text, nullable=False),
    Column("empat_akhir", Text, nullable=False),
    Column("token", Text, nullable=False),
    Column("pemegang_id", IdColumn, nullable=False),
    Column("pemegang", Text, nullable=False),
    Column("dasar_sk", Text, nullable=False),
    Column("tanggal_sk", Date),
    Column("berlaku_sampai", Date, nullable=False),
    Column("status", Text, nullable=False),
    Column("menggantikan", IdColumn),
    Column("versi", Integer, nullable=False),
    PrimaryKeyConstraint("opd_id", "id"),
    UniqueConstraint("opd_id", "token"),
)

kartu_limit = house_table(
    "kartu_limit",
    Column("opd_id", IdColumn, nullable=False),
    Column("kartu_id", IdColumn, nullable=False),
    Column("versi", Integer, nullable=False),
    Column("urut", Integer, nullable=False),
    Column("jenis", Text, nullable=False),
    Column("nilai", BigInteger, nullable=False),
    Column("dasar", Text, nullable=False),
    Column("sejak", Date, nullable=False),
    Column("sampai", Date),
    # the limits of a card as each of its versions has them
    PrimaryKeyConstraint("opd_id", "kartu_id", "versi", "urut"),
    ForeignKeyConstraint(["opd_id", "kartu_id"], ["kartu.opd_id", "kartu.id"]),
)

kartu_langkah = frozen_table(
    "kartu_langkah",
    Column("id", IdColumn, nullable=False),
    Column("kartu_id", IdColumn, nullable=False),
    Column("versi", Integer, nullable=False),
    Column("tanggal", Date, nullable=False),
    Column("peristiwa", Text, nullable=False),
    Column("dari", Text, nullable=False),
    Column("ke", Text, nullable=False),
    Column("alasan", Text, nullable=False),
    Column("tiket", Text, nullable=False),
    Column("oleh", IdColumn, nullable=False),
    Column("oleh_nama", Text, nullable=False),
    Column("dicatat_at", UtcColumn, nullable=False),
    PrimaryKeyConstraint("opd_id", "id"),
    # the version of the card that the step made: each is made once
    UniqueConstraint("opd_id", "kartu_id", "versi"),
    ForeignKeyConstraint(["opd_id", "kartu_id"], ["kartu.opd_id", "kartu.id"]),
)

tagihan = frozen_table(
    "tagihan",
    Column("id", IdColumn, nullable=False),
    Column("tahun", Integer, nullable=False),
    Column("nomor", Text, nullable=False),
    Column("penerbit", Text, nullable=False),
    Column("berkas", Text, nullable=False),
    Column("sha256", Text, nullable=False),
    Column("periode_awal", Date, nullable=False),
    Column("tanggal_cetak", Date, nullable=False),
    Column("jatuh_tempo", Date),
    Column("tagihan_lalu", BigInteger, nullable=False),
    Column("kredit", BigInteger, nullable=False),
    Column("belanja", BigInteger, nullable=False),
    Column("tarik_tunai", BigInteger, nullable=False),
    Column("bunga", BigInteger, nullable=False),
    Column("tagihan_baru", BigInteger, nullable=False),
    Column("batas_kredit", BigInteger),
    Column("sisa_kredit", BigInteger),
    Column("diimpor_at", UtcColumn, nullable=False),
    PrimaryKeyConstraint("opd_id", "id"),
    UniqueConstraint("opd_id", "sha256"),
    Index("ix_tagihan_tahun", "opd_id", "tahun", "tanggal_cetak"),
)

tagihan_kartu = frozen_table(
    "tagihan_kartu",
    Column("tagihan_id", IdColumn, nullable=False),
    Column("urut", Integer, nullable=False),
    Column("bin6", Text, nullable=False),
    Column("empat_akhir", Text, nullable=False),
    Column("token", Text, nullable=False),
    Column("pemegang", Text, nullable=False),
    Column("tagihan_lalu", BigInteger, nullable=False),
    Column("kredit", BigInteger, nullable=False),
    Column("belanja", BigInteger, nullable=False),
    Column("tarik_tunai", BigInteger, nullable=False),
    Column("bunga", BigInteger, nullable=False),
    Column("tagihan_baru", BigInteger, nullable=False),
    PrimaryKeyConstraint("opd_id", "tagihan_id", "urut"),
    ForeignKeyConstraint(["opd_id", "tagihan_id"], ["tagihan.opd_id", "tagihan.id"]),
)

baris_bank = frozen_table(
    "baris_bank",
    Column("kunci_bank", Text, nullable=False),
    Column("bin6", Text, nullable=False),
    Column("empat_akhir", Text, nullable=False),
    Column("pemegang", Text, nullable=False),
    Column("tanggal_transaksi", Date, nullable=False),
    Column("tanggal_buku", Date, nullable=False),
    Column("keterangan", Text, nullable=False),
    Column("nilai", BigInteger, nullable=False),
    Column("jenis", Text, nullable=False),
    Column("mcc", Text, nullable=False),
    Column("mata_uang", Text, nullable=False),
    Column("nominal_valas", Text, nullable=False),
    Column("kurs", Text, nullable=False),
    Column("referensi", Text, nullable=False),
    Column("mentah", Text, nullable=False),
    # a line of the bank is kept once, whichever files it comes in (handbook KKPD 1.12)
    PrimaryKeyConstraint("opd_id", "kunci_bank"),
)

tagihan_baris = frozen_table(
    "tagihan_baris",
    Column("tagihan_id", IdColumn, nullable=False),
    Column("nomor", Integer, nullable=False),
    Column("kunci_bank", Text, nullable=False),
    PrimaryKeyConstraint("opd_id", "tagihan_id", "nomor"),
    UniqueConstraint("opd_id", "tagihan_id", "kunci_bank"),
    ForeignKeyConstraint(["opd_id", "tagihan_id"], ["tagihan.opd_id", "tagihan.id"]),
    ForeignKeyConstraint(
        ["opd_id", "kunci_bank"], ["baris_bank.opd_id", "baris_bank.kunci_bank"], name="fk_tagihan_baris_bank"
    ),
    Index("ix_tagihan_baris_kunci", "opd_id", "kunci_bank"),
)

langkah_baris = house_table(
    "langkah_baris",
    Column("opd_id", IdColumn, nullable=False),
    Column("kunci_bank", Text, nullable=False),
    Column("bagian", Integer, nullable=False),
    Column("status", Text, nullable=False),
    Column("nilai", BigInteger, nullable=False),
    Column("dikembalikan", BigInteger, nullable=False),
    Column("tahun", Integer, nullable=False),
    Column("bukti", Text, nullable=False),
    Column("asal_kunci", Text, nullable=False),
    Column("kkl", Text, nullable=False),
    Column("dpt", Text, nullable=False),
    Column("pengirim", IdColumn),
    Column("versi", Integer, nullable=False),
    # only lines that have taken a step stand here; the others are TERBUKUKAN
    PrimaryKeyConstraint("opd_id", "kunci_bank", "bagian"),
    ForeignKeyConstraint(["opd_id", "kunci_bank"], ["baris_bank.opd_id", "baris_bank.kunci_bank"]),
    Index("ix_langkah_baris_tahun", "opd_id", "tahun"),
)

bukti_kartu = house_table(
    "bukti_kartu",
    Column("opd_id", IdColumn, nullable=False),
    Column("tahun", Integer, nullable=False),
    Column("nomor", Text, nullable=False),
    Column("berkas", Text, nullable=False),
    Column("sha256", Text, nullable=False),
    Column("tanggal_terima", Date, nullable=False),
    Column("versi", Integer, nullable=False),
    PrimaryKeyConstraint("opd_id", "tahun", "nomor"),
)

alias_toko = house_table(
    "alias_toko",
    Column("opd_id", IdColumn, nullable=False),
    Column("nama_bank", Text, nullable=False),
    Column("nama_kita", Text, nullable=False),
    PrimaryKeyConstraint("opd_id", "nama_bank"),
)

profil_tagihan = house_table(
    "profil_tagihan",
    Column("opd_id", IdColumn, nullable=False),
    Column("bank", Text, nullable=False),
    Column("tata_letak", Text, nullable=False),
    Column("nama", Text, nullable=False),
    Column("kolom", Text, nullable=False),
    Column("gaya", Text, nullable=False),
    Column("pembelanjaan", Text, nullable=False),
    PrimaryKeyConstraint("opd_id", "bank", "tata_letak"),
)

uji_baris = frozen_table(
    "uji_baris",
    Column("id", IdColumn, nullable=False),
    Column("kunci_bank", Text, nullable=False),
    Column("penguji", IdColumn, nullable=False),
    Column("hasil", Text, nullable=False),
    Column("catatan", Text, nullable=False),
    Column("diuji_at", UtcColumn, nullable=False),
    PrimaryKeyConstraint("opd_id", "id"),
    ForeignKeyConstraint(["opd_id", "kunci_bank"], ["baris_bank.opd_id", "baris_bank.kunci_bank"]),
)

tolak_baris = frozen_table(
    "tolak_baris",
    Column("kunci_bank", Text, nullable=False),
    Column("bagian", Integer, nullable=False),
    Column("tahun", Integer, nullable=False),
    Column("bukti", Text, nullable=False),
    Column("kkl", Text, nullable=False),
    Column("kode_alasan", Text, nullable=False),
    Column("alasan", Text, nullable=False),
    Column("nilai", BigInteger, nullable=False),
    Column("kepada", IdColumn, nullable=False),
    Column("batas", Date, nullable=False),
    Column("penguji", IdColumn, nullable=False),
    Column("ditolak_at", UtcColumn, nullable=False),
    PrimaryKeyConstraint("opd_id", "kunci_bank", "bagian"),
    ForeignKeyConstraint(["opd_id", "kunci_bank"], ["baris_bank.opd_id", "baris_bank.kunci_bank"]),
)

dpt = frozen_table(
    "dpt",
    Column("tahun", Integer, nullable=False),
    Column("nomor", Text, nullable=False),
    Column("urut", Integer, nullable=False),
    Column("tanggal", Date, nullable=False),
    Column("tagihan_id", IdColumn, nullable=False),
    Column("total", BigInteger, nullable=False),
    Column("pejabat", IdColumn, nullable=False),
    Column("pejabat_nama", Text, nullable=False),
    PrimaryKeyConstraint("opd_id", "tahun", "nomor"),
    UniqueConstraint("opd_id", "tahun", "urut"),
    ForeignKeyConstraint(["opd_id", "tagihan_id"], ["tagihan.opd_id", "tagihan.id"]),
)

dpt_baris = frozen_table(
    "dpt_baris",
    Column("tahun", Integer, nullable=False),
    Column("nomor", Text, nullable=False),
    Column("urut", Integer, nullable=False),
    Column("kunci_bank", Text, nullable=False),
    Column("baris", Integer, nullable=False),
    Column("kartu", Text, nullable=False),
    Column("pemegang", Text, nullable=False),
    Column("tanggal", Date, nullable=False),
    Column("merchant", Text, nullable=False),
    Column("bukti", Text, nullable=False),
    Column("nilai", BigInteger, nullable=False),
    PrimaryKeyConstraint("opd_id", "tahun", "nomor", "urut"),
    UniqueConstraint("opd_id", "tahun", "nomor", "kunci_bank"),
    ForeignKeyConstraint(["opd_id", "tahun", "nomor"], ["dpt.opd_id", "dpt.tahun", "dpt.nomor"]),
)

dpt_rincian = frozen_table(
    "dpt_rincian",
    Column("tahun", Integer, nullable=False),
    Column("nomor", Text, nullable=False),
    Column("urut", Integer, nullable=False),
    Column("bukti", Text, nullable=False),
    Column("sub_kegiatan", Text, nullable=False),
    Column("rekening", Text, nullable=False),
    Column("uraian", Text, nullable=False),
    Column("nilai", BigInteger, nullable=False),
    PrimaryKeyConstraint("opd_id", "tahun", "nomor", "urut"),
    ForeignKeyConstraint(["opd_id", "tahun", "nomor"], ["dpt.opd_id", "dpt.tahun", "dpt.nomor"]),
)

dpt_batal = frozen_table(
    "dpt_batal",
    Column("tahun", Integer, nullable=False),
    Column("nomor", Text, nullable=False),
    Column("tanggal", Date, nullable=False),
    Column("alasan", Text, nullable=False),
    PrimaryKeyConstraint("opd_id", "tahun", "nomor"),
    ForeignKeyConstraint(["opd_id", "tahun", "nomor"], ["dpt.opd_id", "dpt.tahun", "dpt.nomor"]),
)
