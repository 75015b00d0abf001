"""What is done with rekanan: their card is saved, with the version that was on screen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import ClassVar, Final, Protocol

from core.access import Izin
from core.bus import Command, Event, Handler, Konteks
from core.errors import Refusal
from core.identity import RekananId
from core.opd.versi import ensure_fresh
from core.rekanan.model import Rekanan

TOPIK = "rekanan"


class RekananRepository(Protocol):
    """The cards of one office."""

    def get(self, rekanan: RekananId) -> Rekanan | None: ...

    def with_npwp(self, npwp: str) -> Sequence[Rekanan]:
        """Active cards with this NPWP or NIK."""

    def put(self, rekanan: Rekanan) -> None:
        """Stores a new card (versi 1) or its next version."""


class RekananWork(Protocol):
    """What the handler of this room touches."""

    @property
    def rekanan(self) -> RekananRepository: ...

    def record(self, event: Event) -> None: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class SaveRekanan(Command):
    """A new card (versi 0) or a changed one (the version that was on screen)."""

    izin: ClassVar[Izin] = Izin.CATAT
    rekanan: Rekanan


def save_rekanan(cmd: SaveRekanan, work: RekananWork, _konteks: Konteks) -> RekananId:
    """Refuses what `Rekanan.checked` refuses, a stale version (ERR_SUDAH_BERUBAH) and a twin (ERR_REKANAN_GANDA)."""
    card = cmd.rekanan.checked()
    stored = work.rekanan.get(card.id)
    if stored is not None:
        ensure_fresh(stored.versi, card.versi, f"Kartu rekanan {stored.nama}", card.changes_from(stored))
    twins = [r for r in work.rekanan.with_npwp(card.npwp) if r.id != card.id] if card.npwp and card.aktif else []
    if twins:
        pesan = (
            f"NPWP/NIK {card.npwp_masked} sudah ada pada kartu {twins[0].nama}; "
            "pakai kartu itu atau nonaktifkan salah satunya."
        )
        raise Refusal("ERR_REKANAN_GANDA", pesan, medan="npwp")
    work.rekanan.put(replace(card, versi=(stored.versi if stored else 0) + 1))
    changed = [medan for medan, _ in card.changes_from(stored)] if stored else ["baru"]
    work.record(
        Event(TOPIK, "rekanan_disimpan", {"rekanan": str(card.id), "rekanan_nama": card.nama, "medan": changed})
    )
    return card.id


HANDLERS: Final[dict[type[Command], Handler]] = {SaveRekanan: save_rekanan}
"""The handlers of this room."""
