"""DaftarEdit: ticks several booked things at once, each with its amount: what an STS deposits, what a DPT pays."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from core.errors import Refusal
from core.money import Rupiah, total
from ui.kit import tokens

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ui.kas.bahan import Acuan


class DaftarEdit(QListWidget):
    """Lines to tick with the space bar; `changed` tells the sum of the ticked ones."""

    changed = Signal(object)

    def __init__(self, pilihan: Sequence[Acuan], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._nilai = {p.kode: p.nilai for p in pilihan}
        for p in pilihan:
            baris = QListWidgetItem(str(p))
            baris.setData(Qt.ItemDataRole.UserRole, p.kode)
            baris.setFlags(baris.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            baris.setCheckState(Qt.CheckState.Unchecked)
            self.addItem(baris)
        if not pilihan:
            kosong = QListWidgetItem("Tidak ada yang menunggu.")
            kosong.setFlags(Qt.ItemFlag.NoItemFlags)
            self.addItem(kosong)
        self.setFixedHeight(tokens.px(30 + 26 * min(max(len(pilihan), 1), 5)))
        self.itemChanged.connect(lambda _: self.changed.emit(self.sum()))

    def value(self) -> list[str]:
        """The codes that are ticked, in the order of the list."""
        items = (self.item(i) for i in range(self.count()))
        return [str(b.data(Qt.ItemDataRole.UserRole)) for b in items if b.checkState() is Qt.CheckState.Checked]

    def set_value(self, kode: Iterable[str]) -> None:
        """Ticks just these."""
        wanted = set(kode)
        with QSignalBlocker(self):
            for i in range(self.count()):
                baris = self.item(i)
                if baris.flags() & Qt.ItemFlag.ItemIsUserCheckable:
                    ya = baris.data(Qt.ItemDataRole.UserRole) in wanted
                    baris.setCheckState(Qt.CheckState.Checked if ya else Qt.CheckState.Unchecked)
        self.changed.emit(self.sum())

    def has(self, kode: str) -> bool:
        """Whether it is one of the lines."""
        return kode in self._nilai

    def sum(self) -> Rupiah:
        """What the ticked lines come to."""
        return total([self._nilai[k] for k in self.value()])

    def demand(self, medan: str, label: str) -> tuple[str, ...]:
        """The ticked codes; refuses none under `medan`."""
        found = tuple(self.value())
        if not found:
            raise Refusal("ERR_MEDAN_WAJIB", f"{label}: beri centang sedikitnya satu baris (spasi).", medan=medan)
        return found
