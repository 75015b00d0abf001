"""Questions about bank statements: what is open on both sides, what is proposed, and the bank proof of a month."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol
from uuid import UUID

from core.calendar import Bulan
from core.kas.bukti_bank import BuktiSaldoBank
from core.kas.koran import BarisKoran, GerakBank, Koran, PasanganKoran, ProfilKoran
from core.kas.koran_cocok import UsulanKoran
from core.kas.koran_rencana import KoranTerbaca
from core.kas.koran_saran import SaranCatat


@dataclass(frozen=True, slots=True)
class BarisKoranRow:
    """A line of the bank and its live match, if it has one."""

    baris: BarisKoran
    rekening: str
    pasangan: UUID | None = None


@dataclass(frozen=True, slots=True)
class GerakBankRow:
    """A document at the bank and its live match, if it has one."""

    gerak: GerakBank
    pasangan: UUID | None = None


@dataclass(frozen=True, slots=True)
class KoranBulan:
    """Everything about one month: lines and documents that are open up to its end or lie in it, and what is proposed.

    `ada` says whether the office has any statement at all.
    """

    bulan: Bulan
    baris: tuple[BarisKoranRow, ...]
    gerak: tuple[GerakBankRow, ...]
    pasangan: tuple[PasanganKoran, ...]
    usulan: tuple[UsulanKoran, ...]
    saran: tuple[SaranCatat, ...]
    bukti: BuktiSaldoBank
    berkas: tuple[Koran, ...]
    ada: bool


@dataclass(frozen=True, slots=True)
class KoranRingkas:
    """How far the statements of a year are: up to which day every account has one, and the open lines per month.

    `sampai` is None while the office has no statement of the year.
    """

    sampai: date | None
    terbuka: Mapping[Bulan, int]


class KoranQueries(KoranTerbaca, Protocol):
    """What pages and the terminal ask about bank statements."""

    def koran_bulan(self, bulan: Bulan) -> KoranBulan:
        """The two lists of a month with proposals and proof."""

    def bukti_bank(self, bulan: Bulan) -> BuktiSaldoBank:
        """Saldo bank BKU against the statements at the end of a month, with every difference."""

    def koran_ringkas(self, tahun: int) -> KoranRingkas:
        """How far the statements of a year are, without proposals: for the list of the day."""

    def koran_list(self) -> Sequence[Koran]:
        """Every statement that was not withdrawn, the newest first."""

    def profil_koran(self, tata_letak: str) -> ProfilKoran | None:
        """The column profile kept for a layout."""

    def profil_koran_bernama(self, nama: str) -> ProfilKoran | None:
        """The column profile of this name."""
