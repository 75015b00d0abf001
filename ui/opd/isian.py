"""Dialogs that ask for one command: fields, a refusal written where it belongs, one button that sends."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Generic, TypeVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from core.errors import Refusal
from ui.kit import tokens
from ui.kit.card import text
from ui.kit.form import Form

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QWheelEvent

    from core.bus import Command, Hasil
    from ui.shell.page import Konteks

T = TypeVar("T")


_TERPANJANG = 18
"""Letters of the longest choice that a box makes room for."""


class ChoiceBox(QComboBox, Generic[T]):
    """A drop-down over values of ours; the wheel does not change it in passing."""

    value_changed = Signal(object)

    def __init__(self, pilihan: Sequence[tuple[T, str]] = (), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._values: list[T] = []
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.set_choices(pilihan)
        self.currentIndexChanged.connect(lambda _: self.value_changed.emit(self.value()))

    def set_choices(self, pilihan: Sequence[tuple[T, str]]) -> None:
        """Other choices; the chosen one stays when it is still among them."""
        kept = self.value()
        self.blockSignals(True)
        self.clear()
        self._values = [nilai for nilai, _ in pilihan]
        for _, kata in pilihan:
            self.addItem(kata)
        self.setMinimumContentsLength(min(max((len(kata) for _, kata in pilihan), default=6), _TERPANJANG))
        if kept in self._values:
            self.setCurrentIndex(self._values.index(kept))
        self.blockSignals(False)

    def value(self) -> T | None:
        """What is chosen; None while there is nothing to choose."""
        number = self.currentIndex()
        return self._values[number] if 0 <= number < len(self._values) else None

    def set_value(self, nilai: T) -> None:
        """Chooses; a value that is not among the choices changes nothing."""
        if nilai in self._values:
            self.setCurrentIndex(self._values.index(nilai))

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


def foot_buttons(dialog: QDialog, tombol: str, *, bahaya: bool = False) -> tuple[QHBoxLayout, QPushButton]:
    """Batal at the left of the one button that does it."""
    row = QHBoxLayout()
    row.setSpacing(tokens.px(8))
    row.addStretch(1)
    batal = QPushButton("Batal  Esc")
    batal.setAutoDefault(False)
    batal.clicked.connect(dialog.reject)
    utama = QPushButton(tombol)
    utama.setProperty("peran", "bahaya" if bahaya else "utama")
    utama.setDefault(True)
    row.addWidget(batal)
    row.addWidget(utama)
    return row, utama


class FormDialog(QDialog):
    """A question that ends in one command. `command()` builds it; what core refuses stands under its field."""

    sent = Signal(object)
    """The Hasil, once it has been carried out."""

    def __init__(
        self,
        konteks: Konteks,
        judul: str,
        tombol: str = "Simpan",
        *,
        keterangan: str = "",
        lebar: int = 520,
        bahaya: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.konteks = konteks
        self.setWindowTitle(judul)
        self.form = Form()
        self.body = QVBoxLayout()
        self.body.setSpacing(tokens.px(10))
        self.body.addWidget(self.form)
        self.rest: QLabel = text("", "galat", wrap=True)
        self.rest.hide()
        foot, self.button = foot_buttons(self, tombol, bahaya=bahaya)
        self.button.clicked.connect(self.send)
        column = QVBoxLayout(self)
        edge = tokens.px(20)
        column.setContentsMargins(edge, edge, edge, tokens.px(16))
        column.setSpacing(tokens.px(12))
        column.addWidget(text(judul, "judul-kartu"))
        if keterangan:
            column.addWidget(text(keterangan, "redup", wrap=True))
        column.addLayout(self.body, 1)
        column.addWidget(self.rest)
        column.addLayout(foot)
        self.resize(tokens.px(lebar), self.sizeHint().height())

    def command(self) -> Command | None:
        """What is to be done; None when the dialog has already said what is missing. May raise a Refusal."""
        raise NotImplementedError

    def send(self) -> None:
        """Hands the command over; the dialog closes when it has been done."""
        try:
            command = self.command()
        except Refusal as no:
            self.show_refusal(no)
            return
        except ValueError as no:
            self.say(str(no))
            return
        if command is not None:
            self.button.setEnabled(False)
            self.konteks.desk.do(command, self._on_done, refused=self.show_refusal)

    def show_refusal(self, refusal: Refusal) -> None:
        """Under the fields; what belongs to none, above the buttons."""
        self.button.setEnabled(True)
        rest = self.form.show_refusal(refusal)
        self.say("\n".join(t.pesan for t in rest))

    def say(self, kalimat: str) -> None:
        """A sentence above the buttons."""
        self.rest.setText(kalimat)
        self.rest.setVisible(bool(kalimat))

    def _on_done(self, hasil: Hasil) -> None:
        self.accept()
        self.sent.emit(hasil)


def open_dialog(dialog: QDialog) -> Any:
    """Shows a dialog over its window without stopping the program; it goes when it is closed."""
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.open()
    return dialog
