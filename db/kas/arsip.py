"""Posted events, looked up one by one: what later events refer to."""

from __future__ import annotations

import json
from datetime import date

from sqlalchemy import Connection

from core.identity import OpdId, TransaksiId
from core.kas.model import Akun, Jenis, Mutasi
from core.kas.posisi import Terarsip
from db.sql import as_date, as_uuid, one, rows, scalar


class SqlArsip:
    """Posted events up to a date, looked up one by one."""

    def __init__(self, conn: Connection, opd_id: OpdId, tahun: int, sampai: date) -> None:
        self._conn = conn
        self._kunci = {"opd": opd_id, "tahun": tahun, "sampai": sampai}

    def by_kode(self, kode: str) -> Terarsip | None:
        return self._find("t.kode = :kode", kode=kode)

    def by_nomor(self, seri: str, nomor: str) -> Terarsip | None:
        sama = (
            "t.id = (SELECT n.transaksi_id FROM nomor_terpakai n "
            "WHERE n.opd_id = t.opd_id AND n.tahun = t.tahun AND n.seri = :seri AND n.nomor = :nomor)"
        )
        return self._find(sama, seri=seri, nomor=nomor)

    def _find(self, sama: str, **params: object) -> Terarsip | None:
        sql = (
            "SELECT t.id, t.kode, t.jenis, t.tanggal, t.urut, t.isi, (SELECT count(*) FROM transaksi k "  # noqa: S608
            "WHERE k.opd_id = t.opd_id AND k.membalik = t.id AND k.tanggal <= :sampai) AS dibalik FROM transaksi t "
            f"WHERE t.opd_id = :opd AND t.tahun = :tahun AND t.tanggal <= :sampai AND {sama}"
        )
        t = one(self._conn, sql, **self._kunci, **params)
        if t is None:
            return None
        return Terarsip(
            TransaksiId(as_uuid(t.id)),
            t.kode,
            Jenis(t.jenis),
            (as_date(t.tanggal), int(t.urut)),
            json.loads(t.isi),
            self._mutasi(t.id),
            dibalik=bool(t.dibalik),
        )

    def _mutasi(self, transaksi_id: object) -> tuple[Mutasi, ...]:
        return load_mutasi(self._conn, self._kunci["opd"], transaksi_id)

    def lpj_of(self, transaksi_id: TransaksiId) -> str | None:
        found = scalar(
            self._conn,
            "SELECT i.nomor FROM lpj_isi i "
            "JOIN lpj l ON l.opd_id = i.opd_id AND l.tahun = i.tahun AND l.nomor = i.nomor "
            "JOIN transaksi t ON t.opd_id = l.opd_id AND t.id = l.transaksi_id "
            "WHERE i.opd_id = :opd AND i.tahun = :tahun AND i.transaksi_id = :id AND t.tanggal <= :sampai",
            **self._kunci,
            id=transaksi_id,
        )
        return str(found) if found is not None else None


def load_mutasi(conn: Connection, opd_id: object, transaksi_id: object) -> tuple[Mutasi, ...]:
    """The mutasi of one transaksi, as stored."""
    sql = """
    SELECT m.baris, m.nilai, m.no_bukti, m.uraian, m.ntpn,
      a.kelas AS ak, a.jenis AS aj, a.sub_kegiatan AS asub, a.rekening AS ar, a.pos AS ap, a.buku AS ab,
      b.kelas AS bk, b.jenis AS bj, b.sub_kegiatan AS bsub, b.rekening AS br, b.pos AS bp, b.buku AS bb
    FROM mutasi m
    JOIN akun a ON a.opd_id = m.opd_id AND a.id = m.dari
    JOIN akun b ON b.opd_id = m.opd_id AND b.id = m.ke
    WHERE m.opd_id = :opd AND m.transaksi_id = :id ORDER BY m.baris"""
    return tuple(
        Mutasi(
            r.baris,
            Akun(r.ak, r.aj, r.asub, r.ar, r.ap, r.ab),
            Akun(r.bk, r.bj, r.bsub, r.br, r.bp, r.bb),
            int(r.nilai),
            r.no_bukti,
            r.uraian,
            r.ntpn,
        )
        for r in rows(conn, sql, opd=opd_id, id=transaksi_id)
    )
