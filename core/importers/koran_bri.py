"""BRI CMS, QLola and iBank: balance before and after on every row (handbook import-formats 8)."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from core.importers.angka import GayaAngka
from core.importers.koran_susunan import Susunan

_CMS: Final = Susunan(
    "bri-cms",
    "BRI",
    tanggal="tgl_tran",
    keterangan=("desk_tran", "remark_custom"),
    debit="mutasi_debet",
    kredit="mutasi_kredit",
    saldo="saldo_akhir_mutasi",
    saldo_awal="saldo_awal_mutasi",
    rekening="norek",
    gaya=GayaAngka.INGGRIS,
)
SUSUNAN: Final = (_CMS, replace(_CMS, debit="mutasi_debit"))
"""One document of the bank spells the debit column the other way."""
