"""LinesCard: a list of lines with one row of fields below it. Ins adds, Enter changes, Del takes away, Esc leaves.

The list itself is never written into: a line is made in the fields and put in its place when Enter confirms it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from ui.kit import tokens
from ui.kit.card import Card, text
from ui.kit.table import RowTable
from ui.kit.table_view import TINGGI_BARIS, TableView

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ui.kit.table import Column

_KEPALA = 46


class LinesCard(Card):
    """Base of Belanja and Potongan. A subclass builds `fields`, fills them, and reads a line out of them."""

    changed = Signal()

    def __init__(
        self, judul: str, nama: str, kolom: Sequence[Column[Any]], kosong: str, *, pintasan: str = "", baris: int = 2
    ) -> None:
        super().__init__(judul)
        self.table: RowTable[Any] = RowTable(kolom)
        self.view = TableView(nama, self.table)
        self.view.set_empty(kosong)
        self.view.setMinimumHeight(tokens.px(_KEPALA + baris * TINGGI_BARIS))
        self.view.row_opened.connect(lambda row: self.edit(self.table.rows.index(row)))
        self.view.installEventFilter(self)
        self._number: int | None = None
        self._editable = True
        self.add_button = QPushButton(f"+ tambah baris  {pintasan}".rstrip())
        self.add_button.setProperty("peran", "tautan")
        self.add_button.setToolTip("Enter pada baris mengubahnya, Del menghapusnya")
        self.add_button.clicked.connect(self.add_line)
        self.hint: QLabel = text("", "kecil")
        self.strip = QFrame()
        self.strip.setObjectName("lembar")
        self.strip.hide()
        self.add(self.view, 1)
        self.add(self.strip)
        foot = QHBoxLayout()
        foot.addWidget(self.add_button)
        foot.addStretch(1)
        foot.addWidget(self.hint)
        self.add(foot)
        if pintasan:
            self.shortcut = QShortcut(QKeySequence(pintasan), self)
            self.shortcut.activated.connect(self.add_line)

    def build_strip(self, fields: Sequence[tuple[str, QWidget, int]]) -> None:
        """Lays the fields out beside each other: (label, widget, stretch)."""
        row = QHBoxLayout()
        row.setSpacing(tokens.px(8))
        for label, widget, stretch in fields:
            cell = QVBoxLayout()
            cell.setSpacing(tokens.px(2))
            above = text(label, "label")
            above.setBuddy(widget)
            widget.setAccessibleName(label)
            widget.installEventFilter(self)
            cell.addWidget(above)
            cell.addWidget(widget)
            row.addLayout(cell, stretch)
        self.complaint = text("", "galat", wrap=True)
        self.complaint.hide()
        keep = QPushButton("Simpan baris  Enter")
        keep.setAutoDefault(False)
        keep.clicked.connect(self.keep)
        leave = QPushButton("Esc")
        leave.setAutoDefault(False)
        leave.setToolTip("Tutup tanpa menyimpan baris")
        leave.clicked.connect(self.leave)
        for button in (keep, leave):
            row.addWidget(button, 0, Qt.AlignmentFlag.AlignBottom)
        column = QVBoxLayout(self.strip)
        column.setContentsMargins(tokens.px(10), tokens.px(6), tokens.px(10), tokens.px(8))
        column.setSpacing(tokens.px(4))
        column.addLayout(row)
        column.addWidget(self.complaint)

    def set_editable(self, *, editable: bool) -> None:
        """Whether lines may be changed."""
        self._editable = editable
        self.add_button.setVisible(editable)
        if not editable:
            self.leave()

    def add_line(self) -> None:
        """Ins: an empty row of fields."""
        if self._editable:
            self._open(None)

    def edit(self, number: int) -> None:
        """Enter on a line: its fields."""
        if self._editable:
            self._open(number)

    def keep(self) -> None:
        """Enter in the fields: the line goes to its place; after a new one the fields are ready for the next."""
        line = self.read_strip()
        if isinstance(line, str):
            self.complaint.setText(line)
            self.complaint.show()
            return
        lines = list(self.lines())
        if self._number is None:
            lines.append(line)
        else:
            lines[self._number] = line
        was_new = self._number is None
        self.put_lines(lines)
        self.changed.emit()
        if was_new:
            self._open(None)
        else:
            self.leave()

    def remove(self, number: int) -> None:
        """Del: takes a line away."""
        lines = list(self.lines())
        if self._editable and 0 <= number < len(lines):
            del lines[number]
            self.leave()
            self.put_lines(lines)
            self.changed.emit()

    def leave(self) -> None:
        """Esc in the fields."""
        if self.strip.isVisibleTo(self):
            self.strip.hide()
            self.view.setFocus()

    def lines(self) -> Sequence[Any]:
        """The lines as they stand."""
        raise NotImplementedError

    def put_lines(self, lines: Sequence[Any]) -> None:
        """Shows other lines."""
        raise NotImplementedError

    def fill_strip(self, line: Any | None) -> QWidget:
        """Puts a line (None for a new one) into the fields; answers the field to stand in."""
        raise NotImplementedError

    def read_strip(self) -> Any | str:
        """The line in the fields, or the sentence that says what is wrong with it."""
        raise NotImplementedError

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if not isinstance(event, QKeyEvent):
            return False
        key = event.key()
        if watched is self.view:
            if event.type() is QEvent.Type.KeyPress and key == Qt.Key.Key_Delete:
                self.remove(self.view.currentIndex().row())
                return True
            return False
        if key == Qt.Key.Key_Escape:
            if event.type() is QEvent.Type.ShortcutOverride:
                event.accept()
                return True
            if event.type() is QEvent.Type.KeyPress:
                self.leave()
                return True
        if event.type() is QEvent.Type.KeyPress and key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._confirm(watched)
            return True
        return False

    def _confirm(self, watched: QObject) -> None:
        """Enter goes on to the next field; in the last one it keeps the line."""
        finish = getattr(watched, "editingFinished", None)
        if finish is not None:
            finish.emit()
        self.keep()

    def _open(self, number: int | None) -> None:
        self._number = number
        self.complaint.hide()
        self.strip.show()
        first = self.fill_strip(None if number is None else self.lines()[number])
        first.setFocus(Qt.FocusReason.TabFocusReason)
