"""CheckList: what is tested before a document may go on, each with the rule and the numbers behind it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from ui.kit import tokens
from ui.kit.card import text

if TYPE_CHECKING:
    from collections.abc import Sequence


class HasilUji(StrEnum):
    """Passed, to be looked at, or in the way."""

    LOLOS = "lolos"
    PERHATIAN = "perhatian"
    GAGAL = "gagal"


@dataclass(frozen=True, slots=True)
class Uji:
    """One line: `Uji("Pagu DPA cukup", "sisa sesudahnya 141.750.000", HasilUji.LOLOS)`."""

    judul: str
    keterangan: str
    hasil: HasilUji


class Sign(QWidget):
    """A tick, an exclamation mark or a cross, drawn so that no font can be missing it."""

    def __init__(self, hasil: HasilUji, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._hasil = hasil
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(hasil.value)

    def sizeHint(self) -> QSize:
        return QSize(tokens.px(14), tokens.px(18))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        token = {HasilUji.LOLOS: "ok", HasilUji.PERHATIAN: "warn", HasilUji.GAGAL: "bad"}[self._hasil]
        painter.setPen(
            QPen(tokens.colour(token), max(1.8, tokens.px(1.9)), c=Qt.PenCapStyle.RoundCap, j=Qt.PenJoinStyle.RoundJoin)
        )
        unit = tokens.px(10) / 10
        start = QPointF(tokens.px(2), (self.height() - 10 * unit) / 2)

        def at(x: float, y: float) -> QPointF:
            return start + QPointF(x, y) * unit

        if self._hasil is HasilUji.LOLOS:
            painter.drawPolyline([at(0.5, 5.5), at(3.5, 8.5), at(9, 1.5)])
        elif self._hasil is HasilUji.GAGAL:
            painter.drawLine(at(1, 1.5), at(8, 8.5))
            painter.drawLine(at(8, 1.5), at(1, 8.5))
        else:
            painter.drawLine(at(4.5, 0.5), at(4.5, 6))
            painter.drawPoint(at(4.5, 9.3))
        painter.end()


class CheckList(QWidget):
    """The live list beside a form."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._items: tuple[Uji, ...] = ()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(tokens.px(10))
        self._grid.setVerticalSpacing(0)
        self._grid.setColumnStretch(1, 1)

    @property
    def items(self) -> tuple[Uji, ...]:
        """What is on show."""
        return self._items

    def show_items(self, items: Sequence[Uji]) -> None:
        """Shows the findings of the last test; nothing flickers when they are the same."""
        if tuple(items) == self._items:
            return
        self._items = tuple(items)
        while (old := self._grid.takeAt(0)) is not None:
            if (widget := old.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for number, uji in enumerate(self._items):
            judul = text(uji.judul, "kuat", wrap=True)
            keterangan = text(uji.keterangan, "kecil", wrap=True)
            keterangan.setContentsMargins(0, 0, 0, tokens.px(9))
            self._grid.addWidget(Sign(uji.hasil), 2 * number, 0, Qt.AlignmentFlag.AlignTop)
            self._grid.addWidget(judul, 2 * number, 1)
            self._grid.addWidget(keterangan, 2 * number + 1, 1)

    def count(self, hasil: HasilUji) -> int:
        """How many lines ended so; a button that submits is off while GAGAL is above 0."""
        return sum(u.hasil is hasil for u in self._items)
