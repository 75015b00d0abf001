"""The receipt of a berkas: asks for whom and on what paper, then shows the very PDF. Each print is counted."""

from __future__ import annotations

from typing import TYPE_CHECKING

import shiboken6

from ui.pelacakan.langkah_dialog import TandaTerimaDialog

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from core.bus import Command, Hasil
    from ui.pelacakan.bacaan import BerkasTerbaca
    from ui.shell.page import Konteks


def ask_tanda_terima(konteks: Konteks, baca: BerkasTerbaca, meja: str, parent: QWidget) -> None:
    """Opens the question; the preview follows the answer."""
    from PySide6.QtCore import Qt

    dialog = TandaTerimaDialog(baca.berkas, meja, parent)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)

    def carry_out(command: Command) -> None:
        def done(hasil: Hasil) -> None:
            if shiboken6.isValid(dialog):  # not closed with Esc while the command was under way
                _preview(konteks, baca, dialog, hasil, parent)
                dialog.on_done(hasil)

        konteks.desk.do(command, done, refused=dialog.on_refused)

    dialog.asked.connect(carry_out)
    dialog.open()


def _preview(konteks: Konteks, baca: BerkasTerbaca, dialog: TandaTerimaDialog, hasil: Hasil, parent: QWidget) -> None:
    from PySide6.QtCore import Qt

    from ui.kit.preview import PreviewDialog
    from ui.pelacakan.cetak import print_tanda_terima

    untuk, kertas, lembar = dialog.chosen_copy(), dialog.chosen_paper(), dialog.lembar.value()
    pdf = print_tanda_terima(baca, hasil.nilai, untuk, kertas, lembar=lembar, huruf=konteks.huruf())
    preview = PreviewDialog(pdf, f"Tanda terima {baca.berkas.sebutan}", "tanda-terima.pdf", parent)
    preview.told.connect(konteks.notify)
    preview.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    preview.open()
