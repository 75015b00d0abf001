"""How wide the columns of a list are: as the desk left them, as large as its letters, never hiding half an amount."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QHeaderView

from ui.kit import tokens
from ui.kit.memory import desk_settings

if TYPE_CHECKING:
    from ui.kit.table_view import TableView

_TEPI_JUDUL = 20
"""Design pixels beside the words of a heading: its two edges and the sign of the order."""
_LENTUR = 0.7
"""A column that stretches gives up a third of its width before the list scrolls sideways."""
_SIMPAN_MS = 400


class ColumnWidths(QObject):
    """The widths of one list. They are remembered on this desk for each size of letters."""

    def __init__(self, view: TableView) -> None:
        super().__init__(view)
        self._view = view
        self._zoom = tokens.px(1000)
        self._wanted: dict[int, int] = {}
        self._save_later = QTimer(self, singleShot=True, interval=_SIMPAN_MS)
        self._save_later.timeout.connect(self._save)

    def memory_key(self) -> str:
        """Under which the widths are remembered: the list, its columns, the size of letters if it is not the usual."""
        keys = "-".join(c.key for c in self._view.table.columns)
        zoom = tokens.px(100)
        return f"tabel/{self._view.nama}/{keys}" + ("" if zoom == 100 else f"@{zoom}")

    def save_soon(self) -> None:
        """Remembers the widths once the hand rests."""
        self._save_later.start()

    def set_default(self) -> None:
        """The widths the program came with."""
        header = self._view.horizontalHeader()
        for number, column in enumerate(self._view.table.columns):
            mode = QHeaderView.ResizeMode.Stretch if column.lentur else QHeaderView.ResizeMode.Interactive
            header.setSectionResizeMode(number, mode)
            header.resizeSection(number, tokens.px(column.lebar))

    def ask_room(self, number: int, width: int) -> None:
        """What is being painted does not fit into its column and must be read whole: the column grows in a moment."""
        if not self._wanted:
            QTimer.singleShot(0, self, self._give_room)
        self._wanted[number] = max(width, self._wanted.get(number, 0))

    def follow_zoom(self) -> None:
        """Larger letters, wider columns: as many times as the desk grew."""
        before, self._zoom = self._zoom, tokens.px(1000)
        if before != self._zoom:
            header = self._view.horizontalHeader()
            for number in range(header.count()):
                header.resizeSection(number, header.sectionSize(number) * self._zoom // before)

    def fit(self) -> None:
        """A heading is read whole, and a column that stretches stays readable: the list scrolls first."""
        header, rest = self._view.horizontalHeader(), 0
        flexible: list[tuple[int, int]] = []
        for number, column in enumerate(self._view.table.columns):
            if self._view.isColumnHidden(number):
                continue
            need = header.fontMetrics().horizontalAdvance(column.judul) + tokens.px(_TEPI_JUDUL) if column.judul else 0
            if column.lentur:
                flexible.append((number, max(need, tokens.px(column.lebar * _LENTUR))))
                continue
            if header.sectionSize(number) < need:
                header.resizeSection(number, need)
            rest += header.sectionSize(number)
        tight = rest + sum(lebar for _, lebar in flexible) > self._view.viewport().width()
        for number, lebar in flexible:
            mode = QHeaderView.ResizeMode.Interactive if tight else QHeaderView.ResizeMode.Stretch
            if header.sectionResizeMode(number) is not mode:
                header.setSectionResizeMode(number, mode)
            if tight and header.sectionSize(number) < lebar:
                header.resizeSection(number, lebar)

    def _give_room(self) -> None:
        wanted, self._wanted = self._wanted, {}
        header = self._view.horizontalHeader()
        for number, width in wanted.items():
            if header.sectionSize(number) < width:
                header.resizeSection(number, width)
        self.fit()

    def _save(self) -> None:
        desk_settings().setValue(self.memory_key(), self._view.horizontalHeader().saveState())
