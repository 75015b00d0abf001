"""SPJ fungsional and administratif: fourteen columns, a tree of rows, the cash block below (handbook 4.1, 4.2).

Columns 1 to 14 carry their numbers under the head, as the form is read aloud by number. Every amount is decided by whom
makes the value; nothing is added up here.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from core.documents.alur import Alur, BarisKaki, Kop, Penandatangan
from core.documents.buku_kerja import BukuKerja
from core.documents.kit import Huruf, Kertas, Orientasi, Pena, ukuran_halaman
from core.documents.penata import PenataTabel
from core.documents.tabel import Baris, Kolom, Sel, Tabel

if TYPE_CHECKING:
    from core.money import Rupiah


@dataclass(frozen=True, slots=True)
class TigaKolom:
    """Amounts s.d. bulan lalu, bulan ini, s.d. bulan ini of one group of columns; None is left blank."""

    sd_lalu: Rupiah | None
    bulan_ini: Rupiah | None
    sd_ini: Rupiah | None

    @property
    def sel(self) -> tuple[Sel, Sel, Sel]:
        """As three cells."""
        return (self.sd_lalu, self.bulan_ini, self.sd_ini)


@dataclass(frozen=True, slots=True)
class BarisSpj:
    """A row of the tree. `tingkat` 0 is the programme; `induk` prints it bold.

    Amounts of None are left blank: a bukti under its rekening has one amount only.
    """

    kode: str
    uraian: str
    anggaran: Rupiah | None
    ls_gaji: TigaKolom
    ls_bj: TigaKolom
    up: TigaKolom
    jumlah_spj: Rupiah | None
    sisa_pagu: Rupiah | None
    tingkat: int = 0
    induk: bool = False

    @property
    def sel(self) -> tuple[Sel, ...]:
        """The fourteen cells."""
        return (
            self.kode, self.uraian, self.anggaran,
            *self.ls_gaji.sel, *self.ls_bj.sel, *self.up.sel,
            self.jumlah_spj, self.sisa_pagu,
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class BarisKas:
    """A row of the cash block. A heading (`PENERIMAAN`) has no amounts."""

    uraian: str
    ls: TigaKolom | None = None
    up: TigaKolom | None = None
    jumlah: TigaKolom | None = None
    tingkat: int = 0
    tebal: bool = False

    @property
    def sel(self) -> tuple[Sel, ...]:
        """Label and nine amounts, blank where the row has none."""
        groups = (self.ls, self.up, self.jumlah)
        return (self.uraian, *(nilai for g in groups for nilai in (g.sel if g else (None, None, None))))


@dataclass(frozen=True, slots=True)
class SpjTercetak:
    """One SPJ of a month; administratif to the PA has no cash block, fungsional to PPKD has."""

    kop: Kop
    baris: tuple[BarisSpj, ...]
    jumlah: BarisSpj
    kas: tuple[BarisKas, ...] = ()
    penandatangan: tuple[Penandatangan, ...] = ()
    kertas: Kertas = Kertas.F4
    sementara: bool = False
    catatan: str = ""
    koreksi: tuple[str, ...] = ()
    """Corrections that tie this month to another one, each a sentence."""

    @property
    def kaki(self) -> tuple[BarisKaki, ...]:
        """The remarks under the tables."""
        return tuple(BarisKaki(kata) for kata in self.koreksi)


_TIGA = (("sd_lalu", "s.d. bulan lalu"), ("ini", "Bulan ini"), ("sd_ini", "s.d. bulan ini"))


def _triple(key: str, grup: str) -> tuple[Kolom, ...]:
    return tuple(Kolom(f"{key}_{k}", judul, jenis="uang", grup=grup) for k, judul in _TIGA)


KOLOM_SPJ = (
    Kolom("kode", "Kode Rekening", jenis="kode"),
    Kolom("uraian", "Uraian", 60),
    Kolom("anggaran", "Jumlah Anggaran", jenis="uang"),
    *_triple("gaji", "SPJ-LS Gaji"),
    *_triple("bj", "SPJ-LS Barang & Jasa"),
    *_triple("up", "SPJ UP/GU/TU"),
    Kolom("jumlah", "Jumlah SPJ (LS+UP/GU/TU) s.d. bulan ini", jenis="uang"),
    Kolom("sisa", "Sisa Pagu Anggaran", jenis="uang"),
)
KOLOM_KAS = (
    Kolom("uraian", "Uraian", 60),
    *_triple("ls", "LS"),
    *_triple("up", "UP/GU/TU"),
    *_triple("jumlah", "Jumlah"),
)
UKURAN_SPJ = 7.0


def spj_table(spj: SpjTercetak) -> Tabel:
    """The table of fourteen columns."""
    baris = tuple(Baris(b.sel, tebal=b.induk, tingkat=b.tingkat) for b in spj.baris)
    total = Baris(("JUMLAH", None, *spj.jumlah.sel[2:]), tebal=True, bentang=2)
    return Tabel(KOLOM_SPJ, baris, (total,), nomor_kolom=True, ukuran=UKURAN_SPJ)


def rekap_table(spj: SpjTercetak) -> Tabel:
    """The cash block."""
    baris = tuple(Baris(b.sel, tebal=b.tebal, tingkat=b.tingkat) for b in spj.kas)
    return Tabel(KOLOM_KAS, baris, ukuran=UKURAN_SPJ)


def render_spj_pdf(spj: SpjTercetak, huruf: Huruf) -> bytes:
    """The SPJ on paper, lying."""
    alur = Alur(
        Pena(huruf, f"{spj.kop.judul} {' '.join(spj.kop.subjudul)}".strip()),
        ukuran_halaman(spj.kertas, Orientasi.MENDATAR),
        tepi_mm=9,
        catatan=spj.catatan,
        lanjutan=" · ".join((spj.kop.opd, spj.kop.judul, *spj.kop.subjudul)),
        sementara=spj.sementara,
    )
    alur.head(spj.kop)
    sign = alur.signatures_height(spj.penandatangan) + alur.foot_rows_height(spj.kaki) + (6 if spj.kaki else 0)
    PenataTabel(alur, spj_table(spj)).draw(0.0 if spj.kas else sign)
    if spj.kas:
        alur.skip(12)
        rekap = PenataTabel(alur, rekap_table(spj))
        if alur.sisa < rekap.height + sign <= alur.penuh:
            alur.new_page()
        rekap.draw(sign)
    if spj.kaki:
        alur.skip(6)
        alur.foot_rows(spj.kaki)
    alur.signatures(spj.penandatangan)
    alur.finish()
    return alur.pena.save()


def render_spj_xlsx(spj: SpjTercetak) -> bytes:
    """The SPJ as a workbook: the table on one sheet, the cash block on the next."""
    buku = BukuKerja("SPJ")
    buku.head(spj.kop, sementara=spj.sementara)
    buku.table(spj_table(spj))
    buku.foot(spj.kaki, spj.penandatangan)
    if spj.kas:
        buku.new_sheet("Rekap kas")
        buku.table(rekap_table(spj))
    return buku.save()
