"""Dated tax rules: one row per rate, threshold, table, code or deadline, looked up by the date of the transaction.

The effective-date rule of handbook KKPD/pajak (head): nothing is looked up by "today", and a rule that changes gets a
following row instead of a new figure in the old one. Offices keep their own rows; the calculation takes them as given.
"""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from fractions import Fraction
from typing import TYPE_CHECKING, Any, Final, cast

from core.calendar import tanggal_pendek
from core.errors import Refusal
from core.money import Rupiah

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

_PECAHAN: Final = re.compile(r"\d{1,3}(\.\d{1,8}|/\d{1,4})?", re.ASCII)


class Pembulatan(StrEnum):
    """How a tax becomes whole rupiah (handbook 3.3)."""

    ROUND_HALF_UP = "ROUND_HALF_UP"
    FLOOR = "FLOOR"


class PajakKkpd(StrEnum):
    """Income tax on a card payment: our separate obligation, or the merchant's own business (handbook 1.7)."""

    TERPISAH = "TERPISAH"
    REKANAN = "REKANAN"


@dataclass(frozen=True, slots=True)
class Aturan:
    """One rule row: its key, its value, when it holds and its legal basis (`dasar`).

    `nilai` is JSON-able: text of a number or fraction (`0.015`, `11/12`), an integer of rupiah, a code, or a list.
    Valid from `berlaku_dari` to `berlaku_sampai`, both included; None means until further notice.
    """

    kunci: str
    nilai: Any
    berlaku_dari: date
    berlaku_sampai: date | None
    dasar: str

    def __post_init__(self) -> None:
        object.__setattr__(self, "nilai", _frozen(self.nilai))

    def covers(self, tanggal: date) -> bool:
        """Whether the row holds on this date."""
        return self.berlaku_dari <= tanggal and (self.berlaku_sampai is None or tanggal <= self.berlaku_sampai)

    @property
    def masa(self) -> str:
        """`01/01/2025 s.d. seterusnya`."""
        sampai = "seterusnya" if self.berlaku_sampai is None else tanggal_pendek(self.berlaku_sampai)
        return f"{tanggal_pendek(self.berlaku_dari)} s.d. {sampai}"


def _frozen(nilai: Any) -> Any:
    return tuple(_frozen(n) for n in nilai) if isinstance(nilai, list | tuple) else nilai


Lapisan = tuple[tuple[Rupiah | None, Fraction], ...]
"""Bands: upper edge (included) and rate; the last edge is None."""


@dataclass(frozen=True, slots=True)
class Tenggat:
    """A deadline: `angka` days after the payment, or day `angka` of the next month (31 = its last day)."""

    satuan: str
    angka: int


def _read_pecahan(nilai: Any) -> Fraction:
    if not isinstance(nilai, str) or not _PECAHAN.fullmatch(nilai):
        raise ValueError("harus teks bilangan seperti 0.015 atau 11/12")
    return Fraction(nilai)


def _read_tarif(nilai: Any) -> Fraction:
    found = _read_pecahan(nilai)
    if found > 1:
        raise ValueError("tarif ditulis sebagai pecahan, paling banyak 1; 2% ditulis 0.02")
    return found


def _read_rupiah(nilai: Any) -> Rupiah:
    if type(nilai) is not int or nilai < 0:
        raise ValueError("harus bilangan bulat rupiah, paling sedikit 0")
    return Rupiah.of(nilai)


def _read_teks(nilai: Any) -> str:
    if not isinstance(nilai, str) or not nilai.strip():
        raise ValueError("harus teks yang tidak kosong")
    return nilai


def _read_daftar(nilai: Any) -> tuple[str, ...]:
    if not isinstance(nilai, tuple) or not nilai:
        raise ValueError("harus daftar teks yang tidak kosong")
    return tuple(_read_teks(n) for n in nilai)


