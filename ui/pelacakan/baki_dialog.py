"""Baki Kurir: what one courier brought is scanned into a list, received with one key, and listed on one receipt."""

from __future__ import annotations

from typing import TYPE_CHECKING

import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QListWidget

from core.errors import Refusal
from core.identity import group_desk_code
from core.pelacakan.baki import ReceiveBaki
from core.pelacakan.model import read_desk_code
from ui.kit import tokens
from ui.kit.scan_line import ScanLine
from ui.pelacakan.bacaan import read_hours
from ui.pelacakan.langkah_dialog import LangkahDialog, remembered_paper

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import tzinfo

    from PySide6.QtWidgets import QWidget

    from core.bus import Hasil
    from core.pelacakan.commands import JawabanMeja
    from ui.kantor import Pertanyaan
    from ui.shell.page import Konteks


class BakiDialog(LangkahDialog):
    """A scan adds to the tray; Ctrl+Enter receives all of it. Del takes the marked one out again."""

    def __init__(self, meja: str, parent: QWidget | None = None) -> None:
        super().__init__(
            "Baki kurir", "Pindai semua berkas yang dibawa satu orang, lalu terima sekaligus.", "Terima semua",
            parent=parent,
        )  # fmt: skip
        self._meja = meja
        self.kode: list[str] = []
        self.scan = ScanLine("Pindai berkas ke baki")
        self.scan.scanned.connect(self.add)
        self.pembawa = QLineEdit()
        self.pembawa.setMaxLength(80)
        self.daftar = QListWidget()
        self.daftar.setAccessibleName("Isi baki")
        self.daftar.setMinimumHeight(tokens.px(200))
        self.form.add("pembawa", "Dibawa oleh", self.pembawa)
        self.column.insertWidget(2, self.scan)
        self.column.insertWidget(4, self.daftar, 1)
        self.go.setEnabled(False)
        self.scan.setFocus()

    def add(self, teks: str) -> None:
        """A scanned code; a wrong one and one that lies there already change nothing."""
        try:
            kode = read_desk_code(teks)
        except Refusal:
            self.scan.answer("angka periksa salah", ok=False)
            return
        if kode in self.kode:
            self.scan.answer("sudah ada di baki", ok=True)
            return
        self.kode.append(kode)
        self.daftar.addItem(f"{len(self.kode)}. {group_desk_code(kode)}")
        self.daftar.scrollToBottom()
        self.scan.answer(f"{len(self.kode)} di baki", ok=True)
        self.go.setEnabled(True)

    def command(self) -> ReceiveBaki:
        return ReceiveBaki(kode=tuple(self.kode), pembawa=self.pembawa.text(), meja=self._meja)


def ask_baki(konteks: Konteks, meja: str, parent: QWidget) -> BakiDialog:
    """Opens the tray; the receipt of all of it follows."""
    dialog = BakiDialog(meja, parent)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)

    def carry_out(command: ReceiveBaki) -> None:
        def done(hasil: Hasil) -> None:
            _preview(konteks, hasil.nilai, command.pembawa, parent)
            if shiboken6.isValid(dialog):  # not closed with Esc while the command was under way
                dialog.on_done(hasil)

        konteks.desk.do(command, done, refused=dialog.on_refused)

    dialog.asked.connect(carry_out)
    dialog.open()
    return dialog


def _preview(konteks: Konteks, jawaban: Sequence[JawabanMeja], pembawa: str, parent: QWidget) -> None:
    tanya, hari = konteks.tanya, konteks.today()

    def show(kantor: tuple[str, tzinfo]) -> None:
        from ui.kit.preview import PreviewDialog
        from ui.pelacakan.cetak import print_resi_baki

        pemda, zona = kantor
        pdf = print_resi_baki(jawaban, pembawa, pemda, remembered_paper(), zona=zona, huruf=konteks.huruf())
        preview = PreviewDialog(pdf, f"Tanda terima {len(jawaban)} berkas", "tanda-terima-baki.pdf", parent)
        preview.told.connect(konteks.notify)
        preview.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        preview.open()

    def read(q: Pertanyaan) -> tuple[str, tzinfo]:
        office = q.opd.office()
        return (office.pemda if office else "", read_hours(q, hari).zona)

    konteks.desk.ask(lambda: tanya.ask(read), show)
