"""RowTable and TableView: written once, tried by Qt itself, quick at 50.000 rows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import QModelIndex, QPoint, Qt
from PySide6.QtGui import QGuiApplication

from core.money import NOL, Rupiah
from ui.bridge.heartbeat import BEKU_MS, Heartbeat
from ui.kit import tokens
from ui.kit.chip import Status
from ui.kit.table import Column, Jenis, Rata, RowTable
from ui.kit.table_view import TableView
from ui.kit.tokens import Nada
from ui.shell.theme import apply_theme

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot


@dataclass(frozen=True, slots=True)
class BukuRow:
    nomor: int
    tanggal: date | None
    uraian: str
    nilai: Rupiah
    status: Status | None = None


KOLOM: tuple[Column[BukuRow], ...] = (
    Column("nomor", "No.", lambda r: r.nomor, 70, Jenis.ANGKA),
    Column("tanggal", "Tanggal", lambda r: r.tanggal, 100, Jenis.TANGGAL),
    Column("uraian", "Uraian", lambda r: r.uraian, 260, lentur=True),
    Column("nilai", "Nilai (Rp)", lambda r: r.nilai, 130, Jenis.UANG, nol="—"),
    Column("status", "Status", lambda r: r.status, 120, Jenis.STATUS, urut=False),
)
ROWS = (
    BukuRow(1, date(2026, 2, 5), "Belanja ATK", Rupiah.of(1_234_567), Status("sah", Nada.OK)),
    BukuRow(1200, None, "=1+1", Rupiah(-12_345_650)),
    BukuRow(3, date(2026, 12, 31), "Nihil", NOL),
)


@pytest.fixture
def table(qtmodeltester: Any) -> RowTable[BukuRow]:
    made = RowTable(KOLOM, key=lambda r: r.nomor)
    made.show(ROWS)
    return made


@pytest.fixture
def view(qtbot: QtBot, table: RowTable[BukuRow]) -> TableView:
    made = TableView("buku", table)
    qtbot.addWidget(made)
    made.resize(900, 400)
    made.show()
    return made


def texts(table: RowTable[Any]) -> list[list[str]]:
    return [[table.index(r, c).data() for c in range(table.columnCount())] for r in range(table.rowCount())]


def test_qt_finds_no_fault_with_the_model(table: RowTable[BukuRow], qtmodeltester: Any) -> None:
    qtmodeltester.check(table, force_py=True)
    table.show(ROWS[:1])
    table.show(())
    assert table.rowCount() == 0


def test_cells_are_written_as_the_office_writes_them(table: RowTable[BukuRow]) -> None:
    assert texts(table) == [
        ["1", "05/02/2026", "Belanja ATK", "1.234.567", "sah"],
        ["1.200", "", "=1+1", "(123.456,50)", ""],
        ["3", "31/12/2026", "Nihil", "—", ""],
    ]


def test_only_negative_amounts_are_red_and_unknown_roles_get_no_answer(table: RowTable[BukuRow]) -> None:
    assert table.index(1, 3).data(Qt.ItemDataRole.ForegroundRole) == tokens.colour("bad")
    assert table.index(0, 3).data(Qt.ItemDataRole.ForegroundRole) is None
    for role in (Qt.ItemDataRole.FontRole, Qt.ItemDataRole.DecorationRole, Qt.ItemDataRole.CheckStateRole):
        assert table.index(0, 0).data(role) is None
    assert table.data(QModelIndex()) is None


def test_amounts_and_counts_stand_at_the_right_unless_told_otherwise(table: RowTable[BukuRow]) -> None:
    right = [bool(c.alignment & Qt.AlignmentFlag.AlignRight) for c in KOLOM]
    assert right == [True, False, False, True, False]
    middle = Column("x", "X", lambda r: r, rata=Rata.TENGAH)
    assert middle.alignment & Qt.AlignmentFlag.AlignHCenter


def test_a_heading_click_asks_and_does_not_sort(qtbot: QtBot, view: TableView, table: RowTable[BukuRow]) -> None:
    asked: list[tuple[str, bool]] = []
    view.sort_asked.connect(lambda key, descending: asked.append((key, descending)))
    before = texts(table)

    def click(section: int) -> None:
        header = view.horizontalHeader()
        place = QPoint(header.sectionViewportPosition(section) + 12, header.height() // 2)
        qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=place)

    click(3)
    table.set_order("nilai", descending=False)
    click(3)
    table.set_order("nilai", descending=True)
    click(3)
    click(4)
    assert asked == [("nilai", False), ("nilai", True), ("nilai", False)]
    assert texts(table) == before
    assert table.headerData(3, Qt.Orientation.Horizontal) == "Nilai (Rp) ↓"


def test_copying_gives_a_table_a_spreadsheet_understands_and_no_formula(qtbot: QtBot, view: TableView) -> None:
    view.selectAll()
    qtbot.keyClick(view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text().split("\n") == [
        "No.\tTanggal\tUraian\tNilai (Rp)\tStatus",
        "1\t05/02/2026\tBelanja ATK\t1234567\tsah",
        "1200\t\t'=1+1\t-123456,50\t",
        "3\t31/12/2026\tNihil\t0\t",
    ]
    view.select_key(1)
    view.copy()
    assert QGuiApplication.clipboard().text() == "1\t05/02/2026\tBelanja ATK\t1234567\tsah"


def test_hidden_columns_are_not_copied(view: TableView) -> None:
    view.setColumnHidden(1, True)
    view.select_key(1)
    view.copy()
    assert QGuiApplication.clipboard().text() == "1\tBelanja ATK\t1234567\tsah"


def test_the_selection_tells_its_sum(view: TableView) -> None:
    told: list[tuple[int, dict[str, Rupiah]]] = []
    view.totals_changed.connect(lambda count, sums: told.append((count, sums)))
    view.selectRow(0)
    view.selectAll()
    assert told[0] == (1, {"nilai": Rupiah.of(1_234_567)})
    assert told[-1] == (3, {"nilai": Rupiah(123_456_700 - 12_345_650)})


def test_a_refresh_keeps_the_place(view: TableView, table: RowTable[BukuRow]) -> None:
    view.selectRow(2)
    table.show((BukuRow(9, None, "baru di atas", NOL), *ROWS))
    assert view.current_row() == ROWS[2]
    assert view.selected_rows() == [ROWS[2]]


def test_a_row_that_has_gone_leaves_no_selection_behind(view: TableView, table: RowTable[BukuRow]) -> None:
    view.selectRow(2)
    told: list[Any] = []
    view.row_selected.connect(told.append)
    table.show(ROWS[:2])
    assert view.current_row() is None
    assert told[-1] is None


def test_enter_opens_the_row(qtbot: QtBot, view: TableView) -> None:
    opened: list[BukuRow] = []
    view.row_opened.connect(opened.append)
    assert view.select_key(1200)
    qtbot.keyClick(view, Qt.Key.Key_Return)
    assert opened == [ROWS[1]]
    assert not view.select_key(77)


def test_widths_are_remembered_on_this_desk(qtbot: QtBot, view: TableView) -> None:
    view.horizontalHeader().resizeSection(1, 177)
    view.setColumnHidden(4, True)
    qtbot.waitUntil(lambda: not view.widths._save_later.isActive())
    again = TableView("buku", RowTable(KOLOM))
    qtbot.addWidget(again)
    assert again.columnWidth(1) == 177
    assert again.isColumnHidden(4)
    again.reset_columns()
    assert again.columnWidth(1) == 100
    assert not again.isColumnHidden(4)
    other = TableView("lain", RowTable(KOLOM))
    qtbot.addWidget(other)
    assert other.columnWidth(1) == 100


def test_typing_jumps_to_the_row_where_a_word_begins_like_that(qtbot: QtBot, view: TableView) -> None:
    view.select_key(1)
    view.setFocus()
    qtbot.keyClicks(view, "nih")
    assert view.current_row() == ROWS[2]
    view._word_ends.stop()
    qtbot.keyClicks(view, "atk")
    assert view.current_row() == ROWS[0], "a later word counts, and the search goes around the end"
    view._word_ends.stop()
    qtbot.keyClicks(view, "xyz")
    assert view.current_row() == ROWS[0]


def test_a_status_is_copied_as_its_word_and_a_running_balance_is_not_added(qtbot: QtBot) -> None:
    kolom = (*KOLOM[3:], Column("saldo", "Saldo", lambda r: r.nilai, jenis=Jenis.UANG, berjalan=True))
    view = TableView("saldo", RowTable(kolom))
    qtbot.addWidget(view)
    view.table.show(ROWS)
    told: list[dict[str, Rupiah]] = []
    view.totals_changed.connect(lambda _, sums: told.append(sums))
    view.selectAll()
    assert list(told[-1]) == ["nilai"]
    view.copy()
    assert QGuiApplication.clipboard().text().split("\n")[1] == "1234567\tsah\t1234567"


class Counted:
    """Fifty thousand rows that count how often they are asked for."""

    def __init__(self) -> None:
        self.asked = 0

    def __len__(self) -> int:
        return 50_000

    def __getitem__(self, number: int) -> BukuRow:
        self.asked += 1
        return BukuRow(number, date(2026, 1, 1 + number % 28), f"Baris {number}", Rupiah(number * 100))


def test_fifty_thousand_rows_show_and_jump_by_formatting_only_what_is_seen(qtbot: QtBot) -> None:
    rows: Any = Counted()
    table = RowTable(KOLOM)
    view = TableView("besar", table)
    qtbot.addWidget(view)
    view.resize(900, 600)
    table.show(rows)
    view.show()
    qtbot.waitExposed(view)
    for place in range(0, 50_000, 2_500):
        view.verticalScrollBar().setValue(place)
        view.grab()
    assert 0 < rows.asked < 1_000


def test_all_of_fifty_thousand_rows_are_added_and_copied_while_the_window_answers(qtbot: QtBot) -> None:
    rows: Any = Counted()
    view = TableView("besar", RowTable(KOLOM))
    qtbot.addWidget(view)
    view.table.show(rows)
    view.show()
    told: list[tuple[int, dict[str, Rupiah]]] = []
    view.totals_changed.connect(lambda count, sums: told.append((count, sums)))
    view.selectAll()
    assert told == [], "the sum comes later, the window first"
    with Heartbeat() as detak:
        qtbot.waitUntil(lambda: bool(told), timeout=20_000)
        view.copy()
        qtbot.waitUntil(lambda: not view._copying.busy, timeout=20_000)
    assert told == [(50_000, {"nilai": Rupiah(50_000 * 49_999 // 2 * 100)})]
    assert len(QGuiApplication.clipboard().text().split("\n")) == 50_001
    assert detak.longest_ms < 10 * BEKU_MS, "adding at one go takes seconds"


def test_an_empty_list_says_what_belongs_here(qtbot: QtBot, view: TableView, table: RowTable[BukuRow]) -> None:
    table.show(())
    plain = view.grab().toImage()
    view.set_empty("Belum ada bukti", "Tekan F2 untuk mencatat")
    assert view.grab().toImage() != plain


def test_rows_grow_with_the_zoom(qapp: QApplication, view: TableView) -> None:
    assert view.rowHeight(0) == 34
    apply_theme(qapp, "terang", 1.5)
    assert view.rowHeight(0) == 51
