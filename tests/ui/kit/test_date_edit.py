"""Dates in few keys."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt

from ui.kit.date_edit import BukanTanggal, DateEdit, read_date

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

TODAY = date(2026, 11, 23)


@pytest.fixture
def edit(qtbot: QtBot) -> DateEdit:
    made = DateEdit(today=lambda: TODAY)
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("5", date(2026, 11, 5)),
        ("05", date(2026, 11, 5)),
        ("5/2", date(2026, 2, 5)),
        ("5-2", date(2026, 2, 5)),
        ("5 2", date(2026, 2, 5)),
        ("0502", date(2026, 2, 5)),
        ("050225", date(2025, 2, 5)),
        ("05022026", date(2026, 2, 5)),
        ("5/2/25", date(2025, 2, 5)),
        ("05/02/2026", date(2026, 2, 5)),
    ],
)
def test_few_keys_mean_a_date(qtbot: QtBot, edit: DateEdit, typed: str, meant: date) -> None:
    told: list[date] = []
    edit.value_changed.connect(told.append)
    qtbot.keyClicks(edit, typed)
    qtbot.keyClick(edit, Qt.Key.Key_Return)
    assert edit.value() == meant
    assert edit.text() == f"{meant:%d/%m/%Y}"
    assert told == [meant]


@pytest.mark.parametrize("typed", ["31/2", "32", "5/13", "abc", "1/2/3/4", "050220261", "5/", "//"])
def test_what_is_no_date_is_refused_where_it_stands(qtbot: QtBot, edit: DateEdit, typed: str) -> None:
    if typed == "5/":
        assert read_date(typed, TODAY) == date(2026, 11, 5)
        return
    qtbot.keyClicks(edit, typed)
    qtbot.keyClick(edit, Qt.Key.Key_Return)
    assert not edit.is_valid()
    assert edit.property("galat") is True
    assert edit.text() == typed
    with pytest.raises(BukanTanggal):
        edit.value()


def test_a_date_outside_the_range_names_both_ends(qtbot: QtBot, edit: DateEdit) -> None:
    edit.set_range(date(2026, 11, 1), date(2026, 11, 30), "bulan yang terbuka")
    qtbot.keyClicks(edit, "31/10")
    qtbot.keyClick(edit, Qt.Key.Key_Return)
    assert edit.error() == "31/10/2026 di luar 01/11/2026 s.d. 30/11/2026 (bulan yang terbuka)."
    qtbot.keyClick(edit, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClicks(edit, "30")
    qtbot.keyClick(edit, Qt.Key.Key_Return)
    assert edit.error() == ""
    assert edit.value() == date(2026, 11, 30)


def test_arrows_step_a_day_over_the_end_of_a_month(qtbot: QtBot, edit: DateEdit) -> None:
    qtbot.keyClick(edit, Qt.Key.Key_Up)
    assert edit.value() == TODAY
    edit.set_value(date(2026, 11, 30))
    qtbot.keyClick(edit, Qt.Key.Key_Up)
    assert edit.value() == date(2026, 12, 1)
    qtbot.keyClick(edit, Qt.Key.Key_Down)
    assert edit.value() == date(2026, 11, 30)


def test_an_empty_field_is_no_date(edit: DateEdit) -> None:
    assert edit.value() is None
    assert edit.is_valid()
