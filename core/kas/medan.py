"""Fields as they stand in a file: their primitive readers, and the findings they collect (format-transaksi 3, 6)."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from core.errors import Temuan
from core.money import BukanUang, Rupiah

NILAI_MAX: Final = 999_999_999_999_999
"""The largest amount of the format, in rupiah."""

_TANGGAL = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


@dataclass(slots=True)
class Medan:
    """Collects the findings of one event."""

    tx: str | None
    sen: bool = False
    """Whether amounts may carry sen (forms and the office's own books; files of versi 1 may not)."""
    temuan: list[Temuan] = field(default_factory=list)

    def add(self, kode: str, medan: str | None, pesan: str) -> None:
        """One more finding, with the event's id."""
        self.temuan.append(Temuan(kode, pesan, tx=self.tx, medan=medan))


def read_rp(m: Medan, nilai: object, medan: str, *, minimum: int = 1) -> Rupiah | None:
    """An amount: a whole number of rupiah written as such (format-transaksi 1)."""
    if m.sen and isinstance(nilai, str):
        return _read_sen(m, nilai, medan, minimum)
    if isinstance(nilai, float):
        m.add(
            "ERR_NILAI_BUKAN_BULAT",
            medan,
            f"Nilai {nilai} ditulis dengan titik desimal atau pangkat; tulis rupiah bulat.",
        )
    elif type(nilai) is not int:
        m.add("ERR_NILAI_BUKAN_ANGKA", medan, f"Nilai harus angka rupiah bulat, bukan {sebut(nilai)}.")
    elif nilai < minimum:
        m.add("ERR_NILAI_TIDAK_POSITIF", medan, f"Nilai {nilai} kurang dari {minimum}.")
    elif nilai > NILAI_MAX:
        m.add("ERR_NILAI_TERLALU_BESAR", medan, f"Nilai {nilai} melebihi batas {NILAI_MAX}.")
    else:
        return Rupiah.of(nilai)
    return None


def _read_sen(m: Medan, nilai: str, medan: str, minimum: int) -> Rupiah | None:
    """An amount with sen, as the office's own books write it: text with two decimals."""
    try:
        found = Rupiah.from_json(nilai)
    except BukanUang:
        m.add("ERR_NILAI_BUKAN_ANGKA", medan, f"Nilai harus angka rupiah, bukan {sebut(nilai)}.")
        return None
    if found.sen < minimum:
        m.add("ERR_NILAI_TIDAK_POSITIF", medan, f"Nilai {nilai} harus di atas nol.")
        return None
    if found > Rupiah.of(NILAI_MAX):
        m.add("ERR_NILAI_TERLALU_BESAR", medan, f"Nilai {nilai} melebihi batas {NILAI_MAX}.")
        return None
    return found


def read_text(m: Medan, nilai: object, medan: str) -> str | None:
    """Text that is not blank."""
    if isinstance(nilai, str) and nilai.strip():
        return nilai
    m.add("ERR_MEDAN_TIDAK_SAH", medan, f"{medan} harus berisi teks, bukan {sebut(nilai)}.")
    return None


def read_date(m: Medan, nilai: object, medan: str) -> date | None:
    """A real date written YYYY-MM-DD."""
    if isinstance(nilai, str) and _TANGGAL.fullmatch(nilai):
        try:
            return date.fromisoformat(nilai)
        except ValueError:
            pass
    m.add("ERR_TANGGAL_TIDAK_SAH", medan, f"{medan} {sebut(nilai)} bukan tanggal; tulis seperti 2026-02-05.")
    return None


def sebut(nilai: object) -> str:
    """What was found instead, for a sentence."""
    if nilai is None:
        return "kosong"
    if isinstance(nilai, bool):
        return "ya/tidak"
    if isinstance(nilai, str):
        return f"teks “{nilai[:40]}”"
    if isinstance(nilai, list):
        return "daftar"
    return "objek" if isinstance(nilai, dict) else str(nilai)[:40]
