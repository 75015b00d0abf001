"""Choice: a field with few choices that hands back the very value it was given.

A plain QComboBox keeps its data in Qt's own kinds and turns a StrEnum into text, which the rules then do not know.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Generic, TypeVar

from PySide6.QtWidgets import QComboBox, QWidget

if TYPE_CHECKING:
    from collections.abc import Sequence

T = TypeVar("T")


class Choice(QComboBox, Generic[T]):
    """Values with the words that stand for them."""

    def __init__(self, pilihan: Sequence[tuple[T, str]], nama: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pilihan = tuple(pilihan)
        self.addItems([kata for _, kata in self._pilihan])
        if nama:
            self.setAccessibleName(nama)

    def value(self) -> T:
        """The value chosen."""
        return self._pilihan[self.currentIndex()][0]

    def choose(self, nilai: T) -> None:
        """Chooses a value; one that is not offered leaves things as they are."""
        found = next((i for i, (n, _) in enumerate(self._pilihan) if n == nilai), None)
        if found is not None:
            self.setCurrentIndex(found)

    def offer(self, nilai: T, kata: str) -> None:
        """One more choice, unless it is offered already."""
        if all(n != nilai for n, _ in self._pilihan):
            self._pilihan = (*self._pilihan, (nilai, kata))
            self.addItem(kata)
