"""Papan Hari Ini: the day of the desk in figures that can be read from across the room."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time
from statistics import median
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from core.pelacakan.alur_baku import ALUR_SPM
from core.pelacakan.perpindahan import Hasil, Keadaan
from core.pelacakan.waktu import measure, sop_of
from ui.kit import tokens
from ui.kit.card import Card, text
from ui.kit.chip import Status
from ui.kit.table import Column, Jenis, Rata, RowTable
from ui.kit.table_view import TableView
from ui.kit.tile import Tile
from ui.kit.tokens import Nada
from ui.pelacakan.bacaan import DI_JALAN, BarisAntrean, clock_words, day_words, minutes_words, read_hours, read_lines
from ui.shell.page import Action, Page

if TYPE_CHECKING:
    from PySide6.QtGui import QHideEvent, QShowEvent

    from ui.kantor import Pertanyaan
    from ui.shell.page import Konteks

DETAK_MS = 30_000


@dataclass(frozen=True, slots=True)
class BarisPapan:
    """One tahap today: how many lie there, came, went on; the median of the minutes it took, against its SOP."""

    nama: str
    di_meja: int
    masuk: int
    selesai: int
    median_menit: int | None
    sop_menit: int
    lewat: int


@dataclass(frozen=True, slots=True)
class IsiPapan:
    """The whole board."""

    at: datetime
    masuk: int
    selesai: int
    kembali: int
    terlama: BarisAntrean | None
    tahap: tuple[BarisPapan, ...]


def _pace(r: BarisPapan) -> Status | None:
    if r.lewat:
        return Status(f"{r.lewat} lewat SOP", Nada.BAD)
    if r.median_menit is None:
        return None
    return Status("dalam SOP", Nada.OK) if r.median_menit <= r.sop_menit else Status("di atas SOP", Nada.WARN)


KOLOM: tuple[Column[BarisPapan], ...] = (
    Column("nama", "Tahap", lambda r: r.nama, 200, lentur=True, urut=False),
    Column("di_meja", "Di meja", lambda r: r.di_meja, 96, Jenis.ANGKA, urut=False),
    Column("masuk", "Masuk", lambda r: r.masuk, 96, Jenis.ANGKA, urut=False),
    Column("selesai", "Selesai", lambda r: r.selesai, 96, Jenis.ANGKA, urut=False),
    Column("median", "Median", lambda r: _minutes(r.median_menit), 120, rata=Rata.KANAN, urut=False),
    Column("sop", "SOP", lambda r: minutes_words(r.sop_menit), 120, rata=Rata.KANAN, urut=False),
    Column("laju", "Keadaan", _pace, 160, Jenis.STATUS, urut=False),
)


def _minutes(menit: int | None) -> str:
    return "" if menit is None else minutes_words(menit)


def read_board(q: Pertanyaan, now: datetime) -> IsiPapan:
    """Today's board of the SPM service, from the events of today."""
    jam = read_hours(q, now.date())
    lokal = now.astimezone(jam.zona)
    pagi = datetime.combine(lokal.date(), time(), jam.zona)
    alur = q.pelacakan.alur(ALUR_SPM.layanan) or ALUR_SPM
    antre = [r for r in read_lines(q, now, None, DI_JALAN) if r.keadaan is Keadaan.BERJALAN]
    masuk: dict[str, int] = {}
    menit: dict[str, list[int]] = {}
    hasil: list[Hasil] = []
    datang = 0
    for berkas_id in q.pelacakan.moved_since(pagi):
        berkas, events = q.pelacakan.get(berkas_id), tuple(q.pelacakan.timeline(berkas_id))
        assert berkas is not None, "what moved is there"
        own = q.pelacakan.alur(berkas.isi.layanan, berkas.alur_versi) or alur
        hari_ini = [e for e in events if e.at >= pagi]
        hasil += [e.hasil for e in hari_ini]
        datang += any(e.hasil is Hasil.DITERIMA and e.ke == own.tahap[0].kode for e in hari_ini)
        for w in measure(own, events, jam, now):
            if w.mulai >= pagi:
                masuk[w.tahap] = masuk.get(w.tahap, 0) + 1
            if w.selesai is not None and w.selesai >= pagi:
                menit.setdefault(w.tahap, []).append(w.menit)
    tahap = tuple(
        BarisPapan(
            nama=t.nama,
            di_meja=sum(r.tahap == t.nama for r in antre),
            masuk=masuk.get(t.kode, 0),
            selesai=len(menit.get(t.kode, ())),
            median_menit=round(median(menit[t.kode])) if t.kode in menit else None,
            sop_menit=sop_of(alur, t, lokal.date()),
            lewat=sum(r.tahap == t.nama and r.sisa_menit < 0 for r in antre),
        )
        for t in alur.tahap
    )
    return IsiPapan(
        at=lokal,
        masuk=datang,
        selesai=sum(h is Hasil.SELESAI for h in hasil),
        kembali=sum(h in {Hasil.DIKEMBALIKAN, Hasil.DITOLAK} for h in hasil),
        terlama=min(antre, key=lambda r: r.sisa_menit, default=None),
        tahap=tahap,
    )


