"""A bank account, of a treasurer or of somebody who is paid."""

from __future__ import annotations

from dataclasses import dataclass, field

from core.errors import Refusal

_TAMPAK = 4


@dataclass(frozen=True, slots=True)
class RekeningBank:
    """Bank (three digits of the clearing code), account number as digits, and the name it stands in."""

    kode_bank: str
    nomor: str = field(repr=False)
    atas_nama: str
    nama_bank: str = ""

    @property
    def masked(self) -> str:
        """The number with its last four digits only, as lists show it."""
        return mask(self.nomor)

    def __str__(self) -> str:
        return f"{self.nama_bank or self.kode_bank} {self.masked} a.n. {self.atas_nama}"


def parse_rekening(kode_bank: str, nomor: str, atas_nama: str, nama_bank: str = "") -> RekeningBank:
    """An account as typed: blanks, dots and hyphens in the number are forgiven.

    Refuses a bank code that is not three digits, a number that is not 5 to 20 digits and an empty holder
    (ERR_REKENING_BANK).
    """
    bank, digits = kode_bank.strip(), bare_number(nomor)
    if not (len(bank) == 3 and bank.isascii() and bank.isdigit()):
        raise Refusal("ERR_REKENING_BANK", f"Kode bank “{bank}” tidak sah; pilih bank dari daftar.", medan="kode_bank")
    if not (5 <= len(digits) <= 20 and digits.isascii() and digits.isdigit()):
        pesan = f"Nomor rekening bank “{nomor.strip()}” tidak sah; harus 5 sampai 20 angka."
        raise Refusal("ERR_REKENING_BANK", pesan, medan="nomor")
    holder = " ".join(atas_nama.split())
    if not holder:
        pesan = "Pemilik rekening bank masih kosong; isi seperti tertulis pada buku rekening."
        raise Refusal("ERR_REKENING_BANK", pesan, medan="atas_nama")
    return RekeningBank(bank, digits, holder, " ".join(nama_bank.split()))


def bare_number(nomor: str) -> str:
    """A number without the blanks, dots and hyphens people put into it."""
    return "".join(c for c in nomor if c not in " .-\u00a0")


def mask(angka: str) -> str:
    """All but the last four characters hidden; short numbers are hidden whole."""
    if len(angka) <= _TAMPAK:
        return "•" * len(angka)
    return "•" * (len(angka) - _TAMPAK) + angka[-_TAMPAK:]
