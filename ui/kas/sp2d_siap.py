"""An SP2D that answered one of our SPM: what the SPM already says, so that nobody types it into the books again."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from core.kas.model import JENIS_PAJAK, Jenis
from core.money import NOL, Rupiah


@dataclass(frozen=True, slots=True)
class Sp2dSiap:
    """What a form of the books begins with when it is opened from an SPM."""

    jenis: Jenis
    nomor: str
    tanggal: date
    spm: str
    uraian: str
    nilai: Rupiah
    rincian: tuple[tuple[str, str, Rupiah], ...]
    """(sub kegiatan, rekening, amount)."""
    potongan: tuple[tuple[str, Rupiah], ...]
    medan: Mapping[str, str]


def potongan_di_buku(jenis: str) -> str:
    """How the books call a potongan of an SPM: its tax, `PFK-IWP1`, or `LAIN-DENDA-KETERLAMBATAN`."""
    pajak = jenis.replace(" ", "").upper()
    if pajak == "PPHFINALUMKM":  # both final taxes are one kind in the tax book
        pajak = "PPH4(2)"
    for nama in JENIS_PAJAK:
        if nama.upper() == pajak:
            return nama
    kata = re.sub(r"[^A-Z0-9 .\-]", "", jenis.upper()).strip()
    if kata.startswith("PFK"):
        return "PFK-" + kata.removeprefix("PFK").strip(" -").replace(" ", "")
    return "LAIN-" + kata.removeprefix("LAIN").strip(" -").replace(" ", "-")


def sum_by_kind(potongan: Iterable[tuple[str, Rupiah]]) -> tuple[tuple[str, Rupiah], ...]:
    """Potongan under their names in the books, each kind once."""
    found: dict[str, Rupiah] = {}
    for jenis, nilai in potongan:
        nama = potongan_di_buku(jenis)
        found[nama] = found.get(nama, NOL) + nilai
    return tuple(found.items())
