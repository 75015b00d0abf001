"""BNI Direct and the two lists of BNI known from other programs, and BSI's list (handbook import-formats 8)."""

from __future__ import annotations

from typing import Final

from core.importers.koran_susunan import Susunan

SUSUNAN: Final = (
    Susunan(
        "bni-direct",
        "BNI",
        tanggal="tanggal_kirim",
        keterangan=("deskripsi",),
        jumlah="amount",
        tanda="db_cr",
        saldo="balance",
        referensi="journal_no",
    ),
    Susunan(
        "bni-jurnal",
        "BNI",
        tanggal="post_date",
        keterangan=("description",),
        debit="debit",
        kredit="credit",
        saldo="balance",
        referensi="journal_no",
        lain=("value_date", "journal_no"),
    ),
    Susunan(
        "bni-tipe",
        "BNI",
        tanggal="tanggal_transaksi",
        keterangan=("uraian_transaksi",),
        jumlah="nominal",
        tanda="tipe",
        saldo="saldo",
    ),
    Susunan(
        "bsi",
        "BSI",
        tanggal="tanggal",
        keterangan=("keterangan",),
        jumlah="mutasi",
        tanda="d_k",
        saldo="saldo",
        referensi="trxid",
        lain=("trxid",),
    ),
)
