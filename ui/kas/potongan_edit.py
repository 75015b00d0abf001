"""PotonganEdit: what an SP2D-LS holds back, line by line: kind, amount, and the NTPN once the BUD has deposited it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QGridLayout, QLineEdit, QPushButton, QWidget

from core.kas.isi import Potongan
from core.kas.model import JENIS_PAJAK
from core.money import NOL, Rupiah, total
from ui.kas.bukti_dialog import read_amount
from ui.kas.choice import Choice
from ui.kit import tokens
from ui.kit.rupiah_edit import RupiahEdit

if TYPE_CHECKING:
    from collections.abc import Sequence

JENIS_POTONGAN: Final = (
    *JENIS_PAJAK,
    "PFK-IWP1",
    "PFK-IWP8",
    "PFK-TAPERUM",
    "PFK-JKK",
    "PFK-JKM",
    "PFK-BPJS",
    "LAIN-DENDA",
    "LAIN-UANG-MUKA",
    "LAIN-LAIN",
)
"""Tax, PFK (money of a third party), and the rest, as the books keep them apart (format-transaksi 3)."""


class PotonganEdit(QWidget):
    """Lines of potongan; an empty one says nothing."""

    changed = Signal()

    def __init__(self, enter: QObject, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._enter = enter
        self.lines: list[tuple[Choice[str], RupiahEdit, QLineEdit]] = []
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(tokens.px(6))
        self._grid.setColumnStretch(0, 2)
        self._grid.setColumnStretch(2, 3)
        self.more = QPushButton("+ tambah potongan")
        self.more.setProperty("peran", "tautan")
        self.more.setAutoDefault(False)
        self.more.clicked.connect(self.start_line)
        self.add_line()

    def add_line(self) -> tuple[Choice[str], RupiahEdit, QLineEdit]:
        """One more empty line."""
        jenis = Choice([(j, j) for j in JENIS_POTONGAN], "Jenis potongan")
        nilai, ntpn = RupiahEdit(), QLineEdit()
        nilai.setAccessibleName("Jumlah potongan")
        nilai.setFixedWidth(tokens.px(150))
        ntpn.setAccessibleName("NTPN")
        ntpn.setPlaceholderText("NTPN (boleh kosong)")
        ntpn.setMaxLength(16)
        nilai.value_changed.connect(self.changed)
        self.lines.append((jenis, nilai, ntpn))
        for kolom, widget in enumerate(self.lines[-1]):
            widget.installEventFilter(self._enter)
            self._grid.addWidget(widget, len(self.lines), kolom)
        self._grid.addWidget(self.more, len(self.lines) + 1, 0)
        return self.lines[-1]

    def start_line(self) -> None:
        """Adds a line and goes there."""
        self.add_line()[0].setFocus()

    def total(self) -> Rupiah:
        """The sum of what are amounts."""
        return total([n.value() if n.is_valid() else NOL for _, n, _ in self.lines])

    def potongan(self) -> tuple[Potongan, ...]:
        """The lines that carry an amount; refuses what is no amount."""
        found = []
        for i, (jenis, nilai, ntpn) in enumerate(self.lines):
            if nilai.text().strip():
                rupiah = read_amount(nilai, f"potongan[{i}]")
                if rupiah:
                    found.append(Potongan(jenis.value(), rupiah, ntpn.text().strip() or None))
        return tuple(found)

    def state(self) -> list[tuple[str, str, str]]:
        """What has been typed, for a draft."""
        return [(j.value(), n.text(), t.text()) for j, n, t in self.lines]

    def restore(self, state: Sequence[Any]) -> None:
        """Puts typed lines back."""
        while len(self.lines) < len(state):
            self.add_line()
        for (jenis, nilai, ntpn), (j, n, t) in zip(self.lines, state, strict=False):
            jenis.offer(j, j)
            jenis.choose(j)
            nilai.set_value(Rupiah.parse(n) if n else NOL)
            ntpn.setText(t)
        self.changed.emit()
