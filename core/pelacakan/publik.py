"""The little that a receipt shows the public: whose turn it is, the steps in the vendor's words, why papers went back.

No amount, no name of a person or vendor, no note of a desk, no number of anybody else (reliability 5). A reason is a
sentence of the catalogue.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from core.pelacakan.alur import Alur
from core.pelacakan.model import Berkas
from core.pelacakan.perpindahan import Hasil, Keadaan, Perpindahan
from core.pelacakan.resi import page_name

AKHIR = frozenset({Keadaan.SELESAI, Keadaan.DITOLAK, Keadaan.DITARIK})
"""Where a berkas stays for good, and its receipts begin to run out."""
DI_MEJA = frozenset({Keadaan.BERJALAN, Keadaan.MENUNGGU_KAS})


@dataclass(frozen=True, slots=True)
class ResiTerbit:
    """A receipt that was handed out, with the berkas it opens: the inside of the house, not yet for the public."""

    token_hash: str
    ketik_hash: str
    berkas: Berkas
    perpindahan: tuple[Perpindahan, ...]
    alur: Alur

    @property
    def laman(self) -> str:
        """The name of its page."""
        return page_name(self.token_hash)


@dataclass(frozen=True, slots=True)
class BerkasTempuh:
    """A berkas that has come to its end, as a way that was gone: what one learns expectations from."""

    layanan: str
    alur_versi: int
    opd: str
    jenis: str
    perpindahan: tuple[Perpindahan, ...]


class Giliran(StrEnum):
    """Who has to act now."""

    KANTOR = "kantor"
    OPD = "opd"
    LUAR = "luar"
    TIDAK_ADA = "tidak ada"


class TandaLangkah(StrEnum):
    """How a step stands."""

    SELESAI = "selesai"
    KINI = "kini"
    KEMBALI = "kembali"
    NANTI = "nanti"


@dataclass(frozen=True, slots=True)
class LangkahPublik:
    """One step in the vendor's words. `at`: when it was done, or since when it is under way; None before."""

    kata: str
    tanda: TandaLangkah
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class LacakPublik:
    """What a receipt opens. `di`: with whom the papers are (`BPKAD`, `OPD`, `bank`); empty when all is done."""

    opd: str
    dokumen: str
    jenis: str
    nomor: str
    keadaan: Keadaan
    putaran: int
    giliran: Giliran
    di: str
    kantor: str
    kata_selesai: str
    langkah: tuple[LangkahPublik, ...]
    sejak: datetime
    alasan: str = ""
    tanggal_selesai: date | None = None

    @property
    def kalimat(self) -> str:
        """What happens now, in one sentence."""
        kini = next((s.kata for s in self.langkah if s.tanda is TandaLangkah.KINI), "diproses")
        match self.keadaan:
            case Keadaan.BERJALAN if self.giliran is Giliran.LUAR:
                return f"Menunggu {self.di}: sebentar lagi {kini}."
            case Keadaan.BERJALAN:
                return f"Sedang {_under_way(kini)} di {self.di}."
            case Keadaan.MENUNGGU_KAS:
                return f"Menunggu ketersediaan kas daerah di {self.di}; berkasnya tidak salah."
            case Keadaan.DIAJUKAN:
                return f"Sudah diajukan OPD, menunggu diterima loket {self.kantor}."
            case Keadaan.DIKEMBALIKAN:
                return "Dikembalikan kepada OPD untuk diperbaiki, lalu diajukan lagi."
            case Keadaan.DITOLAK:
                return f"Ditolak. OPD harus membuat {self.dokumen} baru."
            case Keadaan.RETUR:
                return "Bank tidak dapat membayar. OPD perlu membetulkan rekening tujuan."
            case Keadaan.DITARIK:
                return "Ditarik kembali oleh OPD."
            case _:
                return f"Sudah {self.kata_selesai}."


def _under_way(kata: str) -> str:
    """`SP2D disiapkan` reads as it is; `diterima` at the counter is said as what follows."""
    return "menunggu diperiksa" if kata == "diterima" else kata


def ended_at(berkas: Berkas, perpindahan: Sequence[Perpindahan]) -> date | None:
    """The day from which its receipts run out; None while it is under way."""
    if berkas.keadaan not in AKHIR:
        return None
    return berkas.tanggal_selesai or perpindahan[-1].at.date()