def _read_lapisan(nilai: Any) -> Lapisan:
    if not isinstance(nilai, tuple) or not nilai:
        raise ValueError("harus daftar lapisan [batas, tarif]")
    bands = tuple((None if batas is None else _read_rupiah(batas), _read_tarif(tarif)) for batas, tarif in nilai)
    edges = [batas for batas, _ in bands[:-1] if batas is not None]
    if bands[-1][0] is not None or len(edges) != len(bands) - 1 or edges != sorted(set(edges)):
        raise ValueError("batas lapisan harus naik dan hanya yang terakhir tanpa batas")
    return bands


def _read_tenggat(nilai: Any) -> Tenggat:
    satuan, angka = nilai
    lowest, highest = {"HARI": (0, 366), "TANGGAL": (1, 31)}[satuan]
    if type(angka) is not int or not lowest <= angka <= highest:
        raise ValueError(f"angka {satuan} harus {lowest} sampai {highest}")
    return Tenggat(satuan, angka)


_READERS: Final[Mapping[str, Callable[[Any], object]]] = {
    "ppn": _read_tarif,
    "tarif": _read_tarif,
    "bagian_kena": _read_tarif,
    "faktor_tanpa_npwp": _read_pecahan,
    "batas": _read_rupiah,
    "objek": _read_daftar,
    "ter_kategori": _read_daftar,
    "kap_kjs": _read_teks,
    "lapisan": _read_lapisan,
    "tenggat": _read_tenggat,
    "pajak.rounding": Pembulatan,
    "kkpd_pph23_policy": PajakKkpd,
}
"""What a row may hold, by its whole key or the first word of it."""


def _read(aturan: Aturan) -> object:
    reader = _READERS.get(aturan.kunci) or _READERS.get(aturan.kunci.partition(".")[0])
    if reader is None:
        raise _bad(aturan, "kuncinya tidak dikenal")
    if aturan.berlaku_sampai is not None and aturan.berlaku_sampai < aturan.berlaku_dari:
        raise _bad(aturan, "berakhir sebelum mulai berlaku")
    try:
        return reader(aturan.nilai)
    except (ValueError, TypeError, KeyError, ZeroDivisionError) as wrong:
        raise _bad(aturan, f"nilai {aturan.nilai!r} tidak sah ({wrong})") from wrong


def _bad(aturan: Aturan, why: str) -> Refusal:
    return Refusal(
        "ERR_ATURAN_PAJAK_TIDAK_SAH",
        f"Aturan pajak “{aturan.kunci}” ({aturan.masa}): {why}. Perbaiki barisnya di pengaturan pajak.",
        medan=aturan.kunci,
    )


@dataclass(frozen=True, slots=True)
class _Baris:
    aturan: Aturan
    isi: object


class AturanPajak:
    """All rule rows of an office.

    Refuses a row that cannot be read (ERR_ATURAN_PAJAK_TIDAK_SAH) and two rows of one key that hold on the same day
    (ERR_ATURAN_PAJAK_TUMPANG_TINDIH).
    """

    def __init__(self, aturan: Iterable[Aturan]) -> None:
        per_kunci: dict[str, list[_Baris]] = {}
        for row in sorted(aturan, key=lambda a: (a.kunci, a.berlaku_dari)):
            per_kunci.setdefault(row.kunci, []).append(_Baris(row, _read(row)))
        for rows in per_kunci.values():
            for before, after in itertools.pairwise(rows):
                _refuse_overlap(before.aturan, after.aturan)
        self._per_kunci = per_kunci

    @property
    def baris(self) -> tuple[Aturan, ...]:
        """Every row, by key and date."""
        return tuple(b.aturan for rows in self._per_kunci.values() for b in rows)

    def on(self, tanggal: date) -> AturanBerlaku:
        """The rules as they stand on a transaction date."""
        return AturanBerlaku(self._per_kunci, tanggal)

    def follow(self, baru: Aturan) -> AturanPajak:
        """The rules with a new row: the row that held on its first day ends the day before, or gives way to it."""
        rows = []
        for old in self.baris:
            if old.kunci != baru.kunci or not old.covers(baru.berlaku_dari):
                rows.append(old)
            elif old.berlaku_dari < baru.berlaku_dari:
                rows.append(replace(old, berlaku_sampai=baru.berlaku_dari - timedelta(days=1)))
        return AturanPajak([*rows, baru])


