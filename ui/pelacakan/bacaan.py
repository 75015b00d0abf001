"""What the desk reads at one glance: the berkas in hand with its times, and the queue behind it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone, tzinfo
from typing import TYPE_CHECKING

from core.access import Pelaku
from core.calendar import BULAN_PENDEK, HARI, ZONA
from core.identity import BerkasId
from core.money import Rupiah
from core.pelacakan.alur import Alur, Tahap
from core.pelacakan.model import Berkas
from core.pelacakan.perkiraan import Perkiraan, Riwayat, expect, learn
from core.pelacakan.perpindahan import Keadaan, Perpindahan
from core.pelacakan.queries import BerkasRow
from core.pelacakan.waktu import (
    JamKantor,
    WaktuTahap,
    WarnaSop,
    colour,
    legal_deadline,
    measure,
    received_at,
    sop_of,
)
from core.settings import ALAMAT_LACAK, JAM_LAYANAN, TENGGAT_SP2D, ZONA_WAKTU

if TYPE_CHECKING:
    from ui.kantor import Pertanyaan

RIWAYAT_HARI, RIWAYAT_BANYAK = 90, 60
DI_JALAN = (Keadaan.DIAJUKAN, Keadaan.BERJALAN, Keadaan.MENUNGGU_KAS)


@dataclass(frozen=True, slots=True)
class BerkasTerbaca:
    """One berkas as the desk shows it. `batas` is the last day the rule leaves, `perkiraan` when it may be through."""

    berkas: Berkas
    alur: Alur
    perpindahan: tuple[Perpindahan, ...]
    waktu: tuple[WaktuTahap, ...]
    zona: timezone
    batas: date | None
    batas_kata: str
    perkiraan: Perkiraan | None
    pemda: str
    alamat_lacak: str = ""

    @property
    def tahap(self) -> Tahap:
        """Where it lies."""
        return self.alur.at(self.berkas.tahap)

    def time_of(self, tahap: str) -> WaktuTahap | None:
        """How long it was at a tahap in this round."""
        return next((w for w in self.waktu if w.putaran == self.berkas.putaran and w.tahap == tahap), None)

    def local(self, at: datetime) -> datetime:
        """An instant in the office's own time."""
        return at.astimezone(self.zona)


@dataclass(frozen=True, slots=True)
class BarisAntrean:
    """One line of the queue. `menit` have run at this tahap; `lewat` past its SOP; `meja_saya` mine to decide."""

    id: BerkasId
    kode_meja: str
    opd: str
    jenis: str
    nomor: str
    pihak: str
    nilai: Rupiah | None
    tahap: str
    keadaan: Keadaan
    putaran: int
    menit: int
    sop_menit: int
    warna: WarnaSop
    penerima: str
    meja_saya: bool
    sejak: datetime
    hari_ini: bool
    alasan: str

    @property
    def sisa_menit(self) -> int:
        """What is left of the SOP; below zero it is late."""
        return self.sop_menit - self.menit


def read_hours(q: Pertanyaan, hari: date) -> JamKantor:
    """The office's zone, service hours and holidays; deadlines may run into the next year."""
    setelan = q.opd.settings()
    libur = frozenset(s.tanggal for tahun in (hari.year - 1, hari.year, hari.year + 1) for s in q.opd.holidays(tahun))
    return JamKantor(ZONA[setelan.value(ZONA_WAKTU, hari)], setelan.value(JAM_LAYANAN, hari), libur)


def read_berkas(q: Pertanyaan, berkas_id: BerkasId | None, kode: str, sekarang: datetime) -> BerkasTerbaca | None:
    """The berkas with this id, or else with this desk code; None when there is none."""
    berkas = q.pelacakan.by_kode(kode) if berkas_id is None else q.pelacakan.get(berkas_id)
    if berkas is None:
        return None
    alur = q.pelacakan.alur(berkas.isi.layanan, berkas.alur_versi)
    assert alur is not None, "a berkas keeps the version of the flow it began with"
    events = tuple(q.pelacakan.timeline(berkas.id))
    jam = read_hours(q, sekarang.date())
    hari = q.opd.settings().value(TENGGAT_SP2D, berkas.isi.tanggal)
    kantor = q.opd.office()
    return BerkasTerbaca(
        berkas=berkas,
        alur=alur,
        perpindahan=events,
        waktu=measure(alur, events, jam, sekarang),
        zona=jam.zona,
        batas=legal_deadline(events, hari, jam) if berkas.keadaan is Keadaan.BERJALAN else None,
        batas_kata=f"{alur.nama_jawaban} paling lambat {hari} hari kerja, {TENGGAT_SP2D.dasar}",
        perkiraan=expect(berkas, events, alur, jam, hari_sah=hari, riwayat=read_history(q, jam, sekarang)),
        pemda=kantor.pemda if kantor else "",
        alamat_lacak=q.opd.settings().value(ALAMAT_LACAK, sekarang.astimezone(jam.zona).date()),
    )


