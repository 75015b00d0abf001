"""Every list of every page as a file and as a sum, as somebody at the desk asks for it."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Any

from openpyxl import load_workbook
from pypdfium2 import PdfDocument
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.stories.jendela import Jendela
from ui.kas.ekspor import Format
from ui.kit.memory import desk_settings
from ui.kit.table import Jenis
from ui.kit.table_view import TableView
from ui.shell.halaman import pages


def export(j: Jendela, view: TableView, folder: Path) -> dict[Format, bytes]:
    found = {}
    for jenis in Format:
        berkas = folder / f"daftar.{jenis}"
        j.window.grids.export_to(view, jenis, berkas)
        j.settle()
        found[jenis] = berkas.read_bytes()
    return found


def sheet_rows(isi: bytes) -> list[tuple[Any, ...]]:
    return list(load_workbook(io.BytesIO(isi)).worksheets[0].iter_rows(values_only=True))


def test_every_list_of_every_page_becomes_a_file(baru: Jendela, tmp_path: Path) -> None:
    seen = []
    for spec in pages():
        if spec.id not in baru.window.sidebar.visible_ids():
            continue
        page = baru.go(spec.id)
        for view in page.findChildren(TableView):
            if not view.isVisible() or not view.table.rows:
                continue
            made = export(baru, view, tmp_path)
            assert made[Format.PDF].startswith(b"%PDF"), spec.id
            heads = tuple(c.judul for c in view.visible_columns())
            rows = sheet_rows(made[Format.XLSX])
            head = [h or None for h in heads]
            start = next((n for n, row in enumerate(rows) if [c or None for c in row[: len(heads)]] == head), None)
            assert start is not None, (spec.id, head, rows[:12])
            lines = list(csv.reader(io.StringIO(made[Format.CSV].decode("utf-8-sig")), delimiter=";"))
            assert lines[0] == list(heads), spec.id
            assert len(lines) - 1 >= len(view.table.rows)
            first = view.table.rows[0]
            for n, column in enumerate(view.visible_columns()):
                nilai = column.nilai(first)
                if column.jenis is Jenis.UANG and nilai is not None:
                    assert rows[start + 1][n] * 100 == nilai.sen, (spec.id, column.key)
                elif column.jenis is Jenis.KODE and nilai:
                    assert isinstance(rows[start + 1][n], str), (spec.id, column.key)
            seen.append(spec.id)
    assert {"bku", "bukti", "spm", "rekanan", "kartu", "tagihan", "spj", "register", "dpa", "realisasi"} <= set(seen)


def test_a_list_goes_out_as_it_stands(baru: Jendela, tmp_path: Path) -> None:
    """Searched, sorted, without a column: the file says no more than the screen, and counts its pages."""
    page = baru.go("rekanan")
    QTest.keyClicks(page.cari, "contoh")
    baru.wait(lambda: not page._typed.isActive())
    kolom = page.view.visible_columns()
    page.view.setColumnHidden(len(page.table.columns) - 1, True)
    assert len(page.view.visible_columns()) == len(kolom) - 1
    desk_settings().setValue("cetak/kertas", "A4")
    made = export(baru, page.view, tmp_path)
    lines = list(csv.reader(io.StringIO(made[Format.CSV].decode("utf-8-sig")), delimiter=";"))
    assert [len(line) for line in lines] == [len(kolom) - 1] * (len(page.table.rows) + 1)
    pdf = PdfDocument(made[Format.PDF])
    words = pdf[0].get_textpage().get_text_bounded()
    assert "Dinas Contoh".casefold() in words.casefold()
    assert "Halaman 1 dari" in words
    assert [round(n) for n in pdf[0].get_size()] == [842, 595]
    assert baru.told()[0] == "Berkas disimpan"


def test_what_is_chosen_stands_added_up_in_the_status_line(baru: Jendela) -> None:
    page = baru.go("bukti")
    page.view.selectAll()
    status = baru.window.status
    total = sum(r.nilai.sen for r in page.table.rows) // 100
    assert status.pilihan.text().startswith(f"{len(page.table.rows)} baris terpilih · ")
    assert f"{total:,}".replace(",", ".") in status.pilihan.text()
    assert not status.database.isVisible()
    assert status.ekspor.isVisible()
    page.view.selectRow(0)
    assert status.pilihan.text() == ""
    assert status.database.isVisible()
    QTest.keyClick(page.view, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert "baris terpilih" in status.pilihan.text()
    baru.go("bku")
    assert status.pilihan.text() == ""
    assert not status.ekspor.isVisible(), "the book has its own form under the same key"
