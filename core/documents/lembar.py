"""The sheet most books and registers are: office head, one table, foot rows, signatures (handbook penatausahaan 3).

A `Lembar` is a value made elsewhere; here it becomes a PDF, a workbook or a CSV. BKU, kas tunai, bank, pajak, panjar,
KKPD, rincian objek and every register are sheets.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Final

from core.documents.alur import RUANG_TTD, Alur, BarisKaki, Kop, Penandatangan
from core.documents.buku_kerja import BukuKerja, csv_bytes
from core.documents.kit import Huruf, Kertas, Orientasi, Pena, ukuran_halaman
from core.documents.penata import PenataTabel
from core.documents.tabel import Baris, Kolom, Tabel

_PENDEK: Final = 60
"""Rows of a sheet that may fit one page."""
_RAPAT: Final = ((36.0, 7.6), (34.0, 7.2), (32.0, 6.8))
"""Room to sign and size of the table, each step a little closer."""


@dataclass(frozen=True, slots=True)
class Lembar:
    """One sheet. `kaki` are the rows under the table (`Saldo terdiri dari ...`), `catatan` stands at every page's foot.

    `sementara` marks a book whose month is still open: its numbers may move until penutupan kas.
    """

    kop: Kop
    kolom: tuple[Kolom, ...]
    baris: tuple[Baris, ...]
    jumlah: tuple[Baris, ...] = ()
    kaki: tuple[BarisKaki, ...] = ()
    penandatangan: tuple[Penandatangan, ...] = ()
    kertas: Kertas = Kertas.F4
    orientasi: Orientasi = Orientasi.TEGAK
    sementara: bool = False
    catatan: str = ""
    nomor_kolom: bool = False
    kosong: str = "Nihil"
    ukuran: float = 7.8

    @property
    def tabel(self) -> Tabel:
        """Its table."""
        return Tabel(self.kolom, self.baris, self.jumlah, self.nomor_kolom, self.ukuran, self.kosong)


def render_pdf(lembar: Lembar, huruf: Huruf) -> bytes:
    """The sheet on paper."""
    pena = Pena(huruf, f"{lembar.kop.judul} {' '.join(lembar.kop.subjudul)}".strip())
    draw_lembar(pena, lembar)
    return pena.save()


def draw_lembar(pena: Pena, lembar: Lembar) -> None:
    """The sheet as pages of a larger document."""
    kop = lembar.kop
    alur = Alur(
        pena,
        ukuran_halaman(lembar.kertas, lembar.orientasi),
        catatan=lembar.catatan,
        lanjutan=" · ".join((kop.opd, kop.judul, *kop.subjudul)),
        sementara=lembar.sementara,
    )
    alur.head(kop)
    foot = alur.foot_rows_height(lembar.kaki) + (6 if lembar.kaki else 0)
    tabel, ruang = _fit_page(alur, lembar, foot)
    tabel.draw(foot + alur.signatures_height(lembar.penandatangan, ruang_ttd=ruang))
    if lembar.kaki:
        alur.skip(6)
        alur.foot_rows(lembar.kaki)
    alur.signatures(lembar.penandatangan, ruang_ttd=ruang)
    alur.finish()


def _fit_page(alur: Alur, lembar: Lembar, foot: float) -> tuple[PenataTabel, float]:
    """The table and the room to sign: a short sheet that just spills over is set a little closer, on one page."""
    penuh = PenataTabel(alur, lembar.tabel)
    for ruang, ukuran in ((RUANG_TTD, lembar.ukuran), *_RAPAT):
        if len(lembar.baris) > _PENDEK or ukuran > lembar.ukuran:
            break
        tabel = penuh if ukuran == lembar.ukuran else PenataTabel(alur, replace(lembar.tabel, ukuran=ukuran))
        if tabel.height + foot + alur.signatures_height(lembar.penandatangan, ruang_ttd=ruang) <= alur.sisa:
            return tabel, ruang
    return penuh, RUANG_TTD


def render_pdf_all(judul: str, lembar: Iterable[Lembar], huruf: Huruf) -> bytes:
    """Several sheets as one PDF; each begins on a page of its own and counts its own pages."""
    pena = Pena(huruf, judul)
    for satu in lembar:
        draw_lembar(pena, satu)
    return pena.save()


def render_xlsx(lembar: Lembar) -> bytes:
    """The sheet as a workbook: amounts are numbers, dates dates, codes and NIP text; no formulas at all."""
    return render_xlsx_all({lembar.kop.judul: lembar})


def render_xlsx_all(lembar: Mapping[str, Lembar]) -> bytes:
    """Several sheets as one workbook, each under its name."""
    names = tuple(lembar)
    buku = BukuKerja(names[0])
    for nama, satu in lembar.items():
        if nama != names[0]:
            buku.new_sheet(nama)
        buku.head(satu.kop, sementara=satu.sementara)
        buku.table(satu.tabel)
        buku.foot(satu.kaki, satu.penandatangan)
    return buku.save()


def render_csv(lembar: Lembar) -> bytes:
    """The table alone: UTF-8 with a byte order mark, semicolons, amounts as plain digits with a decimal comma."""
    return csv_bytes(lembar.tabel)
