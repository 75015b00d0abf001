"""RowTable and Column: every list of the program is a tuple of columns over a sequence of frozen rows.

The model only reads. It formats a cell when it is first looked at, and it never sorts: a click on a heading asks the
page to put its question again in another order, because SQL sorts 100.000 rows in milliseconds and Python does not.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from core.calendar import tanggal_pendek
from core.money import Rupiah, format_sen
from ui.kit import tokens
from ui.kit.chip import Status

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Mapping, Sequence

R = TypeVar("R")
Index = QModelIndex | QPersistentModelIndex

CACHE_BARIS = 4000
"""Formatted rows kept; some eighty screens full."""
_NO_PARENT = QModelIndex()


class Jenis(StrEnum):
    """How a column is written: text, amount, date, code, status chip, plain count."""

    TEKS = "teks"
    UANG = "uang"
    TANGGAL = "tanggal"
    KODE = "kode"
    STATUS = "status"
    ANGKA = "angka"


class Rata(StrEnum):
    """Where the text of a column stands."""

    KIRI = "kiri"
    KANAN = "kanan"
    TENGAH = "tengah"


@dataclass(frozen=True)
class Column(Generic[R]):
    """One column: what it is called and how a row answers it. Annotate the tuple: `KOLOM: tuple[Column[BkuRow], ...]`.

    `nilai` gives a Rupiah for UANG, a date (or None) for TANGGAL, a Status (or None) for STATUS, an int for ANGKA,
    otherwise text. `lebar` is in design pixels. `lentur` takes what is left of the width. `urut` says that the query
    can sort by `key`. `nol` is written for an amount of nothing (many office forms leave it blank or write a dash).
    """

    key: str
    judul: str
    nilai: Callable[[R], Any]
    lebar: int = 120
    jenis: Jenis = Jenis.TEKS
    rata: Rata | None = None
    lentur: bool = False
    urut: bool = True
    nol: str = "0"
    keterangan: str = ""
    berjalan: bool = False
    """A running balance, which is not added up over rows."""

    @property
    def alignment(self) -> Qt.AlignmentFlag:
        """Amounts and counts stand at the right unless the column says otherwise."""
        rata = self.rata or (Rata.KANAN if self.jenis in {Jenis.UANG, Jenis.ANGKA} else Rata.KIRI)
        side = {
            Rata.KIRI: Qt.AlignmentFlag.AlignLeft,
            Rata.KANAN: Qt.AlignmentFlag.AlignRight,
            Rata.TENGAH: Qt.AlignmentFlag.AlignHCenter,
        }[rata]
        return side | Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell ready to be painted."""

    text: str
    merah: bool = False
    status: Status | None = None


@dataclass(slots=True)
class Order:
    """The order the rows are in, as the page asked for it."""

    key: str = ""
    descending: bool = False


def write_cell(column: Column[Any], nilai: Any) -> Cell:
    """A value as the screen writes it."""
    if nilai is None:
        return Cell("")
    if isinstance(nilai, Rupiah):
        return Cell(format_sen(nilai.sen, brackets=True) if nilai else column.nol, merah=nilai.sen < 0)
    if isinstance(nilai, Status):
        return Cell(nilai.kata, status=nilai)
    if isinstance(nilai, date):
        return Cell(tanggal_pendek(nilai))
    if column.jenis is Jenis.ANGKA and isinstance(nilai, int):
        return Cell(f"{nilai:,}".replace(",", "."))
    return Cell(str(nilai))


def plain_cell(nilai: Any) -> str:
    """A value for the clipboard: amounts without points, so that a spreadsheet takes them as numbers.

    Text that a spreadsheet would run as a formula gets an apostrophe in front.
    """
    if nilai is None:
        return ""
    if isinstance(nilai, Rupiah):
        return format_sen(nilai.sen).replace(".", "")
    if isinstance(nilai, date):
        return tanggal_pendek(nilai)
    text = " ".join((nilai.kata if isinstance(nilai, Status) else str(nilai)).split())
    return f"'{text}" if text[:1] in {"=", "+", "-", "@"} and len(text) > 1 else text


@dataclass(slots=True)
class _Shown(Generic[R]):
    rows: Sequence[R] = ()
    cells: dict[int, tuple[Cell, ...]] = field(default_factory=dict)


class RowTable(QAbstractTableModel, Generic[R]):
    """A read-only window on rows. It never fetches, never sorts and never changes a row.

    `key` names a row across refreshes (its id), so that the view can keep its place.
    """

    def __init__(self, columns: Sequence[Column[R]], key: Callable[[R], Hashable] | None = None) -> None:
        super().__init__()
        self.columns: tuple[Column[R], ...] = tuple(columns)
        self.key = key
        self.order = Order()
        self._shown: _Shown[R] = _Shown()
        self._answers: Mapping[int, Callable[[int, int], Any]] = {
            int(Qt.ItemDataRole.DisplayRole): lambda row, column: self.cell(row, column).text,
            int(Qt.ItemDataRole.TextAlignmentRole): lambda _, column: self.columns[column].alignment,
            int(Qt.ItemDataRole.ForegroundRole): self._foreground,
            int(Qt.ItemDataRole.UserRole): lambda row, _: self._shown.rows[row],
        }

    @property
    def rows(self) -> Sequence[R]:
        """The rows on show, in their order."""
        return self._shown.rows

    def show(self, rows: Sequence[R]) -> None:
        """Shows other rows. Hand over the sequence the query gave; it is not copied."""
        self.beginResetModel()
        self._shown = _Shown(rows)
        self.endResetModel()

    def set_order(self, key: str, *, descending: bool) -> None:
        """Marks the heading by which the rows are sorted; the caller has sorted them."""
        self.order = Order(key, descending)
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, max(len(self.columns) - 1, 0))

    def row_at(self, index: Index) -> R | None:
        """The row under an index, or None beside the table."""
        return self._shown.rows[index.row()] if index.isValid() else None

    def find(self, key: Hashable) -> int | None:
        """Where the row with this key stands now."""
        if self.key is None:
            return None
        named = self.key
        return next((i for i, row in enumerate(self._shown.rows) if named(row) == key), None)

    def cell(self, row: int, column: int) -> Cell:
        """The written cell; formats its whole row once and remembers it."""
        cells = self._shown.cells
        found = cells.get(row)
        if found is None:
            if len(cells) >= CACHE_BARIS:
                cells.clear()
            value = self._shown.rows[row]
            found = cells[row] = tuple(write_cell(c, c.nilai(value)) for c in self.columns)
        return found[column]

    def rowCount(self, parent: Index = _NO_PARENT) -> int:
        return 0 if parent.isValid() else len(self._shown.rows)

    def columnCount(self, parent: Index = _NO_PARENT) -> int:
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        answer = self._answers.get(int(role))
        return answer(index.row(), index.column()) if answer is not None and index.isValid() else None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation is not Qt.Orientation.Horizontal or not 0 <= section < len(self.columns):
            return None
        column = self.columns[section]
        if role == Qt.ItemDataRole.DisplayRole:
            if column.key == self.order.key:
                return f"{column.judul} {'↓' if self.order.descending else '↑'}"
            return column.judul
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return column.alignment
        if role == Qt.ItemDataRole.ToolTipRole:
            return column.keterangan or None
        return None

    def _foreground(self, row: int, column: int) -> Any:
        return tokens.colour("bad") if self.cell(row, column).merah else None
