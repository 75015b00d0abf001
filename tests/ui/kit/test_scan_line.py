"""The scan line hears a scanner anywhere on the page, and leaves people who type alone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPushButton, QVBoxLayout, QWidget

from ui.kit.scan_line import JEDA_MS, ScanLine

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

KODE = "41702630118842"


@dataclass
class Meja:
    page: QWidget
    scan: ScanLine
    field: QLineEdit
    button: QPushButton
    heard: list[str]
    repeated: list[str]
    now: float = 100.0

    def keys(self, text: str, gap_ms: int = 0, *, enter: bool = True) -> None:
        """Keys as the window system hands them to the window."""
        window = self.page.windowHandle()
        for letter in text:
            QTest.keyClick(window, letter)
            QTest.qWait(gap_ms)
        if enter:
            QTest.keyClick(window, Qt.Key.Key_Return)


@pytest.fixture
def meja(qtbot: QtBot) -> Meja:
    page = QWidget()
    scan = ScanLine(clock=lambda: made.now)
    field, button = QLineEdit(), QPushButton("Tolak")
    column = QVBoxLayout(page)
    for widget in (scan, field, button):
        column.addWidget(widget)
    made = Meja(page, scan, field, button, [], [])
    scan.scanned.connect(made.heard.append)
    scan.repeated.connect(made.repeated.append)
    qtbot.addWidget(page)
    page.show()
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    field.setFocus()
    return made


def test_a_scan_lands_on_the_line_and_leaves_nothing_in_the_field(meja: Meja) -> None:
    meja.field.setText("alasan")
    meja.keys(KODE)
    assert meja.heard == [KODE]
    assert meja.scan.code() == KODE
    assert meja.field.text() == "alasan"


def test_a_scan_never_presses_the_button_that_has_the_focus(meja: Meja) -> None:
    pressed: list[bool] = []
    meja.button.clicked.connect(pressed.append)
    meja.button.setAutoDefault(True)
    meja.button.setFocus()
    meja.keys(KODE)
    assert meja.heard == [KODE]
    assert pressed == []


def test_slow_typing_goes_where_it_was_meant(qtbot: QtBot, meja: Meja) -> None:
    meja.keys("faktur", gap_ms=JEDA_MS + 25)
    qtbot.wait(200)
    assert meja.field.text() == "faktur"
    assert meja.heard == []


def test_a_few_fast_keys_are_typing_too_and_keep_their_order(qtbot: QtBot, meja: Meja) -> None:
    meja.keys("abc", enter=False)
    qtbot.waitUntil(lambda: meja.field.text() == "abc")
    meja.keys("12345")
    assert meja.field.text() == "abc12345"
    assert meja.heard == []


def test_fast_keys_without_enter_are_not_a_scan(qtbot: QtBot, meja: Meja) -> None:
    meja.keys(KODE, enter=False)
    qtbot.waitUntil(lambda: meja.field.text() == KODE)
    assert meja.heard == []


def test_backspace_after_a_held_key_comes_in_order(qtbot: QtBot, meja: Meja) -> None:
    meja.keys("ab", enter=False)
    QTest.keyClick(meja.page.windowHandle(), Qt.Key.Key_Backspace)
    assert meja.field.text() == "a"


def test_a_double_scan_within_two_seconds_is_swallowed(meja: Meja) -> None:
    meja.keys(KODE)
    meja.now += 1.5
    meja.keys(KODE)
    assert meja.heard == [KODE]
    assert meja.repeated == [KODE]
    meja.now += 2.5
    meja.keys(KODE)
    assert meja.heard == [KODE, KODE]


def test_two_different_codes_in_a_row_are_both_heard(meja: Meja) -> None:
    meja.keys(KODE)
    meja.keys("417026301220")
    assert meja.heard == [KODE, "417026301220"]


def test_a_code_typed_on_the_line_counts_as_well(qtbot: QtBot, meja: Meja) -> None:
    meja.scan.setFocus()
    meja.keys("4170 2630", gap_ms=JEDA_MS + 25)
    assert meja.heard == ["41702630"]


def test_a_hidden_line_does_not_listen(qtbot: QtBot, meja: Meja) -> None:
    meja.scan.hide()
    meja.keys(KODE)
    assert meja.heard == []
    assert meja.field.text() == KODE
    meja.field.clear()
    meja.scan.show()
    meja.keys(KODE)
    assert meja.heard == [KODE]


def test_the_answer_has_a_word_and_a_colour(meja: Meja) -> None:
    meja.scan.answer("tidak dikenal", ok=False)
    assert meja.scan.property("nada") == "bad"
    meja.scan.answer("diterima", ok=True)
    assert meja.scan.property("nada") == "ok"


def test_a_long_code_may_stumble_once_it_is_clearly_a_scanner(qtbot: QtBot, meja: Meja) -> None:
    """A sealed code has up to a thousand digits; a busy computer pauses in the middle of one."""
    meja.keys("123456789" * 4, enter=False)
    qtbot.wait(JEDA_MS * 3)
    meja.keys("987654321" * 4)
    assert meja.heard == ["123456789" * 4 + "987654321" * 4]
    assert meja.field.text() == ""
