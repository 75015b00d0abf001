"""Questions about berkas: lists for the desks, one timeline, and the little that the public may see."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from core.identity import BerkasId
from core.money import Rupiah
from core.pelacakan.alur import Alur
from core.pelacakan.model import Berkas
from core.pelacakan.perpindahan import Hasil, Keadaan, Perpindahan


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


@dataclass(frozen=True, slots=True)
class LangkahPublik:
    """One step as the public sees it: the tahap it led to by name, what came of it, when."""

    putaran: int
    tahap: str
    hasil: Hasil
    at: datetime


@dataclass(frozen=True, slots=True)
class LacakPublik:
    """What a receipt opens: the office, the document's number, steps with times, the reason it was sent back for.

    No amount, no name, no note, no other vendor (reliability 5). The reason is a code and sentence of the catalogue.
    """

    opd: str
    dokumen: str
    nomor: str
    keadaan: Keadaan
    putaran: int
    langkah: tuple[LangkahPublik, ...]
    alasan_kode: str = ""
    alasan: str = ""


_TAMPIL = frozenset(Hasil) - {Hasil.DIMUNDURKAN, Hasil.DIJAWAB, Hasil.DITARIK}
"""What happens between the desks of one office is its own business."""


def public_view(berkas: Berkas, perpindahan: Sequence[Perpindahan], alur: Alur, hari_ini: date) -> LacakPublik | None:
    """The public side of a berkas; None when its receipt has run out (days after the end, `Alur.token_hari`)."""
    if berkas.tanggal_selesai is not None and (hari_ini - berkas.tanggal_selesai).days > alur.token_hari:
        return None
    langkah = tuple(
        LangkahPublik(p.putaran, alur.at(p.ke).nama, p.hasil, p.at) for p in perpindahan if p.hasil in _TAMPIL
    )
    return LacakPublik(
        berkas.isi.opd,
        alur.nama_dokumen,
        berkas.isi.nomor,
        berkas.keadaan,
        berkas.putaran,
        langkah,
        berkas.alasan_kode,
        alur.reason_text(berkas.alasan_kode),
    )


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

    def by_token(self, token_hash: str, hari_ini: date) -> LacakPublik | None:
        """The public view behind a QR token, by its hash; None for an unknown one and for one that has run out."""

    def by_typed(self, ketik_hash: str, hari_ini: date) -> LacakPublik | None:
        """The same behind the code typed by hand (`resi.typed_hash`)."""
