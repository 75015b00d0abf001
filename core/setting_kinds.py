"""What a setting may hold: how its value is read from JSON, written back, and said to a person.

A kind refuses a value with a ValueError whose sentence says what is allowed; `core/settings.py` makes it a Refusal.
"""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import time
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from typing import Generic, TypeVar

from core.calendar import HARI, JamLayanan
from core.money import NOL, BukanUang, Rupiah

T = TypeVar("T")

TOKEN_NOMOR = ("urut", "jenis", "skpd", "tahap", "bulan", "romawi", "tahun", "wilayah")
"""What a number template may mention (handbook penatausahaan 2.5)."""

_TOKEN = re.compile(r"\{([a-z]+)(?::0([1-9])d)?\}")
_ALAMAT = re.compile(r"https://[A-Za-z0-9.-]+(:[0-9]{1,5})?(/[A-Za-z0-9._~-]+)*", re.ASCII)
_PREFIX_REKENING = re.compile(r"\d(\.\d(\.\d{2}(\.\d{2}(\.\d{2}(\.\d{4})?)?)?)?)?", re.ASCII)


class Jenis(ABC, Generic[T]):
    """One kind of value."""

    @abstractmethod
    def read(self, isi: object) -> T:
        """The value of what stands in JSON; a ValueError says what is allowed."""

    @abstractmethod
    def write(self, nilai: T) -> object:
        """The value as JSON; `read` gives it back."""

    @abstractmethod
    def show(self, nilai: T) -> str:
        """As a settings page shows it."""


@dataclass(frozen=True, slots=True)
class Bulat(Jenis[int]):
    """A whole number between two bounds, with its unit (`%`, `hari`, `tanggal`)."""

    terkecil: int
    terbesar: int
    satuan: str

    def read(self, isi: object) -> int:
        if type(isi) is not int or not self.terkecil <= isi <= self.terbesar:
            raise ValueError(f"harus bilangan bulat {self.terkecil} sampai {self.terbesar} ({self.satuan})")
        return isi

    def write(self, nilai: int) -> object:
        return nilai

    def show(self, nilai: int) -> str:
        return f"tanggal {nilai}" if self.satuan == "tanggal" else f"{nilai} {self.satuan}"


@dataclass(frozen=True, slots=True)
class Bagian(Jenis[Fraction]):
    """A share from 0 to 1, kept as decimal text (`0.40`), shown as a percentage."""

    def read(self, isi: object) -> Fraction:
        try:
            nilai = Fraction(Decimal(isi)) if isinstance(isi, str) else None
        except (InvalidOperation, ValueError, OverflowError):
            nilai = None
        if nilai is None or not 0 <= nilai <= 1 or (nilai * 10_000).denominator != 1:
            raise ValueError("harus bagian 0 sampai 1 dengan paling banyak empat desimal, misalnya “0.40”")
        return nilai

    def write(self, nilai: Fraction) -> object:
        return f"{Decimal(nilai.numerator) / Decimal(nilai.denominator):.4f}"

    def show(self, nilai: Fraction) -> str:
        return f"{Decimal((nilai * 100).numerator) / Decimal((nilai * 100).denominator):f} %".replace(".", ",")


@dataclass(frozen=True, slots=True)
class Uang(Jenis[Rupiah]):
    """An amount of rupiah that is not negative."""

    def read(self, isi: object) -> Rupiah:
        return read_rupiah(isi)

    def write(self, nilai: Rupiah) -> object:
        return nilai.to_json()

    def show(self, nilai: Rupiah) -> str:
        return f"Rp{nilai}"


@dataclass(frozen=True, slots=True)
class YaTidak(Jenis[bool]):
    """Yes or no."""

    def read(self, isi: object) -> bool:
        if type(isi) is not bool:
            raise ValueError("harus ya atau tidak")
        return isi

    def write(self, nilai: bool) -> object:
        return nilai

    def show(self, nilai: bool) -> str:
        return "ya" if nilai else "tidak"


