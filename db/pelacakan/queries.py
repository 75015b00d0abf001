"""Answers where berkas are: lists for the desks, timelines, the public view behind a receipt."""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from datetime import UTC, date, datetime, time
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, Select, and_, func, or_, select

from core.identity import BerkasId, OpdId
from core.pelacakan.alur import Alur, read_alur
from core.pelacakan.alur_baku import ALUR_BAKU
from core.pelacakan.model import Berkas
from core.pelacakan.perpindahan import Keadaan, Perpindahan
from core.pelacakan.publik import AKHIR, BerkasTempuh, ResiTerbit
from core.pelacakan.queries import BerkasRow
from db.pelacakan import tables
from db.pelacakan.baris import to_berkas, to_perpindahan, to_row


class SqlPelacakanQueries:
    """The berkas of one office, for reading."""

    def __init__(self, conn: Connection, opd_id: OpdId) -> None:
        self._conn = conn
        self._opd = opd_id
        self._alur: dict[tuple[str, int], Alur] = {}

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

    def by_laman(self, laman: str) -> ResiTerbit | None:
        t = tables.resi_token  # hexadecimal: everything that begins with the name lies between it and its end
        return self._terbit(t.c.token_hash >= laman, t.c.token_hash < f"{laman}g")

    def by_ketik(self, ketik_hash: str) -> ResiTerbit | None:
        return self._terbit(tables.resi_token.c.ketik_hash == ketik_hash)

    def resi_terbit(self, sejak: date) -> Sequence[ResiTerbit]:
        t, b, p = tables.resi_token, tables.berkas, tables.perpindahan
        recent = select(p.c.berkas_id).where(p.c.opd_id == self._opd, p.c.terjadi_at >= _midnight(sejak))
        live = or_(b.c.keadaan.not_in([str(k) for k in AKHIR]), b.c.id.in_(recent))
        key = and_(b.c.opd_id == t.c.opd_id, b.c.id == t.c.berkas_id)
        sql = select(t.c.token_hash, t.c.ketik_hash, b).join(b, key).where(t.c.opd_id == self._opd, live)
        rows = self._conn.execute(sql.order_by(t.c.berkas_id, t.c.token_hash)).all()
        events = self._events({r.id for r in rows})
        return [self._opened(r.token_hash, r.ketik_hash, to_berkas(r), events[r.id]) for r in rows]

    def finished(self, sejak: date, *, sampai: int = 500) -> Sequence[BerkasTempuh]:
        b = tables.berkas
        sql = select(b).where(
            b.c.opd_id == self._opd, b.c.keadaan == str(Keadaan.SELESAI), b.c.tanggal_selesai >= sejak
        )
        rows = self._conn.execute(sql.order_by(b.c.tanggal_selesai.desc(), b.c.id).limit(sampai)).all()
        events = self._events({r.id for r in rows})
        return [BerkasTempuh(r.layanan, r.alur_versi, r.opd, r.jenis, events[r.id]) for r in rows]

    def _events(self, berkas: Collection[UUID]) -> dict[UUID, tuple[Perpindahan, ...]]:
        """All events of these berkas, asked for in handfuls that both engines take."""
        t = tables.perpindahan
        found: dict[UUID, list[Perpindahan]] = {}
        keys = sorted(berkas)
        for some in (keys[i : i + 400] for i in range(0, len(keys), 400)):
            sql = select(t).where(t.c.opd_id == self._opd, t.c.berkas_id.in_(some)).order_by(t.c.berkas_id, t.c.urut)
            for r in self._conn.execute(sql):
                found.setdefault(r.berkas_id, []).append(to_perpindahan(r))
        return {key: tuple(events) for key, events in found.items()}

    def _own(self) -> Select[Any]:
        return select(tables.berkas).where(tables.berkas.c.opd_id == self._opd)

    def _berkas(self, sama: ColumnElement[bool]) -> Berkas | None:
        found = self._conn.execute(self._own().where(sama)).first()
        return None if found is None else to_berkas(found)

    def _terbit(self, *sama: ColumnElement[bool]) -> ResiTerbit | None:
        t = tables.resi_token
        r = self._conn.execute(select(t).where(t.c.opd_id == self._opd, *sama).limit(1)).first()
        berkas = None if r is None else self.get(r.berkas_id)
        if r is None or berkas is None:
            return None
        return self._opened(r.token_hash, r.ketik_hash, berkas, tuple(self.timeline(berkas.id)))

    def _opened(self, token: str, ketik: str, berkas: Berkas, events: tuple[Perpindahan, ...]) -> ResiTerbit:
        key = (berkas.isi.layanan, berkas.alur_versi)
        if key not in self._alur:
            found = self.alur(*key)
            assert found is not None, "a berkas keeps the version of the flow it began with"
            self._alur[key] = found
        return ResiTerbit(token, ketik, berkas, events, self._alur[key])


def _midnight(hari: date) -> datetime:
    return datetime.combine(hari, time(), UTC)
