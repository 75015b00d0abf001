"""The bank proof of a month: what the books say is in the bank, what the bank says, and every difference between them.

saldo buku - saldo bank = di BKU belum di bank - di bank belum di BKU + selisih awal - celah, exactly, whatever has been
matched and whatever has not: the list is the equation (handbook penatausahaan 3, closing a month).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from core.calendar import Bulan, tanggal_pendek
from core.money import NOL, Rupiah, total

BUKU: Final = "buku"
BANK: Final = "bank"


@dataclass(frozen=True, slots=True)
class BedaBank:
    """One difference: a document the bank does not show yet, or a line the books do not hold. `nilai` is signed.

    `kunci` names the line (its key) or the document (`kode` of the event and its number).
    """

    sisi: str
    tanggal: date
    nomor: str
    uraian: str
    nilai: Rupiah
    kunci: str


@dataclass(frozen=True, slots=True)
class Celah:
    """Between two files the balance does not carry on: lines are missing there. `nilai` is what they must add up to."""

    rekening: str
    tanggal: date
    nilai: Rupiah


@dataclass(frozen=True, slots=True)
class RekeningTerbukti:
    """What the statements of one account say at the end of the month; None where no file carries a balance."""

    rekening: str
    bank: str
    saldo: Rupiah | None
    dari: date
    sampai: date


@dataclass(frozen=True, slots=True)
class BuktiSaldoBank:
    """The proof of one month."""

    bulan: Bulan
    saldo_buku: Rupiah
    saldo_awal_buku: Rupiah
    saldo_awal_bank: Rupiah | None
    rekening: tuple[RekeningTerbukti, ...]
    buku_belum_bank: tuple[BedaBank, ...]
    bank_belum_buku: tuple[BedaBank, ...]
    celah: tuple[Celah, ...] = ()

    @property
    def saldo_bank(self) -> Rupiah | None:
        """The balance of all accounts; None while an account has none, or there is no statement at all."""
        if not self.rekening or any(r.saldo is None for r in self.rekening):
            return None
        return total([r.saldo for r in self.rekening if r.saldo is not None])

    @property
    def sampai(self) -> date | None:
        """Up to which day every account has a statement."""
        return min((r.sampai for r in self.rekening), default=None)

    @property
    def is_lengkap(self) -> bool:
        """Whether the statements reach the end of the month."""
        return self.sampai is not None and self.sampai >= self.bulan.akhir

    @property
    def jumlah_buku(self) -> Rupiah:
        """All documents the bank does not show yet."""
        return total([b.nilai for b in self.buku_belum_bank])

    @property
    def jumlah_bank(self) -> Rupiah:
        """All lines the books do not hold."""
        return total([b.nilai for b in self.bank_belum_buku])

    @property
    def selisih_awal(self) -> Rupiah:
        """By how much books and bank differed before the first statement: what was open when Pundi began."""
        return NOL if self.saldo_awal_bank is None else self.saldo_awal_buku - self.saldo_awal_bank

    @property
    def jumlah_celah(self) -> Rupiah:
        """What the missing lines add up to."""
        return total([c.nilai for c in self.celah])

    @property
    def selisih(self) -> Rupiah | None:
        """Books less bank."""
        return None if (bank := self.saldo_bank) is None else self.saldo_buku - bank

    @property
    def terjelaskan(self) -> Rupiah:
        """The difference as the list explains it; always the very difference."""
        return self.jumlah_buku - self.jumlah_bank + self.selisih_awal - self.jumlah_celah

    @property
    def is_utuh(self) -> bool:
        """Whether the list adds up to the difference: true by construction, checked all the same."""
        return self.selisih is None or self.selisih == self.terjelaskan

    @property
    def is_cocok(self) -> bool:
        """Nothing left to explain, and the statements reach the end of the month."""
        clean = not (self.buku_belum_bank or self.bank_belum_buku or self.selisih_awal or self.celah)
        return clean and self.is_lengkap and self.saldo_bank is not None

    @property
    def kata(self) -> str:
        """How it stands, in the words of the office."""
        if not self.rekening:
            return "belum ada rekening koran"
        if self.saldo_bank is None:
            return "saldo bank belum diketahui"
        if self.celah:
            return "ada rekening koran yang belum diimpor"
        if not self.is_lengkap and self.sampai is not None:
            return f"rekening koran baru sampai {tanggal_pendek(self.sampai)}"
        if self.selisih_awal:
            return "selisih dari saldo awal"
        banyak = len(self.buku_belum_bank) + len(self.bank_belum_buku)
        return f"{banyak} selisih terdaftar" if banyak else "cocok"


@dataclass(frozen=True, slots=True)
class SaldoBerkas:
    """What one statement says about an account, for the chain of balances."""

    rekening: str
    bank: str
    dari: date
    sampai: date
    saldo_awal: Rupiah | None
    saldo_akhir: Rupiah | None


def chain(
    berkas: Sequence[SaldoBerkas], gerak: Sequence[tuple[date, Rupiah]], akhir: date
) -> tuple[Rupiah | None, tuple[Celah, ...]]:
    """The balance of one account at the end of a day, and the gaps up to it; None while no file carries a balance.

    `gerak` are the sums of its lines per day, all of them. Statements without balances are carried by those around.
    """
    known = sorted((b for b in berkas if b.saldo_awal is not None), key=lambda b: (b.dari, b.sampai))
    if not known:
        return None, ()

    def moved(before: date) -> Rupiah:
        return total([n for hari, n in gerak if hari < before])

    first = known[0]
    assert first.saldo_awal is not None
    mulai = first.saldo_awal - moved(first.dari)
    celah: list[Celah] = []
    for b in known[1:]:
        assert b.saldo_awal is not None
        harus = mulai + moved(b.dari) + total([c.nilai for c in celah])
        if b.saldo_awal != harus:
            celah.append(Celah(b.rekening, b.dari, b.saldo_awal - harus))
    here = tuple(c for c in celah if c.tanggal <= akhir)
    gerak_sampai = total([n for hari, n in gerak if hari <= akhir])
    return mulai + gerak_sampai + total([c.nilai for c in here]), here
