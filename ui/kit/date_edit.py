"""DateEdit: a date in few keys. `5` is the 5th of this month, `5/2` the 5th of February, `05022026` a full date."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from core.calendar import tanggal_pendek
from ui.kit.card import restyle

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QFocusEvent, QKeyEvent

_PISAH = re.compile(r"[/\-., ]+")


class BukanTanggal(ValueError):
    """The text is not a date, or lies outside what the field takes."""


def read_date(ketikan: str, today: date) -> date:
    """The date that a typed text means, seen from today."""
    bare = ketikan.strip(" /.-")
    parts = [p for p in _PISAH.split(bare) if p]
    if len(parts) == 1 and parts[0].isdigit() and len(parts[0]) in {4, 6, 8}:
        digits = parts[0]
        parts = [digits[:2], digits[2:4], digits[4:]] if len(digits) > 4 else [digits[:2], digits[2:]]
    if not 1 <= len(parts) <= 3 or not all(p.isascii() and p.isdigit() for p in parts):
        raise BukanTanggal(f"“{ketikan}” bukan tanggal. Tulis seperti 5, 5/2 atau 05/02/{today.year}.")
    day, month, year = (int(p) for p in (*parts, *(str(today.month), str(today.year))[len(parts) - 1 :]))
    if len(parts) == 3 and len(parts[2]) == 2:
        year += today.year // 100 * 100
    try:
        return date(year, month, day)
    except ValueError:
        raise BukanTanggal(f"Tanggal {day}/{month}/{year} tidak ada di kalender.") from None


class DateEdit(QLineEdit):
    """A field for a date. Arrow up and down step a day; an empty field is None."""

    value_changed = Signal(object)
    """The new date, or None."""
    error_changed = Signal(str)
    """The sentence to show under the field; empty when it is well."""

    def __init__(
        self, value: date | None = None, *, today: Callable[[], date] = date.today, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._today = today
        self._range: tuple[date, date] | None = None
        self._reason = ""
        self._error = ""
        self._last = value
        self.setPlaceholderText("tgl/bln/thn")
        self.setMaxLength(12)
        self.editingFinished.connect(self._on_finished)
        self.textEdited.connect(lambda _: self._set_error(""))
        if value is not None:
            self.setText(tanggal_pendek(value))

    def value(self) -> date | None:
        """The date, None when empty; refuses with BukanTanggal."""
        if not self.text().strip():
            return None
        found = read_date(self.text(), self._today())
        if self._range is not None and not self._range[0] <= found <= self._range[1]:
            first, last = (tanggal_pendek(d) for d in self._range)
            raise BukanTanggal(f"{tanggal_pendek(found)} di luar {first} s.d. {last}{self._reason}.")
        return found

    def is_valid(self) -> bool:
        """Whether `value()` would answer."""
        try:
            self.value()
        except BukanTanggal:
            return False
        return True

    def error(self) -> str:
        """The sentence under the field now."""
        return self._error

    def set_value(self, value: date | None) -> None:
        """Writes a date, or empties the field."""
        self.setText("" if value is None else tanggal_pendek(value))
        self._last = value
        self._set_error("")

    def set_range(self, awal: date, akhir: date, alasan: str = "") -> None:
        """Takes only dates from `awal` to `akhir`; `alasan` says why (`bulan November yang masih terbuka`)."""
        self._range = (awal, akhir)
        self._reason = f" ({alasan})" if alasan else ""

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if event.reason() is not Qt.FocusReason.MouseFocusReason:
            self.selectAll()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1}.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
            return
        try:
            here = self.value()
        except BukanTanggal:
            here = None
        self.setText(tanggal_pendek(self._today() if here is None else here + timedelta(days=step)))
        self._on_finished()
        self.selectAll()

    def _on_finished(self) -> None:
        try:
            found = self.value()
        except BukanTanggal as no:
            self._set_error(str(no))
            return
        self._set_error("")
        if found is not None:
            self.setText(tanggal_pendek(found))
        if found != self._last:
            self._last = found
            self.value_changed.emit(found)

    def _set_error(self, error: str) -> None:
        if error != self._error:
            self._error = error
            self.setProperty("galat", bool(error))
            self.setToolTip(error)
            restyle(self)
            self.error_changed.emit(error)
