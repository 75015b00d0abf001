"""Layouts of bank statements in table form: which heading means what, and how a sheet is recognised by its headings.

The layouts themselves stand in modules of their own, one per bank; a column profile of the office makes another.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from core.importers.tabel import BARIS_KEPALA_MAKS, Lembaran, heading

if TYPE_CHECKING:
    from core.importers.angka import GayaAngka


@dataclass(frozen=True, slots=True)
class Susunan:
    """The layout of one bank's file. Headings are as `heading` writes them; a heading that stands twice is read twice.

    Day, words, amounts and `lain` must be there, the other columns may. `gaya` is how the bank writes numbers when a
    file alone cannot settle it. `tanda_di_sebelah`: the side stands in the nameless column right of the amount.
    `tanpa_tahun`, `tahun_dua_angka`: the bank is known to write its days so, day first. `lewati_tanpa_tanggal`: its
    rows without a day are no movements.
    """

    format: str
    bank: str
    tanggal: str
    keterangan: tuple[str, ...]
    debit: str = ""
    kredit: str = ""
    jumlah: str = ""
    tanda: str = ""
    saldo: str = ""
    saldo_awal: str = ""
    rekening: str = ""
    mata_uang: str = ""
    referensi: str = ""
    lain: tuple[str, ...] = ()
    gaya: GayaAngka | None = None
    tanda_di_sebelah: bool = False
    tanpa_tahun: bool = False
    tahun_dua_angka: bool = False
    lewati_tanpa_tanggal: bool = False

    @property
    def kepala(self) -> frozenset[str]:
        """The headings without which it is another layout."""
        named = (self.tanggal, self.debit, self.kredit, self.jumlah, self.tanda, self.keterangan[0])
        return frozenset(filter(None, (*named, *self.lain)))

    @property
    def semua(self) -> frozenset[str]:
        """Every heading it knows."""
        more = (self.saldo, self.saldo_awal, self.rekening, self.mata_uang, self.referensi)
        return self.kepala | frozenset(filter(None, (*more, *self.keterangan)))


@dataclass(frozen=True, slots=True)
class Kolom:
    """Where everything stands in one sheet: columns from 0."""

    tanggal: int
    keterangan: tuple[int, ...]
    debit: int | None = None
    kredit: int | None = None
    jumlah: int | None = None
    tanda: int | None = None
    saldo: int | None = None
    saldo_awal: int | None = None
    rekening: int | None = None
    mata_uang: int | None = None
    referensi: int | None = None

    @property
    def uang(self) -> tuple[int, ...]:
        """The columns that hold amounts."""
        return tuple(k for k in (self.debit, self.kredit, self.jumlah, self.saldo, self.saldo_awal) if k is not None)


@dataclass(frozen=True, slots=True)
class Dikenal:
    """A layout found in a sheet: where its header stands and which column is which."""

    susunan: Susunan
    lembar: Lembaran
    posisi: int
    kolom: Kolom


def recognise(lembaran: list[Lembaran], susunan: tuple[Susunan, ...]) -> Dikenal | None:
    """The layout whose headings all stand in one of the first 15 rows; the one with most headings when several do."""
    best, most = None, 0
    for lembar in lembaran:
        for posisi, baris in enumerate(lembar.baris[:BARIS_KEPALA_MAKS]):
            words = [heading(sel) if isinstance(sel, str) else "" for sel in baris.sel]
            here = set(words)
            for s in susunan:
                if s.kepala <= here and len(s.semua & here) > most:
                    best, most = Dikenal(s, lembar, posisi, _columns(s, words)), len(s.semua & here)
    return best


def _columns(s: Susunan, words: list[str]) -> Kolom:
    def at(kata: str) -> int | None:
        return words.index(kata) if kata in words and kata else None

    jumlah = at(s.jumlah)
    beside = jumlah + 1 if jumlah is not None and s.tanda_di_sebelah else None
    tanggal = at(s.tanggal)
    assert tanggal is not None
    return Kolom(
        tanggal=tanggal,
        keterangan=tuple(i for i, w in enumerate(words) if w in s.keterangan),
        debit=at(s.debit),
        kredit=at(s.kredit),
        jumlah=jumlah,
        tanda=beside if beside is not None else at(s.tanda),
        saldo=at(s.saldo),
        saldo_awal=at(s.saldo_awal),
        rekening=at(s.rekening),
        mata_uang=at(s.mata_uang),
        referensi=at(s.referensi),
    )
