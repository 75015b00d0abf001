"""What an office may spend: pagu per unit, sub kegiatan, rekening and sumber dana; SPD by quarter; RAK by month.

Available = pagu, SPD or RAK less the claims on it (handbook penatausahaan 7). A GU does not consume SPD again: its
spending was counted when it was booked.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from core.money import NOL, Rupiah

Pasangan = tuple[str, str]
"""(sub kegiatan, kode rekening)."""


@dataclass(frozen=True, slots=True)
class BarisPagu:
    """Pagu of one rekening under one sub kegiatan, per unit and sumber dana."""

    sub_kegiatan: str
    rekening: str
    uraian: str
    anggaran: Rupiah
    unit: str = ""
    sumber_dana: str = ""

    @property
    def pasangan(self) -> Pasangan:
        return (self.sub_kegiatan, self.rekening)


@dataclass(frozen=True, slots=True)
class Dpa:
    """One version of the DPA: murni (M) or a revision (P1, P2, ...), with the names its codes carry."""

    tahapan: str
    tanggal: date
    baris: tuple[BarisPagu, ...]
    nama: Mapping[str, str] = field(default_factory=dict)
    """Names of urusan, program, kegiatan, sub kegiatan and sumber dana by code."""
    sumber: str = ""
    """Where it came from: file name and SHA-256."""

    @property
    def total(self) -> Rupiah:
        return Rupiah(sum(b.anggaran.sen for b in self.baris))


@dataclass(frozen=True, slots=True)
class Spd:
    """An SPD: part of the pagu made usable from a quarter on."""

    nomor: str
    tanggal: date
    triwulan: int
    baris: Mapping[Pasangan, Rupiah]

    @property
    def total(self) -> Rupiah:
        return Rupiah(sum(n.sen for n in self.baris.values()))


@dataclass(frozen=True, slots=True)
class Rak:
    """Anggaran kas: what each pair may spend in each month (1 to 12)."""

    baris: Mapping[Pasangan, Mapping[int, Rupiah]]


class JenisKlaim(StrEnum):
    """Why part of a pagu is no longer free."""

    REALISASI = "realisasi"
    PROSES = "proses"
    RENCANA_TU = "rencana_tu"
    KARTU = "kartu"


@dataclass(frozen=True, slots=True)
class Klaim:
    """A signed claim on a pair: positive takes, negative gives back."""

    sub_kegiatan: str
    rekening: str
    jenis: JenisKlaim
    nilai: Rupiah
    unit: str = ""
    sumber_dana: str = ""


@dataclass(frozen=True, slots=True)
class SelisihDpa:
    """One row of the preview before a DPA is stored: what was, what comes."""

    baris: BarisPagu
    lama: Rupiah
    baru: Rupiah
    realisasi: Rupiah

    @property
    def keadaan(self) -> str:
        """baru, berubah, dihapus or tetap."""
        if not self.lama:
            return "baru" if self.baru else "tetap"
        if not self.baru:
            return "dihapus"
        return "tetap" if self.lama == self.baru else "berubah"


def compare_dpa(
    lama: tuple[BarisPagu, ...], baru: tuple[BarisPagu, ...], realisasi: Mapping[Pasangan, Rupiah]
) -> tuple[SelisihDpa, ...]:
    """New, changed, removed and unchanged rows, in the order of the new file, then what it no longer has."""
    dulu = {_kunci(b): b for b in lama}
    kini = {_kunci(b): b for b in baru}
    rows = [
        SelisihDpa(b, dulu[k].anggaran if k in dulu else NOL, b.anggaran, realisasi.get(b.pasangan, NOL))
        for k, b in kini.items()
    ]
    rows += [SelisihDpa(b, b.anggaran, NOL, realisasi.get(b.pasangan, NOL)) for k, b in dulu.items() if k not in kini]
    return tuple(rows)


def _kunci(b: BarisPagu) -> tuple[str, str, str, str]:
    return (b.unit, b.sub_kegiatan, b.rekening, b.sumber_dana)
