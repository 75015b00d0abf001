"""Where a figure of the SPJ comes from: the BKU lines behind a row and a column, at any level of the tree."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from core.calendar import Bulan
from core.kas.queries import BkuRow, KasQueries
from core.money import Rupiah, total

Kelompok = Literal["", "gaji", "bj", "up"]
Rentang = Literal["lalu", "ini", "sd"]
_GAJI: Final = "5.1.01."


@dataclass(frozen=True, slots=True)
class Cakupan:
    """A cell of the SPJ: whose spending (program down to sub kegiatan; akun down to rekening), which columns, when."""

    bulan: Bulan
    sub_kegiatan: str = ""
    rekening: str = ""
    kelompok: Kelompok = ""
    rentang: Rentang = "ini"

    @property
    def months(self) -> tuple[Bulan, ...]:
        """The months whose BKU the cell adds up."""
        akhir = self.bulan.bulan - (1 if self.rentang == "lalu" else 0)
        awal = self.bulan.bulan if self.rentang == "ini" else 1
        return tuple(Bulan(self.bulan.tahun, b) for b in range(awal, akhir + 1))


@dataclass(frozen=True, slots=True)
class BarisAsal:
    """One BKU line of a cell; `nilai` has the sign it has in the SPJ."""

    bulan: Bulan
    bku: BkuRow

    @property
    def nilai(self) -> Rupiah:
        return self.bku.pengeluaran - self.bku.penerimaan


def lines_behind(q: KasQueries, c: Cakupan) -> tuple[BarisAsal, ...]:
    """The BKU lines a cell adds up. Contra pos and what an opening brought are no lines of belanja."""
    cari = c.rekening if c.rekening.count(".") == _TITIK_REKENING else ""
    found = ((b, r) for b in c.months for r in q.bku(b, cari=cari))
    return tuple(BarisAsal(b, r) for b, r in found if _belongs(r, c))


_TITIK_REKENING: Final = 5
"""Dots of a whole rekening: then SQL finds its lines."""


def _belongs(r: BkuRow, c: Cakupan) -> bool:
    return (
        r.jenis == "belanja"
        and _under(r.sub_kegiatan, c.sub_kegiatan)
        and _under(r.rekening, c.rekening)
        and c.kelompok in ("", _column_of(r))
    )


def _under(kode: str, induk: str) -> bool:
    return not induk or f"{kode}.".startswith(f"{induk}.")


def _column_of(r: BkuRow) -> Kelompok:
    if not r.sumber.startswith("LS"):
        return "up"
    return "gaji" if r.rekening.startswith(_GAJI) else "bj"


def sum_of(rows: Iterable[BarisAsal]) -> Rupiah:
    """What the lines add up to."""
    return total([r.nilai for r in rows])


def scope_above(induk: Sequence[tuple[int, str]], tingkat_sub: int = 2) -> tuple[str, str]:
    """(sub kegiatan, rekening) of a row from it and the rows above it, nearest last: (level, code)."""
    tingkat, kode = induk[-1]
    if tingkat <= tingkat_sub:
        return kode, ""
    sub = next((k for t, k in reversed(induk[:-1]) if t == tingkat_sub), "")
    return sub, kode
