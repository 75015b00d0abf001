"""StatusChip: a word on a tinted ground. The colour never speaks alone."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.kit import tokens
from ui.kit.tokens import Nada

_PT = 8.5
_TINGGI = 19
_TEPI = 11


@dataclass(frozen=True, slots=True)
class Status:
    """What a chip says and what it means: `Status("lewat 12 mnt", Nada.BAD)`."""

    kata: str
    nada: Nada = Nada.MUTED

    def __str__(self) -> str:
        return self.kata


def chip_font() -> QFont:
    """The small face of chips."""
    return tokens.font(_PT, QFont.Weight.DemiBold)


def chip_width(kata: str, metrics: QFontMetrics) -> int:
    """How wide a chip with this word is."""
    return metrics.horizontalAdvance(kata) + tokens.px(2 * _TEPI)


def paint_chip(painter: QPainter, area: QRectF, status: Status, font: QFont) -> None:
    """Paints a chip at the left of an area, in its vertical middle.

    A word too long for the area ends in an ellipsis.
    """
    metrics = QFontMetrics(font)
    ink, ground = tokens.nada_colours(status.nada)
    height = tokens.px(_TINGGI)
    width = min(float(chip_width(status.kata, metrics)), area.width())
    box = QRectF(area.left(), area.center().y() - height / 2, width, height)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ground)
    painter.drawRoundedRect(box, height / 2, height / 2)
    painter.setFont(font)
    painter.setPen(ink)
    inner = box.adjusted(tokens.px(_TEPI) - 1, 0, -tokens.px(_TEPI) + 1, 0)
    text = metrics.elidedText(status.kata, Qt.TextElideMode.ElideRight, int(inner.width()) + 1)
    painter.drawText(inner, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignHCenter, text)


class StatusChip(QWidget):
    """A chip on its own, as on cards and page heads."""

    def __init__(self, kata: str = "", nada: Nada = Nada.MUTED, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._status = Status(kata, nada)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.show_status(self._status)

    def status(self) -> Status:
        """What it says now."""
        return self._status

    def show_status(self, status: Status | None) -> None:
        """Says something else; with nothing to say it takes no room."""
        self._status = status or Status("")
        self.setAccessibleName(self._status.kata)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        width = chip_width(self._status.kata, QFontMetrics(chip_font())) if self._status.kata else 0
        return QSize(width, tokens.px(_TINGGI))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        if not self._status.kata:
            return
        painter = QPainter(self)
        paint_chip(painter, QRectF(self.rect()), self._status, chip_font())
        painter.end()
