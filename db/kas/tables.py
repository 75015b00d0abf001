"""Tables of the books. All are posted tables: written once, through one door, never changed."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    Date,
    ForeignKeyConstraint,
    Index,
    Integer,
    PrimaryKeyConstraint,
    Text,
    UniqueConstraint,
)

from db.types import IdColumn, UtcColumn, frozen_table, house_table, kept_table

transaksi = frozen_table(
    "transaksi",
    Column("id", IdColumn, nullable=False),
    Column("tahun", Integer, nullable=False),
    Column("urut", BigInteger, nullable=False),
    Column("buku", Text, nullable=False),
    Column("tanggal", Date, nullable=False),
    Column("jenis", Text, nullable=False),
    Column("nomor", Text, nullable=False),
    Column("kode", Text, nullable=False),
    Column("membalik", IdColumn),
    Column("uraian", Text, nullable=False),
    Column("isi", Text, nullable=False),
    Column("atribut", Text, nullable=False),
    Column("dibuat_at", UtcColumn, nullable=False),
    PrimaryKeyConstraint("opd_id", "id"),
    UniqueConstraint("opd_id", "tahun", "urut"),
    UniqueConstraint("opd_id", "tahun", "kode"),
    UniqueConstraint("opd_id", "membalik"),
    UniqueConstraint("opd_id", "id", "jejak_no"),
    ForeignKeyConstraint(["opd_id", "membalik"], ["transaksi.opd_id", "transaksi.id"]),
    Index("ix_transaksi_tanggal", "opd_id", "tahun", "tanggal", "urut"),
    Index("ix_transaksi_jenis", "opd_id", "tahun", "jenis", "tanggal"),
)

akun = frozen_table(
    "akun",
    Column("id", IdColumn, nullable=False),
    Column("kelas", Text, nullable=False),
    Column("jenis", Text, nullable=False),
    Column("sub_kegiatan", Text, nullable=False),
    Column("rekening", Text, nullable=False),
    Column("pos", Text, nullable=False),
    Column("buku", Text, nullable=False),
    PrimaryKeyConstraint("opd_id", "id"),
    UniqueConstraint("opd_id", "kelas", "jenis", "sub_kegiatan", "rekening", "pos", "buku"),
)

mutasi = frozen_table(
    "mutasi",
    Column("transaksi_id", IdColumn, nullable=False),
    Column("baris", Integer, nullable=False),
    Column("dari", IdColumn, nullable=False),
    Column("ke", IdColumn, nullable=False),
    Column("nilai", BigInteger, nullable=False),
    Column("no_bukti", Text, nullable=False),
    Column("uraian", Text, nullable=False),
    Column("ntpn", Text, nullable=False),
    PrimaryKeyConstraint("opd_id", "transaksi_id", "baris"),
    # with the audit record in the key, no line can join an event after it was posted
    ForeignKeyConstraint(
        ["opd_id", "transaksi_id", "jejak_no"],
        ["transaksi.opd_id", "transaksi.id", "transaksi.jejak_no"],
        name="fk_mutasi_transaksi",
    ),
    ForeignKeyConstraint(["opd_id", "dari"], ["akun.opd_id", "akun.id"], name="fk_mutasi_dari"),
    ForeignKeyConstraint(["opd_id", "ke"], ["akun.opd_id", "akun.id"], name="fk_mutasi_ke"),
    CheckConstraint("nilai > 0", name="nilai_positif"),
    CheckConstraint("dari <> ke", name="dua_akun"),
)

gerak_harian = kept_table(
    "gerak_harian",
    Column("opd_id", IdColumn, nullable=False),
    Column("tahun", Integer, nullable=False),
    Column("buku", Text, nullable=False),
    Column("akun_id", IdColumn, nullable=False),
    Column("tanggal", Date, nullable=False),
    Column("masuk", BigInteger, nullable=False),
    Column("keluar", BigInteger, nullable=False),
    Column("lini", Integer, nullable=False),
    Column("urut", BigInteger, nullable=False),
    Column("baris", Integer, nullable=False),
    PrimaryKeyConstraint("opd_id", "tahun", "akun_id", "tanggal", "buku"),
    ForeignKeyConstraint(["opd_id", "akun_id"], ["akun.opd_id", "akun.id"], name="fk_gerak_harian_akun"),
)
"""What came into and left each akun on each day (sen; a reversal on the side it reverses), in how many BKU lines, and
where its first line of that day stands. Kept by a trigger on mutasi, so that posting costs the same in a full year as
in an empty one; `periksa` derives it again."""

nomor_terpakai = frozen_table(
    "nomor_terpakai",
    Column("tahun", Integer, nullable=False),
    Column("seri", Text, nullable=False),
    Column("nomor", Text, nullable=False),
    Column("transaksi_id", IdColumn, nullable=False),
    PrimaryKeyConstraint("opd_id", "tahun", "seri", "nomor"),
    ForeignKeyConstraint(["opd_id", "transaksi_id"], ["transaksi.opd_id", "transaksi.id"]),
)

tu = frozen_table(
    "tu",
    Column("tahun", Integer, nullable=False),
    Column("pos", Text, nullable=False),
    Column("transaksi_id", IdColumn, nullable=False),
    Column("sub_kegiatan", Text, nullable=False),
    Column("nilai", BigInteger, nullable=False),
    Column("batas_lpj", Date, nullable=False),
    PrimaryKeyConstraint("opd_id", "tahun", "pos"),
    ForeignKeyConstraint(["opd_id", "transaksi_id"], ["transaksi.opd_id", "transaksi.id"]),
)

rencana_tu = frozen_table(
    "rencana_tu",
    Column("tahun", Integer, nullable=False),
    Column("pos", Text, nullable=False),
    Column("sub_kegiatan", Text, nullable=False),
    Column("rekening", Text, nullable=False),
    Column("nilai", BigInteger, nullable=False),
    PrimaryKeyConstraint("opd_id", "tahun", "pos", "sub_kegiatan", "rekening"),
    ForeignKeyConstraint(["opd_id", "tahun", "pos"], ["tu.opd_id", "tu.tahun", "tu.pos"]),
)

lpj = frozen_table(
    "lpj",
    Column("tahun", Integer, nullable=False),
    Column("nomor", Text, nullable=False),
    Column("transaksi_id", IdColumn, nullable=False),
    Column("sampai", IdColumn),
    Column("nilai", BigInteger, nullable=False),
    PrimaryKeyConstraint("opd_id", "tahun", "nomor"),
    ForeignKeyConstraint(["opd_id", "transaksi_id"], ["transaksi.opd_id", "transaksi.id"]),
    ForeignKeyConstraint(["opd_id", "sampai"], ["transaksi.opd_id", "transaksi.id"], name="fk_lpj_sampai"),
)

lpj_isi = frozen_table(
    "lpj_isi",
    Column("tahun", Integer, nullable=False),
    Column("nomor", Text, nullable=False),
    Column("transaksi_id", IdColumn, nullable=False),
    Column("baris", Integer, nullable=False),
    # each line of spending is answered for once
    PrimaryKeyConstraint("opd_id", "transaksi_id", "baris"),
    ForeignKeyConstraint(["opd_id", "tahun", "nomor"], ["lpj.opd_id", "lpj.tahun", "lpj.nomor"]),
    ForeignKeyConstraint(
        ["opd_id", "transaksi_id", "baris"],
        ["mutasi.opd_id", "mutasi.transaksi_id", "mutasi.baris"],
        name="fk_lpj_isi_mutasi",
    ),
    Index("ix_lpj_isi_nomor", "opd_id", "tahun", "nomor"),
)

lpj_ganti = frozen_table(
    "lpj_ganti",
    Column("tahun", Integer, nullable=False),
    Column("nomor", Text, nullable=False),
    Column("transaksi_id", IdColumn, nullable=False),
    # an LPJ is refilled once
    PrimaryKeyConstraint("opd_id", "tahun", "nomor"),
    ForeignKeyConstraint(["opd_id", "tahun", "nomor"], ["lpj.opd_id", "lpj.tahun", "lpj.nomor"]),
    ForeignKeyConstraint(["opd_id", "transaksi_id"], ["transaksi.opd_id", "transaksi.id"]),
)

pembukaan = frozen_table(
    "pembukaan",
    Column("tahun", Integer, nullable=False),
    Column("bulan", Integer, nullable=False),
    Column("no_bku_awal", Integer, nullable=False),
    Column("up_sudah_terbit", Integer, nullable=False),
    Column("up_awal", BigInteger, nullable=False),
    Column("contra_pos", BigInteger, nullable=False),
    Column("masukan", Text, nullable=False),
    PrimaryKeyConstraint("opd_id", "tahun"),
)

rekap_awal = frozen_table(
    "rekap_awal",
    Column("tahun", Integer, nullable=False),
    Column("sisi", Text, nullable=False),
    Column("baris", Text, nullable=False),
    Column("kelompok", Text, nullable=False),
    Column("nilai", BigInteger, nullable=False),
    PrimaryKeyConstraint("opd_id", "tahun", "sisi", "baris", "kelompok"),
)

segel = frozen_table(
    "segel",
    Column("tahun", Integer, nullable=False),
    Column("bulan", Integer, nullable=False),
    Column("buku", Text, nullable=False),
    Column("tanggal", Date, nullable=False),
    Column("penutup", Text, nullable=False),
    Column("pecahan", Text, nullable=False),
    Column("saldo_bku", BigInteger, nullable=False),
    Column("saldo_tunai", BigInteger, nullable=False),
    Column("saldo_bank", BigInteger, nullable=False),
    Column("kas_dihitung", BigInteger, nullable=False),
    Column("penjelasan", Text, nullable=False),
    Column("rantai", Text, nullable=False),
    PrimaryKeyConstraint("opd_id", "tahun", "bulan", "buku"),
)

segel_baris = frozen_table(
    "segel_baris",
    Column("tahun", Integer, nullable=False),
    Column("bulan", Integer, nullable=False),
    Column("buku", Text, nullable=False),
    Column("no_bku", BigInteger, nullable=False),
    Column("transaksi_id", IdColumn, nullable=False),
    Column("baris", Integer, nullable=False),
    Column("keluar", Integer, nullable=False),
    PrimaryKeyConstraint("opd_id", "tahun", "buku", "no_bku"),
    ForeignKeyConstraint(
        ["opd_id", "tahun", "bulan", "buku"], ["segel.opd_id", "segel.tahun", "segel.bulan", "segel.buku"]
    ),
)

segel_saldo = frozen_table(
    "segel_saldo",
    Column("tahun", Integer, nullable=False),
    Column("bulan", Integer, nullable=False),
    Column("buku", Text, nullable=False),
    Column("akun_id", IdColumn, nullable=False),
    Column("saldo", BigInteger, nullable=False),
    PrimaryKeyConstraint("opd_id", "tahun", "bulan", "buku", "akun_id"),
    ForeignKeyConstraint(
        ["opd_id", "tahun", "bulan", "buku"], ["segel.opd_id", "segel.tahun", "segel.bulan", "segel.buku"]
    ),
)

segel_putaran = frozen_table(
    "segel_putaran",
    Column("tahun", Integer, nullable=False),
    Column("bulan", Integer, nullable=False),
    Column("buku", Text, nullable=False),
    Column("sisi", Text, nullable=False),
    Column("baris", Text, nullable=False),
    Column("kelompok", Text, nullable=False),
    Column("nilai", BigInteger, nullable=False),
    PrimaryKeyConstraint("opd_id", "tahun", "bulan", "buku", "sisi", "baris", "kelompok"),
    ForeignKeyConstraint(
        ["opd_id", "tahun", "bulan", "buku"], ["segel.opd_id", "segel.tahun", "segel.bulan", "segel.buku"]
    ),
)

pemeriksaan_kas = frozen_table(
    "pemeriksaan_kas",
    Column("id", IdColumn, nullable=False),
    Column("tahun", Integer, nullable=False),
    Column("buku", Text, nullable=False),
    Column("jenis", Text, nullable=False),
    Column("nomor", Text, nullable=False),
    Column("tanggal", Date, nullable=False),
    Column("pecahan", Text, nullable=False),
    Column("saldo_bku", BigInteger, nullable=False),
    Column("saldo_tunai", BigInteger, nullable=False),
    Column("saldo_bank", BigInteger, nullable=False),
    Column("bank_dihitung", BigInteger, nullable=False),
    Column("penjelasan", Text, nullable=False),
    Column("isi", Text, nullable=False),
    PrimaryKeyConstraint("opd_id", "id"),
    UniqueConstraint("opd_id", "tahun", "nomor"),
)
"""Counts of kas on any day, and handovers (`jenis` serah), after which nothing of an earlier day is posted."""

koran = frozen_table(
    "koran",
    Column("id", IdColumn, nullable=False),
    Column("rekening", Text, nullable=False),
    Column("bank", Text, nullable=False),
    Column("format", Text, nullable=False),
    Column("berkas", Text, nullable=False),
    Column("sha256", Text, nullable=False),
    Column("dari", Date, nullable=False),
    Column("sampai", Date, nullable=False),
    Column("saldo_awal", BigInteger),
    Column("saldo_akhir", BigInteger),
    Column("diimpor_at", UtcColumn, nullable=False),
    PrimaryKeyConstraint("opd_id", "id"),
    Index("ix_koran_sampai", "opd_id", "rekening", "sampai"),
)

koran_batal = frozen_table(
    "koran_batal",
    Column("koran_id", IdColumn, nullable=False),
    Column("alasan", Text, nullable=False),
    Column("dibatalkan_at", UtcColumn, nullable=False),
    PrimaryKeyConstraint("opd_id", "koran_id"),
    ForeignKeyConstraint(["opd_id", "koran_id"], ["koran.opd_id", "koran.id"]),
)

baris_koran = frozen_table(
    "baris_koran",
    Column("kunci", Text, nullable=False),
    Column("rekening", Text, nullable=False),
    Column("tanggal", Date, nullable=False),
    Column("urut", Integer, nullable=False),
    Column("keterangan", Text, nullable=False),
    Column("referensi", Text, nullable=False),
    Column("nilai", BigInteger, nullable=False),
    Column("saldo", BigInteger),
    Column("mentah", Text, nullable=False),
    # a line of the bank is kept once, whichever files it comes in
    PrimaryKeyConstraint("opd_id", "kunci"),
    CheckConstraint("nilai <> 0", name="nilai_bergerak"),
    Index("ix_baris_koran_tanggal", "opd_id", "rekening", "tanggal"),
)

koran_baris = frozen_table(
    "koran_baris",
    Column("koran_id", IdColumn, nullable=False),
    Column("nomor", Integer, nullable=False),
    Column("kunci", Text, nullable=False),
    PrimaryKeyConstraint("opd_id", "koran_id", "nomor"),
    UniqueConstraint("opd_id", "koran_id", "kunci"),
    ForeignKeyConstraint(["opd_id", "koran_id"], ["koran.opd_id", "koran.id"]),
    ForeignKeyConstraint(["opd_id", "kunci"], ["baris_koran.opd_id", "baris_koran.kunci"], name="fk_koran_baris_baris"),
    Index("ix_koran_baris_kunci", "opd_id", "kunci"),
)

pasangan_koran = frozen_table(
    "pasangan_koran",
    Column("id", IdColumn, nullable=False),
    Column("tingkat", Text, nullable=False),
    Column("alasan", Text, nullable=False),
    Column("oleh", Text, nullable=False),
    Column("dibuat_at", UtcColumn, nullable=False),
    PrimaryKeyConstraint("opd_id", "id"),
)

pasangan_koran_baris = frozen_table(
    "pasangan_koran_baris",
    Column("pasangan_id", IdColumn, nullable=False),
    Column("kunci", Text, nullable=False),
    Column("ke", Integer, nullable=False),
    # `ke` counts the matches a line has had: two at the same time would be the same number twice
    PrimaryKeyConstraint("opd_id", "kunci", "ke"),
    UniqueConstraint("opd_id", "pasangan_id", "kunci"),
    ForeignKeyConstraint(["opd_id", "pasangan_id"], ["pasangan_koran.opd_id", "pasangan_koran.id"]),
    ForeignKeyConstraint(
        ["opd_id", "kunci"], ["baris_koran.opd_id", "baris_koran.kunci"], name="fk_pasangan_koran_baris_baris"
    ),
)

pasangan_koran_bukti = frozen_table(
    "pasangan_koran_bukti",
    Column("pasangan_id", IdColumn, nullable=False),
    Column("transaksi_id", IdColumn, nullable=False),
    Column("no_bukti", Text, nullable=False),
    Column("ke", Integer, nullable=False),
    PrimaryKeyConstraint("opd_id", "transaksi_id", "no_bukti", "ke"),
    UniqueConstraint("opd_id", "pasangan_id", "transaksi_id", "no_bukti", name="uq_pasangan_koran_bukti_sekali"),
    ForeignKeyConstraint(["opd_id", "pasangan_id"], ["pasangan_koran.opd_id", "pasangan_koran.id"]),
    ForeignKeyConstraint(
        ["opd_id", "transaksi_id"], ["transaksi.opd_id", "transaksi.id"], name="fk_pasangan_koran_bukti_transaksi"
    ),
)

pasangan_koran_lepas = frozen_table(
    "pasangan_koran_lepas",
    Column("pasangan_id", IdColumn, nullable=False),
    Column("alasan", Text, nullable=False),
    Column("dilepas_at", UtcColumn, nullable=False),
    # undone once; matched again is another match
    PrimaryKeyConstraint("opd_id", "pasangan_id"),
    ForeignKeyConstraint(["opd_id", "pasangan_id"], ["pasangan_koran.opd_id", "pasangan_koran.id"]),
)

profil_koran = house_table(
    "profil_koran",
    Column("opd_id", IdColumn, nullable=False),
    Column("tata_letak", Text, nullable=False),
    Column("nama", Text, nullable=False),
    Column("bank", Text, nullable=False),
    Column("kolom", Text, nullable=False),
    Column("gaya", Text, nullable=False),
    PrimaryKeyConstraint("opd_id", "tata_letak"),
)
