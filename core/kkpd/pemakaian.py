"""What of each limit is used (E3): lines the bank has posted and not been paid for, purchases it has not posted yet.

A purchase and the open line that bills it are one debt even before anybody has paired them, so evidence that matching
would give to an open line is not counted beside it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from core.identity import KartuId
from core.kkpd.baris import BarisTagihan, PembelianKartu, StatusBaris
from core.kkpd.matching import propose
from core.kkpd.rules import outstanding
from core.money import NOL, Rupiah


@dataclass(frozen=True, slots=True)
class Pemakaian:
    """One card: `tertagih` is posted and unpaid, `menunggu` is bought and on no bill yet."""

    tertagih: Rupiah = NOL
    menunggu: Rupiah = NOL

    @property
    def terpakai(self) -> Rupiah:
        """What of the limit is gone until the bank is paid."""
        return self.tertagih + self.menunggu


def use_of_cards(
    baris: Sequence[BarisTagihan], pembelian: Sequence[PembelianKartu], alias: Mapping[str, str]
) -> Mapping[KartuId, Pemakaian]:
    """By registered card; `baris` are lines of any bill, each with a number of its own."""
    tertagih: defaultdict[KartuId, Rupiah] = defaultdict(Rupiah)
    for b in baris:
        if b.kartu is not None and (sisa := outstanding([b])):
            tertagih[b.kartu] += sisa
    terbuka = [b for b in baris if b.status is StatusBaris.TERBUKUKAN]
    bebas = [p for p in pembelian if p.status is StatusBaris.DICATAT]
    ditagih = {n for u in propose(terbuka, bebas, alias) for n in u.bukti} if terbuka and bebas else set()
    menunggu: defaultdict[KartuId, Rupiah] = defaultdict(Rupiah)
    for p in bebas:
        if p.kartu is not None and p.nomor_bukti not in ditagih:
            menunggu[p.kartu] += p.nilai
    return {k: Pemakaian(tertagih[k], menunggu[k]) for k in {**tertagih, **menunggu}}
