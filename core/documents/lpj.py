"""LPJ-UP and LPJ-TU on paper (handbook penatausahaan 4.3, identities 12 and 13)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from core.documents.alur import BarisKaki, Kop, Penandatangan
from core.documents.kit import Huruf, Kertas, Orientasi
from core.documents.lembar import Lembar, render_pdf, render_xlsx
from core.documents.tabel import Baris, Kolom

if TYPE_CHECKING:
    from core.money import Rupiah


@dataclass(frozen=True, slots=True)
class BarisLpjUp:
    """A rekening of an LPJ-UP."""

    kode: str
    uraian: str
    anggaran: Rupiah
    belanja_periode_ini: Rupiah
    akumulasi_belanja: Rupiah
    sisa_anggaran: Rupiah
    induk: bool = False


@dataclass(frozen=True, slots=True)
class LpjUpTercetak:
    """An LPJ-UP, the basis of an SPP-GU: what was spent, and the UP before and after."""

    kop: Kop
    up_awal: Rupiah
    penggunaan: Rupiah
    up_akhir: Rupiah
    terbilang: str
    baris: tuple[BarisLpjUp, ...]
    jumlah: BarisLpjUp
    penandatangan: tuple[Penandatangan, ...]
    kertas: Kertas = Kertas.F4
    catatan: str = ""


@dataclass(frozen=True, slots=True)
class LpjTuTercetak:
    """An LPJ-TU: what one SP2D-TU was spent on and what goes back by STS."""

    kop: Kop
    baris: tuple[tuple[str, str, Rupiah], ...]
    jumlah: Rupiah
    nilai_tu: Rupiah
    sisa_tu: Rupiah
    sts: str
    terbilang: str
    penandatangan: tuple[Penandatangan, ...]
    kertas: Kertas = Kertas.F4
    catatan: str = ""


_KOLOM_UP = (
    Kolom("kode", "Kode Rekening", jenis="kode"),
    Kolom("uraian", "Uraian", 60),
    Kolom("anggaran", "Jumlah Anggaran (Rp)", jenis="uang"),
    Kolom("belanja", "Belanja Periode Ini (Rp)", jenis="uang"),
    Kolom("akumulasi", "Akumulasi Belanja (Rp)", jenis="uang"),
    Kolom("sisa", "Sisa Anggaran (Rp)", jenis="uang"),
)
_KOLOM_TU = (
    Kolom("no", "No.", jenis="angka"),
    Kolom("kode", "Kode Rekening", jenis="kode"),
    Kolom("uraian", "Uraian", 60),
    Kolom("jumlah", "Jumlah (Rp)", jenis="uang", pindah="jumlah"),
)


def lpj_up_sheet(lpj: LpjUpTercetak) -> Lembar:
    """The LPJ-UP as a sheet."""

    def amounts(b: BarisLpjUp) -> tuple[Rupiah, ...]:
        return (b.anggaran, b.belanja_periode_ini, b.akumulasi_belanja, b.sisa_anggaran)

    return Lembar(
        kop=lpj.kop,
        kolom=_KOLOM_UP,
        baris=tuple(Baris((b.kode, b.uraian, *amounts(b)), tebal=b.induk) for b in lpj.baris),
        jumlah=(Baris(("Jumlah", None, *amounts(lpj.jumlah)), tebal=True, bentang=2),),
        kaki=(
            BarisKaki("Uang Persediaan awal periode", lpj.up_awal),
            BarisKaki("Penggunaan Uang Persediaan", lpj.penggunaan),
            BarisKaki("Uang Persediaan akhir periode", lpj.up_akhir, tebal=True),
            BarisKaki(f"Terbilang penggunaan: {lpj.terbilang}"),
        ),
        penandatangan=lpj.penandatangan,
        kertas=lpj.kertas,
        orientasi=Orientasi.TEGAK,
        catatan=lpj.catatan,
        ukuran=8.2,
    )


def lpj_tu_sheet(lpj: LpjTuTercetak) -> Lembar:
    """The LPJ-TU as a sheet."""
    return Lembar(
        kop=lpj.kop,
        kolom=_KOLOM_TU,
        baris=tuple(Baris((n, kode, uraian, nilai)) for n, (kode, uraian, nilai) in enumerate(lpj.baris, 1)),
        jumlah=(Baris(("Total", None, None, lpj.jumlah), tebal=True, bentang=3),),
        kaki=(
            BarisKaki("Tambahan Uang Persediaan", lpj.nilai_tu),
            BarisKaki("Belanja", lpj.jumlah),
            BarisKaki("Sisa TU", lpj.sisa_tu, tebal=True),
            BarisKaki(f"Terbilang sisa: {lpj.terbilang}"),
            BarisKaki(f"Disetor ke RKUD dengan STS nomor {lpj.sts}." if lpj.sts else "Sisa TU belum disetor."),
        ),
        penandatangan=lpj.penandatangan,
        kertas=lpj.kertas,
        catatan=lpj.catatan,
        ukuran=8.5,
    )


def render_lpj_up(lpj: LpjUpTercetak, huruf: Huruf) -> bytes:
    """The LPJ-UP on paper."""
    return render_pdf(lpj_up_sheet(lpj), huruf)


def render_lpj_tu(lpj: LpjTuTercetak, huruf: Huruf) -> bytes:
    """The LPJ-TU on paper."""
    return render_pdf(lpj_tu_sheet(lpj), huruf)


def render_lpj_up_xlsx(lpj: LpjUpTercetak) -> bytes:
    """The LPJ-UP as a workbook."""
    return render_xlsx(lpj_up_sheet(lpj))


def render_lpj_tu_xlsx(lpj: LpjTuTercetak) -> bytes:
    """The LPJ-TU as a workbook."""
    return render_xlsx(lpj_tu_sheet(lpj))
