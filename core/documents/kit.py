"""The pen every document is drawn with: paper sizes, two fonts, measured text, lines and bars.

Text from outside is drawn literally, never read as markup. Lengths are PDF points (1/72 inch) with the origin at the
lower left; `mm()` converts. Pages are kept as drawing operations until `save()`, so that "halaman 2 dari 7" can be
written on a page that was finished before the last one was begun.
"""

from __future__ import annotations

import hashlib
import io
import unicodedata
from dataclasses import dataclass, field
from enum import StrEnum
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from collections.abc import Iterable

Rata = Literal["kiri", "tengah", "kanan"]
Garis = tuple[float, float, float, float]

ELIPSIS = "…"
_BREAKS = frozenset("\n\r\t\v\f\x85")
_ESCAPE = {kode: f"\\{kode:03o}" for kode in (*range(32), *range(127, 256))} | {
    ord("("): "\\(",
    ord(")"): "\\)",
    ord("\\"): "\\\\",
}


def mm(panjang: float) -> float:
    """Millimetres as PDF points."""
    return panjang * 72 / 25.4


class Kertas(StrEnum):
    """Paper of Indonesian offices; F4 is 215 x 330 mm."""

    A4 = "A4"
    F4 = "F4"


class Orientasi(StrEnum):
    """How the paper lies."""

    TEGAK = "tegak"
    MENDATAR = "mendatar"


_UKURAN_MM = {Kertas.A4: (210.0, 297.0), Kertas.F4: (215.0, 330.0)}


def ukuran_halaman(kertas: Kertas, orientasi: Orientasi = Orientasi.TEGAK) -> tuple[float, float]:
    """Width and height in points."""
    lebar, tinggi = (mm(sisi) for sisi in _UKURAN_MM[kertas])
    return (lebar, tinggi) if orientasi is Orientasi.TEGAK else (tinggi, lebar)


@dataclass(frozen=True, slots=True)
class Huruf:
    """The two TrueType faces a document is set in, as file contents; who starts the program reads the files."""

    regular: bytes
    bold: bytes


def literal(text: str) -> str:
    """Outside text as it may be drawn: breaks and odd blanks become blanks, control and direction marks go."""
    if text.isprintable():
        return text
    kept: list[str] = []
    for c in text:
        jenis = unicodedata.category(c)
        if c in _BREAKS or jenis in ("Zs", "Zl", "Zp"):
            kept.append(" ")
        elif jenis not in ("Cc", "Cf", "Cs"):
            kept.append(c)
    return "".join(kept)


class _Lebar(dict[str, float]):
    """Width of a character per point of size; one the face does not have is as wide as its replacement box."""

    def __init__(self, face: Any) -> None:
        super().__init__({chr(kode): lebar / 1000 for kode, lebar in face.charWidths.items()})
        self._lain = float(face.defaultWidth) / 1000

    def __missing__(self, c: str) -> float:
        self[c] = self._lain
        return self._lain


@dataclass(frozen=True, slots=True)
class _Muka:
    """One face, read once per process."""

    font: Any
    lebar: _Lebar


@lru_cache(maxsize=8)
def _muka(ttf: bytes) -> _Muka:
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont

    font = TTFont(f"Pundi-{hashlib.sha256(ttf).hexdigest()[:12]}", io.BytesIO(ttf))
    pdfmetrics.registerFont(font)
    return _Muka(font, _Lebar(font.face))


@dataclass(slots=True)
class Halaman:
    """One page: its size in points and what was drawn on it so far."""

    lebar: float
    tinggi: float
    isi: list[str] = field(default_factory=list)


