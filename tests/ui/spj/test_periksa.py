"""Pemeriksaan kas and serah terima on screen: the book of the day, the count, the minutes with their names."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pypdfium2
import pytest
from PySide6.QtWidgets import QApplication

from core.kas.pemeriksaan import JenisPeriksa
from tests.ui.spm.kantor_uji import Meja, rp
from ui.kit.preview import PreviewDialog
from ui.spj.isi import render_check
from ui.spj.penutupan_page import PenutupanPage
from ui.spj.periksa_dialog import PeriksaDialog

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


@pytest.fixture
def page(qtbot: QtBot, meja: Meja) -> PenutupanPage:
    made = PenutupanPage(meja.konteks)
    qtbot.addWidget(made)
    made.show()
    meja.settle()
    return made


def words(pdf: bytes) -> str:
    dokumen = pypdfium2.PdfDocument(pdf)
    return " ".join(" ".join(h.get_textpage().get_text_range() for h in dokumen).split())


def count(dialog: PeriksaDialog) -> None:
    """Exactly the book of 28 February: 5.350.000 in the safe, 49.437.500 in the bank."""
    dialog.kertas.pieces[100_000].setText("53")
    dialog.kertas.pieces[50_000].setText("1")
    dialog.bank.set_value(rp(49_437_500))


def test_a_check_of_an_earlier_day(page: PenutupanPage, meja: Meja) -> None:
    page.check_kas()
    dialog = page.findChild(PeriksaDialog)
    assert isinstance(dialog, PeriksaDialog)
    dialog.tanggal.set_value(date(2026, 2, 12))
    dialog.tanggal.value_changed.emit(date(2026, 2, 12))
    meja.settle()
    # handbook 9: after T09 the book has 7.500.000 in cash and 36.450.000 in the bank
    assert dialog._figures["buku_tunai"].text() == "7.500.000"
    assert dialog._figures["buku_bank"].text() == "36.450.000"
    assert not dialog.button.isEnabled()
    dialog.kertas.pieces[100_000].setText("75")
    dialog.bank.set_value(rp(36_450_000))
    assert dialog._figures["beda_tunai"].text() == dialog._figures["beda_bank"].text() == "sama"
    dialog.nomor.setText("BA/1/2026")
    dialog.pemeriksa.setText("RATNA CONTOH")
    dialog.button.click()
    meja.settle()
    (made,) = meja.ask(lambda q: q.kas.pemeriksaan(2026))
    assert (made.jenis, made.buku.bku) == (JenisPeriksa.PERIKSA, rp(43_950_000))
    preview = page.findChild(PreviewDialog)
    assert isinstance(preview, PreviewDialog)
    preview.reject()
    kata = words(meja.ask(lambda q: render_check(q, made)))
    assert "BERITA ACARA PEMERIKSAAN KAS" in kata
    assert "Kamis, 12 Februari 2026" in kata
    assert "RATNA CONTOH" in kata


def test_a_handover_names_what_is_open_and_has_three_signatures(page: PenutupanPage, meja: Meja) -> None:
    page.hand_over()
    dialog = page.findChild(PeriksaDialog)
    assert isinstance(dialog, PeriksaDialog)
    dialog.tanggal.set_value(date(2026, 2, 28))
    dialog.tanggal.value_changed.emit(date(2026, 2, 28))
    meja.settle()
    count(dialog)
    dialog.nomor.setText("BA/2/2026")
    dialog.pemeriksa.setText("RATNA CONTOH")
    dialog.button.click()
    meja.settle()
    assert meja.ask(lambda q: q.kas.pemeriksaan(2026)) == []
    dialog.penerima.setText("BUDI CONTOH")
    dialog.nip.setText("199202022016011002")
    dialog.button.click()
    meja.settle()
    (made,) = meja.ask(lambda q: q.kas.pemeriksaan(2026))
    kata = words(meja.ask(lambda q: render_check(q, made)))
    for harap in (
        "BERITA ACARA SERAH TERIMA KAS", "Yang menyerahkan", "Yang menerima", "Mengetahui", "BUDI CONTOH",
        "RATNA CONTOH", "NPD-0006", "1.000.000", "PPN", "275.000", "54.787.500",
    ):  # fmt: skip
        assert harap in kata, harap
    for widget in page.findChildren(PreviewDialog):
        widget.reject()
    page.choose_check()
    meja.settle()
    menu = QApplication.activePopupWidget()
    assert menu is not None
    assert "Serah terima  BA/2/2026" in menu.actions()[0].text()
    menu.close()
