"""Loads the open position of a year from grouped sums, never from a year of rows."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from sqlalchemy import Connection, Row

from core.identity import OpdId, TransaksiId
from core.kas.model import Jenis, Pasangan
from core.kas.posisi import BelumLpj, BelumTerjawab, KeadaanKartu, KeadaanLpj, KeadaanTu, KetentuanUp, Posisi, kolom_spj
from core.money import Rupiah
from db.kas.arsip import SqlArsip
from db.sql import as_date, as_int, as_uuid, one, rows, scalar

_SALDO = """
SELECT a.kelas, a.jenis, a.sub_kegiatan, a.rekening, a.pos, z.saldo FROM (
  SELECT akun_id, sum(masuk - keluar) AS saldo, min(tanggal) AS tanggal, min(urut) AS urut, min(baris) AS baris
  FROM gerak_harian
  WHERE opd_id = :opd AND tahun = :tahun AND tanggal <= :sampai GROUP BY akun_id
) z JOIN akun a ON a.opd_id = :opd AND a.id = z.akun_id
WHERE a.kelas <> 'awal' ORDER BY z.tanggal, z.urut, z.baris
"""
"""Open items stand in the order they were made: a bill is settled per card line in the order of its rincian."""

_BELUM_LPJ = """
SELECT g.tanggal, g.urut, g.transaksi_id, g.baris, g.sub_kegiatan, g.rekening, g.d FROM v_gerak g
WHERE g.opd_id = :opd AND g.tahun = :tahun AND g.tanggal <= :sampai
  AND g.kelas = 'belanja' AND g.jenis = 'up' AND g.pos = ''
  AND NOT EXISTS (
    SELECT 1 FROM lpj_isi i JOIN lpj l ON l.opd_id = i.opd_id AND l.tahun = i.tahun AND l.nomor = i.nomor
    JOIN transaksi t ON t.opd_id = l.opd_id AND t.id = l.transaksi_id
    WHERE i.opd_id = g.opd_id AND i.transaksi_id = g.transaksi_id AND i.baris = g.baris AND t.tanggal <= :sampai)