@dataclass(frozen=True, slots=True)
class Pilihan(Jenis[str]):
    """One of a few words, each with what it means."""

    pilihan: tuple[tuple[str, str], ...]

    def read(self, isi: object) -> str:
        words = [kode for kode, _ in self.pilihan]
        if not isinstance(isi, str) or isi not in words:
            raise ValueError(f"harus salah satu dari: {', '.join(words)}")
        return isi

    def write(self, nilai: str) -> object:
        return nilai

    def show(self, nilai: str) -> str:
        return dict(self.pilihan)[nilai]


@dataclass(frozen=True, slots=True)
class Teks(Jenis[str]):
    """One line of words as it is printed; empty while nobody has filled it in."""

    terpanjang: int = 120

    def read(self, isi: object) -> str:
        if not isinstance(isi, str) or len(isi) > self.terpanjang or any(not c.isprintable() for c in isi):
            raise ValueError(f"harus satu baris teks, paling panjang {self.terpanjang} huruf")
        return isi.strip()

    def write(self, nilai: str) -> object:
        return nilai

    def show(self, nilai: str) -> str:
        return nilai or "belum diisi"


@dataclass(frozen=True, slots=True)
class AlamatWeb(Teks):
    """The address of a web space, kept without its last slash; empty while there is none."""

    def read(self, isi: object) -> str:
        alamat = Teks.read(self, isi).rstrip("/")
        if alamat and not _ALAMAT.fullmatch(alamat):
            raise ValueError(
                "harus alamat https tanpa tanda tanya atau pagar, misalnya “https://bpkad.contoh.go.id/lacak”"
            )
        return alamat


@dataclass(frozen=True, slots=True)
class TemplatNomor(Jenis[str]):
    """A document number with tokens such as `{urut:06d}`; always with {urut} and {tahun}, so that it is unique."""

    def read(self, isi: object) -> str:
        if not isinstance(isi, str) or not isi.strip() or len(isi) > 120:
            raise ValueError("harus teks 1 sampai 120 huruf")
        tokens = _TOKEN.findall(isi)
        rest = _TOKEN.sub("", isi)
        unknown = [
            nama for nama, lebar in tokens if nama not in TOKEN_NOMOR or (lebar and nama not in ("urut", "bulan"))
        ]
        if "{" in rest or "}" in rest or unknown:
            raise ValueError(f"hanya boleh memuat token {', '.join('{' + t + '}' for t in TOKEN_NOMOR)}")
        if not {"urut", "tahun"} <= {nama for nama, _ in tokens}:
            raise ValueError("harus memuat {urut} dan {tahun}, agar nomornya tidak kembar")
        return isi

    def write(self, nilai: str) -> object:
        return nilai

    def show(self, nilai: str) -> str:
        return nilai


@dataclass(frozen=True, slots=True)
class Jam(Jenis[JamLayanan]):
    """Service hours per weekday: `{"0": [["08:00", "12:00"], ["13:00", "15:30"]], ...}`, 0 is Monday."""

    def read(self, isi: object) -> JamLayanan:
        wrong = ValueError("jam layanan ditulis per hari, misalnya Senin 08:00-12:00 dan 13:00-15:30, berurutan")
        if not isinstance(isi, dict):
            raise wrong
        hari: dict[int, tuple[tuple[time, time], ...]] = {}
        try:
            for kunci, jam in isi.items():
                hari[int(kunci)] = tuple((time.fromisoformat(a), time.fromisoformat(b)) for a, b in jam)
        except (TypeError, ValueError) as error:
            raise wrong from error
        for kunci_hari, rentang in hari.items():
            edges = [t for pair in rentang for t in pair]
            if kunci_hari not in range(7) or edges != sorted(set(edges)):
                raise wrong
        return JamLayanan(hari)

    def write(self, nilai: JamLayanan) -> object:
        return {str(h): [[f"{a:%H:%M}", f"{b:%H:%M}"] for a, b in jam] for h, jam in sorted(nilai.per_hari.items())}

    def show(self, nilai: JamLayanan) -> str:
        days = sorted(nilai.per_hari.items())
        return "; ".join(f"{HARI[h]} {', '.join(f'{a:%H.%M}-{b:%H.%M}' for a, b in jam)}" for h, jam in days if jam)


