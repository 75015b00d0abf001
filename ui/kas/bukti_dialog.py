"""BuktiDialog: what every form of evidence has: fields, Enter goes on, F9 records, Esc keeps a draft and goes back.

A form hands back a command or nothing. It writes nothing itself: the page carries the command to the desk and shows the
refusal here, under the field it is about.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any, ClassVar

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from core.calendar import Bulan
from core.errors import Refusal
from core.kas.commands import PostTransaksi
from core.money import BukanUang, Rupiah
from ui.kas.choice import Choice
from ui.kit import tokens
from ui.kit.account_edit import AccountEdit
from ui.kit.card import text
from ui.kit.date_edit import BukanTanggal, DateEdit
from ui.kit.form import Form
from ui.kit.rupiah_edit import RupiahEdit

if TYPE_CHECKING:
    from datetime import date

    from core.kas.isi import Isi
    from ui.kas.bahan import Bahan

CARA = (("bank", "Bank (transfer, CMS)"), ("tunai", "Tunai"))
Draf = dict[str, Any]


class BuktiDialog(QDialog):
    """Base of the forms. A subclass builds its fields in `form` and answers `isi()`."""

    submitted = Signal(object)
    """The command to carry out."""

    alias: ClassVar[Mapping[str, str]] = {}
    """Fields of the interchange format that stand under another key here."""

    def __init__(self, judul: str, bahan: Bahan, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(judul)
        self.bahan = bahan
        self.form = Form()
        self.body = QVBoxLayout()
        self.body.setSpacing(tokens.px(12))
        self.message = text("", "galat", wrap=True)
        self.message.hide()
        self.save_button = QPushButton("Catat  F9")
        self.save_button.setProperty("peran", "utama")
        self.save_button.setAutoDefault(False)
        self.save_button.clicked.connect(self.submit)
        self.cancel_button = QPushButton("Batal  Esc")
        self.cancel_button.setAutoDefault(False)
        self.cancel_button.clicked.connect(self.reject)
        self.clear_button = QPushButton("Kosongkan draf")
        self.clear_button.setAutoDefault(False)
        self.clear_button.setProperty("peran", "tautan")
        self.clear_button.hide()
        self.foot = QHBoxLayout()
        self.foot.addWidget(self.clear_button)
        self.foot.addStretch(1)
        self.foot.addWidget(self.cancel_button)
        self.foot.addWidget(self.save_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(tokens.px(18), tokens.px(16), tokens.px(18), tokens.px(16))
        column.setSpacing(tokens.px(12))
        column.addLayout(self.body, 1)
        column.addWidget(self.message)
        column.addLayout(self.foot)
        for keys in ("F9", "Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self).activated.connect(self.submit)

    # what a subclass says ----------------------------------------------------------------------------------------

    def isi(self) -> Isi:
        """The typed contents; refuses with the field it is about."""
        raise NotImplementedError

    def atribut(self) -> dict[str, object]:
        """Attributes of the event (channel, NPWP, ...)."""
        return {}

    def draft(self) -> Draf:
        """What has been typed, to be put back when the form opens again."""
        return {key: _state(widget) for key, widget in self.fields().items()}

    def restore(self, draf: Draf) -> None:
        """Puts a draft back and says so."""
        for key, widget in self.fields().items():
            if key in draf:
                put_back(widget, draf[key])
        self.clear_button.show()

    # what every form does ----------------------------------------------------------------------------------------

    def command(self) -> PostTransaksi:
        """The command to carry out. Refuses what is no date or no amount."""
        return PostTransaksi(tanggal=self.day("tanggal"), isi=self.isi(), atribut=self.atribut())

    def submit(self) -> None:
        """Hands the command over, or shows what is wrong with it."""
        if not self.save_button.isEnabled():
            return
        self.say("")
        self.form.clear_errors()
        try:
            command = self.command()
        except Refusal as no:
            self.show_refusal(no)
            return
        self.save_button.setEnabled(False)
        self.submitted.emit(command)

    def show_refusal(self, refusal: Refusal) -> None:
        """Writes each finding under its field; what belongs to no field stands above the buttons."""
        self.save_button.setEnabled(True)
        known = [replace(t, medan=self.field_of(t.medan or "")) for t in refusal.temuan if t.is_error]
        rest = self.form.show_refusal(Refusal.of(known or refusal.temuan))
        self.say("\n".join(t.pesan for t in rest))

    def field_of(self, medan: str) -> str:
        """The key of the field that a finding's `medan` stands for."""
        bare = medan.partition("[")[0]
        return self.alias.get(bare, bare if "[" in medan else medan)

    def fit(self, lebar: int, tinggi: int) -> None:
        """Takes its size in design pixels, but no more than the window it stands over."""
        width, height = tokens.px(lebar), tokens.px(tinggi)
        over = self.parentWidget()
        if over is not None:
            width, height = min(width, over.window().width()), min(height, over.window().height())
        self.resize(width, height)

    def say(self, kalimat: str) -> None:
        """What is wrong and belongs to no field; empty takes it away."""
        self.message.setText(kalimat)
        self.message.setVisible(bool(kalimat))

    def fields(self) -> dict[str, QWidget]:
        """The widgets of the form by key."""
        return {key: self.form.field(key) for key in self._keys}

    _keys: tuple[str, ...] = ()

    def add(self, key: str, label: str, widget: QWidget, *, span: int = 12, hint: str = "") -> QWidget:
        """One more field."""
        self._keys = (*self._keys, key)
        self.go_on_with_enter(widget)
        return self.form.add(key, label, widget, span=span, hint=hint)

    def add_date(self, *, span: int = 3) -> DateEdit:
        """The date of the event, today unless said otherwise."""
        made = DateEdit(self.bahan.hari, today=lambda: self.bahan.hari)
        self.add("tanggal", "Tanggal", made, span=span)
        made.value_changed.connect(self._on_date)
        return made

    def add_choice(self, key: str, label: str, pilihan: tuple[tuple[Any, str], ...], *, span: int = 3) -> Choice[Any]:
        """A field with few choices."""
        made = Choice(pilihan)
        self.add(key, label, made, span=span)
        return made

    def amount(self, key: str) -> Rupiah:
        """The amount of a field; refuses nonsense under that field."""
        widget = self.form.field(key)
        assert isinstance(widget, RupiahEdit)
        return read_amount(widget, key)

    def day(self, key: str) -> date:
        """The date of a field; refuses nonsense and emptiness under that field."""
        widget = self.form.field(key)
        assert isinstance(widget, DateEdit)
        try:
            found = widget.value()
        except BukanTanggal as no:
            raise Refusal("ERR_TANGGAL_TIDAK_SAH", str(no), medan=key) from None
        if found is None:
            raise Refusal("ERR_MEDAN_WAJIB", "Tanggal belum diisi.", medan=key)
        return found

    def words(self, key: str, label: str = "") -> str:
        """The text of a field; with a label it may not be empty."""
        widget = self.form.field(key)
        assert isinstance(widget, QLineEdit)
        found = " ".join(widget.text().split())
        if label and not found:
            raise Refusal("ERR_MEDAN_WAJIB", f"{label} belum diisi.", medan=key)
        return found

    def go_on_with_enter(self, widget: QWidget) -> None:
        """Enter in this widget goes to the next field instead of pressing a button."""
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if (
            isinstance(event, QKeyEvent)
            and event.type() is QEvent.Type.KeyPress
            and event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}
            and event.modifiers() in {Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier}
        ):
            self.focusNextChild()
            return True
        return super().eventFilter(watched, event)

    def _on_date(self, tanggal: date | None) -> None:
        if tanggal is not None and Bulan.of(tanggal) in self.bahan.bulan_disegel:
            pesan = f"{Bulan.of(tanggal).nama} sudah ditutup; catat pada bulan yang masih terbuka."
            self.form.set_error("tanggal", pesan)


