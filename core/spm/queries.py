"""Questions about SPP and SPM: the list, one document with its tests, and what they are tested against."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, Protocol

from core.identity import BerkasId, SppId
from core.money import Rupiah
from core.spm.isi import JenisSpp
from core.spm.keadaan import Keadaan
from core.spm.model import Spp, StatusSpp


@dataclass(frozen=True, slots=True)
class SppRow:
    """One line of the list and of the register SPP-SPM-SP2D; numbers empty while not given."""

    id: SppId
    jenis: JenisSpp
    status: StatusSpp
    tanggal_spp: date
    tanggal_spm: date | None
    nomor_spp: str
    nomor_spm: str
    sipd_spp: str
    sipd_spm: str
    sp2d: str
    tanggal_sp2d: date | None
    penerima: str
    uraian: str
    nilai: Rupiah
    potongan: Rupiah
    versi: int
    berkas: BerkasId | None

    @property
    def dibayarkan(self) -> Rupiah:
        """The jumlah yang dibayarkan."""
        return self.nilai - self.potongan


@dataclass(frozen=True, slots=True)
class SaringSpp:
    """Which documents the list shows; nothing set shows all of the year."""

    status: frozenset[StatusSpp] = frozenset()
    jenis: frozenset[JenisSpp] = frozenset()
    kata: str = ""
    """In numbers, uraian or penerima; case does not matter."""


SEMUA: Final = SaringSpp()
"""No filter."""


class SppQueries(Protocol):
    """What pages, prints and the terminal ask."""

    def rows(self, tahun: int, saring: SaringSpp = SEMUA, *, mulai: int = 0, banyak: int = 200) -> Sequence[SppRow]:
        """A page of the list, newest first."""

    def count(self, tahun: int, saring: SaringSpp = SEMUA) -> int:
        """How many documents the list has."""

    def spp(self, spp_id: SppId) -> Spp | None:
        """One document with everything on it."""

    def find(self, tahun: int, nomor: str) -> SppId | None:
        """The document with one of its numbers (ours, SIPD's, or the SP2D's)."""

    def keadaan(self, spp: Spp) -> Keadaan:
        """What it is tested against, as of its own month; its own claim is left out."""
