"""The books: transactions, their mutasi, numbers, TU and LPJ."""

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

from db.migrations.awal_0001.kolom import BESAR, ID, SAAT, TANGGAL, key_to_jejak


def create() -> None:
    _transaksi()
    _akun()
    _mutasi()
    _gerak_harian()
    _nomor_terpakai()
    _tu()
    _rencana_tu()
    _lpj()
    _lpj_isi()
    _lpj_ganti()


def _transaksi() -> None:
    op.create_table(
        "transaksi",
        Column("opd_id", ID, nullable=False),
        Column("jejak_no", BESAR, nullable=False),
        Column("id", ID, nullable=False),
        Column("tahun", Integer, nullable=False),
        Column("urut", BESAR, nullable=False),
        Column("buku", Text, nullable=False),
        Column("tanggal", TANGGAL, nullable=False),
        Column("jenis", Text, nullable=False),
        Column("nomor", Text, nullable=False),
        Column("kode", Text, nullable=False),
        Column("membalik", ID),
        Column("uraian", Text, nullable=False),
        Column("isi", Text, nullable=False),
        Column("atribut", Text, nullable=False),
        Column("dibuat_at", SAAT, nullable=False),
        PrimaryKeyConstraint("opd_id", "id", name="pk_transaksi"),
        UniqueConstraint("opd_id", "tahun", "urut", name="uq_transaksi_opd_id_tahun_urut"),
        UniqueConstraint("opd_id", "tahun", "kode", name="uq_transaksi_opd_id_tahun_kode"),
        UniqueConstraint("opd_id", "membalik", name="uq_transaksi_opd_id_membalik"),
        UniqueConstraint("opd_id", "id", "jejak_no", name="uq_transaksi_opd_id_id_jejak_no"),
        ForeignKeyConstraint(
            ["opd_id", "membalik"], ["transaksi.opd_id", "transaksi.id"], name="fk_transaksi_opd_id_transaksi"
        ),
        key_to_jejak("fk_transaksi_jejak"),
        sqlite_strict=True,
    )
    op.create_index("ix_transaksi_jejak", "transaksi", ["opd_id", "jejak_no"])
    op.create_index("ix_transaksi_tanggal", "transaksi", ["opd_id", "tahun", "tanggal", "urut"])
    op.create_index("ix_transaksi_jenis", "transaksi", ["opd_id", "tahun", "jenis", "tanggal"])


def _akun() -> None:
    op.create_table(
        "akun",
        Column("opd_id", ID, nullable=False),
        Column("jejak_no", BESAR, nullable=False),
        Column("id", ID, nullable=False),
        Column("kelas", Text, nullable=False),
        Column("jenis", Text, nullable=False),
        Column("sub_kegiatan", Text, nullable=False),
        Column("rekening", Text, nullable=False),
        Column("pos", Text, nullable=False),
        Column("buku", Text, nullable=False),
        PrimaryKeyConstraint("opd_id", "id", name="pk_akun"),
        UniqueConstraint(
            "opd_id",
            "kelas",
            "jenis",
            "sub_kegiatan",
            "rekening",
            "pos",
            "buku",
            name="uq_akun_opd_id_kelas_jenis_sub_kegiatan_rekening_pos_buku",
        ),
        key_to_jejak("fk_akun_jejak"),
        sqlite_strict=True,
    )
    op.create_index("ix_akun_jejak", "akun", ["opd_id", "jejak_no"])


