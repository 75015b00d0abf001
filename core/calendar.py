"""Dates of an office: Indonesian names, quarters, working days and working minutes, the three time zones.

Working minutes count only service hours (handbook KKPD 5.2); hours and holidays are settings of the office and are
passed in. Nothing here reads the clock on the wall.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, timezone

BULAN = (
    "Januari", "Februari", "Maret", "April", "Mei", "Juni",
    "Juli", "Agustus", "September", "Oktober", "November", "Desember",
)  # fmt: skip
BULAN_PENDEK = ("Jan", "Feb", "Mar", "Apr", "Mei", "Jun", "Jul", "Agu", "Sep", "Okt", "Nov", "Des")
HARI = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")
ROMAWI = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")

ZONA = {
    "WIB": timezone(timedelta(hours=7), "WIB"),
    "WITA": timezone(timedelta(hours=8), "WITA"),
    "WIT": timezone(timedelta(hours=9), "WIT"),
}


def tanggal_panjang(tanggal: date) -> str:
    """`5 Februari 2026`."""
    return f"{tanggal.day} {BULAN[tanggal.month - 1]} {tanggal.year}"


def tanggal_pendek(tanggal: date) -> str:
    """`05/02/2026`."""
    return f"{tanggal.day:02d}/{tanggal.month:02d}/{tanggal.year}"


def hari_tanggal(tanggal: date) -> str:
    """`Kamis, 5 Februari 2026`."""
    return f"{HARI[tanggal.weekday()]}, {tanggal_panjang(tanggal)}"


def triwulan(bulan: int) -> int:
    """The quarter 1 to 4 of a month 1 to 12."""
    return (bulan - 1) // 3 + 1


@dataclass(frozen=True, slots=True, order=True)
class Bulan:
    """One month of a budget year: `2026-02`."""

    tahun: int
    bulan: int

    def __post_init__(self) -> None:
        if not 1 <= self.bulan <= 12:
            raise ValueError(f"bulan {self.bulan} tidak ada")

    @classmethod
    def of(cls, tanggal: date) -> Bulan:
        """The month a date lies in."""
        return cls(tanggal.year, tanggal.month)

    @classmethod
    def parse(cls, text: str) -> Bulan:
        """From `YYYY-MM`; a ValueError says what is wrong."""
        tahun, pisah, bulan = text.partition("-")
        if not (pisah and len(tahun) == 4 and len(bulan) == 2 and (tahun + bulan).isdigit()):
            raise ValueError(f"bulan ditulis YYYY-MM, bukan “{text}”")
        return cls(int(tahun), int(bulan))

    @property
    def awal(self) -> date:
        """Its first day."""
        return date(self.tahun, self.bulan, 1)

    @property
    def akhir(self) -> date:
        """Its last day."""
        return self.next().awal - timedelta(days=1)

    @property
    def triwulan(self) -> int:
        """Its quarter, 1 to 4."""
        return triwulan(self.bulan)

    def next(self) -> Bulan:
        """The month after; January of the next year after December."""
        return Bulan(self.tahun + self.bulan // 12, self.bulan % 12 + 1)

    def previous(self) -> Bulan:
        """The month before."""
        return Bulan.of(self.awal - timedelta(days=1))

    @property
    def nama(self) -> str:
        """`Februari 2026`."""
        return f"{BULAN[self.bulan - 1]} {self.tahun}"

    def __str__(self) -> str:
        return f"{self.tahun:04d}-{self.bulan:02d}"


@dataclass(frozen=True, slots=True)
class JamLayanan:
    """Service hours of a desk per weekday (0 = Monday), each a list of (from, to); breaks are the gaps between them."""

    per_hari: Mapping[int, tuple[tuple[time, time], ...]]


JAM_LAYANAN_BAKU = JamLayanan(
    {
        **dict.fromkeys(range(4), ((time(8), time(12)), (time(13), time(15, 30)))),
        4: ((time(7, 30), time(11, 30)), (time(13), time(15))),
    }
)
"""Default of handbook KKPD 5.2; an office sets its own."""


def is_working_day(tanggal: date, libur: frozenset[date]) -> bool:
    """Monday to Friday and not a holiday or cuti bersama."""
    return tanggal.weekday() < 5 and tanggal not in libur


def next_working_day(tanggal: date, libur: frozenset[date]) -> date:
    """The day itself when it is a working day, otherwise the first one after it."""
    while not is_working_day(tanggal, libur):
        tanggal += timedelta(days=1)
    return tanggal


def add_working_days(tanggal: date, hari: int, libur: frozenset[date]) -> date:
    """The working day `hari` working days after `tanggal`."""
    for _ in range(hari):
        tanggal = next_working_day(tanggal + timedelta(days=1), libur)
    return tanggal


def working_minutes(
    mulai: datetime, selesai: datetime, *, zona: timezone, jam: JamLayanan, libur: frozenset[date]
) -> int:
    """Whole service minutes between two instants, in the office's own zone. Zero when the end lies before the start."""
    start, end = mulai.astimezone(zona), selesai.astimezone(zona)
    seconds = 0.0
    hari = start.date()
    while hari <= end.date():
        if is_working_day(hari, libur):
            for buka, tutup in jam.per_hari.get(hari.weekday(), ()):
                a = max(start, datetime.combine(hari, buka, zona))
                b = min(end, datetime.combine(hari, tutup, zona))
                seconds += max(0.0, (b - a).total_seconds())
        hari += timedelta(days=1)
    return int(seconds // 60)
