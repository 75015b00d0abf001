"""TableView: how every list looks and behaves. Painting goes straight to the RowTable, one call per cell."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import (
    QEvent,
    QItemSelectionModel,
    QModelIndex,
    QPoint,
    QRect,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import (
    QAction,
    QContextMenuEvent,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QMenu,
    QTableView,
    QWidget,
)

from ui.kit import tokens
from ui.kit.cell_delegate import CellDelegate
from ui.kit.column_widths import ColumnWidths
from ui.kit.memory import desk_settings
from ui.kit.parts import InParts
from ui.kit.table import RowTable
from ui.kit.table_parts import add_up, seek, write_lines

if TYPE_CHECKING:
    from collections.abc import Hashable, Mapping

    from core.money import Rupiah

TINGGI_BARIS = 34
_KETIK_MS = 1000
"""Letters typed closer together than this belong to one word."""


class TableView(QTableView):
    """A list of frozen rows. `nama` is under which its columns are remembered on this desk."""

    sort_asked = Signal(str, bool)
    """Key of the column, and whether descending."""
    row_opened = Signal(object)
    """The row on which Enter or a double click fell."""
    row_selected = Signal(object)
    """The current row, or None."""
    totals_changed = Signal(int, object)
    """How many rows are selected, and the sum of each amount column: `dict[str, Rupiah]`."""

    def __init__(self, nama: str, table: RowTable[Any], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.nama = nama
        self.setAccessibleName(f"Daftar {nama}")
        self.table = table
        self.jumlahkan: tuple[str, ...] = ()
        """Keys of the amount columns whose rows may be added up to a total on paper."""
        self._empty: tuple[str, str] = ("", "")
        self._adding, self._seeking, self._copying = InParts(self), InParts(self), InParts(self)
        self._word = ""
        self._word_ends = QTimer(self, singleShot=True, interval=_KETIK_MS)
        self._place: tuple[Hashable | None, frozenset[Hashable], int] = (None, frozenset(), 0)
        self.widths = ColumnWidths(self)
        self.setModel(table)
        self.setItemDelegate(CellDelegate(self))
        self._set_up()
        self._set_up_header()
        for part in (self._adding, self._seeking, self._copying):
            table.modelAboutToBeReset.connect(part.stop)
        table.modelAboutToBeReset.connect(self._keep_place)
        table.modelReset.connect(self._find_place)
        self.selectionModel().selectionChanged.connect(self._on_selection)
        self.selectionModel().currentRowChanged.connect(self._on_current)
        self.activated.connect(lambda index: self.row_opened.emit(table.row_at(index)))

    def set_empty(self, kalimat: str, langkah: str = "") -> None:
        """What an empty list says: what belongs here, and the one next step."""
        self._empty = (kalimat, langkah)
        self.viewport().update()

    def selected_rows(self) -> list[Any]:
        """The selected rows in their order on screen."""
        return [self.table.rows[i] for i in self._selected_numbers()]

    def current_row(self) -> Any | None:
        """The row the keyboard stands on."""
        return self.table.row_at(self.currentIndex())

    def select_key(self, key: Hashable) -> bool:
        """Moves to the row with this key; False when it is not in the list."""
        number = self.table.find(key)
        if number is None:
            return False
        self._select_row(number)
        self.scrollTo(self.table.index(number, 0))
        return True

    def copy(self) -> None:
        """Puts the selected rows on the clipboard as a tab-separated table, with headings when there are several."""
        columns, numbers = self.visible_columns(), self._selected_numbers()
        if numbers:
            self._copying.run(
                write_lines(self.table, numbers, columns),
                lambda lines: QGuiApplication.clipboard().setText("\n".join(lines)),
            )

    def ask_export(self) -> None:
        """Ctrl+E: this list as a file, as it stands; the window asks which kind and where."""
        host = self._host()
        if host is not None:
            host.choose_export(self)

    def keyboardSearch(self, search: str) -> None:
        """Typing jumps to the next row in which a shown word begins that way."""
        again = self._word_ends.isActive()
        self._word = (self._word if again else "") + search.casefold()
        self._word_ends.start()
        word = self._word.strip()
        first = max(self.currentIndex().row() + (0 if again else 1), 0)
        if word:
            self._seeking.run(seek(self.table, first, self.visible_columns(), word), self._jump)

    def _jump(self, number: int | None) -> None:
        if number is not None and number < len(self.table.rows):
            self._select_row(number)
            self.scrollTo(self.table.index(number, 0))

    def reset_columns(self) -> None:
        """Back to the widths and the order the program came with."""
        desk_settings().remove(self.widths.memory_key())
        header = self.horizontalHeader()
        for logical in range(len(self.table.columns)):
            self.showColumn(logical)
            header.moveSection(header.visualIndex(logical), logical)
        self.widths.set_default()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif event.key() == Qt.Key.Key_E and event.modifiers() == Qt.KeyboardModifier.ControlModifier:
            self.ask_export()
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self.current_row() is not None:
            self.row_opened.emit(self.current_row())
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        kalimat, langkah = self._empty
        if self.table.rowCount() or not kalimat:
            return
        painter = QPainter(self.viewport())
        middle = self.viewport().rect().adjusted(tokens.px(24), 0, -tokens.px(24), -tokens.px(16))
        height = self.fontMetrics().height()
        painter.setPen(tokens.colour("ink"))
        upper = QRect(middle.left(), middle.center().y() - height - 4, middle.width(), height + 2)
        painter.drawText(upper, Qt.AlignmentFlag.AlignCenter, kalimat)
        painter.setPen(tokens.colour("muted"))
        painter.drawText(upper.translated(0, height + 6), Qt.AlignmentFlag.AlignCenter, langkah)
        painter.end()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in {QEvent.Type.FontChange, QEvent.Type.StyleChange}:
            self.verticalHeader().setDefaultSectionSize(tokens.px(TINGGI_BARIS))
            self.widths.follow_zoom()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.widths.fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.widths.fit()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        menu = QMenu(self)
        copy = menu.addAction("Salin baris terpilih\tCtrl+C", self.copy)
        copy.setEnabled(bool(self._selected_numbers()))
        export = menu.addAction("Ekspor daftar ini…", self.ask_export)
        export.setEnabled(bool(self.table.rows) and self._host() is not None)
        menu.exec(event.globalPos())
        menu.deleteLater()

    def _set_up(self) -> None:
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setAlternatingRowColors(False)
        self.setCornerButtonEnabled(False)
        self.setTabKeyNavigation(False)
        self.setMouseTracking(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerItem)
        side = self.verticalHeader()
        side.hide()
        side.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        side.setMinimumSectionSize(10)
        side.setDefaultSectionSize(tokens.px(TINGGI_BARIS))

    def _set_up_header(self) -> None:
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        # with the list's own selection, each heading asks every row whether it is selected, at every painting
        header.setSelectionModel(QItemSelectionModel(self.table, header))
        header.setSectionsClickable(True)
        header.setSectionsMovable(True)
        header.setMinimumSectionSize(tokens.px(36))
        header.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.widths.set_default()
        saved = desk_settings().value(self.widths.memory_key())
        if saved is not None:
            header.restoreState(saved)
        header.sectionClicked.connect(self._on_heading)
        header.customContextMenuRequested.connect(self._show_column_menu)
        header.sectionResized.connect(lambda *_: self.widths.save_soon())
        header.sectionMoved.connect(lambda *_: self.widths.save_soon())

    def _show_column_menu(self, place: QPoint) -> None:
        menu = QMenu(self)
        for number, column in enumerate(self.table.columns):
            action = QAction(column.judul or column.key, menu, checkable=True, checked=not self.isColumnHidden(number))
            action.toggled.connect(lambda on, n=number: self._set_column_shown(n, shown=on))
            menu.addAction(action)
        menu.addSeparator()
        menu.addAction("Kembalikan lebar dan urutan kolom", self.reset_columns)
        menu.exec(self.horizontalHeader().mapToGlobal(place))
        menu.deleteLater()

    def _set_column_shown(self, number: int, *, shown: bool) -> None:
        if shown or len(self.visible_columns()) > 1:
            self.setColumnHidden(number, not shown)
            self.widths.save_soon()

    def visible_columns(self) -> list[Any]:
        """The columns on show, in their order on screen."""
        header = self.horizontalHeader()
        logical = sorted(range(len(self.table.columns)), key=header.visualIndex)
        return [self.table.columns[n] for n in logical if not self.isColumnHidden(n)]

    def _on_heading(self, section: int) -> None:
        column = self.table.columns[section]
        if column.urut:
            order = self.table.order
            self.sort_asked.emit(column.key, order.key == column.key and not order.descending)

    def _selected_numbers(self) -> list[int]:
        numbers: set[int] = set()
        chosen = self.selectionModel().selection()
        for part in (chosen.at(i) for i in range(chosen.count())):
            numbers.update(range(part.top(), part.bottom() + 1))
        return sorted(numbers)

    def _on_selection(self) -> None:
        numbers = self._selected_numbers()
        self._adding.run(add_up(self.table, numbers), lambda sums: self._tell_totals(len(numbers), sums))

    def _tell_totals(self, banyak: int, jumlah: Mapping[str, Rupiah]) -> None:
        self.totals_changed.emit(banyak, jumlah)
        host = self._host()
        if host is not None:
            host.show_selection(self, banyak, jumlah)

    def _host(self) -> Any:
        """What the window offers every list: files, and the totals in its status line. None outside a window."""
        place = self.parentWidget()
        while place is not None:
            found = getattr(place, "grids", None)
            if found is not None:
                return found
            place = place.parentWidget()
        return None

    def _on_current(self, current: QModelIndex) -> None:
        self.row_selected.emit(self.table.row_at(current))

    def _select_row(self, number: int) -> None:
        # selectRow() looks at the keyboard: with Ctrl down it would only toggle
        flags = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
        self.selectionModel().setCurrentIndex(self.table.index(number, 0), flags)

    def _keep_place(self) -> None:
        key = self.table.key
        if key is not None:
            current = self.current_row()
            chosen = frozenset(key(row) for row in self.selected_rows())
            self._place = (None if current is None else key(current), chosen, self.verticalScrollBar().value())

    def _find_place(self) -> None:
        current, chosen, scroll = self._place
        self._place = (None, frozenset(), 0)
        number = None if current is None else self.table.find(current)
        if number is not None:
            if len(chosen) == 1:
                self._select_row(number)
            else:
                self.selectionModel().setCurrentIndex(
                    self.table.index(number, 0), QItemSelectionModel.SelectionFlag.NoUpdate
                )
        if scroll:
            self.verticalScrollBar().setValue(scroll)
        if current is not None and number is None:
            self.row_selected.emit(None)


def _to_clipboard(lines: list[str]) -> None:
    QGuiApplication.clipboard().setText("\n".join(lines))