def public_view(resi: ResiTerbit, hari_ini: date) -> LacakPublik | None:
    """The public side of a berkas; None when its receipt has run out (days after the end, `Alur.token_hari`)."""
    berkas, alur = resi.berkas, resi.alur
    akhir = ended_at(berkas, resi.perpindahan)
    if akhir is not None and hari_ini - akhir > timedelta(days=alur.token_hari):
        return None
    giliran, di = whose_turn(berkas, alur)
    return LacakPublik(
        opd=berkas.isi.opd,
        dokumen=alur.nama_dokumen,
        jenis=berkas.isi.jenis,
        nomor=berkas.isi.nomor,
        keadaan=berkas.keadaan,
        putaran=berkas.putaran,
        giliran=giliran,
        di=di,
        kantor=alur.kantor,
        kata_selesai=alur.kata_selesai,
        langkah=public_steps(berkas, resi.perpindahan, alur),
        sejak=resi.perpindahan[-1].at,
        alasan=alur.reason_text(berkas.alasan_kode),
        tanggal_selesai=berkas.tanggal_selesai,
    )


def whose_turn(berkas: Berkas, alur: Alur) -> tuple[Giliran, str]:
    """Who has to act, and with whom the papers are."""
    match berkas.keadaan:
        case Keadaan.SELESAI | Keadaan.DITARIK:
            return Giliran.TIDAK_ADA, ""
        case Keadaan.BERJALAN | Keadaan.MENUNGGU_KAS:
            tempat = alur.at(berkas.tahap).tempat
            return (Giliran.LUAR, tempat) if tempat else (Giliran.KANTOR, alur.kantor)
        case _:
            return Giliran.OPD, "OPD"


def public_steps(berkas: Berkas, perpindahan: Sequence[Perpindahan], alur: Alur) -> tuple[LangkahPublik, ...]:
    """The steps of this round; desks that share a word are one step, done when the next one begins."""
    kata = {t.kode: t.kata_publik or t.nama.lower() for t in alur.tahap}
    urut = list(dict.fromkeys(kata.values()))
    masuk: dict[str, datetime] = {}
    ronde = [p for p in perpindahan if p.putaran == berkas.putaran]
    for p in ronde:
        if p.keadaan is Keadaan.BERJALAN and p.hasil is not Hasil.DIMUNDURKAN:
            masuk.setdefault(kata[p.ke], p.at)
    selesai = next((p.at for p in reversed(ronde) if p.hasil is Hasil.SELESAI), None)
    if berkas.keadaan is Keadaan.SELESAI:
        return tuple(
            LangkahPublik(k, TandaLangkah.SELESAI, _left(k, urut, masuk, selesai)) for k in urut
        )  # without a round at the desks only the end has its time
    if berkas.keadaan is Keadaan.DIAJUKAN:
        return tuple(LangkahPublik(k, TandaLangkah.NANTI) for k in urut)
    kini = urut.index(kata[berkas.tahap])
    tanda = TandaLangkah.KINI if berkas.keadaan in DI_MEJA else TandaLangkah.KEMBALI
    berhenti = next(p.at for p in reversed(perpindahan) if p.hasil is not Hasil.DIAMBIL)
    if berkas.keadaan is Keadaan.MENUNGGU_KAS:
        masuk[kata[berkas.tahap]] = berhenti
    return tuple(
        LangkahPublik(k, TandaLangkah.SELESAI, _left(k, urut, masuk, None))
        if i < kini
        else LangkahPublik(k, tanda, berhenti if tanda is TandaLangkah.KEMBALI else masuk.get(k))
        if i == kini
        else LangkahPublik(k, TandaLangkah.NANTI)
        for i, k in enumerate(urut)
    )


def _left(kata: str, urut: Sequence[str], masuk: dict[str, datetime], selesai: datetime | None) -> datetime | None:
    """When a step was done: when the next step that has a time began. The first is done by being received."""
    at = urut.index(kata)
    if at == 0:
        return masuk.get(kata)
    return next((masuk[k] for k in urut[at + 1 :] if k in masuk), selesai)
