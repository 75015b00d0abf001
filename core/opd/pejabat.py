"""Officials: who signs as what, from when to when, for the whole office or a part of it.

A document keeps the signer of its date. An acting official (Plt. or Plh.) signs instead of the one he stands in for.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from enum import IntEnum
from typing import Final
from uuid import UUID

from core.access import PERAN_NAMA, Peran
from core.calendar import tanggal_panjang
from core.errors import Refusal
from core.opd.versi import differences
from core.pengguna.model import clean_name, find_rangkap, parse_nip

PERAN_PEJABAT: Final = (
    Peran.PA, Peran.KPA, Peran.PPK, Peran.PPTK, Peran.BENDAHARA, Peran.BPP, Peran.KUASA_BUD, Peran.KASI,
)  # fmt: skip
"""Roles that sign."""


class Penugasan(IntEnum):
    """How somebody holds an office; of two on one day the higher signs."""

    DEFINITIF = 0
    PLT = 1
    PLH = 2

    @property
    def awalan(self) -> str:
        """What stands before the title on paper."""
        return ("", "Plt. ", "Plh. ")[self.value]


@dataclass(frozen=True, slots=True, kw_only=True)
class Pejabat:
    """One official in one office for a time.

    `jabatan` is the title as this office prints it; empty means the usual name of the role. `lingkup` is empty for the
    whole office, else the unit of a KPA or BPP, or the sub kegiatan a PPTK runs.
    """

    id: UUID
    peran: Peran
    nama: str
    nip: str
    mulai: date
    selesai: date | None = None
    pangkat: str = ""
    jabatan: str = ""
    penugasan: Penugasan = Penugasan.DEFINITIF
    lingkup: tuple[str, ...] = ()
    versi: int = 0

    def is_in_office(self, tanggal: date) -> bool:
        """Whether he held the office on a date."""
        return self.mulai <= tanggal and (self.selesai is None or tanggal <= self.selesai)

    @property
    def sebutan(self) -> str:
        """The title below a document: `Plt. Pengguna Anggaran`."""
        return self.penugasan.awalan + (self.jabatan or PERAN_NAMA[self.peran])

    def checked(self) -> Pejabat:
        """The official with cleaned fields.

        Refuses ERR_NAMA_KOSONG, ERR_NIP, a role that signs nothing (ERR_PEJABAT_PERAN) and an end before the beginning
        (ERR_PEJABAT_TANGGAL).
        """
        if self.peran not in PERAN_PEJABAT:
            pesan = f"{PERAN_NAMA[self.peran]} tidak menandatangani dokumen; daftarkan di halaman Orang, bukan Pejabat."
            raise Refusal("ERR_PEJABAT_PERAN", pesan, medan="peran")
        if self.selesai is not None and self.selesai < self.mulai:
            pesan = (
                f"Masa jabatan {self.nama} berakhir {tanggal_panjang(self.selesai)}, sebelum mulai "
                f"{tanggal_panjang(self.mulai)}; balikkan tanggalnya."
            )
            raise Refusal("ERR_PEJABAT_TANGGAL", pesan, medan="selesai")
        return replace(
            self,
            nama=clean_name(self.nama),
            nip=parse_nip(self.nip),
            pangkat=" ".join(self.pangkat.split()),
            jabatan=" ".join(self.jabatan.split()),
            lingkup=tuple(sorted({s.strip() for s in self.lingkup if s.strip()})),
        )

    def overlaps(self, lain: Pejabat) -> bool:
        """Whether two terms share a day."""
        ends_first = self.selesai is not None and self.selesai < lain.mulai
        begins_last = lain.selesai is not None and lain.selesai < self.mulai
        return not (ends_first or begins_last)

    def changes_from(self, tersimpan: Pejabat) -> tuple[tuple[str, str], ...]:
        """Both versions side by side, field by field."""
        return differences(self, tersimpan, _MEDAN)


_MEDAN: Final = {
    "nama": "Nama",
    "nip": "NIP",
    "pangkat": "Pangkat",
    "jabatan": "Jabatan",
    "mulai": "Mulai",
    "selesai": "Selesai",
    "lingkup": "Lingkup",
}


def fit_in(baru: Pejabat, pejabat: Iterable[Pejabat]) -> None:
    """Whether an official may stand beside the others.

    Refuses two of one role, kind and scope on one day (ERR_PEJABAT_TUMPANG_TINDIH), and one person in two roles that
    may not meet on one day (ERR_PEJABAT_RANGKAP; handbook penatausahaan 1).
    """
    for lain in pejabat:
        if lain.id == baru.id or not baru.overlaps(lain):
            continue
        same_place = lain.peran is baru.peran and lain.penugasan is baru.penugasan and _scopes_meet(baru, lain)
        if same_place:
            pesan = (
                f"{PERAN_NAMA[baru.peran]} sudah dijabat {lain.nama} sejak {tanggal_panjang(lain.mulai)}; "
                "akhiri dulu masa jabatannya, atau sebutkan unit atau sub kegiatan masing-masing."
            )
            raise Refusal("ERR_PEJABAT_TUMPANG_TINDIH", pesan, medan="mulai")
        found = find_rangkap(frozenset({baru.peran, lain.peran})) if lain.nip == baru.nip else None
        if found is not None:
            a, b, why = found
            pair = f"{PERAN_NAMA[a]} dan {PERAN_NAMA[b]}"
            pesan = f"{baru.nama} tidak boleh menjadi {pair} sekaligus: {why}. Tunjuk orang lain."
            raise Refusal("ERR_PEJABAT_RANGKAP", pesan, medan="peran")


def _scopes_meet(a: Pejabat, b: Pejabat) -> bool:
    return a.lingkup == b.lingkup or bool(set(a.lingkup) & set(b.lingkup))


def find_signer(pejabat: Iterable[Pejabat], peran: Peran, tanggal: date, lingkup: str = "") -> Pejabat | None:
    """Who signs in a role on a date, for a unit or sub kegiatan: its own official, else the office's.

    Acting officials come first.
    """
    fit = [
        p for p in pejabat if p.peran is peran and p.is_in_office(tanggal) and (not p.lingkup or lingkup in p.lingkup)
    ]
    return max(fit, key=lambda p: (bool(p.lingkup), p.penugasan, p.mulai), default=None)


def signer(pejabat: Iterable[Pejabat], peran: Peran, tanggal: date, lingkup: str = "") -> Pejabat:
    """Like `find_signer`; refuses when nobody held the office on that date (ERR_PEJABAT_KOSONG)."""
    found = find_signer(pejabat, peran, tanggal, lingkup)
    if found is None:
        part = f" untuk {lingkup}" if lingkup else ""
        pesan = (
            f"Belum ada {PERAN_NAMA[peran]}{part} pada {tanggal_panjang(tanggal)}; daftarkan di Kantor, bagian Pejabat."
        )
        raise Refusal("ERR_PEJABAT_KOSONG", pesan, medan="penandatangan")
    return found
