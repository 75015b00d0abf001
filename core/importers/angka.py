"""Amounts as files write them. Whether the dot or the comma parts rupiah from sen is decided once per file, by vote.

`1.234` may be one thousand two hundred or one rupiah and a bit; guessing costs a factor of a thousand, so a file in
which no other amount settles it is refused (handbook KKPD 2.2, rule 4).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING

from core.importers.tabel import Sel, teks
from core.money import SEN_MAX, SEN_PER_RUPIAH, BukanUang, Rupiah

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date


class GayaAngka(StrEnum):
    """How a file writes numbers."""

    INDONESIA = "indonesia"
    """`1.234.567,89`"""
    INGGRIS = "inggris"
    """`1,234,567.89`"""


class Tanda(StrEnum):
    """Which side an amount stands on, when the file says so beside it."""

    DEBIT = "DB"
    KREDIT = "CR"


SEMUA_GAYA = frozenset(GayaAngka)

_TANDA = {
    "DB": Tanda.DEBIT, "D": Tanda.DEBIT, "DR": Tanda.DEBIT, "DEBIT": Tanda.DEBIT, "DEBET": Tanda.DEBIT,
    "CR": Tanda.KREDIT, "C": Tanda.KREDIT, "K": Tanda.KREDIT, "KR": Tanda.KREDIT, "KREDIT": Tanda.KREDIT,
    "CREDIT": Tanda.KREDIT,
}  # fmt: skip
_SUFFIX = re.compile(r"\s*\b(CR|DB|DR|KR|K|D|C)\.?$|(?<=[0-9])(CR|DB|DR|KR)\.?$", re.IGNORECASE)
_CURRENCY = re.compile(r"^(?:Rp\.?|IDR)\s*", re.IGNORECASE)
_PATTERN = {
    GayaAngka.INDONESIA: re.compile(r"[0-9]{1,3}(?:\.[0-9]{3})+(?:,[0-9]+)?|[0-9]+(?:,[0-9]+)?|,[0-9]+"),
    GayaAngka.INGGRIS: re.compile(r"[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?|[0-9]+(?:\.[0-9]+)?|\.[0-9]+"),
}

_SEDERHANA = {
    GayaAngka.INDONESIA: re.compile(r"-?(?:[0-9]{1,3}(?:\.[0-9]{3}){1,5}|[0-9]{1,15})(?:,[0-9]{2})?"),
    GayaAngka.INGGRIS: re.compile(r"-?(?:[0-9]{1,3}(?:,[0-9]{3}){1,5}|[0-9]{1,15})(?:\.[0-9]{2})?"),
}
"""How nearly every amount of a file looks; read without the long way round."""


class GayaCampur(ValueError):
    """No one style fits all amounts of a file; `baris` is a row on either side."""

    def __init__(self, pesan: str, baris: int) -> None:
        super().__init__(pesan)
        self.baris = baris


class GayaMeragukan(GayaCampur):
    """Every amount of the file can be read in both styles, with different results."""


@dataclass(frozen=True, slots=True)
class Jumlah:
    """An amount and the side written beside it, if any. A minus or brackets make it negative."""

    nilai: Rupiah
    tanda: Tanda | None


def parse_tanda(sel: Sel) -> Tanda | None:
    """The side named in a column of its own (`DB`, `K`, `Credit`); None when blank. Refuses other words."""
    bare = teks(sel).upper().rstrip(".")
    if not bare:
        return None
    if bare not in _TANDA:
        raise BukanUang(f"“{bare}” bukan tanda debit atau kredit; yang diterima DB/D/DR atau CR/K/C")
    return _TANDA[bare]


def styles_of(text: str) -> frozenset[GayaAngka]:
    """In which styles the text is an amount; empty when it is none at all."""
    bare = _bare(text)[0]
    return frozenset(gaya for gaya in GayaAngka if _PATTERN[gaya].fullmatch(bare))


def decide_style(amounts: Iterable[tuple[int, Sel]]) -> GayaAngka:
    """The one style that fits every amount (row number, cell) of a file.

    Text that is no amount in any style has no vote: its own row complains later. GayaCampur when two amounts
    contradict each other, GayaMeragukan when a `1.234` decides between a thousand and one, and nothing else speaks.
    """
    open_styles = SEMUA_GAYA
    only: re.Pattern[str] | None = None
    doubtful: tuple[int, str] | None = None
    voted: tuple[int, str] | None = None
    for baris, sel in amounts:
        if not isinstance(sel, str) or (only is not None and only.fullmatch(sel)):
            continue
        if not (possible := styles_of(sel)):
            continue
        text = teks(sel)
        if possible == SEMUA_GAYA:
            if doubtful is None and re.search(r"[.,]", _bare(sel)[0]):
                doubtful = (baris, text)
            continue
        if not possible & open_styles:
            other = f"“{voted[1]}” (baris {voted[0]})" if voted else ""
            pesan = f"Penulisan angka bercampur: “{text}” (baris {baris}) dan {other}; samakan titik dan koma di berkas"
            raise GayaCampur(pesan, baris)
        if possible != open_styles:
            voted = (baris, text)
        open_styles &= possible
        only = _SEDERHANA[next(iter(open_styles))] if len(open_styles) == 1 else None
    if open_styles != SEMUA_GAYA:
        return next(iter(open_styles))
    if doubtful:
        pesan = (
            f"“{doubtful[1]}” (baris {doubtful[0]}) dapat berarti ribuan atau pecahan, dan tidak ada jumlah lain yang "
            "memastikannya; pilih gaya angka pada profil kolom, atau tulis dengan dua angka sen"
        )
        raise GayaMeragukan(pesan, doubtful[0])
    return GayaAngka.INDONESIA


def parse_decimal(sel: Sel, gaya: GayaAngka) -> Decimal:
    """A plain number such as a rate of exchange, exact."""
    if isinstance(sel, Decimal):
        return sel
    value, _ = _number(sel, gaya)
    return value


def parse_jumlah(sel: Sel, gaya: GayaAngka) -> Jumlah:
    """The amount in a cell. Refuses (BukanUang) what is no amount, parts of a sen, and more than the books can hold."""
    if isinstance(sel, str) and _SEDERHANA[gaya].fullmatch(sel):
        return Jumlah(_simple(sel), None)
    value, tanda = (sel, None) if isinstance(sel, Decimal) else _number(sel, gaya)
    nilai = Rupiah.of_decimal(value)
    if abs(nilai.sen) > SEN_MAX:
        raise BukanUang(f"{value} lebih besar daripada yang dapat dibukukan")
    return Jumlah(nilai, tanda)


def _simple(text: str) -> Rupiah:
    """An amount of the usual form: its figures, and two of them sen when a mark stands before the last two."""
    figures = int(text.replace(".", "").replace(",", ""))
    return Rupiah(figures if len(text) > 2 and text[-3] in ".," else figures * SEN_PER_RUPIAH)


def _number(sel: str | date, gaya: GayaAngka) -> tuple[Decimal, Tanda | None]:
    if not isinstance(sel, str):
        raise BukanUang(f"“{teks(sel)}” adalah tanggal, bukan jumlah uang; periksa format kolomnya")
    bare, minus, tanda = _bare(sel)
    if len(bare) > 40 or not _PATTERN[gaya].fullmatch(bare):
        contoh = "1.500.000,00" if gaya is GayaAngka.INDONESIA else "1,500,000.00"
        raise BukanUang(f"“{teks(sel)}” bukan jumlah; contoh yang benar di berkas ini: {contoh}")
    drop, point = (".", ",") if gaya is GayaAngka.INDONESIA else (",", ".")
    value = Decimal(bare.replace(drop, "").replace(point, "."))
    return (-value if minus else value), tanda


def _bare(text: str) -> tuple[str, bool, Tanda | None]:
    """The figures alone, whether they are negative, and the side written behind them."""
    bare = teks(text)
    tanda: Tanda | None = None
    if found := _SUFFIX.search(bare):
        tanda = _TANDA[(found[1] or found[2]).upper()]
        bare = bare[: found.start()].rstrip()
    minus = False
    if bare.startswith("(") and bare.endswith(")"):
        minus, bare = True, bare[1:-1].strip()
    bare = _CURRENCY.sub("", bare)
    if bare.startswith(("-", "+")):
        minus, bare = minus != (bare[0] == "-"), bare[1:].strip()
        bare = _CURRENCY.sub("", bare)
    elif bare.endswith("-"):
        minus, bare = True, bare[:-1].strip()
    return bare, minus, tanda
