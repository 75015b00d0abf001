"""Bytes as plain digits: the one alphabet that every scanner types alike under every keyboard layout.

A QR holds digits at 3.33 bits each, so that nothing is lost against bytes (0.3 %).
"""

from __future__ import annotations

import zlib
from typing import Final

from core.errors import Refusal

ANGKA_TERBANYAK: Final = 1200
"""More digits than any code of ours has; longer text is not read at all."""


def to_digits(data: bytes) -> str:
    """The digits of some bytes; a leading 1 keeps the zero bytes in front."""
    return str(int.from_bytes(b"\x01" + data))


def from_digits(teks: str) -> bytes:
    """The bytes again, blanks and line ends forgiven. Refuses ERR_BUKAN_SEGEL."""
    bare = "".join(teks.split())
    if not (bare.isascii() and bare.isdigit()) or bare.startswith("0") or len(bare) > ANGKA_TERBANYAK:
        raise not_a_seal()
    n = int(bare)
    data = n.to_bytes((n.bit_length() + 7) // 8)
    if data[0] != 1:
        raise not_a_seal()
    return data[1:]


def not_a_seal() -> Refusal:
    """What was scanned is something else."""
    return Refusal(
        "ERR_BUKAN_SEGEL",
        "Yang dipindai bukan kode segel Pundi, atau pindaiannya terpotong. Pindai kode QR pada lembar SPM sekali lagi.",
        medan="kode",
    )


def squeeze(data: bytes, kamus: bytes) -> bytes:
    """Raw deflate with a dictionary that both sides know."""
    z = zlib.compressobj(9, zlib.DEFLATED, -15, 9, zlib.Z_DEFAULT_STRATEGY, kamus)
    return z.compress(data) + z.flush()


def unsqueeze(data: bytes, kamus: bytes, terbanyak: int) -> bytes:
    """What was squeezed, up to so many bytes. ValueError for anything else, such as text that never ends."""
    z = zlib.decompressobj(-15, kamus)
    try:
        isi = z.decompress(data, terbanyak)
    except zlib.error as e:
        raise ValueError("rusak") from e
    if not z.eof or z.unused_data or z.unconsumed_tail:
        raise ValueError("terlalu panjang")
    return isi
