"""Stores people and their passwords' hashes."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection, insert, select, update

from core.identity import OpdId, OrangId
from core.pengguna.model import Orang
from db.menyimpan import put_row, put_version
from db.pengguna import tables
from db.pengguna.baris import from_orang, to_orang
from db.pintu import Pintu


class SqlPenggunaRepository:
    """The people of one office."""

    def __init__(self, conn: Connection, _pintu: Pintu, opd_id: OpdId) -> None:
        self._conn = conn
        self._opd = opd_id

    def people(self) -> Sequence[Orang]:
        t = tables.orang
        found = self._conn.execute(select(t).where(t.c.opd_id == self._opd).order_by(t.c.nama, t.c.id))
        return [to_orang(r) for r in found]

    def password_hash(self, orang: OrangId) -> str:
        t = tables.sandi
        found = self._conn.execute(select(t.c.hash).where(t.c.opd_id == self._opd, t.c.orang_id == orang)).scalar()
        return str(found or "")

    def add(self, orang: Orang, hash_: str) -> None:
        put_version(self._conn, tables.orang, {"opd_id": self._opd, "id": orang.id}, from_orang(orang), 1)
        self._conn.execute(insert(tables.sandi).values(opd_id=self._opd, orang_id=orang.id, hash=hash_))

    def save(self, orang: Orang) -> None:
        put_version(self._conn, tables.orang, {"opd_id": self._opd, "id": orang.id}, from_orang(orang), orang.versi)

    def save_password(self, orang: OrangId, hash_: str, *, wajib_ganti: bool) -> None:
        put_row(self._conn, tables.sandi, {"opd_id": self._opd, "orang_id": orang}, {"hash": hash_})
        t = tables.orang
        there = (t.c.opd_id == self._opd) & (t.c.id == orang)
        self._conn.execute(update(t).where(there).values(wajib_ganti=wajib_ganti))
