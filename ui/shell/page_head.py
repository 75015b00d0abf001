"""The head of every page: title and subtitle at the left, search and the page's actions at the right."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from ui.kit import tokens
from ui.kit.card import text

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from core.access import Izin
    from ui.shell.page import Action


_JUDUL_TERSEMPIT, _CARI_TERSEMPIT = 150, 200
"""Design pixels that stay for the title, however large the letters of the buttons, and of the search box in full."""


class PageHead(QWidget):
    """Shows one page's head; shortcuts stand on the buttons and work everywhere in the window.

    Buttons for which there is no room (large letters, a small screen) go into the menu "Lainnya", the first ones first;
    the search box says only "Cari" before that happens, and goes last of all (Ctrl+K still opens it).
    """

    search_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = text("", "judul-halaman")
        self._subtitle = text("", "anak-judul")
        self._kata = ("", "")
        for label in (self._title, self._subtitle):
            label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._kata_cari = "Cari halaman atau perintah…"
        self._search = QPushButton(f"{self._kata_cari}   Ctrl+K")
        self._search.setObjectName("cari")
        self._search.clicked.connect(self.search_asked)
        self._shortcuts: list[QShortcut] = []
        self._buttons: dict[str, QPushButton] = {}
        self._tersimpan: list[Action] = []
        self._lainnya = QPushButton("Lainnya")
        self._menu = QMenu(self._lainnya)
        self._menu.aboutToShow.connect(self._fill_menu)
        self._lainnya.setMenu(self._menu)
        self._lainnya.hide()
        self._actions: tuple[Action, ...] = ()
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self._title)
        words.addWidget(self._subtitle)
        self._right = QHBoxLayout()
        self._right.setSpacing(tokens.px(12))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(tokens.px(12))
        row.addLayout(words, 1)
        row.addWidget(self._search)
        row.addWidget(self._lainnya)
        row.addLayout(self._right)

    def set_search_words(self, kata: str) -> None:
        """What the search box says it can find."""
        self._kata_cari = kata
        self._fit_buttons()

    def button(self, action_id: str) -> QPushButton:
        """The button of an action on show."""
        return self._buttons[action_id]

    def show_head(self, title: str, subtitle: str) -> None:
        """Shows another title."""
        self._kata = (title, subtitle)
        self._subtitle.setVisible(bool(subtitle))
        self._fit_words()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_buttons()

    def _fit_buttons(self) -> None:
        """Search box in full, else short; then button after button into the menu, the last one never."""
        gap, room = tokens.px(12), self.width() - tokens.px(_JUDUL_TERSEMPIT)
        widths = [self._buttons[a.id].sizeHint().width() + gap for a in self._actions]
        self._search.setText(f"{self._kata_cari}   Ctrl+K")
        self._search.setMinimumWidth(tokens.px(_CARI_TERSEMPIT))
        self._search.show()
        if max(self._search.sizeHint().width(), tokens.px(_CARI_TERSEMPIT)) + sum(widths) > room:
            self._search.setMinimumWidth(0)
        if self._search.sizeHint().width() + sum(widths) > room:
            self._search.setText("Cari   Ctrl+K")
        room -= self._search.sizeHint().width()
        first = 0
        if sum(widths) > room:
            room -= self._lainnya.sizeHint().width() + gap
            while first < len(widths) - 1 and sum(widths[first:]) > room:
                first += 1
        if sum(widths[first:]) > room:
            self._search.hide()
        self._tersimpan = list(self._actions[:first])
        self._lainnya.setVisible(first > 0)
        for number, action in enumerate(self._actions):
            self._buttons[action.id].setVisible(number >= first)
        layout = self.layout()
        assert layout is not None
        layout.activate()
        self._fit_words()

    def _fill_menu(self) -> None:
        """The buttons without room, with their keys, as they are now."""
        self._menu.clear()
        for action in self._tersimpan:
            button = self._buttons[action.id]
            keys = QKeySequence(action.shortcut).toString(QKeySequence.SequenceFormat.NativeText)
            entry = self._menu.addAction(f"{action.title}\t{keys}", button.click)
            entry.setEnabled(button.isEnabled())
            entry.setToolTip(button.toolTip())

    def _fit_words(self) -> None:
        """A long number never makes the window wider: it is cut, and whole in its tip."""
        for label, kata in zip((self._title, self._subtitle), self._kata, strict=True):
            shown = label.fontMetrics().elidedText(kata, Qt.TextElideMode.ElideRight, max(label.width(), 1))
            label.setText(shown)
            label.setToolTip(kata if shown != kata else "")

    def show_actions(self, actions: Sequence[Action], may: Callable[[Izin | None], bool]) -> None:
        """Shows another page's buttons. Those the person may not press are grey and say who may."""
        for shortcut in self._shortcuts:
            shortcut.setParent(None)
            shortcut.deleteLater()
        self._shortcuts.clear()
        for button in self._buttons.values():
            self._right.removeWidget(button)
            button.hide()
            button.deleteLater()
        self._buttons.clear()
        self._actions = tuple(actions)
        for action in actions:
            self._add(action, allowed=may(action.izin))
        self._fit_buttons()

    def _add(self, action: Action, *, allowed: bool) -> None:
        keys = QKeySequence(action.shortcut)
        shown = keys.toString(QKeySequence.SequenceFormat.NativeText)
        button = QPushButton(action.title.replace("&", "&&") + (f"  {shown}" if shown else ""))
        if action.primary or action.danger:
            button.setProperty("peran", "utama" if action.primary else "bahaya")
        button.setEnabled(action.enabled and allowed)
        button.setToolTip(action.note if allowed else who_may(action.izin))
        button.clicked.connect(lambda: action.run())  # noqa: PLW0108 - clicked carries a flag that run does not take
        self._right.addWidget(button)
        self._buttons[action.id] = button
        if shown:
            shortcut = QShortcut(keys, self)
            shortcut.setAutoRepeat(False)
            shortcut.activated.connect(button.click)
            self._shortcuts.append(shortcut)


def who_may(izin: Izin | None) -> str:
    """Which roles have a permission, as a sentence."""
    from core.access import IZIN_PERAN, PERAN_NAMA  # after the first paint

    roles = ", ".join(PERAN_NAMA[p] for p, permissions in IZIN_PERAN.items() if izin in permissions)
    return f"Yang berwenang: {roles}." if roles else ""
