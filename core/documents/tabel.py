"""Tables with our own paging: measured columns, wrapped cells, a repeated head, carried-forward amounts.

Columns of amounts, dates and codes are made as wide as their widest text, so an amount is never cut; columns of words share
the rest. Where a book goes on to another page, "jumlah dipindahkan" closes the page and "jumlah pindahan" opens the next.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from core.calendar import tanggal_pendek
from core.documents.alur import Alur, uang
from core.documents.kit import Garis, Rata, literal
from core.money import Rupiah

Sel = str | Rupiah | int | date | None
JenisKolom = Literal["teks", "uang", "angka", "tanggal", "kode"]
Pindah = Literal["", "jumlah", "terakhir"]

DIPINDAHKAN = "Jumlah dipindahkan"
PINDAHAN = "Jumlah pindahan"

_PAD_X, _PAD_Y = 3.4, 2.2
_BARIS_PALING_BANYAK = 14
_RATA: dict[JenisKolom, Rata] = {
    "teks": "kiri", "uang": "kanan", "angka": "tengah", "tanggal": "tengah", "kode": "kiri",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Kolom:
    """A column. `lebar` is its share of the room left for words; `grup` a common title over neighbours.

    `pindah` says what is carried to the next page: the sum so far (`jumlah`), or the last value (`terakhir`, a saldo).
    """

    key: str
    judul: str
    lebar: float = 10.0
    jenis: JenisKolom = "teks"
    grup: str = ""
    pindah: Pindah = ""
    rata: Rata | None = None

    @property
    def arah(self) -> Rata:
        """Where its texts stand."""
        return self.rata or _RATA[self.jenis]


@dataclass(frozen=True, slots=True)
class Baris:
    """A row, cells in the order of the columns. `tingkat` indents its first column of words.

    `bentang` lets the first cell reach over that many columns (a total's label).
    """

    sel: tuple[Sel, ...]
    tebal: bool = False
    tingkat: int = 0
    bentang: int = 1


@dataclass(frozen=True, slots=True)
class Tabel:
    """A table: columns, rows, total rows. `nomor_kolom` prints a row 1, 2, 3 ... under the head."""

    kolom: tuple[Kolom, ...]
    baris: tuple[Baris, ...]
    jumlah: tuple[Baris, ...] = ()
    nomor_kolom: bool = False
    ukuran: float = 7.8
    kosong: str = "Nihil"


def cell_text(nilai: Sel) -> str:
    """A cell as printed."""
    if nilai is None:
        return ""
    if isinstance(nilai, Rupiah):
        return uang(nilai)
    if isinstance(nilai, date):
        return tanggal_pendek(nilai)
    return nilai if isinstance(nilai, str) else str(nilai)


@dataclass(slots=True)
class _Pindahan:
    """What has been added up from the first row to here, per column."""

    kolom: tuple[Kolom, ...]
    sen: list[int] = field(init=False)
    terakhir: list[Sel] = field(init=False)

    def __post_init__(self) -> None:
        self.sen = [0] * len(self.kolom)
        self.terakhir = [None] * len(self.kolom)
        self._dicatat = [(i, k.pindah) for i, k in enumerate(self.kolom) if k.pindah]

    _dicatat: list[tuple[int, Pindah]] = field(init=False)

    @property
    def used(self) -> bool:
        return bool(self._dicatat)

    def add(self, sel: tuple[Sel, ...]) -> None:
        for i, pindah in self._dicatat:
            nilai = sel[i]
            if pindah == "jumlah" and isinstance(nilai, Rupiah):
                self.sen[i] += nilai.sen
            elif pindah == "terakhir" and nilai is not None:
                self.terakhir[i] = nilai

    def row(self, label: str) -> Baris:
        first = self._dicatat[0][0]
        sel: list[Sel] = [None] * len(self.kolom)
        for i, pindah in self._dicatat:
            sel[i] = Rupiah(self.sen[i]) if pindah == "jumlah" else self.terakhir[i]
        sel[0] = label
        return Baris(tuple(sel), tebal=True, bentang=first)


@dataclass(frozen=True, slots=True)
class _Isi:
    """A row laid out: lines per column and its height."""

    lines: tuple[tuple[str, ...], ...]
    tinggi: float
    baris: Baris


class PenataTabel:
    """Lays one table out on a flow and draws it."""

    def __init__(self, alur: Alur, tabel: Tabel) -> None:
        self._alur, self._pena, self._t = alur, alur.pena, tabel
        self._size = tabel.ukuran
        self._teks = next((i for i, k in enumerate(tabel.kolom) if k.jenis == "teks"), 0)
        self._lebar = self._fit()
        self._x = [alur.kiri]
        for lebar in self._lebar:
            self._x.append(self._x[-1] + lebar)
        self._lead = self._size * 1.2
        self._mulai = 0.0
        self._head_rows = self._head_lines()

    # -- widths -----------------------------------------------------------------------------------------------------

    def _fit(self) -> list[float]:
        """Column widths for the size asked for, or for the largest smaller size at which every amount fits."""
        room = self._alur.lebar
        words = [k.lebar if k.jenis == "teks" else 0.0 for k in self._t.kolom]
        while True:
            need = [self._least(i) for i in range(len(words))]
            left = room - sum(need)
            if left >= 0 or self._size <= 4.5:
                break
            self._size -= 0.2
        if sum(words):
            total = sum(n for n, w in zip(need, words, strict=True) if w) + left
            share = [total * w / sum(words) for w in words]
            short = [max(0.0, n - s) if w else 0.0 for n, s, w in zip(need, share, words, strict=True)]
            spare = sum(max(0.0, s - n) for n, s, w in zip(need, share, words, strict=True) if w)
            factor = (spare - sum(short)) / spare if spare > 0 else 0.0
            return [
                n if not w else (n if s <= n else n + (s - n) * factor)
                for n, s, w in zip(need, share, words, strict=True)
            ]
        return [n + left / len(need) for n in need]

    def _least(self, i: int) -> float:
        """Narrowest column: the longest text for amounts, dates and codes; the longest word of the title for words."""
        kolom, pena, size = self._t.kolom[i], self._pena, self._size
        title = max((pena.width(w, size * 0.96, tebal=True) for w in kolom.judul.split()), default=0.0)
        widest = max(title, size * 3 if kolom.jenis == "teks" else 0.0)
        if kolom.jenis != "teks":
            plain = [cell_text(b.sel[i]) for b in self._t.baris]
            bold = [cell_text(b.sel[i]) for b in self._t.jumlah if b.bentang <= i or i == 0 and b.bentang == 1]
            if kolom.pindah == "jumlah":
                bold.append(uang(Rupiah(sum(abs(s.sen) for b in self._t.baris if isinstance(s := b.sel[i], Rupiah)))))
            for texts in (plain, bold):
                longest = max(map(len, texts), default=0)
                near = {t for t in texts if len(t) >= longest - 1}
                widest = max([widest, *(pena.width(t, size, tebal=True) for t in near)])
        return widest + 2 * _PAD_X

    # -- head -------------------------------------------------------------------------------------------------------

    def _groups(self) -> list[tuple[int, int, str]]:
        """Neighbouring columns of one group: (first, after the last, title); no title for a column on its own."""
        found: list[tuple[int, int, str]] = []
        for i, k in enumerate(self._t.kolom):
            if found and k.grup and found[-1][2] == k.grup:
                found[-1] = (found[-1][0], i + 1, k.grup)
            else:
                found.append((i, i + 1, k.grup))
        return found

    def _head_lines(self) -> tuple[float, float, list[tuple[str, ...]], dict[int, tuple[str, ...]]]:
        """Heights of the group line and the title line, and their wrapped texts."""
        pena, size, kolom = self._pena, self._size * 0.96, self._t.kolom
        titles = [pena.wrap(k.judul, w - _PAD_X, size, tebal=True) for k, w in zip(kolom, self._lebar, strict=True)]
        groups = {
            a: pena.wrap(name, self._x[z] - self._x[a] - _PAD_X, size, tebal=True)
            for a, z, name in self._groups()
            if name
        }
        above = max((len(g) for g in groups.values()), default=0) * self._lead + (2 * _PAD_Y if groups else 0)
        under = max(len(t) for t, k in zip(titles, kolom, strict=True) if k.grup or not groups) * self._lead
        alone = max((len(t) for t, k in zip(titles, kolom, strict=True) if not k.grup), default=0) * self._lead
        return above, max(under + 2 * _PAD_Y, alone + 2 * _PAD_Y - above), titles, groups

    @property
    def head_height(self) -> float:
        """Height of the head with its number row."""
        return self._head_rows[0] + self._head_rows[1] + (self._lead + _PAD_Y if self._t.nomor_kolom else 0)

    def _draw_head(self) -> None:
        above, under, titles, groups = self._head_rows
        alur, pena, size, x = self._alur, self._pena, self._size * 0.96, self._x
        top = alur.y
        alur.y -= above + under
        pena.areas([(x[0], alur.y, x[-1] - x[0], above + under)], abu=0.9)
        garis: list[Garis] = [(x[0], top, x[-1], top), (x[0], alur.y, x[-1], alur.y)]
        for a, z, name in self._groups():
            garis.append((x[a], top, x[a], alur.y))
            if name:
                self._middle(groups[a], x[a], x[z], top, top - above, size)
                garis.append((x[a], top - above, x[z], top - above))
                garis += [(x[i], top - above, x[i], alur.y) for i in range(a + 1, z)]
            for i in range(a, z):
                self._middle(titles[i], x[i], x[i + 1], top - above if name else top, alur.y, size)
        garis.append((x[-1], top, x[-1], alur.y))
        pena.lines(garis)
        self._mulai = alur.y
        if self._t.nomor_kolom:
            alur.y -= self._lead + _PAD_Y
            for i in range(len(titles)):
                pena.text((x[i] + x[i + 1]) / 2, alur.y + _PAD_Y + 0.6, str(i + 1), size * 0.9, rata="tengah", abu=0.25)
            pena.lines([(x[0], alur.y, x[-1], alur.y)])

    def _middle(self, lines: Sequence[str], x1: float, x2: float, top: float, bottom: float, size: float) -> None:
        y = (top + bottom) / 2 + len(lines) * self._lead / 2 - size * 0.95
        for line in lines:
            self._pena.text((x1 + x2) / 2, y, line, size, tebal=True, rata="tengah")
            y -= self._lead

    # -- rows -------------------------------------------------------------------------------------------------------

    def _lay(self, b: Baris) -> _Isi:
        pena, size, most = self._pena, self._size, 1
        cells: list[tuple[str, ...]] = []
        for i, nilai in enumerate(b.sel):
            text = cell_text(nilai)
            if not text:
                cells.append(())
                continue
            lebar = self._x[i + (b.bentang if i == 0 else 1)] - self._x[i] - 2 * _PAD_X
            if i == self._teks:
                lebar -= b.tingkat * size
            lines = pena.wrap(text, lebar, size, tebal=b.tebal, paling_banyak=_BARIS_PALING_BANYAK)
            most = max(most, len(lines))
            cells.append(lines)
        return _Isi(tuple(cells), most * self._lead + 2 * _PAD_Y, b)

    def _draw(self, isi: _Isi, *, ground: float = 0.0) -> None:
        alur, pena, size, x, b = self._alur, self._pena, self._size, self._x, isi.baris
        if ground:
            pena.areas([(x[0], alur.y - isi.tinggi, x[-1] - x[0], isi.tinggi)], abu=ground)
        top = alur.y - _PAD_Y - size * 0.93
        for i, lines in enumerate(isi.lines):
            if not lines:
                continue
            arah = self._t.kolom[i].arah if b.bentang == 1 or i >= b.bentang else "kiri"
            if arah == "kanan":
                at = x[i + 1] - _PAD_X
            elif arah == "tengah":
                at = (x[i] + x[i + 1]) / 2
            else:
                at = x[i] + _PAD_X + (b.tingkat * size if i == self._teks else 0.0)
            y = top
            for line in lines:
                pena.text(at, y, line, size, tebal=b.tebal, rata=arah)
                y -= self._lead
        alur.y -= isi.tinggi

    def _draw_spanned(self, isi: _Isi, *, ground: float = 0.93) -> None:
        """A row whose first cell reaches over several columns: the rules of the columns stop above it."""
        self._close()
        x, alur = self._x, self._alur
        top = alur.y
        self._draw(isi, ground=ground)
        inner = range(max(isi.baris.bentang, 1), len(x))
        self._pena.lines(
            [
                *((x[i], top, x[i], alur.y) for i in (0, *inner)),
                (x[0], top, x[-1], top),
                (x[0], alur.y, x[-1], alur.y),
            ]
        )
        self._mulai = alur.y

    def _close(self) -> None:
        """Draw the rules between the columns from where they began down to here."""
        if self._mulai > self._alur.y:
            self._pena.lines((x, self._mulai, x, self._alur.y) for x in self._x)
        self._mulai = self._alur.y

    def draw(self, ekor: float = 0.0) -> None:
        """Draw the table; the last two rows stay on the page of the totals and of `ekor` points that follow them."""
        alur, baris = self._alur, self._t.baris
        totals = [self._lay(b) for b in self._t.jumlah]
        tail = sum(t.tinggi for t in totals) + ekor
        carried = _Pindahan(self._t.kolom)
        reserve = self._lay(carried.row(DIPINDAHKAN)).tinggi if carried.used else 0.0
        alur.need(self.head_height + 3 * (self._lead + 2 * _PAD_Y))
        self._draw_head()
        fresh = True
        rules: list[Garis] = []
        keep_from = max(0, len(baris) - 2)
        for i, b in enumerate(baris):
            isi = self._lay(b)
            need = isi.tinggi + reserve
            if i == keep_from:
                need = isi.tinggi + tail + sum(self._lay(later).tinggi for later in baris[i + 1 :])
                if need > alur.penuh - self.head_height - reserve:
                    need = isi.tinggi + reserve
            elif i > keep_from:
                need = isi.tinggi
            if need > alur.sisa and not fresh:
                self._turn(carried, rules)
                rules = []
            self._draw(isi, ground=0.95 if b.tebal and b.bentang > 1 else 0.0)
            rules.append((self._x[0], alur.y, self._x[-1], alur.y))
            carried.add(b.sel)
            fresh = False
        self._pena.lines(rules, 0.25, 0.45)
        if not baris:
            self._empty()
        self._close()
        for t in totals:
            if t.tinggi > alur.sisa:
                alur.new_page()
                self._draw_head()
            self._draw_spanned(t)
        self._pena.lines([(self._x[0], alur.y, self._x[-1], alur.y)])

    def _turn(self, carried: _Pindahan, rules: list[Garis]) -> None:
        """Close this page, open the next."""
        alur = self._alur
        self._pena.lines(rules, 0.25, 0.45)
        if carried.used:
            self._draw_spanned(self._lay(carried.row(DIPINDAHKAN)))
        self._close()
        self._pena.lines([(self._x[0], alur.y, self._x[-1], alur.y)])
        alur.new_page()
        self._draw_head()
        if carried.used:
            self._draw_spanned(self._lay(carried.row(PINDAHAN)))

    def _empty(self) -> None:
        """A table without rows says so."""
        alur = self._alur
        alur.y -= self._lead + 2 * _PAD_Y
        middle = (self._x[0] + self._x[-1]) / 2
        self._pena.text(middle, alur.y + _PAD_Y + 1, literal(self._t.kosong), self._size, rata="tengah", abu=0.3)
        self._pena.lines(
            [(self._x[0], alur.y, self._x[0], self._mulai), (self._x[-1], alur.y, self._x[-1], self._mulai)]
        )
        self._mulai = alur.y
