"""Corrections that tie two months together: a closed month stays, the open one holds what takes it back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from core.calendar import Bulan, tanggal_pendek
from core.money import Rupiah


@dataclass(frozen=True, slots=True)
class KoreksiRow:
    """A correction posted in another month than what it takes back: both documents, their days, the reason."""

    asal: str
    tanggal_asal: date
    nomor: str
    tanggal: date
    nilai: Rupiah
    alasan: str

    def sentence(self, bulan: Bulan) -> str:
        """How the report of a month says it: what it corrects of an earlier month, or what a later one corrected."""
        tentang = f"{self.asal} tanggal {tanggal_pendek(self.tanggal_asal)} sebesar Rp {self.nilai}"
        oleh = f"koreksi {self.nomor} tanggal {tanggal_pendek(self.tanggal)}"
        sebab = f" ({self.alasan})" if self.alasan else ""
        if Bulan.of(self.tanggal) == bulan:
            return f"Bulan ini memuat {oleh} atas {tentang}{sebab}."
        return f"Sesudah bulan ini, {tentang} ditarik kembali dengan {oleh}{sebab}."