ORDER BY g.tanggal, g.urut, g.baris
"""

_TERJAWAB = """
SELECT sum(l.nilai) FROM lpj l JOIN transaksi t ON t.opd_id = l.opd_id AND t.id = l.transaksi_id
WHERE l.opd_id = :opd AND l.tahun = :tahun AND l.sampai IS NOT NULL AND t.tanggal <= :sampai
"""
"""What the LPJ made in this year answer for; those an opening brought stand under a `pos` of their own."""

_LPJ = """
SELECT l.nomor, l.nilai, CASE WHEN t.id IS NULL THEN 0 ELSE 1 END AS diganti, coalesce(t.jenis, '') AS oleh
FROM lpj l JOIN transaksi x ON x.opd_id = l.opd_id AND x.id = l.transaksi_id
LEFT JOIN lpj_ganti g ON g.opd_id = l.opd_id AND g.tahun = l.tahun AND g.nomor = l.nomor
LEFT JOIN transaksi t ON t.opd_id = g.opd_id AND t.id = g.transaksi_id AND t.tanggal <= :sampai
WHERE l.opd_id = :opd AND l.tahun = :tahun AND x.tanggal <= :sampai
"""

_RETUR = """
SELECT isi FROM transaksi WHERE opd_id = :opd AND tahun = :tahun AND tanggal <= :sampai AND jenis = 'RETUR_BANK'
"""

_TU = """
SELECT u.pos, u.sub_kegiatan, u.nilai, u.batas_lpj FROM tu u
JOIN transaksi t ON t.opd_id = u.opd_id AND t.id = u.transaksi_id
WHERE u.opd_id = :opd AND u.tahun = :tahun AND t.tanggal <= :sampai ORDER BY t.tanggal, t.urut
"""


def load_posisi(
    conn: Connection, opd_id: OpdId, tahun: int, *, pagu: dict[Pasangan, int], ketentuan: KetentuanUp, sampai: date
) -> Posisi:
    """The position after everything dated up to `sampai`."""
    kunci: dict[str, Any] = {"opd": opd_id, "tahun": tahun}
    k = {**kunci, "sampai": sampai}
    urut = scalar(conn, "SELECT max(urut) FROM transaksi WHERE opd_id = :opd AND tahun = :tahun", **kunci)
    posisi = Posisi(ketentuan, pagu, SqlArsip(conn, opd_id, tahun, sampai), urut=int(urut or 0))
    awal = one(conn, "SELECT up_sudah_terbit, up_awal FROM pembukaan WHERE opd_id = :opd AND tahun = :tahun", **kunci)
    if awal is not None:
        posisi.up_terbit, posisi.uang_persediaan = bool(awal.up_sudah_terbit), int(awal.up_awal)
    _load_tu(conn, posisi, k)
    balances = rows(conn, _SALDO, **k)
    # cards first: whether a belanja settles a card line is known by the line
    for r in sorted(balances, key=lambda r: r.kelas == "belanja"):
        _set_balance(posisi, r)
    posisi.belum_lpj = BelumTerjawab(
        sum(as_int(r.saldo) for r in balances if (r.kelas, r.jenis, r.pos) == ("belanja", "up", ""))
        - as_int(scalar(conn, _TERJAWAB, **k)),
        lambda: _unanswered(conn, k),
    )
    for r in rows(conn, _LPJ, **k):
        posisi.lpj[r.nomor] = KeadaanLpj(int(r.nilai), diganti=bool(r.diganti))
        if r.oleh == Jenis.SP2D_GU_NIHIL:
            posisi.uang_persediaan -= int(r.nilai)
    for (isi,) in rows(conn, _RETUR, **k):
        retur = json.loads(isi)
        posisi.retur_per_bukti[retur["referensi"]] += Rupiah.from_json(retur["nilai"]).sen
    return posisi


def _unanswered(conn: Connection, k: dict[str, Any]) -> list[BelumLpj]:
    """Each line of UP spending that no LPJ answers for."""
    return [
        BelumLpj(
            (as_date(r.tanggal), int(r.urut)),
            TransaksiId(as_uuid(r.transaksi_id)),
            r.baris,
            (r.sub_kegiatan, r.rekening),
            int(r.d),
        )
        for r in rows(conn, _BELUM_LPJ, **k)
    ]


def _load_tu(conn: Connection, posisi: Posisi, k: dict[str, Any]) -> None:
    for r in rows(conn, _TU, **k):
        posisi.tu[r.pos] = KeadaanTu(r.sub_kegiatan, int(r.nilai), as_date(r.batas_lpj), {})
    rencana = "SELECT pos, sub_kegiatan, rekening, nilai FROM rencana_tu WHERE opd_id = :opd AND tahun = :tahun"
    for r in rows(conn, rencana, opd=k["opd"], tahun=k["tahun"]):
        if r.pos in posisi.tu:
            posisi.tu[r.pos].rencana[r.sub_kegiatan, r.rekening] = int(r.nilai)


def _set_balance(posisi: Posisi, r: Row[Any]) -> None:
    pair: Pasangan = (r.sub_kegiatan, r.rekening)
    saldo = int(r.saldo)
    match r.kelas:
        case "wadah":
            posisi.wadah[r.jenis] = posisi.wadah.get(r.jenis, 0) + saldo
        case "belanja":
            posisi.realisasi[pair] += saldo
            posisi.kolom[pair, kolom_spj(r.jenis, r.rekening)] += saldo
            if r.jenis == "tu" and r.pos in posisi.tu:
                posisi.tu[r.pos].belanja[pair] += saldo
            elif r.jenis == "kkpd" and r.pos in posisi.kartu:
                posisi.kartu[r.pos].lunas = True
        case "pajak":
            posisi.pajak[r.jenis] = -saldo
        case "panjar":
            posisi.panjar[r.pos] = saldo
        case "lain":
            posisi.lain[r.jenis, r.pos] = -saldo
        case "kartu":
            posisi.kartu_terpakai -= saldo
            posisi.kartu.setdefault(r.pos, KeadaanKartu())
        case "tunda":
            posisi.kartu.setdefault(r.pos, KeadaanKartu()).layak[pair] = saldo
        case "pribadi":
            posisi.kartu.setdefault(r.pos, KeadaanKartu()).ditolak = saldo
        case "rkud":
            if r.jenis in ("sp2d_up", "sts_sisa_up"):
                posisi.uang_persediaan -= saldo
                posisi.up_terbit = posisi.up_terbit or r.jenis == "sp2d_up"
            elif r.jenis == "sts_sisa_tu" and r.pos in posisi.tu:
                posisi.tu[r.pos].disetor = saldo
