"""A section of Pengaturan: a heading, what it shows, and the dialogs that change it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from core.access import Izin
from ui.kit import tokens
from ui.kit.card import Card, text
from ui.kit.notice import Notice
from ui.kit.table import Column, RowTable
from ui.kit.table_view import TableView
from ui.opd.isian import FormDialog, open_dialog
from ui.shell.page_head import who_may

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ui.kantor import Pertanyaan
    from ui.shell.page import Konteks


class Bagian(QWidget):
    """Base of all sections. `ask` runs on a reader thread; `show_answer` on the main one."""

    topics: ClassVar[frozenset[str]] = frozenset({"opd"})
    izin: ClassVar[Izin] = Izin.ATUR_KANTOR

    def __init__(self, konteks: Konteks, judul: str, keterangan: str = "") -> None:
        super().__init__()
        self.konteks = konteks
        self.dialog: Any = None
        self.card = Card(judul)
        if keterangan:
            self.card.add(text(keterangan, "redup", wrap=True))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.card, 1)

    def ask(self, q: Pertanyaan) -> Any:
        """What the section shows."""
        raise NotImplementedError

    def show_answer(self, answer: Any) -> None:
        """Shows it."""
        raise NotImplementedError

    def refresh(self) -> None:
        """Asks again."""
        tanya = self.konteks.tanya
        self.konteks.desk.ask(lambda: tanya.ask(self.ask), self.show_answer, f"pengaturan-{type(self).__name__}")

    def add_button(
        self, kata: str, run: Callable[[], None], *, utama: bool = False, izin: Izin | None = None
    ) -> QPushButton:
        """A button at the right of the heading; off, with the reason, for those who may not."""
        button = QPushButton(kata)
        if utama:
            button.setProperty("peran", "utama")
        needed = izin or self.izin
        button.setEnabled(self.konteks.may(needed))
        if not self.konteks.may(needed):
            button.setToolTip(who_may(needed))
        button.clicked.connect(lambda: run())  # noqa: PLW0108 - clicked carries a flag that run does not take
        self.card.add_to_head(button)
        return button

    def add_table(
        self, nama: str, kolom: Sequence[Column[Any]], kosong: str, buka: Callable[[Any], None] | None = None
    ) -> TableView:
        """A list that fills the section; Enter opens a row."""
        view = TableView(f"pengaturan-{nama}", RowTable(kolom))
        view.setSelectionMode(TableView.SelectionMode.SingleSelection)
        view.setMinimumHeight(tokens.px(150))
        view.set_empty(kosong)
        if buka is not None:
            view.row_opened.connect(lambda row: buka(row) if row is not None and self.konteks.may(self.izin) else None)
        self.card.add(view, 1)
        return view

    def open_form(self, dialog: FormDialog, kabar: str) -> None:
        """Shows a dialog; tells that it has been done."""
        dialog.sent.connect(lambda _: self.konteks.notify(Notice(kabar)))
        self.dialog = open_dialog(dialog)


@dataclass(frozen=True, slots=True)
class BagianSpec:
    """A section as the list at the left knows it, before it is built."""

    id: str
    judul: str
    build: Callable[[Konteks], Bagian]
