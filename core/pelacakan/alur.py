"""The way a service's papers go through the desks, as data: tahap, who takes them, SOP minutes, reasons to send back.

Handbook KKPD 5.2 and 5.3. Minutes, thresholds and texts are decisions of an office, so a flow has a version and a date;
a berkas keeps the version it began with. Nothing here speaks of SPM; the flow of an SPM is data in `alur_baku`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, Final

from core.access import PERAN_NAMA, Izin, Pelaku, Peran
from core.errors import Refusal


class SifatAlasan(StrEnum):
    """What a reason does: sent back to be mended, or refused for good. The two are never mixed."""

    DIKEMBALIKAN = "DIKEMBALIKAN"
    DITOLAK = "DITOLAK"


@dataclass(frozen=True, slots=True)
class Alasan:
    """One reason of the catalogue (handbook 5.3); the public page shows `teks`, never a desk's own note."""

    kode: str
    teks: str
    sifat: SifatAlasan


@dataclass(frozen=True, slots=True)
class Tahap:
    """One desk on the way. Minutes are service minutes; `ramai` stands for the peak months of the flow.

    `kata` is the word for finishing it (“lolos verifikasi”, “paraf”, “TTD”); `lanjut` the next one, empty at the last.
    """

    urut: int
    kode: str
    nama: str
    pelaku: str
    kata: str
    izin: Izin
    sop_menit: int
    sop_ramai_menit: int
    lanjut: str = ""
    mundur: str = ""
    """The earlier tahap inside the same office that it may hand work back to."""
    boleh: frozenset[SifatAlasan] = frozenset()
    """Whether papers may be sent back or refused here."""
    peran: Peran | None = None
    """The role it is kept for, where the permission alone is too wide."""
    menguji: bool = False
    """Whoever finishes it has tested the contents."""
    orang_lain: bool = False
    """To be finished by somebody who tested nothing in this round."""
    boleh_jawab: bool = False
    """The document that answers (an SP2D, a licence) may be recorded here."""
    wajib_jawab: bool = False
    """It cannot be finished before the answer is recorded."""
    pindai_serah: bool = False
    """The scan at the next desk is the handing over; nobody presses a button here."""
    boleh_tunggu: bool = False
    """Papers may wait here until the RKUD has cash; the SOP clock stops and a clock of its own runs."""
    kata_publik: str = ""
    """What the vendor is told this tahap is (“diperiksa”); tahap in a row with one word are one step to him."""
    tempat: str = ""
    """Where the papers lie meanwhile, when not with the office of the flow: the bank."""

    def demand(self, oleh: Pelaku) -> None:
        """Refuses somebody who may not work at this desk: ERR_TIDAK_BERWENANG."""
        oleh.demand(self.izin)
        if self.peran is not None and self.peran not in oleh.peran:
            raise Refusal(
                "ERR_TIDAK_BERWENANG",
                f"Tahap {self.nama} diselesaikan {PERAN_NAMA[self.peran]}; {oleh.nama} tidak memegang peran itu. "
                "Serahkan berkas kepada yang berwenang.",
            )

    def is_open_to(self, oleh: Pelaku) -> bool:
        """Whether this person may work at this desk."""
        return oleh.may(self.izin) and (self.peran is None or self.peran in oleh.peran)