def read_amount(widget: RupiahEdit, key: str) -> Rupiah:
    """The amount in a widget; nonsense is refused under `key`."""
    try:
        return widget.value()
    except BukanUang as no:
        raise Refusal("ERR_NILAI_BUKAN_ANGKA", str(no), medan=key) from None


def number_edit(nomor: str) -> QLineEdit:
    """A field for the number of a document, with the suggested one in it."""
    made = QLineEdit(nomor)
    made.setMaxLength(80)
    return made


def _state(widget: QWidget) -> Any:
    if isinstance(widget, AccountEdit):
        return widget.value()
    if isinstance(widget, QLineEdit):
        return widget.text()
    if isinstance(widget, QComboBox):
        return widget.currentIndex()
    return widget.isChecked() if isinstance(widget, QCheckBox) else None


def put_back(widget: QWidget, isi: Any) -> None:
    """Writes what a draft remembers of a field."""
    if isinstance(widget, AccountEdit):
        widget.set_value(isi)
    elif isinstance(widget, RupiahEdit):
        widget.set_value(Rupiah.parse(isi) if re.search(r"\d", isi) else Rupiah())
    elif isinstance(widget, QLineEdit):
        widget.setText(isi)
    elif isinstance(widget, QComboBox):
        widget.setCurrentIndex(min(isi, widget.count() - 1))
    elif isinstance(widget, QCheckBox):
        widget.setChecked(bool(isi))
