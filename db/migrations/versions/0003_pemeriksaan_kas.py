"""Cash counts on any day and handovers, and the fence behind a handover."""

from __future__ import annotations

from alembic import op
from sqlalchemy import Column, Integer, PrimaryKeyConstraint, Text, UniqueConstraint

from db.migrations.awal_0001 import BEKU, DAPAT_DIUBAH
from db.migrations.awal_0001.kolom import BESAR, ID, TANGGAL, key_to_jejak
from db.penjaga import guard

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

BEKU_0002 = ("kunci_segel", "kunci_segel_akhir", "segel_berkas", "paket")
BEKU_BARU = ("pemeriksaan_kas",)
"""Posted tables of this version."""


def upgrade() -> None:
    op.create_table(
        "pemeriksaan_kas",
        Column("opd_id", ID, nullable=False),
        Column("jejak_no", BESAR, nullable=False),
        Column("id", ID, nullable=False),
        Column("tahun", Integer, nullable=False),
        Column("buku", Text, nullable=False),
        Column("jenis", Text, nullable=False),
        Column("nomor", Text, nullable=False),
        Column("tanggal", TANGGAL, nullable=False),
        Column("pecahan", Text, nullable=False),
        Column("saldo_bku", BESAR, nullable=False),
        Column("saldo_tunai", BESAR, nullable=False),
        Column("saldo_bank", BESAR, nullable=False),
        Column("bank_dihitung", BESAR, nullable=False),
        Column("penjelasan", Text, nullable=False),
        Column("isi", Text, nullable=False),
        PrimaryKeyConstraint("opd_id", "id", name="pk_pemeriksaan_kas"),
        UniqueConstraint("opd_id", "tahun", "nomor", name="uq_pemeriksaan_kas_opd_id_tahun_nomor"),
        key_to_jejak("fk_pemeriksaan_kas_jejak"),
        sqlite_strict=True,
    )
    op.create_index("ix_pemeriksaan_kas_jejak", "pemeriksaan_kas", ["opd_id", "jejak_no"])
    # the fence of the period asks this table: the guards are made here, where all it needs is there
    guard(op.get_bind(), (*BEKU, *BEKU_0002, *BEKU_BARU), DAPAT_DIUBAH)


def downgrade() -> None:
    raise NotImplementedError("what was counted stays counted")
