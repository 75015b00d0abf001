"""Bank Jatim, the one BPD whose workbook is known; rows without a Post Date are no movements (import-formats 8)."""

from __future__ import annotations

from typing import Final

from core.importers.koran_susunan import Susunan

SUSUNAN: Final = (
    Susunan(
        "bank-jatim",
        "Bank Jatim",
        tanggal="post_date",
        keterangan=("description",),
        debit="debit",
        kredit="credit",
        saldo="balance",
        rekening="account",
        mata_uang="currency",
        referensi="reference_no",
        lain=("effective_date",),
        lewati_tanpa_tanggal=True,
    ),
)
