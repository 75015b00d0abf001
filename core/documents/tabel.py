"""Tables as values: columns, rows and cells, the same for paper, workbook and CSV."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Literal

from core.calendar import tanggal_pendek
from core.documents.alur import uang
from core.money import Rupiah

if TYPE_CHECKING:
    from core.documents.kit import Rata

Sel = str | Rupiah | int | date | None
JenisKolom = Literal["teks", "uang", "angka", "tanggal", "kode"]
Pindah = Literal["", "jumlah", "terakhir"]

_RATA: dict[JenisKolom, Rata] = {
    "teks": "kiri", "uang": "kanan", "angka": "tengah", "tanggal": "tengah", "kode": "kiri",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Kolom:
    """A column. `lebar` is its share of the room left for words; `grup` a common title over neighbours.

    `pindah` says what is carried to the next page: the sum so far (`jumlah`), or the last value (`terakhir`, a saldo).
    """

    key: str
    judul: str
    lebar: float = 10.0
    jenis: JenisKolom = "teks"
    grup: str = ""
    pindah: Pindah = ""
    rata: Rata | None = None

    @property
    def arah(self) -> Rata:
        """Where its texts stand."""
        return self.rata or _RATA[self.jenis]


@dataclass(frozen=True, slots=True)
class Baris:
    """A row, cells in the order of the columns. `tingkat` indents its first column of words.

    `bentang` lets the first cell reach over that many columns (a total's label).
    """

    sel: tuple[Sel, ...]
    tebal: bool = False
    tingkat: int = 0
    bentang: int = 1


@dataclass(frozen=True, slots=True)
class Tabel:
    """A table: columns, rows, total rows. `nomor_kolom` prints a row 1, 2, 3 ... under the head."""

    kolom: tuple[Kolom, ...]
    baris: tuple[Baris, ...]
    jumlah: tuple[Baris, ...] = ()
    nomor_kolom: bool = False
    ukuran: float = 7.8
    kosong: str = "Nihil"


def cell_text(nilai: Sel) -> str:
    """A cell as printed."""
    if nilai is None:
        return ""
    if isinstance(nilai, Rupiah):
        return uang(nilai)
    if isinstance(nilai, date):
        return tanggal_pendek(nilai)
    return nilai if isinstance(nilai, str) else str(nilai)
