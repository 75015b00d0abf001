"""Bank statements, their lines, and what they were matched with."""

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
    _koran()
    _koran_batal()
    _baris_koran()
    _koran_baris()
    _pasangan_koran()
    _pasangan_koran_baris()
    _pasangan_koran_bukti()
    _pasangan_koran_lepas()
    _profil_koran()


def _koran() -> None:
    op.create_table(
        "koran",
        Column("opd_id", ID, nullable=False),
        Column("jejak_no", BESAR, nullable=False),
        Column("id", ID, nullable=False),
        Column("rekening", Text, nullable=False),
        Column("bank", Text, nullable=False),
        Column("format", Text, nullable=False),
        Column("berkas", Text, nullable=False),
        Column("sha256", Text, nullable=False),
        Column("dari", TANGGAL, nullable=False),
        Column("sampai", TANGGAL, nullable=False),
        Column("saldo_awal", BESAR),
        Column("saldo_akhir", BESAR),
        Column("diimpor_at", SAAT, nullable=False),
        PrimaryKeyConstraint("opd_id", "id", name="pk_koran"),
        key_to_jejak("fk_koran_jejak"),
        sqlite_strict=True,
    )
    op.create_index("ix_koran_jejak", "koran", ["opd_id", "jejak_no"])
    op.create_index("ix_koran_sampai", "koran", ["opd_id", "rekening", "sampai"])


def _koran_batal() -> None:
    op.create_table(
        "koran_batal",
        Column("opd_id", ID, nullable=False),
        Column("jejak_no", BESAR, nullable=False),
        Column("koran_id", ID, nullable=False),
        Column("alasan", Text, nullable=False),
        Column("dibatalkan_at", SAAT, nullable=False),
        PrimaryKeyConstraint("opd_id", "koran_id", name="pk_koran_batal"),
        ForeignKeyConstraint(["opd_id", "koran_id"], ["koran.opd_id", "koran.id"], name="fk_koran_batal_opd_id_koran"),
        key_to_jejak("fk_koran_batal_jejak"),
        sqlite_strict=True,
    )
    op.create_index("ix_koran_batal_jejak", "koran_batal", ["opd_id", "jejak_no"])


def _baris_koran() -> None:
    op.create_table(
        "baris_koran",
        Column("opd_id", ID, nullable=False),
        Column("jejak_no", BESAR, nullable=False),
        Column("kunci", Text, nullable=False),
        Column("rekening", Text, nullable=False),
        Column("tanggal", TANGGAL, nullable=False),
        Column("urut", Integer, nullable=False),
        Column("keterangan", Text, nullable=False),
        Column("referensi", Text, nullable=False),
        Column("nilai", BESAR, nullable=False),
        Column("saldo", BESAR),
        Column("mentah", Text, nullable=False),
        PrimaryKeyConstraint("opd_id", "kunci", name="pk_baris_koran"),
        CheckConstraint("nilai <> 0", name=op.f("ck_baris_koran_nilai_bergerak")),
        key_to_jejak("fk_baris_koran_jejak"),
        sqlite_strict=True,
    )
    op.create_index("ix_baris_koran_jejak", "baris_koran", ["opd_id", "jejak_no"])
    op.create_index("ix_baris_koran_tanggal", "baris_koran", ["opd_id", "rekening", "tanggal"])


def _koran_baris() -> None:
    op.create_table(
        "koran_baris",
        Column("opd_id", ID, nullable=False),
        Column("jejak_no", BESAR, nullable=False),
        Column("koran_id", ID, nullable=False),
        Column("nomor", Integer, nullable=False),
        Column("kunci", Text, nullable=False),
        PrimaryKeyConstraint("opd_id", "koran_id", "nomor", name="pk_koran_baris"),
        UniqueConstraint("opd_id", "koran_id", "kunci", name="uq_koran_baris_opd_id_koran_id_kunci"),
        ForeignKeyConstraint(
            ["opd_id", "kunci"], ["baris_koran.opd_id", "baris_koran.kunci"], name="fk_koran_baris_baris"
        ),
        ForeignKeyConstraint(["opd_id", "koran_id"], ["koran.opd_id", "koran.id"], name="fk_koran_baris_opd_id_koran"),
        key_to_jejak("fk_koran_baris_jejak"),
        sqlite_strict=True,
    )
    op.create_index("ix_koran_baris_jejak", "koran_baris", ["opd_id", "jejak_no"])
    op.create_index("ix_koran_baris_kunci", "koran_baris", ["opd_id", "kunci"])


