"""The numbers of SPP and SPM: ours from the office's template, SIPD's beside it (architecture 6, handbook 2.5).

Our series begins again each year and has no gaps; a cancelled number stays visible as BATAL.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from core.calendar import tanggal_panjang
from core.opd.model import Opd
from core.opd.nomor import format_nomor
from core.settings import NOMOR_RESMI, TEMPLAT, SettingsView
from core.spm.isi import JenisSpp
from core.spm.model import NomorPundi, NomorSipd


class Dokumen(StrEnum):
    """The two documents of this room; the value is the name of the series."""

    SPP = "SPP"
    SPM = "SPM"


@dataclass(frozen=True, slots=True)
class PemberiNomor:
    """What numbers are made with: the office with its codes, its templates, the stage of the DPA (M, P1, P2, ...)."""

    opd: Opd
    setelan: SettingsView
    tahap: str = "M"

    def number(self, dokumen: Dokumen, urut: int, *, tanggal: date, jenis: JenisSpp) -> NomorPundi:
        """The number of a document by the template that holds on its date.

        Refuses ERR_NOMOR_TOKEN when the template asks for something the office has not filled in.
        """
        templat = self.setelan.value(TEMPLAT[dokumen.lower()], tanggal)
        teks = format_nomor(templat, self.opd, urut=urut, tanggal=tanggal, jenis=jenis.kode, tahap=self.tahap)
        return NomorPundi(urut, teks)


@dataclass(frozen=True, slots=True)
class DuaNomor:
    """The two numbers as they are shown: the official one large (empty while not given), the other small."""

    resmi: str
    lain: str = ""


def two_numbers(kami: NomorPundi | None, sipd: NomorSipd | None, setelan: SettingsView, tanggal: date) -> DuaNomor:
    """Which number stands large and which small, as the office has chosen for documents of this date."""
    if setelan.value(NOMOR_RESMI, tanggal) == "pundi":
        lain = f"Nomor SIPD {sipd.nomor}, {tanggal_panjang(sipd.tanggal)}" if sipd else ""
        return DuaNomor(kami.teks if kami else "", lain)
    return DuaNomor(sipd.nomor if sipd else "", f"Nomor kerja Pundi {kami.teks}" if kami else "")
