"""Bank statements (rekening koran) as values: a read file, its lines, and what makes a line the same line again.

Credit is money that came into the office's account, debit money that left it; `nilai` is positive for a credit. A line
is known by account, date, amount, balance and words, so that a file read twice, or two files of overlapping periods,
bring it once (handbook import-formats 8).
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final
from uuid import UUID

from core.errors import Temuan
from core.money import NOL, Rupiah, total

RUPIAH: Final = "IDR"
"""The only currency of a treasurer's account."""


@dataclass(frozen=True, slots=True)
class BarisKoran:
    """One movement as the bank wrote it. `saldo` is the balance after it where the file carries one.

    `baris` is its line in the file; `mentah` the row as it stood; `kunci` is given when the account is known.
    """

    tanggal: date
    keterangan: str
    nilai: Rupiah
    saldo: Rupiah | None = None
    referensi: str = ""
    baris: int = 0
    mentah: str = ""
    kunci: str = ""

    @property
    def teks(self) -> str:
        """All words of the line, in which document numbers are looked for."""
        return f"{self.keterangan} {self.referensi}".strip()


@dataclass(frozen=True, slots=True)
class KoranMasuk:
    """A statement that was read and adds up. `rekening` is empty where the file does not name the account.

    `nol` counts rows without an amount (zero rows, pending ones): rows of the file that move nothing.
    """

    berkas: str
    sha256: str
    format: str
    baris: tuple[BarisKoran, ...]
    dari: date
    sampai: date
    bank: str = ""
    rekening: str = ""
    saldo_awal: Rupiah | None = None
    saldo_akhir: Rupiah | None = None
    nol: int = 0
    temuan: tuple[Temuan, ...] = ()

    @property
    def jumlah_baris(self) -> int:
        """Data rows of the file."""
        return len(self.baris) + self.nol

    @property
    def total_debit(self) -> Rupiah:
        """Everything that left the account."""
        return -total([b.nilai for b in self.baris if b.nilai < NOL])

    @property
    def total_kredit(self) -> Rupiah:
        """Everything that came in."""
        return total([b.nilai for b in self.baris if b.nilai > NOL])

    def with_account(self, rekening: str) -> KoranMasuk:
        """The same statement on a named account, its lines keyed."""
        return replace(self, rekening=rekening, baris=tuple(_keyed(rekening, self.baris)))

    def with_closing(self, saldo_akhir: Rupiah) -> KoranMasuk:
        """The same statement with the closing balance a person reads on the bank's paper."""
        awal = saldo_akhir - self.total_kredit + self.total_debit
        return replace(self, saldo_awal=awal, saldo_akhir=saldo_akhir)


def _keyed(rekening: str, baris: Iterable[BarisKoran]) -> Iterator[BarisKoran]:
    """Lines alike in everything are numbered in the order of the file."""
    seen: Counter[str] = Counter()
    for b in baris:
        alike = line_key(rekening, b, 0)
        yield replace(b, kunci=line_key(rekening, b, seen[alike]))
        seen[alike] += 1


def line_key(rekening: str, baris: BarisKoran, urut_sama: int) -> str:
    """The mark of a line: SHA-256 over account, date, amount, balance, words, and its place among those alike."""
    saldo = "" if baris.saldo is None else str(baris.saldo.sen)
    kata = " ".join(baris.teks.upper().split())
    isi = "|".join((rekening, baris.tanggal.isoformat(), str(baris.nilai.sen), saldo, kata, str(urut_sama)))
    return hashlib.sha256(isi.encode()).hexdigest()


def bare_account(nomor: str) -> str:
    """An account number without what banks and people put between its figures."""
    return "".join(c for c in nomor if c.isalnum()).upper()


@dataclass(frozen=True, slots=True, order=True)
class BuktiBank:
    """What the books say happened at the bank under one document: an event and the number its lines carry.

    Tax withheld on a purchase never leaves the bank apart from it, so the lines of one number count together, net.
    """

    transaksi: UUID
    no_bukti: str


@dataclass(frozen=True, slots=True)
class ProfilKoran:
    """How one bank's table is read, remembered by the office: a column (from 0) for each meaning, for one layout."""

    nama: str
    bank: str
    tata_letak: str
    kolom: tuple[tuple[str, int], ...]
    gaya: str = ""


@dataclass(frozen=True, slots=True)
class Koran:
    """A statement as it is kept."""

    id: UUID
    rekening: str
    bank: str
    format: str
    berkas: str
    sha256: str
    dari: date
    sampai: date
    saldo_awal: Rupiah | None
    saldo_akhir: Rupiah | None


def gaps(baris: Sequence[BarisKoran]) -> list[int]:
    """Places of lines whose own balance does not follow from the line before."""
    return [
        i
        for i in range(1, len(baris))
        if (lalu := baris[i - 1].saldo) is not None
        and (ini := baris[i].saldo) is not None
        and lalu + baris[i].nilai != ini
    ]


@dataclass(frozen=True, slots=True)
class GerakBank:
    """One document of the books at the bank, net: what the bank should show for it.

    `membalik` is the event it takes back. `pihak` is who was paid or who paid, `ntpn` the number of a tax deposit.
    """

    bukti: BuktiBank
    kode: str
    jenis: str
    tanggal: date
    uraian: str
    nilai: Rupiah
    pihak: str = ""
    ntpn: str = ""
    membalik: UUID | None = None


@dataclass(frozen=True, slots=True)
class PasanganKoran:
    """An accepted match: lines of the bank on one side, documents of the books on the other, equal in amount.

    One side may be empty when the other adds up to nothing (a correction and what it corrects).
    """

    id: UUID
    baris: tuple[str, ...]
    bukti: tuple[BuktiBank, ...]
    tingkat: str
    alasan: str
    oleh: str = ""
