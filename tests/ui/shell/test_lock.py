"""The lock: nothing of the office is seen until somebody signs in, and nothing is lost meanwhile."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QLineEdit, QVBoxLayout

from core.errors import Refusal
from tests.ui.shell.test_window import BENDAHARA, PA, Log, attach, log, window
from ui.kit.memory import desk_settings
from ui.shell.lock import JUDUL_TERKUNCI, KUNCI_MEMORI, lock_minutes
from ui.shell.sign_in import Orang, SignIn

if TYPE_CHECKING:
    from uuid import UUID

    from pytestqt.qtbot import QtBot

    from core.access import Pelaku
    from ui.shell.window import MainWindow

__all__ = ["log", "window"]
SANDI = "rahasia contoh"


def check(orang_id: UUID, sandi: str) -> Pelaku:
    if sandi != SANDI:
        raise Refusal("ERR_SANDI", "Kata sandi tidak cocok.")
    return next(p for p in (BENDAHARA, PA) if p.id == orang_id)


@pytest.fixture
def kantor(window: MainWindow) -> MainWindow:
    people = [Orang(PA.id, PA.nama, "Pengguna Anggaran"), Orang(BENDAHARA.id, BENDAHARA.nama, "Bendahara")]
    window.set_sign_in(SignIn(lambda: people, check))
    attach(window)
    window.show_office("Dinas Contoh", 2026)
    window.activateWindow()
    return window


def sheet(window: MainWindow) -> Any:
    assert window.lock is not None
    assert window.desk.wait_idle()
    return window.lock.sheet


def enter(qtbot: QtBot, window: MainWindow, sandi: str) -> None:
    panel = sheet(window).panel
    panel.password.clear()
    qtbot.keyClicks(panel.password, sandi)
    qtbot.keyClick(panel.password, Qt.Key.Key_Return)
    assert window.desk.wait_idle()


def shown(window: MainWindow) -> str:
    """Every word that can be read on any window, and every tip."""
    labels = [w for top in QApplication.topLevelWidgets() if top.isVisible() for w in top.findChildren(QLabel)]
    return " ".join(f"{w.text()} {w.toolTip()}" for w in labels if w.isVisible()) + window.windowTitle()


def form(window: MainWindow) -> tuple[QDialog, QLineEdit]:
    dialog, field = QDialog(window), QLineEdit()
    dialog.setWindowTitle("Belanja Rp 4.440.000")
    column = QVBoxLayout(dialog)
    column.addWidget(QLabel("Rp 4.440.000"))
    column.addWidget(field)
    dialog.open()
    field.setFocus()
    QTest.keyClicks(field, "Kertas 12.345")
    return dialog, field


def test_ctrl_l_hides_the_office_and_the_password_brings_it_back(qtbot: QtBot, kantor: MainWindow) -> None:
    qtbot.waitUntil(kantor.isActiveWindow)
    assert "Halaman beranda" in shown(kantor)
    qtbot.keyClick(kantor, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    locked = sheet(kantor)
    assert kantor.windowTitle() == JUDUL_TERKUNCI
    assert "Halaman" not in shown(kantor)
    assert BENDAHARA.nama in locked.siapa.text()
    assert locked.panel.list.currentRow() == 1, "who was here stands chosen"
    assert locked.geometry() == kantor.rect()
    enter(qtbot, kantor, "salah")
    assert locked.panel.error() == "Kata sandi tidak cocok."
    enter(qtbot, kantor, SANDI)
    assert sheet(kantor) is None
    assert kantor.windowTitle() == "Dinas Contoh — Pundi"
    assert "Halaman beranda" in shown(kantor)


def test_no_key_of_the_program_works_below_the_sheet(qtbot: QtBot, kantor: MainWindow, log: Log) -> None:
    kantor.lock_now()
    locked = sheet(kantor)
    for key in (Qt.Key.Key_F2, Qt.Key.Key_F1, Qt.Key.Key_F12, Qt.Key.Key_Escape):
        qtbot.keyClick(kantor, key)
    qtbot.keyClick(kantor, Qt.Key.Key_2, Qt.KeyboardModifier.AltModifier)
    qtbot.keyClick(kantor, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    assert kantor.desk.wait_idle()
    assert (log.did, kantor.current_id()) == ([], "beranda")
    assert not [w for w in QApplication.topLevelWidgets() if isinstance(w, QDialog) and w.isVisible()]
    assert sheet(kantor) is locked
    enter(qtbot, kantor, SANDI)
    qtbot.keyClick(kantor, Qt.Key.Key_F2)
    assert log.did == ["catat beranda"]


def test_a_form_is_hidden_and_comes_back_as_it_was_typed(qtbot: QtBot, kantor: MainWindow) -> None:
    dialog, field = form(kantor)
    finished: list[int] = []
    dialog.finished.connect(finished.append)
    kantor.lock_now()
    assert not dialog.isVisible()
    assert "4.440.000" not in shown(kantor)
    enter(qtbot, kantor, SANDI)
    assert dialog.isVisible()
    assert dialog.isModal()
    assert field.text() == "Kertas 12.345"
    assert finished == []
    assert kantor.notices.notices() == []


def test_ctrl_l_over_a_form(qtbot: QtBot, kantor: MainWindow) -> None:
    dialog, _ = form(kantor)
    qtbot.waitUntil(lambda: QApplication.focusWindow() is dialog.windowHandle())
    QTest.keyClick(dialog.windowHandle(), Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    assert sheet(kantor) is not None
    assert not dialog.isVisible()


def test_another_person_takes_over_and_is_told_whose_form_it_is(qtbot: QtBot, kantor: MainWindow) -> None:
    dialog, field = form(kantor)
    kantor.lock_now()
    qtbot.keyClick(sheet(kantor).panel.password, Qt.Key.Key_Up)
    enter(qtbot, kantor, SANDI)
    assert kantor.konteks.pelaku == PA
    assert (dialog.isVisible(), field.text()) == (True, "Kertas 12.345")
    assert kantor.notices.notices()[0].judul == f"Isian yang ditinggalkan {BENDAHARA.nama} masih terbuka"


def test_long_work_goes_on_and_its_window_waits(qtbot: QtBot, kantor: MainWindow) -> None:
    kantor.lock_now()
    done: list[str] = []
    kantor.desk.ask(lambda: "selesai", done.append)
    assert kantor.desk.wait_idle()
    assert done == ["selesai"]
    dialog, _ = form(kantor)
    QApplication.processEvents()
    assert not dialog.isVisible()
    assert "4.440.000" not in shown(kantor)
    enter(qtbot, kantor, SANDI)
    assert dialog.isVisible()


def test_idle_minutes_lock_and_a_key_begins_them_anew(qtbot: QtBot, kantor: MainWindow) -> None:
    lock = kantor.lock
    assert lock is not None
    assert lock_minutes() == 5
    desk_settings().setValue(KUNCI_MEMORI, 2)
    lock.set_minutes(lock_minutes())
    assert lock._idle.interval() == 120_000
    lock._idle.setTimerType(Qt.TimerType.PreciseTimer)
    lock.set_minutes(2)
    QTest.qWait(60)
    before = lock._idle.remainingTime()
    QTest.keyClick(kantor.windowHandle(), Qt.Key.Key_A)
    assert lock._idle.remainingTime() > before, "somebody is typing"
    assert not lock.is_locked
    lock._idle.start(1)
    qtbot.waitUntil(lambda: lock.is_locked)


def test_without_a_password_the_sheet_says_how_to_go_on(qtbot: QtBot, kantor: MainWindow) -> None:
    kantor.set_sign_in(SignIn(lambda: [Orang(BENDAHARA.id, BENDAHARA.nama, "Bendahara", bersandi=False)], check))
    kantor.lock_now()
    locked = sheet(kantor)
    assert "Halaman" not in shown(kantor)
    assert "siapa pun dapat melanjutkan dengan Enter" in locked.kata.text()
    qtbot.keyClick(kantor, Qt.Key.Key_Return)
    assert sheet(kantor) is None


def test_where_nobody_has_signed_in_there_is_nothing_to_lock(window: MainWindow) -> None:
    window.attach(lambda _: pytest.fail("nobody acts"), "buku besar", None)
    window.lock_now()
    assert window.lock is not None
    assert not window.lock.is_locked
    QApplication.sendEvent(window, QEvent(QEvent.Type.WindowDeactivate))
