"""Dates as files write them: ISO, day first with figures or month names, and the day numbers of Excel."""

from __future__ import annotations

import re
from datetime import date, timedelta
from decimal import Decimal
from typing import Final

from core.importers.tabel import Sel, teks

_BULAN: Final = {
    "jan": 1, "januari": 1, "january": 1, "feb": 2, "peb": 2, "februari": 2, "pebruari": 2, "february": 2,
    "mar": 3, "maret": 3, "march": 3, "apr": 4, "april": 4, "mei": 5, "may": 5, "jun": 6, "juni": 6, "june": 6,
    "jul": 7, "juli": 7, "july": 7, "agu": 8, "ags": 8, "agt": 8, "aug": 8, "agustus": 8, "august": 8,
    "sep": 9, "sept": 9, "september": 9, "okt": 10, "oct": 10, "oktober": 10, "october": 10,
    "nov": 11, "nop": 11, "november": 11, "nopember": 11, "des": 12, "dec": 12, "desember": 12, "december": 12,
}  # fmt: skip
_ISO = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})([T ][0-9:.]+Z?)?")
_FIGURES = re.compile(r"([0-9]{1,2})([/.-])([0-9]{1,2})(?:\2([0-9]{2}|[0-9]{4}))?")
_WORDS = re.compile(r"([0-9]{1,2})[ /-]([A-Za-z]{3,9})[ /-]([0-9]{2}|[0-9]{4})")
_EXCEL_ZERO = date(1899, 12, 30)
_EXCEL_DAYS = range(36526, 73051)  # 1 January 2000 to 31 December 2099
TAHUN = range(2000, 2100)


class BukanTanggal(ValueError):
    """The cell is not a date; the sentence says what was found and what is right."""


def parse_tanggal(sel: Sel, *, paling_akhir: date | None = None) -> date:
    """The date in a cell, day before month as Indonesia writes it.

    A date without a year (`05/02`, as some banks write) takes the latest year that does not lie after `paling_akhir`,
    the date of the bill or the end of the statement's period; without it such a date is refused.
    """
    if isinstance(sel, date):
        return _within(sel, sel.isoformat())
    if isinstance(sel, Decimal):
        if sel == sel.to_integral_value() and int(sel) in _EXCEL_DAYS:
            return _EXCEL_ZERO + timedelta(days=int(sel))
        raise _no(f"{sel}")
    bare = teks(sel)
    if found := _ISO.fullmatch(bare):
        return _make(int(found[1]), int(found[2]), int(found[3]), bare)
    if found := _FIGURES.fullmatch(bare):
        hari, bulan = int(found[1]), int(found[3])
        if found[4]:
            return _make(_year(found[4]), bulan, hari, bare)
        return _without_year(hari, bulan, paling_akhir, bare)
    if found := _WORDS.fullmatch(bare):
        bulan = _BULAN.get(found[2].lower(), 0)
        return _make(_year(found[3]), bulan, int(found[1]), bare)
    raise _no(bare)


def _year(text: str) -> int:
    return int(text) + (2000 if len(text) == 2 else 0)


def _make(tahun: int, bulan: int, hari: int, text: str) -> date:
    try:
        return _within(date(tahun, bulan, hari), text)
    except ValueError:
        raise _no(text) from None


def _without_year(hari: int, bulan: int, paling_akhir: date | None, text: str) -> date:
    if paling_akhir is None:
        raise BukanTanggal(f"“{text}” tidak bertahun dan berkas tidak menyebut periodenya; isikan tahunnya di berkas")
    tahun = paling_akhir.year
    if (bulan, hari) > (paling_akhir.month, paling_akhir.day):
        tahun -= 1
    return _make(tahun, bulan, hari, text)


def _within(tanggal: date, text: str) -> date:
    if tanggal.year not in TAHUN:
        raise _no(text)
    return tanggal


def _no(text: str) -> BukanTanggal:
    return BukanTanggal(f"“{text}” bukan tanggal; contoh yang benar: 05/02/2026, 2026-02-05, 5 Februari 2026")
