"""Buku Kas Umum: the BKU of a month and its buku pembantu as tabs: running balances, search, preview, export."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from PySide6.QtCore import QSignalBlocker, QStandardPaths, Qt, QTimer
from PySide6.QtGui import QCursor, QKeySequence, QShortcut
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLineEdit, QMenu, QStackedWidget, QTabBar, QVBoxLayout, QWidget

from core.access import Izin
from core.calendar import Bulan
from core.money import format_sen
from ui.kas.buku import BUKU, Buku, IsiBuku, Saring, load
from ui.kas.ekspor import FORMAT_NAMA, Cetakan, Format, cetak_buku, write_file
from ui.kas.month_picker import MonthPicker
from ui.kas.table import BarisBuku
from ui.kit import tokens
from ui.kit.card import Card, line, text
from ui.kit.chip import Status, StatusChip
from ui.kit.table import RowTable
from ui.kit.table_view import TableView
from ui.kit.tokens import Nada
from ui.shell.page import Action, Page

if TYPE_CHECKING:
    from collections.abc import Mapping

    from core.money import Rupiah
    from ui.kit.notice import Notice
    from ui.shell.page import Konteks

KETIK_MS = 180
"""How long typing must rest before the question is put."""


def row_key(r: Any) -> Any:
    """What names a line across refreshes."""
    return (r.tx, r.no, r.bukti) if isinstance(r, BarisBuku) else (r.sub_kegiatan, r.rekening)


class Figure(QWidget):
    """One figure of the foot: its name small above it."""

    def __init__(self, label: str, nilai: Rupiah, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for kata, gaya in ((label, "kecil"), (format_sen(nilai.sen, brackets=True), "kuat")):
            made = text(kata, gaya, nada="bad" if gaya == "kuat" and nilai.sen < 0 else "")
            made.setAlignment(Qt.AlignmentFlag.AlignRight)
            column.addWidget(made)


class BukuPage(Page):
    topics: ClassVar[frozenset[str]] = frozenset({"kas", "anggaran", "opd"})

    def __init__(self, konteks: Konteks, parent: QWidget | None = None) -> None:
        super().__init__(konteks, parent)
        self.bulan = MonthPicker(Bulan.of(konteks.today()))
        self.bulan.month_changed.connect(self._on_month)
        self.sementara = StatusChip()
        self._note = text("", "kecil")
        self.cari = QLineEdit()
        self.cari.setPlaceholderText("Cari bukti, uraian, rekening   Ctrl+F")
        self.cari.setClearButtonEnabled(True)
        self.cari.setMinimumWidth(tokens.px(140))
        self.cari.setMaximumWidth(tokens.px(260))
        self._typed = QTimer(self, singleShot=True, interval=KETIK_MS)
        self._typed.timeout.connect(self.refresh)
        self.cari.textChanged.connect(lambda _: self._typed.start())
        self.tabs = QTabBar()
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        self._stack = QStackedWidget()
        self.views: dict[str, TableView] = {}
        for buku in BUKU:
            self.tabs.addTab(buku.judul)
            self._stack.addWidget(self._build_view(buku))
        self.tabs.currentChanged.connect(self._on_tab)
        self._foot = QHBoxLayout()
        self._foot.setSpacing(tokens.px(24))
        self._shown: IsiBuku | None = None
        self._lay_out()
        self._listen()

    @property
    def buku(self) -> Buku:
        """The book on show."""
        return BUKU[self.tabs.currentIndex()]

    @property
    def view(self) -> TableView:
        """Its table."""
        return self.views[self.buku.key]

    def title(self) -> str:
        return "Buku Kas Umum"

    def subtitle(self) -> str:
        return f"{self.buku.judul} · {self.bulan.bulan.nama}"

    def actions(self) -> tuple[Action, ...]:
        return (
            Action("ekspor", "Ekspor", self.choose_export, "Ctrl+E"),
            Action("pratinjau", "Pratinjau", self.preview, "Ctrl+P"),
            Action("catat", "Catat bukti", self._record, "F2", Izin.CATAT, primary=True),
        )

    def open_with(self, isi: Any) -> None:
        """A month, or a mapping with `bulan`, `buku` (key of a tab) and `cari`."""
        given: Mapping[str, Any] = isi if isinstance(isi, dict) else {"bulan": isi}
        with QSignalBlocker(self.tabs), QSignalBlocker(self.bulan):
            if "buku" in given:
                self.tabs.setCurrentIndex(next(i for i, b in enumerate(BUKU) if b.key == given["buku"]))
                self._stack.setCurrentIndex(self.tabs.currentIndex())
            if given.get("bulan"):
                self.bulan.go_to(given["bulan"])
        self.cari.setText(str(given.get("cari", "")))
        self.mark_stale()
        self.head_changed.emit()

    def refresh(self) -> None:
        order = self.view.table.order
        saring = Saring(self.bulan.bulan, self.cari.text(), order.key, order.descending)
        buku, hari, tanya = self.buku, self.konteks.today(), self.konteks.tanya
        self.konteks.desk.ask(
            lambda: (buku, saring, tanya.ask(lambda q: load(q, buku, saring, hari))), self._show, key="kas.buku"
        )

    def preview(self) -> None:
        """Shows the very PDF of the book on show."""
        self._print(lambda cetakan: (cetakan, cetakan.render(Format.PDF)), self._show_preview)

    def choose_export(self) -> None:
        """Asks which kind of file."""
        menu = QMenu(self)
        for jenis, nama in FORMAT_NAMA.items():
            menu.addAction(nama, lambda j=jenis: self.export(j))
        menu.addSeparator()
        menu.addAction("Daftar seperti di layar…", self.view.ask_export)
        menu.exec(QCursor.pos())
        menu.deleteLater()

    def export(self, jenis: Format) -> None:
        """Asks where, then writes the book on show."""
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        nama = str(Path(folder) / f"{self.buku.key}-{self.bulan.bulan}.{jenis}")
        path, _ = QFileDialog.getSaveFileName(self, "Ekspor buku", nama, f"{FORMAT_NAMA[jenis]} (*.{jenis})")
        if path:
            self.export_to(Path(path), jenis)

    def export_to(self, berkas: Path, jenis: Format) -> None:
        """Writes the book on show to a file."""
        self._print(lambda cetakan: write_file(berkas, cetakan.render(jenis)), self.konteks.notify)

    def _print(self, work: Any, show: Any) -> None:
        buku, bulan, tanya = self.buku, self.bulan.bulan, self.konteks.tanya
        sementara = self._shown.sementara if self._shown else True
        self.konteks.desk.ask(
            lambda: work(tanya.ask(lambda q: cetak_buku(q, buku, bulan, sementara=sementara))), show, key="kas.cetak"
        )

    def _show_preview(self, made: tuple[Cetakan, bytes]) -> None:
        from ui.kit.preview import PreviewDialog

        cetakan, pdf = made
        dialog = PreviewDialog(pdf, cetakan.judul, f"{cetakan.nama}.pdf", self)
        dialog.told.connect(self._tell)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def _tell(self, notice: Notice) -> None:
        self.konteks.notify(notice)

    def _show(self, answer: tuple[Buku, Saring, IsiBuku]) -> None:
        buku, saring, isi = answer
        if buku is not self.buku:
            return
        self._shown = isi
        with QSignalBlocker(self.bulan):
            self.bulan.set_range(*isi.bulan)
        table = self.views[buku.key].table
        table.show(isi.baris)
        self.views[buku.key].set_empty(
            "Tidak ada yang cocok dengan pencarian." if saring.cari else buku.kosong,
            "Hapus kata pencarian dengan Esc." if saring.cari else "Catat bukti dengan F2, atau pilih bulan lain.",
        )
        self.sementara.show_status(Status("sementara", Nada.WARN) if isi.sementara else Status("ditutup", Nada.OK))
        self._note.setText(
            "nomor baris baru tetap sesudah penutupan kas" if isi.sementara else "nomor baris tetap, bulan disegel"
        )
        self._show_foot(isi.kaki, len(isi.baris) - (1 if saring.utuh and buku.key != "rincian" else 0))

    def _show_foot(self, kaki: tuple[tuple[str, Rupiah], ...], banyak: int) -> None:
        while (old := self._foot.takeAt(0)) is not None:
            if (widget := old.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        self._count = text(f"{banyak} baris", "redup")
        self._foot.addWidget(self._count)
        self._foot.addStretch(1)
        for label, nilai in kaki:
            self._foot.addWidget(Figure(label, nilai))

    def _on_totals(self, banyak: int, jumlah: Mapping[str, Rupiah]) -> None:
        if self._shown is None:
            return
        if banyak > 1:
            columns = {c.key: c.judul for c in self.buku.kolom}
            parts = [
                f"{columns[k]} {format_sen(n.sen, brackets=True)}" for k, n in jumlah.items() if n and k != "saldo"
            ]
            self._count.setText(" · ".join((f"{banyak} baris terpilih", *parts)))
        elif self._count.text().endswith("terpilih") or "·" in self._count.text():
            self._count.setText(f"{len(self._shown.baris)} baris")

    def _on_sort(self, key: str, turun: bool) -> None:
        table = self.view.table
        if table.order.key == key and table.order.descending:
            table.set_order("", descending=False)  # the third click brings the order of the book back
        else:
            table.set_order(key, descending=turun)
        self.refresh()

    def _on_month(self) -> None:
        self.refresh()
        self.head_changed.emit()

    def _on_tab(self, number: int) -> None:
        self._stack.setCurrentIndex(number)
        self.refresh()
        self.head_changed.emit()

    def _step_tab(self, arah: int) -> None:
        self.tabs.setCurrentIndex((self.tabs.currentIndex() + arah) % len(BUKU))

    def _record(self) -> None:
        self.konteks.open_page("bukti", {"catat": "BELANJA_UP"})

    def _open_row(self, row: Any) -> None:
        if isinstance(row, BarisBuku) and row.tx:
            self.konteks.open_page("bukti", {"bulan": self.bulan.bulan, "tx": row.tx})

    def _build_view(self, buku: Buku) -> TableView:
        view = self.views[buku.key] = TableView(f"kas.{buku.key}", RowTable(buku.kolom, row_key))
        view.sort_asked.connect(self._on_sort)
        view.totals_changed.connect(self._on_totals)
        view.row_opened.connect(self._open_row)
        return view

    def _lay_out(self) -> None:
        upper = QHBoxLayout()
        upper.setSpacing(tokens.px(10))
        upper.addWidget(self.bulan)
        upper.addWidget(self.sementara)
        upper.addWidget(self._note)
        upper.addStretch(1)
        upper.addWidget(self.cari, 2)
        card = Card()
        card.body.setSpacing(tokens.px(6))
        card.add(self.tabs)
        card.add(self._stack, 1)
        card.add(line())
        card.add(self._foot)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.px(12))
        column.addLayout(upper)
        column.addWidget(card, 1)

    def _listen(self) -> None:
        here = Qt.ShortcutContext.WidgetWithChildrenShortcut
        for keys, run in (
            ("Left", lambda: self.bulan.step(-1)),
            ("Right", lambda: self.bulan.step(1)),
            ("Ctrl+PgUp", lambda: self._step_tab(-1)),
            ("Ctrl+PgDown", lambda: self._step_tab(1)),
            ("Ctrl+F", self.cari.setFocus),
        ):
            QShortcut(QKeySequence(keys), self, context=here).activated.connect(run)
        QShortcut(QKeySequence("Esc"), self.cari, context=Qt.ShortcutContext.WidgetShortcut).activated.connect(
            self.cari.clear
        )