def read_history(q: Pertanyaan, jam: JamKantor, sekarang: datetime) -> Riwayat:
    """What the latest berkas took that came to their end in a quarter of a year."""
    return learn(q.pelacakan.finished(sekarang.date() - timedelta(days=RIWAYAT_HARI), sampai=RIWAYAT_BANYAK), jam)


def read_queue(q: Pertanyaan, sekarang: datetime, pelaku: Pelaku | None) -> tuple[BarisAntrean, ...]:
    """Everything on its way and everything sent back, longest waiting first."""
    return (
        *read_lines(q, sekarang, pelaku, DI_JALAN),
        *read_lines(q, sekarang, pelaku, (Keadaan.DIKEMBALIKAN,)),
    )


def read_lines(
    q: Pertanyaan, sekarang: datetime, pelaku: Pelaku | None, keadaan: Sequence[Keadaan]
) -> tuple[BarisAntrean, ...]:
    """The berkas in these keadaan with their minutes, longest waiting first."""
    jam = read_hours(q, sekarang.date())
    alur: dict[tuple[str, int], Alur] = {}
    rows: list[BarisAntrean] = []
    for r in q.pelacakan.rows(keadaan):
        key = (r.layanan, r.alur_versi)
        if key not in alur:
            found = q.pelacakan.alur(*key)
            assert found is not None, "a berkas keeps the version of the flow it began with"
            alur[key] = found
        rows.append(_row(r, alur[key], jam, sekarang, pelaku))
    return tuple(rows)


def _row(r: BerkasRow, alur: Alur, jam: JamKantor, sekarang: datetime, pelaku: Pelaku | None) -> BarisAntrean:
    tahap = alur.at(r.tahap)
    menit = jam.minutes(r.menunggu_sejak, sekarang)
    sop = sop_of(alur, tahap, r.menunggu_sejak.astimezone(jam.zona).date())
    return BarisAntrean(
        id=r.id,
        kode_meja=r.kode_meja,
        opd=r.opd,
        jenis=r.jenis,
        nomor=r.nomor,
        pihak=r.pihak,
        nilai=r.nilai,
        tahap=tahap.nama,
        keadaan=r.keadaan,
        putaran=r.putaran,
        menit=menit,
        sop_menit=sop,
        warna=colour(alur, menit, sop),
        penerima=r.penerima,
        meja_saya=pelaku is not None and r.keadaan in DI_JALAN and tahap.is_open_to(pelaku),
        sejak=r.menunggu_sejak,
        hari_ini=r.menunggu_sejak.astimezone(jam.zona).date() == sekarang.astimezone(jam.zona).date(),
        alasan=alur.reason_text(r.alasan_kode),
    )


def arrived_today(q: Pertanyaan, rows: Sequence[BarisAntrean], sekarang: datetime) -> int:
    """How many berkas of the queue came to the first desk today."""
    zona = read_hours(q, sekarang.date()).zona
    hari = sekarang.astimezone(zona).date()
    masuk = (received_at(q.pelacakan.timeline(r.id)) for r in rows if r.keadaan is not Keadaan.DIAJUKAN)
    return sum(at is not None and at.astimezone(zona).date() == hari for at in masuk)


def minutes_words(menit: int) -> str:
    """`41 mnt`, `3 jam 05 mnt`."""
    return f"{menit} mnt" if menit < 100 else f"{menit // 60} jam {menit % 60:02d} mnt"


def clock_words(at: datetime) -> str:
    """`9.12`."""
    return f"{at.hour}.{at.minute:02d}"


def range_words(perkiraan: Perkiraan, zona: tzinfo) -> str:
    """`Rabu 25 Nov 14.10–15.30`, `Rabu 25 Nov – Jumat 27 Nov`."""
    dari, sampai = perkiraan.dari.astimezone(zona), perkiraan.sampai.astimezone(zona)
    if dari.date() == sampai.date():
        jam = clock_words(dari) if dari == sampai else f"{clock_words(dari)}–{clock_words(sampai)}"
        return f"{day_words(dari.date())} {jam}"
    return f"{day_words(dari.date())} – {day_words(sampai.date())}"


def day_words(hari: date) -> str:
    """`Rabu 25 Nov`."""
    return f"{HARI[hari.weekday()]} {hari.day} {BULAN_PENDEK[hari.month - 1]}"
