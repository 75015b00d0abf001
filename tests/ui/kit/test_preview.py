"""The preview shows the very bytes, on the right paper, and hands them on unchanged."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from PySide6.QtPrintSupport import QPrinter
from reportlab.pdfgen.canvas import Canvas

from ui.kit.preview import PdfPages, PreviewDialog, paper_name, print_with_lp
from ui.kit.tokens import Nada

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from ui.kit.notice import Notice

F4 = (609.45, 935.43)


@pytest.fixture(scope="module")
def pdf() -> bytes:
    out = BytesIO()
    page = Canvas(out, pagesize=F4, invariant=True)
    for number in range(1, 4):
        page.drawString(72, 800, f"SURAT PERINTAH MEMBAYAR {number}")
        page.rect(0, 0, 300, 300, fill=1)
        page.showPage()
    page.setPageSize((841.89, 595.28))
    page.showPage()
    page.save()
    return out.getvalue()


@pytest.fixture
def dialog(qtbot: QtBot, pdf: bytes) -> PreviewDialog:
    made = PreviewDialog(pdf, "SPM-LS 0144")
    qtbot.addWidget(made)
    made.show()
    qtbot.waitExposed(made)
    return made


def test_every_page_is_there_and_only_those_in_view_are_drawn(qtbot: QtBot, dialog: PreviewDialog) -> None:
    dialog.grab()
    assert len(dialog.pages) == 4
    assert dialog.sheets[0].is_drawn
    assert not dialog.sheets[3].is_drawn
    dialog.go_to(3)
    dialog.grab()
    assert dialog.sheets[3].is_drawn


def test_a_drawn_page_is_what_the_file_says(pdf: bytes) -> None:
    pages = PdfPages(pdf)
    image = pages.draw(0, 72)
    assert (image.width(), image.height()) == (610, 936)
    assert image.pixelColor(100, 800).lightness() < 20
    assert image.pixelColor(500, 300).lightness() > 240
    pages.close()


@pytest.mark.parametrize(
    ("size", "name"),
    [
        (F4, "F4"),
        ((595.28, 841.89), "A4"),
        ((841.89, 595.28), "A4 mendatar"),
        ((164.4, 300), "58 x 106 mm"),
    ],
)
def test_paper_is_called_by_its_name(size: tuple[float, float], name: str) -> None:
    assert paper_name(*size) == name


def test_zoom_steps_and_stays_within_its_ends(dialog: PreviewDialog) -> None:
    dialog.set_zoom(1.0)
    width = dialog.sheets[0].width()
    dialog.step_zoom(1)
    assert dialog.zoom() == 1.25
    assert dialog.sheets[0].width() > width
    for _ in range(20):
        dialog.step_zoom(-1)
    assert dialog.zoom() == 0.5
    dialog.fit_width()
    assert max(s.width() for s in dialog.sheets) <= dialog.width()


def test_saving_writes_the_same_bytes_and_says_where(dialog: PreviewDialog, pdf: bytes, tmp_path: Path) -> None:
    told: list[Notice] = []
    dialog.told.connect(told.append)
    dialog.save_to(tmp_path / "spm.pdf")
    assert (tmp_path / "spm.pdf").read_bytes() == pdf
    dialog.save_to(tmp_path / "tidak ada" / "spm.pdf")
    assert [n.nada for n in told] == [Nada.OK, Nada.BAD]


def test_printing_as_images_gives_every_page_on_its_paper(dialog: PreviewDialog, tmp_path: Path) -> None:
    printer = QPrinter(QPrinter.PrinterMode.ScreenResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "cetak.pdf"))
    printed: list[str] = []
    dialog.printed.connect(printed.append)
    dialog.send_to(printer)
    pages = PdfPages((tmp_path / "cetak.pdf").read_bytes())
    assert [paper_name(*size) for size in pages.sizes_pt] == ["F4", "F4", "F4", "A4 mendatar"]
    assert pages.draw(0, 72).pixelColor(100, 800).lightness() < 30
    pages.close()
    assert len(printed) == 1


@pytest.mark.qt_log_ignore("QPainter::begin|QPrinter", extend=True)
def test_a_printer_that_cannot_be_opened_is_named(dialog: PreviewDialog, tmp_path: Path) -> None:
    printer = QPrinter(QPrinter.PrinterMode.ScreenResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "tidak-ada" / "cetak.pdf"))
    told: list[Notice] = []
    dialog.told.connect(told.append)
    dialog.send_to(printer)
    assert [(n.kode, n.nada) for n in told] == [("ERR_CETAK", Nada.BAD)]
    assert "tidak dapat dibuka" in told[0].kalimat


def script(path: Path, text: str) -> str:
    path.write_text(f"#!/bin/sh\n{text}\n")
    path.chmod(0o755)
    return str(path)


def test_lp_gets_the_file_as_it_is(tmp_path: Path, pdf: bytes) -> None:
    lp = script(tmp_path / "lp", f'for last; do :; done; cp "$last" {tmp_path}/out.pdf; echo "$@" > {tmp_path}/args')
    assert print_with_lp(lp, pdf, "Laser", "SPM-LS 0144", 2) == ""
    assert (tmp_path / "out.pdf").read_bytes() == pdf
    assert (tmp_path / "args").read_text().startswith("-d Laser -n 2 -t SPM-LS 0144 -- ")


def test_a_printer_that_refuses_is_quoted(tmp_path: Path, pdf: bytes) -> None:
    lp = script(tmp_path / "lp", 'echo "kertas habis" >&2; exit 1')
    assert print_with_lp(lp, pdf, "Laser", "x", 1) == "Pencetak Laser menolak: kertas habis"
    assert "tidak menjawab" in print_with_lp(str(tmp_path / "tidak-ada"), pdf, "Laser", "x", 1)
