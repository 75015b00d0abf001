"""An SPP that becomes an SPM: its legal steps, who may take them, and the marks each person leaves.

Handbook 2.4: the SPM owns its contents and the steps inside the office; after submission its berkas says where it is.
Maker, PPK-SKPD and PA/KPA are different persons on one document (handbook 1).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Any, Final

from core.access import Izin, Pelaku, Peran
from core.bus import Event
from core.calendar import tanggal_panjang
from core.errors import Refusal
from core.identity import BerkasId, OrangId, SppId
from core.opd.versi import differences, ensure_fresh
from core.spm.isi import ButirKelengkapan, IsiSpp, JenisSpp

TOPIK: Final = "spm"


class StatusSpp(StrEnum):
    """How far the document has come inside the office; DIAJUKAN_BUD is the last, from there its berkas speaks."""

    DRAF = "DRAF"
    SPP_DIAJUKAN = "SPP_DIAJUKAN"
    SPP_DIVERIFIKASI = "SPP_DIVERIFIKASI"
    SPM_TERBIT = "SPM_TERBIT"
    DIAJUKAN_BUD = "DIAJUKAN_BUD"
    BATAL = "BATAL"

    @property
    def nama(self) -> str:
        """The words on screen."""
        return STATUS_NAMA[self]


STATUS_NAMA: Final[Mapping[StatusSpp, str]] = {
    StatusSpp.DRAF: "Draf",
    StatusSpp.SPP_DIAJUKAN: "Menunggu PPK-SKPD",
    StatusSpp.SPP_DIVERIFIKASI: "Menunggu tanda tangan PA/KPA",
    StatusSpp.SPM_TERBIT: "SPM terbit",
    StatusSpp.DIAJUKAN_BUD: "Diajukan ke BUD",
    StatusSpp.BATAL: "Batal",
}


class Tangan(StrEnum):
    """Whose hand a step needs; one person is only one of them on one document."""

    PEMBUAT = "pembuat"
    PENELITI = "peneliti"
    PENANDATANGAN = "penandatangan"


TANGAN_NAMA: Final[Mapping[Tangan, str]] = {
    Tangan.PEMBUAT: "pembuat SPP",
    Tangan.PENELITI: "PPK-SKPD",
    Tangan.PENANDATANGAN: "PA/KPA",
}


@dataclass(frozen=True, slots=True)
class Langkah:
    """One legal step: from, what happens, to, the permission, whose hand, and whether reasons must be given."""

    dari: StatusSpp
    peristiwa: str
    ke: StatusSpp
    izin: Izin
    tangan: Tangan
    sebab_wajib: bool = False


_S = StatusSpp
_BUAT, _TELITI, _TTD = (
    (Izin.BUAT_SPP, Tangan.PEMBUAT),
    (Izin.VERIFIKASI_SPP, Tangan.PENELITI),
    (Izin.TTD_SPM, Tangan.PENANDATANGAN),
)
LANGKAH: Final[tuple[Langkah, ...]] = (
    Langkah(_S.DRAF, "ajukan_spp", _S.SPP_DIAJUKAN, *_BUAT),
    Langkah(_S.SPP_DIAJUKAN, "kembalikan_spp", _S.DRAF, *_TELITI, sebab_wajib=True),
    Langkah(_S.SPP_DIAJUKAN, "verifikasi_spp", _S.SPP_DIVERIFIKASI, *_TELITI),
    Langkah(_S.SPP_DIVERIFIKASI, "kembalikan_spm", _S.DRAF, *_TTD, sebab_wajib=True),
    Langkah(_S.SPP_DIVERIFIKASI, "terbitkan_spm", _S.SPM_TERBIT, *_TTD),
    Langkah(_S.SPM_TERBIT, "ajukan_bud", _S.DIAJUKAN_BUD, *_BUAT),
    Langkah(_S.DIAJUKAN_BUD, "perbaiki", _S.DRAF, *_BUAT, sebab_wajib=True),
    Langkah(_S.DIAJUKAN_BUD, "catat_sp2d", _S.DIAJUKAN_BUD, *_BUAT),
    Langkah(_S.DRAF, "batalkan", _S.BATAL, *_BUAT, sebab_wajib=True),
    Langkah(_S.SPP_DIAJUKAN, "batalkan", _S.BATAL, *_BUAT, sebab_wajib=True),
    Langkah(_S.SPP_DIVERIFIKASI, "batalkan", _S.BATAL, *_BUAT, sebab_wajib=True),
    Langkah(_S.SPM_TERBIT, "batalkan", _S.BATAL, *_BUAT, sebab_wajib=True),
    Langkah(_S.DIAJUKAN_BUD, "batalkan", _S.BATAL, *_BUAT, sebab_wajib=True),
)
"""Handbook 2.4. A returned SPM is repaired as the same SPM and goes by PPK-SKPD and PA/KPA again."""


def take_step(dari: StatusSpp, peristiwa: str) -> Langkah:
    """The step an event makes from a status, or ERR_LANGKAH_TIDAK_SAH with what may be done instead."""
    for langkah in LANGKAH:
        if langkah.dari == dari and langkah.peristiwa == peristiwa:
            return langkah
    boleh = ", ".join(s.peristiwa.replace("_", " ") for s in LANGKAH if s.dari == dari)
    raise Refusal(
        "ERR_LANGKAH_TIDAK_SAH",
        f"Dokumen berstatus {dari.nama}; “{peristiwa.replace('_', ' ')}” tidak dapat dilakukan dari sini. "
        + (f"Yang dapat dilakukan: {boleh}." if boleh else "Status ini akhir; buat SPP baru."),
    )


@dataclass(frozen=True, slots=True)
class Cap:
    """The mark of one step: what happened, by whose hand, when, and the reasons given."""

    peristiwa: str
    tangan: Tangan
    oleh: OrangId
    nama: str
    at: datetime
    sebab: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class NomorPundi:
    """Our own number: its place in the gapless series of the year, and the text the template made of it."""

    urut: int
    teks: str


@dataclass(frozen=True, slots=True)
class NomorSipd:
    """The number the national system gave the same document, and its date there."""

    nomor: str
    tanggal: date


@dataclass(frozen=True, slots=True)
class Sp2d:
    """The SP2D that answers an SPM."""

    nomor: str
    tanggal: date


def differences_of(di_layar: IsiSpp, tersimpan: IsiSpp) -> tuple[tuple[str, str], ...]:
    """(field, sentence) for each part of the contents in which two versions differ, both sides in the sentence."""
    beda = differences(di_layar, tersimpan, _MEDAN)
    for medan, label in _DAFTAR.items():
        mine, theirs = getattr(di_layar, medan), getattr(tersimpan, medan)
        if mine != theirs:
            beda += ((medan, f"{label}: tersimpan {len(theirs)} baris, di layar {len(mine)} baris, isinya berbeda."),)
    if di_layar.penerima != tersimpan.penerima:
        sisi = f"tersimpan “{tersimpan.penerima.nama}”, di layar “{di_layar.penerima.nama}”"
        beda += (("penerima", f"Penerima: {sisi}, atau rekening banknya berbeda."),)
    return beda


_MEDAN: Final = {
    "jenis": "Jenis",
    "tanggal_spp": "Tanggal SPP",
    "uraian": "Uraian",
    "nilai": "Jumlah yang diminta",
    "sub_kegiatan": "Sub kegiatan",
    "kanal": "Kanal",
}
_DAFTAR: Final = {
    "rincian": "Belanja",
    "potongan": "Potongan",
    "informasi": "Informasi",
    "kelengkapan": "Kelengkapan",
}


@dataclass(frozen=True, slots=True)
class Spp:
    """One SPP, later the SPM made of it. `versi` grows with every change, `revisi` with every repair after the BUD."""

    id: SppId
    tahun: int
    isi: IsiSpp
    status: StatusSpp = StatusSpp.DRAF
    versi: int = 1
    revisi: int = 0
    tanggal_spm: date | None = None
    nomor_spp: NomorPundi | None = None
    nomor_spm: NomorPundi | None = None
    sipd_spp: NomorSipd | None = None
    sipd_spm: NomorSipd | None = None
    berkas: BerkasId | None = None
    sp2d: Sp2d | None = None
    jejak: tuple[Cap, ...] = ()

    @classmethod
    def make(cls, spp_id: SppId, tahun: int, isi: IsiSpp, oleh: Pelaku, at: datetime) -> tuple[Spp, Event]:
        """A new draft in its maker's name."""
        spp = cls(spp_id, tahun, isi, jejak=(Cap("buat", Tangan.PEMBUAT, oleh.id, oleh.nama, at),))
        return spp, _event(spp, "spp_dibuat")

    def demand_versi(self, versi: int, isi_layar: IsiSpp | None = None) -> None:
        """Refuses with ERR_SUDAH_BERUBAH when the version on screen is not the one stored; differences as findings."""
        beda = () if isi_layar is None else differences_of(isi_layar, self.isi)
        ensure_fresh(self.versi, versi, f"SPP {self.nomor_spp.teks if self.nomor_spp else self.isi.uraian}", beda)

    def edit(self, isi: IsiSpp, oleh: Pelaku, at: datetime) -> tuple[Spp, Event]:
        """New contents of a draft; whoever edits it is one of its makers from then on.

        Refuses ERR_BUKAN_DRAF after submission, ERR_JENIS_TETAP when the number already says another kind.
        """
        if self.status is not StatusSpp.DRAF:
            raise Refusal(
                "ERR_BUKAN_DRAF", f"Dokumen berstatus {self.status.nama}; isinya hanya dapat diubah selama masih draf."
            )
        if self.nomor_spp and isi.jenis.kode != self.isi.jenis.kode:
            raise Refusal(
                "ERR_JENIS_TETAP",
                f"Nomor {self.nomor_spp.teks} sudah diberikan untuk {self.isi.jenis.kode}, bukan {isi.jenis.kode}. "
                "Batalkan SPP ini dan buat yang baru.",
                medan="jenis",
            )
        self._refuse_same_person(Tangan.PEMBUAT, oleh)
        jejak = self.jejak
        if oleh.id not in self.makers():
            jejak += (Cap("sunting", Tangan.PEMBUAT, oleh.id, oleh.nama, at),)
        spp = replace(self, isi=isi, versi=self.versi + 1, jejak=jejak)
        return spp, _event(spp, "spp_disunting")

    @property
    def holds_claim(self) -> bool:
        """Whether it holds part of the pagu: from its submission to its SP2D, its return or its end."""
        return self.status not in (StatusSpp.DRAF, StatusSpp.BATAL) and self.sp2d is None

    @property
    def is_with_bud(self) -> bool:
        """Submitted to the BUD and not yet answered."""
        return self.status is StatusSpp.DIAJUKAN_BUD and self.sp2d is None

    def makers(self) -> frozenset[OrangId]:
        """Everybody who had a hand in its contents."""
        return frozenset(c.oleh for c in self.jejak if c.tangan is Tangan.PEMBUAT)

    def submit(self, oleh: Pelaku, at: datetime) -> tuple[Spp, Event]:
        """To the PPK-SKPD; the caller has made the tests and gives the number."""
        return self._step("ajukan_spp", oleh, at)

    def give_back(self, oleh: Pelaku, at: datetime, sebab: Sequence[str]) -> tuple[Spp, Event]:
        """The PPK-SKPD returns it to its maker with reasons."""
        return self._step("kembalikan_spp", oleh, at, sebab)

    def verify(
        self, oleh: Pelaku, at: datetime, tanggal_spm: date, kelengkapan: tuple[ButirKelengkapan, ...] | None = None
    ) -> tuple[Spp, Event]:
        """The PPK-SKPD has checked the papers (his own ticks where given) and makes the SPM of this date."""
        isi = self.isi if kelengkapan is None else replace(self.isi, kelengkapan=kelengkapan)
        return self._step("verifikasi_spp", oleh, at, isi=isi, tanggal_spm=tanggal_spm)

    def refuse_signature(self, oleh: Pelaku, at: datetime, sebab: Sequence[str]) -> tuple[Spp, Event]:
        """The PA/KPA does not sign; back to its maker with reasons."""
        return self._step("kembalikan_spm", oleh, at, sebab, tanggal_spm=None)

    def sign(self, oleh: Pelaku, at: datetime) -> tuple[Spp, Event]:
        """The PA/KPA issues the SPM. UP, GU and GU Nihil stay with the PA (handbook 1)."""
        if self.isi.jenis in (JenisSpp.UP, JenisSpp.GU, JenisSpp.GU_NIHIL) and Peran.PA not in oleh.peran:
            raise Refusal(
                "ERR_HANYA_PA",
                f"SPM-{self.isi.jenis.nama} ditandatangani Pengguna Anggaran; KPA hanya SPM-TU dan SPM-LS unitnya.",
            )
        return self._step("terbitkan_spm", oleh, at)

    def send(self, oleh: Pelaku, at: datetime) -> tuple[Spp, Event]:
        """To the BUD; from here on its berkas says where it is."""
        return self._step("ajukan_bud", oleh, at)

    def repair(self, oleh: Pelaku, at: datetime, sebab: Sequence[str]) -> tuple[Spp, Event]:
        """Opens an SPM that the BUD returned: same SPM, same numbers, next revisi."""
        self._refuse_answered()
        return self._step("perbaiki", oleh, at, sebab, revisi=self.revisi + 1, tanggal_spm=None)

    def cancel(self, oleh: Pelaku, at: datetime, sebab: Sequence[str]) -> tuple[Spp, Event]:
        """Ends it for good; a number it had stays visible as BATAL. Not after its SP2D."""
        self._refuse_answered()
        return self._step("batalkan", oleh, at, sebab)

    def answer(self, sp2d: Sp2d, oleh: Pelaku, at: datetime) -> tuple[Spp, Event]:
        """The SP2D that answers it. Refuses a second one, and a date before the SPM or outside the year."""
        self._refuse_answered()
        if self.tanggal_spm and sp2d.tanggal < self.tanggal_spm:
            raise Refusal(
                "ERR_URUTAN_TANGGAL",
                f"Tanggal SP2D {tanggal_panjang(sp2d.tanggal)} mendahului tanggal SPM "
                f"{tanggal_panjang(self.tanggal_spm)}. Periksa lembar SP2D-nya.",
                medan="tanggal",
            )
        self._refuse_other_year(sp2d.tanggal)
        return self._step("catat_sp2d", oleh, at, sp2d=sp2d)

    def set_sipd(self, *, spm: bool, nomor: NomorSipd) -> tuple[Spp, Event]:
        """The national system's number of the SPP or of the SPM."""
        if self.status is StatusSpp.BATAL:
            raise Refusal("ERR_LANGKAH_TIDAK_SAH", "Dokumen ini sudah batal; nomor SIPD tidak dicatat lagi.")
        self._refuse_other_year(nomor.tanggal)
        spp = (
            replace(self, versi=self.versi + 1, sipd_spm=nomor)
            if spm
            else replace(self, versi=self.versi + 1, sipd_spp=nomor)
        )
        return spp, _event(spp, "nomor_sipd", dokumen="SPM" if spm else "SPP", nomor=nomor.nomor)

    def _step(
        self, peristiwa: str, oleh: Pelaku, at: datetime, sebab: Sequence[str] = (), **ubah: Any
    ) -> tuple[Spp, Event]:
        langkah = take_step(self.status, peristiwa)
        oleh.demand(langkah.izin)
        self._refuse_same_person(langkah.tangan, oleh)
        kata = tuple(s.strip() for s in sebab if s.strip())
        if langkah.sebab_wajib and not kata:
            raise Refusal(
                "ERR_SEBAB_WAJIB",
                "Sebutkan sebabnya, supaya yang menerima tahu apa yang harus diperbaiki.",
                medan="sebab",
            )
        cap = Cap(peristiwa, langkah.tangan, oleh.id, oleh.nama, at, kata)
        spp = replace(self, status=langkah.ke, versi=self.versi + 1, jejak=(*self.jejak, cap), **ubah)
        return spp, _event(spp, peristiwa, **({"sebab": list(kata)} if kata else {}))

    def _refuse_same_person(self, tangan: Tangan, oleh: Pelaku) -> None:
        for cap in self.jejak:
            if cap.oleh == oleh.id and cap.tangan is not tangan:
                raise Refusal(
                    "ERR_ORANG_SAMA",
                    f"{oleh.nama} sudah bertindak sebagai {TANGAN_NAMA[cap.tangan]} pada dokumen ini; "
                    f"{TANGAN_NAMA[tangan]} harus orang lain.",
                )

    def _refuse_answered(self) -> None:
        if self.sp2d:
            raise Refusal(
                "ERR_SUDAH_SP2D",
                f"SPM ini sudah dijawab SP2D {self.sp2d.nomor} tanggal {tanggal_panjang(self.sp2d.tanggal)}. "
                "Kesalahan sesudah SP2D dibetulkan dengan koreksi di buku.",
            )

    def _refuse_other_year(self, tanggal: date) -> None:
        if tanggal.year != self.tahun:
            raise Refusal(
                "ERR_TANGGAL_LUAR_TAHUN",
                f"Tanggal {tanggal_panjang(tanggal)} di luar tahun anggaran {self.tahun}. Betulkan tanggalnya.",
                medan="tanggal",
            )


def _event(spp: Spp, nama: str, **fakta: Any) -> Event:
    isi = {"spp": str(spp.id), "jenis": spp.isi.jenis.value, "nilai": spp.isi.nilai.to_json()}
    return Event(TOPIK, nama, {**isi, "status": spp.status.value, "versi": spp.versi, **fakta})
