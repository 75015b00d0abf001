"""The guarded door: every file from outside comes in here, and only clean cells leave.

The first bytes decide what a file is, never its name. What the door cannot vouch for it refuses with a sentence; an
unexpected error of a parser is a refusal too, so that no file can stop the program. `_parse` takes bytes and gives
plain values, so it can be moved into a child process with a memory ceiling without touching anything else.
"""

from __future__ import annotations

import hashlib
import json
from decimal import Decimal
from typing import TYPE_CHECKING, Any, NoReturn, TypeVar

from core.errors import Refusal
from core.importers.batas import OLE, ZIP, Tenggat, check_size, foreign_kind, tolak
from core.importers.lembar_xml import check_xml
from core.importers.pintu_csv import decode_text, read_csv
from core.importers.pintu_xlsx import read_xlsx

if TYPE_CHECKING:
    from collections.abc import Callable

    from core.importers.tabel import Lembaran

T = TypeVar("T")
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")


def open_table(name: str, data: bytes) -> list[Lembaran]:
    """The sheets of an XLSX, or the one sheet of a CSV or TSV.

    Refuses what is empty, too large, damaged, encrypted, macro-carrying, packed as a bomb, carries formulas, or is no
    table at all (ERR_BERKAS_*, ERR_BOM_ZIP, ERR_MAKRO, ERR_RUMUS, ERR_BUKAN_TABEL, ...).
    """
    return _at_the_border(name, lambda: _parse(name, data))


def open_json(name: str, data: bytes) -> Any:
    """A saved SIPD response. Numbers with a point come as Decimal; doubled keys, NaN and deep nesting refuse."""
    return _at_the_border(name, lambda: _parse_json(name, data))


def open_text(name: str, data: bytes) -> str:
    """The text of a file of fields such as MT940; refuses what is empty, too large, UTF-16, or holds NUL bytes."""

    def read() -> str:
        check_size(name, data)
        return decode_text(name, data)

    return _at_the_border(name, read)


def open_xml(name: str, data: bytes) -> bytes:
    """The bytes of an XML file, once looked through: no DTD, no entity, no encoding in which they could hide."""

    def read() -> bytes:
        check_size(name, data)
        check_xml(name, data)
        return data

    return _at_the_border(name, read)


def sidik(data: bytes) -> str:
    """The SHA-256 of a file, by which a second import of the same file is recognised."""
    return hashlib.sha256(data).hexdigest()


def _at_the_border(name: str, read: Callable[[], T]) -> T:
    try:
        return read()
    except (Refusal, KeyboardInterrupt, SystemExit):
        raise
    except BaseException as error:
        pesan = (
            f"Berkas rusak atau tidak dikenal ({type(error).__name__}). "
            "Buka di Excel, simpan ulang sebagai XLSX atau CSV, lalu coba lagi."
        )
        raise tolak(name, "ERR_BERKAS_RUSAK", pesan) from error


def _parse(name: str, data: bytes) -> list[Lembaran]:
    check_size(name, data)
    tenggat = Tenggat(name)
    if data.startswith(ZIP):
        return read_xlsx(name, data, tenggat)
    if data.startswith(OLE):
        if _ENCRYPTED in data:
            pesan = "Berkas dikunci kata sandi. Buka di Excel, hapus kata sandinya, simpan, lalu coba lagi."
            raise tolak(name, "ERR_BERKAS_TERSANDI", pesan)
        pesan = "Isi berkas adalah Excel lama (.xls). Buka di Excel, simpan sebagai XLSX, lalu coba lagi."
        raise tolak(name, "ERR_BUKAN_TABEL", pesan)
    if jenis := foreign_kind(data):
        pesan = (
            f"Isi berkas adalah {jenis}, bukan tabel. Yang diterima XLSX atau CSV; ekspor ulang dari aplikasi asalnya."
        )
        raise tolak(name, "ERR_BUKAN_TABEL", pesan)
    return [read_csv(name, data, tenggat)]


def _parse_json(name: str, data: bytes) -> Any:
    check_size(name, data)

    def pairs(items: list[tuple[str, Any]]) -> dict[str, Any]:
        found = dict(items)
        if len(found) != len(items):
            twice = next(key for i, (key, _) in enumerate(items) if key in dict(items[:i]))
            raise tolak(name, "ERR_BERKAS_RUSAK", f"Medan “{twice}” tertulis dua kali dalam satu data. Unduh ulang.")
        return found

    def constant(text: str) -> NoReturn:
        raise tolak(name, "ERR_BERKAS_RUSAK", f"Berkas memuat {text}, yang bukan angka. Unduh ulang dari SIPD.")

    text = decode_text(name, data)
    try:
        return json.loads(text, parse_float=Decimal, parse_constant=constant, object_pairs_hook=pairs)
    except json.JSONDecodeError as error:
        pesan = f"Berkas bukan JSON yang utuh (baris {error.lineno}, huruf {error.colno}). Simpan ulang tanggapan SIPD."
        raise tolak(name, "ERR_BERKAS_RUSAK", pesan, baris=error.lineno) from None
