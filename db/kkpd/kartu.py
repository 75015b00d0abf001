"""The register of cards as the page shows it, and each purchase with how far it has come."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from sqlalchemy import Connection, Row

from core.identity import KartuId, OpdId
from core.kkpd.baris import PembelianKartu, StatusBaris
from core.kkpd.langkah_kartu import CatatanLangkah
from core.kkpd.masukan import KartuTerbaca
from core.kkpd.model import JenisLimit, Kartu
from core.kkpd.pemakaian import Pemakaian
from core.kkpd.queries import BelanjaKartu, KartuRow
from core.money import NOL, Rupiah
from db.kkpd.limits import used_of_cards
from db.kkpd.lines import STATUS, PembacaKartu
from db.sql import as_date, rows

_TEMPO: Final = f"""
SELECT z.bin6, z.empat_akhir, min(z.jatuh_tempo) AS tempo FROM (
  SELECT b.bin6, b.empat_akhir, a.jatuh_tempo, {STATUS} AS status
  FROM tagihan a JOIN tagihan_baris t ON t.opd_id = a.opd_id AND t.tagihan_id = a.id
  JOIN baris_bank b ON b.opd_id = t.opd_id AND b.kunci_bank = t.kunci_bank
  LEFT JOIN langkah_baris k ON k.opd_id = b.opd_id AND k.kunci_bank = b.kunci_bank
  WHERE a.opd_id = :o AND a.jatuh_tempo IS NOT NULL AND b.nilai > 0
) z WHERE z.status NOT IN ('LUNAS', 'LUNAS_PRIBADI', 'DIBALIK', 'BATAL_OTORISASI')
GROUP BY z.bin6, z.empat_akhir"""  # noqa: S608 - constant text
_TAGIHAN: Final = """
SELECT t.kunci_bank, a.nomor, a.jatuh_tempo FROM tagihan a
JOIN tagihan_baris t ON t.opd_id = a.opd_id AND t.tagihan_id = a.id
WHERE a.opd_id = :o ORDER BY CASE WHEN a.jatuh_tempo IS NULL THEN 0 ELSE 1 END, a.tanggal_cetak"""
"""The bill of each line; of several that name it the last that has a due date."""

_URUTAN: Final = (
    StatusBaris.TERBUKUKAN,
    StatusBaris.COCOK,
    StatusBaris.DIUJI,
    StatusBaris.SENGKETA,
    StatusBaris.DISETUJUI,
    StatusBaris.DI_DPT,
    StatusBaris.SP2D,
    StatusBaris.LUNAS,
    StatusBaris.DITOLAK,
    StatusBaris.LUNAS_PRIBADI,
    StatusBaris.DIBALIK,
)
"""From furthest behind to done: a purchase on several lines is as far as the first of them."""


def card_rows(conn: Connection, opd_id: OpdId, baca: PembacaKartu, hari_ini: date) -> list[KartuRow]:
    """All cards by holder, each with its use, what was paid for it this year, and when it falls due."""
    kartu = baca.cards()
    pakai = used_of_cards(conn, opd_id, baca, hari_ini.year)
    lunas = _paid(baca, hari_ini.year)
    tempo = _due(conn, opd_id, [k for k, _ in kartu])
    langkah: defaultdict[KartuId, list[CatatanLangkah]] = defaultdict(list)
    for x in baca.card_steps():
        langkah[x.kartu].append(x)
    return [
        KartuRow(
            kartu=k,
            versi=versi,
            limit=None if (batas := k.limit_on(JenisLimit.TOTAL, hari_ini)) is None else batas.nilai,
            pakai=pakai.get(k.id, Pemakaian()),
            lunas=lunas.get(k.id, NOL),
            jatuh_tempo=tempo.get(k.id),
            langkah=tuple(langkah[k.id]),
        )
        for k, versi in kartu
    ]


def _paid(baca: PembacaKartu, tahun: int) -> Mapping[KartuId, Rupiah]:
    dibayar = baca.settled(tahun)
    per_kartu: defaultdict[KartuId, Rupiah] = defaultdict(Rupiah)
    for p in baca.purchases(tahun, settled=True) if dibayar else ():
        if p.kartu is not None and p.nomor_bukti in dibayar:
            per_kartu[p.kartu] += dibayar[p.nomor_bukti]
    return per_kartu


def _due(conn: Connection, opd_id: OpdId, kartu: list[Kartu]) -> Mapping[KartuId, date]:
    tempo: dict[KartuId, date] = {}
    for r in rows(conn, _TEMPO, o=opd_id):
        milik = KartuTerbaca(r.bin6, r.empat_akhir, "").find_in(kartu)
        if milik is not None:
            tempo[milik.id] = min(tempo.get(milik.id, date.max), as_date(r.tempo))
    return tempo


def card_purchases(conn: Connection, opd_id: OpdId, baca: PembacaKartu, tahun: int) -> list[BelanjaKartu]:
    """Every purchase of a year, newest first."""
    baris: defaultdict[str, list[Row[Any]]] = defaultdict(list)
    for b in baca.tied(tahun):
        for nomor in json.loads(b.bukti):
            baris[nomor].append(b)
    tagihan = {r.kunci_bank: r for r in rows(conn, _TAGIHAN, o=opd_id)} if baris else {}
    found = [_purchase(p, baris.get(p.nomor_bukti, []), tagihan) for p in baca.purchases(tahun, settled=True)]
    return sorted(found, key=lambda x: (x.pembelian.tanggal, x.pembelian.nomor_bukti), reverse=True)


def _purchase(p: PembelianKartu, baris: list[Row[Any]], tagihan: Mapping[str, Row[Any]]) -> BelanjaKartu:
    if not baris:
        return BelanjaKartu(p, p.status)
    tertinggal = min(baris, key=lambda b: _URUTAN.index(StatusBaris(b.status)))
    milik = tagihan.get(tertinggal.kunci_bank)
    return BelanjaKartu(
        p,
        p.status if p.status is StatusBaris.LUNAS else StatusBaris(tertinggal.status),
        milik.nomor if milik else "",
        as_date(milik.jatuh_tempo) if milik is not None and milik.jatuh_tempo is not None else None,
        tertinggal.dpt,
    )
