"""What the forms of evidence need to know before they open: pagu left, open items, rekanan, numbers to suggest.

Asked once on a reader thread; the forms only read it. What is right is decided when the command runs.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final

from core.calendar import Bulan
from core.kas.model import Jenis
from core.pajak.aturan_kantor import office_rules

if TYPE_CHECKING:
    from core.anggaran.queries import Ketersediaan
    from core.kas.queries import SaldoRow, TerbukaRow
    from core.pajak.aturan import AturanPajak
    from core.rekanan.queries import RekananRow
    from ui.kantor import Pertanyaan

SERI: Final[Mapping[Jenis, str]] = {
    Jenis.BELANJA_UP: "TBP",
    Jenis.BELANJA_TU: "TBP",
    Jenis.SPJ_PANJAR: "TBP",
    Jenis.PANJAR: "NPD",
    Jenis.TARIK_TUNAI: "CEK",
    Jenis.SETOR_KE_BANK: "SLIP",
    Jenis.JASA_GIRO: "NK",
    Jenis.KOREKSI: "KRK",
}
"""Which kinds count their numbers together (format-transaksi 4.5)."""

_AWAL: Final = {"CEK": "CEK-000001"}
_ANGKA = re.compile(r"\d+")
_REKANAN_MAKS: Final = 2000


@dataclass(frozen=True, slots=True)
class Bahan:
    """The day's knowledge of a form."""

    hari: date
    pagu: tuple[Ketersediaan, ...]
    tu: tuple[TerbukaRow, ...]
    panjar: tuple[TerbukaRow, ...]
    pajak: tuple[TerbukaRow, ...]
    """Unpaid tax, one row per kind."""
    saldo: SaldoRow
    rekanan: tuple[RekananRow, ...]
    nomor: Mapping[str, str]
    """The number to suggest, by series (SSP for tax deposits)."""
    bulan_disegel: frozenset[Bulan]
    aturan: AturanPajak

    def number(self, jenis: Jenis) -> str:
        """The suggestion for a kind; empty where the number comes from somebody else (SP2D)."""
        return self.nomor.get(SERI[jenis], "") if jenis in SERI else ""


def gather(q: Pertanyaan, hari: date) -> Bahan:
    """Asks everything a form needs."""
    tahun = hari.year
    terbuka = q.kas.terbuka(hari)
    return Bahan(
        hari=hari,
        pagu=tuple(q.anggaran.availability(tahun, 12)),
        tu=tuple(t for t in terbuka if t.jenis == "tu"),
        panjar=tuple(t for t in terbuka if t.jenis == "panjar"),
        pajak=tuple(t for t in terbuka if t.jenis == "pajak"),
        saldo=q.kas.saldo(Bulan(tahun, 12)),
        rekanan=tuple(q.rekanan.search("", batas=_REKANAN_MAKS)),
        nomor=suggest_numbers(q, tahun),
        bulan_disegel=frozenset(s.bulan for s in q.kas.segel(tahun)),
        aturan=office_rules(q.opd.settings()),
    )


def suggest_numbers(q: Pertanyaan, tahun: int) -> dict[str, str]:
    """The number after the latest of each series of the year, or its first one."""
    found: dict[str, str] = {}
    seri = {*SERI.values(), "SSP"}
    first, last = q.kas.months(tahun) or (1, 0)
    for bulan in (Bulan(tahun, b) for b in range(last, first - 1, -1)):
        per_seri: dict[str, list[str]] = {}
        for t in q.kas.transaksi(bulan):
            jenis = Jenis(t.jenis)
            if jenis in SERI:
                per_seri.setdefault(SERI[jenis], []).append(t.nomor)
        per_seri["SSP"] = [
            r.no_bukti for r in q.kas.pajak(bulan).baris if r.keluar and not r.no_bukti.startswith("SP2D")
        ]
        found = {s: next_number(numbers) for s, numbers in per_seri.items() if numbers} | found
        if seri <= set(found):
            break
    return {s: _AWAL.get(s, f"{s}-0001") for s in seri} | found


def next_number(ada: Iterable[str]) -> str:
    """The number after the highest: `TBP-0009` becomes `TBP-0010`, `009/TBP/II/2026` becomes `010/TBP/II/2026`."""
    highest = max(ada, key=lambda n: int(c[0]) if (c := _counter(n)) else -1)
    counter = _counter(highest)
    if counter is None:
        return ""
    return f"{highest[: counter.start()]}{int(counter[0]) + 1:0{len(counter[0])}d}{highest[counter.end() :]}"


def _counter(nomor: str) -> re.Match[str] | None:
    """The part of a number that counts: figures before the first slash, otherwise the last figures."""
    groups = list(_ANGKA.finditer(nomor))
    if not groups:
        return None
    return groups[0] if nomor[groups[0].end() :].startswith("/") and groups[0].start() == 0 else groups[-1]
