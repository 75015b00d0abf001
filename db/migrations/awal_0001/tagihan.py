"""Bills of the bank, their lines, and the steps of the lines."""

from __future__ import annotations

from alembic import op
from sqlalchemy import Column, ForeignKeyConstraint, Integer, PrimaryKeyConstraint, Text, UniqueConstraint

from db.migrations.awal_0001.kolom import BESAR, ID, SAAT, TANGGAL, key_to_jejak


def create() -> None:
    _tagihan()
    _tagihan_kartu()
    _baris_bank()
    _tagihan_baris()
    _langkah_baris()
    _uji_baris()
    _tolak_baris()


def _tagihan() -> None:
    op.create_table(
        "tagihan",
        Column("opd_id", ID, nullable=False),
        Column("jejak_no", BESAR, nullable=False),
        Column("id", ID, nullable=False),
        Column("tahun", Integer, nullable=False),
        Column("nomor", Text, nullable=False),
        Column("penerbit", Text, nullable=False),
        Column("berkas", Text, nullable=False),
        Column("sha256", Text, nullable=False),
        Column("periode_awal", TANGGAL, nullable=False),
        Column("tanggal_cetak", TANGGAL, nullable=False),
        Column("jatuh_tempo", TANGGAL),
        Column("tagihan_lalu", BESAR, nullable=False),
        Column("kredit", BESAR, nullable=False),
        Column("belanja", BESAR, nullable=False),
        Column("tarik_tunai", BESAR, nullable=False),
        Column("bunga", BESAR, nullable=False),
        Column("tagihan_baru", BESAR, nullable=False),
        Column("batas_kredit", BESAR),
        Column("sisa_kredit", BESAR),
        Column("diimpor_at", SAAT, nullable=False),
        PrimaryKeyConstraint("opd_id", "id", name="pk_tagihan"),
        UniqueConstraint("opd_id", "sha256", name="uq_tagihan_opd_id_sha256"),
        key_to_jejak("fk_tagihan_jejak"),
        sqlite_strict=True,
    )
    op.create_index("ix_tagihan_jejak", "tagihan", ["opd_id", "jejak_no"])
    op.create_index("ix_tagihan_tahun", "tagihan", ["opd_id", "tahun", "tanggal_cetak"])


def _tagihan_kartu() -> None:
    op.create_table(
        "tagihan_kartu",
        Column("opd_id", ID, nullable=False),
        Column("jejak_no", BESAR, nullable=False),
        Column("tagihan_id", ID, nullable=False),
        Column("urut", Integer, nullable=False),
        Column("bin6", Text, nullable=False),
        Column("empat_akhir", Text, nullable=False),
        Column("token", Text, nullable=False),
        Column("pemegang", Text, nullable=False),
        Column("tagihan_lalu", BESAR, nullable=False),
        Column("kredit", BESAR, nullable=False),
        Column("belanja", BESAR, nullable=False),
        Column("tarik_tunai", BESAR, nullable=False),
        Column("bunga", BESAR, nullable=False),
        Column("tagihan_baru", BESAR, nullable=False),
        PrimaryKeyConstraint("opd_id", "tagihan_id", "urut", name="pk_tagihan_kartu"),
        ForeignKeyConstraint(
            ["opd_id", "tagihan_id"], ["tagihan.opd_id", "tagihan.id"], name="fk_tagihan_kartu_opd_id_tagihan"
        ),
        key_to_jejak("fk_tagihan_kartu_jejak"),
        sqlite_strict=True,
    )
    op.create_index("ix_tagihan_kartu_jejak", "tagihan_kartu", ["opd_id", "jejak_no"])


def _baris_bank() -> None:
    op.create_table(
        "baris_bank",
        Column("opd_id", ID, nullable=False),
        Column("jejak_no", BESAR, nullable=False),
        Column("kunci_bank", Text, nullable=False),
        Column("bin6", Text, nullable=False),
        Column("empat_akhir", Text, nullable=False),
        Column("pemegang", Text, nullable=False),
        Column("tanggal_transaksi", TANGGAL, nullable=False),
        Column("tanggal_buku", TANGGAL, nullable=False),
        Column("keterangan", Text, nullable=False),
        Column("nilai", BESAR, nullable=False),
        Column("jenis", Text, nullable=False),
        Column("mcc", Text, nullable=False),
        Column("mata_uang", Text, nullable=False),
        Column("nominal_valas", Text, nullable=False),
        Column("kurs", Text, nullable=False),
        Column("referensi", Text, nullable=False),
        Column("mentah", Text, nullable=False),
        PrimaryKeyConstraint("opd_id", "kunci_bank", name="pk_baris_bank"),
        key_to_jejak("fk_baris_bank_jejak"),
        sqlite_strict=True,
    )
    op.create_index("ix_baris_bank_jejak", "baris_bank", ["opd_id", "jejak_no"])


