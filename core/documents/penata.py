"""Draws a table with our own paging: measured columns, wrapped cells, a repeated head, carried-forward amounts.

Columns of amounts, dates and codes are made as wide as their widest text, so an amount is never cut; columns of words
share the rest. Where a book goes on to another page, "jumlah dipindahkan" closes the page and "jumlah pindahan" opens
the next.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from core.documents.alur import uang
from core.documents.kit import literal
from core.documents.tabel import Baris, cell_text
from core.money import Rupiah

if TYPE_CHECKING:
    from collections.abc import Sequence

    from core.documents.alur import Alur
    from core.documents.kit import Garis
    from core.documents.tabel import Kolom, Sel, Tabel

DIPINDAHKAN = "Jumlah dipindahkan"
PINDAHAN = "Jumlah pindahan"

KODE_SEBARIS = 18
"""Characters of a code in one line; a rekening has 17."""
_PAD_X, _PAD_Y = 3.4, 2.2
_BARIS_PALING_BANYAK = 14
_UKURAN_TERKECIL = 4.5
_BAGIAN_TEKS = 0.22
"""Part of the width that words keep before columns of amounts are made alike."""
_BAGIAN_TEKS_TERBESAR = 0.4
"""Part of the width words take at most beside many amounts: an eye must find its row."""
_BANYAK_KOLOM_UANG = 6
_UTUH = ("uang", "tanggal", "angka")
"""Kinds whose cells are one line: their columns are as wide as the widest of them."""


class _Pindahan:
    """What has been added up from the first row to here, per column."""

    def __init__(self, kolom: tuple[Kolom, ...]) -> None:
        self._sen = [0] * len(kolom)
        self._terakhir: list[Sel] = [None] * len(kolom)
        self._dicatat = [(i, k.pindah) for i, k in enumerate(kolom) if k.pindah]

    @property
    def used(self) -> bool:
        return bool(self._dicatat)

    def add(self, sel: tuple[Sel, ...]) -> None:
        for i, pindah in self._dicatat:
            nilai = sel[i]
            if pindah == "jumlah" and isinstance(nilai, Rupiah):
                self._sen[i] += nilai.sen
            elif pindah == "terakhir" and nilai is not None:
                self._terakhir[i] = nilai

    def row(self, label: str) -> Baris:
        first = self._dicatat[0][0]
        sel: list[Sel] = [None] * len(self._sen)
        for i, pindah in self._dicatat:
            sel[i] = Rupiah(self._sen[i]) if pindah == "jumlah" else self._terakhir[i]
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
        room, kolom = self._alur.lebar, self._t.kolom
        need = [self._least(i) for i in range(len(kolom))]
        while sum(need) > room and self._size > _UKURAN_TERKECIL:
            self._size -= 0.2
            need = [self._least(i) for i in range(len(kolom))]
        words = [i for i, k in enumerate(kolom) if k.jenis == "teks"]
        amounts = [i for i, k in enumerate(kolom) if k.jenis == "uang"]
        spare = room - sum(need)
        if amounts and words:
            spare -= self._even_out(need, amounts, spare - room * _BAGIAN_TEKS)
            excess = spare + sum(need[i] for i in words) - room * _BAGIAN_TEKS_TERBESAR
            if len(amounts) >= _BANYAK_KOLOM_UANG and excess > 0:
                for i in amounts:
                    need[i] += excess / len(amounts)
                spare -= excess
        return self._share(need, words or list(range(len(kolom))), max(spare, 0.0))

    def _even_out(self, need: list[float], amounts: list[int], spare: float) -> float:
        """Bring columns of amounts towards one width, as far as `spare` reaches; says how much was used."""
        target = max(self._size * 8.5, *(need[i] for i in amounts))
        lacking = sum(target - need[i] for i in amounts)
        factor = min(1.0, max(spare, 0.0) / lacking) if lacking else 0.0
        for i in amounts:
            need[i] += (target - need[i]) * factor
        return lacking * factor

    def _share(self, need: list[float], takers: list[int], spare: float) -> list[float]:
        """Give what is left to the columns of words by their shares; none gets less than its longest word."""
        weight = {i: self._t.kolom[i].lebar for i in takers}
        pool = spare + sum(need[i] for i in takers)
        open_ = set(takers)
        while open_:
            unit = pool / sum(weight[i] for i in open_)
            tight = {i for i in open_ if need[i] > unit * weight[i]}
            if not tight:
                break
            pool -= sum(need[i] for i in tight)
            open_ -= tight
        return [unit * weight[i] if i in open_ else n for i, n in enumerate(need)]

    def _least(self, i: int) -> float:
        """Narrowest column: the longest text for amounts, dates and codes; the longest word of the title for words.

        A code longer than an account's is broken at its dots and slashes, so that it leaves room for words.
        """
        kolom, pena, size = self._t.kolom[i], self._pena, self._size
        title = max((pena.width(w, size * 0.96, tebal=True) for w in kolom.judul.split()), default=0.0)
        widest = max(title, size * 3 if kolom.jenis == "teks" else 0.0)
        if kolom.jenis != "teks":
            plain = [cell_text(b.sel[i]) for b in self._t.baris]
            bold = [cell_text(b.sel[i]) for b in self._t.jumlah if b.bentang <= i or (i == 0 and b.bentang == 1)]
            if kolom.pindah == "jumlah":
                bold.append(uang(Rupiah(sum(abs(s.sen) for b in self._t.baris if isinstance(s := b.sel[i], Rupiah)))))
            for texts in (plain, bold):
                longest = max(map(len, texts), default=0)
                near = {t for t in texts if len(t) >= longest - 1}
                widest = max([widest, *(pena.width(t, size, tebal=True) for t in near)])
            if kolom.jenis == "kode":
                widest = max(title, min(widest, pena.width("0" * KODE_SEBARIS, size, tebal=True)))
        return widest + 2 * _PAD_X + 0.5

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

    @property
    def height(self) -> float:
        """Height of the whole table, were it on one page."""
        rows = (*self._t.baris, *self._t.jumlah)
        return self.head_height + sum(self._lay(b).tinggi for b in rows)

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
                self._middle(groups[a], (x[a], top, x[z], top - above), size)
                garis.append((x[a], top - above, x[z], top - above))
                garis += [(x[i], top - above, x[i], alur.y) for i in range(a + 1, z)]
            for i in range(a, z):
                self._middle(titles[i], (x[i], top - above if name else top, x[i + 1], alur.y), size)
        garis.append((x[-1], top, x[-1], alur.y))
        pena.lines(garis)
        self._mulai = alur.y
        if self._t.nomor_kolom:
            alur.y -= self._lead + _PAD_Y
            for i in range(len(titles)):
                pena.text((x[i] + x[i + 1]) / 2, alur.y + _PAD_Y + 0.6, str(i + 1), size * 0.9, rata="tengah", abu=0.25)
            pena.lines([(x[0], alur.y, x[-1], alur.y)])

    def _middle(self, lines: Sequence[str], kotak: Garis, size: float) -> None:
        x1, top, x2, bottom = kotak
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
            if self._t.kolom[i].jenis in _UTUH and not (i == 0 and b.bentang > 1):
                cells.append((text,))
                continue
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
