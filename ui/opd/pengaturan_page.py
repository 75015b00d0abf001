"""Pengaturan: the sections of the office's settings, chosen at the left; other rooms bring sections of their own."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QListWidgetItem, QStackedWidget, QWidget

from ui.kit import tokens
from ui.opd.bagian import Bagian, BagianSpec
from ui.opd.kantor_bagian import KantorBagian, PejabatBagian, RekeningBagian, UpBagian
from ui.opd.kebijakan_bagian import KebijakanBagian
from ui.opd.meja_bagian import CadanganBagian, TampilanBagian
from ui.opd.orang_bagian import OrangBagian
from ui.shell.page import Konteks, Page

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_LEBAR = 190


def own_sections(cadangkan: Callable[[], str] | None = None) -> tuple[BagianSpec, ...]:
    """The sections of this room, in their order. `cadangkan` makes a verified backup and answers its file's name."""
    return (
        BagianSpec("kantor", "Kantor", KantorBagian),
        BagianSpec("pejabat", "Pejabat", PejabatBagian),
        BagianSpec("up", "UP (SK)", UpBagian),
        BagianSpec("rekening", "Rekening bank", RekeningBagian),
        BagianSpec("kebijakan", "Kebijakan", KebijakanBagian),
        BagianSpec("orang", "Orang", OrangBagian),
        BagianSpec("cadangan", "Cadangan", partial(CadanganBagian, make=cadangkan)),
        BagianSpec("tampilan", "Tampilan", TampilanBagian),
    )


class PengaturanPage(Page):
    """The place. `tambahan` are sections of later rooms, put after Rekening bank. `open_with` takes a section's id."""

    topics: ClassVar[frozenset[str]] = frozenset({"opd", "pengguna", "anggaran", "segel"})

    def __init__(
        self,
        konteks: Konteks,
        tambahan: Sequence[BagianSpec] = (),
        cadangkan: Callable[[], str] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(konteks, parent)
        own = own_sections(cadangkan)
        self._specs = (*own[:4], *tambahan, *own[4:])
        self._built: dict[str, Bagian] = {}
        self.list = QListWidget()
        self.list.setFixedWidth(tokens.px(_LEBAR))
        self.list.setAccessibleName("Bagian pengaturan")
        for spec in self._specs:
            item = QListWidgetItem(spec.judul)
            item.setSizeHint(QSize(0, tokens.px(34)))
            self.list.addItem(item)
        self._stack = QStackedWidget()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(tokens.px(12))
        row.addWidget(self.list)
        row.addWidget(self._stack, 1)
        self.list.currentRowChanged.connect(self._on_row)

    def title(self) -> str:
        return "Pengaturan"

    def subtitle(self) -> str:
        return "Kantor, pejabat, kebijakan dan orang; tiap perubahan tercatat dalam jejak audit"

    def section(self, bagian_id: str) -> Bagian:
        """A section, built now if nobody has been there yet."""
        if bagian_id not in self._built:
            spec = next(s for s in self._specs if s.id == bagian_id)
            made = self._built[bagian_id] = spec.build(self.konteks)
            self._stack.addWidget(made)
        return self._built[bagian_id]

    def open_with(self, isi: Any) -> None:
        ids = [s.id for s in self._specs]
        if isi in ids:
            self.list.setCurrentRow(ids.index(isi))

    def refresh(self) -> None:
        if self.list.currentRow() < 0:
            self.list.setCurrentRow(0)
        else:
            self.section(self._specs[self.list.currentRow()].id).refresh()

    def mark_stale(self) -> None:
        """Another person may do other things: sections are built again for him."""
        person = self.konteks.pelaku
        if person is not None and person is not getattr(self, "_person", person):
            for made in self._built.values():
                self._stack.removeWidget(made)
                made.deleteLater()
            self._built.clear()
        self._person = person
        super().mark_stale()
        if self.isVisible() and not self._built:
            self._on_row(self.list.currentRow())

    def _on_row(self, number: int) -> None:
        if number >= 0:
            section = self.section(self._specs[number].id)
            self._stack.setCurrentWidget(section)
            section.refresh()
