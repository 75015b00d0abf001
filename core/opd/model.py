"""The office itself: the OPD with its code, its UP decrees, its bank accounts and the holidays it keeps."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from typing import Final
from uuid import UUID

from core.calendar import tanggal_panjang
from core.errors import Refusal
from core.identity import OpdId
from core.money import NOL, Rupiah
from core.opd.rekening_bank import RekeningBank
from core.pengguna.model import clean_name

_KODE_SKPD: Final = re.compile(r"([1-9]\.\d{2})\.(\d\.\d{2})\.(\d\.\d{2})\.(\d{2})\.(\d{4})", re.ASCII)
_KODE_WILAYAH: Final = re.compile(r"\d{2}\.\d{2}", re.ASCII)
_KOSONG: Final = "0.00"
TAHUN_PERTAMA: Final = 2024
TAHUN_TERAKHIR: Final = 2100


def parse_kode_skpd(teks: str) -> str:
    """The 22 characters of an OPD's code: up to three bidang urusan, unit, sub unit (handbook 6.3).

    `2.11.0.00.0.00.01.0000` is an office with one bidang. Refuses another form, a second bidang left empty before a
    third, and a bidang named twice (ERR_KODE_SKPD).
    """
    kode = teks.strip()
    found = _KODE_SKPD.fullmatch(kode)
    if found is None:
        pesan = f"Kode SKPD “{kode}” ({len(kode)} huruf) tidak sah; bentuknya 22 huruf seperti 2.16.2.20.2.21.01.0000."
        raise Refusal("ERR_KODE_SKPD", pesan, medan="kode")
    bidang = [b for b in found.groups()[:3] if b != _KOSONG]
    if found[2] == _KOSONG != found[3] or len(set(bidang)) != len(bidang):
        pesan = f"Kode SKPD {kode} memuat bidang urusan yang kembar atau melompat; periksa pada daftar SKPD daerah."
        raise Refusal("ERR_KODE_SKPD", pesan, medan="kode")
    return kode


def parse_kode_wilayah(teks: str) -> str:
    """The region's code as document numbers write it, `36.72`; empty while unknown. Refuses ERR_KODE_WILAYAH."""
    kode = teks.strip()
    if kode and _KODE_WILAYAH.fullmatch(kode) is None:
        pesan = f"Kode wilayah “{kode}” tidak sah; bentuknya empat angka seperti 36.72."
        raise Refusal("ERR_KODE_WILAYAH", pesan, medan="kode_wilayah")
    return kode


