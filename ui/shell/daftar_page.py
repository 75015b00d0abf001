"""DaftarPage: a place that is one list, searched and sorted as it is typed, with its sums below.

The row in hand may stand in full at the right. For lists that one question answers whole (hundreds of rows); the
books, which may have tens of thousands, search and sort in SQL instead.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, ClassVar, Generic, TypeVar

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from core.money import Rupiah, format_sen
from ui.kit import tokens
from ui.kit.card import Card, line, text
from ui.kit.chip import Status
from ui.kit.table import Column, Jenis, RowTable, write_cell
from ui.kit.table_view import TableView
from ui.shell.page import Page

if TYPE_CHECKING:
    from collections.abc import Hashable, Mapping, Sequence

    from ui.kantor import Pertanyaan
    from ui.shell.page import Konteks

R = TypeVar("R")
KETIK_MS = 120


class DaftarPage(Page, Generic[R]):
    """Base of list pages: give `nama`, `kolom`, `ask` and `key_of`; the rest may stay as it is.

    `open_with` takes the key of a row, or a word to search for.
    """

    nama: ClassVar[str]
    """Under which the columns are remembered on this desk."""
    kolom: ClassVar[tuple[Column[Any], ...]]
    cari_kata: ClassVar[str] = "Cari"
    kosong: ClassVar[tuple[str, str]]
    """What an empty list says, and the one next step."""
    jumlahkan: ClassVar[tuple[str, ...]] = ()
    """Keys of the amount columns that are summed in the foot."""

    def __init__(self, konteks: Konteks, parent: QWidget | None = None) -> None:
        super().__init__(konteks, parent)
        self._all: tuple[R, ...] = ()
        self._goal: Hashable | None = None
        self.cari = QLineEdit()
        self.cari.setPlaceholderText(f"{self.cari_kata}   Ctrl+F")
        self.cari.setClearButtonEnabled(True)
        self.cari.setMinimumWidth(tokens.px(160))
        self.cari.setMaximumWidth(tokens.px(300))
        self._typed = QTimer(self, singleShot=True, interval=KETIK_MS)
        self._typed.timeout.connect(self.show_rows)
        self.cari.textChanged.connect(lambda _: self._typed.start())
        self.table: RowTable[R] = RowTable(self.kolom, self.key_of)
        self.view = TableView(self.nama, self.table)
        self.view.setSelectionMode(TableView.SelectionMode.ExtendedSelection)
        self.view.jumlahkan = self.jumlahkan
        self.view.set_empty(*self.kosong)
        self.view.sort_asked.connect(self._on_sort)
        self.view.totals_changed.connect(self._on_totals)
        self.view.row_opened.connect(self._on_opened)
        self.view.row_selected.connect(self._on_selected)
        self.count, self.sums = text("", "redup"), text("")
        self.upper = QHBoxLayout()
        self.upper.setSpacing(tokens.px(10))
        self._lay_out()
        here = Qt.ShortcutContext.WidgetWithChildrenShortcut
        QShortcut(QKeySequence("Ctrl+F"), self, context=here).activated.connect(self.cari.setFocus)
        leave = QShortcut(QKeySequence("Esc"), self.cari, context=Qt.ShortcutContext.WidgetShortcut)
        leave.activated.connect(self._leave_search)

    # what a page says of itself

    def ask(self, q: Pertanyaan) -> Sequence[R]:
        """The rows, in their order; runs on a reader thread."""
        raise NotImplementedError

    def key_of(self, row: R) -> Hashable:
        """What names a row across refreshes."""
        raise NotImplementedError

    def build_controls(self, row: QHBoxLayout) -> None:
        """Puts a page's own choices (a month, a filter) before the search line."""

    def build_detail(self) -> QWidget | None:
        """What stands at the right of the list; None for nothing."""
        return None

    def show_detail(self, row: R | None) -> None:
        """The row the keyboard stands on has changed."""

    def keeps(self, row: R) -> bool:
        """Whether the page's own filter keeps a row."""
        del row
        return True

    def words_of(self, row: R) -> str:
        """What the search looks through: the row as it is written, unless a page knows more."""
        return " ".join(write_cell(c, c.nilai(row)).text for c in self.kolom)

    def open_row(self, row: R) -> None:
        """Enter or a double click."""

    # how it works

    def open_with(self, isi: Any) -> None:
        self._goal = isi
        if any(self.key_of(row) == isi for row in self._all):
            self.show_rows()
        elif isinstance(isi, str):
            self.cari.setText(isi)
        self.mark_stale()

    def take_focus(self) -> None:
        self.view.setFocus()

    def refresh(self) -> None:
        tanya = self.konteks.tanya
        self.konteks.desk.ask(lambda: tuple(tanya.ask(self.ask)), self._take, key=f"daftar.{self.nama}")

    def show_rows(self) -> None:
        """The rows that fit the search, in the chosen order."""
        words = self.cari.text().casefold().split()
        rows = [r for r in self._all if self.keeps(r) and self._fits(r, words)]
        order = self.table.order
        column = next((c for c in self.kolom if c.key == order.key), None)
        if column is not None:
            rows.sort(key=lambda r: sort_key(column.nilai(r)), reverse=order.descending)
        self.table.show(rows)
        found = bool(words) and bool(self._all)
        self.view.set_empty(
            *(("Tidak ada yang cocok dengan pencarian.", "Hapus kata pencarian dengan Esc.") if found else self.kosong)
        )
        self._on_totals(0, {})
        if self._goal is not None and self.view.select_key(self._goal):
            self._goal = None
        elif rows and self.view.current_row() is None:
            self.view.select_key(self.key_of(rows[0]))
        self.show_detail(self.view.current_row())

    def _take(self, rows: tuple[R, ...]) -> None:
        self._all = rows
        self.show_rows()
        self.head_changed.emit()

    def _fits(self, row: R, words: Sequence[str]) -> bool:
        if not words:
            return True
        said = self.words_of(row).casefold()
        return all(word in said for word in words)

    def _on_sort(self, key: str, turun: bool) -> None:
        again = self.table.order.key == key and self.table.order.descending
        self.table.set_order("" if again else key, descending=not again and turun)
        self.show_rows()

    def _on_totals(self, banyak: int, jumlah: Mapping[str, Rupiah]) -> None:
        rows = self.table.rows
        columns = {c.key: c for c in self.kolom if c.key in self.jumlahkan}
        if banyak > 1:
            self.count.setText(f"{banyak} baris terpilih")
            sums = {k: jumlah[k] for k in columns if k in jumlah}
        else:
            kept = f"{len(rows)} dari {len(self._all)}" if len(rows) != len(self._all) else f"{len(rows)}"
            self.count.setText(f"{kept} baris")
            sums = {k: _sum(c, rows) for k, c in columns.items()}
        self.sums.setText(
            "      ".join(f"{columns[k].judul}  {format_sen(n.sen, brackets=True)}" for k, n in sums.items())
        )

    def _on_selected(self, row: Any) -> None:
        self.show_detail(row)
        self.head_changed.emit()

    def _on_opened(self, row: Any) -> None:
        if row is not None:
            self.open_row(row)

    def _leave_search(self) -> None:
        self.cari.clear()
        self.view.setFocus()

    def _lay_out(self) -> None:
        self.build_controls(self.upper)
        self.upper.addStretch(1)
        self.upper.addWidget(self.cari, 2)
        foot = QHBoxLayout()
        foot.addWidget(self.count)
        foot.addStretch(1)
        foot.addWidget(self.sums)
        card = Card()
        card.body.setSpacing(tokens.px(6))
        card.add(self.view, 1)
        card.add(line())
        card.add(foot)
        middle = QHBoxLayout()
        middle.setSpacing(tokens.px(12))
        middle.addWidget(card, 2)
        detail = self.build_detail()
        if detail is not None:
            middle.addWidget(detail, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.px(12))
        column.addLayout(self.upper)
        column.addLayout(middle, 1)


