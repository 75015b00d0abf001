"""Answers where berkas are: lists for the desks, timelines, the public view behind a receipt."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, func, select

from core.identity import BerkasId, OpdId
from core.pelacakan.alur import Alur, read_alur
from core.pelacakan.alur_baku import ALUR_BAKU
from core.pelacakan.model import Berkas
from core.pelacakan.perpindahan import Keadaan, Perpindahan
from core.pelacakan.queries import BerkasRow, LacakPublik, public_view
from db.pelacakan import tables
from db.pelacakan.baris import to_berkas, to_perpindahan, to_row


class SqlPelacakanQueries:
    """The berkas of one office, for reading."""

    def __init__(self, conn: Connection, opd_id: OpdId) -> None:
        self._conn = conn
        self._opd = opd_id

    def by_kode(self, kode: str) -> Berkas | None:
        return self._berkas(tables.berkas.c.kode_meja == kode)

    def get(self, berkas_id: BerkasId) -> Berkas | None:
        return self._berkas(tables.berkas.c.id == berkas_id)

    def rows(self, keadaan: Sequence[Keadaan], *, tahap: str = "", sampai: int = 500) -> Sequence[BerkasRow]:
        t = tables.berkas
        sql = select(t).where(t.c.opd_id == self._opd, t.c.keadaan.in_([str(k) for k in keadaan]))
        if tahap:
            sql = sql.where(t.c.tahap == tahap)
        return [to_row(r) for r in self._conn.execute(sql.order_by(t.c.sejak_at, t.c.id).limit(sampai))]

    def counts(self) -> dict[tuple[Keadaan, str], int]:
        t = tables.berkas
        sql = (
            select(t.c.keadaan, t.c.tahap, func.count()).where(t.c.opd_id == self._opd).group_by(t.c.keadaan, t.c.tahap)
        )
        return {(Keadaan(k), tahap): int(n) for k, tahap, n in self._conn.execute(sql)}

    def moved_since(self, at: datetime) -> Sequence[BerkasId]:
        p = tables.perpindahan
        sql = select(p.c.berkas_id).distinct().where(p.c.opd_id == self._opd, p.c.terjadi_at >= at)
        return [BerkasId(r.berkas_id) for r in self._conn.execute(sql.order_by(p.c.berkas_id))]

    def timeline(self, berkas_id: BerkasId) -> Sequence[Perpindahan]:
        t = tables.perpindahan
        sql = select(t).where(t.c.opd_id == self._opd, t.c.berkas_id == berkas_id).order_by(t.c.urut)
        return [to_perpindahan(r) for r in self._conn.execute(sql)]

    def alur(self, layanan: str, versi: int | None = None) -> Alur | None:
        t = tables.alur
        sql = select(t.c.isi).where(t.c.opd_id == self._opd, t.c.layanan == layanan).order_by(t.c.versi.desc())
        if versi is not None:
            sql = sql.where(t.c.versi == versi)
        isi = self._conn.execute(sql.limit(1)).scalar()
        if isi is not None:
            return read_alur(json.loads(isi))
        baku = ALUR_BAKU.get(layanan)
        return baku if baku is not None and versi in {None, baku.versi} else None

    def by_token(self, token_hash: str, hari_ini: date) -> LacakPublik | None:
        return self._public(tables.resi_token.c.token_hash == token_hash, hari_ini)

    def by_typed(self, ketik_hash: str, hari_ini: date) -> LacakPublik | None:
        return self._public(tables.resi_token.c.ketik_hash == ketik_hash, hari_ini)

    def _own(self) -> Select[Any]:
        return select(tables.berkas).where(tables.berkas.c.opd_id == self._opd)

    def _berkas(self, sama: ColumnElement[bool]) -> Berkas | None:
        found = self._conn.execute(self._own().where(sama)).first()
        return None if found is None else to_berkas(found)

    def _public(self, sama: ColumnElement[bool], hari_ini: date) -> LacakPublik | None:
        t = tables.resi_token
        key = self._conn.execute(select(t.c.berkas_id).where(t.c.opd_id == self._opd, sama)).scalar()
        berkas = None if key is None else self.get(key)
        if berkas is None:
            return None
        alur = self.alur(berkas.isi.layanan, berkas.alur_versi)
        assert alur is not None, "a berkas keeps the version of the flow it began with"
        return public_view(berkas, self.timeline(berkas.id), alur, hari_ini)
