"""What a submission says, whole: the value that is sealed on paper and travels in the `.pundi` file.

It knows no SPM: any room whose document travels can fill it. `sidik` is the hash of everything on it, so that a code
that only has room for a part still vouches for the rest.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date
from typing import Any, Final

from core.money import Rupiah, total

PANJANG_SIDIK: Final = 16
"""Bytes of the hash of the contents: half of a SHA-256, out of reach of anybody who looks for a second text."""


@dataclass(frozen=True, slots=True)
class BarisPengajuan:
    """One line of spending."""

    sub_kegiatan: str
    rekening: str
    nilai: Rupiah
    uraian: str = ""


@dataclass(frozen=True, slots=True)
class PotonganPengajuan:
    """One potongan, or an informasi line (`informasi`), which takes nothing off."""

    jenis: str
    nilai: Rupiah
    kode: str = ""
    id_billing: str = ""
    informasi: bool = False


@dataclass(frozen=True, slots=True)
class PenerimaPengajuan:
    """Who is paid, and into which account."""

    nama: str = ""
    npwp: str = ""
    bank: str = ""
    nomor_rekening: str = ""
    atas_nama: str = ""


@dataclass(frozen=True, slots=True)
class ButirPengajuan:
    """One paper of the completeness list as the PPK-SKPD ticked it."""

    uraian: str
    ada: bool
    catatan: str = ""


@dataclass(frozen=True, slots=True)
class Pengajuan:
    """One round (`putaran`) of a submission. `berkas` is the id, `kode_meja` the code, by which every desk knows it."""

    berkas: str
    kode_meja: str
    putaran: int
    layanan: str
    opd_kode: str
    opd_nama: str
    jenis: str
    nomor: str
    tanggal: date
    perihal: str
    nilai: Rupiah
    penerima: PenerimaPengajuan
    rincian: tuple[BarisPengajuan, ...] = ()
    potongan: tuple[PotonganPengajuan, ...] = ()
    kelengkapan: tuple[ButirPengajuan, ...] = ()
    nomor_spp: str = ""
    """The number of the SPP behind it. Numbers of the national system come later and are no part of what is sealed."""

    @property
    def jumlah_potongan(self) -> Rupiah:
        return total([p.nilai for p in self.potongan if not p.informasi])

    @property
    def jumlah_dibayarkan(self) -> Rupiah:
        return self.nilai - self.jumlah_potongan

    def to_json(self) -> dict[str, Any]:
        """Plain values: money as the interchange format has it, dates ISO."""
        return _fields(self)

    @property
    def sidik(self) -> bytes:
        """The hash of everything on it."""
        return hashlib.sha256(canonical(self.to_json())).digest()[:PANJANG_SIDIK]

    @classmethod
    def from_json(cls, isi: Any) -> Pengajuan:
        """The value again, read strictly: an unknown or missing key is a ValueError."""
        d = dict(_demand_keys(isi, cls))
        d["tanggal"] = date.fromisoformat(d["tanggal"])
        d["nilai"] = Rupiah.from_json(d["nilai"])
        d["penerima"] = PenerimaPengajuan(**_demand_keys(d["penerima"], PenerimaPengajuan))
        d["rincian"] = _rows(d["rincian"], BarisPengajuan)
        d["potongan"] = _rows(d["potongan"], PotonganPengajuan)
        d["kelengkapan"] = _rows(d["kelengkapan"], ButirPengajuan)
        made = cls(**d)
        if canonical(made.to_json()) != canonical(isi):
            raise ValueError("bentuk")
        return made


_POLOS: Final = {"str": str, "int": int, "bool": bool}


def canonical(isi: Any) -> bytes:
    """JSON in the one way it can be written: sorted keys, no blanks, UTF-8."""
    return json.dumps(isi, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def _fields(nilai: Any) -> dict[str, Any]:
    return {f.name: _plain(getattr(nilai, f.name)) for f in fields(nilai)}


def _plain(nilai: Any) -> Any:
    match nilai:
        case Rupiah():
            return nilai.to_json()
        case date():
            return nilai.isoformat()
        case tuple():
            return [_fields(v) for v in nilai]
        case PenerimaPengajuan():
            return _fields(nilai)
        case _:
            return nilai


def _demand_keys(isi: Any, kelas: type) -> Mapping[str, Any]:
    if not isinstance(isi, dict) or isi.keys() != {f.name for f in fields(kelas)}:
        raise ValueError(kelas.__name__)
    for f in fields(kelas):
        if f.type in _POLOS and type(isi[f.name]) is not _POLOS[f.type]:
            raise ValueError(f.name)
    return isi


def _rows(isi: Any, kelas: type) -> tuple[Any, ...]:
    if not isinstance(isi, Sequence) or isinstance(isi, str):
        raise ValueError(kelas.__name__)  # noqa: TRY004 - whoever reads a file catches one kind
    found = []
    for baris in isi:
        d = dict(_demand_keys(baris, kelas))
        if "nilai" in d:
            d["nilai"] = Rupiah.from_json(d["nilai"])
        found.append(kelas(**d))
    return tuple(found)