def sort_key(nilai: Any) -> tuple[int, Any]:
    """By what a value sorts: amounts and dates as such, words without regard to case, nothing first."""
    if nilai is None or nilai == "":
        return (0, 0)
    if isinstance(nilai, Rupiah):
        return (1, nilai.sen)
    if isinstance(nilai, Status):
        return (1, nilai.kata.casefold())
    if isinstance(nilai, date | int):
        return (1, nilai)
    return (1, str(nilai).casefold())


def _sum(column: Column[Any], rows: Sequence[Any]) -> Rupiah:
    assert column.jenis is Jenis.UANG
    return Rupiah(sum(n.sen for r in rows if (n := column.nilai(r)) is not None))


class DetailCard(Card):
    """One row in full: label and value, line by line; empty lines are left out."""

    def __init__(self, judul: str, kosong: str) -> None:
        super().__init__(judul or " ")
        self._kosong = kosong
        self._lines = QVBoxLayout()
        self._lines.setSpacing(tokens.px(6))
        self.add(self._lines)
        self.rest = QVBoxLayout()
        self.add(self.rest, 1)
        self.setMinimumWidth(tokens.px(270))

    def show_lines(self, judul: str, baris: Sequence[tuple[str, str]]) -> None:
        """Writes the heading and the lines; with no heading, what an empty card says."""
        self.title.setText(judul or self._kosong)
        self.title.setWordWrap(True)
        while (old := self._lines.takeAt(0)) is not None:
            if (widget := old.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for label, nilai in baris:
            if nilai:
                part = QWidget()
                column = QVBoxLayout(part)
                column.setContentsMargins(0, 0, 0, 0)
                column.setSpacing(0)
                column.addWidget(text(label, "kecil"))
                column.addWidget(text(nilai, wrap=True))
                self._lines.addWidget(part)
