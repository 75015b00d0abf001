"""How alike two names of a shop are: the bank's (cut off, prefixed, with a town behind) and the one on the evidence.

Names are compared by their groups of three letters. Groups that no evidence knows (towns, a lost letter) hardly count
against a line, so “SUMBER MAKMU KOTA” still finds “Toko Sumber Makmur”.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Final, NamedTuple

_PEMISAH = re.compile(r"[^A-Z0-9]+")
AWALAN_MESIN: Final = frozenset({"QRIS", "EDC", "TRX", "POS", "KKI"})
"""Words that a payment machine puts before the name of the shop."""


class Sidik(NamedTuple):
    """The groups of three letters of a name: as bits, how many of them evidence knows, how many there are."""

    bits: int
    dikenal: int
    semua: int


def plain_name(teks: str) -> str:
    """A name as it is compared: capitals, no signs, no machine prefix. `QRIS*Toko  A.` becomes `TOKO A`."""
    kata = _PEMISAH.sub(" ", teks.upper()).split()
    while len(kata) > 1 and kata[0] in AWALAN_MESIN:
        del kata[0]
    return " ".join(kata)


class NamaToko:
    """The names of one set of evidence, ready to be compared with the names on a bill.

    `alias` gives, for a name as the bank writes it, the name of our evidence; it is learnt from accepted pairs.
    """

    def __init__(self, merchant: Iterable[str], alias: Mapping[str, str]) -> None:
        self._bit: dict[str, int] = {}
        self._alias = {plain_name(bank): plain_name(kita) for bank, kita in alias.items()}
        self._bukti: dict[str, Sidik] = {}
        self._baris: dict[str, Sidik] = {}
        for teks in merchant:
            if teks not in self._bukti:
                self._bukti[teks] = self._learn(plain_name(teks))

    def of_purchase(self, merchant: str) -> Sidik:
        """The print of a name of the evidence given at the start."""
        return self._bukti[merchant]

    def of_line(self, keterangan: str) -> Sidik:
        """The print of a name on the bill, its alias taken first."""
        found = self._baris.get(keterangan)
        if found is None:
            nama = plain_name(keterangan)
            found = self._baris[keterangan] = self._print(self._alias.get(nama, nama))
        return found

    def is_alias(self, keterangan: str) -> bool:
        """Whether an accepted pair has taught this name."""
        return bool(self._alias) and plain_name(keterangan) in self._alias

    def _learn(self, nama: str) -> Sidik:
        padded = f" {nama} "
        bit = self._bit
        for i in range(len(padded) - 2):
            bit.setdefault(padded[i : i + 3], 1 << len(bit))
        return self._print(nama)

    def _print(self, nama: str) -> Sidik:
        padded = f" {nama} "
        known = self._bit.get
        bits = 0
        for i in range(len(padded) - 2):
            bits |= known(padded[i : i + 3], 0)
        return Sidik(bits, bits.bit_count(), max(1, len(padded) - 2))


def likeness(baris: Sidik, bukti: Sidik) -> int:
    """Per mille, 1000 for the same name: seven parts what the line says, three parts what the evidence says."""
    sama = (baris.bits & bukti.bits).bit_count()
    if not sama:
        return 0
    dasar = max(baris.dikenal, (baris.semua + 1) // 2)
    return 700 * sama // dasar + 300 * sama // bukti.dikenal
