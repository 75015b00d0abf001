"""The first schema: every room's tables, and the guards of the posted ones."""

from __future__ import annotations

from alembic import op

from db.migrations.awal_0001 import create_tables
from db.penjaga import guard

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

BEKU = (
    "jejak",
    *("dpa", "pagu", "spd", "spd_rinci", "rak", "pemakaian"),
    *("transaksi", "akun", "mutasi", "nomor_terpakai", "tu", "rencana_tu", "lpj", "lpj_isi", "lpj_ganti"),
    *("pembukaan", "rekap_awal", "segel", "segel_baris", "segel_saldo", "segel_putaran"),
    *("koran", "koran_batal", "baris_koran", "koran_baris"),
    *("pasangan_koran", "pasangan_koran_baris", "pasangan_koran_bukti", "pasangan_koran_lepas"),
    "kartu_langkah",
    *("tagihan", "tagihan_kartu", "baris_bank", "tagihan_baris", "uji_baris", "tolak_baris"),
    *("dpt", "dpt_baris", "dpt_rincian", "dpt_batal"),
    *("perpindahan", "resi_token", "alur"),
    "spp_langkah",
)
"""Posted tables: they refuse UPDATE and DELETE, and are written by one door."""

DAPAT_DIUBAH = (
    *("orang", "sandi", "percobaan_masuk"),
    *("opd", "pejabat", "sk_up", "rekening_bendahara", "setelan", "hari_libur"),
    "profil_koran",
    "rekanan",
    *("kartu", "kartu_limit", "langkah_baris", "bukti_kartu", "alias_toko", "profil_tagihan"),
    "berkas",
    "spp",
)
"""Ordinary tables, changed row by row."""


def upgrade() -> None:
    create_tables()
    # A change of the views, triggers, functions or grants reaches existing databases by a new migration that calls
    # guard again with its own lists. Where that change needs columns this migration does not make, take the call below
    # away: upgrades run to the head in one transaction, so the last call makes all the guards there are.
    guard(op.get_bind(), BEKU, DAPAT_DIUBAH)


def downgrade() -> None:
    raise NotImplementedError("the first schema has nothing before it")
