"""Form: fields with their label above and their complaint below, in the order they are filled in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QCheckBox, QGridLayout, QLabel, QVBoxLayout, QWidget

from ui.kit import tokens
from ui.kit.card import restyle, text

if TYPE_CHECKING:
    from core.errors import Refusal, Temuan

_TINGGI_MEDAN = 34
KOLOM = 12
"""A row of a form is twelve parts wide; a field spans some of them."""


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a form and the two labels that belong to it."""

    key: str
    widget: QWidget
    label: QLabel
    below: QLabel
    hint: str


class Form(QWidget):
    """Fields on a grid of twelve parts. `key` is the `medan` that refusals name."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._fields: dict[str, Field] = {}
        self._last: QWidget | None = None
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(tokens.px(12))
        self._grid.setVerticalSpacing(tokens.px(8))
        for part in range(KOLOM):
            self._grid.setColumnStretch(part, 1)
        self._row = self._part = 0

    def add(self, key: str, label: str, widget: QWidget, *, span: int = KOLOM, hint: str = "") -> QWidget:
        """Puts a field behind the one before, on the next row when it no longer fits. Answers the widget."""
        if self._part + span > KOLOM:
            self._row, self._part = self._row + 1, 0
        above = text(label, "label")
        above.setBuddy(widget)
        below = text(hint, "kecil", wrap=True)
        below.setVisible(bool(hint))
        widget.setAccessibleName(label)
        if isinstance(widget, QCheckBox):
            widget.setMinimumHeight(tokens.px(_TINGGI_MEDAN))
        cell = QVBoxLayout()
        cell.setSpacing(tokens.px(3))
        cell.addWidget(above)
        cell.addWidget(widget)
        cell.addWidget(below)
        cell.addStretch(1)
        self._grid.addLayout(cell, self._row, self._part, 1, span)
        self._part += span
        self._fields[key] = Field(key, widget, above, below, hint)
        if self._last is not None:
            QWidget.setTabOrder(self._last, widget)
        self._last = widget
        signal = getattr(widget, "error_changed", None)
        if signal is not None:
            signal.connect(lambda error, k=key: self.set_error(k, error))
        return widget

    def field(self, key: str) -> QWidget:
        """The widget of a field."""
        return self._fields[key].widget

    def set_error(self, key: str, kalimat: str) -> None:
        """Writes a complaint under a field; an empty one brings the hint back."""
        place = self._fields[key]
        place.below.setText(kalimat or place.hint)
        place.below.setProperty("gaya", "galat" if kalimat else "kecil")
        place.below.setVisible(bool(kalimat or place.hint))
        restyle(place.below)
        if bool(place.widget.property("galat")) != bool(kalimat):
            place.widget.setProperty("galat", bool(kalimat))
            restyle(place.widget)

    def error(self, key: str) -> str:
        """The complaint under a field now; empty when there is none."""
        place = self._fields[key]
        return place.below.text() if place.below.property("gaya") == "galat" else ""

    def clear_errors(self) -> None:
        """Takes every complaint away."""
        for key in self._fields:
            self.set_error(key, "")

    def has_errors(self) -> bool:
        """Whether any field complains."""
        return any(self.error(key) for key in self._fields)

    def show_refusal(self, refusal: Refusal) -> list[Temuan]:
        """Writes the findings under their fields and goes to the first; answers those that belong to no field here."""
        self.clear_errors()
        rest: list[Temuan] = []
        first: QWidget | None = None
        for temuan in refusal.temuan:
            key = (temuan.medan or "").split("[")[0]
            if key in self._fields:
                self.set_error(key, temuan.pesan)
                first = first or self._fields[key].widget
            else:
                rest.append(temuan)
        if first is not None:
            first.setFocus()
        return rest
