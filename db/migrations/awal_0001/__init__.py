"""The tables of migration 0001 as they were released, in literal text: a change of a table is a new migration."""

from __future__ import annotations

from db.migrations.awal_0001 import anggaran, berkas, buku, dpt, jejak, kantor, kkpd, koran, segel, spm, tagihan

URUTAN = (jejak, kantor, anggaran, buku, segel, koran, kkpd, tagihan, dpt, berkas, spm)
"""In the order their keys need."""

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


def create_tables() -> None:
    """Every table and index of the first schema."""
    for kelompok in URUTAN:
        kelompok.create()