def _pasangan_koran() -> None:
    op.create_table(
        "pasangan_koran",
        Column("opd_id", ID, nullable=False),
        Column("jejak_no", BESAR, nullable=False),
        Column("id", ID, nullable=False),
        Column("tingkat", Text, nullable=False),
        Column("alasan", Text, nullable=False),
        Column("oleh", Text, nullable=False),
        Column("dibuat_at", SAAT, nullable=False),
        PrimaryKeyConstraint("opd_id", "id", name="pk_pasangan_koran"),
        key_to_jejak("fk_pasangan_koran_jejak"),
        sqlite_strict=True,
    )
    op.create_index("ix_pasangan_koran_jejak", "pasangan_koran", ["opd_id", "jejak_no"])


def _pasangan_koran_baris() -> None:
    op.create_table(
        "pasangan_koran_baris",
        Column("opd_id", ID, nullable=False),
        Column("jejak_no", BESAR, nullable=False),
        Column("pasangan_id", ID, nullable=False),
        Column("kunci", Text, nullable=False),
        Column("ke", Integer, nullable=False),
        PrimaryKeyConstraint("opd_id", "kunci", "ke", name="pk_pasangan_koran_baris"),
        UniqueConstraint("opd_id", "pasangan_id", "kunci", name="uq_pasangan_koran_baris_opd_id_pasangan_id_kunci"),
        ForeignKeyConstraint(
            ["opd_id", "kunci"], ["baris_koran.opd_id", "baris_koran.kunci"], name="fk_pasangan_koran_baris_baris"
        ),
        ForeignKeyConstraint(
            ["opd_id", "pasangan_id"],
            ["pasangan_koran.opd_id", "pasangan_koran.id"],
            name="fk_pasangan_koran_baris_opd_id_pasangan_koran",
        ),
        key_to_jejak("fk_pasangan_koran_baris_jejak"),
        sqlite_strict=True,
    )
    op.create_index("ix_pasangan_koran_baris_jejak", "pasangan_koran_baris", ["opd_id", "jejak_no"])


def _pasangan_koran_bukti() -> None:
    op.create_table(
        "pasangan_koran_bukti",
        Column("opd_id", ID, nullable=False),
        Column("jejak_no", BESAR, nullable=False),
        Column("pasangan_id", ID, nullable=False),
        Column("transaksi_id", ID, nullable=False),
        Column("no_bukti", Text, nullable=False),
        Column("ke", Integer, nullable=False),
        PrimaryKeyConstraint("opd_id", "transaksi_id", "no_bukti", "ke", name="pk_pasangan_koran_bukti"),
        UniqueConstraint("opd_id", "pasangan_id", "transaksi_id", "no_bukti", name="uq_pasangan_koran_bukti_sekali"),
        ForeignKeyConstraint(
            ["opd_id", "pasangan_id"],
            ["pasangan_koran.opd_id", "pasangan_koran.id"],
            name="fk_pasangan_koran_bukti_opd_id_pasangan_koran",
        ),
        ForeignKeyConstraint(
            ["opd_id", "transaksi_id"], ["transaksi.opd_id", "transaksi.id"], name="fk_pasangan_koran_bukti_transaksi"
        ),
        key_to_jejak("fk_pasangan_koran_bukti_jejak"),
        sqlite_strict=True,
    )
    op.create_index("ix_pasangan_koran_bukti_jejak", "pasangan_koran_bukti", ["opd_id", "jejak_no"])


def _pasangan_koran_lepas() -> None:
    op.create_table(
        "pasangan_koran_lepas",
        Column("opd_id", ID, nullable=False),
        Column("jejak_no", BESAR, nullable=False),
        Column("pasangan_id", ID, nullable=False),
        Column("alasan", Text, nullable=False),
        Column("dilepas_at", SAAT, nullable=False),
        PrimaryKeyConstraint("opd_id", "pasangan_id", name="pk_pasangan_koran_lepas"),
        ForeignKeyConstraint(
            ["opd_id", "pasangan_id"],
            ["pasangan_koran.opd_id", "pasangan_koran.id"],
            name="fk_pasangan_koran_lepas_opd_id_pasangan_koran",
        ),
        key_to_jejak("fk_pasangan_koran_lepas_jejak"),
        sqlite_strict=True,
    )
    op.create_index("ix_pasangan_koran_lepas_jejak", "pasangan_koran_lepas", ["opd_id", "jejak_no"])


def _profil_koran() -> None:
    op.create_table(
        "profil_koran",
        Column("opd_id", ID, nullable=False),
        Column("tata_letak", Text, nullable=False),
        Column("nama", Text, nullable=False),
        Column("bank", Text, nullable=False),
        Column("kolom", Text, nullable=False),
        Column("gaya", Text, nullable=False),
        PrimaryKeyConstraint("opd_id", "tata_letak", name="pk_profil_koran"),
        sqlite_strict=True,
    )
