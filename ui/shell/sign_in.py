"""Ganti orang: the names of this desk and a password. Five seconds, no mouse needed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from ui.kit import tokens
from ui.kit.card import text
from ui.kit.form import Form

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from uuid import UUID

    from core.access import Pelaku
    from core.errors import Refusal
    from ui.bridge.desk import Desk


@dataclass(frozen=True, slots=True)
class Orang:
    """A person who may sign in here, as the list shows them."""

    id: UUID
    nama: str
    jabatan: str
    bersandi: bool = True
    """Whether a password is asked of this person."""


@dataclass(frozen=True, slots=True)
class SignIn:
    """How signing in is done; main.py fills it. `check` refuses with a Refusal, and runs on a reader thread."""

    people: Callable[[], Sequence[Orang]]
    check: Callable[[UUID, str], Pelaku]


class SignInPanel(QWidget):
    """Names and a password. Answers the person by `signed_in`; knows nothing of how a password is tested."""

    signed_in = Signal(object)

    def __init__(self, people: Sequence[Orang], sign_in: SignIn, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._people = tuple(people)
        self._sign_in = sign_in
        self._desk = desk
        self._form = Form()
        self.list = QListWidget()
        self.list.setObjectName("orang")
        self.list.setAccessibleName("Orang di meja ini")
        for orang in self._people:
            item = QListWidgetItem(f"{orang.nama}   ·   {orang.jabatan}")
            item.setSizeHint(QSize(0, tokens.px(34)))
            self.list.addItem(item)
        self.list.currentRowChanged.connect(lambda _: self._form.clear_errors())
        self.password = QLineEdit()
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        self.password.setMaxLength(256)
        self.password.installEventFilter(self)
        self.password.returnPressed.connect(self.try_password)
        self._form.add("sandi", "Kata sandi", self.password)
        self._enter = QPushButton("Masuk  Enter")
        self._enter.setProperty("peran", "utama")
        self._enter.setAutoDefault(False)
        self._enter.clicked.connect(self.try_password)
        self._lay_out()
        if self._people:
            self.list.setCurrentRow(0)

    def choose(self, number: int) -> None:
        """Moves to a name of the list."""
        self.list.setCurrentRow(number)

    def take_focus(self) -> None:
        """What is typed next is the password."""
        self.password.setFocus()

    def add_button(self, button: QPushButton) -> None:
        """Another way out, at the left of Masuk."""
        self._buttons.insertWidget(1, button)

    def error(self) -> str:
        """The complaint under the password."""
        return self._form.error("sandi")

    def try_password(self) -> None:
        """Tests the password of the chosen name, off the main thread: the test is slow on purpose."""
        number = self.list.currentRow()
        if not 0 <= number < len(self._people) or not self._enter.isEnabled():
            return
        person, password, check = self._people[number], self.password.text(), self._sign_in.check
        self._enter.setEnabled(False)
        self._desk.ask(lambda: check(person.id, password), self._on_person, refused=self._on_refused)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
            if step is not None and self._people:
                self.choose((self.list.currentRow() + step) % len(self._people))
                return True
        return False

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.px(10))
        column.addWidget(text("Pilih nama dengan panah, ketik kata sandi, lalu Enter.", "anak-judul"))
        column.addWidget(self.list, 1)
        column.addWidget(self._form)
        self._buttons = QHBoxLayout()
        self._buttons.addStretch(1)
        self._buttons.addWidget(self._enter)
        column.addLayout(self._buttons)

    def _on_person(self, pelaku: Pelaku) -> None:
        self.signed_in.emit(pelaku)

    def _on_refused(self, refusal: Refusal) -> None:
        self._enter.setEnabled(True)
        self._form.set_error("sandi", str(refusal))
        self.password.setFocus()
        self.password.selectAll()


class SignInDialog(QDialog):
    """The panel in a window of its own, for somebody who takes over the desk."""

    signed_in = Signal(object)

    def __init__(self, people: Sequence[Orang], sign_in: SignIn, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Ganti orang")
        self.panel = SignInPanel(people, sign_in, desk)
        self.panel.signed_in.connect(self._on_person)
        cancel = QPushButton("Batal  Esc")
        cancel.setAutoDefault(False)
        cancel.clicked.connect(self.reject)
        self.panel.add_button(cancel)
        column = QVBoxLayout(self)
        column.setContentsMargins(tokens.px(22), tokens.px(20), tokens.px(22), tokens.px(20))
        column.setSpacing(tokens.px(10))
        column.addWidget(text("Siapa yang memakai meja ini?", "judul-besar"))
        column.addWidget(self.panel, 1)
        self.resize(tokens.px(430), tokens.px(460))
        self.panel.take_focus()

    def _on_person(self, pelaku: Pelaku) -> None:
        self.signed_in.emit(pelaku)
        self.accept()
