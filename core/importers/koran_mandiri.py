"""Mandiri: the MCM list, the older one with semicolons, and the rekening koran workbook (import-formats 8)."""

from __future__ import annotations

from typing import Final

from core.importers.angka import GayaAngka
from core.importers.koran_susunan import Susunan

SUSUNAN: Final = (
    # the description stands in two columns of the same name; the day is written dd/mm/yy; there is no balance
    Susunan(
        "mandiri-mcm",
        "Mandiri",
        tanggal="date",
        keterangan=("description",),
        debit="debit",
        kredit="credit",
        rekening="account_no",
        referensi="reference_no",
        lain=("val_date", "transaction_code"),
        gaya=GayaAngka.INGGRIS,
        tahun_dua_angka=True,
    ),
    Susunan(
        "mandiri-lama",
        "Mandiri",
        tanggal="postdate",
        keterangan=("remarks", "additionaldesc"),
        debit="debit_amount",
        kredit="credit_amount",
        saldo="close_balance",
        rekening="accountno",
        mata_uang="ccy",
        gaya=GayaAngka.INGGRIS,
    ),
    Susunan(
        "mandiri-rekening-koran",
        "Mandiri",
        tanggal="tgl",
        keterangan=("rincian_transaksi",),
        debit="debit",
        kredit="kredit",
        saldo="saldo",
        referensi="no_referensi",
        lain=("tgl_val",),
    ),
)
