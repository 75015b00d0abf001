"""Turns an event of right form into a posted transaksi, and moves the position on by it.

Every event goes this way: from a form, from a file, and when a late document makes the events after it be tried again.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from core.errors import Temuan
from core.identity import TransaksiId, new_uuid
from core.kas import resep_kartu, resep_lain
from core.kas.atribut import default_kanal
from core.kas.bentuk import Peristiwa
from core.kas.isi import Isi, Potongan, Setoran, spec
from core.kas.model import Dokumen, Jenis, Mutasi, Transaksi, Wadah
from core.kas.pembukaan import KODE_AWAL, Pembukaan, opening_lpj, opening_mutasi
from core.kas.posisi import Arsip, Posisi, Terarsip, refuse, rp
from core.kas.resep import RESEP, Racikan
from core.kas.wire import isi_to_json

assert resep_kartu
assert resep_lain
assert set(RESEP) == set(Jenis) - {Jenis.AWAL}, "every kind has its recipe"


class ArsipSementara:
    """Events posted so far in this run, before what the database holds."""

    def __init__(self, lama: Arsip | None = None) -> None:
        self._lama = lama
        self._kode: dict[str, Terarsip] = {}
        self._nomor: dict[tuple[str, str], str] = {}
        self._lpj: dict[TransaksiId, str] = {}

    def keep(self, transaksi: Transaksi, urut: int) -> None:
        """Remembers one event; a reversal marks what it reverses."""
        self._kode[transaksi.kode] = Terarsip(
            transaksi.id, transaksi.kode, transaksi.jenis, (transaksi.tanggal, urut), transaksi.isi, transaksi.mutasi
        )
        for seri, nomor in transaksi.dokumen.nomor:
            self._nomor[seri, nomor] = transaksi.kode
        for lpj in transaksi.dokumen.lpj:
            self._lpj.update((tx, lpj.nomor) for tx, _ in lpj.baris)
        if transaksi.membalik:
            asal = self.by_kode(str(transaksi.isi["koreksi_tx"]))
            assert asal is not None, "a reversal was tested against the event it reverses"
            self._kode[asal.kode] = Terarsip(
                asal.id, asal.kode, asal.jenis, asal.urutan, asal.isi, asal.mutasi, dibalik=True
            )

    def by_kode(self, kode: str) -> Terarsip | None:
        found = self._kode.get(kode)
        return found if found is not None or self._lama is None else self._lama.by_kode(kode)

    def by_nomor(self, seri: str, nomor: str) -> Terarsip | None:
        kode = self._nomor.get((seri, nomor))
        if kode is not None:
            return self._kode[kode]
        return self._lama.by_nomor(seri, nomor) if self._lama is not None else None

    def lpj_of(self, transaksi_id: TransaksiId) -> str | None:
        found = self._lpj.get(transaksi_id)
        return found if found is not None or self._lama is None else self._lama.lpj_of(transaksi_id)


def post_event(
    p: Peristiwa, posisi: Posisi, *, transaksi_id: TransaksiId | None = None, urut: int | None = None
) -> tuple[Transaksi, tuple[Temuan, ...]]:
    """Posts one event on a position: recipe, balances, then the position moves on. Refuses without moving it.

    `urut` keeps the posting order an event already has (a trial of stored events); otherwise the next one is given.
    """
    r = Racikan(p)
    RESEP[p.isi.jenis](r, p.isi, posisi)
    mutasi = tuple(r.mutasi)
    _check_wadah(p.kode, mutasi, posisi)
    nomor = tuple(numbers_of(p.isi))
    transaksi = Transaksi(
        id=transaksi_id or TransaksiId(new_uuid()),
        kode=p.kode,
        tanggal=p.tanggal,
        jenis=p.isi.jenis,
        nomor=r.nomor or (nomor[0][1] if nomor else ""),
        uraian=p.isi.uraian or "",
        isi=isi_to_json(p.isi),
        atribut=p.atribut,
        mutasi=mutasi,
        membalik=r.membalik,
        dokumen=r.dokumen(nomor),
    )
    posisi.urut = urut if urut is not None else posisi.urut + 1
    posisi.remember(transaksi)
    return transaksi, tuple(r.peringatan)


def _check_wadah(kode: str, mutasi: tuple[Mutasi, ...], posisi: Posisi) -> None:
    for w, galat, nama in (
        (Wadah.TUNAI, "ERR_KAS_TUNAI_KURANG", "Kas tunai"),
        (Wadah.BANK, "ERR_SALDO_BANK_KURANG", "Saldo bank"),
    ):
        geser = sum(m.nilai for m in mutasi if m.ke.kelas == "wadah" and m.ke.jenis == w)
        geser -= sum(m.nilai for m in mutasi if m.dari.kelas == "wadah" and m.dari.jenis == w)
        saldo = posisi.wadah[w]
        if saldo + geser < 0:
            refuse(kode, galat, None, f"{nama} {rp(saldo)} tidak cukup; transaksi ini memerlukan {rp(-geser)}.")


def numbers_of(isi: Isi) -> Iterator[tuple[str, str]]:
    """Every (series, number) an event uses up, NTPN included (format-transaksi 4.5)."""
    for f in spec(type(isi)):
        nilai = getattr(isi, f.name)
        if f.metadata["seri"] and nilai:
            yield f.metadata["seri"], nilai
        if isinstance(nilai, tuple):
            for x in nilai:
                if isinstance(x, Setoran):
                    yield "SSP", x.nomor
                if isinstance(x, Setoran | Potongan) and x.ntpn:
                    yield "NTPN", x.ntpn


def kanal_of(p: Peristiwa) -> str:
    """The payment channel of an event: as said, or the default of its kind."""
    return str(p.atribut.get("kanal") or default_kanal(p.isi))


def numbers_of_opening(p: Pembukaan) -> tuple[tuple[str, str], ...]:
    """The (series, number) pairs of the open items an opening brings."""
    seri = [("NPD", n) for n, _, _ in p.panjar_terbuka] + [("KKPD", n) for n, _, _ in p.kkpd]
    seri += [("SP2D", tu.pos) for tu, _, _ in p.tu] + [("LPJ", n) for n, _ in p.lpj_belum_diganti]
    seri += [({"jasa_giro": "NK", "retur": "RTR"}.get(jenis, "CP"), n) for jenis, n, _ in p.lain]
    return tuple(dict.fromkeys(seri))


def open_year(p: Pembukaan, tahun: int, posisi: Posisi) -> Transaksi:
    """The opening of a book-year as its first transaksi; moves an empty position to it."""
    transaksi = Transaksi(
        id=TransaksiId(new_uuid()),
        kode=KODE_AWAL,
        tanggal=p.tanggal(tahun),
        jenis=Jenis.AWAL,
        nomor="",
        uraian="Saldo awal",
        isi={},
        atribut={},
        mutasi=opening_mutasi(p),
        dokumen=Dokumen(numbers_of_opening(p), tuple(tu for tu, _, _ in p.tu), opening_lpj(p)),
    )
    posisi.urut = 0
    posisi.remember(transaksi)
    posisi.up_terbit = p.up_sudah_terbit
    posisi.uang_persediaan = p.uang_persediaan
    return transaksi


def period_of(tahun: int, bulan: int, sampai: int) -> tuple[date, date]:
    """First and last day of the months an office's file covers."""
    akhir = date(tahun + sampai // 12, sampai % 12 + 1, 1)
    return date(tahun, bulan, 1), date.fromordinal(akhir.toordinal() - 1)


def totals(transaksi: Mapping[object, Transaksi] | list[Transaksi]) -> tuple[int, int]:
    """(penerimaan, pengeluaran) of the BKU lines these events write, reversals with a minus, in sen."""
    rows = list(transaksi.values()) if isinstance(transaksi, Mapping) else transaksi
    masuk = keluar = 0
    for t in rows:
        for m in t.mutasi:
            ke_dalam, ke_luar = m.ke.kelas == "wadah", m.dari.kelas == "wadah"
            if t.membalik:
                masuk, keluar = masuk - m.nilai * ke_luar, keluar - m.nilai * ke_dalam
            else:
                masuk, keluar = masuk + m.nilai * ke_dalam, keluar + m.nilai * ke_luar
    return masuk, keluar
