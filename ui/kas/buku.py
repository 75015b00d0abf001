"""The seven books of a month as data: what each is called, its columns, its question and its sheet.

Everything here runs on a reader thread: a page asks `load` and `sheets`, and only shows what comes back.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from core.calendar import Bulan
from core.jobs.hari_ini import PAJAK_NAMA
from core.kas.queries import BkuRow, BukuKkpd, SubBuku
from core.money import NOL, Rupiah, total
from ui.kas.table import (
    KOLOM_BKU,
    KOLOM_KKPD,
    KOLOM_PAJAK,
    KOLOM_PANJAR,
    KOLOM_RINCIAN,
    KOLOM_WADAH,
    BarisBuku,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from core.documents.kantor import KantorCetak
    from core.documents.lembar import Lembar
    from ui.kantor import Pertanyaan
    from ui.kit.table import Column


@dataclass(frozen=True, slots=True)
class Saring:
    """What is asked of a book: a month, words in it, an order."""

    bulan: Bulan
    cari: str = ""
    urut: str = ""
    turun: bool = False

    @property
    def utuh(self) -> bool:
        """The whole month in the order of the book: only then opening and running balances say something."""
        return not self.cari.strip() and not self.urut


@dataclass(frozen=True, slots=True)
class IsiBuku:
    """A book as it is shown: rows, figures of its foot (label, amount), whether its month is still open."""

    baris: Sequence[Any]
    kaki: tuple[tuple[str, Rupiah], ...]
    sementara: bool
    bulan: tuple[Bulan, Bulan]
    """First and last month that can be looked at."""


@dataclass(frozen=True, slots=True)
class Buku:
    """One tab. `isi` answers rows and foot, `lembar` the sheets that are printed, by their names."""

    key: str
    judul: str
    kolom: tuple[Column[Any], ...]
    isi: Callable[[Pertanyaan, Saring], tuple[Sequence[Any], tuple[tuple[str, Rupiah], ...]]]
    lembar: Callable[[Pertanyaan, Bulan, KantorCetak, bool], Mapping[str, Lembar]]
    kosong: str


def load(q: Pertanyaan, buku: Buku, saring: Saring, hari: date) -> IsiBuku:
    """Asks for one book of one month."""
    baris, kaki = buku.isi(q, saring)
    return IsiBuku(baris, kaki, is_open(q, saring.bulan), months_shown(q, saring.bulan.tahun, hari))


def is_open(q: Pertanyaan, bulan: Bulan) -> bool:
    """Whether the penutupan kas of a month is still to come: its numbers are sementara."""
    return all(s.bulan != bulan for s in q.kas.segel(bulan.tahun))


def months_shown(q: Pertanyaan, tahun: int, hari: date) -> tuple[Bulan, Bulan]:
    """The months a page may show: those of the year on show, with the years beside it that have books.

    In January the treasurer still works in December, and from December he goes on to January.
    """
    awal, akhir = year_months(q, tahun, hari)
    if q.kas.months(tahun - 1) is not None:
        awal = year_months(q, tahun - 1, hari)[0]
    if tahun < hari.year:
        akhir = year_months(q, tahun + 1, hari)[1]
    return awal, akhir


def year_months(q: Pertanyaan, tahun: int, hari: date) -> tuple[Bulan, Bulan]:
    """From a year's first month with bookings to the last one, or to the running month when that is later."""
    kini = hari.month if hari.year == tahun else 12 if hari.year > tahun else 1
    awal, akhir = q.kas.months(tahun) or (kini, kini)
    return Bulan(tahun, min(awal, kini)), Bulan(tahun, max(akhir, kini))


def _opening(saldo: Rupiah) -> BarisBuku:
    return BarisBuku(None, None, "", "Saldo awal", None, None, saldo)


def _bku(q: Pertanyaan, s: Saring) -> tuple[Sequence[BarisBuku], tuple[tuple[str, Rupiah], ...]]:
    _, awal = q.kas.bku_opening(s.bulan)
    found = q.kas.bku(s.bulan, cari=s.cari, urut=s.urut, turun=s.turun)
    if not s.utuh:
        rows = found.seen_as(_bku_line)
        masuk, keluar = total([r.penerimaan for r in found]), total([r.pengeluaran for r in found])
        return rows, (("Penerimaan", masuk), ("Pengeluaran", keluar))
    saldo = q.kas.saldo(s.bulan)
    return found.seen_as(_bku_line, (_opening(awal.bku),)), (
        ("Penerimaan", saldo.total_penerimaan_bku),
        ("Pengeluaran", saldo.total_pengeluaran_bku),
        ("Saldo tunai", saldo.kas_tunai),
        ("Saldo bank", saldo.bank),
        ("Pajak belum disetor", saldo.pajak_belum_setor),
        ("Saldo akhir BKU", saldo.bku),
    )