def _refuse_overlap(before: Aturan, after: Aturan) -> None:
    if before.covers(after.berlaku_dari):
        raise Refusal(
            "ERR_ATURAN_PAJAK_TUMPANG_TINDIH",
            f"Aturan pajak “{after.kunci}” berlaku ganda: {before.masa} dan {after.masa}. "
            f"Akhiri yang lama paling lambat sehari sebelum {tanggal_pendek(after.berlaku_dari)}.",
            medan=after.kunci,
        )


@dataclass(frozen=True, slots=True)
class AturanBerlaku:
    """The rules on one date. Every lookup refuses with ERR_ATURAN_PAJAK_TIDAK_ADA when no row holds on it."""

    per_kunci: Mapping[str, list[_Baris]]
    tanggal: date

    def pecahan(self, kunci: str) -> Fraction:
        """A rate or factor."""
        return cast("Fraction", self._demand(kunci))

    def rupiah(self, kunci: str) -> Rupiah:
        """A threshold in rupiah."""
        return cast("Rupiah", self._demand(kunci))

    def teks(self, kunci: str) -> str:
        """A code."""
        return cast("str", self._demand(kunci))

    def daftar(self, kunci: str) -> tuple[str, ...]:
        """A list of codes, the usual one first."""
        return cast("tuple[str, ...]", self._demand(kunci))

    def lapisan(self, kunci: str) -> Lapisan:
        """The bands of a table."""
        return cast("Lapisan", self._demand(kunci))

    def tenggat(self, kunci: str) -> Tenggat:
        """A deadline."""
        return cast("Tenggat", self._demand(kunci))

    @property
    def pembulatan(self) -> Pembulatan:
        """How taxes are rounded."""
        return cast("Pembulatan", self._demand("pajak.rounding"))

    @property
    def pajak_kkpd(self) -> PajakKkpd:
        """Who answers for income tax on card payments."""
        return cast("PajakKkpd", self._demand("kkpd_pph23_policy"))

    def tarif(self, objek: str) -> Fraction:
        """The rate of a tax object: its own row if there is one, otherwise that of its group (`24-104`)."""
        own = self._find(f"tarif.{objek}")
        return self.pecahan(f"tarif.{group(objek)}") if own is None else cast("Fraction", own)

    def kap_kjs(self, objek: str) -> str:
        """The account and deposit code of a tax object's group."""
        return self.teks(f"kap_kjs.{group(objek)}")

    def ter_kategori(self, ptkp: str) -> str:
        """The TER table A, B or C a family status belongs to."""
        for kategori in "ABC":
            if ptkp in self.daftar(f"ter_kategori.{kategori}"):
                return kategori
        raise self._absent(f"ter_kategori untuk {ptkp}")

    def _find(self, kunci: str) -> object | None:
        return next((b.isi for b in self.per_kunci.get(kunci, ()) if b.aturan.covers(self.tanggal)), None)

    def _demand(self, kunci: str) -> object:
        found = self._find(kunci)
        if found is None:
            raise self._absent(kunci)
        return found

    def _absent(self, kunci: str) -> Refusal:
        kept = "; ".join(b.aturan.masa for b in self.per_kunci.get(kunci, ())) or "belum ada"
        return Refusal(
            "ERR_ATURAN_PAJAK_TIDAK_ADA",
            f"Aturan pajak “{kunci}” tidak ada untuk transaksi {tanggal_pendek(self.tanggal)}; yang tersimpan: {kept}. "
            "Tambahkan barisnya di pengaturan pajak, atau periksa tanggal transaksi.",
            medan=kunci,
        )


def group(objek: str) -> str:
    """The group of a tax object: `24-104` of `24-104-39`."""
    return objek[:6]
