"""The DPT KKPD as rows, and back."""

from __future__ import annotations

import json
from typing import Any

from sqlalchemy import Connection, Row

from core.identity import OpdId, OrangId, TagihanId
from core.kkpd.dpt import BarisDpt, Dpt, RincianDpt
from core.money import Rupiah
from db.sql import as_date, as_uuid, one, rows


def dpt_rows(tahun: int, dpt: Dpt) -> dict[str, list[dict[str, Any]]]:
    """Rows of a DPT by table, its head first."""
    kunci = {"tahun": tahun, "nomor": dpt.nomor}
    kepala = {
        "urut": dpt.urut, "tanggal": dpt.tanggal, "tagihan_id": dpt.tagihan, "total": dpt.total.sen,
        "pejabat": dpt.pejabat, "pejabat_nama": dpt.pejabat_nama,
    }  # fmt: skip
    baris = [
        {
            **kunci, "urut": n, "kunci_bank": b.kunci_bank, "baris": b.baris, "kartu": b.kartu, "pemegang": b.pemegang,
            "tanggal": b.tanggal, "merchant": b.merchant, "bukti": json.dumps(b.bukti), "nilai": b.nilai.sen,
        }
        for n, b in enumerate(dpt.baris, 1)
    ]  # fmt: skip
    rincian = [
        {
            **kunci, "urut": n, "bukti": r.bukti, "sub_kegiatan": r.sub_kegiatan, "rekening": r.rekening,
            "uraian": r.uraian, "nilai": r.nilai.sen,
        }
        for n, r in enumerate(dpt.rincian, 1)
    ]  # fmt: skip
    return {"dpt": [{**kunci, **kepala}], "dpt_baris": baris, "dpt_rincian": rincian}


def load_dpt(conn: Connection, opd_id: OpdId, tahun: int, nomor: str) -> Dpt | None:
    """A DPT as it was made; None when there is none or it was withdrawn."""
    kunci = {"o": opd_id, "t": tahun, "n": nomor}
    sql = """
    SELECT d.* FROM dpt d WHERE d.opd_id = :o AND d.tahun = :t AND d.nomor = :n
      AND NOT EXISTS (SELECT 1 FROM dpt_batal x
        WHERE x.opd_id = d.opd_id AND x.tahun = d.tahun AND x.nomor = d.nomor)"""
    d = one(conn, sql, **kunci)
    if d is None:
        return None
    syarat = "WHERE opd_id = :o AND tahun = :t AND nomor = :n ORDER BY urut"
    baris = rows(conn, f"SELECT * FROM dpt_baris {syarat}", **kunci)  # noqa: S608 - constant text
    rincian = rows(conn, f"SELECT * FROM dpt_rincian {syarat}", **kunci)  # noqa: S608 - constant text
    return Dpt(
        nomor=d.nomor,
        urut=int(d.urut),
        tanggal=as_date(d.tanggal),
        tagihan=TagihanId(as_uuid(d.tagihan_id)),
        pejabat=OrangId(as_uuid(d.pejabat)),
        pejabat_nama=d.pejabat_nama,
        baris=tuple(_line(r) for r in baris),
        rincian=tuple(RincianDpt(r.bukti, r.sub_kegiatan, r.rekening, r.uraian, Rupiah(int(r.nilai))) for r in rincian),
    )


def _line(r: Row[Any]) -> BarisDpt:
    return BarisDpt(
        kunci_bank=r.kunci_bank,
        baris=int(r.baris),
        kartu=r.kartu,
        pemegang=r.pemegang,
        tanggal=as_date(r.tanggal),
        merchant=r.merchant,
        bukti=tuple(json.loads(r.bukti)),
        nilai=Rupiah(int(r.nilai)),
    )