def _bku_line(r: BkuRow) -> BarisBuku:
    return BarisBuku(
        r.no_bku, r.tanggal, r.no_bukti, r.uraian, r.penerimaan, r.pengeluaran, r.saldo, r.rekening, r.jenis, r.tx
    )


_URUT = {
    "no_bku": lambda r: r.no or 0,
    "tanggal": lambda r: r.tanggal or date.min,
    "no_bukti": lambda r: r.bukti,
    "uraian": lambda r: r.uraian.casefold(),
    "jenis": lambda r: r.jenis,
    "penerimaan": lambda r: r.masuk or NOL,
    "pengeluaran": lambda r: r.keluar or NOL,
    "saldo": lambda r: r.saldo,
}


def _narrow(rows: list[BarisBuku], s: Saring) -> list[BarisBuku]:
    """Searches and sorts the few lines of a buku pembantu; the BKU itself does both in SQL."""
    kata = s.cari.casefold().split()
    found = [r for r in rows if all(k in f"{r.bukti} {r.uraian} {r.jenis}".casefold() for k in kata)] if kata else rows
    return sorted(found, key=_URUT[s.urut], reverse=s.turun) if s.urut in _URUT else found


def _sub(
    buku: SubBuku, s: Saring, kata: tuple[str, str, str]
) -> tuple[list[BarisBuku], tuple[tuple[str, Rupiah], ...]]:
    rows = [
        BarisBuku(r.no_bku, r.tanggal, r.no_bukti, r.uraian, r.masuk, r.keluar, r.saldo, "", r.jenis, r.tx)
        for r in buku.baris
    ]
    found = _narrow(rows, s)
    masuk, keluar, saldo = kata
    kaki = [
        (masuk, total([r.masuk for r in found if r.masuk])),
        (keluar, total([r.keluar for r in found if r.keluar])),
    ]
    if s.utuh:
        found.insert(0, _opening(buku.saldo_awal))
        kaki.append((saldo, buku.saldo_akhir))
    return found, tuple(kaki)


def _wadah(jenis: str) -> Callable[[Pertanyaan, Saring], tuple[list[BarisBuku], tuple[tuple[str, Rupiah], ...]]]:
    return lambda q, s: _sub(q.kas.wadah(s.bulan, jenis), s, ("Penerimaan", "Pengeluaran", "Saldo akhir"))


def _pajak(q: Pertanyaan, s: Saring) -> tuple[list[BarisBuku], tuple[tuple[str, Rupiah], ...]]:
    buku = q.kas.pajak(s.bulan)
    rows, kaki = _sub(buku, s, ("Pemotongan", "Penyetoran", "Belum disetor"))
    per_jenis = tuple((PAJAK_NAMA.get(j, j), n) for j, n in buku.akhir_per_jenis.items() if n) if s.utuh else ()
    return rows, (*per_jenis, *kaki)


def _panjar(q: Pertanyaan, s: Saring) -> tuple[list[BarisBuku], tuple[tuple[str, Rupiah], ...]]:
    return _sub(q.kas.panjar(s.bulan), s, ("Pertanggungjawaban", "Pemberian", "Panjar beredar"))


def _kkpd(q: Pertanyaan, s: Saring) -> tuple[list[BarisBuku], tuple[tuple[str, Rupiah], ...]]:
    buku: BukuKkpd = q.kas.kkpd(s.bulan)
    rows = [
        BarisBuku(
            None, r.tanggal, r.label, r.uraian, r.perubahan if r.perubahan > NOL else None,
            -r.perubahan if r.perubahan < NOL else None, r.sisa_limit,
        )
        for r in buku.baris
    ]  # fmt: skip
    found = _narrow(rows, s)
    if s.utuh:
        found.insert(0, _opening(buku.limit - buku.terpakai_awal))
    return found, (("Limit", buku.limit), ("Pemakaian limit", buku.terpakai_akhir), ("Sisa limit", buku.sisa_limit))