def _mutasi() -> None:
    op.create_table(
        "mutasi",
        Column("opd_id", ID, nullable=False),
        Column("jejak_no", BESAR, nullable=False),
        Column("transaksi_id", ID, nullable=False),
        Column("baris", Integer, nullable=False),
        Column("dari", ID, nullable=False),
        Column("ke", ID, nullable=False),
        Column("nilai", BESAR, nullable=False),
        Column("no_bukti", Text, nullable=False),
        Column("uraian", Text, nullable=False),
        Column("ntpn", Text, nullable=False),
        PrimaryKeyConstraint("opd_id", "transaksi_id", "baris", name="pk_mutasi"),
        ForeignKeyConstraint(
            ["opd_id", "transaksi_id", "jejak_no"],
            ["transaksi.opd_id", "transaksi.id", "transaksi.jejak_no"],
            name="fk_mutasi_transaksi",
        ),
        ForeignKeyConstraint(["opd_id", "dari"], ["akun.opd_id", "akun.id"], name="fk_mutasi_dari"),
        ForeignKeyConstraint(["opd_id", "ke"], ["akun.opd_id", "akun.id"], name="fk_mutasi_ke"),
        CheckConstraint("nilai > 0", name=op.f("ck_mutasi_nilai_positif")),
        CheckConstraint("dari <> ke", name=op.f("ck_mutasi_dua_akun")),
        key_to_jejak("fk_mutasi_jejak"),
        sqlite_strict=True,
    )
    op.create_index("ix_mutasi_jejak", "mutasi", ["opd_id", "jejak_no"])


def _gerak_harian() -> None:
    op.create_table(
        "gerak_harian",
        Column("opd_id", ID, nullable=False),
        Column("tahun", Integer, nullable=False),
        Column("buku", Text, nullable=False),
        Column("akun_id", ID, nullable=False),
        Column("tanggal", TANGGAL, nullable=False),
        Column("masuk", BESAR, nullable=False),
        Column("keluar", BESAR, nullable=False),
        Column("lini", Integer, nullable=False),
        Column("urut", BESAR, nullable=False),
        Column("baris", Integer, nullable=False),
        PrimaryKeyConstraint("opd_id", "tahun", "akun_id", "tanggal", "buku", name="pk_gerak_harian"),
        ForeignKeyConstraint(["opd_id", "akun_id"], ["akun.opd_id", "akun.id"], name="fk_gerak_harian_akun"),
        sqlite_strict=True,
    )


def _nomor_terpakai() -> None:
    op.create_table(
        "nomor_terpakai",
        Column("opd_id", ID, nullable=False),
        Column("jejak_no", BESAR, nullable=False),
        Column("tahun", Integer, nullable=False),
        Column("seri", Text, nullable=False),
        Column("nomor", Text, nullable=False),
        Column("transaksi_id", ID, nullable=False),
        PrimaryKeyConstraint("opd_id", "tahun", "seri", "nomor", name="pk_nomor_terpakai"),
        ForeignKeyConstraint(
            ["opd_id", "transaksi_id"], ["transaksi.opd_id", "transaksi.id"], name="fk_nomor_terpakai_opd_id_transaksi"
        ),
        key_to_jejak("fk_nomor_terpakai_jejak"),
        sqlite_strict=True,
    )
    op.create_index("ix_nomor_terpakai_jejak", "nomor_terpakai", ["opd_id", "jejak_no"])


def _tu() -> None:
    op.create_table(
        "tu",
        Column("opd_id", ID, nullable=False),
        Column("jejak_no", BESAR, nullable=False),
        Column("tahun", Integer, nullable=False),
        Column("pos", Text, nullable=False),
        Column("transaksi_id", ID, nullable=False),
        Column("sub_kegiatan", Text, nullable=False),
        Column("nilai", BESAR, nullable=False),
        Column("batas_lpj", TANGGAL, nullable=False),
        PrimaryKeyConstraint("opd_id", "tahun", "pos", name="pk_tu"),
        ForeignKeyConstraint(
            ["opd_id", "transaksi_id"], ["transaksi.opd_id", "transaksi.id"], name="fk_tu_opd_id_transaksi"
        ),
        key_to_jejak("fk_tu_jejak"),
        sqlite_strict=True,
    )
    op.create_index("ix_tu_jejak", "tu", ["opd_id", "jejak_no"])


