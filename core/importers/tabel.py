"""What the guarded door hands on: sheets of clean cells, and how a header is found by its words.

Files of the same report differ in title rows, blanks and no-break spaces (handbook import-formats 0.1), so nothing is
ever taken from a fixed position.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

Sel = str | Decimal | date
"""One cell: text (empty when blank), an exact number, or a date."""

BARIS_KEPALA_MAKS: Final = 15
"""Headers are looked for in the first rows only (handbook import-formats 0.1)."""

_UNSEEN = re.compile(r"[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_BRACKETS = re.compile(r"\([^()]*\)")
_EMPTY_WORDS = frozenset({"", "-", "--", "null", "undefined", "none", "nan"})


@dataclass(frozen=True, slots=True)
class Baris:
    """One row that holds something: its number in the file (from 1) and its cells."""

    nomor: int
    sel: tuple[Sel, ...]

    def at(self, kolom: int | None) -> Sel:
        """The cell of a column (from 0); blank beyond the end of the row or where the file has no such column."""
        return self.sel[kolom] if kolom is not None and kolom < len(self.sel) else ""

    def text(self, kolom: int | None) -> str:
        """The cell as clean text."""
        return teks(self.at(kolom))


@dataclass(frozen=True, slots=True)
class Lembaran:
    """One sheet of a workbook, or the whole of a CSV file. Blank rows are left out; numbers of rows stay true."""

    berkas: str
    nama: str
    baris: tuple[Baris, ...]


def teks(sel: Sel) -> str:
    """A cell as clean text: no-break and double blanks made one, invisible marks and a leading apostrophe dropped.

    Whole numbers are written without decimals. The words SIPD writes for nothing (`-`, `null`, `undefined`) become
    the empty text (handbook import-formats 0.6).
    """
    if isinstance(sel, Decimal):
        return f"{sel:.0f}" if sel == sel.to_integral_value() else f"{sel:f}"
    if isinstance(sel, date):
        return sel.isoformat()
    return _clean(sel)


@lru_cache(maxsize=8192)  # names and codes repeat on every row
def _clean(text: str) -> str:
    bare = " ".join((text if text.isascii() else _UNSEEN.sub("", text)).split()).removeprefix("'").strip()
    return "" if bare.lower() in _EMPTY_WORDS else bare


def label(sel: Sel) -> str:
    """A heading brought to one form: upper case, what stands in brackets and punctuation dropped."""
    bare = _BRACKETS.sub(" ", teks(sel).upper())
    return " ".join(re.sub(r"[^A-Z0-9&#]+", " ", bare).split())


def heading(sel: Sel) -> str:
    """A heading of a bank as a key: `Previous Balance (Rp)` is `previous_balance`."""
    return "_".join(label(sel).lower().replace("&", " ").split())


def nama_kolom(kolom: int) -> str:
    """The letters of a column counted from 0, as Excel shows them: 0 is A, 27 is AB."""
    text, rest = "", kolom + 1
    while rest:
        rest, digit = divmod(rest - 1, 26)
        text = chr(65 + digit) + text
    return text


@dataclass(frozen=True, slots=True)
class Kepala:
    """Where the header row stands and which column holds which known heading."""

    posisi: int
    nomor: int
    kolom: Mapping[str, int]


def find_header(lembaran: Lembaran, known: frozenset[str]) -> Kepala | None:
    """The row among the first 15 with most known headings (as `label` writes them); None when none has any.

    A heading that stands twice counts where it stands first.
    """
    best: Kepala | None = None
    for posisi, baris in enumerate(lembaran.baris[:BARIS_KEPALA_MAKS]):
        kolom: dict[str, int] = {}
        for i, sel in enumerate(baris.sel):
            if isinstance(sel, str) and (words := label(sel)) in known:
                kolom.setdefault(words, i)
        if kolom and (best is None or len(kolom) > len(best.kolom)):
            best = Kepala(posisi, baris.nomor, kolom)
    return best
