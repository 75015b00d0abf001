"""How long a berkas has been where: service minutes per tahap from its events, their colour, the days the law gives.

Handbook KKPD 5.2: only service hours count, papers sent back stop the clock, a new round starts a new one. Hours,
holidays and the zone are settings and are passed in.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone
from enum import StrEnum

from core.calendar import JamLayanan, add_working_days, is_working_day, next_working_day, working_minutes
from core.pelacakan.alur import Alur, Tahap
from core.pelacakan.perpindahan import Hasil, Keadaan, Perpindahan


class WarnaSop(StrEnum):
    """The colour of a running or finished tahap, as a word; the screen shows it beside the minutes."""

    HIJAU = "hijau"
    KUNING = "kuning"
    MERAH = "merah"


@dataclass(frozen=True, slots=True)
class JamKantor:
    """The hours of one office: its zone, the service hours per weekday, its holidays."""

    zona: timezone
    jam: JamLayanan
    libur: frozenset[date]

    def minutes(self, mulai: datetime, selesai: datetime) -> int:
        """Service minutes between two instants."""
        return working_minutes(mulai, selesai, zona=self.zona, jam=self.jam, libur=self.libur)

    def day(self, at: datetime) -> date:
        """The working day an instant counts for; a Sunday counts for the Monday after it."""
        return next_working_day(at.astimezone(self.zona).date(), self.libur)

    def after(self, mulai: datetime, menit: int) -> datetime:
        """The instant `menit` service minutes after another, in the office's own time."""
        assert any(self.jam.per_hari.get(h) for h in range(5)), "kantor tanpa jam layanan"
        left, hari = timedelta(minutes=menit), mulai.astimezone(self.zona).date()
        while True:
            for buka, tutup in self._hours(hari):
                a = max(mulai.astimezone(self.zona), buka)
                if tutup - a >= left:
                    return a + left
                left -= max(tutup - a, timedelta())
            hari += timedelta(days=1)

    def closing(self, hari: date) -> datetime:
        """When the desks close on a day, or on the next working day where it is none."""
        while not (jam := self._hours(hari)):
            hari += timedelta(days=1)
        return jam[-1][1]

    @property
    def day_minutes(self) -> int:
        """Service minutes of the longest day of a week."""
        return max(
            (sum((t.hour - b.hour) * 60 + t.minute - b.minute for b, t in jam) for jam in self.jam.per_hari.values()),
            default=0,
        )

    def _hours(self, hari: date) -> list[tuple[datetime, datetime]]:
        if not is_working_day(hari, self.libur):
            return []
        jam = self.jam.per_hari.get(hari.weekday(), ())
        return [(datetime.combine(hari, b, self.zona), datetime.combine(hari, t, self.zona)) for b, t in jam]


@dataclass(frozen=True, slots=True)
class WaktuTahap:
    """One tahap in one round. `selesai` is None while it runs; a tahap handed back to adds up all its stays."""

    putaran: int
    tahap: str
    mulai: datetime
    selesai: datetime | None
    menit: int
    sop_menit: int
    warna: WarnaSop

    @property
    def sisa_menit(self) -> int:
        """What is left of the SOP; below zero it is late by so much."""
        return self.sop_menit - self.menit

    @property
    def kata(self) -> str:
        """As on the chip: `19 mnt lagi`, `lewat 12 mnt`."""
        return f"{self.sisa_menit} mnt lagi" if self.sisa_menit >= 0 else f"lewat {-self.sisa_menit} mnt"


def sop_of(alur: Alur, tahap: Tahap, tanggal: date) -> int:
    """The SOP of a tahap that began on a date: peak months have their own."""
    return tahap.sop_ramai_menit if tanggal.month in alur.bulan_ramai else tahap.sop_menit


def colour(alur: Alur, menit: int, sop_menit: int) -> WarnaSop:
    """Green up to the flow's share of the SOP, amber up to all of it, red beyond."""
    if menit > sop_menit:
        return WarnaSop.MERAH
    return WarnaSop.KUNING if menit * 100 > sop_menit * alur.kuning_persen else WarnaSop.HIJAU


def measure(
    alur: Alur, perpindahan: Iterable[Perpindahan], kantor: JamKantor, sampai: datetime
) -> tuple[WaktuTahap, ...]:
    """Minutes per round and tahap, in the order they were first reached; what still runs is counted up to `sampai`."""
    found: dict[tuple[int, str], WaktuTahap] = {}
    for putaran, tahap, mulai, selesai in _stays(perpindahan):
        before = found.get((putaran, tahap))
        awal = mulai if before is None else before.mulai
        menit = kantor.minutes(mulai, sampai if selesai is None else selesai) + (0 if before is None else before.menit)
        sop = sop_of(alur, alur.at(tahap), awal.astimezone(kantor.zona).date())
        found[putaran, tahap] = WaktuTahap(putaran, tahap, awal, selesai, menit, sop, colour(alur, menit, sop))
    return tuple(found.values())


def _stays(perpindahan: Iterable[Perpindahan]) -> list[tuple[int, str, datetime, datetime | None]]:
    """(round, tahap, from, to) of each stay at a desk; the last has no end while the berkas runs."""
    stays: list[tuple[int, str, datetime, datetime | None]] = []
    place: tuple[int, str] | None = None
    since: datetime | None = None
    for p in perpindahan:
        now = (p.putaran, p.ke) if p.keadaan is Keadaan.BERJALAN else None
        if now == place:
            continue
        if place is not None and since is not None:
            stays.append((*place, since, p.at))
        place, since = now, p.at
    if place is not None and since is not None:
        stays.append((*place, since, None))
    return stays


def tunggu_kas_menit(perpindahan: Iterable[Perpindahan], kantor: JamKantor, sampai: datetime) -> int:
    """Service minutes the papers have waited for cash, in all rounds: beside the SOP, never part of it."""
    menit, sejak = 0, None
    for p in perpindahan:
        if sejak is not None:
            menit, sejak = menit + kantor.minutes(sejak, p.at), None
        if p.keadaan is Keadaan.MENUNGGU_KAS:
            sejak = p.at
    return menit if sejak is None else menit + kantor.minutes(sejak, sampai)


def received_at(perpindahan: Sequence[Perpindahan]) -> datetime | None:
    """When the first desk took the papers in this round; None before that."""
    last = max((p.putaran for p in perpindahan), default=0)
    return next((p.at for p in perpindahan if p.putaran == last and p.hasil is Hasil.DITERIMA), None)


def legal_deadline(perpindahan: Sequence[Perpindahan], hari: int, kantor: JamKantor) -> date | None:
    """The last day the rule leaves: `hari` working days after this round was received (two for an SP2D, PP 12/2019).

    None while nobody has received it.
    """
    at = received_at(perpindahan)
    return None if at is None else add_working_days(kantor.day(at), hari, kantor.libur)


def finish_estimate(alur: Alur, mulai: datetime, kantor: JamKantor) -> datetime:
    """When all tahap would be through if each took its whole SOP: the estimate printed on a receipt (5.4)."""
    hari = mulai.astimezone(kantor.zona).date()
    return kantor.after(mulai, sum(sop_of(alur, t, hari) for t in alur.tahap))
