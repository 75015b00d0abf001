"""Rekanan: who is paid, under which tax number, into which account.

A body has an NPWP of 16 digits (the old 15 with a leading zero); a person's NIK is his NPWP (handbook KKPD/pajak 3.6).
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from typing import Final

from core.calendar import tanggal_pendek
from core.errors import Refusal, Temuan
from core.identity import RekananId
from core.opd.rekening_bank import RekeningBank, bare_number, mask, parse_rekening
from core.opd.versi import differences
from core.pengguna.model import clean_name

_PANJANG: Final = 16
_PANJANG_LAMA: Final = 15


class Bentuk(StrEnum):
    """What a rekanan is before the tax office: a body, a private person, a civil servant."""

    BADAN = "BADAN"
    OP = "OP"
    PNS = "PNS"


BENTUK_NAMA: Final = {Bentuk.BADAN: "Badan", Bentuk.OP: "Orang pribadi", Bentuk.PNS: "PNS"}


@dataclass(frozen=True, slots=True)
class SuratKeterangan:
    """The certificate of PP 55/2022: income tax of 0,5 % until a date."""

    nomor: str
    berlaku_sampai: date

    def __str__(self) -> str:
        return f"{self.nomor} s.d. {tanggal_pendek(self.berlaku_sampai)}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rekanan:
    """One rekanan. `npwp` holds NPWP or NIK, 16 digits, empty when he has none (higher tax, handbook 3.2 row 12)."""

    id: RekananId
    nama: str
    bentuk: Bentuk
    npwp: str = field(default="", repr=False)
    pkp: bool = False
    umkm: bool = False
    pp55: SuratKeterangan | None = None
    rekening: RekeningBank | None = None
    alamat: str = ""
    aktif: bool = True
    versi: int = 0

    @property
    def has_npwp(self) -> bool:
        """Whether a valid NPWP or NIK is on the card."""
        return bool(self.npwp)

    @property
    def npwp_masked(self) -> str:
        """NPWP or NIK with its last four digits only."""
        return mask(self.npwp)

    def has_pp55(self, tanggal: date) -> bool:
        """Whether the PP 55 certificate holds on a day of payment, its last day included."""
        return self.pp55 is not None and tanggal <= self.pp55.berlaku_sampai

    def checked(self) -> Rekanan:
        """The card with cleaned fields.

        Refuses ERR_NAMA_KOSONG, ERR_NPWP, ERR_REKENING_BANK, a PKP who is a civil servant or has no NPWP (ERR_PKP), and
        a PP 55 certificate without a number (ERR_PP55).
        """
        npwp = parse_npwp(self.npwp, self.bentuk)
        if self.pkp and (self.bentuk is Bentuk.PNS or not npwp):
            pesan = f"{self.nama} ditandai PKP; PKP harus badan atau orang pribadi dengan NPWP. Perbaiki salah satunya."
            raise Refusal("ERR_PKP", pesan, medan="pkp")
        if self.pp55 is not None and not self.pp55.nomor.strip():
            pesan = "Nomor surat keterangan PP 55 masih kosong; isi seperti tertulis pada suratnya."
            raise Refusal("ERR_PP55", pesan, medan="pp55")
        r = self.rekening
        return replace(
            self,
            nama=clean_name(self.nama),
            npwp=npwp,
            alamat=" ".join(self.alamat.split()),
            pp55=None if self.pp55 is None else SuratKeterangan(self.pp55.nomor.strip(), self.pp55.berlaku_sampai),
            rekening=None if r is None else parse_rekening(r.kode_bank, r.nomor, r.atas_nama, r.nama_bank),
        )

    def changes_from(self, tersimpan: Rekanan) -> tuple[tuple[str, str], ...]:
        """Both versions side by side, field by field; numbers masked."""
        found = differences(self, tersimpan, _MEDAN)
        if self.npwp != tersimpan.npwp:
            found += (("npwp", f"NPWP/NIK: tersimpan “{tersimpan.npwp_masked}”, di layar “{self.npwp_masked}”."),)
        return found


_MEDAN: Final = {
    "nama": "Nama",
    "bentuk": "Bentuk",
    "pkp": "PKP",
    "umkm": "UMKM",
    "pp55": "Surat keterangan PP 55",
    "rekening": "Rekening bank",
    "alamat": "Alamat",
    "aktif": "Aktif",
}


def parse_npwp(teks: str, bentuk: Bentuk) -> str:
    """NPWP or NIK as 16 digits; empty stays empty. A body's old 15 digits get a leading zero.

    Refuses other lengths, letters, nothing but zeros, and a person's old NPWP (ERR_NPWP).
    """
    digits = bare_number(teks)
    if not digits:
        return ""
    apa = "NPWP" if bentuk is Bentuk.BADAN else "NIK"
    if not (digits.isascii() and digits.isdigit()) or not digits.strip("0"):
        raise Refusal(
            "ERR_NPWP", f"{apa} harus {_PANJANG} angka; yang diketik bukan angka atau nol semua.", medan="npwp"
        )
    if len(digits) == _PANJANG_LAMA and bentuk is Bentuk.BADAN:
        return "0" + digits
    if len(digits) == _PANJANG_LAMA:
        pesan = "NPWP lama 15 angka milik orang pribadi tidak dipakai lagi; isi NIK 16 angka."
        raise Refusal("ERR_NPWP", pesan, medan="npwp")
    if len(digits) != _PANJANG:
        raise Refusal("ERR_NPWP", f"{apa} terdiri dari {len(digits)} angka; harus {_PANJANG} angka.", medan="npwp")
    return digits


def match_account(rekanan: Rekanan | None, nomor: str | None, kode_bank: str | None = None) -> Temuan | None:
    """Whether the account a payment goes to is the one on the rekanan's card (ERR_REKENING_PENERIMA, handbook 7).

    None means it is. `kode_bank` is compared where it is given.
    """
    digits = bare_number(nomor or "")
    if not digits:
        return Temuan(
            "ERR_REKENING_PENERIMA", "Rekening bank penerima masih kosong; isi dari kartu rekanan.", medan="penerima"
        )
    kept = rekanan.rekening if rekanan is not None else None
    if kept is None:
        who = rekanan.nama if rekanan is not None else "Penerima ini"
        pesan = f"{who} belum mempunyai rekening bank pada kartu rekanan; lengkapi kartunya dulu."
        return Temuan("ERR_REKENING_PENERIMA", pesan, medan="penerima")
    if digits != kept.nomor or (kode_bank is not None and kode_bank != kept.kode_bank):
        pesan = (
            f"Rekening bank penerima {mask(digits)} tidak sama dengan kartu rekanan ({kept}); "
            "periksa kontraknya, lalu perbaiki salah satunya."
        )
        return Temuan("ERR_REKENING_PENERIMA", pesan, medan="penerima")
    return None
