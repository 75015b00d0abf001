"""What the control book of the card says of a purchase beside its amount: shop, accounts, and the DPT that pays it."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping
from typing import Final

from sqlalchemy import Connection

from core.identity import OpdId
from core.kkpd.queries import RincianKkpd
from db.kkpd.lines import opening_merchants
from db.sql import rows

_BELI: Final = """
SELECT v.kp AS nomor, v.tipe, v.kr AS rekening, t.isi
FROM v_mutasi v JOIN transaksi t ON t.opd_id = v.opd_id AND t.id = v.transaksi_id
WHERE v.opd_id = :o AND v.tahun = :t AND v.kk = 'tunda' AND v.tipe IN ('BELANJA_KKPD', 'AWAL')
  AND NOT EXISTS (SELECT 1 FROM transaksi x WHERE x.opd_id = v.opd_id AND x.membalik = v.transaksi_id)
ORDER BY v.tanggal, v.urut, v.baris"""
_DPT: Final = """
SELECT DISTINCT r.bukti, r.nomor FROM dpt_rincian r WHERE r.opd_id = :o AND r.tahun = :t AND NOT EXISTS (
  SELECT 1 FROM dpt_batal x WHERE x.opd_id = r.opd_id AND x.tahun = r.tahun AND x.nomor = r.nomor)"""
_SP2D: Final = """
SELECT t.nomor, t.isi FROM transaksi t WHERE t.opd_id = :o AND t.tahun = :t AND t.jenis = 'SP2D_GU_KKPD'
  AND NOT EXISTS (SELECT 1 FROM transaksi x WHERE x.opd_id = t.opd_id AND x.membalik = t.id)"""


def control_book(conn: Connection, opd_id: OpdId, tahun: int) -> Mapping[str, RincianKkpd]:
    """By number of a purchase, or of the SP2D that settled some: what the control book prints beside the amount.

    A DPT that was withdrawn is not named; one that came in with a file is known by its SP2D.
    """
    kunci = {"o": opd_id, "t": tahun}
    dpt: dict[str, str] = {}
    found: dict[str, RincianKkpd] = {}
    for r in rows(conn, _SP2D, **kunci):
        isi = json.loads(r.isi)
        nomor = str(isi.get("nomor_dpt") or "")
        dpt.update({str(beli): nomor for beli in isi.get("dpt") or ()})
        found[r.nomor] = RincianKkpd(no_dpt=nomor)
    dpt.update({r.bukti: r.nomor for r in rows(conn, _DPT, **kunci)})
    beli = rows(conn, _BELI, **kunci)
    awal = opening_merchants(conn, opd_id, tahun) if any(r.tipe == "AWAL" for r in beli) else {}
    rekening: defaultdict[str, dict[str, None]] = defaultdict(dict)
    toko: dict[str, str] = {}
    for r in beli:
        rekening[r.nomor].setdefault(r.rekening)
        toko.setdefault(r.nomor, str(json.loads(r.isi).get("merchant") or awal.get(r.nomor, "")))
    for nomor, nama in toko.items():
        found[nomor] = RincianKkpd(nama, ", ".join(rekening[nomor]), dpt.get(nomor, ""))
    return found