def _tagihan_baris() -> None:
    op.create_table(
        "tagihan_baris",
        Column("opd_id", ID, nullable=False),
        Column("jejak_no", BESAR, nullable=False),
        Column("tagihan_id", ID, nullable=False),
        Column("nomor", Integer, nullable=False),
        Column("kunci_bank", Text, nullable=False),
        PrimaryKeyConstraint("opd_id", "tagihan_id", "nomor", name="pk_tagihan_baris"),
        UniqueConstraint("opd_id", "tagihan_id", "kunci_bank", name="uq_tagihan_baris_opd_id_tagihan_id_kunci_bank"),
        ForeignKeyConstraint(
            ["opd_id", "tagihan_id"], ["tagihan.opd_id", "tagihan.id"], name="fk_tagihan_baris_opd_id_tagihan"
        ),
        ForeignKeyConstraint(
            ["opd_id", "kunci_bank"], ["baris_bank.opd_id", "baris_bank.kunci_bank"], name="fk_tagihan_baris_bank"
        ),
        key_to_jejak("fk_tagihan_baris_jejak"),
        sqlite_strict=True,
    )
    op.create_index("ix_tagihan_baris_jejak", "tagihan_baris", ["opd_id", "jejak_no"])
    op.create_index("ix_tagihan_baris_kunci", "tagihan_baris", ["opd_id", "kunci_bank"])


def _langkah_baris() -> None:
    op.create_table(
        "langkah_baris",
        Column("opd_id", ID, nullable=False),
        Column("kunci_bank", Text, nullable=False),
        Column("bagian", Integer, nullable=False),
        Column("status", Text, nullable=False),
        Column("nilai", BESAR, nullable=False),
        Column("dikembalikan", BESAR, nullable=False),
        Column("tahun", Integer, nullable=False),
        Column("bukti", Text, nullable=False),
        Column("asal_kunci", Text, nullable=False),
        Column("kkl", Text, nullable=False),
        Column("dpt", Text, nullable=False),
        Column("pengirim", ID),
        Column("versi", Integer, nullable=False),
        PrimaryKeyConstraint("opd_id", "kunci_bank", "bagian", name="pk_langkah_baris"),
        ForeignKeyConstraint(
            ["opd_id", "kunci_bank"],
            ["baris_bank.opd_id", "baris_bank.kunci_bank"],
            name="fk_langkah_baris_opd_id_baris_bank",
        ),
        sqlite_strict=True,
    )
    op.create_index("ix_langkah_baris_tahun", "langkah_baris", ["opd_id", "tahun"])


def _uji_baris() -> None:
    op.create_table(
        "uji_baris",
        Column("opd_id", ID, nullable=False),
        Column("jejak_no", BESAR, nullable=False),
        Column("id", ID, nullable=False),
        Column("kunci_bank", Text, nullable=False),
        Column("penguji", ID, nullable=False),
        Column("hasil", Text, nullable=False),
        Column("catatan", Text, nullable=False),
        Column("diuji_at", SAAT, nullable=False),
        PrimaryKeyConstraint("opd_id", "id", name="pk_uji_baris"),
        ForeignKeyConstraint(
            ["opd_id", "kunci_bank"],
            ["baris_bank.opd_id", "baris_bank.kunci_bank"],
            name="fk_uji_baris_opd_id_baris_bank",
        ),
        key_to_jejak("fk_uji_baris_jejak"),
        sqlite_strict=True,
    )
    op.create_index("ix_uji_baris_jejak", "uji_baris", ["opd_id", "jejak_no"])


def _tolak_baris() -> None:
    op.create_table(
        "tolak_baris",
        Column("opd_id", ID, nullable=False),
        Column("jejak_no", BESAR, nullable=False),
        Column("kunci_bank", Text, nullable=False),
        Column("bagian", Integer, nullable=False),
        Column("tahun", Integer, nullable=False),
        Column("bukti", Text, nullable=False),
        Column("kkl", Text, nullable=False),
        Column("kode_alasan", Text, nullable=False),
        Column("alasan", Text, nullable=False),
        Column("nilai", BESAR, nullable=False),
        Column("kepada", ID, nullable=False),
        Column("batas", TANGGAL, nullable=False),
        Column("penguji", ID, nullable=False),
        Column("ditolak_at", SAAT, nullable=False),
        PrimaryKeyConstraint("opd_id", "kunci_bank", "bagian", name="pk_tolak_baris"),
        ForeignKeyConstraint(
            ["opd_id", "kunci_bank"],
            ["baris_bank.opd_id", "baris_bank.kunci_bank"],
            name="fk_tolak_baris_opd_id_baris_bank",
        ),
        key_to_jejak("fk_tolak_baris_jejak"),
        sqlite_strict=True,
    )
    op.create_index("ix_tolak_baris_jejak", "tolak_baris", ["opd_id", "jejak_no"])
