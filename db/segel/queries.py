"""Answers about keys, seals and files; what is proven here needs no network."""

from __future__ import annotations

import base64
from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, Row, select

from core.errors import Refusal
from core.identity import BerkasId, OpdId
from core.segel.kode import HasilPeriksa, check_code
from core.segel.kunci import AkhirKunci, CaraBerakhir, KunciSegel
from core.segel.lembar import read_sheet
from core.segel.queries import Paket, SegelBerkas
from db.segel import ed25519, tables


class SqlSegelQueries:
    """The keys, seals and files of one office, for reading."""

    def __init__(self, conn: Connection, opd_id: OpdId) -> None:
        self._conn = conn
        self._opd = opd_id

    def known_keys(self) -> Sequence[KunciSegel]:
        t, a = tables.kunci_segel, tables.kunci_segel_akhir
        ends: dict[str, AkhirKunci] = {}
        # DICABUT stands before DIGANTI: the graver end is the last word
        for r in self._conn.execute(select(a).where(a.c.opd_id == self._opd).order_by(a.c.cara.desc())):
            ends[r.kunci_id] = AkhirKunci(CaraBerakhir(r.cara), r.tanggal, r.sebab)
        sql = select(t).where(t.c.opd_id == self._opd)
        sql = sql.order_by(t.c.sendiri.desc(), t.c.berlaku_dari.desc(), t.c.jejak_no.desc())
        return [
            KunciSegel(bytes.fromhex(r.publik), r.opd_kode, r.opd_nama, r.berlaku_dari, bool(r.sendiri), ends.get(r.id))
            for r in self._conn.execute(sql)
        ]

    def check(self, teks: str) -> HasilPeriksa:
        return check_code(teks, {k.id: k for k in self.known_keys()}, ed25519.verify)

    def read_sheet(self, teks: str) -> KunciSegel:
        return read_sheet(teks, ed25519.verify)

    def sheet_of(self, kunci: KunciSegel) -> str:
        t = tables.kunci_segel
        sql = select(t.c.lembar).where(t.c.opd_id == self._opd, t.c.id == kunci.id)
        found = self._conn.execute(sql).scalar()
        if not found:
            raise Refusal("ERR_KUNCI_TIDAK_DIKENAL", f"Kunci {kunci.sidik_jari} tidak ada dalam daftar kantor ini.")
        return str(found)

    def seal_of(self, berkas_id: BerkasId, putaran: int) -> SegelBerkas | None:
        t = tables.segel_berkas
        sql = select(t).where(t.c.opd_id == self._opd, t.c.berkas_id == berkas_id, t.c.putaran == putaran)
        r = self._conn.execute(sql.order_by(t.c.jejak_no.desc()).limit(1)).first()
        return None if r is None else SegelBerkas(berkas_id, putaran, r.kunci_id, r.disegel, r.teks)

    def packet(self, sidik: str) -> Paket | None:
        t = tables.paket
        r = self._conn.execute(select(t).where(t.c.opd_id == self._opd, t.c.sidik == sidik)).first()
        return None if r is None else _to_packet(r)

    def packets(self, berkas_id: BerkasId) -> Sequence[Paket]:
        t = tables.paket
        sql = select(t).where(t.c.opd_id == self._opd, t.c.berkas_id == berkas_id).order_by(t.c.putaran, t.c.urut)
        return [_to_packet(r) for r in self._conn.execute(sql)]


def _to_packet(r: Row[Any]) -> Paket:
    return Paket(
        r.sidik, BerkasId(r.berkas_id), r.putaran, r.jenis, r.urut, r.kunci_id, base64.b64decode(r.isi, validate=True)
    )
