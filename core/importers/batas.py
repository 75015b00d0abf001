"""How large and how deep a file from outside may be, and what the first bytes say it is.

The figures are those of reliability-security 6: they let every honest export through and stop a hostile one before it
has cost anything. Sizes are counted while unpacking; what a file claims about itself is not believed.
"""

from __future__ import annotations

import time
from typing import Final

from core.errors import Refusal, Temuan

MIB: Final = 1 << 20
BERKAS_BITA: Final = 20 * MIB
ANGGOTA: Final = 2_000
ANGGOTA_BITA: Final = 64 * MIB
ISI_BITA: Final = 200 * MIB
RASIO: Final = 120
RASIO_MULAI_BITA: Final = 1 * MIB
"""Small members may shrink as well as they like."""
BARIS: Final = 200_000
KOLOM: Final = 200
PETAK: Final = 8_000_000
"""Rows times columns of the rectangle that holds everything: the memory a sheet takes once it is read."""
HURUF_SEL: Final = 32_767
DETIK: Final = 20.0
SEN_TEPAT: Final = 2**53
"""Beyond this many sen a spreadsheet's floating number no longer is the number somebody typed."""


class Tenggat:
    """The time one file may take to read."""

    def __init__(self, berkas: str, detik: float = DETIK) -> None:
        self._berkas = berkas
        self._detik = detik
        self._end = time.monotonic() + detik

    def check(self) -> None:
        """Refuses with ERR_BACA_TERLALU_LAMA when the time is used up."""
        if time.monotonic() > self._end:
            pesan = (
                f"Berkas belum selesai dibaca setelah {self._detik:.0f} detik. Pecah berkas menjadi beberapa bagian "
                "atau ekspor ulang, lalu coba lagi."
            )
            raise tolak(self._berkas, "ERR_BACA_TERLALU_LAMA", pesan)


def tolak(berkas: str, kode: str, pesan: str, *, baris: int | None = None, kolom: str | None = None) -> Refusal:
    """A refusal of a whole file, with the place where reading stopped."""
    return Refusal.of([Temuan(kode, pesan, berkas=berkas, baris=baris, kolom=kolom)])


def check_size(berkas: str, data: bytes) -> None:
    """Refuses an empty file and one above 20 MB."""
    if not data.strip(b"\0 \t\r\n\xef\xbb\xbf"):
        raise tolak(berkas, "ERR_BERKAS_KOSONG", "Berkas kosong. Ekspor atau unduh ulang, lalu coba lagi.")
    if len(data) > BERKAS_BITA:
        pesan = (
            f"Berkas berukuran {len(data) / MIB:.1f} MB; paling besar {BERKAS_BITA // MIB} MB. "
            "Ekspor per bulan atau per SKPD, lalu coba lagi."
        )
        raise tolak(berkas, "ERR_BERKAS_TERLALU_BESAR", pesan)


_ASING: Final = (
    (b"%PDF", "PDF"),
    (b"\x89PNG", "gambar PNG"),
    (b"\xff\xd8\xff", "gambar JPEG"),
    (b"GIF8", "gambar GIF"),
    (b"Rar!", "arsip RAR"),
    (b"7z\xbc\xaf", "arsip 7z"),
    (b"\x1f\x8b", "arsip GZIP"),
    (b"MZ", "program Windows"),
    (b"\x7fELF", "program Linux"),
    (b"{\\rtf", "dokumen RTF"),
)
OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ZIP: Final = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")


def foreign_kind(data: bytes) -> str | None:
    """What a file is that is neither workbook nor text, by its first bytes; None when it may be either."""
    head = data[:1024].removeprefix(b"\xef\xbb\xbf").lstrip()
    for magic, nama in _ASING:
        if head.startswith(magic):
            return nama
    low = head[:512].lower()
    if low.startswith((b"<!doctype html", b"<html", b"<table", b"<head", b"<body")):
        return "halaman web (HTML)"
    return "XML" if low.startswith(b"<") else None
