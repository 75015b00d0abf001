"""The window of the program as a person at the desk has it: keys, clicks, scans, and what stands on screen."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from core.demo.jam import JamContoh
from core.demo.orang import ORANG, SANDI
from ui.kas.buku_page import Figure
from ui.shell.halaman import pages
from ui.shell.mulai import Mulai
from ui.shell.sign_in import SignInDialog

HARI = date(2026, 11, 20)
"""October is closed, November under way."""
ALT = Qt.KeyboardModifier.AltModifier
TUNGGU_MS = 30_000
"""Founding the sample office takes a few seconds on a slow computer."""


@dataclass
class Jendela:
    """One workstation with the program running, and the hands of whoever sits at it."""

    run: Mulai
    qtbot: QtBot
    clock: JamContoh
    crashes: list[BaseException] = field(default_factory=list)

    @property
    def window(self) -> Any:
        return self.run.window

    @property
    def page(self) -> Any:
        """The page on show."""
        return self.window.page(self.window.current_id())

    def ask(self, question: Callable[[Any], Any]) -> Any:
        """What the office itself says, beside what the screen says."""
        assert self.run.kantor is not None
        return self.run.kantor.ask(question)

    def settle(self) -> None:
        """Every errand under way has come back, and those it started."""
        for _ in range(4):
            assert self.window.desk.wait_idle(TUNGGU_MS)
            QApplication.processEvents()
        assert not self.crashes, self.crashes

    def wait(self, until: Callable[[], bool]) -> None:
        self.qtbot.waitUntil(until, timeout=TUNGGU_MS)
        self.settle()

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """A key in the window, for its shortcuts."""
        self.window.activateWindow()
        self.qtbot.waitUntil(self.window.isActiveWindow)
        assert QApplication.activePopupWidget() is None
        QTest.keyClick(self.window, key, modifier)
        self.settle()

    def go(self, page_id: str) -> Any:
        """To a page by the key the navigation names."""
        awalan, key = next(s.pintasan for s in pages() if s.id == page_id).split("+")
        self.press(Qt.Key(ord(key)), ALT if awalan == "Alt" else Qt.KeyboardModifier.ControlModifier)
        assert self.window.current_id() == page_id
        return self.page

    def click(self, widget: QWidget) -> None:
        assert widget.isEnabled(), widget.toolTip()
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton)
        self.settle()

    def write(self, widget: QWidget, kata: str) -> None:
        """Types over what stands in a field and goes on with Tab."""
        self._begin(widget)
        QTest.keyClicks(widget, kata)
        self._begin(widget, over=False)
        QTest.keyClick(widget, Qt.Key.Key_Tab)
        self.settle()

    def pick(self, widget: QWidget, kata: str) -> None:
        """Types a few letters and takes the first suggestion below the field."""
        self._begin(widget)
        QTest.keyClicks(widget, kata)
        popup = QApplication.activePopupWidget()
        assert popup is not None, kata
        QTest.keyClick(popup, Qt.Key.Key_Down)
        QTest.keyClick(popup, Qt.Key.Key_Return)
        self.settle()

    def _begin(self, widget: QWidget, *, over: bool = True) -> None:
        """The cursor is in a field of a window that has the keyboard (offscreen, a closing list takes it away)."""
        widget.window().activateWindow()
        self.qtbot.waitUntil(widget.window().isActiveWindow)
        widget.setFocus(Qt.FocusReason.TabFocusReason)
        if over and isinstance(widget, QLineEdit):
            widget.selectAll()

    def dialog(self, kind: type[QDialog]) -> Any:
        """The one dialog of a kind on screen."""
        found = [d for d in self.window.findChildren(kind) if d.isVisible()]
        assert len(found) == 1, kind
        return found[0]

    def sit(self, login: str) -> None:
        """F12: another person at this desk."""
        self.press(Qt.Key.Key_F12)
        self.sign_in(login)

    def sign_in(self, login: str) -> None:
        """Chooses a name on the list, types the password, Enter."""
        nama, dialog = ORANG[login][0], self.dialog(SignInDialog)
        shown = [dialog.panel.list.item(n).text() for n in range(dialog.panel.list.count())]
        dialog.panel.choose(next(n for n, kata in enumerate(shown) if kata.startswith(nama)))
        QTest.keyClicks(dialog.panel.password, SANDI)
        QTest.keyClick(dialog.panel.password, Qt.Key.Key_Return)
        self.wait(lambda: self.window.sidebar._nama.text() == nama)

    def told(self) -> list[str]:
        """What the notices say, newest first."""
        return [n.judul for n in self.window.notices.notices()]

    def scan(self, kode: str) -> None:
        """Keys as a wedge scanner types them, wherever the cursor stands."""
        handle = self.window.windowHandle()
        for letter in kode:
            QTest.keyClick(handle, letter)
        QTest.keyClick(handle, Qt.Key.Key_Return)
        self.settle()


def tile(tile_: Any) -> tuple[str, str]:
    return tile_._angka.text(), tile_._hint.text()


def cells(view: Any, row: int) -> dict[str, str]:
    """One row as it is written on screen, by the key of its column."""
    table = view.table
    return {c.key: table.cell(row, n).text for n, c in enumerate(table.columns)}


def sums(view: Any) -> dict[str, str]:
    """Figures below a book, by their label."""
    found = {}
    for figure in view.findChildren(Figure):
        if not figure.isHidden():
            label, nilai = (figure.layout().itemAt(n).widget().text() for n in (0, 1))
            found[label] = nilai
    return found
