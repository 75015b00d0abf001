"""Answers questions about cards, bills, proposals and lists of payment."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Connection, Row

from core.identity import OpdId, TagihanId
from core.kkpd.baris import PembelianKartu, StatusBaris
from core.kkpd.dpt import Dpt
from core.kkpd.matching import propose
from core.kkpd.proposal import Usulan
from core.kkpd.queries import (
    STATUS_KATA,
    BarisRow,
    BelanjaKartu,
    DptRow,
    KartuRow,
    RincianKkpd,
    TagihanLihat,
    TagihanRow,
    equations,
    tagihan_row,
)
from core.kkpd.risiko import AturanRisiko, Keadaan, Tanda, flag_lines
from core.kkpd.work import IsiTagihan, ProfilTagihan
from core.money import Rupiah
from core.settings import KKPD_PECAH_BATAS, TENGGAT_KKPD_BUKTI
from db.kkpd.buku import control_book
from db.kkpd.daftar import bills_of
from db.kkpd.dpt import load_dpt
from db.kkpd.kartu import card_purchases, card_rows
from db.kkpd.lines import PembacaKartu
from db.opd.queries import SqlOpdQueries
from db.sql import as_date, one, rows


class SqlKkpdQueries:
    """The cards of one office, for reading."""

    def __init__(self, conn: Connection, opd_id: OpdId) -> None:
        self._conn = conn
        self._opd = opd_id
        self._baca = PembacaKartu(conn, opd_id)

    def kartu(self, hari_ini: date) -> Sequence[KartuRow]:
        return card_rows(self._conn, self._opd, self._baca, hari_ini)

    def tagihan(self, tahun: int, hari_ini: date) -> Sequence[TagihanRow]:
        return bills_of(self._conn, self._opd, tahun, hari_ini)

    def lihat(self, tagihan: TagihanId, hari_ini: date) -> TagihanLihat | None:
        found = self._baca.tagihan(tagihan)
        if found is None:
            return None
        isi = found[0]
        beli = self._baca.purchases(isi.tahun, settled=True)
        usulan = {n: u for u in self._propose(isi, beli) for n in u.baris}
        tanda: dict[int, list[Tanda]] = {}
        for t in self._flags(isi, hari_ini):
            tanda.setdefault(t.baris, []).append(t)
        kartu = {k.id: k for k, _ in self._baca.cards()}
        baris = tuple(
            BarisRow(
                b,
                isi.nomor_kartu[b.nomor],
                kartu[b.kartu].pemegang if b.kartu is not None else "",
                STATUS_KATA[b.status],
                tuple(tanda.get(b.nomor, ())),
                usulan.get(b.nomor) if b.status is StatusBaris.TERBUKUKAN else None,
            )
            for b in isi.baris
        )
        refund = self._baca.refunds_of(b.kunci_bank for b in isi.baris)
        return TagihanLihat(tagihan_row(isi, hari_ini), baris, equations(isi, refund), tuple(beli))

    def _flags(self, isi: IsiTagihan, hari_ini: date) -> list[Tanda]:
        kantor = SqlOpdQueries(self._conn, self._opd)
        tahun = {isi.tahun, *(b.tanggal_transaksi.year for b in isi.baris)}
        libur = frozenset(x.tanggal for t in tahun for x in kantor.holidays(t))
        setelan = kantor.settings()
        aturan = AturanRisiko(
            pecah_batas=setelan.value(KKPD_PECAH_BATAS, isi.tagihan.tanggal_cetak),
            bukti_hari=setelan.value(TENGGAT_KKPD_BUKTI, isi.tagihan.tanggal_cetak),
        )
        return flag_lines(isi.baris, Keadaan(hari_ini, libur, {k.id: k for k, _ in self._baca.cards()}), aturan)

    def usulan(self, tagihan: TagihanId) -> Sequence[Usulan] | None:
        found = self._baca.tagihan(tagihan)
        return None if found is None else self._propose(found[0], self._baca.purchases(found[0].tahun))

    def _propose(self, isi: IsiTagihan, beli: Sequence[PembelianKartu]) -> list[Usulan]:
        alias = rows(self._conn, "SELECT nama_bank, nama_kita FROM alias_toko WHERE opd_id = :o", o=self._opd)
        return propose(isi.baris, beli, {r.nama_bank: r.nama_kita for r in alias})

    def pembelian(self, tahun: int) -> Sequence[PembelianKartu]:
        return self._baca.purchases(tahun)

    def belanja_kartu(self, tahun: int) -> Sequence[BelanjaKartu]:
        return card_purchases(self._conn, self._opd, self._baca, tahun)

    def rincian_buku(self, tahun: int) -> Mapping[str, RincianKkpd]:
        return control_book(self._conn, self._opd, tahun)

    def dpt_list(self, tahun: int) -> Sequence[DptRow]:
        sql = """
        SELECT d.nomor, d.tanggal, t.nomor AS tagihan, d.total,
          (SELECT count(*) FROM dpt_baris b
            WHERE b.opd_id = d.opd_id AND b.tahun = d.tahun AND b.nomor = d.nomor) AS banyak,
          (SELECT count(*) FROM nomor_terpakai n WHERE n.opd_id = d.opd_id AND n.tahun = d.tahun AND n.seri = 'DPT'
            AND n.nomor = d.nomor AND NOT EXISTS (SELECT 1 FROM transaksi x
              WHERE x.opd_id = n.opd_id AND x.membalik = n.transaksi_id)) AS dibayar,
          (SELECT count(*) FROM dpt_batal x
            WHERE x.opd_id = d.opd_id AND x.tahun = d.tahun AND x.nomor = d.nomor) AS dicabut
        FROM dpt d JOIN tagihan t ON t.opd_id = d.opd_id AND t.id = d.tagihan_id
        WHERE d.opd_id = :o AND d.tahun = :t ORDER BY d.urut"""
        return [
            DptRow(
                nomor=r.nomor,
                tanggal=as_date(r.tanggal),
                tagihan=r.tagihan,
                banyak_baris=int(r.banyak),
                total=Rupiah(int(r.total)),
                dibayar=bool(r.dibayar),
                dicabut=bool(r.dicabut),
            )
            for r in rows(self._conn, sql, o=self._opd, t=tahun)
        ]

    def dpt(self, tahun: int, nomor: str) -> Dpt | None:
        return load_dpt(self._conn, self._opd, tahun, nomor)

    def profil(self, bank: str, tata_letak: str) -> ProfilTagihan | None:
        sql = "SELECT * FROM profil_tagihan WHERE opd_id = :o AND bank = :b AND tata_letak = :t"
        return _profile(one(self._conn, sql, o=self._opd, b=bank, t=tata_letak))

    def profil_bernama(self, nama: str) -> ProfilTagihan | None:
        sql = "SELECT * FROM profil_tagihan WHERE opd_id = :o AND nama = :n ORDER BY bank, tata_letak"
        return _profile(one(self._conn, sql, o=self._opd, n=nama))


def _profile(r: Row[Any] | None) -> ProfilTagihan | None:
    if r is None:
        return None
    return ProfilTagihan(r.nama, r.bank, r.tata_letak, tuple(json.loads(r.kolom).items()), r.gaya, r.pembelanjaan)
