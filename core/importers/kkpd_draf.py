"""The draft of a card bill: cards without their full numbers, lines with a key that a second import recognises."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Final

from core.importers.tabel import Baris, Lembaran, Sel, nama_kolom
from core.kkpd.baris import bank_key
from core.money import NOL, Rupiah, total

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date
    from decimal import Decimal

    from core.errors import Temuan
    from core.importers.keluhan import Keluhan

_PAN: Final = re.compile(r"(?<![0-9])[0-9]{4}([ -]?)[0-9]{4}\1[0-9]{4}\1[0-9]{4}(?![0-9])")
_MASKED: Final = re.compile(r"[0-9X]{6,15}[0-9]{4}")
_MASK_SIGNS: Final = str.maketrans("*#x•", "XXXX", " -.")


class BukanKartu(ValueError):
    """The text is not a card number in masked form."""


@dataclass(frozen=True, slots=True)
class Kartu:
    """A card as we may know it: first six digits (empty when the bank hides them), last four, and a token.

    The token is the SHA-256 of the masked number; the full number is never kept (handbook KKPD 1.12).
    """

    bin6: str
    akhir4: str
    samaran: str
    token: str

    @classmethod
    def parse(cls, text: str) -> Kartu:
        """From any masked form (`6189-50XX-XXXX-0001`, `618950******0001`); figures in between are masked at once."""
        bare = text.strip().translate(_MASK_SIGNS).upper()
        if not _MASKED.fullmatch(bare):
            # the text is not quoted: it may be a full number with something beside it
            raise BukanKartu(f"nomor kartu ({len(bare)} huruf) tidak dikenal; contoh yang benar 618950XXXXXX0001")
        samaran = bare[:6] + "X" * (len(bare) - 10) + bare[-4:]
        token = hashlib.sha256(samaran.encode()).hexdigest()
        return cls(bare[:6] if bare[:6].isdigit() else "", bare[-4:], samaran, token)


def shows_full_number(text: str) -> bool:
    """Whether what stands in place of a card number hides nothing."""
    return text.strip().translate(_MASK_SIGNS).isdigit()


@dataclass(frozen=True, slots=True)
class Valas:
    """What a purchase abroad cost there: currency, amount, and the rate if the bill has one."""

    mata_uang: str
    nominal: Decimal
    kurs: Decimal | None


@dataclass(frozen=True, slots=True)
class BarisTagihan:
    """One line of a bill. `jumlah` is never negative; `is_kredit` says that it lowers the bill (payment or refund).

    `kunci` is the unique bank key (handbook KKPD 1.12); `mentah` the cells of the row as they stood, numbers masked.
    """

    kartu: Kartu
    tanggal_transaksi: date
    tanggal_pembukuan: date
    keterangan: str
    jumlah: Rupiah
    is_kredit: bool
    valas: Valas | None
    referensi: str
    pemegang: str
    mcc: str
    baris: int
    mentah: str
    kunci: str = ""

    @property
    def nilai(self) -> Rupiah:
        """What the line adds to the bill; negative for a credit."""
        return -self.jumlah if self.is_kredit else self.jumlah


@dataclass(frozen=True, slots=True)
class Ringkasan:
    """The six amounts of equation E5: the bill as a whole, or the part of one card."""

    sebelumnya: Rupiah
    kredit: Rupiah
    pembelanjaan: Rupiah
    tarik_tunai: Rupiah
    biaya: Rupiah
    baru: Rupiah

    @property
    def computed(self) -> Rupiah:
        """What the new balance must be (handbook KKPD 1.13, E5)."""
        return self.sebelumnya - self.kredit + self.pembelanjaan + self.tarik_tunai + self.biaya


@dataclass(frozen=True, slots=True)
class KartuTagihan:
    """The row of one card in the summary of a bill."""

    kartu: Kartu
    pemegang: str
    ringkasan: Ringkasan
    baris: int


@dataclass(frozen=True, slots=True)
class DrafTagihan:
    """A bill read but not stored. `ringkasan`, limits and `kartu` are there only when the bank's own bill was read.

    `total_kontrol` is the amount the lines were held against: the new balance of the bill, or the total of a
    transaction list as the file or the person states it.
    """

    berkas: str
    sha256: str
    bank: str
    nama: str
    tanggal_cetak: date | None
    jatuh_tempo: date | None
    batas_kredit: Rupiah | None
    sisa_kredit: Rupiah | None
    ringkasan: Ringkasan | None
    kartu: tuple[KartuTagihan, ...]
    rincian: tuple[BarisTagihan, ...]
    total_kontrol: Rupiah
    temuan: tuple[Temuan, ...]

    @property
    def jumlah_baris(self) -> int:
        """How many lines were read."""
        return len(self.rincian)

    @property
    def total_debit(self) -> Rupiah:
        """All purchases."""
        return total([b.jumlah for b in self.rincian if not b.is_kredit])

    @property
    def total_kredit(self) -> Rupiah:
        """All payments and refunds."""
        return total([b.jumlah for b in self.rincian if b.is_kredit])


def net(rincian: Iterable[BarisTagihan]) -> Rupiah:
    """Purchases minus credits."""
    return sum((b.nilai for b in rincian), start=NOL)


def with_keys(bank: str, rincian: Iterable[BarisTagihan]) -> tuple[BarisTagihan, ...]:
    """The lines with their unique bank keys; lines alike in everything are numbered in the order of the file."""
    issuer = bank.strip().upper()
    seen: Counter[str] = Counter()
    keyed: list[BarisTagihan] = []
    for satu in rincian:
        key = partial(
            bank_key,
            issuer,
            satu.kartu.token,
            tanggal_buku=satu.tanggal_pembukuan,
            nilai=satu.nilai,
            keterangan=satu.keterangan,
        )
        alike = key(urut_sama=0)
        keyed.append(replace(satu, kunci=key(urut_sama=seen[alike])))
        seen[alike] += 1
    return tuple(keyed)


def mask_numbers(lembar: Lembaran) -> tuple[Lembaran, tuple[tuple[int, str], ...]]:
    """The sheet with every full card number masked, and where they stood (row, column).

    A full number is 16 figures, in groups or not, with a right check digit (Luhn).
    """
    places: list[tuple[int, str]] = []
    rows: list[Baris] = []
    for baris in lembar.baris:
        sel = tuple(_mask(s) for s in baris.sel)
        places += [(baris.nomor, nama_kolom(i)) for i, s in enumerate(sel) if s != baris.sel[i]]
        rows.append(Baris(baris.nomor, sel))
    return Lembaran(lembar.berkas, lembar.nama, tuple(rows)), tuple(places)


def warn_full_number(keluhan: Keluhan, baris: int, kolom: str | None) -> None:
    """The warning that goes with every number that had to be masked here."""
    where = f"Sel {kolom}{baris}" if kolom else f"Baris {baris}"
    pesan = (
        f"{where} berisi nomor kartu lengkap; nomornya disamarkan dan tidak disimpan. "
        "Minta bank mengirim berkas dengan nomor tersamar, dan hapus berkas ini setelah diimpor."
    )
    keluhan.add("WARN_PAN_LENGKAP", pesan, baris=baris, kolom=kolom)


def _mask(sel: Sel) -> Sel:
    return _PAN.sub(_masked, sel) if isinstance(sel, str) else sel


def _masked(found: re.Match[str]) -> str:
    digits = re.sub(r"[^0-9]", "", found[0])
    return digits[:6] + "XXXXXX" + digits[-4:] if _luhn(digits) else found[0]


def _luhn(digits: str) -> bool:
    doubled = [int(d) * (2 - i % 2) for i, d in enumerate(digits)]
    return any(c != "0" for c in digits) and sum(d - 9 if d > 9 else d for d in doubled) % 10 == 0
