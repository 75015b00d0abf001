"""Amounts as they are typed: points come by themselves, small sums are worked out, nonsense is refused where it stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt

from core.money import NOL, BukanUang, Rupiah
from ui.kit.rupiah_edit import RupiahEdit, group_digits, reckon

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


@pytest.fixture
def edit(qtbot: QtBot) -> RupiahEdit:
    made = RupiahEdit()
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.mark.parametrize(
    ("keys", "seen"),
    [
        ("1", "1"),
        ("1500", "1.500"),
        ("1500000", "1.500.000"),
        ("1.500.000", "1.500.000"),
        ("1500,5", "1.500,5"),
        ("007", "7"),
    ],
)
def test_points_come_while_typing(qtbot: QtBot, edit: RupiahEdit, keys: str, seen: str) -> None:
    qtbot.keyClicks(edit, keys)
    assert edit.text() == seen


def test_the_cursor_stays_where_one_types_in_the_middle(qtbot: QtBot, edit: RupiahEdit) -> None:
    edit.setText("1.000")
    edit.setCursorPosition(1)
    qtbot.keyClicks(edit, "23")
    assert edit.text() == "123.000"
    qtbot.keyClicks(edit, "4")
    assert edit.text() == "1.234.000"
    assert edit.cursorPosition() == len("1.234")
    qtbot.keyClick(edit, Qt.Key.Key_Backspace)
    assert edit.text() == "123.000"


def test_backspace_and_delete_step_over_a_point(qtbot: QtBot, edit: RupiahEdit) -> None:
    edit.setText("1.234.000")
    edit.setCursorPosition(len("1.234."))
    qtbot.keyClick(edit, Qt.Key.Key_Backspace)
    assert edit.text() == "123.000"
    edit.setCursorPosition(len("123"))
    qtbot.keyClick(edit, Qt.Key.Key_Delete)
    assert edit.text() == "12.300"


@pytest.mark.parametrize(
    ("typed", "rupiah"),
    [
        ("1500+250", 1750),
        ("1.500 + 250 - 50", 1700),
        ("3*25000", 75000),
        ("1000+2*500", 2000),
        ("12×1.000.000", 12_000_000),
        ("Rp 1.500", 1500),
        ("Rp. 1.500", 1500),
    ],
)
def test_small_sums_are_worked_out(typed: str, rupiah: int) -> None:
    assert reckon(typed) == Rupiah.of(rupiah)


def test_a_sum_becomes_its_result_on_enter(qtbot: QtBot, edit: RupiahEdit) -> None:
    told: list[Rupiah] = []
    edit.value_changed.connect(told.append)
    qtbot.keyClicks(edit, "1500000+250000")
    assert edit.text() == "1.500.000+250.000"
    qtbot.keyClick(edit, Qt.Key.Key_Return)
    assert edit.text() == "1.750.000"
    assert edit.value() == Rupiah.of(1_750_000)
    assert told[-1] == Rupiah.of(1_750_000)


def test_sen_are_kept(qtbot: QtBot, edit: RupiahEdit) -> None:
    qtbot.keyClicks(edit, "1234,5")
    qtbot.keyClick(edit, Qt.Key.Key_Return)
    assert edit.value() == Rupiah(123_450)
    assert edit.text() == "1.234,50"


@pytest.mark.parametrize("typed", ["12a", "1,2,3", "1.5,123", "100/3", "3*1,5", "+", "--1", "1500++2"])
def test_nonsense_is_refused_visibly(qtbot: QtBot, edit: RupiahEdit, typed: str) -> None:
    errors: list[str] = []
    edit.error_changed.connect(errors.append)
    edit.setText(typed)
    edit.editingFinished.emit()
    assert not edit.is_valid()
    assert edit.property("galat") is True
    assert errors[-1] == edit.error() != ""
    with pytest.raises(BukanUang):
        edit.value()
    edit.set_value(Rupiah.of(5))
    assert edit.error() == ""


def test_an_empty_field_is_nol(edit: RupiahEdit) -> None:
    assert edit.value() == NOL
    assert edit.is_valid()


def test_below_zero_only_where_it_makes_sense(qtbot: QtBot, edit: RupiahEdit) -> None:
    edit.setText("100-250")
    assert not edit.is_valid()
    both = RupiahEdit(Rupiah.of(-150), minus=True)
    qtbot.addWidget(both)
    assert both.text() == "-150"
    assert both.value() == Rupiah.of(-150)
    both.setText("(1.500)")
    assert both.value() == Rupiah.of(-1500)


def test_half_typed_text_is_not_scolded(qtbot: QtBot, edit: RupiahEdit) -> None:
    qtbot.keyClicks(edit, "1500+")
    assert edit.error() == ""
    qtbot.keyClicks(edit, "x")
    qtbot.keyClick(edit, Qt.Key.Key_Return)
    assert edit.error() != ""


def test_grouping_leaves_the_sum_signs_alone() -> None:
    assert group_digits("1500+2500*3-0,5") == "1.500+2.500*3-0,5"
