"""Looking through the XML of a workbook without building it: entities, formulas, error values, far cells.

A plain search over the bytes is enough because anything unusual is refused: other encodings than UTF-8, declarations of
entities, and cells that are not written the way every spreadsheet program writes them.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache
from typing import Final

from core.errors import Temuan
from core.importers import batas
from core.importers.batas import tolak

RUMUS_DISEBUT: Final = 20
"""So many cells are named one by one; after that only their number."""

_DECLARED = re.compile(rb"^\s*<\?xml[^>]*?encoding\s*=\s*[\"']([^\"']+)[\"']")
_TAG = rb"<(?:[^\s<>/:]+:)?"
_USUAL_CELL = (
    rb"\s+r=[\"']([A-Z]{1,3})([0-9]{1,7})[\"']"
    rb"((?:\s+(?:s|t|cm|vm|ph)=(?:\"[^\"<>]*\"|'[^'<>]*')){0,6})\s*(/?)>"
)
_CELL = re.compile(_TAG + rb"c" + _USUAL_CELL)
_ODD_CELL = re.compile(_TAG + rb"c(?=[\s/>])(?!" + _USUAL_CELL + rb")")
_FAR_CELL = re.compile(rb"\sr=[\"'](?:(?:[A-Z]{3}|G[S-Z]|[H-Z][A-Z])[0-9]|[A-Z]{1,3}(?:[4-9][0-9]{4}|[0-9]{6,})[\"'])")
"""A cell beyond column 200 or row 39,999: within those the rectangle is small enough whatever else it holds."""
_FORMULA = re.compile(rb"<(?:[^\s<>/:]+:)?f(?=[\s/>])")
_IS_ERROR = re.compile(rb"\st=[\"']e[\"']")
_SHARED_REF = re.compile(rb"<(?:[^\s<>/:]+:)?c\s[^<>]*\bt=[\"']s[\"'][^<>]*>\s*<(?:[^\s<>/:]+:)?v>\s*([0-9]{1,9})\s*</")
_SHARED_ITEM = re.compile(_TAG + rb"si(?=[\s/>])")


def check_xml(berkas: str, isi: bytes) -> None:
    """Refuses declarations of entities and every encoding in which they could hide."""
    declared = _DECLARED.match(isi.removeprefix(b"\xef\xbb\xbf"))
    if b"\0" in isi or (declared and declared[1].lower() not in (b"utf-8", b"utf8", b"us-ascii")):
        pesan = "Berkas memakai pengodean XML yang tidak lazim (harus UTF-8). Simpan atau unduh ulang, lalu coba lagi."
        raise tolak(berkas, "ERR_BERKAS_RUSAK", pesan)
    if b"<!DOCTYPE" in isi or b"<!ENTITY" in isi:
        pesan = "Berkas memuat perintah XML yang berbahaya (DTD atau entitas). Berkas ditolak; minta berkas baru."
        raise tolak(berkas, "ERR_XML_BERBAHAYA", pesan)


def is_sheet(isi: bytes) -> bool:
    """Whether a part holds cells, whatever its name is."""
    return b"sheetData" in isi


def check_sheet(berkas: str, bagian: str, isi: bytes) -> list[Temuan]:
    """Formulas and error values of one sheet as complaints; refuses far cells and cells without an address."""
    start, end = isi.find(b"sheetData"), isi.rfind(b"sheetData")
    cells = isi[start : end if end > start else None]
    _check_extent(berkas, cells)
    lembar = bagian.rsplit("/", 1)[-1].rsplit(".", 1)[0]
    return [*_formulas(berkas, lembar, cells), *_error_values(berkas, lembar, cells)]


def _check_extent(berkas: str, cells: bytes) -> None:
    """The rectangle that holds every filled cell, before anybody sets memory aside for it."""
    if _ODD_CELL.search(cells):
        pesan = "Sel ditulis dengan cara yang tidak lazim. Buka di Excel, simpan ulang sebagai XLSX, lalu coba lagi."
        raise tolak(berkas, "ERR_BERKAS_RUSAK", pesan)
    if not _FAR_CELL.search(cells):
        return
    filled = [(_column(letters), int(digits)) for letters, digits, _, closed in _CELL.findall(cells) if not closed]
    if not filled:
        return
    columns, rows = [kolom for kolom, _ in filled], [baris for _, baris in filled]
    right, bottom = max(columns), max(rows)
    if bottom > batas.BARIS:
        pesan = f"Ada isi sampai baris {bottom}; paling banyak {batas.BARIS} baris. Pecah berkasnya, lalu coba lagi."
        raise tolak(berkas, "ERR_TERLALU_BANYAK_BARIS", pesan, baris=bottom)
    if right > batas.KOLOM:
        pesan = f"Ada isi sampai kolom ke-{right}; paling banyak {batas.KOLOM}. Buang kolom yang tidak perlu."
        raise tolak(berkas, "ERR_TERLALU_BANYAK_KOLOM", pesan)
    if (right - min(columns) + 1) * (bottom - min(rows) + 1) > batas.PETAK:
        pesan = f"Lembar terlalu luas ({bottom} baris kali {right} kolom). Buang kolom kosong atau pecah berkasnya."
        raise tolak(berkas, "ERR_TERLALU_BANYAK_BARIS", pesan)


@lru_cache(maxsize=1024)
def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _formulas(berkas: str, lembar: str, cells: bytes) -> list[Temuan]:
    temuan: list[Temuan] = []
    places = [match.start() for match in _FORMULA.finditer(cells)]
    for place in places[:RUMUS_DISEBUT]:
        kolom, baris = _cell_before(cells, place)
        pesan = (
            f"Sel {kolom}{baris or ''} pada {lembar} berisi rumus, padahal ekspor berisi nilai. "
            "Ekspor ulang dari aplikasi asalnya; jangan mengubah isinya di Excel."
        )
        temuan.append(Temuan("ERR_RUMUS", pesan, berkas=berkas, baris=baris, kolom=kolom))
    if len(places) > RUMUS_DISEBUT:
        pesan = f"Seluruhnya ada {len(places)} sel berisi rumus pada {lembar}. Ekspor ulang dari aplikasi asalnya."
        temuan.append(Temuan("ERR_RUMUS", pesan, berkas=berkas))
    return temuan


def _cell_before(cells: bytes, place: int) -> tuple[str | None, int | None]:
    """The address of the cell a formula stands in."""
    start = max(cells.rfind(b"<", 0, cells.rfind(b"r=", 0, place)), 0)
    found = _CELL.match(cells, start)
    return (found[1].decode(), int(found[2])) if found else (None, None)


def _error_values(berkas: str, lembar: str, cells: bytes) -> list[Temuan]:
    """The reader shows `#REF!` as a blank, so such cells are refused here."""
    temuan: list[Temuan] = []
    if not _IS_ERROR.search(cells):
        return temuan
    for match in _CELL.finditer(cells):
        if len(temuan) >= RUMUS_DISEBUT:
            break
        if match[3] and _IS_ERROR.search(match[3]):
            kolom, baris = match[1].decode(), int(match[2])
            pesan = (
                f"Sel {kolom}{baris} pada {lembar} berisi galat Excel (misalnya #REF!). Perbaiki di aplikasi asalnya."
            )
            temuan.append(Temuan("ERR_SEL_GALAT", pesan, berkas=berkas, baris=baris, kolom=kolom))
    return temuan


def check_text_weight(berkas: str, shared: bytes, sheets: list[bytes]) -> None:
    """The text of all cells once each has its own copy: one long shared string may be pointed at by millions."""
    sizes = [len(item) for item in _SHARED_ITEM.split(shared)[1:]]
    if not sizes:
        return
    pointers = sum(isi.count(b't="s"') + isi.count(b"t='s'") for isi in sheets)
    if pointers * max(sizes) <= batas.ISI_BITA:
        return
    used = Counter(int(n) for isi in sheets for n in _SHARED_REF.findall(isi))
    weight = sum(sizes[n] * times for n, times in used.items() if n < len(sizes))
    if weight > batas.ISI_BITA:
        pesan = f"Teks dalam sel menjadi {weight // batas.MIB} MB; paling banyak {batas.ISI_BITA // batas.MIB} MB."
        raise tolak(berkas, "ERR_BOM_ZIP", pesan + " Berkas ditolak.")
