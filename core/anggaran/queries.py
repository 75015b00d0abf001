"""Questions about the budget: what is there, what claims it, what is left."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol
from uuid import UUID

from core.anggaran.model import BarisPagu, Dpa, Pasangan, Rak, Spd
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


@dataclass(frozen=True, slots=True)
class VersiDpa:
    """One stored version of the DPA, for the list of versions; the newest one counts."""

    versi: int
    tahapan: str
    tanggal: date
    sumber: str
    baris: int
    total: Rupiah
    dicatat_at: datetime
    oleh: str


class AnggaranQueries(Protocol):
    """What pages, reports and checks ask of the budget."""

    def dpa(self, tahun: int) -> Dpa | None:
        """The newest DPA version with its names; None when there is none."""

    def pagu(self, tahun: int) -> Sequence[BarisPagu]:
        """The rows of the newest DPA version, in its order."""

    def nama(self, tahun: int) -> Mapping[str, str]:
        """Names by code: urusan, program, kegiatan, sub kegiatan, sumber dana."""

    def versions(self, tahun: int) -> Sequence[VersiDpa]:
        """All DPA versions of a year, newest first."""

    def realised(self, tahun: int) -> Mapping[Pasangan, Rupiah]:
        """Realisation per pair so far, pairs with none left out."""

    def availability(
        self, tahun: int, bulan: int, *, rinci: bool = False, tanpa: UUID | None = None
    ) -> Sequence[Ketersediaan]:
        """Per pair, in the order of the DPA, with SPD, RAK and claims up to and including a month.

        `rinci` divides by unit and sumber dana. What names neither (SPD and RAK never do) stands on the one row of its
        pair, or, where the pair has several, on a row of its own with sumber dana "" ("belum ditentukan"), so that
        every column still adds up. A claim on what the newest DPA no longer has is shown with pagu 0. `tanpa` leaves
        out the claims of one document, which is being tested itself.
        """

    def spd_list(self, tahun: int) -> Sequence[Spd]:
        """The SPD of a year with their lines, by date and number."""

    def rak(self, tahun: int) -> Rak | None:
        """The newest anggaran kas; None when there is none."""

    def rak_per_bulan(self, tahun: int) -> Sequence[Rupiah]:
        """What the newest RAK plans for each month, January first."""

    def realisasi_per_bulan(self, tahun: int) -> Sequence[Rupiah]:
        """What was realised in each month, January first; an opening counts in the month before it."""
