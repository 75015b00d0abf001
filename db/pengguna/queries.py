"""Answers who the people are, and keeps the tries of signing in."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection, Engine, select

from core.identity import OpdId, OrangId
from core.pengguna.masuk import Percobaan
from core.pengguna.model import Orang
from db.engine import TULIS
from db.menyimpan import put_row
from db.pengguna import tables
from db.pengguna.baris import to_orang


class SqlPenggunaQueries:
    """The people of one office, for reading."""

    def __init__(self, conn: Connection, opd_id: OpdId) -> None:
        self._conn = conn
        self._opd = opd_id

    def people(self, *, hanya_aktif: bool = True) -> Sequence[Orang]:
        t = tables.orang
        sql = select(t).where(t.c.opd_id == self._opd).order_by(t.c.nama, t.c.id)
        if hanya_aktif:
            sql = sql.where(t.c.aktif.is_(True))
        return [to_orang(r) for r in self._conn.execute(sql)]

    def by_login(self, nama_login: str) -> Orang | None:
        t = tables.orang
        found = self._conn.execute(select(t).where(t.c.opd_id == self._opd, t.c.nama_login == nama_login)).first()
        return None if found is None else to_orang(found)

    def password_hash(self, orang: OrangId) -> str:
        t = tables.sandi
        found = self._conn.execute(select(t.c.hash).where(t.c.opd_id == self._opd, t.c.orang_id == orang)).scalar()
        return str(found or "")


class SqlBukuPercobaan:
    """Failed tries of signing in, each kept at once in a transaction of its own: a refusal must not take it back."""

    def __init__(self, engine: Engine, opd_id: OpdId) -> None:
        self._engine = engine
        self._opd = opd_id

    def read(self, nama_login: str) -> Percobaan:
        t = tables.percobaan_masuk
        sql = select(t.c.gagal, t.c.terakhir_at).where(t.c.opd_id == self._opd, t.c.nama_login == nama_login)
        with self._engine.connect() as conn:
            found = conn.execute(sql).first()
        return Percobaan() if found is None else Percobaan(found.gagal, found.terakhir_at)

    def keep(self, nama_login: str, percobaan: Percobaan) -> None:
        kunci = {"opd_id": self._opd, "nama_login": nama_login}
        isi = {"gagal": percobaan.gagal, "terakhir_at": percobaan.terakhir_at}
        with self._engine.connect().execution_options(**{TULIS: True}) as conn, conn.begin():
            put_row(conn, tables.percobaan_masuk, kunci, isi)
