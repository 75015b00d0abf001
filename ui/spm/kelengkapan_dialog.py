"""The completeness list: each paper ticked or not, with a remark; mandatory ones first (handbook 2.3)."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from core.spm.kelengkapan import count_present
from ui.kit import tokens
from ui.kit.card import text
from ui.opd.isian import foot_buttons

if TYPE_CHECKING:
    from core.spm.isi import ButirKelengkapan


class KelengkapanList(QWidget):
    """Papers to tick. `butir()` answers them as they stand now."""

    changed = Signal()

    def __init__(self, butir: tuple[ButirKelengkapan, ...], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._butir = butir
        self._ticks: list[QCheckBox] = []
        self._notes: list[QLineEdit] = []
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, tokens.px(8), 0)
        grid.setHorizontalSpacing(tokens.px(10))
        grid.setVerticalSpacing(tokens.px(4))
        grid.setColumnStretch(0, 3)
        grid.setColumnStretch(2, 2)
        for row, b in enumerate(butir):
            tick = QCheckBox(b.uraian)
            tick.setChecked(b.ada is True)
            tick.toggled.connect(self.changed)
            note = QLineEdit(b.catatan)
            note.setPlaceholderText("catatan")
            note.setAccessibleName(f"Catatan {b.uraian}")
            note.textEdited.connect(self.changed)
            grid.addWidget(tick, row, 0)
            grid.addWidget(text("wajib" if b.wajib else "bila ada", "kecil"), row, 1)
            grid.addWidget(note, row, 2)
            self._ticks.append(tick)
            self._notes.append(note)
        inner = QWidget()
        inner.setObjectName("isi-gulir")
        inner.setLayout(grid)
        area = QScrollArea()
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setWidget(inner)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(area)

    def tick(self, number: int, *, ada: bool = True) -> None:
        """Ticks one paper."""
        self._ticks[number].setChecked(ada)

    def tick_all(self) -> None:
        """Every mandatory paper is there."""
        for b, tick in zip(self._butir, self._ticks, strict=True):
            if b.wajib:
                tick.setChecked(True)

    def butir(self) -> tuple[ButirKelengkapan, ...]:
        """The list as ticked; a paper nobody ticked is not there."""
        rows = zip(self._butir, self._ticks, self._notes, strict=True)
        return tuple(replace(b, ada=t.isChecked(), catatan=n.text().strip()) for b, t, n in rows)


class KelengkapanDialog(QDialog):
    """The list of a draft. `filled` comes with the ticks when it is closed by its button."""

    filled = Signal(object)

    def __init__(
        self, butir: tuple[ButirKelengkapan, ...], *, editable: bool = True, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("Kelengkapan dokumen")
        self.list = KelengkapanList(butir)
        self.list.setEnabled(editable)
        self._count = text("", "redup")
        self.list.changed.connect(self._tell)
        semua = QPushButton("Semua yang wajib ada")
        semua.setAutoDefault(False)
        semua.setEnabled(editable)
        semua.clicked.connect(self.list.tick_all)
        head = QHBoxLayout()
        head.addWidget(text("Dokumen yang dilampirkan", "judul-kartu"), 1)
        head.addWidget(self._count)
        head.addWidget(semua)
        foot, self.button = foot_buttons(self, "Simpan")
        self.button.setEnabled(editable)
        self.button.clicked.connect(self._finish)
        column = QVBoxLayout(self)
        edge = tokens.px(20)
        column.setContentsMargins(edge, edge, edge, tokens.px(16))
        column.setSpacing(tokens.px(12))
        column.addLayout(head)
        column.addWidget(self.list, 1)
        column.addLayout(foot)
        self.resize(tokens.px(760), tokens.px(560))
        self._tell()

    def _tell(self) -> None:
        ada, wajib = count_present(self.list.butir())
        self._count.setText(f"{ada} dari {wajib} dokumen wajib ada")

    def _finish(self) -> None:
        butir = self.list.butir()
        self.accept()
        self.filled.emit(butir)
