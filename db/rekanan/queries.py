"""Answers who the rekanan are; lists leave the database with their numbers masked."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, Row, Select, func, or_, select

from core.identity import OpdId, RekananId
from core.opd.rekening_bank import RekeningBank, bare_number
from core.rekanan.model import Bentuk, Rekanan, SuratKeterangan
from core.rekanan.queries import RekananRow
from db.rekanan.tables import rekanan as t

_DIGIT_TERPENDEK = 4
"""Fewer last digits than a masked number shows would find half the list."""


class SqlRekananQueries:
    """The rekanan of one office, for reading."""

    def __init__(self, conn: Connection, opd_id: OpdId) -> None:
        self._conn = conn
        self._opd = opd_id

    def _own(self) -> Select[Any]:
        return select(t).where(t.c.opd_id == self._opd)

    def search(self, teks: str = "", *, hanya_aktif: bool = True, batas: int = 200) -> Sequence[RekananRow]:
        sql = self._own().order_by(func.lower(t.c.nama), t.c.id).limit(batas)
        if hanya_aktif:
            sql = sql.where(t.c.aktif.is_(True))
        bare = " ".join(teks.split())
        if bare:
            fits = [func.lower(t.c.nama).contains(bare.lower(), autoescape=True)]
            digits = bare_number(bare)
            if digits.isascii() and digits.isdigit() and len(digits) >= _DIGIT_TERPENDEK:
                fits += [t.c.npwp.endswith(digits), t.c.nomor_rekening.endswith(digits)]
            sql = sql.where(or_(*fits))
        return [RekananRow.of(to_rekanan(r)) for r in self._conn.execute(sql)]

    def card(self, rekanan: RekananId) -> Rekanan | None:
        found = self._conn.execute(self._own().where(t.c.id == rekanan)).first()
        return None if found is None else to_rekanan(found)

    def by_name(self, nama: str) -> Rekanan | None:
        bare = " ".join(nama.split()).lower()
        sql = self._own().where(func.lower(t.c.nama) == bare, t.c.aktif.is_(True)).limit(2)
        found = self._conn.execute(sql).all()
        return to_rekanan(found[0]) if len(found) == 1 else None


def to_rekanan(r: Row[Any]) -> Rekanan:
    """The card of a row."""
    bank = None
    if r.nomor_rekening is not None:
        bank = RekeningBank(r.kode_bank, r.nomor_rekening, r.atas_nama, r.nama_bank)
    return Rekanan(
        id=RekananId(r.id), nama=r.nama, bentuk=Bentuk(r.bentuk), npwp=r.npwp, pkp=r.pkp, umkm=r.umkm,
        pp55=None if r.pp55_nomor is None else SuratKeterangan(r.pp55_nomor, r.pp55_sampai),
        rekening=bank, alamat=r.alamat, aktif=r.aktif, versi=r.versi,
    )  # fmt: skip
