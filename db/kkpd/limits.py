"""What cards owe: lines posted and not yet paid, and purchases that no bill shows yet (handbook KKPD E3)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import Final

from sqlalchemy import Connection

from core.identity import KartuId, OpdId
from core.kkpd.baris import StatusBaris
from core.kkpd.rules import outstanding
from core.money import Rupiah
from db.kkpd.lines import KOLOM, PembacaKartu
from db.sql import rows

_SEMUA: Final = f"""
SELECT 0 AS nomor, {KOLOM} FROM baris_bank b
LEFT JOIN langkah_baris k ON k.opd_id = b.opd_id AND k.kunci_bank = b.kunci_bank
WHERE b.opd_id = :o AND b.nilai > 0"""  # noqa: S608 - constant text


def used_of_cards(conn: Connection, opd_id: OpdId, baca: PembacaKartu, tahun: int) -> Mapping[KartuId, Rupiah]:
    """Per registered card: what it owes the bank and what it bought in a year's books without a bill yet."""
    terpakai: defaultdict[KartuId, Rupiah] = defaultdict(Rupiah)
    for b in baca.lines(rows(conn, _SEMUA, o=opd_id)):
        if b.kartu is not None:
            terpakai[b.kartu] += outstanding([b])
    for p in baca.purchases(tahun):
        if p.kartu is not None and p.status is StatusBaris.DICATAT:
            terpakai[p.kartu] += p.nilai
    return terpakai
