"""Ctrl+K: finds a page, a command of the page, or a thing by its words, and goes there."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from ui.kit import tokens

if TYPE_CHECKING:
    from ui.bridge.desk import Desk

TUNDA_MS = 120
SARAN_MAX = 40


@dataclass(frozen=True, slots=True)
class Found:
    """Something the palette can go to: what it is, a word about it, and how to get there."""

    judul: str
    keterangan: str
    run: Callable[[], None]

    def fits(self, words: Sequence[str]) -> bool:
        """Whether every typed word occurs."""
        text = f"{self.judul} {self.keterangan}".casefold()
        return all(word in text for word in words)


Search = Callable[[str], Sequence[Found]]
"""Answers on a reader thread; the `run` of what it finds is called on the main thread."""


class CommandPalette(QDialog):
    """A line and a list; arrows and Enter, Esc leaves."""

    def __init__(self, fixed: Sequence[Found], desk: Desk, searches: Sequence[Search], parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle("Cari")
        self.setWindowFlag(Qt.WindowType.FramelessWindowHint)
        self._fixed = tuple(fixed)
        self._desk = desk
        self._searches = tuple(searches)
        self._found: list[Found] = []
        self._line = QLineEdit()
        self._line.setObjectName("palet")
        self._line.setPlaceholderText("Nama halaman, perintah, nomor SPM, rekanan, bukti…")
        self._line.textChanged.connect(self._on_typed)
        self._line.installEventFilter(self)
        self._list = QListWidget()
        self._list.setObjectName("palet-daftar")
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.itemActivated.connect(self._on_activated)
        self._list.itemClicked.connect(self._on_activated)
        self._later = QTimer(self, singleShot=True, interval=TUNDA_MS)
        self._later.timeout.connect(self._search)
        column = QVBoxLayout(self)
        column.setContentsMargins(tokens.px(14), tokens.px(14), tokens.px(14), tokens.px(14))
        column.setSpacing(tokens.px(8))
        column.addWidget(self._line)
        column.addWidget(self._list, 1)
        self.resize(tokens.px(560), tokens.px(400))
        middle = parent.mapToGlobal(QPoint(parent.width() // 2, tokens.px(90)))
        self.move(middle.x() - self.width() // 2, middle.y())
        self._show(self._fixed)

    def titles(self) -> list[str]:
        """What is on the list."""
        return [f.judul for f in self._found]

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
            if step is not None and self._found:
                self._list.setCurrentRow((self._list.currentRow() + step) % len(self._found))
                return True
            if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
                self._run(self._list.currentRow())
                return True
        return False

    def _on_typed(self, typed: str) -> None:
        words = typed.casefold().split()
        self._show([f for f in self._fixed if f.fits(words)])
        if self._searches and len(typed.strip()) > 1:
            self._later.start()

    def _search(self) -> None:
        typed = self._line.text().strip()
        searches = self._searches
        self._desk.ask(lambda: [f for search in searches for f in search(typed)], self._add_found, "cari")

    def _add_found(self, found: Sequence[Found]) -> None:
        words = self._line.text().casefold().split()
        self._show([*(f for f in self._fixed if f.fits(words)), *found])

    def _show(self, found: Sequence[Found]) -> None:
        self._found = list(found[:SARAN_MAX])
        self._list.clear()
        for each in self._found:
            item = QListWidgetItem(f"{each.judul}    {each.keterangan}" if each.keterangan else each.judul)
            self._list.addItem(item)
        if self._found:
            self._list.setCurrentRow(0)

    def _on_activated(self, item: QListWidgetItem) -> None:
        self._run(self._list.row(item))

    def _run(self, number: int) -> None:
        if 0 <= number < len(self._found):
            chosen = self._found[number]
            self.accept()
            chosen.run()
