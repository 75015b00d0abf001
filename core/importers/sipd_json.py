"""Fields of a saved SIPD response, read one by one with a complaint for each that is missing or wrong."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from core.importers.angka import GayaAngka, parse_jumlah
from core.importers.kode import KodeSalah
from core.importers.tanggal import TAHUN
from core.money import SEN_MAX, BukanUang, Rupiah

if TYPE_CHECKING:
    from core.importers.keluhan import Keluhan


def rows_of(isi: Any, keluhan: Keluhan, wajib: tuple[str, ...], nama: str) -> list[Medan]:
    """The objects of a response: a list, or a list below `data`. Refuses any other shape."""
    if isinstance(isi, Mapping) and isinstance(isi.get("data"), list):
        isi = isi["data"]
    if not isinstance(isi, list) or not all(isinstance(item, Mapping) for item in isi):
        pesan = f"Berkas bukan daftar {nama} dari SIPD. Simpan tanggapan SIPD yang berisi daftar itu, lalu coba lagi."
        raise keluhan.fail("ERR_BUKAN_JSON_SIPD", pesan)
    if not isi:
        raise keluhan.fail("ERR_TANPA_BARIS", f"Daftar {nama} kosong. Simpan ulang tanggapan SIPD, lalu coba lagi.")
    if not any(key in item for item in isi for key in wajib):
        pesan = f"Berkas tidak memuat {nama}: tidak ada medan {', '.join(wajib)}. Pilih berkas yang benar."
        raise keluhan.fail("ERR_BUKAN_JSON_SIPD", pesan)
    return [Medan(item, f"[{i}]", keluhan) for i, item in enumerate(isi)]


@dataclass(frozen=True, slots=True)
class Medan:
    """One object of a response; what cannot be read is complained about and answered with None."""

    isi: Mapping[str, Any]
    letak: str
    keluhan: Keluhan

    def add(self, kode: str, pesan: str, medan: str | None = None) -> None:
        """A complaint about this object."""
        where = f"{self.letak}.{medan}" if medan else self.letak
        self.keluhan.add(kode, f"Data {self.letak}: {pesan}", medan=where)

    def text(self, nama: str) -> str | None:
        """A text that must be there."""
        value = self.isi.get(nama)
        if isinstance(value, str) and value.strip():
            return value.strip()
        self.add("ERR_MEDAN", f"medan {nama} tidak ada atau bukan teks. Simpan ulang tanggapan SIPD.", nama)
        return None

    def code(self, nama: str, check: Callable[[str], str]) -> str | None:
        """A code in the form of the books."""
        text = self.text(nama)
        if text is None:
            return None
        try:
            return check(text)
        except KodeSalah as error:
            self.add("ERR_KODE_SALAH", f"{error}. Periksa medan {nama} di SIPD.", nama)
            return None

    def year(self, nama: str) -> int | None:
        """A budget year."""
        value = self.isi.get(nama)
        if type(value) is int and value in TAHUN:
            return value
        self.add("ERR_TAHUN", f"medan {nama} bukan tahun anggaran seperti 2026.", nama)
        return None

    def money(self, nama: str) -> Rupiah | None:
        """An amount of zero or more; SIPD writes whole rupiah, some fields as text with English decimals."""
        value = self.isi.get(nama)
        nilai: Rupiah | None = None
        try:
            if type(value) is int and abs(value) <= SEN_MAX // 100:
                nilai = Rupiah.of(value)
            elif isinstance(value, Decimal | str):
                nilai = parse_jumlah(value, GayaAngka.INGGRIS).nilai
        except BukanUang:
            nilai = None
        if nilai is None:
            self.add("ERR_JUMLAH", f"medan {nama} tidak ada atau bukan jumlah uang. Simpan ulang tanggapan SIPD.", nama)
        elif nilai.sen < 0:
            self.add("ERR_JUMLAH", f"medan {nama} bernilai {nilai}, kurang dari nol. Periksa di SIPD.", nama)
            return None
        return nilai


def check_single(kode: str, apa: str, values: list[str], keluhan: Keluhan) -> None:
    """One file is one office and one year."""
    seen = list(dict.fromkeys(values))
    if len(seen) > 1:
        pesan = f"Berkas memuat lebih dari satu {apa}: {'; '.join(seen)}. Simpan satu {apa} per berkas."
        keluhan.add(kode, pesan)
