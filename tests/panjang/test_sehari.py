"""Eight hours at one desk, pressed together: pages, search, forms and help opened and left; memory and handles stay.

A desk does something about every three seconds: 9600 times in a working day. `run.py uji-panjang` does them all; the
suite does a short stretch with the same measure.
"""

from __future__ import annotations

import gc
import os
from itertools import cycle
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QWidget
from pytestqt.qtbot import QtBot

from tests.layar.kantor_layar import open_window, opened
from ui.shell.theme import apply_theme
from ui.shell.window import MainWindow

SEHARI = 9_600
PEMANASAN = 3
"""Rounds over all pages before the first measure: caches fill, every page is built once."""
TUMBUH_KIB = 24
"""What a round over all pages may add to the resident memory; the allocator never gives all of it back at once."""


def resident_kib() -> int:
    for line in Path("/proc/self/status").read_text("ascii").splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1])
    raise AssertionError("VmRSS")


def measure() -> tuple[int, int, int]:
    """(resident KiB, open handles, live widgets)."""
    gc.collect()
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    return resident_kib(), sum(1 for _ in Path("/proc/self/fd").iterdir()), len(app.allWidgets())


def settle(window: MainWindow) -> None:
    assert window.desk.wait_idle(30_000)
    for _ in range(3):
        QApplication.processEvents()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def close_dialogs(window: MainWindow) -> None:
    for dialog in window.findChildren(QDialog):
        if dialog.isVisible():
            QTest.keyClick(dialog, Qt.Key.Key_Escape)
    settle(window)


def one_round(window: MainWindow, key: Qt.Key) -> int:
    """Every page once, with a key on each: how many things were done."""
    done = 0
    for page_id in window.sidebar.visible_ids():
        window.open_page(page_id)
        settle(window)
        QTest.keyClick(window, key)
        settle(window)
        close_dialogs(window)
        done += 2
    window.open_palette()
    for dialog in window.findChildren(QDialog):
        focus: QWidget | None = dialog.focusWidget()
        if dialog.isVisible() and focus is not None:
            QTest.keyClicks(focus, "tbp")
    close_dialogs(window)
    return done + 1


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
def test_a_day_at_the_desk_leaves_nothing_behind(qtbot: QtBot, tmp_path: Path) -> None:
    much = os.environ.get("PUNDI_PUTARAN")
    wanted = SEHARI * int(much) // 200 if much else 240
    QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, str(tmp_path))
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    apply_theme(app, "terang")
    with opened("kecil", tmp_path) as layar:
        window = open_window(layar)
        qtbot.addWidget(window, before_close_func=lambda w: w.desk.close())
        settle(window)
        keys = cycle((Qt.Key.Key_F1, Qt.Key.Key_F2, Qt.Key.Key_F5))
        for _ in range(PEMANASAN):
            one_round(window, next(keys))
        before, done, rounds = measure(), 0, 0
        while done < wanted:
            for key in (Qt.Key.Key_F1, Qt.Key.Key_F2, Qt.Key.Key_F5):
                done += one_round(window, key)
                rounds += 1
        after = measure()
        print(f"{done} langkah, {rounds} putaran: KiB, pegangan, widget {before} -> {after}")  # noqa: T201 - the counts of a long run
        assert after[1] <= before[1] + 2, "open handles"
        assert after[2] <= before[2] + 5, "widgets that nobody took away"
        assert after[0] - before[0] <= 4096 + TUMBUH_KIB * rounds, "resident memory"
