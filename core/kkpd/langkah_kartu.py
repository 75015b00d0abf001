"""The steps a card has taken, with their days, and what follows from them for a purchase of a given day.

A purchase may be noted after its card was blocked, as long as it was made before (handbook KKPD 1.12: only AKTIF takes
new purchase dates); so the day of each step is kept, not only where the card stands now.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from core.calendar import tanggal_panjang
from core.errors import Refusal
from core.identity import KartuId, OrangId
from core.kkpd.model import Kartu, StatusKartu

HILANG: Final = "lapor_hilang"
BEKU: Final = "bekukan"
KATA_LANGKAH: Final = {
    "setujui_sk": "SK terbit",
    "terbitkan": "kartu terbit",
    "aktifkan": "diaktifkan",
    "blokir": "diblokir",
    HILANG: "dilaporkan hilang, diblokir",
    BEKU: "dibekukan akhir tahun",
    "buka_blokir": "blokir dibuka",
    "ganti": "diganti",
    "tutup": "ditutup",
    "kedaluwarsa": "kedaluwarsa",
}
"""How a step is told afterwards."""


@dataclass(frozen=True, slots=True)
class CatatanLangkah:
    """One step as it was taken: on which day, why, under which ticket of the bank, by whom and when it was noted.

    Loss and year-end freeze are blocks with a name of their own.
    """

    kartu: KartuId
    tanggal: date
    peristiwa: str
    dari: StatusKartu
    ke: StatusKartu
    alasan: str
    tiket: str
    oleh: OrangId
    oleh_nama: str
    at: datetime


def status_on(kartu: Kartu, langkah: Sequence[CatatanLangkah], tanggal: date) -> StatusKartu:
    """Where the card stood at the end of a day; before its first noted step it stood where that step found it.

    A card whose whole way to AKTIF was noted later (an office that registers old cards) counts as active before.
    """
    if not langkah:
        return kartu.status
    sampai = [x for x in langkah if x.tanggal <= tanggal]
    if sampai:
        return sampai[-1].ke
    pernah = any(x.ke is StatusKartu.AKTIF for x in langkah)
    return StatusKartu.AKTIF if pernah and langkah[0].dari is StatusKartu.USULAN else langkah[0].dari


def demand_purchase_day(kartu: Kartu, langkah: Sequence[CatatanLangkah], tanggal: date) -> None:
    """Refuses a purchase on a day on which the card was not active or no longer valid: ERR_KARTU_TIDAK_AKTIF.

    On the very day of a block or an activation a purchase may lie before or after it.
    """
    sebelum = [x for x in langkah if x.tanggal < tanggal]
    akhir = status_on(kartu, langkah, tanggal)
    awal = sebelum[-1].ke if sebelum else akhir
    if StatusKartu.AKTIF in (awal, akhir) and tanggal <= kartu.berlaku_sampai:
        return
    sejak = f" sejak {tanggal_panjang(sebelum[-1].tanggal)}" if sebelum else ""
    raise Refusal(
        "ERR_KARTU_TIDAK_AKTIF",
        f"Kartu •••• {kartu.empat_akhir} berstatus {akhir.replace('_', ' ')}{sejak}, berlaku sampai "
        f"{tanggal_panjang(kartu.berlaku_sampai)}; belanja {tanggal_panjang(tanggal)} tidak dapat dicatat. "
        "Pakai kartu yang aktif.",
        medan="kartu",
    )
