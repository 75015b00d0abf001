"""BarChart: planned against realised, twelve months side by side, drawn with QPainter."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QHelpEvent, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from core.money import NOL, Rupiah
from ui.kit import tokens

if TYPE_CHECKING:
    from collections.abc import Sequence


_LEGENDA = (("Rencana", "plan"), ("Realisasi", "accent"))
_PT_LEGENDA = 8.5


@dataclass(frozen=True, slots=True)
class Batang:
    """One month: what the anggaran kas planned and what was realised; None while the month has not come."""

    judul: str
    rencana: Rupiah
    realisasi: Rupiah | None = None


class BarChart(QWidget):
    """Pairs of bars over a common zero line; hovering tells the amounts. A `Legend` belongs in the head of its card."""

    def __init__(self, batang: Sequence[Batang] = (), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._batang: tuple[Batang, ...] = tuple(batang)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def show_bars(self, batang: Sequence[Batang]) -> None:
        """Shows other months."""
        self._batang = tuple(batang)
        self.setAccessibleName("; ".join(_say(b) for b in self._batang))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(tokens.px(480), tokens.px(200))

    def minimumSizeHint(self) -> QSize:
        return QSize(tokens.px(220), tokens.px(110))

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent):
            number = int(event.pos().x() * len(self._batang) // max(self.width(), 1))
            inside = 0 <= number < len(self._batang)
            QToolTip.showText(event.globalPos(), _say(self._batang[number]) if inside else "", self)
            return True
        return super().event(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        label_height = tokens.px(24)
        area = QRectF(0, tokens.px(4), self.width(), self.height() - label_height - tokens.px(4))
        top = max((n.sen for b in self._batang for n in (b.rencana, b.realisasi or NOL)), default=0)
        self._paint_grid(painter, area)
        pitch = area.width() / max(len(self._batang), 1)
        painter.setFont(tokens.font(8))
        for number, batang in enumerate(self._batang):
            slot = QRectF(area.left() + number * pitch, area.top(), pitch, area.height())
            _paint_pair(painter, slot, batang, top)
            painter.setPen(tokens.colour("muted"))
            below = QRectF(slot.left(), area.bottom() + tokens.px(4), pitch, label_height - tokens.px(4))
            painter.drawText(below, Qt.AlignmentFlag.AlignCenter, batang.judul)
        painter.end()

    def _paint_grid(self, painter: QPainter, area: QRectF) -> None:
        painter.setPen(QPen(tokens.colour("line"), 1, Qt.PenStyle.DotLine))
        for share in (0.25, 0.5, 0.75, 1.0):
            y = round(area.bottom() - share * area.height()) + 0.5
            painter.drawLine(QPointF(area.left(), y), QPointF(area.right(), y))
        painter.setPen(QPen(tokens.colour("line"), 1))
        painter.drawLine(QPointF(area.left(), area.bottom() + 0.5), QPointF(area.right(), area.bottom() + 0.5))


class Legend(QWidget):
    """Which bar is the plan and which is what came of it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName("abu-abu rencana, warna realisasi")

    def sizeHint(self) -> QSize:
        metrics = QFontMetrics(tokens.font(_PT_LEGENDA))
        words = sum(metrics.horizontalAdvance(kata) for kata, _ in _LEGENDA)
        return QSize(words + tokens.px(26 + 14), tokens.px(18))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(tokens.font(_PT_LEGENDA))
        left, square = 0.0, float(tokens.px(8))
        for kata, token in _LEGENDA:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(tokens.colour(token))
            painter.drawRoundedRect(QRectF(left, (self.height() - square) / 2, square, square), 2, 2)
            left += tokens.px(13)
            width = painter.fontMetrics().horizontalAdvance(kata)
            painter.setPen(tokens.colour("muted"))
            painter.drawText(QRectF(left, 0, width + 2, self.height()), Qt.AlignmentFlag.AlignVCenter, kata)
            left += width + tokens.px(14)
        painter.end()


def _paint_pair(painter: QPainter, slot: QRectF, batang: Batang, top: int) -> None:
    if top <= 0:
        return
    width = min(slot.width() * 0.36, float(tokens.px(18)))
    gap = float(tokens.px(1.5))
    painter.setPen(Qt.PenStyle.NoPen)
    pairs = (
        (batang.rencana, "plan", slot.center().x() - gap - width),
        (batang.realisasi, "accent", slot.center().x() + gap),
    )
    for nilai, token, left in pairs:
        if nilai is None or nilai.sen <= 0:
            continue
        height = slot.height() * nilai.sen / top
        painter.setBrush(tokens.colour(token))
        painter.drawPath(_rounded_top(QRectF(left, slot.bottom() - height, width, height)))


def _rounded_top(bar: QRectF) -> QPainterPath:
    radius = min(float(tokens.px(3)), bar.height(), bar.width() / 2)
    path = QPainterPath()
    path.moveTo(bar.bottomLeft())
    path.lineTo(bar.left(), bar.top() + radius)
    path.quadTo(bar.topLeft(), QPointF(bar.left() + radius, bar.top()))
    path.lineTo(bar.right() - radius, bar.top())
    path.quadTo(bar.topRight(), QPointF(bar.right(), bar.top() + radius))
    path.lineTo(bar.bottomRight())
    path.closeSubpath()
    return path


def _say(batang: Batang) -> str:
    realisasi = "belum ada" if batang.realisasi is None else str(batang.realisasi)
    return f"{batang.judul}: rencana {batang.rencana}, realisasi {realisasi}"
