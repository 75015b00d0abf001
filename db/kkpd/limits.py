"""What cards owe: lines posted and not yet paid, and purchases that no bill shows yet (handbook KKPD E3)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from sqlalchemy import Connection

from core.identity import KartuId, OpdId
from core.kkpd.pemakaian import Pemakaian, use_of_cards
from db.kkpd.lines import KOLOM, PembacaKartu
from db.sql import rows

_SEMUA: Final = f"""
SELECT * FROM (
SELECT row_number() OVER (ORDER BY b.tanggal_transaksi, b.kunci_bank, k.bagian) AS nomor, {KOLOM} FROM baris_bank b
LEFT JOIN langkah_baris k ON k.opd_id = b.opd_id AND k.kunci_bank = b.kunci_bank
WHERE b.opd_id = :o AND b.nilai > 0) z
WHERE z.status NOT IN ('LUNAS', 'LUNAS_PRIBADI', 'DIBALIK', 'BATAL_OTORISASI')"""  # noqa: S608 - constant text


def used_of_cards(conn: Connection, opd_id: OpdId, baca: PembacaKartu, tahun: int) -> Mapping[KartuId, Pemakaian]:
    """Per registered card: what is posted and unpaid, and what a year's books hold that no bill shows yet."""
    lines = baca.lines(rows(conn, _SEMUA, o=opd_id))
    alias = rows(conn, "SELECT nama_bank, nama_kita FROM alias_toko WHERE opd_id = :o", o=opd_id)
    return use_of_cards(lines, baca.purchases(tahun), {r.nama_bank: r.nama_kita for r in alias})