@dataclass(frozen=True, slots=True, kw_only=True)
class Opd:
    """The office. `id` is made at its first start and never changes; `tempat` stands before the date on documents.

    `tahun_anggaran` is the year it works in now; books of earlier years stay readable.
    """

    id: OpdId
    kode: str
    nama: str
    tahun_anggaran: int
    pemda: str = ""
    tempat: str = ""
    alamat: str = ""
    kode_wilayah: str = ""
    versi: int = 0

    def checked(self) -> Opd:
        """The office with cleaned fields.

        Refuses ERR_KODE_SKPD, ERR_KODE_WILAYAH, ERR_NAMA_KOSONG and ERR_TAHUN_ANGGARAN.
        """
        if not TAHUN_PERTAMA <= self.tahun_anggaran <= TAHUN_TERAKHIR:
            pesan = f"Tahun anggaran {self.tahun_anggaran} tidak dapat dipakai; pilih {TAHUN_PERTAMA} atau sesudahnya."
            raise Refusal("ERR_TAHUN_ANGGARAN", pesan, medan="tahun_anggaran")
        return replace(
            self,
            kode=parse_kode_skpd(self.kode),
            kode_wilayah=parse_kode_wilayah(self.kode_wilayah),
            nama=clean_name(self.nama),
            pemda=" ".join(self.pemda.split()),
            tempat=" ".join(self.tempat.split()),
            alamat=" ".join(self.alamat.split()),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class SkUp:
    """The decree that fixes UP: UP = tunai + limit KKPD, for one year, from a date on.

    `dicatat` is the day it was typed in; on that day a slip of the pen may still be mended.
    """

    id: UUID
    nomor: str
    tanggal: date
    berlaku_dari: date
    up_tunai: Rupiah
    limit_kkpd: Rupiah
    dicatat: date

    @property
    def besaran_up(self) -> Rupiah:
        """The whole of it."""
        return self.up_tunai + self.limit_kkpd

    @property
    def proporsi_kkpd(self) -> Fraction:
        """The card's share of UP, 0 to 1."""
        return Fraction(self.limit_kkpd.sen, self.besaran_up.sen)

    @property
    def tahun(self) -> int:
        """The budget year it holds for."""
        return self.berlaku_dari.year


def follow_decree(sebelum: Iterable[SkUp], baru: SkUp) -> SkUp:
    """The new decree, when it may follow (or, on the day of typing, replace) those there are.

    UP is fixed once a year and only the KKPD share may change within it (handbook 2.1, 2.2). Refuses amounts that make
    no UP (ERR_UP_BESARAN), no number (ERR_SK_UP_NOMOR), one typed on an earlier day (ERR_SK_UP_TERCATAT), dates out of
    order (ERR_SK_UP_TANGGAL) and another total in the same year (ERR_UP_TETAP_SETAHUN).
    """
    if baru.up_tunai <= NOL or baru.limit_kkpd < NOL:
        pesan = f"UP tunai Rp{baru.up_tunai} dan limit KKPD Rp{baru.limit_kkpd} tidak sah; UP tunai harus di atas nol."
        raise Refusal("ERR_UP_BESARAN", pesan, medan="up_tunai")
    if not baru.nomor.strip():
        raise Refusal("ERR_SK_UP_NOMOR", "Nomor SK UP masih kosong; isi nomor keputusan kepala daerah.", medan="nomor")
    others = sorted(
        (s for s in sebelum if s.tahun == baru.tahun and not (s.id == baru.id and s.dicatat == baru.dicatat)),
        key=lambda s: s.berlaku_dari,
    )
    if any(s.id == baru.id for s in others):
        pesan = f"SK UP {baru.nomor} dicatat pada hari lain; catat SK perubahan, jangan mengganti yang lama."
        raise Refusal("ERR_SK_UP_TERCATAT", pesan, medan="nomor")
    if others and baru.berlaku_dari <= others[-1].berlaku_dari:
        pesan = (
            f"SK UP {baru.nomor} berlaku {tanggal_panjang(baru.berlaku_dari)}, tetapi SK {others[-1].nomor} sudah "
            f"berlaku {tanggal_panjang(others[-1].berlaku_dari)}; SK perubahan berlaku sesudahnya."
        )
        raise Refusal("ERR_SK_UP_TANGGAL", pesan, medan="berlaku_dari")
    if others and baru.besaran_up != others[-1].besaran_up:
        pesan = (
            f"UP {baru.tahun} sudah ditetapkan Rp{others[-1].besaran_up} dan tetap setahun; SK baru menyebut "
            f"Rp{baru.besaran_up}. Dalam tahun berjalan hanya bagian KKPD yang boleh berubah."
        )
        raise Refusal("ERR_UP_TETAP_SETAHUN", pesan, medan="up_tunai")
    return replace(baru, nomor=baru.nomor.strip())


def decree_on(sk: Iterable[SkUp], tanggal: date) -> SkUp | None:
    """The decree that holds on a date; a year has its own."""
    past = [s for s in sk if s.tahun == tanggal.year and s.berlaku_dari <= tanggal]
    return max(past, key=lambda s: s.berlaku_dari, default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class RekeningBendahara:
    """A bank account of a treasurer, from a date on: `buku` says whose (BP, or the word of a BPP's book)."""

    id: UUID
    buku: str
    rekening: RekeningBank
    mulai: date
    selesai: date | None = None
    versi: int = 0

    def is_open(self, tanggal: date) -> bool:
        """Whether it was in use on a date."""
        return self.mulai <= tanggal and (self.selesai is None or tanggal <= self.selesai)


@dataclass(frozen=True, slots=True, order=True)
class Libur:
    """A holiday or cuti bersama; on it no desk works and deadlines move."""

    tanggal: date
    nama: str
