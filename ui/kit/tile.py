"""Tile: one number of the day on a card: what it is, how much, how far, and a word if something is wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from ui.kit import tokens
from ui.kit.card import Card, text
from ui.kit.chip import Status, StatusChip

if TYPE_CHECKING:
    from ui.kit.tokens import Nada


class ShareBar(QWidget):
    """A thin bar filled to a share of 0 to 1; beyond 1 it turns to the colour of what is wrong."""

    def __init__(self, share: float = 0.0, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._share = share
        self._nada: Nada | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_share(self, share: float, nada: Nada | None = None) -> None:
        """Fills the bar; `nada` colours it, otherwise the accent does."""
        self._share, self._nada = share, nada
        self.setAccessibleName(f"{round(share * 100)} %")
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(tokens.px(120), tokens.px(8))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        whole = QRectF(self.rect())
        radius = whole.height() / 2
        painter.setBrush(tokens.colour("track"))
        painter.drawRoundedRect(whole, radius, radius)
        token = "bad" if self._share > 1 else self._nada.value if self._nada else "accent"
        filled = QRectF(whole)
        filled.setWidth(whole.width() * min(max(self._share, 0.0), 1.0))
        if filled.width() >= 1:
            painter.setBrush(tokens.colour(token))
            painter.drawRoundedRect(filled, radius, radius)
        painter.end()


class Tile(Card):
    """A card tile: title, big number, bar, hint, chip.

    A click or Enter opens the page behind it when `opened` is used.
    """

    opened = Signal()

    def __init__(self, judul: str, *, besar: bool = True, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.body.setSpacing(tokens.px(6))
        self._judul = text(judul, "label")
        self._chip = StatusChip(parent=self)
        self._angka = text("…", "angka-besar" if besar else "angka-sedang")
        self._bar = ShareBar()
        self._hint = text("", "kecil", wrap=True)
        top = QHBoxLayout()
        top.addWidget(self._judul, 1)
        top.addWidget(self._chip)
        self.add(top)
        self.add(self._angka)
        self.add(self._bar)
        self.add(self._hint)
        self.body.addStretch(1)
        self._bar.hide()
        self._hint.hide()

    def show_value(
        self,
        angka: str,
        hint: str = "",
        *,
        share: float | None = None,
        chip: Status | None = None,
        nada: Nada | None = None,
    ) -> None:
        """Shows the number of the day; `share` (0 to 1) fills the bar, None leaves the bar out."""
        self._angka.setText(angka)
        self._hint.setText(hint)
        self._hint.setVisible(bool(hint))
        self._bar.setVisible(share is not None)
        if share is not None:
            self._bar.show_share(share, nada)
        self._chip.show_status(chip)
        self.setAccessibleName(f"{self._judul.text()}: {angka}. {hint}")

    def make_clickable(self) -> None:
        """Lets keyboard and mouse open what is behind the number."""
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.opened.emit()
        super().mouseReleaseEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space}:
            self.opened.emit()
            return
        super().keyPressEvent(event)
