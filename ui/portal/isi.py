"""What a page says, in words: the public view of a berkas with its range of time, read from the office."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from core.calendar import BULAN_PENDEK, HARI
from core.pelacakan.perkiraan import Perkiraan, Riwayat, expect
from core.pelacakan.publik import Giliran, LacakPublik, ResiTerbit, public_view
from core.pelacakan.waktu import JamKantor
from core.settings import TENGGAT_SP2D
from ui.pelacakan.bacaan import clock_words, range_words, read_history, read_hours

if TYPE_CHECKING:
    from core.settings import SettingsView
    from ui.kantor import Pertanyaan


@dataclass(frozen=True, slots=True)
class IsiLaman:
    """One page. `perkiraan` and `sisa` are words; empty where nothing can be expected."""

    lacak: LacakPublik
    pemda: str
    perkiraan: str
    sisa: str
    jam: JamKantor


class Pembaca:
    """Makes pages from receipts, at one moment of one office."""

    def __init__(self, q: Pertanyaan, sekarang: datetime) -> None:
        self.jam = read_hours(q, sekarang.date())
        self.sekarang = sekarang.astimezone(self.jam.zona)
        self._setelan: SettingsView = q.opd.settings()
        self._riwayat: Riwayat = read_history(q, self.jam, sekarang)
        kantor = q.opd.office()
        self._pemda = kantor.pemda if kantor else ""

    def page(self, resi: ResiTerbit) -> IsiLaman | None:
        """The page of a receipt; None when it has run out."""
        lacak = public_view(resi, self.sekarang.date())
        if lacak is None:
            return None
        hari = self._setelan.value(TENGGAT_SP2D, resi.berkas.isi.tanggal)
        kira = expect(resi.berkas, resi.perpindahan, resi.alur, self.jam, hari_sah=hari, riwayat=self._riwayat)
        return IsiLaman(
            lacak,
            self._pemda,
            "" if kira is None else range_words(kira, self.jam.zona),
            "" if kira is None else time_left(kira, self.jam, self.sekarang),
            self.jam,
        )


def time_left(kira: Perkiraan, jam: JamKantor, sekarang: datetime) -> str:
    """`2–5 jam kerja`, `5 jam – 2 hari kerja`; says so where the range has passed."""
    if sekarang > kira.sampai:
        return "melewati perkiraan, masih dikerjakan"
    dari, sampai = (_span(jam.minutes(sekarang, at), jam.day_minutes) for at in (kira.dari, kira.sampai))
    if dari == sampai:
        return f"sekitar {dari[0]} {dari[1]} kerja"
    if dari[1] == sampai[1]:
        return f"{dari[0]}–{sampai[0]} {dari[1]} kerja"
    return f"{dari[0]} jam – {sampai[0]} hari kerja"


def _span(menit: int, sehari: int) -> tuple[int, str]:
    """Minutes as whole hours begun, or from one day on as whole days begun."""
    return (-(-menit // sehari), "hari") if menit >= sehari > 0 else (max(1, -(-menit // 60)), "jam")


def moment(at: datetime, jam: JamKantor) -> str:
    """`Rabu 25 Nov, 9.12`."""
    local = at.astimezone(jam.zona)
    return f"{HARI[local.weekday()]} {local.day} {BULAN_PENDEK[local.month - 1]}, {clock_words(local)}"


def turn_words(lacak: LacakPublik) -> str:
    """The line in large letters: with whom the papers are."""
    return "Selesai" if lacak.giliran is Giliran.TIDAK_ADA else f"Sekarang di {lacak.di}"


def read_message(q: Pertanyaan, kode: str, sekarang: datetime) -> str | None:
    """The text for a chat about the berkas of a desk code; None where there is none."""
    berkas = q.pelacakan.by_kode(kode.replace(" ", ""))
    alur = None if berkas is None else q.pelacakan.alur(berkas.isi.layanan, berkas.alur_versi)
    if berkas is None or alur is None:
        return None
    pembaca = Pembaca(q, sekarang)
    isi = pembaca.page(ResiTerbit("", "", berkas, tuple(q.pelacakan.timeline(berkas.id)), alur))
    return "Berkas ini sudah lama selesai." if isi is None else status_text(isi, sekarang)


def status_text(isi: IsiLaman, sekarang: datetime) -> str:
    """The state of a berkas in a few lines for a chat: no name of a vendor, no amount."""
    x = isi.lacak
    lines = [
        f"{x.dokumen}-{x.jenis} {x.nomor}, {x.opd}",
        f"{turn_words(x)}. {x.kalimat}",
        f"Alasan dikembalikan: {x.alasan}." if x.alasan else "",
        f"Perkiraan selesai: {isi.perkiraan} ({isi.sisa})." if isi.perkiraan else "",
        f"Keadaan pada {moment(sekarang, isi.jam)} {isi.jam.zona}.",
    ]
    return "\n".join(line for line in lines if line)
