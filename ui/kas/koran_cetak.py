"""The bank proof of a month on paper: previewed as it prints, saved, printed, or written as a workbook."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QFileDialog, QMenu

from ui.kas.ekspor import FORMAT_NAMA, Cetakan, Format, kantor_cetak, write_file
from ui.kit.preview import PreviewDialog
from ui.opd.isian import open_dialog

if TYPE_CHECKING:
    from core.calendar import Bulan
    from ui.kantor import Pertanyaan
    from ui.kas.koran_page import KoranPage
    from ui.kit.notice import Notice


def cetak_bukti_bank(q: Pertanyaan, bulan: Bulan) -> Cetakan:
    """The proof of a month as its form."""
    from core.documents.bukti_bank import lembar_bukti_bank

    lembar = lembar_bukti_bank(q.kas.bukti_bank(bulan), kantor_cetak(q, bulan.akhir))
    return Cetakan(f"Bukti Saldo Bank {bulan.nama}", f"bukti-saldo-bank-{bulan}", {"Bukti saldo bank": lembar})


class AlurCetak:
    """Paper and files of the month on show."""

    def __init__(self, page: KoranPage) -> None:
        self._page, self._konteks = page, page.konteks

    def preview(self) -> None:
        """Ctrl+P: the proof as it prints."""
        if self._page.bulan is None:
            return
        bulan, tanya = self._page.bulan, self._konteks.tanya

        def make(q: Any) -> tuple[Cetakan, bytes]:
            cetakan = cetak_bukti_bank(q, bulan)
            return cetakan, cetakan.render(Format.PDF)

        self._konteks.desk.ask(lambda: tanya.ask(make), self._show, key="koran.cetak")

    def choose_export(self) -> None:
        """Ctrl+E: asks which kind of file, then where."""
        menu = QMenu(self._page)
        for jenis, nama in FORMAT_NAMA.items():
            menu.addAction(nama, lambda j=jenis: self.export(j))
        button = self._page.look.buttons["ekspor"]
        menu.setActiveAction(menu.actions()[0])
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(button.mapToGlobal(button.rect().topLeft()))

    def export(self, jenis: Format) -> None:
        """Asks where, then writes the proof of the month on show."""
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        nama = str(Path(folder) / f"bukti-saldo-bank-{self._page.bulan}.{jenis}")
        path, _ = QFileDialog.getSaveFileName(
            self._page, "Ekspor bukti saldo bank", nama, f"{FORMAT_NAMA[jenis]} (*.{jenis})"
        )
        if path:
            self.export_to(Path(path), jenis)

    def export_to(self, berkas: Path, jenis: Format) -> None:
        """Writes the proof of the month on show to a file."""
        if self._page.bulan is None:
            return
        bulan, tanya = self._page.bulan, self._konteks.tanya

        def make(q: Any) -> Notice:
            return write_file(berkas, cetak_bukti_bank(q, bulan).render(jenis))

        self._konteks.desk.ask(lambda: tanya.ask(make), self._konteks.notify, key="koran.ekspor")

    def _show(self, answer: tuple[Cetakan, bytes]) -> None:
        cetakan, pdf = answer
        dialog = PreviewDialog(pdf, cetakan.judul, f"{cetakan.nama}.pdf", self._page)
        dialog.told.connect(self._konteks.notify)
        open_dialog(dialog)
