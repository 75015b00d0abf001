"""Questions about rekanan. Lists show numbers masked; only the card itself holds them whole."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from core.identity import RekananId
from core.rekanan.model import Bentuk, Rekanan


@dataclass(frozen=True, slots=True)
class RekananRow:
    """One line of the list of rekanan; `npwp` and `rekening` with their last four digits only."""

    id: RekananId
    nama: str
    bentuk: Bentuk
    npwp: str
    bank: str
    rekening: str
    pkp: bool
    umkm: bool
    aktif: bool

    @classmethod
    def of(cls, r: Rekanan) -> RekananRow:
        """The line of a card."""
        bank = r.rekening
        return cls(
            r.id, r.nama, r.bentuk, r.npwp_masked, (bank.nama_bank or bank.kode_bank) if bank else "",
            bank.masked if bank else "", r.pkp, r.umkm, r.aktif,
        )  # fmt: skip


class RekananQueries(Protocol):
    """What pages, payments and checks ask."""

    def search(self, teks: str = "", *, hanya_aktif: bool = True, batas: int = 200) -> Sequence[RekananRow]:
        """Rekanan whose name contains the text, or whose NPWP, NIK or account ends in its digits; by name."""

    def card(self, rekanan: RekananId) -> Rekanan | None:
        """One card, whole."""

    def by_name(self, nama: str) -> Rekanan | None:
        """The active rekanan of exactly this name, as imports name him; None when there is none or more than one."""
