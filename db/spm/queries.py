"""Answers questions about SPP and SPM: the list, one document."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, Select, func, or_, select

from core.identity import BerkasId, OpdId, SppId
from core.spm.keadaan import Keadaan
from core.spm.model import Spp
from core.spm.queries import SEMUA, SaringSpp, SppRow
from db.spm.baris import to_row, to_spp
from db.spm.keadaan import SqlKeadaan
from db.spm.tables import spp as t
from db.spm.tables import spp_langkah

_NOMOR = (t.c.nomor_spp, t.c.nomor_spm, t.c.sipd_spp, t.c.sipd_spm, t.c.sp2d)


class SqlSpmQueries:
    """The SPP and SPM of one office, for reading."""

    def __init__(self, conn: Connection, opd_id: OpdId) -> None:
        self._conn = conn
        self._opd = opd_id

    def rows(self, tahun: int, saring: SaringSpp = SEMUA, *, mulai: int = 0, banyak: int = 200) -> Sequence[SppRow]:
        sql = self._listed(select(t), tahun, saring).order_by(t.c.tanggal_spp.desc(), t.c.id.desc())
        return [to_row(r) for r in self._conn.execute(sql.offset(mulai).limit(banyak))]

    def count(self, tahun: int, saring: SaringSpp = SEMUA) -> int:
        return int(self._conn.execute(self._listed(select(func.count()).select_from(t), tahun, saring)).scalar_one())

    def _listed(self, sql: Select[Any], tahun: int, saring: SaringSpp) -> Select[Any]:
        sql = sql.where(t.c.opd_id == self._opd, t.c.tahun == tahun)
        if saring.status:
            sql = sql.where(t.c.status.in_([str(s) for s in saring.status]))
        if saring.jenis:
            sql = sql.where(t.c.jenis.in_([str(j) for j in saring.jenis]))
        kata = " ".join(saring.kata.lower().split())
        if kata:
            tempat = (t.c.uraian, t.c.penerima, *_NOMOR)
            sql = sql.where(or_(*(func.lower(c).contains(kata, autoescape=True) for c in tempat)))
        return sql

    def spp(self, spp_id: SppId) -> Spp | None:
        found = self._conn.execute(select(t).where(t.c.opd_id == self._opd, t.c.id == spp_id)).first()
        if found is None:
            return None
        k = spp_langkah.c
        langkah = select(spp_langkah).where(k.opd_id == self._opd, k.spp_id == spp_id).order_by(k.urut)
        return to_spp(found, self._conn.execute(langkah))

    def find(self, tahun: int, nomor: str) -> SppId | None:
        sama = or_(*(c == nomor.strip() for c in _NOMOR))
        sql = select(t.c.id).where(t.c.opd_id == self._opd, t.c.tahun == tahun, sama).order_by(t.c.id).limit(1)
        found = self._conn.execute(sql).scalar()
        return None if found is None else SppId(found)

    def of_berkas(self, berkas_id: BerkasId) -> Spp | None:
        sql = select(t.c.id).where(t.c.opd_id == self._opd, t.c.berkas_id == berkas_id)
        found = self._conn.execute(sql).scalar()
        return None if found is None else self.spp(SppId(found))

    def keadaan(self, spp: Spp) -> Keadaan:
        return SqlKeadaan(self._conn, self._opd).of(spp)