def _rencana_tu() -> None:
    op.create_table(
        "rencana_tu",
        Column("opd_id", ID, nullable=False),
        Column("jejak_no", BESAR, nullable=False),
        Column("tahun", Integer, nullable=False),
        Column("pos", Text, nullable=False),
        Column("sub_kegiatan", Text, nullable=False),
        Column("rekening", Text, nullable=False),
        Column("nilai", BESAR, nullable=False),
        PrimaryKeyConstraint("opd_id", "tahun", "pos", "sub_kegiatan", "rekening", name="pk_rencana_tu"),
        ForeignKeyConstraint(
            ["opd_id", "tahun", "pos"], ["tu.opd_id", "tu.tahun", "tu.pos"], name="fk_rencana_tu_opd_id_tu"
        ),
        key_to_jejak("fk_rencana_tu_jejak"),
        sqlite_strict=True,
    )
    op.create_index("ix_rencana_tu_jejak", "rencana_tu", ["opd_id", "jejak_no"])


def _lpj() -> None:
    op.create_table(
        "lpj",
        Column("opd_id", ID, nullable=False),
        Column("jejak_no", BESAR, nullable=False),
        Column("tahun", Integer, nullable=False),
        Column("nomor", Text, nullable=False),
        Column("transaksi_id", ID, nullable=False),
        Column("sampai", ID),
        Column("nilai", BESAR, nullable=False),
        PrimaryKeyConstraint("opd_id", "tahun", "nomor", name="pk_lpj"),
        ForeignKeyConstraint(
            ["opd_id", "transaksi_id"], ["transaksi.opd_id", "transaksi.id"], name="fk_lpj_opd_id_transaksi"
        ),
        ForeignKeyConstraint(["opd_id", "sampai"], ["transaksi.opd_id", "transaksi.id"], name="fk_lpj_sampai"),
        key_to_jejak("fk_lpj_jejak"),
        sqlite_strict=True,
    )
    op.create_index("ix_lpj_jejak", "lpj", ["opd_id", "jejak_no"])


def _lpj_isi() -> None:
    op.create_table(
        "lpj_isi",
        Column("opd_id", ID, nullable=False),
        Column("jejak_no", BESAR, nullable=False),
        Column("tahun", Integer, nullable=False),
        Column("nomor", Text, nullable=False),
        Column("transaksi_id", ID, nullable=False),
        Column("baris", Integer, nullable=False),
        PrimaryKeyConstraint("opd_id", "transaksi_id", "baris", name="pk_lpj_isi"),
        ForeignKeyConstraint(
            ["opd_id", "tahun", "nomor"], ["lpj.opd_id", "lpj.tahun", "lpj.nomor"], name="fk_lpj_isi_opd_id_lpj"
        ),
        ForeignKeyConstraint(
            ["opd_id", "transaksi_id", "baris"],
            ["mutasi.opd_id", "mutasi.transaksi_id", "mutasi.baris"],
            name="fk_lpj_isi_mutasi",
        ),
        key_to_jejak("fk_lpj_isi_jejak"),
        sqlite_strict=True,
    )
    op.create_index("ix_lpj_isi_jejak", "lpj_isi", ["opd_id", "jejak_no"])
    op.create_index("ix_lpj_isi_nomor", "lpj_isi", ["opd_id", "tahun", "nomor"])


def _lpj_ganti() -> None:
    op.create_table(
        "lpj_ganti",
        Column("opd_id", ID, nullable=False),
        Column("jejak_no", BESAR, nullable=False),
        Column("tahun", Integer, nullable=False),
        Column("nomor", Text, nullable=False),
        Column("transaksi_id", ID, nullable=False),
        PrimaryKeyConstraint("opd_id", "tahun", "nomor", name="pk_lpj_ganti"),
        ForeignKeyConstraint(
            ["opd_id", "tahun", "nomor"], ["lpj.opd_id", "lpj.tahun", "lpj.nomor"], name="fk_lpj_ganti_opd_id_lpj"
        ),
        ForeignKeyConstraint(
            ["opd_id", "transaksi_id"], ["transaksi.opd_id", "transaksi.id"], name="fk_lpj_ganti_opd_id_transaksi"
        ),
        key_to_jejak("fk_lpj_ganti_jejak"),
        sqlite_strict=True,
    )
    op.create_index("ix_lpj_ganti_jejak", "lpj_ganti", ["opd_id", "jejak_no"])
