"""Antrean and Dikembalikan: the work of the desk as a list, late ones first, and what was sent out again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QHBoxLayout, QWidget

from core.identity import group_desk_code
from core.pelacakan.perpindahan import Keadaan
from ui.kit.chip import Status
from ui.kit.table import Column, Jenis, Rata
from ui.kit.tokens import Nada
from ui.opd.isian import ChoiceBox
from ui.pelacakan.bacaan import DI_JALAN, BarisAntrean, day_words, minutes_words, read_lines
from ui.pelacakan.table import KOLOM_ANTREAN
from ui.shell.daftar_page import DaftarPage
from ui.shell.page import Action

if TYPE_CHECKING:
    from collections.abc import Hashable, Sequence

    from PySide6.QtGui import QHideEvent, QShowEvent

    from ui.kantor import Pertanyaan
    from ui.shell.page import Konteks

DETAK_MS = 60_000
LUAR = (Keadaan.DIKEMBALIKAN, Keadaan.DITOLAK, Keadaan.RETUR)


class _MejaDaftar(DaftarPage[BarisAntrean]):
    """A list of berkas that looks again every minute while it is on screen."""

    topics: ClassVar[frozenset[str]] = frozenset({"pelacakan", "opd"})
    keadaan: ClassVar[tuple[Keadaan, ...]]
    cari_kata = "OPD, nomor, kode berkas"
    jumlahkan = ("nilai",)

    def __init__(self, konteks: Konteks, parent: QWidget | None = None) -> None:
        super().__init__(konteks, parent)
        self._tick = QTimer(self, interval=DETAK_MS)
        self._tick.timeout.connect(self.refresh)

    def actions(self) -> tuple[Action, ...]:
        ada, note = self.view.current_row() is not None, "Pilih satu berkas."
        return (Action("buka", "Buka di meja", self.open_at_desk, "Ctrl+O", enabled=ada, note=note, primary=True),)

    def ask(self, q: Pertanyaan) -> Sequence[BarisAntrean]:
        return read_lines(q, self.konteks.clock.now(), self.konteks.pelaku, self.keadaan)

    def key_of(self, row: BarisAntrean) -> Hashable:
        return row.id

    def open_row(self, row: BarisAntrean) -> None:
        self.konteks.open_page("meja", row.id)

    def open_at_desk(self) -> None:
        """The berkas in hand, on the page where it is decided."""
        row = self.view.current_row()
        if row is not None:
            self.open_row(row)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._tick.start()

    def hideEvent(self, event: QHideEvent) -> None:
        self._tick.stop()
        super().hideEvent(event)


class AntreanPage(_MejaDaftar):
    nama = "antrean"
    kolom = KOLOM_ANTREAN
    keadaan = DI_JALAN
    kosong = ("Antrean kosong.", "Berkas masuk begitu kodenya dipindai di Pindai Berkas (Ctrl+6).")

    def __init__(self, konteks: Konteks, parent: QWidget | None = None) -> None:
        self.milik: ChoiceBox[str] = ChoiceBox(
            [("saya", "Menunggu keputusan saya"), ("semua", "Semua di meja"), ("lewat", "Lewat SOP")]
        )
        self.milik.set_value("semua")
        self.milik.setAccessibleName("Saring antrean")
        self.milik.setMinimumWidth(220)
        super().__init__(konteks, parent)
        self.milik.value_changed.connect(lambda _: self.show_rows())

    def title(self) -> str:
        return "Antrean"

    def subtitle(self) -> str:
        lewat = sum(r.sisa_menit < 0 and r.keadaan is Keadaan.BERJALAN for r in self._all)
        return f"{len(self._all)} berkas di meja, {lewat} lewat SOP; yang paling lama menunggu di atas"

    def keeps(self, row: BarisAntrean) -> bool:
        pilih = self.milik.value()
        if pilih == "saya":
            return row.meja_saya
        return pilih != "lewat" or (row.keadaan is Keadaan.BERJALAN and row.sisa_menit < 0)

    def ask(self, q: Pertanyaan) -> Sequence[BarisAntrean]:
        return sorted(super().ask(q), key=lambda r: r.sisa_menit)

    def build_controls(self, row: QHBoxLayout) -> None:
        row.addWidget(self.milik)


def _why(r: BarisAntrean) -> str:
    return r.alasan or r.keadaan.nama


def _who(r: BarisAntrean) -> Status:
    if r.keadaan is Keadaan.DITOLAK:
        return Status("OPD: SPM baru", Nada.BAD)
    return Status("Bank: retur", Nada.WARN) if r.keadaan is Keadaan.RETUR else Status("OPD: perbaiki", Nada.WARN)


KOLOM_KEMBALI: tuple[Column[Any], ...] = (
    Column("kode", "Berkas", lambda r: group_desk_code(r.kode_meja), 150, Jenis.KODE),
    Column("opd", "OPD", lambda r: r.opd, 150),
    Column("nomor", "Nomor", lambda r: r.nomor, 150),
    Column("nilai", "Nilai (Rp)", lambda r: r.nilai, 118, Jenis.UANG),
    Column("alasan", "Alasan", _why, 220, lentur=True),
    Column("putaran", "Putaran", lambda r: r.putaran, 76, Jenis.ANGKA),
    Column("sejak", "Sejak", lambda r: day_words(r.sejak.date()), 104),
    Column("menit", "Di luar", lambda r: minutes_words(r.menit), 100, rata=Rata.KANAN),
    Column("giliran", "Giliran", _who, 140, Jenis.STATUS),
)


class DikembalikanPage(_MejaDaftar):
    nama = "dikembalikan"
    kolom = KOLOM_KEMBALI
    keadaan = LUAR
    kosong = ("Tidak ada berkas yang sedang dikembalikan.", "Yang dikembalikan atau ditolak di meja tampil di sini.")

    def title(self) -> str:
        return "Dikembalikan"

    def subtitle(self) -> str:
        return "Berkas di luar meja: dikembalikan untuk diperbaiki, ditolak, atau retur bank"
