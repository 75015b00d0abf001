"""ImportDialog: a file is chosen or dropped, read on another thread, shown with every complaint, then stored or not."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QDialog, QFileDialog, QHBoxLayout, QPushButton, QTabWidget, QVBoxLayout, QWidget

from core.errors import Refusal, Temuan
from ui.kit import tokens
from ui.kit.card import text
from ui.kit.chip import Status
from ui.kit.table import Column, Jenis, RowTable
from ui.kit.table_view import TableView
from ui.kit.tokens import Nada
from ui.opd.isian import foot_buttons

if TYPE_CHECKING:
    from collections.abc import Sequence

    from core.bus import Command, Hasil
    from ui.shell.page import Konteks

KOLOM_KELUHAN: tuple[Column[Temuan], ...] = (
    Column("jenis", "Jenis", lambda t: Status("salah", Nada.BAD) if t.is_error else Status("periksa", Nada.WARN), 92,
           Jenis.STATUS, urut=False),
    Column("baris", "Baris", lambda t: t.baris, 64, Jenis.ANGKA, urut=False),
    Column("kolom", "Kolom", lambda t: t.kolom or "", 130, urut=False),
    Column("pesan", "Keluhan", lambda t: t.pesan, 300, lentur=True, urut=False),
    Column("kode", "Kode", lambda t: t.kode, 190, Jenis.KODE, urut=False),
)  # fmt: skip


class ImportDialog(QDialog):
    """Base of the imports of this room. A subclass reads (on a thread), shows, and makes the command."""

    sent = Signal(object)
    """The Hasil, once it has been stored."""

    def __init__(
        self, konteks: Konteks, judul: str, keterangan: str, saring: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.konteks = konteks
        self._saring = saring
        self._berkas: Path | None = None
        self.setWindowTitle(judul)
        self.setAcceptDrops(True)
        self.nama = text("Belum ada berkas; seret ke sini atau pilih.", "redup")
        self.pilih = QPushButton("Pilih berkas…")
        self.pilih.setAutoDefault(False)
        self.pilih.clicked.connect(self.choose)
        self.fields = QHBoxLayout()
        self.fields.setSpacing(tokens.px(10))
        self.ringkas = text("", "kuat", wrap=True)
        self.keluhan: RowTable[Temuan] = RowTable(KOLOM_KELUHAN)
        self.keluhan_view = TableView("impor-keluhan", self.keluhan)
        self.keluhan_view.set_empty("Tidak ada keluhan.")
        self.tabs = QTabWidget()
        foot, self.button = foot_buttons(self, "Simpan")
        self.button.setEnabled(False)
        self.button.clicked.connect(self.send)
        top = QHBoxLayout()
        top.setSpacing(tokens.px(10))
        top.addWidget(self.pilih)
        top.addWidget(self.nama, 1)
        top.addLayout(self.fields)
        column = QVBoxLayout(self)
        edge = tokens.px(20)
        column.setContentsMargins(edge, edge, edge, tokens.px(16))
        column.setSpacing(tokens.px(10))
        column.addWidget(text(judul, "judul-kartu"))
        column.addWidget(text(keterangan, "redup", wrap=True))
        column.addLayout(top)
        column.addWidget(self.ringkas)
        column.addWidget(self.tabs, 1)
        column.addLayout(foot)
        self.resize(tokens.px(1040), tokens.px(640))

    def choose(self) -> None:
        """Asks for a file."""
        path, _ = QFileDialog.getOpenFileName(self, "Pilih berkas", "", self._saring)
        if path:
            self.open_file(Path(path))

    def open_file(self, berkas: Path) -> None:
        """Reads a file; nothing is stored by that."""
        self._berkas = berkas
        self.nama.setText(f"{berkas.name} — membaca…")
        self.button.setEnabled(False)
        self.again()

    def again(self) -> None:
        """Reads the same file again: another date or stage was chosen."""
        berkas = self._berkas
        if berkas is None:
            return
        ask = self.reader(berkas)
        self.konteks.desk.ask(ask, self._on_read, f"impor-{id(self)}", refused=self._on_refused)

    def reader(self, berkas: Path) -> Any:
        """What the reader thread does; it touches no widget and answers what `show_draft` takes."""
        raise NotImplementedError

    def show_draft(self, draf: Any) -> tuple[str, Sequence[Temuan]]:
        """Shows what was read; answers its summary and its complaints."""
        raise NotImplementedError

    def command(self) -> Command:
        """What stores the draft on show."""
        raise NotImplementedError

    def send(self) -> None:
        """Stores it whole."""
        self.button.setEnabled(False)
        self.konteks.desk.do(self.command(), self._on_stored, refused=self._on_refused)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        paths = [u.toLocalFile() for u in event.mimeData().urls() if u.isLocalFile()]
        if paths:
            self.open_file(Path(paths[0]))

    def _on_read(self, draf: Any) -> None:
        assert self._berkas is not None, "read from a file"
        self.nama.setText(self._berkas.name)
        ringkas, temuan = self.show_draft(draf)
        self.ringkas.setText(ringkas)
        self._complain(temuan)
        self.button.setEnabled(not any(t.is_error for t in temuan))

    def _on_refused(self, refusal: Refusal) -> None:
        salah = sum(t.is_error for t in refusal.temuan)
        if self._berkas is not None:
            self.nama.setText(self._berkas.name)
        self.ringkas.setText(f"Belum dapat disimpan: {salah} keluhan. Tidak satu baris pun tersimpan.")
        self._complain(refusal.temuan)
        self.tabs.setCurrentWidget(self.keluhan_view)

    def _complain(self, temuan: Sequence[Temuan]) -> None:
        self.keluhan.show(tuple(temuan))
        number = self.tabs.indexOf(self.keluhan_view)
        if number < 0:
            number = self.tabs.addTab(self.keluhan_view, "")
        self.tabs.setTabText(number, f"Keluhan ({len(temuan)})" if temuan else "Keluhan")

    def _on_stored(self, hasil: Hasil) -> None:
        self.accept()
        self.sent.emit(hasil)


def read_bytes(berkas: Path) -> bytes:
    """The contents of a chosen file, or a refusal that says what to do."""
    try:
        return berkas.read_bytes()
    except OSError as no:
        pesan = f"{berkas.name} tidak dapat dibuka ({no.strerror}). Tutup di program lain atau pilih berkas lain."
        raise Refusal("ERR_BERKAS_TIDAK_ADA", pesan) from no
