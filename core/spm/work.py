"""What the handlers of this room touch: their repository, and the narrow doors of the rooms above."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import date
from typing import Protocol

from core.anggaran.model import Klaim
from core.bus import Event
from core.identity import BerkasId, SppId
from core.opd.model import Opd
from core.pelacakan.commands import BerkasRepository
from core.segel.commands import SegelRepository
from core.settings import SettingsView
from core.spm.keadaan import Keadaan
from core.spm.model import Spp


class SppRepository(Protocol):
    """The documents of one office, and what they are tested against."""

    def get(self, spp_id: SppId) -> Spp | None: ...

    def save(self, spp: Spp) -> None:
        """Stores a new document (versi 1) or its next version; refuses ERR_SUDAH_BERUBAH when another came between."""

    def owner_of(self, tahun: int, seri: str, nomor: str) -> SppId | None:
        """The document that carries a number: seri `SIPD-SPP`, `SIPD-SPM` or `SP2D`."""

    def of_berkas(self, berkas_id: BerkasId) -> Spp | None:
        """The document that travels in a berkas."""

    def keadaan(self, spp: Spp) -> Keadaan:
        """What it is tested against, as of its own month; its own claim is left out."""

    def tahap(self, tahun: int) -> str:
        """The stage of the newest DPA: M, P1, P2, ..."""


class ClaimWriter(Protocol):
    """The door of `anggaran` for claims on the pagu."""

    def claim(self, klaim: Sequence[Klaim], *, asal: uuid.UUID, tahun: int, tanggal: date) -> None: ...


class OfficeReader(Protocol):
    """What numbers need of the office."""

    def office(self) -> Opd | None: ...

    def settings(self) -> SettingsView: ...


class SpmWork(Protocol):
    """One transaction, as these handlers see it."""

    @property
    def spm(self) -> SppRepository: ...

    @property
    def anggaran(self) -> ClaimWriter: ...

    @property
    def opd(self) -> OfficeReader: ...

    @property
    def pelacakan(self) -> BerkasRepository: ...

    @property
    def segel(self) -> SegelRepository: ...

    def next_number(self, dokumen: str, tahun: int) -> int: ...

    def record(self, event: Event) -> None: ...
