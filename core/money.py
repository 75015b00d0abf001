"""Rupiah: the only maker, parser and printer of money in the house.

An amount is a whole number of sen. Offices work in whole rupiah (handbook, penatausahaan, head), but bank files and
jasa giro carry sen, so sen are kept and shown only when they are not zero.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import total_ordering

SEN_PER_RUPIAH = 100
SEN_MAX = 2**63 - 1
"""The widest amount both engines can hold (BIGINT of sen)."""

_INDONESIAN = re.compile(r"^\d{1,3}(\.\d{3})*(,\d{1,2})?$|^\d+(,\d{1,2})?$")

_WIRE = re.compile(r"^-?\d+\.\d{2}$")


class BukanUang(ValueError):
    """The text is not an amount of money in the form asked for."""


@total_ordering
@dataclass(frozen=True, slots=True)
class Rupiah:
    """An amount of money in whole sen; may be negative (a reversal, a refund)."""

    sen: int = 0

    def __post_init__(self) -> None:
        if type(self.sen) is not int:
            raise TypeError(f"sen harus bilangan bulat, bukan {type(self.sen).__name__}")

    @classmethod
    def of(cls, rupiah: int) -> Rupiah:
        """Whole rupiah."""
        if type(rupiah) is not int:
            raise TypeError(f"rupiah harus bilangan bulat, bukan {type(rupiah).__name__}")
        return cls(rupiah * SEN_PER_RUPIAH)

    @classmethod
    def of_decimal(cls, nilai: Decimal) -> Rupiah:
        """From an exact decimal of rupiah, as a bank file carries it. Refuses parts of a sen."""
        sen = nilai * SEN_PER_RUPIAH
        if sen != sen.to_integral_value():
            raise BukanUang(f"{nilai} mempunyai pecahan di bawah satu sen")
        return cls(int(sen))

    @classmethod
    def parse(cls, text: str) -> Rupiah:
        """What people type: `1.500.000`, `1500000`, `1.234,50`, with or without `Rp`, `-` or brackets."""
        bare = text.replace("\u00a0", " ").strip()
        minus = bare.startswith(("-", "("))
        bare = bare.strip("-() ").removeprefix("Rp").strip(" .")
        if not _INDONESIAN.match(bare):
            raise BukanUang(f"“{text}” bukan jumlah uang; contoh yang benar: 1.500.000 atau 1.500.000,50")
        whole, _, sen = bare.replace(".", "").partition(",")
        value = int(whole) * SEN_PER_RUPIAH + int((sen + "00")[:2])
        return cls(-value if minus else value)

    @classmethod
    def from_json(cls, nilai: object) -> Rupiah:
        """Back from `to_json`: a whole number of rupiah, or text with two decimals."""
        if type(nilai) is int:
            return cls.of(nilai)
        if isinstance(nilai, str) and _WIRE.match(nilai):
            return cls.of_decimal(Decimal(nilai))
        raise BukanUang(f"{nilai!r} bukan jumlah uang")

    @property
    def is_whole(self) -> bool:
        """No sen beside the rupiah."""
        return self.sen % SEN_PER_RUPIAH == 0

    def to_json(self) -> int | str:
        """Whole rupiah as a number, otherwise text with two decimals (`"1234.50"`)."""
        if self.is_whole:
            return self.sen // SEN_PER_RUPIAH
        rupiah, sen = divmod(abs(self.sen), SEN_PER_RUPIAH)
        return f"{'-' if self.sen < 0 else ''}{rupiah}.{sen:02d}"

    def times(self, faktor: Fraction) -> Rupiah:
        """This amount times an exact factor, rounded half up to whole rupiah (handbook 3.3)."""
        return Rupiah.of(half_up(Fraction(self.sen, SEN_PER_RUPIAH) * faktor))

    def __add__(self, other: Rupiah) -> Rupiah:
        return Rupiah(self.sen + other.sen)

    def __sub__(self, other: Rupiah) -> Rupiah:
        return Rupiah(self.sen - other.sen)

    def __neg__(self) -> Rupiah:
        return Rupiah(-self.sen)

    def __mul__(self, kali: int) -> Rupiah:
        if type(kali) is not int:
            raise TypeError("uang hanya dikalikan dengan bilangan bulat; untuk tarif pakai times()")
        return Rupiah(self.sen * kali)

    def __abs__(self) -> Rupiah:
        return Rupiah(abs(self.sen))

    def __bool__(self) -> bool:
        return self.sen != 0

    def __lt__(self, other: Rupiah) -> bool:
        return self.sen < other.sen

    def __str__(self) -> str:
        return format_sen(self.sen)


NOL = Rupiah(0)


def total(nilai: list[Rupiah] | tuple[Rupiah, ...]) -> Rupiah:
    """The sum of a list of amounts; zero for an empty one."""
    return Rupiah(sum(n.sen for n in nilai))


def half_up(nilai: Fraction) -> int:
    """The nearest whole number, halves away from zero: 2,5 becomes 3 and -2,5 becomes -3."""
    bottom = 2 * nilai.denominator
    found = (2 * abs(nilai.numerator) + nilai.denominator) // bottom
    return -found if nilai < 0 else found


def format_sen(sen: int, *, always_sen: bool = False, brackets: bool = False) -> str:
    """`1.234.567` or `1.234.567,50`; negative with a minus, or in brackets on screens and paper."""
    rupiah, rest = divmod(abs(sen), SEN_PER_RUPIAH)
    text = f"{rupiah:,}".replace(",", ".")
    if rest or always_sen:
        text += f",{rest:02d}"
    if sen >= 0:
        return text
    return f"({text})" if brackets else f"-{text}"


_SATUAN = ("", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan", "sepuluh", "sebelas")
_TINGKAT = ("", " ribu", " juta", " miliar", " triliun", " kuadriliun")


def _below_thousand(n: int) -> str:
    if n < 12:
        return _SATUAN[n]
    if n < 20:
        return f"{_SATUAN[n - 10]} belas"
    if n < 100:
        return f"{_SATUAN[n // 10]} puluh {_SATUAN[n % 10]}".strip()
    head = "seratus" if n < 200 else f"{_SATUAN[n // 100]} ratus"
    return f"{head} {_below_thousand(n % 100)}".strip()


def terbilang(nilai: Rupiah) -> str:
    """The amount in words, as forms want it: `satu juta lima ratus ribu rupiah`."""
    rupiah, sen = divmod(abs(nilai.sen), SEN_PER_RUPIAH)
    words = f"{_words(rupiah)} rupiah"
    if sen:
        words += f" {_words(sen)} sen"
    return f"minus {words}" if nilai.sen < 0 else words


def _words(n: int) -> str:
    if n == 0:
        return "nol"
    parts: list[str] = []
    for tingkat in _TINGKAT:
        n, group = divmod(n, 1000)
        if group == 1 and tingkat == " ribu":
            parts.append("seribu")
        elif group:
            parts.append(_below_thousand(group) + tingkat)
    if n:
        raise OverflowError("jumlah terlalu besar untuk dituliskan dengan kata")
    return " ".join(reversed(parts))
