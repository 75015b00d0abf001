"""The door for text: encoding, separator and size of CSV and TSV files."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from typing import Final

from core.importers import batas
from core.importers.batas import Tenggat, tolak
from core.importers.tabel import Baris, Lembaran, teks

_CONTROL = re.compile(r"[\x01-\x08\x0b\x0c\x0e-\x1f\x7f]")
_PISAH: Final = (";", "\t", "|")
_BARIS_CONTOH: Final = 60
_PER_TENGGAT: Final = 2_000


def decode_text(berkas: str, data: bytes) -> str:
    """The text of a file in UTF-8 (with or without mark) or, failing that, Windows-1252. Refuses anything else."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        pesan = "Berkas memakai pengodean UTF-16. Simpan ulang sebagai “CSV UTF-8”, lalu coba lagi."
        raise tolak(berkas, "ERR_ENKODE", pesan)
    if (at := data.find(b"\0")) >= 0:
        baris = data.count(b"\n", 0, at) + 1
        pesan = f"Berkas memuat bita kosong (NUL) pada baris {baris}, jadi bukan teks. Ekspor ulang sebagai CSV."
        raise tolak(berkas, "ERR_BERKAS_RUSAK", pesan, baris=baris)
    text = _decode(berkas, data)
    if found := _CONTROL.search(text):
        baris = text.count("\n", 0, found.start()) + 1
        pesan = f"Isi berkas bukan teks (huruf kendali pada baris {baris}). Yang diterima XLSX atau CSV."
        raise tolak(berkas, "ERR_BUKAN_TABEL", pesan, baris=baris)
    return text


def _decode(berkas: str, data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        pass
    try:
        return data.decode("cp1252")
    except UnicodeDecodeError as error:
        baris = data.count(b"\n", 0, error.start) + 1
        pesan = f"Pengodean huruf pada baris {baris} tidak dikenal. Simpan ulang sebagai “CSV UTF-8”, lalu coba lagi."
        raise tolak(berkas, "ERR_ENKODE", pesan, baris=baris) from None


def read_csv(berkas: str, data: bytes, tenggat: Tenggat) -> Lembaran:
    """The one sheet of a text table; the separator is the one that cuts most of the first rows alike."""
    text = decode_text(berkas, data)
    pisah = _separator(text)
    if pisah is None:
        pesan = "Isi berkas teks biasa, bukan tabel: tidak ada pemisah kolom (titik koma, koma, tab atau |)."
        raise tolak(berkas, "ERR_BUKAN_TABEL", pesan)
    rows: list[Baris] = []
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=pisah, strict=True)
    start = 1
    try:
        for cells in reader:
            if any(teks(c) for c in cells):
                rows.append(_row(berkas, start, cells))
            if len(rows) > batas.BARIS:
                raise _too_many(berkas)
            if len(rows) % _PER_TENGGAT == 0:
                tenggat.check()
            start = reader.line_num + 1
    except csv.Error as error:
        baris = reader.line_num
        pesan = f"CSV tidak utuh pada baris {baris} (tanda kutip tidak ditutup atau sel terpotong). Ekspor ulang."
        raise tolak(berkas, "ERR_BERKAS_RUSAK", pesan, baris=baris) from error
    return Lembaran(berkas, "CSV", tuple(rows))


def _row(berkas: str, nomor: int, cells: list[str]) -> Baris:
    while cells and not cells[-1].strip():
        cells.pop()
    if len(cells) > batas.KOLOM:
        pesan = (
            f"Baris {nomor} mempunyai {len(cells)} kolom; paling banyak {batas.KOLOM}. Buang kolom yang tidak perlu."
        )
        raise tolak(berkas, "ERR_TERLALU_BANYAK_KOLOM", pesan, baris=nomor)
    if any(len(c) > batas.HURUF_SEL for c in cells):
        pesan = f"Sebuah sel pada baris {nomor} lebih panjang dari {batas.HURUF_SEL} huruf. Periksa tanda kutipnya."
        raise tolak(berkas, "ERR_SEL_TERLALU_PANJANG", pesan, baris=nomor)
    return Baris(nomor, tuple(cells))


def _too_many(berkas: str) -> Exception:
    pesan = f"Berkas lebih dari {batas.BARIS} baris. Ekspor per bulan atau per SKPD, lalu coba lagi."
    return tolak(berkas, "ERR_TERLALU_BANYAK_BARIS", pesan)


def _separator(text: str) -> str | None:
    """The separator; commas stand inside amounts, so another that cuts half of the rows alike goes first."""
    lines = [line for line in text.splitlines()[:_BARIS_CONTOH] if line.strip()]
    best: tuple[float, int, str] | None = None
    for pisah in (*_PISAH, ","):
        widths = Counter(_width(line, pisah) for line in lines)
        del widths[1]
        if not widths:
            continue
        width, times = max(widths.items(), key=lambda item: item[1] * (item[0] - 1))
        share = times / len(lines)
        if pisah == "," and best is not None and best[0] >= 0.5:
            break
        if best is None or (share, width) > best[:2]:
            best = (share, width, pisah)
    return best[2] if best else None


def _width(line: str, pisah: str) -> int:
    """In how many cells one line falls, separators between quotes not counted."""
    outside = "".join(line.split('"')[::2])
    return outside.count(pisah) + 1
