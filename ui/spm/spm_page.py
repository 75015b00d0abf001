"""SPP & SPM: the documents of the year, and one of them at a time with its tests and its next step."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar
from uuid import UUID

from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtGui import QCursor, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QMenu, QStackedWidget, QVBoxLayout, QWidget

from core.access import Izin
from core.money import format_sen, total
from core.spm.isi import JenisSpp
from core.spm.kelengkapan import count_present
from core.spm.model import StatusSpp
from core.spm.queries import SaringSpp, SppRow
from ui.kit import tokens
from ui.kit.card import Card, text
from ui.kit.table import RowTable
from ui.kit.table_view import TableView
from ui.opd.isian import ChoiceBox, open_dialog
from ui.shell.page import Action, Konteks, Page
from ui.spm.berkas_pundi import BerkasPundi
from ui.spm.langkah import BERIKUTNYA, steps_of
from ui.spm.mulai import Mulai
from ui.spm.mulai_dialog import MulaiDialog
from ui.spm.spp_form import SppForm
from ui.spm.table import KOLOM_SPP, jenis_name
from ui.spm.tindakan import Tindakan

if TYPE_CHECKING:
    from collections.abc import Sequence

BANYAK = 2000
CARI_MS = 200
_BERJALAN = frozenset(StatusSpp) - {StatusSpp.BATAL}


class SppList(QWidget):
    """The list with its filters."""

    def __init__(self, konteks: Konteks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.konteks = konteks
        self.table: RowTable[SppRow] = RowTable(KOLOM_SPP, key=lambda r: r.id)
        self.view = TableView("spp", self.table)
        self.view.set_empty("Belum ada SPP tahun ini.", "Tekan Ins untuk membuat SPP baru.")
        self.kata = QLineEdit()
        self.kata.setPlaceholderText("Nomor, uraian atau penerima   Ctrl+F")
        self.kata.setClearButtonEnabled(True)
        self.jenis: ChoiceBox[JenisSpp | None] = ChoiceBox(
            [(None, "Semua jenis"), *((j, jenis_name(j)) for j in JenisSpp)]
        )
        self.status: ChoiceBox[StatusSpp | None] = ChoiceBox(
            [(None, "Semua status"), *((s, s.nama) for s in StatusSpp)]
        )
        self.foot = text("", "redup")
        self._later = QTimer(self, singleShot=True, interval=CARI_MS)
        self._later.timeout.connect(self.refresh)
        self.kata.textChanged.connect(lambda _: self._later.start())
        for box in (self.jenis, self.status):
            box.value_changed.connect(lambda _: self.refresh())
        QShortcut(QKeySequence("Ctrl+F"), self).activated.connect(self.kata.setFocus)
        row = QHBoxLayout()
        row.setSpacing(tokens.px(10))
        row.addWidget(self.kata, 3)
        row.addWidget(self.jenis, 2)
        row.addWidget(self.status, 2)
        card = Card()
        card.add(row)
        card.add(self.view, 1)
        card.add(self.foot)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(card)

    def refresh(self) -> None:
        """Asks for the rows that fit the filters."""
        jenis, status = self.jenis.value(), self.status.value()
        saring = SaringSpp(
            frozenset({status}) if status else frozenset(),
            frozenset({jenis}) if jenis else frozenset(),
            self.kata.text(),
        )
        tahun = self.konteks.today().year
        self.konteks.desk.ask(
            lambda: self.konteks.tanya.ask(lambda q: q.spm.rows(tahun, saring, banyak=BANYAK)), self._show, "spp-daftar"
        )

    def _show(self, rows: Sequence[SppRow]) -> None:
        self.table.show(rows)
        live = [r for r in rows if r.status in _BERJALAN]
        self.foot.setText(
            f"{len(rows)} dokumen · jumlah yang diminta {format_sen(total([r.nilai for r in live]).sen)}"
            if rows
            else ""
        )


class SpmPage(Page):
    """The place. `open_with` takes the id of a document, or a Mulai for a new one."""

    topics: ClassVar[frozenset[str]] = frozenset({"spm", "pelacakan", "anggaran", "opd", "rekanan", "kas", "kkpd"})

    def __init__(self, konteks: Konteks, parent: QWidget | None = None) -> None:
        super().__init__(konteks, parent)
        self.list = SppList(konteks)
        self.form = SppForm(konteks)
        self.tindakan = Tindakan(self.form, konteks)
        self.berkas = BerkasPundi(self.form, konteks)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.list)
        self._stack.addWidget(self.form)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._stack)
        self.list.view.row_opened.connect(lambda row: self.open_spp(row.id))
        self.form.head_changed.connect(self._on_form)
        self._steps: tuple[object, ...] = ()

    @property
    def in_form(self) -> bool:
        """Whether a document is open."""
        return self._stack.currentWidget() is self.form

    def title(self) -> str:
        isi, spp = self.form.isi, self.form.spp
        if not self.in_form or isi is None:
            return "SPP & SPM"
        if spp is None or spp.status is StatusSpp.DRAF:
            return f"SPP-{_kind(isi.jenis)} — draf"
        kode = "SPM" if spp.tanggal_spm else "SPP"
        keadaan = "SP2D terbit" if spp.sp2d else spp.status.nama
        return f"{kode}-{_kind(isi.jenis)} — {keadaan}"

    def subtitle(self) -> str:
        if not self.in_form or self.form.isi is None:
            return "Dari draf Bendahara Pengeluaran sampai SP2D, yang terbaru lebih dulu"
        spp = self.form.spp
        if spp is None:
            return "Draf baru · tersimpan sendiri begitu diisi"
        if spp.status is StatusSpp.DRAF:
            at = f"Tersimpan otomatis {self.form.saved_at}" if self.form.saved_at else "Tersimpan"
            return f"{at} · versi {spp.versi} · {BERIKUTNYA[spp.status]}"
        nomor = spp.nomor_spm or spp.nomor_spp
        resmi = spp.sipd_spm if spp.tanggal_spm else spp.sipd_spp
        parts = (
            resmi.nomor if resmi else "", f"nomor kerja {nomor.teks}" if nomor else "",
            f"SP2D {spp.sp2d.nomor}" if spp.sp2d else BERIKUTNYA[spp.status],
        )  # fmt: skip
        return " · ".join(filter(None, parts))

    def actions(self) -> tuple[Action, ...]:
        if not self.in_form:
            baru = Action("baru", "SPP baru", self.ask_new, "Ins", Izin.BUAT_SPP, primary=True)
            return (Action("jawaban", "Ambil jawaban…", self.berkas.take_answer, "Ctrl+O", Izin.BUAT_SPP), baru)
        isi, spp = self.form.isi, self.form.spp
        ada, wajib = count_present(isi.kelengkapan) if isi else (0, 0)
        return (
            Action("daftar", "Daftar", self.show_list, ""),
            Action("riwayat", "Riwayat", self.tindakan.show_history, enabled=spp is not None),
            Action("kelengkapan", f"Kelengkapan ({ada}/{wajib})", self.tindakan.show_papers, enabled=isi is not None),
            Action("lain", "Lainnya…", self._show_more, enabled=spp is not None),
        )

    def refresh(self) -> None:
        if self.in_form:
            self.form.refresh()
        else:
            self.list.refresh()

    def open_with(self, isi: Any) -> None:
        if isinstance(isi, Mulai):
            self.start(isi)
        elif isinstance(isi, UUID):
            self.open_spp(isi)

    def ask_new(self) -> None:
        """Ins: which jenis, and on what paper it rests."""
        dialog = MulaiDialog(self.konteks, self)
        dialog.chosen.connect(self.start)
        open_dialog(dialog)

    def start(self, mulai: Mulai) -> None:
        """A new draft on screen."""
        self._stack.setCurrentWidget(self.form)
        self.form.open_new(mulai)
        self.head_changed.emit()

    def open_spp(self, spp_id: Any) -> None:
        """A document on screen."""
        self._stack.setCurrentWidget(self.form)
        self.form.open_spp(spp_id)
        self.head_changed.emit()

    def show_list(self) -> None:
        """Esc: back to the list; the draft is stored first."""
        self.form.when_saved(self._leave)

    def event(self, event: QEvent) -> bool:
        """Esc belongs to the document while one is open, before the window takes it for the page before."""
        is_override = event.type() is QEvent.Type.ShortcutOverride
        if is_override and isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape and self.in_form:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.in_form:
            self.show_list()
        else:
            super().keyPressEvent(event)

    def _leave(self) -> None:
        self._stack.setCurrentWidget(self.list)
        self.list.refresh()
        self.list.view.setFocus()
        self.head_changed.emit()

    def _on_form(self) -> None:
        steps = steps_of(self.form, self.tindakan)
        seen = tuple((t.id, t.kata, t.boleh, t.sebab) for t in steps)
        if seen != self._steps:
            self._steps = seen
            self.form.uji.show_steps(steps)
        self.head_changed.emit()

    def _show_more(self) -> None:
        spp = self.form.spp
        if spp is None:
            return
        menu = QMenu(self)
        boleh = self.konteks.may(Izin.BUAT_SPP) and spp.sp2d is None and spp.status is not StatusSpp.BATAL
        menu.addAction("Nomor SIPD…", self.tindakan.set_sipd).setEnabled(boleh)
        sp2d = menu.addAction("Catat SP2D…", self.tindakan.record_sp2d)
        sp2d.setEnabled(boleh and spp.status is StatusSpp.DIAJUKAN_BUD)
        menu.addSeparator()
        di_bud = spp.status is StatusSpp.DIAJUKAN_BUD and self.konteks.may(Izin.BUAT_SPP)
        menu.addAction("Simpan berkas .pundi…", self.berkas.save).setEnabled(di_bud)
        menu.addAction("Ambil jawaban .pundi…", self.berkas.take_answer).setEnabled(self.konteks.may(Izin.BUAT_SPP))
        menu.addAction("Segel SPM ini", self.berkas.seal).setEnabled(di_bud and spp.sp2d is None)
        menu.addSeparator()
        menu.addAction("Batalkan dokumen…", self.tindakan.cancel).setEnabled(boleh)
        menu.exec(QCursor.pos())
        menu.deleteLater()


def _kind(jenis: JenisSpp) -> str:
    """What stands behind SPP or SPM in a title: all LS are called LS, the others by their own name."""
    return jenis.kode if jenis.is_ls else jenis_name(jenis)
