"""What happens to a berkas: the legal steps, who stamped one, and the row each leaves behind for ever.

Handbook KKPD 5.2 (events table) and penatausahaan 2.4: the berkas owns DIAJUKAN to CAIR and RETUR.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

from core.access import Pelaku
from core.bus import Event
from core.identity import BerkasId, OrangId
from core.pelacakan.alur import SifatAlasan

TOPIK: Final = "pelacakan"


class Keadaan(StrEnum):
    """How things stand with a berkas. SELESAI is what its flow calls it: an SPM is `cair`."""

    DIAJUKAN = "DIAJUKAN"
    BERJALAN = "BERJALAN"
    MENUNGGU_KAS = "MENUNGGU_KAS"
    DIKEMBALIKAN = "DIKEMBALIKAN"
    DITOLAK = "DITOLAK"
    SELESAI = "SELESAI"
    RETUR = "RETUR"
    DITARIK = "DITARIK"

    @property
    def nama(self) -> str:
        """The words on screen."""
        return KEADAAN_NAMA[self]


KEADAAN_NAMA: Final[Mapping[Keadaan, str]] = {
    Keadaan.DIAJUKAN: "menunggu diterima",
    Keadaan.BERJALAN: "diproses",
    Keadaan.MENUNGGU_KAS: "menunggu kas",
    Keadaan.DIKEMBALIKAN: "dikembalikan",
    Keadaan.DITOLAK: "ditolak",
    Keadaan.SELESAI: "selesai",
    Keadaan.RETUR: "retur bank",
    Keadaan.DITARIK: "ditarik OPD",
}


class Hasil(StrEnum):
    """What came of one event."""

    DIAJUKAN = "DIAJUKAN"
    DITERIMA = "DITERIMA"
    DITERUSKAN = "DITERUSKAN"
    DIMUNDURKAN = "DIMUNDURKAN"
    DIKEMBALIKAN = "DIKEMBALIKAN"
    DITOLAK = "DITOLAK"
    DIJAWAB = "DIJAWAB"
    SELESAI = "SELESAI"
    RETUR = "RETUR"
    DITARIK = "DITARIK"
    DITUNDA = "DITUNDA"
    DILANJUTKAN = "DILANJUTKAN"
    DIAMBIL = "DIAMBIL"


@dataclass(frozen=True, slots=True)
class Langkah:
    """One legal step. `luar`: the office may record it itself as long as no desk of ours works on the berkas."""

    dari: Keadaan
    hasil: Hasil
    ke: Keadaan
    luar: bool = False


_K, _H = Keadaan, Hasil
LANGKAH: Final[tuple[Langkah, ...]] = (
    Langkah(_K.DIAJUKAN, _H.DITERIMA, _K.BERJALAN),
    Langkah(_K.DIAJUKAN, _H.DITERIMA, _K.BERJALAN, luar=True),
    Langkah(_K.DIAJUKAN, _H.DIKEMBALIKAN, _K.DIKEMBALIKAN, luar=True),
    Langkah(_K.DIAJUKAN, _H.DITOLAK, _K.DITOLAK, luar=True),
    Langkah(_K.DIAJUKAN, _H.DIJAWAB, _K.DIAJUKAN, luar=True),
    Langkah(_K.DIAJUKAN, _H.SELESAI, _K.SELESAI, luar=True),
    Langkah(_K.DIAJUKAN, _H.DITARIK, _K.DITARIK, luar=True),
    Langkah(_K.BERJALAN, _H.DITERIMA, _K.BERJALAN),
    Langkah(_K.BERJALAN, _H.DITERUSKAN, _K.BERJALAN),
    Langkah(_K.BERJALAN, _H.DIMUNDURKAN, _K.BERJALAN),
    Langkah(_K.BERJALAN, _H.DIKEMBALIKAN, _K.DIKEMBALIKAN),
    Langkah(_K.BERJALAN, _H.DIKEMBALIKAN, _K.DIKEMBALIKAN, luar=True),
    Langkah(_K.BERJALAN, _H.DITOLAK, _K.DITOLAK),
    Langkah(_K.BERJALAN, _H.DITOLAK, _K.DITOLAK, luar=True),
    Langkah(_K.BERJALAN, _H.DIJAWAB, _K.BERJALAN),
    Langkah(_K.BERJALAN, _H.DIJAWAB, _K.BERJALAN, luar=True),
    Langkah(_K.BERJALAN, _H.SELESAI, _K.SELESAI),
    Langkah(_K.BERJALAN, _H.SELESAI, _K.SELESAI, luar=True),
    Langkah(_K.BERJALAN, _H.DITARIK, _K.DITARIK, luar=True),
    Langkah(_K.BERJALAN, _H.DITUNDA, _K.MENUNGGU_KAS),
    Langkah(_K.MENUNGGU_KAS, _H.DILANJUTKAN, _K.BERJALAN),
    Langkah(_K.DIKEMBALIKAN, _H.DIAMBIL, _K.DIKEMBALIKAN),
    Langkah(_K.DIKEMBALIKAN, _H.DIAJUKAN, _K.DIAJUKAN),
    Langkah(_K.DIKEMBALIKAN, _H.DIAJUKAN, _K.DIAJUKAN, luar=True),
    Langkah(_K.DIKEMBALIKAN, _H.DITARIK, _K.DITARIK, luar=True),
    Langkah(_K.SELESAI, _H.DIAMBIL, _K.SELESAI),
    Langkah(_K.SELESAI, _H.RETUR, _K.RETUR),
    Langkah(_K.SELESAI, _H.RETUR, _K.RETUR, luar=True),
    Langkah(_K.RETUR, _H.SELESAI, _K.SELESAI),
    Langkah(_K.RETUR, _H.SELESAI, _K.SELESAI, luar=True),
)
"""DITOLAK and DITARIK are ends: what was refused needs a new document, and so a new berkas."""


@dataclass(frozen=True, slots=True)
class LangkahLanjut:
    """What may be done next: its result, the tahap or keadaan it leads to, its word, the reasons it asks for."""

    hasil: Hasil
    ke: str
    kata: str
    sifat: SifatAlasan | None = None


KATA: Final[Mapping[Hasil, str]] = {
    Hasil.DIAJUKAN: "ajukan ulang",
    Hasil.DITERIMA: "terima",
    Hasil.DITERUSKAN: "teruskan",
    Hasil.DIMUNDURKAN: "mundurkan",
    Hasil.DIKEMBALIKAN: "kembalikan",
    Hasil.DITOLAK: "tolak",
    Hasil.RETUR: "catat retur bank",
    Hasil.DITARIK: "tarik",
    Hasil.DITUNDA: "tunggu kas",
    Hasil.DILANJUTKAN: "lanjutkan",
    Hasil.DIAMBIL: "catat yang mengambil",
}
"""The word of a step on its button and in a refusal; what a flow names itself is not among them."""

DIAMBIL: Final = LangkahLanjut(Hasil.DIAMBIL, Hasil.DIAMBIL, KATA[Hasil.DIAMBIL])


@dataclass(frozen=True, slots=True)
class Cap:
    """The stamp of one step: who, when, and the workstation (`meja`) it was done at.

    `luar`: recorded by the office that owns the berkas, because the desks work outside this program.
    """

    oleh: Pelaku
    at: datetime
    meja: str = ""
    luar: bool = False


@dataclass(frozen=True, slots=True)
class Penerima:
    """Who took a berkas in hand at its tahap, where and when."""

    oleh: OrangId
    nama: str
    meja: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Perpindahan:
    """One event of a berkas, never changed. `urut` is the berkas' versi after it, `tahap` and `ke` before and after."""

    berkas_id: BerkasId
    urut: int
    putaran: int
    tahap: str
    ke: str
    hasil: Hasil
    keadaan: Keadaan
    at: datetime
    oleh: OrangId
    oleh_nama: str
    meja: str = ""
    alasan_kode: str = ""
    catatan: str = ""

    def event(self) -> Event:
        """For the audit record: no code, no amount, no vendor."""
        fakta = {"berkas": str(self.berkas_id), "putaran": self.putaran, "tahap": self.tahap, "ke": self.ke}
        if self.alasan_kode:
            fakta["alasan"] = self.alasan_kode
        return Event(TOPIK, f"berkas_{self.hasil.lower()}", fakta)
