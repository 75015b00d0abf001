"""The panel beside a list of bank lines: the line in hand, what is proposed for it and why, what may be decided.

Card bills and bank statements share it: alternatives stand side by side and are chosen by their number.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from ui.kit import tokens
from ui.kit.card import Card, restyle, text
from ui.kit.chip import Status, StatusChip

PILIHAN_MAKS = 6
TERBUKA_MAKS = 3


class PilihanCard(QFrame):
    """One proposed pair. Where there are several it can be chosen by a click or by its number."""

    chosen = Signal()

    def __init__(self, judul: str, nomor: int = 0) -> None:
        super().__init__()
        self.setObjectName("kartu")
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(tokens.px(12), tokens.px(9), tokens.px(12), tokens.px(10))
        self.column.setSpacing(tokens.px(3))
        self.head = QHBoxLayout()
        self.head.addWidget(text(judul, "kuat", wrap=True), 1)
        if nomor:
            self.head.addWidget(text(str(nomor), "kecil"))
            self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.column.addLayout(self.head)

    def say(self, kata: str, gaya: str = "") -> None:
        """One more line on the card."""
        self.column.addWidget(text(kata, gaya, wrap=True))

    def mark(self, *, on: bool) -> None:
        """Shows whether it is the chosen one."""
        self.setProperty("nada", "accent" if on else "")
        restyle(self)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self.chosen.emit()
        super().mouseReleaseEvent(event)


class PasanganPanel(Card):
    """Base of the panels. It takes no decision itself: `asked` says which button was pressed."""

    asked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Baris terpilih", parent)
        self._cards: list[tuple[Hashable, PilihanCard]] = []
        self._chosen: Hashable | None = None
        self.buttons: dict[str, QPushButton] = {}
        self._may = True
        self._note = ""
        inside = QWidget()
        inside.setObjectName("isi-gulir")
        self._column = QVBoxLayout(inside)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(tokens.px(6))
        area = QScrollArea()
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(inside)
        self.add(area, 1)
        self.foot = text("", "kecil", wrap=True)
        self._open_title = text("Masih terbuka", "label")
        self._open = text("", "kecil", wrap=True)
        for label in (self._open_title, self._open, self.foot):
            self.add(label)

    def choose(self, nomor: int) -> None:
        """Chooses one of the alternatives by its number, from 1."""
        if 1 <= nomor <= len(self._cards) and len(self._cards) > 1:
            self._pick(nomor - 1)

    def set_permission(self, *, may: bool, note: str) -> None:
        """Whether the person at the desk may decide; `note` says who may."""
        self._may, self._note = may, note

    def show_open(self, points: Sequence[str], foot: str) -> None:
        """The list of what still waits for somebody."""
        shown = [f"• {p}" for p in points[:TERBUKA_MAKS]]
        if len(points) > len(shown):
            shown.append(f"dan {len(points) - len(shown)} baris lagi")
        self._open.setText("\n".join(shown))
        self._open.setVisible(bool(shown))
        self._open_title.setVisible(bool(shown))
        self.foot.setText(foot)

    # the parts a panel is made of

    def _side_by_side(self, pilihan: Sequence[tuple[Hashable, PilihanCard]]) -> None:
        grid = QGridLayout()
        grid.setSpacing(tokens.px(8))
        for i, (value, card) in enumerate(pilihan[:PILIHAN_MAKS]):
            card.chosen.connect(partial(self._pick, i))
            self._cards.append((value, card))
            grid.addWidget(card, i // 2, i % 2)
            grid.setColumnStretch(i % 2, 1)
        self._column.addLayout(grid)

    def _only(self, value: Hashable, card: PilihanCard) -> None:
        """The one proposal: it is what “Terima” takes."""
        self._cards, self._chosen = [(value, card)], value
        self._column.addWidget(card)

    def _pick(self, i: int) -> None:
        self._chosen = self._cards[i][0]
        for j, (_, card) in enumerate(self._cards):
            card.mark(on=i == j)

    def _label(self, kata: str) -> None:
        self._column.addWidget(text(kata, "label", wrap=True))

    def _say(self, kata: str, gaya: str = "kecil", nada: str = "") -> None:
        self._column.addWidget(text(kata, gaya, wrap=True, nada=nada))

    def _reasons(self, alasan: Sequence[str], status: Status) -> None:
        row = QHBoxLayout()
        row.addWidget(text(" · ".join(alasan), "kecil", wrap=True), 1)
        row.addWidget(StatusChip(status.kata, status.nada), 0, Qt.AlignmentFlag.AlignTop)
        self._column.addLayout(row)

    def _show_status(self, status: Status) -> None:
        row = QHBoxLayout()
        row.addWidget(text("Status", "label"))
        row.addStretch(1)
        row.addWidget(StatusChip(status.kata, status.nada))
        self._column.addLayout(row)

    def _add_buttons(self, tombol: Sequence[tuple[str, str, str]]) -> None:
        """A row of buttons: (words, what it asks, look)."""
        if not tombol:
            return
        row = QHBoxLayout()
        row.setSpacing(tokens.px(8))
        for kata, apa, peran in tombol:
            button = QPushButton(kata)
            button.setAutoDefault(False)
            if peran:
                button.setProperty("peran", peran)
            button.setEnabled(self._may)
            button.setToolTip("" if self._may else self._note)
            button.clicked.connect(partial(self._ask, apa))
            row.addWidget(button, 1)
            self.buttons[apa] = button
        self._column.addLayout(row)

    def _ask(self, apa: str) -> None:
        self.asked.emit(apa)

    def _clear(self) -> None:
        self.buttons.clear()
        self._cards.clear()
        self._chosen = None
        _empty(self._column)


def _empty(layout: QVBoxLayout | QHBoxLayout | QGridLayout) -> None:
    """Takes everything out of a layout, what lies in layouts inside it too."""
    while (old := layout.takeAt(0)) is not None:
        widget, inner = old.widget(), old.layout()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
        elif isinstance(inner, QVBoxLayout | QHBoxLayout | QGridLayout):
            _empty(inner)
            inner.deleteLater()
