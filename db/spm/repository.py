"""Stores SPP and SPM. It reads like the queries do, on the connection of its transaction."""

from __future__ import annotations

import json
from typing import Final

from sqlalchemy import Column, Connection, func, select

from core.identity import OpdId, SppId
from core.spm.model import Spp
from db.menyimpan import put_version
from db.pintu import Pintu
from db.spm.baris import from_spp
from db.spm.queries import SqlSpmQueries
from db.spm.tables import spp as t
from db.spm.tables import spp_langkah
from db.sql import scalar

_SERI: Final[dict[str, Column[str]]] = {"SIPD-SPP": t.c.sipd_spp, "SIPD-SPM": t.c.sipd_spm, "SP2D": t.c.sp2d}


class SqlSpmRepository(SqlSpmQueries):
    """The SPP and SPM of one office, for writing."""

    def __init__(self, conn: Connection, pintu: Pintu, opd_id: OpdId) -> None:
        super().__init__(conn, opd_id)
        self._pintu = pintu

    def get(self, spp_id: SppId) -> Spp | None:
        return self.spp(spp_id)

    def save(self, spp: Spp) -> None:
        put_version(self._conn, t, {"opd_id": self._opd, "id": spp.id}, from_spp(spp), spp.versi)
        k = spp_langkah.c
        sql = select(func.count()).select_from(spp_langkah).where(k.opd_id == self._opd, k.spp_id == spp.id)
        ada = int(self._conn.execute(sql).scalar_one())
        baru = [
            {
                "spp_id": spp.id, "urut": urut, "peristiwa": c.peristiwa, "tangan": str(c.tangan), "oleh": c.oleh,
                "oleh_nama": c.nama, "langkah_at": c.at, "sebab": json.dumps(list(c.sebab), ensure_ascii=False),
            }
            for urut, c in enumerate(spp.jejak[ada:], ada + 1)
        ]  # fmt: skip
        if baru:
            self._pintu.post("spp_langkah", baru)

    def owner_of(self, tahun: int, seri: str, nomor: str) -> SppId | None:
        sql = select(t.c.id).where(t.c.opd_id == self._opd, t.c.tahun == tahun, _SERI[seri] == nomor)
        found = self._conn.execute(sql).scalar()
        return None if found is None else SppId(found)

    def tahap(self, tahun: int) -> str:
        sql = "SELECT tahapan FROM dpa WHERE opd_id = :o AND tahun = :t ORDER BY versi DESC LIMIT 1"
        return str(scalar(self._conn, sql, o=self._opd, t=tahun) or "M")