class PapanPage(Page):
    """The board; it looks again by itself."""

    topics: ClassVar[frozenset[str]] = frozenset({"pelacakan", "opd"})

    def __init__(self, konteks: Konteks, parent: QWidget | None = None) -> None:
        super().__init__(konteks, parent)
        self._at = ""
        self.tiles = {
            "masuk": Tile("Masuk hari ini"),
            "selesai": Tile("Cair hari ini"),
            "kembali": Tile("Dikembalikan hari ini"),
            "terlama": Tile("Paling dekat batas SOP"),
        }
        row = QHBoxLayout()
        row.setSpacing(tokens.px(12))
        for tile in self.tiles.values():
            row.addWidget(tile, 1)
        self.table: RowTable[BarisPapan] = RowTable(KOLOM, lambda r: r.nama)
        self.view = TableView("papan", self.table)
        self.view.set_empty("Belum ada berkas hari ini.", "Angka muncul begitu berkas pertama dipindai.")
        self.view.row_opened.connect(lambda _: konteks.open_page("antrean", None))
        card = Card("Per tahap")
        card.add(self.view, 1)
        self.note = text("", "kecil")
        card.add(self.note)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.px(12))
        column.addLayout(row)
        column.addWidget(card, 1)
        self._tick = QTimer(self, interval=DETAK_MS)
        self._tick.timeout.connect(self.refresh)

    def title(self) -> str:
        return "Papan Hari Ini"

    def subtitle(self) -> str:
        return self._at

    def actions(self) -> tuple[Action, ...]:
        return (Action("segarkan", "Segarkan", self.refresh, "F5"),)

    def refresh(self) -> None:
        tanya, now = self.konteks.tanya, self.konteks.clock.now()
        self.konteks.desk.ask(lambda: tanya.ask(lambda q: read_board(q, now)), self._show, key="papan")

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._tick.start()

    def hideEvent(self, event: QHideEvent) -> None:
        self._tick.stop()
        super().hideEvent(event)

    def _show(self, isi: IsiPapan) -> None:
        self._at = f"{day_words(isi.at.date())} pukul {clock_words(isi.at)}; menit dihitung menurut jam layanan"
        for key, nilai in (("masuk", isi.masuk), ("selesai", isi.selesai), ("kembali", isi.kembali)):
            self.tiles[key].show_value(f"{nilai} berkas")
        r = isi.terlama
        if r is None:
            self.tiles["terlama"].show_value("tidak ada")
        else:
            sisa = r.sisa_menit
            self.tiles["terlama"].show_value(
                f"{minutes_words(sisa)} lagi" if sisa >= 0 else f"lewat {minutes_words(-sisa)}", f"{r.tahap}: {r.nomor}"
            )
        self.table.show(isi.tahap)
        self.note.setText(f"{sum(t.di_meja for t in isi.tahap)} berkas di meja sekarang")
        self.head_changed.emit()
