"""RupiahEdit: an amount as people type it.

Points come by themselves, small sums are worked out, nonsense is shown as such.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from core.money import NOL, BukanUang, Rupiah, format_sen
from ui.kit.card import restyle

if TYPE_CHECKING:
    from PySide6.QtGui import QFocusEvent, QKeyEvent

_PARTS = re.compile(r"([+\-*x×])")
_TYPED = re.compile(r"\d[\d.]*(?:,\d*)?")


def reckon(ketikan: str) -> Rupiah:
    """What a typed line is worth: `1.500.000`, `1500+250`, `3*25000`, `-1.250,50`. Products before sums.

    Refuses with BukanUang, which quotes the text and shows how it is written.
    """
    bare = ketikan.replace("\u00a0", "").replace(" ", "").removeprefix("Rp").removeprefix(".")
    if bare.startswith("(") and bare.endswith(")"):
        bare = f"-{bare[1:-1]}"
    pieces = _PARTS.split(bare)
    minus = len(pieces) > 1 and not pieces[0] and pieces[1] == "-"
    if minus:
        pieces = pieces[2:]
    result, term, sign = NOL, _number(pieces[0], ketikan), -1 if minus else 1
    for operator, piece in zip(pieces[1::2], pieces[2::2], strict=True):
        if operator in "+-":
            result += term * sign
            term, sign = _number(piece, ketikan), 1 if operator == "+" else -1
        else:
            term = _times(term, piece, ketikan)
    return result + term * sign


def _number(piece: str, ketikan: str) -> Rupiah:
    try:
        return Rupiah.parse(piece)
    except BukanUang:
        raise BukanUang(f"“{ketikan}” bukan jumlah uang. Tulis seperti 1.500.000 atau 1500+250.") from None


def _times(term: Rupiah, piece: str, ketikan: str) -> Rupiah:
    if not piece.replace(".", "").isdigit():
        raise BukanUang(f"“{ketikan}”: pengali harus bilangan bulat, seperti 3*25000.")
    return term * int(piece.replace(".", ""))


def group_digits(ketikan: str) -> str:
    """The typed text with points after every third digit, sums and half-typed sen included."""

    def group(found: re.Match[str]) -> str:
        whole, comma, sen = found[0].partition(",")
        digits = whole.replace(".", "").lstrip("0") or "0"
        return f"{int(digits):,}".replace(",", ".") + comma + sen

    return _TYPED.sub(group, ketikan)


class RupiahEdit(QLineEdit):
    """A field for an amount.

    `value()` of an empty field is nol; of text that is no amount it refuses (`is_valid` asks first).
    """

    value_changed = Signal(object)
    """The new Rupiah, whenever the typed text is an amount."""
    error_changed = Signal(str)
    """The sentence to show under the field; empty when it is well."""

    def __init__(self, value: Rupiah | None = None, *, minus: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._minus = minus
        self._error = ""
        self._last: Rupiah | None = None
        self.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.setPlaceholderText("0")
        self.textEdited.connect(self._on_edited)
        self.editingFinished.connect(self._on_finished)
        if value is not None:
            self.set_value(value)

    def value(self) -> Rupiah:
        """The amount; refuses with BukanUang when the text is none."""
        if not self.text().strip():
            return NOL
        found = reckon(self.text())
        if found < NOL and not self._minus:
            raise BukanUang("Jumlah tidak boleh di bawah nol.")
        return found

    def is_valid(self) -> bool:
        """Whether `value()` would answer."""
        try:
            self.value()
        except BukanUang:
            return False
        return True

    def error(self) -> str:
        """The sentence under the field now."""
        return self._error

    def set_value(self, value: Rupiah) -> None:
        """Writes an amount; nol leaves the field empty."""
        self.setText(format_sen(value.sen) if value else "")
        self._last = value
        self._judge()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if event.reason() is not Qt.FocusReason.MouseFocusReason:
            self.selectAll()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.text() == "." and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            return  # points come by themselves; typed along with the figures they must do no harm
        place, text = self.cursorPosition(), self.text()
        if event.key() == Qt.Key.Key_Backspace and text[place - 1 : place] == "." and not self.hasSelectedText():
            self.setCursorPosition(place - 1)  # a point has no life of its own: the figure before it goes
        elif event.key() == Qt.Key.Key_Delete and text[place : place + 1] == "." and not self.hasSelectedText():
            self.setCursorPosition(place + 1)
        super().keyPressEvent(event)

    def _on_edited(self, typed: str) -> None:
        grouped = group_digits(typed)
        if grouped != typed:
            signs = sum(c != "." for c in typed[self.cursorPosition() :])
            self.setText(grouped)
            self.setCursorPosition(_place_before(grouped, signs))
        self._judge(half=bool(grouped) and grouped[-1] in "+-*x×,")
        self._tell()

    def _on_finished(self) -> None:
        self._judge()
        if not self._error and self.text():
            self.setText(format_sen(self.value().sen))
        self._tell()

    def _tell(self) -> None:
        if self.is_valid():
            value = self.value()
            if value != self._last:
                self._last = value
                self.value_changed.emit(value)

    def _judge(self, *, half: bool = False) -> None:
        error = ""
        if not half:
            try:
                self.value()
            except BukanUang as no:
                error = str(no)
        if error != self._error:
            self._error = error
            self.setProperty("galat", bool(error))
            self.setToolTip(error)
            restyle(self)
            self.error_changed.emit(error)


def _place_before(grouped: str, signs: int) -> int:
    """The cursor place that leaves so many signs (points not counted) at its right."""
    place = len(grouped)
    while signs and place:
        place -= 1
        signs -= grouped[place] != "."
    while place and grouped[place - 1] == ".":
        place -= 1
    return place
