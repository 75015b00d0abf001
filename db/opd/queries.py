"""Answers what is known of the office."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import Connection, Row, Select, Table, select

from core.access import Peran
from core.identity import OpdId
from core.opd import pejabat as pejabat_model
from core.opd.model import Libur, Opd, RekeningBendahara, SkUp, decree_on
from core.opd.pejabat import Pejabat, Penugasan
from core.opd.rekening_bank import RekeningBank
from core.settings import BarisSetelan, SettingsView
from db.opd import tables


class SqlOpdQueries:
    """One office, for reading."""

    def __init__(self, conn: Connection, opd_id: OpdId) -> None:
        self._conn = conn
        self._opd = opd_id

    def _own(self, tabel: Table) -> Select[Any]:
        return select(tabel).where(tabel.c.opd_id == self._opd)

    def office(self) -> Opd | None:
        r = self._conn.execute(self._own(tables.opd)).first()
        if r is None:
            return None
        return Opd(
            id=OpdId(r.id), kode=r.kode, nama=r.nama, tahun_anggaran=r.tahun_anggaran, pemda=r.pemda, tempat=r.tempat,
            alamat=r.alamat, kode_wilayah=r.kode_wilayah, versi=r.versi,
        )  # fmt: skip

    def officials(self, tanggal: date | None = None) -> Sequence[Pejabat]:
        t = tables.pejabat
        found = [_to_pejabat(r) for r in self._conn.execute(self._own(t).order_by(t.c.peran, t.c.mulai, t.c.id))]
        return found if tanggal is None else [p for p in found if p.is_in_office(tanggal)]

    def signer(self, peran: Peran, tanggal: date, lingkup: str = "") -> Pejabat:
        return pejabat_model.signer(self.officials(), peran, tanggal, lingkup)

    def decrees(self, tahun: int) -> Sequence[SkUp]:
        t = tables.sk_up
        found = self._conn.execute(self._own(t).where(t.c.tahun == tahun).order_by(t.c.berlaku_dari, t.c.id))
        return [
            SkUp(
                id=r.id, nomor=r.nomor, tanggal=r.tanggal, berlaku_dari=r.berlaku_dari, up_tunai=r.up_tunai,
                limit_kkpd=r.limit_kkpd, dicatat=r.dicatat,
            )
            for r in found
        ]  # fmt: skip

    def up(self, tanggal: date) -> SkUp | None:
        return decree_on(self.decrees(tanggal.year), tanggal)

    def accounts(self, tanggal: date | None = None) -> Sequence[RekeningBendahara]:
        t = tables.rekening_bendahara
        found = [_to_rekening(r) for r in self._conn.execute(self._own(t).order_by(t.c.buku, t.c.mulai, t.c.id))]
        return found if tanggal is None else [r for r in found if r.is_open(tanggal)]

    def holidays(self, tahun: int) -> Sequence[Libur]:
        t = tables.hari_libur
        year = t.c.tanggal.between(date(tahun, 1, 1), date(tahun, 12, 31))
        found = self._conn.execute(self._own(t).where(year, t.c.berlaku.is_(True)).order_by(t.c.tanggal))
        return [Libur(r.tanggal, r.nama) for r in found]

    def settings(self) -> SettingsView:
        found = self._conn.execute(self._own(tables.setelan))
        return SettingsView(BarisSetelan(r.kunci, r.berlaku_dari, r.isi) for r in found)


def _to_pejabat(r: Row[Any]) -> Pejabat:
    return Pejabat(
        id=r.id, peran=Peran(r.peran), nama=r.nama, nip=r.nip, mulai=r.mulai, selesai=r.selesai, pangkat=r.pangkat,
        jabatan=r.jabatan, penugasan=Penugasan(r.penugasan), lingkup=tuple(json.loads(r.lingkup)), versi=r.versi,
    )  # fmt: skip


def _to_rekening(r: Row[Any]) -> RekeningBendahara:
    bank = RekeningBank(r.kode_bank, r.nomor, r.atas_nama, r.nama_bank)
    return RekeningBendahara(id=r.id, buku=r.buku, rekening=bank, mulai=r.mulai, selesai=r.selesai, versi=r.versi)