@dataclass(frozen=True, slots=True)
class AturanRekening:
    """How accounts under a prefix may be paid (handbook penatausahaan 6.4); `batas` limits one payment from UP."""

    prefix: str
    up_boleh: bool
    ls_boleh: bool
    batas: Rupiah | None = None
    catatan: str = ""


@dataclass(frozen=True, slots=True)
class TabelRekening(Jenis[tuple[AturanRekening, ...]]):
    """The table `kode_rekening_aturan`: each prefix once; the longest prefix of an account decides."""

    def read(self, isi: object) -> tuple[AturanRekening, ...]:
        if not isinstance(isi, list) or not isi:
            raise ValueError("harus daftar aturan rekening yang tidak kosong")
        rows = tuple(_read_rule(baris) for baris in isi)
        prefixes = [r.prefix for r in rows]
        twice = sorted({p for p in prefixes if prefixes.count(p) > 1})
        if twice:
            raise ValueError(f"awalan {', '.join(twice)} tertulis dua kali")
        return tuple(sorted(rows, key=lambda r: r.prefix))

    def write(self, nilai: tuple[AturanRekening, ...]) -> object:
        return [
            {
                "prefix": r.prefix,
                "up_boleh": r.up_boleh,
                "ls_boleh": r.ls_boleh,
                "batas": None if r.batas is None else r.batas.to_json(),
                "catatan": r.catatan,
            }
            for r in nilai
        ]

    def show(self, nilai: tuple[AturanRekening, ...]) -> str:
        return f"{len(nilai)} aturan; lewat UP: {', '.join(r.prefix for r in nilai if r.up_boleh) or 'tidak ada'}"


def _read_rule(baris: object) -> AturanRekening:
    if not isinstance(baris, dict):
        raise ValueError("tiap aturan rekening ditulis sebagai objek")  # noqa: TRY004 - the kind's own refusal
    prefix, up, ls = baris.get("prefix"), baris.get("up_boleh"), baris.get("ls_boleh")
    if not isinstance(prefix, str) or _PREFIX_REKENING.fullmatch(prefix) is None:
        raise ValueError(f"“{prefix}” bukan awalan kode rekening; contoh yang benar: 5.1.02")
    if type(up) is not bool or type(ls) is not bool or not (up or ls):
        raise ValueError(f"rekening {prefix} harus boleh lewat UP, lewat LS, atau keduanya")
    batas = baris.get("batas")
    return AturanRekening(
        prefix, up, ls, None if batas is None else read_rupiah(batas), str(baris.get("catatan") or "")
    )


def find_rule(aturan: Iterable[AturanRekening], rekening: str) -> AturanRekening | None:
    """The rule with the longest prefix of an account; None when the table does not speak of it."""
    found = [a for a in aturan if rekening == a.prefix or rekening.startswith(a.prefix + ".")]
    return max(found, key=lambda a: len(a.prefix), default=None)


def read_rupiah(isi: object) -> Rupiah:
    """An amount of JSON: whole rupiah as a number, with sen as text; never negative."""
    wrong = ValueError("harus jumlah rupiah yang tidak negatif")
    try:
        nilai = (
            Rupiah.of(isi) if type(isi) is int else Rupiah.of_decimal(Decimal(isi)) if isinstance(isi, str) else None
        )
    except (InvalidOperation, BukanUang, ValueError, OverflowError) as error:
        raise wrong from error
    if nilai is None or nilai < NOL:
        raise wrong
    return nilai
