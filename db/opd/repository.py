"""Stores the office. It reads like the queries do, on the connection of its transaction."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, update

from core.identity import OpdId
from core.opd.model import Libur, Opd, RekeningBendahara, SkUp
from core.opd.pejabat import Pejabat
from core.settings import BarisSetelan
from db.menyimpan import put_row, put_version
from db.opd import tables
from db.opd.queries import SqlOpdQueries
from db.pintu import Pintu


class SqlOpdRepository(SqlOpdQueries):
    """One office, for writing."""

    def __init__(self, conn: Connection, _pintu: Pintu, opd_id: OpdId) -> None:
        super().__init__(conn, opd_id)

    def _key(self, id_: object) -> dict[str, Any]:
        return {"opd_id": self._opd, "id": id_}

    def add_office(self, opd: Opd) -> None:
        put_version(self._conn, tables.opd, self._key(opd.id), _from_opd(opd), 1)

    def save_office(self, opd: Opd) -> None:
        put_version(self._conn, tables.opd, self._key(opd.id), _from_opd(opd), opd.versi)

    def put_official(self, pejabat: Pejabat) -> None:
        isi = {
            "peran": str(pejabat.peran), "nama": pejabat.nama, "nip": pejabat.nip, "pangkat": pejabat.pangkat,
            "jabatan": pejabat.jabatan, "mulai": pejabat.mulai, "selesai": pejabat.selesai,
            "penugasan": int(pejabat.penugasan), "lingkup": json.dumps(pejabat.lingkup),
        }  # fmt: skip
        put_version(self._conn, tables.pejabat, self._key(pejabat.id), isi, pejabat.versi)

    def put_decree(self, sk: SkUp) -> None:
        isi = {
            "tahun": sk.tahun, "nomor": sk.nomor, "tanggal": sk.tanggal, "berlaku_dari": sk.berlaku_dari,
            "up_tunai": sk.up_tunai, "limit_kkpd": sk.limit_kkpd, "dicatat": sk.dicatat,
        }  # fmt: skip
        put_row(self._conn, tables.sk_up, self._key(sk.id), isi)

    def put_account(self, rekening: RekeningBendahara) -> None:
        bank = rekening.rekening
        isi = {
            "buku": rekening.buku, "kode_bank": bank.kode_bank, "nomor": bank.nomor, "atas_nama": bank.atas_nama,
            "nama_bank": bank.nama_bank, "mulai": rekening.mulai, "selesai": rekening.selesai,
        }  # fmt: skip
        put_version(self._conn, tables.rekening_bendahara, self._key(rekening.id), isi, rekening.versi)

    def put_setting(self, baris: BarisSetelan) -> None:
        kunci = {"opd_id": self._opd, "kunci": baris.kunci, "berlaku_dari": baris.berlaku_dari}
        put_row(self._conn, tables.setelan, kunci, {"isi": baris.isi})

    def set_holidays(self, tahun: int, libur: Sequence[Libur]) -> None:
        t, kept = tables.hari_libur, {li.tanggal for li in libur}
        gone = [li.tanggal for li in self.holidays(tahun) if li.tanggal not in kept]
        there = (t.c.opd_id == self._opd) & t.c.tanggal.in_(gone)
        self._conn.execute(update(t).where(there).values(berlaku=False))
        for li in libur:
            put_row(self._conn, t, {"opd_id": self._opd, "tanggal": li.tanggal}, {"nama": li.nama, "berlaku": True})


def _from_opd(opd: Opd) -> dict[str, Any]:
    return {
        "kode": opd.kode, "nama": opd.nama, "tahun_anggaran": opd.tahun_anggaran, "pemda": opd.pemda,
        "tempat": opd.tempat, "alamat": opd.alamat, "kode_wilayah": opd.kode_wilayah,
    }  # fmt: skip
