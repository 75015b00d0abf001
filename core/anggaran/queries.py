"""Questions about the budget: what is there, what claims it, what is left."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from core.anggaran.model import BarisPagu, Pasangan
from core.money import NOL, Rupiah


@dataclass(frozen=True, slots=True)
class Ketersediaan:
    """One pair with everything that stands against it, up to a month; per unit and sumber dana where asked so."""

    sub_kegiatan: str
    rekening: str
    uraian: str
    pagu: Rupiah
    spd: Rupiah
    rak: Rupiah
    realisasi: Rupiah
    proses: Rupiah = NOL
    """SPP/SPM submitted and not yet answered by an SP2D."""
    rencana_tu: Rupiah = NOL
    """Planned and not yet spent, of open TU."""
    kartu: Rupiah = NOL
    """Bought by card and not yet belanja."""
    unit: str = ""
    sumber_dana: str = ""

    @property
    def pasangan(self) -> Pasangan:
        return (self.sub_kegiatan, self.rekening)

    @property
    def terpakai(self) -> Rupiah:
        """Realised, in process, planned by TU and bought by card."""
        return self.realisasi + self.proses + self.rencana_tu + self.kartu

    @property
    def sisa_pagu(self) -> Rupiah:
        return self.pagu - self.terpakai

    @property
    def sisa_spd(self) -> Rupiah:
        return self.spd - self.terpakai

    @property
    def sisa_rak(self) -> Rupiah:
        return self.rak - self.terpakai


class AnggaranQueries(Protocol):
    """What pages, reports and checks ask of the budget."""

    def pagu(self, tahun: int) -> Sequence[BarisPagu]:
        """The rows of the newest DPA version, in its order."""

    def nama(self, tahun: int) -> Mapping[str, str]:
        """Names by code: urusan, program, kegiatan, sub kegiatan, sumber dana."""

    def availability(self, tahun: int, bulan: int, *, rinci: bool = False) -> Sequence[Ketersediaan]:
        """Per pair (or per unit and sumber dana when `rinci`), claims and SPD/RAK up to and including a month."""
