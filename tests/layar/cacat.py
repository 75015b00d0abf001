"""What a person would call a fault of a screen: cut-off words, widgets over each other, foreign words, unnamed fields."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QAbstractSpinBox,
    QCheckBox,
    QComboBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QScrollArea,
    QScrollBar,
    QStackedWidget,
    QTableView,
    QToolButton,
    QWidget,
)

from ui.kit.card import Card
from ui.kit.table import Jenis, RowTable

_ENGLISH = """
save cancel close open file error warning search print page month year amount date number name edit delete add new next
back finish done loading select all none yes no help settings view copy paste undo redo submit approve reject return
receipt vendor budget report export import sort group column row user password login logout ok apply discard continue
untitled empty
"""
ENGLISH: Final = frozenset(_ENGLISH.split())
"""Words that would be English on an Indonesian screen (`total`, `filter` and `reset` are Indonesian too)."""
_WORD = re.compile(r"[A-Za-z]+")
_CUT_WORD = re.compile(r"\w+…")
"""What is left of a word at the end of a shortened line ("No…" of November) says nothing about its language."""
_TOLERANSI = 2
_ROWS = 10
"""Rows of a list that are on screen even with the largest letters or in the smallest card, at least in part."""


def faults(window: QWidget) -> list[str]:
    """Every fault of what is visible in a window, said with the words on the widget."""
    found = [*_cut_off(window), *_overlaps(window), *_foreign(window), *_unnamed(window), *_headings(window)]
    return sorted(set(found))


def _visible(window: QWidget, *kinds: type[QWidget]) -> Iterator[QWidget]:
    for widget in window.findChildren(QWidget):
        if (not kinds or isinstance(widget, kinds)) and widget.isVisibleTo(window) and not _is_rolled_away(widget):
            yield widget


def _is_rolled_away(widget: QWidget) -> bool:
    """Inside a scroll area and out of its view: not on screen now."""
    return widget.visibleRegion().isEmpty()


def _cut_off(window: QWidget) -> Iterator[str]:
    for label in _visible(window, QLabel):
        assert isinstance(label, QLabel)
        words, room = label.text(), label.contentsRect()
        if not words or label.textFormat() == Qt.TextFormat.RichText or not label.pixmap().isNull():
            continue
        if label.wordWrap():
            if label.heightForWidth(label.width()) > label.height() + _TOLERANSI:
                yield f"terpotong (tinggi): “{words[:60]}”"
        elif label.fontMetrics().horizontalAdvance(words) > room.width() + _TOLERANSI:
            yield f"terpotong: “{words[:60]}”"
        elif words.endswith("…") and not label.toolTip() and "…" not in _known_dots(label):
            yield f"dipendekkan tanpa keterangan: “{words[:60]}”"
    for button in _visible(window, QPushButton, QCheckBox):
        need = button.minimumSizeHint().width() if isinstance(button, QCheckBox) else button.sizeHint().width()
        if button.text() and button.width() + _TOLERANSI < need and button.layout() is None:  # type: ignore[attr-defined]
            yield f"tombol terpotong: “{button.text()[:60]}”"  # type: ignore[attr-defined]
    for box in _visible(window, QComboBox):
        assert isinstance(box, QComboBox)
        if box.fontMetrics().horizontalAdvance(box.currentText()) > box.width() - 24:
            yield f"pilihan terpotong: “{box.currentText()[:60]}”"


def _known_dots(label: QLabel) -> str:
    """A label that says that something is under way ends in dots on purpose."""
    return label.text() if label.text().lower().startswith(("membuka", "memuat", "bekerja", "mencari")) else ""


def _overlaps(window: QWidget) -> Iterator[str]:
    for parent in [window, *_visible(window)]:
        if isinstance(parent, QStackedWidget | QAbstractItemView | QScrollArea | QComboBox | QAbstractSpinBox):
            continue
        layout = parent.layout()
        if layout is None:
            continue
        children = [c for c in (layout.itemAt(i).widget() for i in range(layout.count())) if c and c.isVisible()]
        for i, one in enumerate(children):
            for other in children[i + 1 :]:
                both = one.geometry().intersected(other.geometry())
                if both.width() > _TOLERANSI and both.height() > _TOLERANSI:
                    yield f"bertumpuk: {_say(one)} dan {_say(other)}"
        for child in children:
            inside = QRect(QPoint(0, 0), parent.size())
            outside = child.geometry().united(inside)
            if outside.width() > inside.width() + _TOLERANSI or outside.height() > inside.height() + _TOLERANSI:
                yield f"keluar dari tempatnya: {_say(child)}"


def _say(widget: QWidget) -> str:
    words = widget.property("text") or widget.accessibleName() or widget.objectName() or ""
    return f"{type(widget).__name__} “{str(words)[:40]}”"


def spoken(window: QWidget) -> Iterator[str]:
    """Every text that a person can read in a window now, tips included."""
    for widget in _visible(window):
        if isinstance(widget, QLabel | QPushButton | QToolButton | QCheckBox):
            yield widget.text()
        if isinstance(widget, QLineEdit | QPlainTextEdit):
            yield widget.placeholderText()
        if isinstance(widget, QTableView) and isinstance(widget.model(), RowTable):
            yield from (column.judul for column in widget.model().columns)
        yield widget.toolTip()
        yield widget.accessibleName()


def _foreign(window: QWidget) -> Iterator[str]:
    for words in spoken(window):
        strange = [w for w in _WORD.findall(_CUT_WORD.sub("", words.replace("No.", ""))) if w.lower() in ENGLISH]
        if strange:
            yield f"kata asing {', '.join(strange)}: “{words[:60]}”"


def _unnamed(window: QWidget) -> Iterator[str]:
    for field in _visible(window, QLineEdit, QComboBox, QPlainTextEdit, QToolButton, QAbstractItemView):
        if isinstance(field, QLineEdit) and isinstance(field.parent(), QComboBox | QAbstractSpinBox):
            continue
        if isinstance(field, QHeaderView) or (isinstance(field, QToolButton) and field.text().isalpha()):
            continue
        named = field.accessibleName() or _label_of(window, field)
        if not named and not isinstance(field.parent(), QScrollBar):
            yield f"tanpa nama untuk pembaca layar: {_say(field)} di {_say(field.parentWidget())}"


def _label_of(window: QWidget, field: QWidget) -> bool:
    return any(label.buddy() is field for label in window.findChildren(QLabel))


def _headings(window: QWidget) -> Iterator[str]:
    for view in _visible(window, QTableView):
        assert isinstance(view, QTableView)
        model, header = view.model(), view.horizontalHeader()
        if not isinstance(model, RowTable):
            continue
        for n, column in enumerate(model.columns):
            if view.isColumnHidden(n) or not column.judul:
                continue
            if header.fontMetrics().horizontalAdvance(column.judul) > header.sectionSize(n) - 8:
                yield f"judul kolom terpotong: “{column.judul}” ({header.sectionSize(n)} px)"
            if column.jenis is Jenis.UANG:
                shown = (model.cell(row, n).text for row in range(min(model.rowCount(), _ROWS)))
                cut = [t for t in shown if view.fontMetrics().horizontalAdvance(t) > header.sectionSize(n) - 8]
                if cut:
                    yield f"jumlah terpotong: “{cut[0]}” ({column.judul})"


def cards(window: QWidget) -> int:
    """How many cards are on show; a page without any shows nothing."""
    return sum(1 for _ in _visible(window, Card))
