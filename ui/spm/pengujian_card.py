"""The right-hand card: what is tested before the document goes on, its totals in figures and words, the next steps."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from core.money import format_sen, terbilang
from ui.kit import tokens
from ui.kit.card import Card, line, text
from ui.kit.check_list import CheckList, HasilUji, Uji
from ui.spm.table import say_rupiah

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from core.spm.isi import IsiSpp
    from core.spm.pengujian import Pengujian

_LEBAR = 318
KATA_MAKS = 230
"""Longer sentences are cut on the card."""


@dataclass(frozen=True, slots=True)
class Tombol:
    """One step as a button: its words, its key, what it does, and why it is off."""

    id: str
    kata: str
    run: Callable[[], None]
    pintasan: str = ""
    peran: str = ""
    boleh: bool = True
    sebab: str = ""


def as_uji(p: Pengujian) -> Uji:
    """A test of core as a line of the list."""
    hasil = HasilUji.GAGAL if p.is_error else HasilUji.PERHATIAN if p.is_warning else HasilUji.LOLOS
    return Uji(p.judul, shorten(p.keterangan), hasil)


def shorten(kalimat: str) -> str:
    """A long list of missing papers says the first few; the list itself is one button away."""
    if len(kalimat) <= KATA_MAKS:
        return kalimat
    return kalimat[:KATA_MAKS].rpartition(" ")[0].rstrip(",.;") + " …"


class PengujianCard(Card):
    """Beside the form, always there."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Pengujian sebelum diajukan", parent)
        self.setFixedWidth(tokens.px(_LEBAR))
        self.uji = CheckList()
        self.note = text("", "redup", wrap=True)
        self._buttons: dict[str, QPushButton] = {}
        self._shortcuts: list[QShortcut] = []
        inner = QWidget()
        inner.setObjectName("isi-gulir")
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, tokens.px(4), 0)
        column.addWidget(self.note)
        column.addWidget(self.uji)
        column.addStretch(1)
        area = QScrollArea()
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(inner)
        self.add(area, 1)
        self.add(line())
        self.add(text("Jumlah yang diminta", "redup"))
        self.diminta = text("Rp 0", "judul-besar")
        self.kata = text("", "redup", wrap=True)
        self.add(self.diminta)
        self.add(self.kata)
        self.potongan = self._pair("Jumlah potongan", "kuat")
        self.dibayarkan = self._pair("Jumlah yang dibayarkan", "kuat")
        self.say("")
        self._steps = QVBoxLayout()
        self._steps.setSpacing(tokens.px(6))
        self.add(self._steps)

    def show_tests(self, rows: Sequence[Pengujian]) -> None:
        """The tests, those in the way first."""
        order = {HasilUji.GAGAL: 0, HasilUji.PERHATIAN: 1, HasilUji.LOLOS: 2}
        self.uji.show_items(sorted((as_uji(p) for p in rows), key=lambda u: order[u.hasil]))

    def failed(self) -> int:
        """How many tests are in the way."""
        return self.uji.count(HasilUji.GAGAL)

    def say(self, kalimat: str) -> None:
        """A sentence above the tests: where the document is."""
        self.note.setText(kalimat)
        self.note.setVisible(bool(kalimat))

    def show_totals(self, isi: IsiSpp) -> None:
        """What is asked for, held back, paid."""
        self.diminta.setText(say_rupiah(isi.nilai))
        self.kata.setText(terbilang(isi.nilai))
        self.potongan.setText(format_sen(isi.jumlah_potongan.sen, brackets=True))
        self.dibayarkan.setText(format_sen(isi.jumlah_dibayarkan.sen, brackets=True))

    def show_steps(self, tombol: Sequence[Tombol]) -> None:
        """Other buttons; their keys work anywhere on the page."""
        for shortcut in self._shortcuts:
            shortcut.setParent(None)
            shortcut.deleteLater()
        self._shortcuts = []
        for button in self._buttons.values():
            self._steps.removeWidget(button)
            button.hide()
            button.deleteLater()
        self._buttons = {}
        for t in tombol:
            button = QPushButton(f"{t.kata}  {t.pintasan}".rstrip().replace("&", "&&"))
            button.setProperty("peran", t.peran)
            button.setEnabled(t.boleh)
            button.setToolTip(t.sebab)
            button.clicked.connect(lambda _=False, run=t.run: run())
            self._steps.addWidget(button)
            self._buttons[t.id] = button
            if t.pintasan:
                shortcut = QShortcut(QKeySequence(t.pintasan), self)
                shortcut.setAutoRepeat(False)
                shortcut.activated.connect(button.click)
                self._shortcuts.append(shortcut)

    def button(self, tombol_id: str) -> QPushButton:
        """The button of a step on show."""
        return self._buttons[tombol_id]

    def step_ids(self) -> list[str]:
        """Which steps are on show."""
        return list(self._buttons)

    def _pair(self, label: str, gaya: str) -> QLabel:
        row = QHBoxLayout()
        row.addWidget(text(label, "redup"), 1)
        value = text("0", gaya)
        row.addWidget(value)
        self.add(row)
        return value
