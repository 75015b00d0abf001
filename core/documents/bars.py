"""Codes on paper: Code 128 for the scanner on a desk, QR for a phone, both as vectors (architecture 6).

Bars are never an image and never narrower than 0.375 mm (three dots of a 203 dpi printer); the quiet zones are part
of the drawing and are checked against the room there is, because a code that does not scan is worse than none.
"""

from __future__ import annotations

from functools import lru_cache
from itertools import groupby
from typing import Any

from core.documents.kit import Pena, mm

MODUL_TERKECIL_MM = 0.375
TENANG_CODE128 = 10
"""Quiet modules on either side of a Code 128."""
TENANG_QR = 4
"""Quiet modules around a QR code."""
MODUL_QR_TERKECIL_MM = 0.375


class KodeTidakMuat(ValueError):
    """The code with its quiet zones is wider than the paper leaves room for."""


@lru_cache(maxsize=1)
def _encoder() -> Any:
    """The encoder of python-barcode 0.16.1 without its loss of a leading pair 99.

    In set C the pair "99" has the number of the switch to set C; the library drops it as a needless switch, so that a
    code such as 9912... would be read as 12.... Only texts that do not begin with two digits have a switch there.
    """
    from barcode.codex import Code128

    class Encoder(Code128):  # type: ignore[misc]
        def _try_to_optimize(self, encoded: list[int]) -> list[int]:
            return encoded if self.code[:2].isdigit() else list(super()._try_to_optimize(encoded))

    return Encoder


def code128_modules(text: str) -> str:
    """The modules of a Code 128, `1` for a bar and `0` for a gap; pairs of digits are packed into one symbol."""
    return str(_encoder()(text).build()[0])


def code128_width_mm(text: str, module_mm: float = MODUL_TERKECIL_MM) -> float:
    """Its width with both quiet zones, in millimetres."""
    return (len(code128_modules(text)) + 2 * TENANG_CODE128) * module_mm


def draw_code128(
    pena: Pena,
    text: str,
    x: float,
    y: float,
    *,
    module_mm: float = MODUL_TERKECIL_MM,
    height_mm: float = 14.0,
    label: str = "",
    ruang_mm: float = 0.0,
) -> float:
    """Draw a Code 128 whose left quiet zone begins at `x`, its bars standing on `y`; the label goes below.

    `ruang_mm` is the room there is (0: up to the right edge of the page). Returns the width with quiet zones in points;
    raises `KodeTidakMuat` when that does not fit or the bars would be too thin.
    """
    modules = code128_modules(text)
    width_mm = (len(modules) + 2 * TENANG_CODE128) * module_mm
    room_mm = ruang_mm or (pena.aktif.lebar - x) * 25.4 / 72
    if module_mm < MODUL_TERKECIL_MM or x < 0 or width_mm > room_mm + 1e-6:
        raise KodeTidakMuat(f"barcode {width_mm:.1f} mm (modul {module_mm} mm) tidak muat pada {room_mm:.1f} mm")
    module, height = mm(module_mm), mm(height_mm)
    at = x + TENANG_CODE128 * module
    bars: list[tuple[float, float, float, float]] = []
    for bit, run in groupby(modules):
        wide = len(list(run)) * module
        if bit == "1":
            bars.append((at, y, wide, height))
        at += wide
    pena.areas(bars)
    if label:
        pena.text(x + mm(width_mm) / 2, y - 10.5, label, 10, rata="tengah")
    return mm(width_mm)


def qr_size_mm(data: str, module_mm: float = MODUL_QR_TERKECIL_MM) -> float:
    """The side of its square with quiet zone, at modules of this size."""
    return (len(_qr(data)) + 2 * TENANG_QR) * module_mm


@lru_cache(maxsize=8)
def _qr(data: str) -> tuple[bytearray, ...]:
    import segno

    return tuple(segno.make_qr(data, error="m").matrix)


def draw_qr(pena: Pena, data: str, x: float, y: float, size_mm: float) -> None:
    """Draw a QR code (level M or better) in a square whose lower left corner, quiet zone included, is (x, y).

    Raises `KodeTidakMuat` when the square would make the modules smaller than 0.375 mm or leaves the page.
    """
    matrix = _qr(data)
    count = len(matrix) + 2 * TENANG_QR
    over = max(x + mm(size_mm) - pena.aktif.lebar, -x, -y)
    if size_mm / count < MODUL_QR_TERKECIL_MM or over > 1e-6:
        raise KodeTidakMuat(f"kode QR {count} modul tidak muat pada {size_mm:.1f} mm")
    module = mm(size_mm) / count
    top = y + mm(size_mm) - (TENANG_QR + 1) * module
    dark: list[tuple[float, float, float, float]] = []
    for r, row in enumerate(matrix):
        at = x + TENANG_QR * module
        for bit, run in groupby(row):
            wide = len(list(run)) * module
            if bit:
                dark.append((at, top - r * module, wide, module))
            at += wide
    pena.areas(dark)
