"""MonthPicker: the month whose book is open, one step with each arrow key."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QToolButton, QWidget

from core.calendar import Bulan
from ui.kit import tokens

if TYPE_CHECKING:
    from PySide6.QtGui import QWheelEvent


class MonthPicker(QWidget):
    """`‹ Februari 2026 ›`; the name in the middle opens the list of all months it may show."""

    month_changed = Signal(object)
    """The new Bulan."""

    def __init__(self, bulan: Bulan, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bulan = bulan
        self._range = (Bulan(bulan.tahun - 1, 1), Bulan(bulan.tahun, 12))
        self._before = self._arrow("‹", "Bulan sebelumnya (panah kiri)", -1)
        self._after = self._arrow("›", "Bulan berikutnya (panah kanan)", 1)
        self._name = QPushButton()
        self._name.setMinimumWidth(tokens.px(150))
        self._name.clicked.connect(self._choose)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(tokens.px(4))
        row.addWidget(self._before)
        row.addWidget(self._name)
        row.addWidget(self._after)
        self._show()

    @property
    def bulan(self) -> Bulan:
        """The month on show."""
        return self._bulan

    def set_range(self, awal: Bulan, akhir: Bulan) -> None:
        """The months that may be chosen."""
        self._range = (awal, max(awal, akhir))
        self._show()

    def go_to(self, bulan: Bulan) -> None:
        """Chooses a month; one outside the range is brought to its edge."""
        bulan = min(max(bulan, self._range[0]), self._range[1])
        if bulan != self._bulan:
            self._bulan = bulan
            self._show()
            self.month_changed.emit(bulan)

    def step(self, arah: int) -> None:
        """To the month before (-1) or after (1)."""
        self.go_to(self._bulan.next() if arah > 0 else self._bulan.previous())

    def wheelEvent(self, event: QWheelEvent) -> None:
        self.step(-1 if event.angleDelta().y() > 0 else 1)
        event.accept()

    def _arrow(self, kata: str, arti: str, arah: int) -> QToolButton:
        made = QToolButton()
        made.setText(kata)
        made.setToolTip(arti)
        made.setAccessibleName(arti)
        made.clicked.connect(lambda: self.step(arah))
        return made

    def _show(self) -> None:
        self._name.setText(self._bulan.nama)
        self._before.setEnabled(self._bulan > self._range[0])
        self._after.setEnabled(self._bulan < self._range[1])

    def _choose(self) -> None:
        menu = QMenu(self)
        bulan, akhir = self._range
        while bulan <= akhir:
            menu.addAction(bulan.nama, lambda b=bulan: self.go_to(b))
            bulan = bulan.next()
        menu.exec(self._name.mapToGlobal(self._name.rect().bottomLeft()))
        menu.deleteLater()
