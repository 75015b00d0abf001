"""Whole books as values: a read `pundi-transaksi` file, and a stored event on its way back into the recipes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from core.anggaran.model import BarisPagu
from core.errors import Temuan
from core.identity import TransaksiId
from core.kas.bentuk import RencanaPagu
from core.kas.pembukaan import Pembukaan, rencana_pagu
from core.kas.posisi import KetentuanUp
from core.money import Rupiah


@dataclass(slots=True)
class BerkasTransaksi:
    """A read file: whose books, their opening, and its events still as they stand (stage 1 is the room's)."""

    nama: str
    opd_nama: str
    opd_kode: str
    tahun: int
    bulan: int
    sampai_bulan: int
    pagu: tuple[BarisPagu, ...]
    ketentuan: KetentuanUp
    besaran_up: Rupiah
    proporsi_kkpd: str
    spd: dict[int, dict[tuple[str, str], Rupiah]]
    rak: dict[tuple[str, str], dict[int, Rupiah]]
    pembukaan: Pembukaan
    masukan: dict[str, Any]
    """The `input` of the file without its events, kept for the export."""
    peristiwa: list[Any]
    """The events as decoded JSON, in file order."""
    temuan: list[Temuan]
    jsonl: bool

    @property
    def rencana(self) -> RencanaPagu:
        return rencana_pagu(self.pagu)


@dataclass(frozen=True, slots=True)
class PeristiwaTersimpan:
    """A posted event in the clothes of the interchange format, with its id and posting order."""

    id: TransaksiId
    urut: int
    mentah: dict[str, Any]
