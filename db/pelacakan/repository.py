"""Stores berkas and their events. It reads like the queries do, on the connection of its transaction."""

from __future__ import annotations

import json

from sqlalchemy import Connection, func, select

from core.identity import BerkasId, OpdId
from core.pelacakan.alur import Alur
from core.pelacakan.model import Berkas, IsiBerkas
from core.pelacakan.perpindahan import Perpindahan
from core.pelacakan.resi import TokenResi, UntukSiapa
from db.menyimpan import put_version
from db.pelacakan import tables
from db.pelacakan.baris import from_berkas, from_perpindahan, to_berkas
from db.pelacakan.queries import SqlPelacakanQueries
from db.pintu import Pintu


class SqlPelacakanRepository(SqlPelacakanQueries):
    """The berkas of one office, for writing."""

    def __init__(self, conn: Connection, pintu: Pintu, opd_id: OpdId) -> None:
        super().__init__(conn, opd_id)
        self._pintu = pintu

    def by_kode(self, kode: str) -> Berkas | None:
        """The row stays locked until the transaction ends (PostgreSQL): of two scans one waits, then sees the other."""
        found = self._conn.execute(self._own().where(tables.berkas.c.kode_meja == kode).with_for_update()).first()
        return None if found is None else to_berkas(found)

    def has_document(self, isi: IsiBerkas) -> bool:
        t = tables.berkas
        sama = (t.c.layanan == isi.layanan, t.c.tahun == isi.tanggal.year, t.c.opd == isi.opd, t.c.nomor == isi.nomor)
        return bool(self._conn.execute(select(func.count()).where(t.c.opd_id == self._opd, *sama)).scalar())

    def add(self, berkas: Berkas, perpindahan: Perpindahan) -> None:
        self.save(berkas, perpindahan)

    def save(self, berkas: Berkas, perpindahan: Perpindahan) -> None:
        put_version(
            self._conn, tables.berkas, {"opd_id": self._opd, "id": berkas.id}, from_berkas(berkas), berkas.versi
        )
        self._pintu.post("perpindahan", [from_perpindahan(perpindahan)])

    def add_alur(self, alur: Alur) -> None:
        isi = json.dumps(alur.to_json(), ensure_ascii=False, sort_keys=True)
        self._pintu.post("alur", [{"layanan": alur.layanan, "versi": alur.versi, "isi": isi}])

    def count_resi(self, berkas_id: BerkasId, putaran: int, untuk: UntukSiapa) -> int:
        t = tables.resi_token
        sama = (t.c.berkas_id == berkas_id, t.c.putaran == putaran, t.c.untuk == str(untuk))
        return int(self._conn.execute(select(func.count()).where(t.c.opd_id == self._opd, *sama)).scalar() or 0)

    def add_token(self, token: TokenResi) -> None:
        self._pintu.post(
            "resi_token",
            [
                {
                    "token_hash": token.token_hash,
                    "ketik_hash": token.ketik_hash,
                    "berkas_id": token.berkas_id,
                    "putaran": token.putaran,
                    "untuk": str(token.untuk),
                    "cetakan_ke": token.cetakan_ke,
                    "terbit_at": token.at,
                    "oleh": token.oleh,
                }
            ],
        )
