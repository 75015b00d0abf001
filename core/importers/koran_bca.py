"""BCA: the business list (head above, totals below, days without a year) and the personal one (import-formats 8)."""

from __future__ import annotations

from typing import Final

from core.importers.angka import GayaAngka
from core.importers.koran_susunan import Susunan

SUSUNAN: Final = (
    Susunan(
        "bca-bisnis",
        "BCA",
        tanggal="tanggal_transaksi",
        keterangan=("keterangan",),
        jumlah="jumlah",
        saldo="saldo",
        lain=("cabang",),
        gaya=GayaAngka.INGGRIS,
        tanda_di_sebelah=True,
        tanpa_tahun=True,
    ),
    Susunan(
        "bca-pribadi",
        "BCA",
        tanggal="date",
        keterangan=("description",),
        jumlah="amount",
        saldo="balance",
        lain=("branch",),
        gaya=GayaAngka.INGGRIS,
        tanda_di_sebelah=True,
    ),
)
