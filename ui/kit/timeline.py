"""Timeline: where a berkas stands, as dots on a line with a word and a time below each."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.kit import tokens

if TYPE_CHECKING:
    from collections.abc import Sequence

_JARI = 9.0
_ATAS = 14.0


class Keadaan(StrEnum):
    """A step is over, is the one now, is still to come, or is where the berkas was sent back."""

    SELESAI = "selesai"
    KINI = "kini"
    NANTI = "nanti"
    BERHENTI = "berhenti"


@dataclass(frozen=True, slots=True)
class Langkah:
    """One dot: `Langkah("Verifikasi", "41 dari 60 mnt", Keadaan.KINI)`.

    `lewat` writes the time in red: over its SOP.
    """

    judul: str
    keterangan: str = ""
    keadaan: Keadaan = Keadaan.NANTI
    lewat: bool = False


class Timeline(QWidget):
    """The dots-and-lines of a berkas, drawn by hand."""

    def __init__(self, langkah: Sequence[Langkah] = (), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._langkah: tuple[Langkah, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.show_steps(langkah)

    def show_steps(self, langkah: Sequence[Langkah]) -> None:
        """Shows another berkas or its next step."""
        self._langkah = tuple(langkah)
        self.setAccessibleName("; ".join(f"{s.judul} {s.keterangan} ({s.keadaan})" for s in self._langkah))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(tokens.px(90) * max(len(self._langkah), 3), tokens.px(68))

    def minimumSizeHint(self) -> QSize:
        return QSize(tokens.px(48) * max(len(self._langkah), 1), tokens.px(68))

    def paintEvent(self, _event: QPaintEvent) -> None:
        if not self._langkah:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pitch = self.width() / len(self._langkah)
        middles = [QPointF(pitch * (i + 0.5), tokens.px(_ATAS)) for i in range(len(self._langkah))]
        self._paint_lines(painter, middles)
        for langkah, middle in zip(self._langkah, middles, strict=True):
            _paint_dot(painter, middle, langkah.keadaan)
            _paint_words(painter, middle, pitch, langkah)
        painter.end()

    def _paint_lines(self, painter: QPainter, middles: Sequence[QPointF]) -> None:
        gap = QPointF(tokens.px(_JARI), 0)
        for i in range(len(middles) - 1):
            reached = self._langkah[i + 1].keadaan is not Keadaan.NANTI
            painter.setPen(QPen(tokens.colour("accent" if reached else "track"), tokens.px(3)))
            painter.drawLine(middles[i] + gap, middles[i + 1] - gap)


def _paint_dot(painter: QPainter, middle: QPointF, keadaan: Keadaan) -> None:
    radius = float(tokens.px(_JARI))
    if keadaan is Keadaan.SELESAI:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(tokens.colour("accent"))
        painter.drawEllipse(middle, radius + 0.5, radius + 0.5)
        painter.setPen(QPen(tokens.colour("on_accent"), max(1.6, radius / 5), c=Qt.PenCapStyle.RoundCap))
        painter.drawPolyline([middle + QPointF(x, y) * radius for x, y in ((-0.42, 0.03), (-0.1, 0.34), (0.42, -0.3))])
        return
    token = {Keadaan.KINI: "accent", Keadaan.NANTI: "track", Keadaan.BERHENTI: "bad"}[keadaan]
    painter.setPen(QPen(tokens.colour(token), max(2, tokens.px(2.4))))
    painter.setBrush(tokens.colour("card"))
    painter.drawEllipse(middle, radius - 0.5, radius - 0.5)
    if keadaan is Keadaan.KINI:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(tokens.colour("accent"))
        painter.drawEllipse(middle, radius * 0.42, radius * 0.42)
    elif keadaan is Keadaan.BERHENTI:
        arm = radius * 0.32
        painter.drawLine(middle + QPointF(-arm, -arm), middle + QPointF(arm, arm))
        painter.drawLine(middle + QPointF(-arm, arm), middle + QPointF(arm, -arm))


def _paint_words(painter: QPainter, middle: QPointF, pitch: float, langkah: Langkah) -> None:
    here = langkah.keadaan is not Keadaan.NANTI
    big = tokens.font(9, QFont.Weight.DemiBold if here else QFont.Weight.Medium)
    small = tokens.font(8.5)
    top = middle.y() + tokens.px(_JARI + 7)
    area = QRectF(middle.x() - pitch / 2 + 2, top, pitch - 4, tokens.px(18))
    stop = langkah.keadaan is Keadaan.BERHENTI
    for font, words, token in (
        (big, langkah.judul, "bad" if stop else "ink" if here else "muted"),
        (small, langkah.keterangan, "bad" if langkah.lewat else "muted"),
    ):
        painter.setFont(font)
        painter.setPen(tokens.colour(token))
        shown = QFontMetrics(font).elidedText(words, Qt.TextElideMode.ElideRight, int(area.width()))
        painter.drawText(area, Qt.AlignmentFlag.AlignCenter, shown)
        area.translate(0, tokens.px(17))
