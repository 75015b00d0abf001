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


@dataclass(frozen=True, slots=True)
class SignIn:
    """How signing in is done; main.py fills it. `check` refuses with a Refusal, and runs on a reader thread."""

    people: Callable[[], Sequence[Orang]]
    check: Callable[[UUID, str], Pelaku]


class SignInDialog(QDialog):
    """Answers the person by `signed_in`; knows nothing of how a password is tested."""

    signed_in = Signal(object)

    def __init__(self, people: Sequence[Orang], sign_in: SignIn, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Ganti orang")
        self._people = tuple(people)
        self._sign_in = sign_in
        self._desk = desk
        self._form = Form()
        self._list = QListWidget()
        self._list.setObjectName("orang")
        for orang in self._people:
            item = QListWidgetItem(f"{orang.nama}   ·   {orang.jabatan}")
            item.setSizeHint(QSize(0, tokens.px(34)))
            self._list.addItem(item)
        self._list.currentRowChanged.connect(lambda _: self._form.clear_errors())
        self._password = QLineEdit()
        self._password.setEchoMode(QLineEdit.EchoMode.Password)
        self._password.setMaxLength(256)
        self._password.installEventFilter(self)
        self._form.add("sandi", "Kata sandi", self._password)
        self._enter = QPushButton("Masuk  Enter")
        self._enter.setProperty("peran", "utama")
        self._enter.setDefault(True)
        self._enter.clicked.connect(self.try_password)
        cancel = QPushButton("Batal  Esc")
        cancel.setAutoDefault(False)
        cancel.clicked.connect(self.reject)
        self._lay_out(cancel)
        if self._people:
            self._list.setCurrentRow(0)
        self._password.setFocus()

    def choose(self, number: int) -> None:
        """Moves to a name of the list."""
        self._list.setCurrentRow(number)

    def error(self) -> str:
        """The complaint under the password."""
        return self._form.error("sandi")

    def type_password(self, sandi: str) -> None:
        """Fills the password in."""
        self._password.setText(sandi)

    def try_password(self) -> None:
        """Tests the password of the chosen name, off the main thread: the test is slow on purpose."""
        number = self._list.currentRow()
        if not 0 <= number < len(self._people):
            return
        person, password, check = self._people[number], self._password.text(), self._sign_in.check
        self._enter.setEnabled(False)
        self._desk.ask(lambda: check(person.id, password), self._on_person, refused=self._on_refused)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
            if step is not None and self._people:
                self.choose((self._list.currentRow() + step) % len(self._people))
                return True
        return False

    def _lay_out(self, cancel: QPushButton) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(tokens.px(22), tokens.px(20), tokens.px(22), tokens.px(20))
        column.setSpacing(tokens.px(10))
        column.addWidget(text("Siapa yang memakai meja ini?", "judul-besar"))
        column.addWidget(text("Pilih nama dengan panah, ketik kata sandi, lalu Enter.", "anak-judul"))
        column.addWidget(self._list, 1)
        column.addWidget(self._form)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(cancel)
        row.addWidget(self._enter)
        column.addLayout(row)
        self.resize(tokens.px(430), tokens.px(460))

    def _on_person(self, pelaku: Pelaku) -> None:
        self.signed_in.emit(pelaku)
        self.accept()

    def _on_refused(self, refusal: Refusal) -> None:
        self._enter.setEnabled(True)
        self._form.set_error("sandi", str(refusal))
        self._password.setFocus()
        self._password.selectAll()