def _rincian(q: Pertanyaan, s: Saring) -> tuple[Sequence[Any], tuple[tuple[str, Rupiah], ...]]:
    kata = s.cari.casefold().split()
    rows = [
        r
        for r in q.kas.rincian(s.bulan)
        if all(k in f"{r.sub_kegiatan} {r.rekening} {r.uraian}".casefold() for k in kata)
    ]
    if s.urut:
        rows.sort(key=lambda r: getattr(r, s.urut), reverse=s.turun)
    kaki = (
        ("s.d. bulan lalu", total([r.sd_bulan_lalu for r in rows])),
        ("Bulan ini", total([r.bulan_ini for r in rows])),
        ("s.d. bulan ini", total([r.sd_bulan_ini for r in rows])),
    )
    return rows, kaki


def _sheet(fungsi: str, tanya: Callable[[Pertanyaan, Bulan], Any]) -> Callable[..., Mapping[str, Lembar]]:
    """Most books are one sheet made of one answer."""

    def make(q: Pertanyaan, bulan: Bulan, kantor: KantorCetak, sementara: bool) -> Mapping[str, Lembar]:
        from core.documents import buku as dokumen  # after the first paint, and on the reader's thread

        made = getattr(dokumen, fungsi)(bulan, tanya(q, bulan), kantor, sementara=sementara)
        return {made.kop.judul: made}

    return make


def _sheet_bku(q: Pertanyaan, bulan: Bulan, kantor: KantorCetak, sementara: bool) -> Mapping[str, Lembar]:
    from core.documents.buku import lembar_bku

    _, awal = q.kas.bku_opening(bulan)
    koreksi = q.kas.koreksi_lintas(bulan)
    isi = q.kas.bku(bulan)
    made = lembar_bku(bulan, isi, awal.bku, q.kas.saldo(bulan), kantor, sementara=sementara, koreksi=koreksi)
    return {made.kop.judul: made}


def _sheet_kkpd(q: Pertanyaan, bulan: Bulan, kantor: KantorCetak, sementara: bool) -> Mapping[str, Lembar]:
    from core.documents.buku import lembar_kkpd

    rincian = q.kkpd.rincian_buku(bulan.tahun)
    made = lembar_kkpd(bulan, q.kas.kkpd(bulan), kantor, rincian=rincian, sementara=sementara)
    return {made.kop.judul: made}


def _sheets_rincian(q: Pertanyaan, bulan: Bulan, kantor: KantorCetak, sementara: bool) -> Mapping[str, Lembar]:
    from core.documents.buku import lembar_rincian_objek_semua

    return lembar_rincian_objek_semua(bulan, q.kas.rincian(bulan), q.kas.bku(bulan), kantor, sementara=sementara)


BUKU: tuple[Buku, ...] = (
    Buku("bku", "BKU", KOLOM_BKU, _bku, _sheet_bku, "Belum ada transaksi pada bulan ini."),
    Buku(
        "tunai", "Kas Tunai", KOLOM_WADAH, _wadah("tunai"),
        _sheet("lembar_kas_tunai", lambda q, b: q.kas.wadah(b, "tunai")), "Kas tunai tidak bergerak pada bulan ini.",
    ),
    Buku(
        "bank", "Bank", KOLOM_WADAH, _wadah("bank"), _sheet("lembar_bank", lambda q, b: q.kas.wadah(b, "bank")),
        "Rekening bank tidak bergerak pada bulan ini.",
    ),
    Buku(
        "pajak", "Pajak", KOLOM_PAJAK, _pajak, _sheet("lembar_pajak", lambda q, b: q.kas.pajak(b)),
        "Tidak ada pajak yang dipungut atau disetor pada bulan ini.",
    ),
    Buku(
        "panjar", "Panjar", KOLOM_PANJAR, _panjar, _sheet("lembar_panjar", lambda q, b: q.kas.panjar(b)),
        "Tidak ada panjar pada bulan ini.",
    ),
    Buku(
        "kkpd", "KKPD", KOLOM_KKPD, _kkpd, _sheet_kkpd,
        "Kartu tidak dipakai pada bulan ini.",
    ),
    Buku(
        "rincian", "Rincian Objek", KOLOM_RINCIAN, _rincian, _sheets_rincian, "Belum ada belanja sampai bulan ini.",
    ),
)  # fmt: skip
