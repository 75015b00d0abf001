"""LimitBar: what became of a card limit, as one bar in parts with a word and an amount for each part."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from core.money import NOL, Rupiah, format_sen, total
from ui.kit import tokens

_TINGGI, _JARAK, _KOTAK = 10, 7, 9


@dataclass(frozen=True, slots=True)
class Bagian:
    """One part: what it is, how much, and the colour it has beside its word."""

    kata: str
    nilai: Rupiah
    warna: str


class LimitBar(QWidget):
    """The parts side by side, longest amounts included; below, each with a square of its colour."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._parts: tuple[Bagian, ...] = ()
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    @property
    def parts(self) -> tuple[Bagian, ...]:
        """What is on show."""
        return self._parts

    def show_parts(self, parts: Sequence[Bagian]) -> None:
        """Shows other amounts; one below nol is named and takes no room in the bar."""
        self._parts = tuple(parts)
        self.setAccessibleName(", ".join(_words(p) for p in self._parts))
        self.updateGeometry()
        self.update()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        rows = max(1, len(self._rows(width)))
        return tokens.px(_TINGGI + _JARAK) + rows * (self.fontMetrics().height() + tokens.px(2))

    def sizeHint(self) -> QSize:
        width = tokens.px(260)
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        return QSize(tokens.px(120), self.heightForWidth(max(self.width(), tokens.px(120))))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_bar(painter)
        metrics = self.fontMetrics()
        y = tokens.px(_TINGGI + _JARAK)
        for row in self._rows(self.width()):
            x = 0
            for part in row:
                self._paint_word(painter, x, y, part)
                x += self._width_of(part, metrics)
            y += metrics.height() + tokens.px(2)
        painter.end()

    def _paint_bar(self, painter: QPainter) -> None:
        whole = QRectF(0, 0, self.width(), tokens.px(_TINGGI))
        path = QPainterPath()
        path.addRoundedRect(whole, whole.height() / 2, whole.height() / 2)
        painter.setClipPath(path)
        painter.fillRect(whole, tokens.colour("track"))
        jumlah = total([p.nilai for p in self._parts if p.nilai > NOL]).sen
        x = 0.0
        for part in self._parts:
            if jumlah and part.nilai > NOL:
                width = whole.width() * part.nilai.sen / jumlah
                painter.fillRect(QRectF(x, 0, width, whole.height()), tokens.colour(part.warna))
                x += width
        painter.setClipping(False)

    def _paint_word(self, painter: QPainter, x: int, y: int, part: Bagian) -> None:
        metrics = self.fontMetrics()
        square = QRectF(x, y + (metrics.height() - tokens.px(_KOTAK)) / 2, tokens.px(_KOTAK), tokens.px(_KOTAK))
        painter.setPen(tokens.colour("muted"))
        painter.setBrush(tokens.colour(part.warna))
        painter.drawRoundedRect(square, 2, 2)
        painter.setPen(tokens.colour("bad" if part.nilai < NOL else "ink"))
        place = QRectF(x + tokens.px(_KOTAK + 5), y, self.width(), metrics.height())
        painter.drawText(place, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, _words(part))

    def _width_of(self, part: Bagian, metrics: QFontMetrics) -> int:
        return tokens.px(_KOTAK + 5 + 16) + metrics.horizontalAdvance(_words(part))

    def _rows(self, width: int) -> list[list[Bagian]]:
        metrics = self.fontMetrics()
        rows: list[list[Bagian]] = [[]]
        room = width
        for part in self._parts:
            needed = self._width_of(part, metrics)
            if rows[-1] and needed > room + tokens.px(16):
                rows.append([])
                room = width
            rows[-1].append(part)
            room -= needed
        return rows


def _words(part: Bagian) -> str:
    return f"{part.kata} {format_sen(part.nilai.sen, brackets=True)}"


def use_parts(lunas: Rupiah, tertagih: Rupiah, menunggu: Rupiah, sisa: Rupiah | None) -> tuple[Bagian, ...]:
    """Paid this year, still to be paid, bought and on no bill yet, and left (where there is a limit)."""
    parts = (
        Bagian("lunas tahun ini", lunas, "ok"),
        Bagian("terbuka", tertagih, "warn"),
        Bagian("belum ditagih", menunggu, "info"),
    )
    return parts if sisa is None else (*parts, Bagian("sisa", sisa, "track"))
