"""Files made for the tests: workbooks from rows, and workbooks whose parts have been tampered with."""

import io
import zipfile
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

import openpyxl

CONTOH = Path(__file__).parents[1] / "data" / "contoh"


def contoh(path: str) -> bytes:
    return (CONTOH / path).read_bytes()


def xlsx(*sheets: Iterable[Sequence[object]]) -> bytes:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for i, rows in enumerate(sheets, 1):
        sheet = book.create_sheet(f"Lembar{i}")
        for row in rows:
            sheet.append(list(row))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def csv_text(rows: Iterable[Sequence[object]], pisah: str = ";") -> bytes:
    return "\r\n".join(pisah.join("" if c is None else str(c) for c in row) for row in rows).encode()


def rows_of(path: str) -> list[list[object]]:
    book = openpyxl.load_workbook(CONTOH / path)
    return [list(row) for row in book.active.iter_rows(values_only=True)]


def csv_rows(path: str) -> list[list[str]]:
    return [line.split(";") for line in contoh(path).decode().splitlines()]


def tamper(
    data: bytes,
    edit: Callable[[str, bytes], bytes] = lambda _, isi: isi,
    extra: Iterable[tuple[str, bytes]] = (),
) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for item in old.infolist():
            new.writestr(item.filename, edit(item.filename, old.read(item)))
        for nama, isi in extra:
            new.writestr(nama, isi)
    return out.getvalue()


def in_sheet(old: bytes, new: bytes) -> Callable[[str, bytes], bytes]:
    def edit(nama: str, isi: bytes) -> bytes:
        if not nama.endswith("sheet1.xml"):
            return isi
        assert old in isi
        return isi.replace(old, new)

    return edit