class Pena:
    """Draws text, lines and bars on pages and hands back the PDF. Shades: 0 is black, 1 is white."""

    def __init__(self, huruf: Huruf, judul: str) -> None:
        from reportlab.pdfgen.canvas import Canvas

        self._muka = (_muka(huruf.regular), _muka(huruf.bold))
        self._keluaran = io.BytesIO()
        self._canvas: Any = Canvas(self._keluaran, invariant=1, initialFontName=self._muka[0].font.fontName)
        self._canvas.setTitle(literal(judul))
        self._canvas.setCreator("Pundi")
        self._runs: tuple[dict[str, str], dict[str, str]] = ({}, {})
        self.halaman: list[Halaman] = []
        self.aktif = Halaman(0, 0)

    def new_page(self, lebar: float, tinggi: float) -> Halaman:
        """A fresh page; what is drawn from now on goes there."""
        self.aktif = Halaman(lebar, tinggi)
        self.halaman.append(self.aktif)
        return self.aktif

    # -- text -------------------------------------------------------------------------------------------------------

    def width(self, text: str, size: float, *, tebal: bool = False) -> float:
        """How wide a text of this size is, in points."""
        return sum(map(self._muka[tebal].lebar.__getitem__, text)) * size

    def text(
        self, x: float, y: float, text: str, size: float, *, tebal: bool = False, rata: Rata = "kiri", abu: float = 0.0
    ) -> None:
        """One line of text with its base line at `y`; `x` is its left end, middle or right end."""
        if not text:
            return
        if rata != "kiri":
            lebar = sum(map(self._muka[tebal].lebar.__getitem__, text)) * size
            x -= lebar if rata == "kanan" else lebar / 2
        run = self._runs[tebal].get(text)
        if run is None:
            run = self._runs[tebal][text] = self._encode(text, tebal)
        op = run % (size, size, x, y)
        self.aktif.isi.append(f"q {abu:.2f} g {op} Q" if abu else op)

    def _encode(self, text: str, tebal: bool) -> str:
        """A drawing operation with places for size (twice) and position; a text may need several subsets of a face."""
        font, doc = self._muka[tebal].font, self._canvas._doc  # noqa: SLF001 - a face keeps its subsets per document
        parts: list[str] = []
        for subset, codes in font.splitString(literal(text), doc):
            shown = codes.decode("latin-1").translate(_ESCAPE).replace("%", "%%")
            place = "" if parts else "%.6g 0 0 %.6g %.2f %.2f Tm "
            parts.append(f"{font.getSubsetInternalName(subset, doc)} 1 Tf {place}({shown}) Tj")
        return "BT " + " ".join(parts) + " ET"

    def wrap(
        self, text: str, lebar: float, size: float, *, tebal: bool = False, paling_banyak: int = 0
    ) -> tuple[str, ...]:
        """Lines no wider than `lebar`; long words are broken, and an ellipsis ends it after `paling_banyak` lines."""
        text = literal(text)
        if self.width(text, size, tebal=tebal) <= lebar:
            return (text,)
        lines: list[str] = []
        line = ""
        for word in text.split():
            longer = f"{line} {word}" if line else word
            if self.width(longer, size, tebal=tebal) <= lebar:
                line = longer
                continue
            if line:
                lines.append(line)
            *whole, line = self._broken(word, lebar, size, tebal)
            lines += whole
        lines.append(line)
        if paling_banyak and len(lines) > paling_banyak:
            last = self.shorten(lines[paling_banyak - 1] + ELIPSIS, lebar, size, tebal=tebal)
            lines[paling_banyak - 1 :] = [last if last.endswith(ELIPSIS) else last + ELIPSIS]
        return tuple(lines)

    def shorten(self, text: str, lebar: float, size: float, *, tebal: bool = False) -> str:
        """The text, or as much of it as fits before an ellipsis."""
        text = literal(text)
        if self.width(text, size, tebal=tebal) <= lebar:
            return text
        text = text.rstrip(ELIPSIS)
        while text and self.width(text + ELIPSIS, size, tebal=tebal) > lebar:
            text = text[:-1]
        return text.rstrip() + ELIPSIS

    def _broken(self, word: str, lebar: float, size: float, tebal: bool) -> list[str]:
        """A word in pieces that fit, broken after a dot, slash or hyphen where there is one."""
        pieces: list[str] = []
        while self.width(word, size, tebal=tebal) > lebar and len(word) > 1:
            end = len(word)
            while end > 1 and self.width(word[:end], size, tebal=tebal) > lebar:
                end -= 1
            soft = max(word.rfind(c, 0, end) for c in "./-_") + 1
            end = soft if soft > end // 2 else end
            pieces.append(word[:end])
            word = word[end:]
        return [*pieces, word]

    # -- lines and areas --------------------------------------------------------------------------------------------

    def lines(self, garis: Iterable[Garis], tebal: float = 0.4, abu: float = 0.0) -> None:
        """Straight lines (x1, y1, x2, y2) of one thickness."""
        path = " ".join(f"{a:.2f} {b:.2f} m {c:.2f} {d:.2f} l" for a, b, c, d in garis)
        if path:
            self.aktif.isi.append(f"q {tebal:.2f} w {abu:.2f} G {path} S Q")

    def box(self, x: float, y: float, lebar: float, tinggi: float, *, tebal: float = 0.6, abu: float = 0.0) -> None:
        """An empty frame."""
        self.aktif.isi.append(f"q {tebal:.2f} w {abu:.2f} G {x:.2f} {y:.2f} {lebar:.2f} {tinggi:.2f} re S Q")

    def areas(self, kotak: Iterable[Garis], abu: float = 0.0) -> None:
        """Filled rectangles (x, y, width, height), drawn exactly: bars and modules of codes, grounds of rows."""
        path = " ".join(f"{x:.3f} {y:.3f} {w:.3f} {h:.3f} re" for x, y, w, h in kotak)
        if path:
            self.aktif.isi.append(f"q {abu:.2f} g {path} f Q")

    def watermark(self, halaman: Halaman, text: str) -> None:
        """A pale word across a page, beneath everything drawn on it."""
        size = halaman.lebar * 0.8 / self.width(text, 1, tebal=True)
        x, y = halaman.lebar / 2, halaman.tinggi / 2
        run = self._encode(text, tebal=True) % (size, size, -halaman.lebar * 0.4, -size * 0.35)
        halaman.isi.insert(0, f"q 0.93 g 0.866 0.5 -0.5 0.866 {x:.2f} {y:.2f} cm {run} Q")

    def save(self) -> bytes:
        """The PDF. The same drawing gives the same bytes."""
        for page in self.halaman:
            self._canvas.setPageSize((page.lebar, page.tinggi))
            self._canvas.addLiteral("\n".join(page.isi))
            self._canvas.showPage()
        self._canvas.save()
        return self._keluaran.getvalue()
