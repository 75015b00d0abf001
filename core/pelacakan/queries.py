"""Questions about berkas: lists for the desks, one timeline, and what stands behind a receipt."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from core.identity import BerkasId
from core.money import Rupiah
from core.pelacakan.alur import Alur
from core.pelacakan.model import Berkas
from core.pelacakan.perpindahan import Keadaan, Perpindahan
from core.pelacakan.publik import BerkasTempuh, ResiTerbit


@dataclass(frozen=True, slots=True)
class BerkasRow:
    """One line of a list. `menunggu_sejak`: when it came to its tahap; `penerima`: who took it there, or nobody."""

    id: BerkasId
    kode_meja: str
    opd: str
    layanan: str
    alur_versi: int
    jenis: str
    nomor: str
    perihal: str
    pihak: str
    nilai: Rupiah | None
    tahap: str
    keadaan: Keadaan
    putaran: int
    menunggu_sejak: datetime
    penerima: str
    alasan_kode: str
    versi: int


class PelacakanQueries(Protocol):
    """What the desk, the lists and the phone page ask."""

    def by_kode(self, kode: str) -> Berkas | None:
        """The berkas of a desk code of this office."""

    def get(self, berkas_id: BerkasId) -> Berkas | None: ...

    def rows(self, keadaan: Sequence[Keadaan], *, tahap: str = "", sampai: int = 500) -> Sequence[BerkasRow]:
        """Berkas in any of these keadaan, longest waiting first; at one tahap where named."""

    def counts(self) -> dict[tuple[Keadaan, str], int]:
        """How many berkas per keadaan and tahap."""

    def timeline(self, berkas_id: BerkasId) -> Sequence[Perpindahan]:
        """Every event of a berkas, oldest first."""

    def moved_since(self, at: datetime) -> Sequence[BerkasId]:
        """The berkas that took any step since an instant."""

    def alur(self, layanan: str, versi: int | None = None) -> Alur | None:
        """A version of a flow; the newest where none is named."""

    def by_laman(self, laman: str) -> ResiTerbit | None:
        """The receipt whose page has this name (`resi.page_name`), with its berkas."""

    def by_ketik(self, ketik_hash: str) -> ResiTerbit | None:
        """The same behind the code typed by hand (`resi.typed_hash`)."""

    def resi_terbit(self, sejak: date) -> Sequence[ResiTerbit]:
        """Every receipt whose berkas is on its way or has moved since a day: what the web space shows."""

    def finished(self, sejak: date, *, sampai: int = 500) -> Sequence[BerkasTempuh]:
        """Berkas that came to their end since a day, the latest first, with all their events."""
