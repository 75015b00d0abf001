"""The bills of a year as a list: what each asks for, and how far its lines have come, counted by the database."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from typing import Any, Final

from sqlalchemy import Connection, Row

from core.identity import OpdId, TagihanId
from core.kkpd.baris import StatusBaris
from core.kkpd.masukan import due_date_or_year_end
from core.kkpd.model import StatusTagihan
from core.kkpd.pengujian import JenisBaris
from core.kkpd.queries import TagihanRow, furthest_behind
from core.money import Rupiah
from db.kkpd.lines import STATUS
from db.sql import as_date, as_uuid, rows

_KEPALA: Final = "SELECT * FROM tagihan WHERE opd_id = :o AND tahun = :t ORDER BY tanggal_cetak DESC, diimpor_at DESC"
_HITUNG: Final = f"""
SELECT z.tagihan_id, z.status, z.jenis, z.kredit, count(*) AS banyak,
  sum(CASE WHEN z.bagian = 0 THEN 1 ELSE 0 END) AS utuh FROM (
    SELECT t.tagihan_id, b.jenis, CASE WHEN b.nilai < 0 THEN 1 ELSE 0 END AS kredit, coalesce(k.bagian, 0) AS bagian,
      {STATUS} AS status
    FROM tagihan a JOIN tagihan_baris t ON t.opd_id = a.opd_id AND t.tagihan_id = a.id
    JOIN baris_bank b ON b.opd_id = t.opd_id AND b.kunci_bank = t.kunci_bank
    LEFT JOIN langkah_baris k ON k.opd_id = b.opd_id AND k.kunci_bank = b.kunci_bank
    WHERE a.opd_id = :o AND a.tahun = :t
) z GROUP BY z.tagihan_id, z.status, z.jenis, z.kredit"""  # noqa: S608 - constant text
_LUNAS: Final = (StatusTagihan.DIBAYAR, StatusTagihan.DIREKONSILIASI)


def bills_of(conn: Connection, opd_id: OpdId, tahun: int, hari_ini: date) -> list[TagihanRow]:
    """The bills of a year, newest first."""
    per_tagihan: defaultdict[Any, list[Row[Any]]] = defaultdict(list)
    for r in rows(conn, _HITUNG, o=opd_id, t=tahun):
        per_tagihan[as_uuid(r.tagihan_id)].append(r)
    return [_row(t, per_tagihan[as_uuid(t.id)], hari_ini) for t in rows(conn, _KEPALA, o=opd_id, t=tahun)]


def _row(t: Row[Any], hitungan: Sequence[Row[Any]], hari_ini: date) -> TagihanRow:
    ikut = [r for r in hitungan if r.jenis != JenisBaris.PEMBAYARAN]
    status = furthest_behind({StatusBaris(r.status) for r in ikut if not r.kredit})
    tertulis = None if t.jatuh_tempo is None else as_date(t.jatuh_tempo)
    cetak = as_date(t.tanggal_cetak)
    return TagihanRow(
        id=TagihanId(as_uuid(t.id)),
        nomor=t.nomor,
        penerbit=t.penerbit,
        berkas=t.berkas,
        tanggal_cetak=cetak,
        jatuh_tempo=tertulis,
        tagihan_baru=Rupiah(int(t.tagihan_baru)),
        banyak_baris=sum(int(r.utuh) for r in hitungan),
        terbuka=sum(int(r.banyak) for r in ikut if r.status == StatusBaris.TERBUKUKAN),
        status=status,
        terlambat=hari_ini > due_date_or_year_end(tertulis, cetak.year) and status not in _LUNAS,
    )
