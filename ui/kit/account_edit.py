"""AccountEdit: finds a kode rekening, sub kegiatan or rekanan by its code or by words of its name."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QStringListModel, Qt, Signal
from PySide6.QtWidgets import QCompleter, QLineEdit, QListView, QWidget

from ui.kit.card import restyle

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QFocusEvent

SARAN_MAX = 60


@dataclass(frozen=True, slots=True)
class Pilihan:
    """One thing to choose: its code as printed, and its name."""

    kode: str
    nama: str

    def __str__(self) -> str:
        return f"{self.kode}  {self.nama}"


def find_choices(pilihan: Sequence[Pilihan], ketikan: str, most: int = SARAN_MAX) -> list[Pilihan]:
    """Choices whose code begins with the typed figures (points forgiven) or whose name holds every typed word.

    Codes first.
    """
    words = ketikan.casefold().split()
    if not words:
        return list(pilihan[:most])
    digits = ketikan.replace(".", "").replace(" ", "").casefold()
    by_code = [p for p in pilihan if p.kode.replace(".", "").casefold().startswith(digits)]
    chosen = set(by_code)
    by_name = [p for p in pilihan if p not in chosen and all(w in str(p).casefold() for w in words)]
    return (by_code + by_name)[:most]


class AccountEdit(QLineEdit):
    """A field that only takes one of the choices handed to it. `value()` is the code, or empty."""

    value_changed = Signal(str)
    error_changed = Signal(str)

    def __init__(
        self, pilihan: Sequence[Pilihan] = (), placeholder: str = "Kode atau kata", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._pilihan: tuple[Pilihan, ...] = ()
        self._value = ""
        self._error = ""
        self._found: list[Pilihan] = []
        self._model = QStringListModel(self)
        completer = QCompleter(self._model, self)
        completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        popup = QListView()
        popup.setObjectName("saran")
        completer.setPopup(popup)
        completer.setMaxVisibleItems(10)
        completer.activated[QModelIndex].connect(self._on_chosen)  # type: ignore[index]
        self.setCompleter(completer)
        self.setPlaceholderText(placeholder)
        self.textEdited.connect(self._on_edited)
        self.editingFinished.connect(self._on_finished)
        self.set_choices(pilihan)

    def set_choices(self, pilihan: Sequence[Pilihan]) -> None:
        """Hands over other choices (another sub kegiatan has other accounts)."""
        self._pilihan = tuple(pilihan)
        self._suggest("")

    def value(self) -> str:
        """The chosen code; empty while nothing is chosen."""
        return self._value

    def set_value(self, kode: str) -> None:
        """Chooses by code; an unknown code is shown as wrong."""
        found = next((p for p in self._pilihan if p.kode == kode), None)
        self.setText(str(found) if found else kode)
        self._take(found.kode if found else "")
        self._set_error("" if found or not kode else f"Kode {kode} tidak ada dalam daftar.")
        self.setCursorPosition(0)

    def error(self) -> str:
        """The sentence under the field now."""
        return self._error

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if event.reason() is not Qt.FocusReason.PopupFocusReason:
            self.selectAll()

    def _suggest(self, ketikan: str) -> None:
        self._found = find_choices(self._pilihan, ketikan)
        self._model.setStringList([str(p) for p in self._found])

    def _on_edited(self, typed: str) -> None:
        self._suggest(typed)
        self._take("")
        self._set_error("")

    def _on_chosen(self, index: QModelIndex) -> None:
        if 0 <= index.row() < len(self._found):
            self.set_value(self._found[index.row()].kode)

    def _on_finished(self) -> None:
        typed = self.text().strip()
        if self._value or not typed:
            if not typed:
                self._take("")
                self._set_error("")
            return
        found = find_choices(self._pilihan, typed, most=2)
        exact = [p for p in self._pilihan if p.kode == typed.split("  ")[0]]
        if exact or len(found) == 1:
            self.set_value((exact or found)[0].kode)
        else:
            many = "tidak ada dalam daftar" if not found else "cocok dengan beberapa baris; pilih satu dari daftar"
            self._set_error(f"“{typed}” {many}.")

    def _take(self, kode: str) -> None:
        if kode != self._value:
            self._value = kode
            self.value_changed.emit(kode)

    def _set_error(self, error: str) -> None:
        if error != self._error:
            self._error = error
            self.setProperty("galat", bool(error))
            restyle(self)
            self.error_changed.emit(error)
