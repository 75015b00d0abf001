"""Workbooks and CSV of the same tables that are printed.

What came from outside stays text: nothing is ever written as a formula, and text that a spreadsheet would take for one
(`=`, `+`, `-`, `@` in front) gets an apostrophe before it.
"""

from __future__ import annotations

import csv
import io
import re
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from core.documents.kit import literal
from core.documents.tabel import Baris, Sel, Tabel, cell_text
from core.money import Rupiah

if TYPE_CHECKING:
    from collections.abc import Sequence

    from core.documents.alur import BarisKaki, Kop, Penandatangan

_RUMUS = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
_DIGIT_EXCEL = 15
"""Digits a spreadsheet keeps of a number; longer ones are written as text rather than rounded."""
_DIBUAT = datetime(2000, 1, 1)  # noqa: DTZ001 - a workbook's dates have no zone; fixed: same contents, same bytes
_NOL_TANGGAL = date(1899, 12, 30)


def guard(text: str) -> str:
    """Outside text for a spreadsheet cell: control characters gone, a would-be formula made plain text."""
    plain = literal(text)
    return f"'{plain}" if plain.lstrip().startswith(_RUMUS) else plain


class BukuKerja:
    """A workbook with one or more sheets, filled from the top."""

    def __init__(self, judul: str) -> None:
        from xlsxwriter.workbook import Workbook

        self._keluaran = io.BytesIO()
        options = {
            "in_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
        }
        self._buku: Any = Workbook(self._keluaran, options)
        self._buku.set_properties({"title": literal(judul), "created": _DIBUAT})
        self._gaya: dict[tuple[str, bool, int], Any] = {}
        self.new_sheet(judul)

    def new_sheet(self, nama: str) -> None:
        """Another sheet; what is written from now on goes there."""
        bare = re.sub(r"[\[\]:*?/\\']", " ", literal(nama)).strip()[:28] or "Lembar"
        taken = {s.get_name().casefold() for s in self._buku.worksheets()}
        name = bare if bare.casefold() not in taken else f"{bare} {len(taken) + 1}"
        self._sheet: Any = self._buku.add_worksheet(name)
        self._sheet.set_paper(9)
        self._sheet.fit_to_pages(1, 0)
        self._row = 0

    def _style(self, jenis: str, *, tebal: bool = False, tingkat: int = 0) -> Any:
        found = self._gaya.get((jenis, tebal, tingkat))
        if found is None:
            wanted: dict[str, object] = {"bold": tebal, "valign": "top"}
            if jenis == "uang":
                wanted |= {"num_format": "#,##0;(#,##0)"}
            elif jenis == "uang_sen":
                wanted |= {"num_format": "#,##0.00;(#,##0.00)"}
            elif jenis == "tanggal":
                wanted |= {"num_format": "dd/mm/yyyy", "align": "center"}
            elif jenis == "kepala":
                wanted |= {
                    "bg_color": "#E6E6E6",
                    "border": 1,
                    "align": "center",
                    "valign": "vcenter",
                    "text_wrap": True,
                }
            elif jenis == "panjang":
                wanted |= {"text_wrap": True, "indent": tingkat}
            elif jenis == "kode":
                wanted |= {"num_format": "@"}
            found = self._gaya[jenis, tebal, tingkat] = self._buku.add_format(wanted)
        return found

    def _cell(self, kolom: int, nilai: Sel, *, jenis: str = "teks", tebal: bool = False, tingkat: int = 0) -> None:
        if nilai is None:
            return
        if isinstance(nilai, Rupiah):
            style = self._style("uang" if nilai.is_whole else "uang_sen", tebal=tebal)
            if len(str(abs(nilai.sen))) > _DIGIT_EXCEL + (2 if nilai.is_whole else 0):
                self._sheet.write_string(self._row, kolom, cell_text(nilai), style)
            else:
                number = nilai.sen // 100 if nilai.is_whole else nilai.sen / 100
                self._sheet.write_number(self._row, kolom, number, style)
        elif isinstance(nilai, date):
            style = self._style("tanggal", tebal=tebal)
            self._sheet.write_number(self._row, kolom, (nilai - _NOL_TANGGAL).days, style)
        elif isinstance(nilai, int):
            self._sheet.write_number(self._row, kolom, nilai, self._style("angka", tebal=tebal))
        else:
            style = self._style("kode" if jenis == "kode" else "panjang", tebal=tebal, tingkat=tingkat)
            self._sheet.write_string(self._row, kolom, guard(nilai), style)

    def head(self, kop: Kop, *, sementara: bool = False) -> None:
        """The office head, one line a row."""
        for text in (kop.pemda, kop.opd, kop.judul, *kop.subjudul, *(("SEMENTARA",) if sementara else ())):
            if text:
                self._sheet.write_string(self._row, 0, guard(text), self._style("judul", tebal=True))
                self._row += 1
        for label, nilai in kop.rincian:
            self._sheet.write_string(self._row, 0, guard(f"{label}: {nilai}"), self._style("judul"))
            self._row += 1
        self._row += 1

    def table(self, tabel: Tabel) -> None:
        """Head (two rows where columns are grouped), rows and totals; the head stays in sight."""
        self._table_head(tabel)
        first = self._row
        words = next((i for i, k in enumerate(tabel.kolom) if k.jenis == "teks"), 0)
        for baris in tabel.baris:
            self._line(tabel, baris, words)
        if tabel.baris:
            self._sheet.autofilter(first - 1, 0, self._row - 1, len(tabel.kolom) - 1)
        else:
            self._sheet.write_string(self._row, 0, guard(tabel.kosong), self._style("judul"))
            self._row += 1
        for baris in tabel.jumlah:
            self._line(tabel, baris, words)
        if first < 30:
            self._sheet.freeze_panes(first, 0)
        self._row += 1

    def _table_head(self, tabel: Tabel) -> None:
        style = self._style("kepala", tebal=True)
        if any(k.grup for k in tabel.kolom):
            for i, k in enumerate(tabel.kolom):
                self._sheet.write_string(self._row, i, guard(k.grup), style)
            self._row += 1
        for i, k in enumerate(tabel.kolom):
            self._sheet.write_string(self._row, i, guard(k.judul), style)
            widest = max((len(cell_text(b.sel[i])) for b in (*tabel.baris, *tabel.jumlah) if b.bentang == 1), default=0)
            self._sheet.set_column(i, i, min(max(widest, len(k.judul) * 0.7, 6) + 2, 48))
        self._row += 1

    def _line(self, tabel: Tabel, baris: Baris, words: int) -> None:
        for i, nilai in enumerate(baris.sel):
            tingkat = baris.tingkat if i == words else 0
            self._cell(i, nilai, jenis=tabel.kolom[i].jenis, tebal=baris.tebal, tingkat=tingkat)
        self._row += 1

    def foot(self, kaki: Sequence[BarisKaki], siapa: Sequence[Penandatangan]) -> None:
        """Foot rows (label, amount) and who signs."""
        for b in kaki:
            self._sheet.write_string(self._row, 0, guard(b.label), self._style("judul", tebal=b.tebal))
            self._cell(4, b.nilai, tebal=b.tebal)
            self._row += 1
        self._row += 1
        for p in siapa:
            for text in (p.atas, p.jabatan, p.nama, p.pangkat, f"NIP. {p.nip}" if p.nip else ""):
                if text:
                    self._sheet.write_string(self._row, 0, guard(text), self._style("judul"))
                    self._row += 1
            self._row += 1

    def save(self) -> bytes:
        """The workbook file."""
        self._buku.close()
        return self._keluaran.getvalue()


def csv_bytes(tabel: Tabel) -> bytes:
    """A table as CSV for offices: UTF-8 with byte order mark, semicolons."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow([guard(f"{k.grup} {k.judul}".strip()) for k in tabel.kolom])
    for baris in (*tabel.baris, *tabel.jumlah):
        writer.writerow([_csv_cell(nilai) for nilai in baris.sel])
    return out.getvalue().encode("utf-8-sig")


def _csv_cell(nilai: Sel) -> str:
    if isinstance(nilai, Rupiah):
        return str(nilai.to_json()).replace(".", ",")
    return guard(nilai) if isinstance(nilai, str) else cell_text(nilai)
