"""Answers questions about bank statements: the two lists of a month, proposals, and the bank proof."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Row

from core.calendar import Bulan
from core.kas.bukti_bank import BANK, BUKU, BedaBank, BuktiSaldoBank, Celah, RekeningTerbukti, SaldoBerkas, chain
from core.kas.koran import BuktiBank, Koran, ProfilKoran
from core.kas.koran_cocok import AturanKoran, UsulanKoran, propose
from core.kas.koran_queries import BarisKoranRow, GerakBankRow, KoranBulan, KoranRingkas
from core.kas.koran_saran import suggest
from core.kas.model import BUKU_BP
from core.money import Rupiah, total
from core.settings import KORAN_HARI
from db.kas.koran_baca import PembacaKoran, SqlKoranTerbaca, Terikat
from db.opd.queries import SqlOpdQueries
from db.sql import as_int, as_uuid, one, rows, scalar

_AWAL: Final = date(1, 1, 1)


class SqlKoranQueries(SqlKoranTerbaca):
    """The part of the books' questions that is about bank statements."""

    def koran_bulan(self, bulan: Bulan) -> KoranBulan:
        """The two lists of a month with proposals and proof.

        What lies just behind its end takes part in the proposals: a payment of the last day is paid in the next month.
        """
        baca = self._baca
        aturan = AturanKoran(
            hari_sesudah=SqlOpdQueries(self._conn, self._opd).settings().value(KORAN_HARI, bulan.akhir)
        )
        jauh = bulan.akhir + timedelta(days=aturan.hari_sesudah)
        lines, documents = baca.lines(dari=_AWAL, sampai=jauh), baca.documents(dari=_AWAL, sampai=jauh)
        open_lines = [t.baris for t in lines if t.pasangan is None]
        open_documents = [t.gerak for t in documents if t.pasangan is None]
        hari: dict[str | BuktiBank, date] = {b.kunci: b.tanggal for b in open_lines}
        hari |= {g.bukti: g.tanggal for g in open_documents}
        semua = propose(open_lines, open_documents, aturan, baca.undone_pairs())
        usulan = tuple(u for u in semua if min(hari[k] for k in _members(u)) <= bulan.akhir)
        diusulkan: set[str | BuktiBank] = {k for u in usulan for k in _members(u)}
        tampil = [t for t in lines if _shown(t, bulan, t.row.kunci in diusulkan)]
        bukti = [t for t in documents if _shown(t, bulan, t.pasangan is None and t.gerak.bukti in diusulkan)]
        pairs = baca.pairs(t.pasangan for t in (*tampil, *bukti) if t.pasangan is not None)
        sisa = [b for b in open_lines if b.kunci not in _in_use(semua) and b.tanggal <= bulan.akhir]
        berkas = baca.statements()
        return KoranBulan(
            bulan=bulan,
            baris=tuple(BarisKoranRow(t.baris, t.row.rekening, t.pasangan) for t in tampil),
            gerak=tuple(GerakBankRow(t.gerak, t.pasangan) for t in bukti),
            pasangan=tuple(pairs),
            usulan=usulan,
            saran=tuple(suggest(sisa, open_documents)),
            bukti=self._proof(bulan, baca, lines, documents, berkas),
            berkas=tuple(k for k in berkas if k.dari <= bulan.akhir and k.sampai >= bulan.awal),
            ada=bool(berkas),
        )

    def bukti_bank(self, bulan: Bulan) -> BuktiSaldoBank:
        """Saldo bank BKU against the statements at the end of a month, with every difference."""
        baca = self._baca
        akhir = date(bulan.tahun, 12, 31)
        lines = baca.lines(dari=bulan.awal.replace(month=1), sampai=akhir)
        documents = baca.documents(dari=bulan.awal.replace(month=1), sampai=akhir)
        return self._proof(bulan, baca, lines, documents, baca.statements())

    def koran_ringkas(self, tahun: int) -> KoranRingkas:
        """How far the statements of a year are: coverage, and lines without a match by month."""
        baca = self._baca
        lain = {nomor for nomor, (buku, _) in baca.registered().items() if buku != BUKU_BP}
        sampai: dict[str, date] = {}
        for k in baca.statements():
            if k.rekening not in lain and k.sampai.year >= tahun and k.dari.year <= tahun:
                sampai[k.rekening] = max(sampai.get(k.rekening, k.sampai), k.sampai)
        lines = baca.lines(dari=date(tahun, 1, 1), sampai=date(tahun, 12, 31))
        terbuka = Counter(Bulan.of(t.tanggal) for t in lines if t.pasangan is None and t.row.rekening not in lain)
        return KoranRingkas(min(sampai.values(), default=None), terbuka)

    def koran_list(self) -> Sequence[Koran]:
        """Every statement that was not withdrawn, the newest first."""
        return list(reversed(self._baca.statements()))

    def profil_koran(self, tata_letak: str) -> ProfilKoran | None:
        sql = "SELECT * FROM profil_koran WHERE opd_id = :o AND tata_letak = :t"
        return _profil(one(self._conn, sql, o=self._opd, t=tata_letak))

    def profil_koran_bernama(self, nama: str) -> ProfilKoran | None:
        sql = "SELECT * FROM profil_koran WHERE opd_id = :o AND lower(nama) = :n ORDER BY tata_letak"
        return _profil(one(self._conn, sql, o=self._opd, n=nama.strip().lower()))

    # the proof ----------------------------------------------------------------------------------------------------

    def _proof(
        self,
        bulan: Bulan,
        baca: PembacaKoran,
        lines: Sequence[Terikat],
        documents: Sequence[Terikat],
        berkas: Sequence[Koran],
    ) -> BuktiSaldoBank:
        awal = date(bulan.tahun, 1, 1)
        lain = {nomor for nomor, (buku, _) in baca.registered().items() if buku != BUKU_BP}
        lines = [t for t in lines if awal <= t.tanggal <= bulan.akhir and t.row.rekening not in lain]
        documents = [t for t in documents if awal <= t.tanggal <= bulan.akhir]
        settled = self._settled(bulan, awal, lines, documents)
        rekening, celah, mulai = self._accounts(bulan, baca, [k for k in berkas if k.rekening not in lain])
        awal_buku = baca.opening_bank(bulan.tahun)
        open_documents = [t.gerak for t in documents if t.pasangan not in settled]
        return BuktiSaldoBank(
            bulan=bulan,
            saldo_buku=self._book_saldo(bulan),
            saldo_awal_buku=awal_buku,
            saldo_awal_bank=mulai,
            rekening=tuple(rekening),
            buku_belum_bank=tuple(
                BedaBank(BUKU, g.tanggal, g.bukti.no_bukti, g.uraian, g.nilai, g.kode) for g in open_documents
            ),
            bank_belum_buku=tuple(
                BedaBank(BANK, b.tanggal, b.referensi, b.keterangan, b.nilai, b.kunci)
                for t in lines
                if t.pasangan not in settled and (b := t.baris)
            ),
            celah=tuple(celah),
        )

    def _book_saldo(self, bulan: Bulan) -> Rupiah:
        """Saldo bank of the BKU at the end of the month."""
        sql = """SELECT sum(d) FROM v_harian WHERE opd_id = :opd AND tahun = :tahun AND buku = :buku
        AND kelas = 'wadah' AND jenis = 'bank' AND tanggal <= :sampai"""
        k = {"opd": self._opd, "tahun": bulan.tahun, "buku": BUKU_BP, "sampai": bulan.akhir}
        return Rupiah(as_int(scalar(self._conn, sql, **k)))

    def _settled(
        self, bulan: Bulan, awal: date, lines: Sequence[Terikat], documents: Sequence[Terikat]
    ) -> frozenset[UUID | None]:
        """The matches whose every member lies in the year up to the end of the month: they cancel in the proof."""
        here = {t.pasangan for t in (*lines, *documents) if t.pasangan is not None}
        sql = """SELECT p.pasangan_id AS id FROM pasangan_koran_baris p
          JOIN baris_koran b ON b.opd_id = p.opd_id AND b.kunci = p.kunci
          WHERE p.opd_id = :o AND (b.tanggal > :sampai OR b.tanggal < :awal)
        UNION SELECT p.pasangan_id FROM pasangan_koran_bukti p
          JOIN transaksi t ON t.opd_id = p.opd_id AND t.id = p.transaksi_id
          WHERE p.opd_id = :o AND (t.tanggal > :sampai OR t.tanggal < :awal)"""
        found = rows(self._conn, sql, o=self._opd, sampai=bulan.akhir, awal=awal)
        return frozenset(here - {as_uuid(r.id) for r in found})

    def _accounts(
        self, bulan: Bulan, baca: PembacaKoran, berkas: Sequence[Koran]
    ) -> tuple[list[RekeningTerbukti], list[Celah], Rupiah | None]:
        """Each account with its balance at the end of the month; the gaps; the balance all began the year with."""
        lalu = date(bulan.tahun - 1, 12, 31)
        made: list[RekeningTerbukti] = []
        celah: list[Celah] = []
        mulai, milik = [], baca.registered()
        for rekening in dict.fromkeys(k.rekening for k in berkas if k.dari <= bulan.akhir):
            own = [k for k in berkas if k.rekening == rekening]
            saldo_berkas = [SaldoBerkas(rekening, k.bank, k.dari, k.sampai, k.saldo_awal, k.saldo_akhir) for k in own]
            gerak = baca.per_day(rekening)
            saldo, here = chain(saldo_berkas, gerak, bulan.akhir)
            awal, _ = chain(saldo_berkas, gerak, lalu)
            upto = [k for k in own if k.dari <= bulan.akhir]
            bank = milik.get(rekening, ("", ""))[1] or next((k.bank for k in reversed(own) if k.bank), "")
            made.append(RekeningTerbukti(rekening, bank, saldo, upto[0].dari, max(k.sampai for k in upto)))
            celah += [c for c in here if c.tanggal > lalu]
            mulai.append(awal)
        known = [m for m in mulai if m is not None]
        return made, celah, total(known) if mulai and len(known) == len(mulai) else None


def _members(u: UsulanKoran) -> tuple[str | BuktiBank, ...]:
    return (*u.baris, *u.bukti)


def _in_use(usulan: Sequence[UsulanKoran]) -> frozenset[str]:
    return frozenset(k for u in usulan for k in u.baris)


def _shown(t: Terikat, bulan: Bulan, diusulkan: bool) -> bool:
    """In the lists of a month: what lies in it, what is still open from before, what a proposal of it needs."""
    return diusulkan or bulan.awal <= t.tanggal <= bulan.akhir or (t.pasangan is None and t.tanggal <= bulan.akhir)


def _profil(r: Row[Any] | None) -> ProfilKoran | None:
    if r is None:
        return None
    return ProfilKoran(r.nama, r.bank, r.tata_letak, tuple(json.loads(r.kolom).items()), r.gaya)
