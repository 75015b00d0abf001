"""Questions about keys, seals and files, and what is kept of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from core.identity import BerkasId
from core.segel.kode import HasilPeriksa
from core.segel.kunci import KunciSegel


@dataclass(frozen=True, slots=True)
class SegelBerkas:
    """The seal of one round of a submission; `teks` is the text of its QR, printed as often as wished."""

    berkas_id: BerkasId
    putaran: int
    kunci_id: str
    disegel: date
    teks: str


@dataclass(frozen=True, slots=True)
class Paket:
    """A `.pundi` file that was taken in, byte for byte. `urut` is the step of the berkas that an answer tells of."""

    sidik: str
    berkas_id: BerkasId
    putaran: int
    jenis: str
    urut: int
    kunci_id: str
    isi: bytes


class SegelQueries(Protocol):
    """What pages, prints and the terminal ask."""

    def known_keys(self) -> Sequence[KunciSegel]:
        """Every key this office knows, its own first, newest first."""

    def check(self, teks: str) -> HasilPeriksa:
        """Reads a scanned code with the keys of this office."""

    def read_sheet(self, teks: str) -> KunciSegel:
        """The key of another office's sheet, before anybody accepts it."""

    def sheet_of(self, kunci: KunciSegel) -> str:
        """The digits of our own key's sheet. Refuses where the secret half is on another computer."""

    def seal_of(self, berkas_id: BerkasId, putaran: int) -> SegelBerkas | None:
        """The newest seal of a round of a submission."""

    def packets(self, berkas_id: BerkasId) -> Sequence[Paket]:
        """The files taken in for a berkas, in their order."""
