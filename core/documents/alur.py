"""The flow of one form down its pages: office head, paragraphs, label rows, signatures, page numbers.

Heads and feet follow the common form of the books (handbook penatausahaan 3): local government, office, title, period,
office rows; below "Mengetahui/Disetujui" on the left, place and date with the treasurer on the right.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from core.documents.kit import Halaman, Pena, Rata, mm
from core.money import Rupiah, format_sen

if TYPE_CHECKING:
    from collections.abc import Sequence

ISI_PT = 9.0
"""Size of running text on forms."""
RUANG_TTD = 44.0
"""Room for a signature."""


@dataclass(frozen=True, slots=True)
class Kop:
    """Head of a form: whose it is, what it is called, and the office rows (label, value) under the title."""

    pemda: str
    opd: str
    judul: str
    subjudul: tuple[str, ...] = ()
    rincian: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Penandatangan:
    """One who signs. `atas` stands over the title: `Mengetahui/Disetujui`, or place and date."""

    jabatan: str
    nama: str
    nip: str = ""
    pangkat: str = ""
    atas: str = ""


@dataclass(frozen=True, slots=True)
class BarisKaki:
    """A row under a table: label and amount, or a remark without one. `tingkat` indents."""

    label: str
    nilai: Rupiah | None = None
    tingkat: int = 0
    tebal: bool = False


def uang(nilai: Rupiah) -> str:
    """An amount as forms print it: `1.234.567`, sen only when there are some, negative in brackets."""
    return format_sen(nilai.sen, brackets=True)


def rupiah(nilai: Rupiah) -> str:
    """An amount in running text: `Rp1.234.567`."""
    return f"Rp{uang(nilai)}"


class Alur:
    """Where the next thing goes on the pages of one form; `y` is the height still free above the bottom margin."""

    def __init__(
        self,
        pena: Pena,
        ukuran: tuple[float, float],
        *,
        tepi_mm: float = 12.0,
        catatan: str = "",
        lanjutan: str = "",
        sementara: bool = False,
        bernomor: bool = True,
    ) -> None:
        self.pena = pena
        self._ukuran = ukuran
        self.kiri = mm(tepi_mm)
        self.kanan = ukuran[0] - mm(tepi_mm)
        self.bawah = mm(tepi_mm) + (10 if bernomor or catatan else 0)
        self._catatan, self._lanjutan = catatan, lanjutan
        self._sementara, self._bernomor = sementara, bernomor
        self.halaman: list[Halaman] = []
        self.y = 0.0
        self.new_page()

    @property
    def lebar(self) -> float:
        """Width between the margins."""
        return self.kanan - self.kiri

    @property
    def sisa(self) -> float:
        """Height left on this page."""
        return self.y - self.bawah

    @property
    def penuh(self) -> float:
        """Height of a page that continues a form."""
        return self._ukuran[1] - self.kiri - self.bawah - (14 if self._lanjutan else 0)

    def new_page(self) -> None:
        """Go on at the head of a fresh page; a page that continues says of what."""
        first = not self.halaman
        self.halaman.append(self.pena.new_page(*self._ukuran))
        self.y = self._ukuran[1] - self.kiri
        if not first and self._lanjutan:
            self.pena.text(self.kiri, self.y - 7, self.pena.shorten(self._lanjutan, self.lebar, 7), 7, abu=0.3)
            self.y -= 14

    def need(self, tinggi: float) -> None:
        """Go to a fresh page unless this much height is left."""
        if tinggi > self.sisa:
            self.new_page()

    def skip(self, tinggi: float) -> None:
        """Leave room."""
        self.y -= tinggi

    def head(self, kop: Kop) -> None:
        """The office head with a double rule under it, the title, and the label rows."""
        tengah = (self.kiri + self.kanan) / 2
        for text, size in ((kop.pemda.upper(), 10.5), (kop.opd.upper(), 12.0)):
            for line in self.pena.wrap(text, self.lebar, size, tebal=True) if text else ():
                self.y -= size * 1.2
                self.pena.text(tengah, self.y, line, size, tebal=True, rata="tengah")
        self.y -= 5
        self.pena.lines([(self.kiri, self.y, self.kanan, self.y)], 1.2)
        self.pena.lines([(self.kiri, self.y - 2, self.kanan, self.y - 2)], 0.4)
        self.y -= 5
        self.title(kop.judul, kop.subjudul)
        if kop.rincian:
            self.pairs(kop.rincian)
        self.y -= 5

    def title(self, judul: str, subjudul: Sequence[str] = ()) -> None:
        """The name of the form and the lines under it, in the middle."""
        self.text(judul, 11.5, tebal=True, rata="tengah")
        for line in subjudul:
            self.text(line, ISI_PT, rata="tengah")
        self.y -= 5

    def text(
        self,
        text: str,
        size: float = ISI_PT,
        *,
        tebal: bool = False,
        rata: Rata = "kiri",
        abu: float = 0.0,
        masuk: float = 0.0,
        paling_banyak: int = 0,
    ) -> None:
        """A paragraph, wrapped between the margins; `masuk` indents its left side."""
        x = {"kiri": self.kiri + masuk, "tengah": (self.kiri + self.kanan) / 2, "kanan": self.kanan}[rata]
        lebar = self.lebar - masuk
        for line in self.pena.wrap(text, lebar, size, tebal=tebal, paling_banyak=paling_banyak):
            self.need(size * 1.32)
            self.y -= size * 1.32
            self.pena.text(x, self.y + size * 0.22, line, size, tebal=tebal, rata=rata, abu=abu)

    def pairs(
        self,
        baris: Sequence[tuple[str, str]],
        *,
        size: float = ISI_PT,
        masuk: float = 0.0,
        label_pt: float = 0.0,
        tebal: bool = False,
        paling_banyak: int = 0,
    ) -> None:
        """Rows `label : value`, colons under each other, long values wrapped beside them."""
        if not baris:
            return
        widest = max(self.pena.width(label, size) for label, _ in baris) + 8
        x_colon = self.kiri + masuk + max(label_pt, min(widest, self.lebar * 0.45))
        for label, nilai in baris:
            left = self.pena.wrap(label, x_colon - self.kiri - masuk - 4, size)
            right = self.pena.wrap(nilai, self.kanan - x_colon - 7, size, tebal=tebal, paling_banyak=paling_banyak)
            self.need(size * 1.38 * max(len(left), len(right)))
            for i in range(max(len(left), len(right))):
                self.y -= size * 1.38
                base = self.y + size * 0.26
                if i < len(left):
                    self.pena.text(self.kiri + masuk, base, left[i], size)
                if i < len(right):
                    self.pena.text(x_colon + 7, base, right[i], size, tebal=tebal)
                if i == 0 and label:
                    self.pena.text(x_colon, base, ":", size)

    def foot_rows(self, baris: Sequence[BarisKaki], size: float = 8.5) -> None:
        """Rows under a table; amounts of one block stand under each other."""
        if not baris:
            return
        pena = self.pena
        paid = [(b, b.nilai) for b in baris if b.nilai is not None]
        label = max((pena.width(b.label, size, tebal=b.tebal) + b.tingkat * 12 for b, _ in paid), default=0.0)
        amounts = [pena.width(uang(nilai), size, tebal=b.tebal) for b, nilai in paid]
        x_rp = self.kiri + min(label + 14, self.lebar * 0.6)
        x_end = x_rp + 22 + max(amounts, default=0.0)
        for b in baris:
            room = (x_rp - 6 if b.nilai is not None else self.kanan) - self.kiri - b.tingkat * 12
            lines = pena.wrap(b.label, room, size, tebal=b.tebal)
            self.need(size * 1.4 * len(lines))
            for i, line in enumerate(lines):
                self.y -= size * 1.4
                pena.text(self.kiri + b.tingkat * 12, self.y + size * 0.28, line, size, tebal=b.tebal)
                if i == 0 and b.nilai is not None:
                    pena.text(x_rp, self.y + size * 0.28, "Rp", size, tebal=b.tebal)
                    pena.text(x_end, self.y + size * 0.28, uang(b.nilai), size, tebal=b.tebal, rata="kanan")

    def foot_rows_height(self, baris: Sequence[BarisKaki], size: float = 8.5) -> float:
        """Height `foot_rows` takes, at most."""
        return sum(size * 1.4 * len(self.pena.wrap(b.label, self.lebar * 0.55, size, tebal=b.tebal)) for b in baris)

    def signatures(self, siapa: Sequence[Penandatangan], size: float = ISI_PT, ruang_ttd: float = RUANG_TTD) -> None:
        """One to three who sign, side by side: a single one on the right, of two the first on the left."""
        if not siapa:
            return
        self.need(self.signatures_height(siapa, size, ruang_ttd))
        lebar = self.lebar / max(len(siapa), 2)
        heads = self._sign_heads(siapa, lebar, size)
        top, lowest = self.y - 14, self.y
        for i, (p, head) in enumerate(zip(siapa, heads, strict=True)):
            x = self.kiri + lebar * (i + 0.5 + (1 if len(siapa) == 1 else 0))
            for n, line in enumerate(head, 1):
                self.pena.text(x, top - size * 1.3 * n, line, size, rata="tengah")
            y = top - size * 1.3 * len(head) - ruang_ttd
            for line in self.pena.wrap(p.nama, lebar - 10, size, tebal=True):
                self.pena.text(x, y, line, size, tebal=True, rata="tengah")
                half = self.pena.width(line, size, tebal=True) / 2
                self.pena.lines([(x - half, y - 1.6, x + half, y - 1.6)], 0.5)
                y -= size * 1.35
            for line in (p.pangkat, f"NIP. {p.nip}" if p.nip else ""):
                if line:
                    self.pena.text(x, y, self.pena.shorten(line, lebar - 6, size), size, rata="tengah")
                    y -= size * 1.3
            lowest = min(lowest, y)
        self.y = lowest

    def _sign_heads(self, siapa: Sequence[Penandatangan], lebar: float, size: float) -> list[list[str]]:
        """What stands over each signature, filled up so that titles stand beside each other."""
        atas = [self.pena.wrap(p.atas, lebar - 10, size) if p.atas else () for p in siapa]
        jabatan = [self.pena.wrap(p.jabatan, lebar - 10, size) for p in siapa]
        over, under = max(map(len, atas)), max(map(len, jabatan))
        return [[*[""] * (over - len(a)), *a, *j, *[""] * (under - len(j))] for a, j in zip(atas, jabatan, strict=True)]

    def signatures_height(
        self, siapa: Sequence[Penandatangan], size: float = ISI_PT, ruang_ttd: float = RUANG_TTD
    ) -> float:
        """Height `signatures` takes."""
        if not siapa:
            return 0.0
        lebar = self.lebar / max(len(siapa), 2)
        head = len(self._sign_heads(siapa, lebar, size)[0])
        name = max(len(self.pena.wrap(p.nama, lebar - 10, size, tebal=True)) for p in siapa)
        return 14 + size * 1.3 * head + ruang_ttd + size * 1.35 * name + size * 2.6

    def finish(self) -> None:
        """Write page numbers, the remark at the foot and the word for a draft on every page of this form."""
        for n, page in enumerate(self.halaman, 1):
            self.pena.aktif = page
            y = self.bawah - 10
            if self._bernomor:
                self.pena.text(self.kanan, y, f"Halaman {n} dari {len(self.halaman)}", 7, rata="kanan", abu=0.3)
            if self._catatan:
                room = self.lebar - (80 if self._bernomor else 0)
                self.pena.text(self.kiri, y, self.pena.shorten(self._catatan, room, 7), 7, abu=0.3)
            if self._sementara:
                self.pena.watermark(page, "SEMENTARA")
                self.pena.text(self.kanan, page.tinggi - self.kiri + 3, "SEMENTARA", 8, tebal=True, rata="kanan")
