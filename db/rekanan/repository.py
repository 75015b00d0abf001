"""Stores the cards of rekanan."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection

from core.identity import OpdId, RekananId
from core.rekanan.model import Rekanan
from db.menyimpan import put_version
from db.pintu import Pintu
from db.rekanan.queries import SqlRekananQueries, to_rekanan
from db.rekanan.tables import rekanan as t


class SqlRekananRepository(SqlRekananQueries):
    """The rekanan of one office, for writing."""

    def __init__(self, conn: Connection, _pintu: Pintu, opd_id: OpdId) -> None:
        super().__init__(conn, opd_id)

    def get(self, rekanan: RekananId) -> Rekanan | None:
        return self.card(rekanan)

    def with_npwp(self, npwp: str) -> Sequence[Rekanan]:
        sql = self._own().where(t.c.npwp == npwp, t.c.aktif.is_(True)).order_by(t.c.nama)
        return [to_rekanan(r) for r in self._conn.execute(sql)]

    def put(self, rekanan: Rekanan) -> None:
        bank, surat = rekanan.rekening, rekanan.pp55
        isi = {
            "nama": rekanan.nama, "bentuk": str(rekanan.bentuk), "npwp": rekanan.npwp, "pkp": rekanan.pkp,
            "umkm": rekanan.umkm, "pp55_nomor": surat.nomor if surat else None,
            "pp55_sampai": surat.berlaku_sampai if surat else None, "kode_bank": bank.kode_bank if bank else None,
            "nomor_rekening": bank.nomor if bank else None, "atas_nama": bank.atas_nama if bank else None,
            "nama_bank": bank.nama_bank if bank else None, "alamat": rekanan.alamat, "aktif": rekanan.aktif,
        }  # fmt: skip
        put_version(self._conn, t, {"opd_id": self._opd, "id": rekanan.id}, isi, rekanan.versi)
