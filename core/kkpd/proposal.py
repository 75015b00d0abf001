"""What matching works with: its settings, the laid-out lines and evidence, and the proposal it answers."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from core.kas.keyakinan import Tingkat, days_words
from core.kkpd.baris import BarisTagihan, PembelianKartu
from core.kkpd.merchant import NamaToko, Sidik, likeness
from core.kkpd.pengujian import JenisBaris

KEYAKINAN: Final[Mapping[Tingkat, int]] = {"pasti": 999, "kuat": 990, "periksa": 850}
"""Per mille, rounded down from what was measured on seeded bills of 10 000 lines in one OPD."""


@dataclass(frozen=True, slots=True)
class AturanCocok:
    """Settings of matching; an office may change each (the window of handbook KKPD 1.12 is a design default).

    `hari_sebelum` and `hari_sesudah`: how many days a line may lie before and after its evidence. `hari_pasti`: the
    same for a pair taken over without a person. `hari_refund`: how long after the purchase a refund may come. Likeness
    of names and drift of the rate are per mille, as is `tarif_biaya`: the bank's fee on a foreign charge.
    """

    hari_sebelum: int = 2
    hari_sesudah: int = 7
    hari_pasti: int = 5
    hari_refund: int = 45
    mirip_permil: int = 580
    pasti_permil: int = 640
    kurs_turun_permil: int = 20
    kurs_naik_permil: int = 40
    tarif_biaya: tuple[int, ...] = (10, 15, 20, 25, 30)
    bagian_maks: int = 4
    calon_maks: int = 12


ATURAN_BAKU = AturanCocok()


@dataclass(frozen=True, slots=True)
class Usulan:
    """One proposal: these lines belong to this evidence.

    `keyakinan` is per mille. `otomatis` proposals may be taken over without a person; where the program will not
    choose, `pilihan` lists the alternatives, the first being `bukti`. A bank charge (`biaya`) has no evidence; a refund
    names the purchase it undoes.
    """

    baris: tuple[int, ...]
    bukti: tuple[str, ...]
    keyakinan: int
    tingkat: Tingkat
    alasan: tuple[str, ...]
    otomatis: bool = False
    pilihan: tuple[tuple[str, ...], ...] = ()
    jenis: JenisBaris = JenisBaris.BELANJA


class Lembar(NamedTuple):
    """A bill line laid out: its day as a number, its amount in sen (credits without sign), the print of its name."""

    asal: BarisTagihan
    hari: int
    sen: int
    nama: Sidik

    def same_card(self, bukti: Bukti) -> bool:
        """Not on two different cards; an unknown card on one side is no objection."""
        kita, bank = bukti.asal.kartu, self.asal.kartu
        return kita is None or bank is None or kita == bank


class Bukti(NamedTuple):
    """A piece of evidence laid out the same way."""

    asal: PembelianKartu
    hari: int
    sen: int
    nama: Sidik


class Meja:
    """The table on which one bill is matched: settings, evidence in order of days, and the names."""

    def __init__(self, aturan: AturanCocok, pembelian: Sequence[PembelianKartu], alias: Mapping[str, str]) -> None:
        self.aturan = aturan
        self.nama = NamaToko((p.merchant for p in pembelian), alias)
        bukti = [Bukti(p, p.tanggal.toordinal(), p.nilai.sen, self.nama.of_purchase(p.merchant)) for p in pembelian]
        self.bukti = sorted(bukti, key=lambda p: p.hari)
        self._hari = [p.hari for p in self.bukti]

    def lay_out(self, baris: Iterable[BarisTagihan]) -> list[Lembar]:
        """Lines in the order of the bill."""
        return [
            Lembar(b, b.tanggal_transaksi.toordinal(), abs(b.nilai.sen), self.nama.of_line(b.keterangan)) for b in baris
        ]

    def between(self, awal: int, akhir: int) -> range:
        """Where the evidence of these days (both included) stands in `bukti`."""
        return range(bisect_left(self._hari, awal), bisect_right(self._hari, akhir))

    def likeness(self, baris: Lembar, bukti: Bukti) -> int:
        """How alike the two names are, per mille."""
        return likeness(baris.nama, bukti.nama)


def day_cost(hari: int) -> int:
    """What a distance in days speaks against a pair: a line before its evidence is rare."""
    return 5 * hari if hari >= 0 else 30 - 5 * hari


def name_words(meja: Meja, baris: Lembar, mirip: int) -> str:
    """How the names compare, in words."""
    if meja.nama.is_alias(baris.asal.keterangan):
        return "nama toko dikenal dari pasangan sebelumnya"
    if mirip >= 950:
        return "nama toko sama"
    return "nama toko mirip" if mirip >= meja.aturan.mirip_permil else "nama toko berbeda dari nama rekanan"


__all__ = [
    "ATURAN_BAKU",
    "KEYAKINAN",
    "AturanCocok",
    "Bukti",
    "Lembar",
    "Meja",
    "Tingkat",
    "Usulan",
    "day_cost",
    "days_words",
    "name_words",
]
