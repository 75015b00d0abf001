"""The number or the name of a document in the words a bank wrote: which part of it, and how much that says.

A bank cuts and joins what it is given: `SP2D/000031/GU` comes back as `SP2D 000031 GU`, `TBP-0007` as `TBP7`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

_TAHUN: Final = re.compile(r"(?:19|20)[0-9]{2}")
_KELOMPOK: Final = re.compile(r"[0-9]+")
_KODE_BERTITIK: Final = re.compile(r"[0-9]+(?:\.[0-9]+){2,}")
_HURUF: Final = re.compile(r"[A-Z][A-Z0-9]*")
_ROMAWI: Final = re.compile(r"[IVX]+")
_KATA: Final = re.compile(r"[A-Z0-9]+")
_UMUM: Final = frozenset({"BANK", "TOKO", "PEMBAYARAN", "BENDAHARA", "DINAS", "BELANJA", "KANTOR", "RUMAH", "MAKAN"})
"""Words that stand in many names and say nothing alone."""
PENDEK: Final = 4
"""A counter of fewer figures needs the kind of the document beside it."""


@dataclass(frozen=True, slots=True)
class Ditemukan:
    """A part of a document number in the bank's words. `kuat` says that hardly another document can be meant."""

    bagian: str
    kuat: bool


def find_number(nomor: str, sebutan: Iterable[str], teks: str) -> Ditemukan | None:
    """The part of `nomor` that stands in a bank's words; `sebutan` are the words the bank may put before a counter."""
    words = teks.upper()
    counter = counter_of(nomor)
    if counter is None:
        whole = nomor.upper().strip()
        return Ditemukan(whole, True) if len(whole) >= PENDEK and _stands(whole, words) else None
    awalan = {w for w in _HURUF.findall(nomor.upper()) if len(w) >= 3 and not _ROMAWI.fullmatch(w)}
    awalan |= {s.upper() for s in sebutan}
    for kata in sorted(awalan, key=len, reverse=True):
        if (found := _beside(kata, int(counter)).search(words)) is not None:
            return Ditemukan(" ".join(found[0].split()), True)
    for found in _KELOMPOK.finditer(words):
        figures = found[0]
        if min(len(figures), len(counter)) >= 6 and int(figures) == int(counter):
            return Ditemukan(figures, True)
        if figures == counter and len(figures) >= PENDEK:
            return Ditemukan(figures, False)
    return None


def find_whole(nomor: str, teks: str) -> Ditemukan | None:
    """A number that means something only whole (an NTPN, an ID billing)."""
    bare = "".join(_KATA.findall(nomor.upper()))
    if len(bare) < 10:
        return None
    return Ditemukan(bare, True) if bare in "".join(_KATA.findall(teks.upper())) else None


@lru_cache(maxsize=4096)
def counter_of(nomor: str) -> str | None:
    """The figures that count a document: the longest group that is neither a year nor part of a dotted code."""
    bare = _KODE_BERTITIK.sub(" ", nomor)
    groups = [g for g in _KELOMPOK.findall(re.sub(r"SP2D", " ", bare.upper())) if int(g) and not _TAHUN.fullmatch(g)]
    return max(groups, key=len) if groups else None


@lru_cache(maxsize=4096)
def _beside(kata: str, angka: int) -> re.Pattern[str]:
    return re.compile(rf"(?<![A-Z0-9]){kata}[^A-Z0-9]*(?:NO(?:MOR)?[^A-Z0-9]*)?0*{angka}(?![0-9])")


def _stands(whole: str, words: str) -> bool:
    return re.search(rf"(?<![A-Z0-9]){re.escape(whole)}(?![A-Z0-9])", words) is not None


def find_name(pihak: str, teks: str) -> str:
    """The words of a name that the bank wrote; empty when they are too few to mean that name."""
    own = [w for w in _KATA.findall(pihak.upper()) if len(w) >= 4 and w not in _UMUM and not w.isdigit()]
    if not own:
        return ""
    words = _KATA.findall(teks.upper())
    hit = [w for w in own if any(w == t or (len(t) >= 5 and w.startswith(t)) for t in words)]
    return " ".join(hit) if 2 * len(hit) > len(own) else ""
