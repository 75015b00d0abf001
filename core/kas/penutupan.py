"""Closing a month: the cash count by denomination, the seal, and what must hold before it may be set.

Handbook penatausahaan 3 (Register Penutupan Kas, BA Pemeriksaan Kas) and 4.4 (17). A sealed month takes no posting and
is never opened again; corrections are posted in an open month.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from core.calendar import Bulan
from core.errors import Refusal
from core.identity import TransaksiId
from core.kas.model import BUKU_BP
from core.money import Rupiah

KERTAS: Final = (100_000, 50_000, 20_000, 10_000, 5_000, 2_000, 1_000)
LOGAM: Final = (1_000, 500, 200, 100)
PECAHAN: Final = tuple(f"K{n}" for n in KERTAS) + tuple(f"L{n}" for n in LOGAM)
"""Denominations of notes (K) and coins (L), in the order of the printed register."""


def nominal(pecahan: str) -> int:
    """The face value of a denomination in rupiah."""
    return int(pecahan[1:])


@dataclass(frozen=True, slots=True)
class HitunganKas:
    """Money counted by hand: pieces per denomination, and what the bank statement says."""

    lembar: Mapping[str, int] = field(default_factory=dict)
    saldo_bank: Rupiah = field(default_factory=Rupiah)
    surat_berharga: Rupiah = field(default_factory=Rupiah)

    def __post_init__(self) -> None:
        for pecahan, banyak in self.lembar.items():
            if pecahan not in PECAHAN or type(banyak) is not int or banyak < 0:
                pesan = f"Hitungan kas: {pecahan} sebanyak {banyak} tidak sah; isi jumlah lembar atau keping bulat."
                raise Refusal("ERR_HITUNGAN_KAS", pesan, medan=f"lembar.{pecahan}")

    @property
    def tunai(self) -> Rupiah:
        return Rupiah.of(sum(nominal(p) * n for p, n in self.lembar.items()))

    @property
    def jumlah(self) -> Rupiah:
        return self.tunai + self.saldo_bank + self.surat_berharga


@dataclass(frozen=True, slots=True)
class Segel:
    """The head of a sealed month."""

    tahun: int
    bulan: int
    tanggal: date
    penutup: str
    pecahan: Mapping[str, int]
    saldo_bku: Rupiah
    saldo_tunai: Rupiah
    saldo_bank: Rupiah
    kas_dihitung: Rupiah
    penjelasan: str = ""
    buku: str = BUKU_BP


@dataclass(frozen=True, slots=True)
class BarisSegel:
    """The number a BKU line keeps for good."""

    no_bku: int
    transaksi_id: TransaksiId
    baris: int
    keluar: bool


@dataclass(frozen=True, slots=True)
class SaldoBuku:
    """What the book says at the end of a month."""

    bku: Rupiah
    tunai: Rupiah
    bank: Rupiah


def check_closing(
    bulan: Bulan, mulai: int, tertutup: tuple[int, ...], *, buku: SaldoBuku, kas: HitunganKas, penjelasan: str
) -> None:
    """Refuses a closing out of turn, twice, or with an unexplained difference between book and count."""
    if bulan.bulan in tertutup:
        raise Refusal("ERR_BULAN_TERTUTUP", f"{bulan.nama} sudah ditutup.")
    terbuka = [b for b in range(mulai, bulan.bulan) if b not in tertutup]
    if terbuka:
        raise Refusal("ERR_BULAN_SEBELUMNYA_TERBUKA", f"Tutup {Bulan(bulan.tahun, terbuka[0]).nama} lebih dulu.")
    check_count(buku, kas, penjelasan)


def check_count(buku: SaldoBuku, kas: HitunganKas, penjelasan: str) -> None:
    """Refuses a difference between book and count that nobody explains (ERR_SELISIH_KAS)."""
    for nama, di_buku, dihitung in (("Kas tunai", buku.tunai, kas.tunai), ("Saldo bank", buku.bank, kas.saldo_bank)):
        if di_buku != dihitung and not penjelasan.strip():
            pesan = (
                f"{nama} menurut buku Rp {di_buku}, menurut hitungan Rp {dihitung}, selisih Rp {di_buku - dihitung}; "
                "hitung ulang atau tulis penjelasan."
            )
            raise Refusal("ERR_SELISIH_KAS", pesan)