@dataclass(frozen=True, slots=True)
class Alur:
    """One version of the way of one service (`layanan`): its tahap in order, its reasons, its thresholds.

    `kuning_persen`: up to here of the SOP a tahap is green, up to 100 % amber, then red. `token_hari`: how many days
    after the end a receipt can still be looked up. `kantor`: whose desks these are, in the vendor's words.
    """

    layanan: str
    versi: int
    berlaku_dari: date
    dasar: str
    tahap: tuple[Tahap, ...]
    alasan: tuple[Alasan, ...]
    nama_dokumen: str = "Dokumen"
    nama_jawaban: str = "Jawaban"
    kata_selesai: str = "selesai"
    kantor: str = "BPKAD"
    bulan_ramai: tuple[int, ...] = ()
    kuning_persen: int = 80
    token_hari: int = 90

    def __post_init__(self) -> None:
        keluhan = _complaint(self)
        if keluhan:
            raise Refusal("ERR_ALUR_TIDAK_SAH", f"Alur {self.layanan} versi {self.versi}: {keluhan} Perbaiki alurnya.")

    @property
    def awal(self) -> Tahap:
        """The first desk."""
        return self.tahap[0]

    @property
    def akhir(self) -> Tahap:
        """The last desk."""
        return self.tahap[-1]

    def find(self, kode: str) -> Tahap | None:
        """The tahap with this code, in whatever case it was typed."""
        bare = kode.strip().upper()
        return next((t for t in self.tahap if t.kode == bare), None)

    def at(self, kode: str) -> Tahap:
        """The tahap with a code that is known to stand in this flow."""
        found = self.find(kode)
        assert found is not None, kode
        return found

    def reasons(self, sifat: SifatAlasan) -> tuple[Alasan, ...]:
        """The reasons of one kind, in catalogue order."""
        return tuple(a for a in self.alasan if a.sifat is sifat)

    def demand_reason(self, kode: str, sifat: SifatAlasan) -> Alasan:
        """The reason with this code; ERR_ALASAN_WAJIB when empty, ERR_ALASAN_TIDAK_DIKENAL when not of this kind."""
        bare = kode.strip().upper()
        pilihan = ", ".join(a.kode for a in self.reasons(sifat))
        apa = sifat.lower()
        if not bare:
            raise Refusal(
                "ERR_ALASAN_WAJIB",
                f"Berkas tidak dapat {apa} tanpa kode alasan; yang dapat dipilih: {pilihan}.",
                medan="alasan",
            )
        found = next((a for a in self.reasons(sifat) if a.kode == bare), None)
        if found is None:
            raise Refusal(
                "ERR_ALASAN_TIDAK_DIKENAL",
                f"“{bare}” bukan kode alasan untuk berkas yang {apa}; yang dapat dipilih: {pilihan}.",
                medan="alasan",
            )
        return found

    def reason_text(self, kode: str) -> str:
        """The sentence of a reason code; empty for none."""
        return next((a.teks for a in self.alasan if a.kode == kode), "")

    def to_json(self) -> dict[str, Any]:
        """As it is stored; `read_alur` reads it back."""
        plain = ("nama_dokumen", "nama_jawaban", "kata_selesai", "kantor", "kuning_persen", "token_hari")
        return {
            **{k: getattr(self, k) for k in plain},
            "layanan": self.layanan,
            "versi": self.versi,
            "berlaku_dari": self.berlaku_dari.isoformat(),
            "dasar": self.dasar,
            "bulan_ramai": list(self.bulan_ramai),
            "tahap": [_tahap_json(t) for t in self.tahap],
            "alasan": [{"kode": a.kode, "teks": a.teks, "sifat": str(a.sifat)} for a in self.alasan],
        }


_TEKS: Final = ("kode", "nama", "pelaku", "kata", "lanjut", "mundur")
_ANGKA: Final = ("urut", "sop_menit", "sop_ramai_menit")
_TEKS_LAIN: Final = ("kata_publik", "tempat")
_TANDA_LAIN: Final = ("boleh_tunggu",)
"""What flows stored by the first version do not have."""
_TANDA: Final = ("menguji", "orang_lain", "boleh_jawab", "wajib_jawab", "pindai_serah")


def _tahap_json(t: Tahap) -> dict[str, Any]:
    return {
        **{k: getattr(t, k) for k in (*_TEKS, *_TEKS_LAIN, *_ANGKA, *_TANDA, *_TANDA_LAIN)},
        "izin": str(t.izin),
        "boleh": sorted(t.boleh),
        "peran": None if t.peran is None else str(t.peran),
    }


def read_alur(isi: Mapping[str, Any]) -> Alur:
    """A stored flow. Refuses one that does not hold together (ERR_ALUR_TIDAK_SAH)."""
    lain = {**isi}
    lain["berlaku_dari"] = date.fromisoformat(isi["berlaku_dari"])
    lain["bulan_ramai"] = tuple(isi["bulan_ramai"])
    lain["alasan"] = tuple(Alasan(a["kode"], a["teks"], SifatAlasan(a["sifat"])) for a in isi["alasan"])
    lain["tahap"] = tuple(
        Tahap(
            **{k: t[k] for k in (*_TEKS, *_ANGKA, *_TANDA)},
            **{k: t.get(k, "") for k in _TEKS_LAIN},
            **{k: t.get(k, False) for k in _TANDA_LAIN},
            izin=Izin(t["izin"]),
            boleh=frozenset(SifatAlasan(s) for s in t["boleh"]),
            peran=None if t["peran"] is None else Peran(t["peran"]),
        )
        for t in isi["tahap"]
    )
    return Alur(**lain)


def _complaint(alur: Alur) -> str:
    """What does not hold together, or nothing: one line of tahap, each leading to the next, minutes above zero."""
    kode = [t.kode for t in alur.tahap]
    if not kode:
        return "belum ada tahapnya."
    if len(set(kode)) < len(kode) or len({a.kode for a in alur.alasan}) < len(alur.alasan):
        return "kode tahap atau kode alasan ada yang kembar."
    for i, t in enumerate(alur.tahap):
        nanti = kode[i + 1] if i + 1 < len(kode) else ""
        if t.lanjut != nanti:
            return f"tahap {t.kode} harus berlanjut ke {nanti or 'akhir'}, bukan {t.lanjut or 'akhir'}."
        if t.mundur and t.mundur not in kode[:i]:
            return f"tahap {t.kode} hanya dapat mundur ke tahap sebelumnya, bukan {t.mundur}."
        if t.sop_menit <= 0 or t.sop_ramai_menit <= 0:
            return f"SOP tahap {t.kode} {min(t.sop_menit, t.sop_ramai_menit)} mnt; paling sedikit 1 mnt."
        if any(not alur.reasons(s) for s in t.boleh):
            return f"tahap {t.kode} boleh mengembalikan atau menolak, tetapi kode alasannya belum ada."
    return ""
