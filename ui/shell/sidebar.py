"""The navigation at the left: groups and pages from data, and who is at the desk."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from ui.kit import tokens
from ui.kit.card import text

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from core.access import Izin, Pelaku
    from ui.shell.page import PageSpec

LEBAR = 216
_ALWAYS_OFF = 1  # Qt.ScrollBarPolicy; see ui/kit/card.py on why not by name
_NO_FOCUS = 0  # Qt.FocusPolicy


class Sidebar(QFrame):
    """Lists only pages that exist and that the person may see."""

    page_asked = Signal(str)
    person_asked = Signal()
    lock_asked = Signal()

    def __init__(self, pages: Sequence[PageSpec], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("sisi")
        self.setFixedWidth(tokens.px(LEBAR))
        self._pages = tuple(pages)
        self._buttons: dict[str, QPushButton] = {}
        self._groups: dict[str, QLabel] = {}
        self._chosen = QButtonGroup(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(tokens.px(14), tokens.px(16), tokens.px(8), tokens.px(9))
        column.setSpacing(0)
        column.addWidget(_named("Pundi", "merek"))
        column.addWidget(_named("Perbendaharaan OPD", "semboyan"))
        column.addSpacing(tokens.px(10))
        column.addWidget(self._build_list(), 1)
        column.addSpacing(tokens.px(6))
        column.addLayout(self._build_foot())

    def visible_ids(self) -> list[str]:
        """The pages on the list, in order."""
        return [spec.id for spec in self._pages if not self._buttons[spec.id].isHidden()]

    def mark(self, page_id: str) -> None:
        """Shows which page is open."""
        self._buttons[page_id].setChecked(True)
        self._area.ensureWidgetVisible(self._buttons[page_id])

    def show_person(self, pelaku: Pelaku | None, kantor: str) -> None:
        """Writes who is at the desk, for which office."""
        from PySide6.QtCore import Qt

        from core.access import PERAN_NAMA  # both after the first paint

        self._nama.setText(pelaku.nama if pelaku else "Belum masuk")
        peran = ", ".join(PERAN_NAMA[p] for p in sorted(pelaku.peran)) if pelaku else ""
        words = " · ".join(part for part in (peran, kantor) if part)
        width = tokens.px(LEBAR - 24)
        self._peran.setText(self._peran.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, width))
        self._peran.setToolTip(words)
        self._ganti.setText("Ganti orang" if pelaku else "Masuk")
        self._kunci.setVisible(pelaku is not None)

    def show_allowed(self, may: Callable[[Izin | None], bool]) -> None:
        """Hides pages (and groups left empty) that the person may not see."""
        filled: set[str] = set()
        for spec in self._pages:
            allowed = may(spec.izin)
            self._buttons[spec.id].setVisible(allowed)
            if allowed:
                filled.add(spec.grup)
        for grup, label in self._groups.items():
            label.setVisible(grup in filled)

    def _build_list(self) -> QScrollArea:
        inside = QWidget()
        inside.setObjectName("daftar-halaman")
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, tokens.px(6), 0)
        column.setSpacing(tokens.px(1))
        for spec in self._pages:
            if spec.grup and spec.grup not in self._groups:
                label = self._groups[spec.grup] = text(spec.grup, "grup")
                column.addWidget(label)
            button = QPushButton(spec.judul.replace("&", "&&"))
            button.setCheckable(True)
            button.setToolTip(spec.pintasan)
            button.clicked.connect(lambda _=False, page_id=spec.id: self.page_asked.emit(page_id))
            self._chosen.addButton(button)
            self._buttons[spec.id] = button
            column.addWidget(button)
        column.addStretch(1)
        area = self._area = QScrollArea()
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setProperty("horizontalScrollBarPolicy", _ALWAYS_OFF)
        area.setWidgetResizable(True)
        area.setWidget(inside)
        area.setProperty("focusPolicy", _NO_FOCUS)
        return area

    def _build_foot(self) -> QVBoxLayout:
        self._nama = _named("Belum masuk", "nama-orang")
        self._peran = _named("", "peran-orang")
        self._ganti = QPushButton("Masuk")
        self._ganti.setObjectName("ganti-orang")
        self._ganti.setToolTip("Orang lain memakai meja ini (F12)")
        self._ganti.clicked.connect(self.person_asked)
        self._kunci = QPushButton("Kunci")
        self._kunci.setObjectName("ganti-orang")
        self._kunci.setToolTip("Sembunyikan semua angka sampai ada yang masuk lagi (Ctrl+L)")
        self._kunci.clicked.connect(self.lock_asked)
        self._kunci.hide()
        foot = QVBoxLayout()
        foot.setSpacing(tokens.px(1))
        foot.addWidget(self._nama)
        foot.addWidget(self._peran)
        row = QHBoxLayout()
        row.setContentsMargins(0, tokens.px(5), 0, 0)
        row.addWidget(self._ganti)
        row.addWidget(self._kunci)
        row.addStretch(1)
        foot.addLayout(row)
        return foot


def _named(kata: str, name: str) -> QLabel:
    label = text(kata)
    label.setObjectName(name)
    return label
