"""A line of the bank that is in no book: what it probably is, and how the form that records it begins.

Jasa giro and SP2D are known by their words. A bank may not charge a treasurer's account; a fee is asked back, and until
then it stays a listed difference (the interchange format has no kind for it).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from core.kas.koran import BarisKoran, GerakBank
from core.kas.koran_cocok import ATURAN_BAKU, find_in, weigh
from core.kas.model import Jenis
from core.money import NOL, Rupiah

_GIRO: Final = frozenset({"giro", "bunga", "interest", "jasgir"})
_PAJAK: Final = frozenset({"pajak", "pph", "tax"})
_BIAYA: Final = frozenset({"biaya", "by", "adm", "admin", "administrasi", "fee", "charge", "provisi", "meterai"})
_RETUR: Final = frozenset({"retur", "return", "reject", "ditolak", "dikembalikan"})
_KATA: Final = re.compile(r"[a-z0-9]+")
_SP2D_NOMOR: Final = re.compile(r"\bSP2D[^A-Z0-9]*(?:NO(?:MOR)?[^A-Z0-9]*)?([A-Z0-9][A-Z0-9./-]*)")
_SUMBER_SP2D: Final = (
    ("kkpd", Jenis.SP2D_GU_KKPD),
    ("gu", Jenis.SP2D_GU),
    ("tu", Jenis.SP2D_TU),
    ("up", Jenis.SP2D_UP),
)


@dataclass(frozen=True, slots=True)
class SaranCatat:
    """What a line without a document seems to be. `jenis` names the form that records it; empty when there is none.

    `isian` are the values the form begins with, by field; `sertakan` the keys of other lines it answers for.
    """

    baris: str
    jenis: str
    kata: str
    isian: tuple[tuple[str, object], ...] = ()
    sertakan: tuple[str, ...] = ()


def suggest(terbuka: Sequence[BarisKoran], gerak: Iterable[GerakBank]) -> list[SaranCatat]:
    """A suggestion for each open line that its words explain; lines nobody can guess get none."""
    documents = list(gerak)
    found: list[SaranCatat] = []
    pajak = [b for b in terbuka if is_giro_pajak(b)]
    for b in terbuka:
        made = _differs(b, documents) or _by_words(b, pajak)
        if made is not None:
            found.append(made)
    return found


def _words(b: BarisKoran) -> frozenset[str]:
    return frozenset(_KATA.findall(b.teks.lower()))


def is_giro_pajak(b: BarisKoran) -> bool:
    """A debit by which the bank keeps the tax on jasa giro."""
    kata = _words(b)
    return b.nilai < NOL and bool(kata & _PAJAK) and (bool(kata & (_GIRO | {"jasa"})) or "tax" in kata)


def _by_words(b: BarisKoran, pajak: Sequence[BarisKoran]) -> SaranCatat | None:
    kata = _words(b)
    if b.nilai > NOL:
        if "sp2d" in kata:
            return _sp2d(b, kata)
        if kata & _GIRO:
            return _giro(b, pajak)
        if kata & _RETUR:
            isian = _begin(b, b.nilai)
            return SaranCatat(b.kunci, Jenis.RETUR_BANK, "pembayaran yang dikembalikan bank", isian)
        return None
    if is_giro_pajak(b):
        return SaranCatat(b.kunci, "", "pajak jasa giro: dicatat bersama jasa gironya, sebesar yang bersih diterima")
    if kata & _BIAYA:
        return SaranCatat(
            b.kunci, "", "biaya bank: minta bank mengembalikannya; rekening bendahara tidak dibebani biaya"
        )
    return None


def _giro(b: BarisKoran, pajak: Sequence[BarisKoran]) -> SaranCatat:
    """Jasa giro as it stays with the office: the tax the bank keeps on the same days is taken off."""
    kena = [p for p in pajak if 0 <= (p.tanggal - b.tanggal).days <= 1 and -p.nilai < b.nilai]
    potong = kena[0] if kena else None
    bersih = b.nilai + potong.nilai if potong else b.nilai
    kata = f"jasa giro, bersih {bersih} sesudah pajak {-potong.nilai}" if potong else "jasa giro"
    return SaranCatat(b.kunci, Jenis.JASA_GIRO, kata, _begin(b, bersih), (potong.kunci,) if potong else ())


def _sp2d(b: BarisKoran, kata: frozenset[str]) -> SaranCatat:
    jenis = next((j for w, j in _SUMBER_SP2D if w in kata), Jenis.SP2D_GU)
    nomor = _SP2D_NOMOR.search(b.teks.upper())
    isian = _begin(b, b.nilai)
    if nomor:
        isian = (("nomor", nomor[1].strip("./-")), *isian)
    return SaranCatat(b.kunci, jenis, "SP2D sudah masuk rekening", isian)


def _begin(b: BarisKoran, nilai: Rupiah) -> tuple[tuple[str, object], ...]:
    return ("tanggal", b.tanggal), ("nilai", nilai), ("uraian", b.keterangan)


def _differs(b: BarisKoran, documents: Sequence[GerakBank]) -> SaranCatat | None:
    """The document is named in the line, but its amount is another: nothing to record, something to look at."""
    for g in documents:
        t = weigh(b, g, ATURAN_BAKU)
        if t is None or t.nomor is None or not t.nomor.kuat or g.nilai == b.nilai or (g.nilai > NOL) != (b.nilai > NOL):
            continue
        if (found := find_in(g, b.teks)) is not None:
            kata = (
                f"di bank tertulis “{found.bagian}”, tetapi {g.bukti.no_bukti} di buku {abs(g.nilai)}; "
                f"selisih {abs(b.nilai - g.nilai)}"
            )
            return SaranCatat(b.kunci, "", kata)
    return None
