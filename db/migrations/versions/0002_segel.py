"""Keys of the segel Pundi, seals of submissions, and the files that travel between offices."""

from __future__ import annotations

from alembic import op
from sqlalchemy import Column, ForeignKeyConstraint, Integer, PrimaryKeyConstraint, Text, UniqueConstraint

from db.migrations.awal_0001.kolom import BESAR, ID, TANGGAL, key_to_jejak

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

BEKU_BARU = ("kunci_segel", "kunci_segel_akhir", "segel_berkas", "paket")
"""Posted tables of this version."""


def upgrade() -> None:
    _kunci_segel()
    _kunci_segel_akhir()
    _segel_berkas()
    _paket()
    # the guards are made by 0003, whose table a fence asks


def downgrade() -> None:
    raise NotImplementedError("what was sealed stays sealed")


def _kunci_segel() -> None:
    op.create_table(
        "kunci_segel",
        Column("opd_id", ID, nullable=False),
        Column("jejak_no", BESAR, nullable=False),
        Column("id", Text, nullable=False),
        Column("publik", Text, nullable=False),
        Column("opd_kode", Text, nullable=False),
        Column("opd_nama", Text, nullable=False),
        Column("berlaku_dari", TANGGAL, nullable=False),
        Column("sendiri", Integer, nullable=False),
        Column("lembar", Text, nullable=False),
        PrimaryKeyConstraint("opd_id", "id", name="pk_kunci_segel"),
        key_to_jejak("fk_kunci_segel_jejak"),
        sqlite_strict=True,
    )
    op.create_index("ix_kunci_segel_jejak", "kunci_segel", ["opd_id", "jejak_no"])


def _kunci_segel_akhir() -> None:
    op.create_table(
        "kunci_segel_akhir",
        Column("opd_id", ID, nullable=False),
        Column("jejak_no", BESAR, nullable=False),
        Column("kunci_id", Text, nullable=False),
        Column("cara", Text, nullable=False),
        Column("tanggal", TANGGAL, nullable=False),
        Column("sebab", Text, nullable=False),
        PrimaryKeyConstraint("opd_id", "kunci_id", "cara", name="pk_kunci_segel_akhir"),
        ForeignKeyConstraint(
            ["opd_id", "kunci_id"],
            ["kunci_segel.opd_id", "kunci_segel.id"],
            name="fk_kunci_segel_akhir_opd_id_kunci_segel",
        ),
        key_to_jejak("fk_kunci_segel_akhir_jejak"),
        sqlite_strict=True,
    )
    op.create_index("ix_kunci_segel_akhir_jejak", "kunci_segel_akhir", ["opd_id", "jejak_no"])


def _segel_berkas() -> None:
    op.create_table(
        "segel_berkas",
        Column("opd_id", ID, nullable=False),
        Column("jejak_no", BESAR, nullable=False),
        Column("berkas_id", ID, nullable=False),
        Column("putaran", Integer, nullable=False),
        Column("kunci_id", Text, nullable=False),
        Column("disegel", TANGGAL, nullable=False),
        Column("teks", Text, nullable=False),
        PrimaryKeyConstraint("opd_id", "berkas_id", "putaran", "kunci_id", name="pk_segel_berkas"),
        ForeignKeyConstraint(
            ["opd_id", "berkas_id"], ["berkas.opd_id", "berkas.id"], name="fk_segel_berkas_opd_id_berkas"
        ),
        ForeignKeyConstraint(
            ["opd_id", "kunci_id"],
            ["kunci_segel.opd_id", "kunci_segel.id"],
            name="fk_segel_berkas_opd_id_kunci_segel",
        ),
        key_to_jejak("fk_segel_berkas_jejak"),
        sqlite_strict=True,
    )
    op.create_index("ix_segel_berkas_jejak", "segel_berkas", ["opd_id", "jejak_no"])


def _paket() -> None:
    op.create_table(
        "paket",
        Column("opd_id", ID, nullable=False),
        Column("jejak_no", BESAR, nullable=False),
        Column("sidik", Text, nullable=False),
        Column("berkas_id", ID, nullable=False),
        Column("putaran", Integer, nullable=False),
        Column("jenis", Text, nullable=False),
        Column("urut", Integer, nullable=False),
        Column("kunci_id", Text, nullable=False),
        Column("isi", Text, nullable=False),
        PrimaryKeyConstraint("opd_id", "sidik", name="pk_paket"),
        UniqueConstraint(
            "opd_id", "berkas_id", "jenis", "putaran", "urut", name="uq_paket_opd_id_berkas_id_jenis_putaran_urut"
        ),
        ForeignKeyConstraint(["opd_id", "berkas_id"], ["berkas.opd_id", "berkas.id"], name="fk_paket_opd_id_berkas"),
        key_to_jejak("fk_paket_jejak"),
        sqlite_strict=True,
    )
    op.create_index("ix_paket_jejak", "paket", ["opd_id", "jejak_no"])
