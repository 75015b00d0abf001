"""What the commands of bank statements need of what is kept."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Protocol
from uuid import UUID

from core.kas.koran import BarisKoran, BuktiBank, GerakBank, Koran, KoranMasuk, PasanganKoran, ProfilKoran
from core.kas.koran_rencana import KoranTerbaca


class KoranRepository(KoranTerbaca, Protocol):
    """Statements, their lines, and what they were matched with."""

    def koran(self, koran_id: UUID) -> Koran | None:
        """A live statement."""

    def stored_lines(self, kunci: Sequence[str]) -> frozenset[str]:
        """Which of these lines were ever kept."""

    def lines_of(self, kunci: Sequence[str]) -> Sequence[BarisKoran]:
        """Live lines by key."""

    def only_lines_of(self, koran_id: UUID) -> frozenset[str]:
        """The lines that no other live statement has."""

    def add_koran(self, koran_id: UUID, masuk: KoranMasuk, lama: frozenset[str], at: datetime) -> None:
        """Posts a statement; lines in `lama` were kept before and are only named."""

    def withdraw_koran(self, koran_id: UUID, alasan: str, at: datetime) -> None: ...

    def documents(self, bukti: Iterable[BuktiBank]) -> Sequence[GerakBank]:
        """What the books hold at the bank under these documents."""

    def open_lines(self, sampai: date) -> Sequence[BarisKoran]:
        """Live lines up to a day that belong to no match."""

    def open_documents(self, sampai: date) -> Sequence[GerakBank]:
        """Documents up to a day that belong to no match."""

    def pairs_of_lines(self, kunci: Sequence[str]) -> Mapping[str, UUID]:
        """The live match of each of these lines that has one."""

    def pairs_of_documents(self, bukti: Sequence[BuktiBank]) -> Mapping[BuktiBank, UUID]:
        """The live match of each of these documents that has one."""

    def pair(self, pasangan_id: UUID) -> PasanganKoran | None:
        """A live match."""

    def sealed_with(self, pasangan_id: UUID) -> date | None:
        """The end of a month that was closed while the match stood and that holds one of its members."""

    def undone_pairs(self) -> frozenset[tuple[str, BuktiBank]]:
        """Every (line, document) that was accepted once and undone."""

    def add_pair(self, pasangan: PasanganKoran, at: datetime) -> None: ...

    def undo_pair(self, pasangan_id: UUID, alasan: str, at: datetime) -> None: ...

    def put_profil_koran(self, profil: ProfilKoran) -> None: ...
