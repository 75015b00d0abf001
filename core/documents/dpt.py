"""DPT KKPD, daftar pembayaran tagihan (handbook KKPD 1.9, form F12). A card shows its last four digits, never more."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from core.documents.alur import BarisKaki, Kop, Penandatangan
from core.documents.kit import Huruf, Kertas, Orientasi
from core.documents.lembar import Lembar, render_pdf, render_xlsx
from core.documents.tabel import Baris, Kolom

if TYPE_CHECKING:
    from datetime import date

    from core.money import Rupiah


def mask_card(nomor: str) -> str:
    """`**** **** **** 1234` from a whole number or its last four digits."""
    digits = "".join(c for c in nomor if c.isdigit())
    return f"**** **** **** {digits[-4:]}" if len(digits) >= 4 else "****"


@dataclass(frozen=True, slots=True)
class BarisDpt:
    """An approved card line. `kartu` is masked here whatever comes in."""

    kartu: str
    pemegang: str
    tanggal: date
    merchant: str
    no_bukti: str
    sub_kegiatan: str
    kode_rekening: str
    uraian: str
    nilai: Rupiah


@dataclass(frozen=True, slots=True)
class DptTercetak:
    """A DPT: lines, their total in words, and the bill they answer."""

    kop: Kop
    baris: tuple[BarisDpt, ...]
    jumlah: Rupiah
    terbilang: str
    tagihan: str
    penandatangan: tuple[Penandatangan, ...]
    kertas: Kertas = Kertas.F4
    catatan: str = ""


_KOLOM = (
    Kolom("no", "No.", jenis="angka"),
    Kolom("kartu", "Nomor Kartu", jenis="kode"),
    Kolom("pemegang", "Pemegang", 22),
    Kolom("tanggal", "Tanggal", jenis="tanggal"),
    Kolom("merchant", "Merchant", 26),
    Kolom("bukti", "No. Bukti", jenis="kode"),
    Kolom("sub", "Sub Kegiatan", jenis="kode"),
    Kolom("rekening", "Kode Rekening", jenis="kode"),
    Kolom("uraian", "Uraian", 34),
    Kolom("nilai", "Nilai Disetujui (Rp)", jenis="uang", pindah="jumlah"),
)


def _row(n: int, b: BarisDpt) -> Baris:
    card = (mask_card(b.kartu), b.pemegang, b.tanggal, b.merchant, b.no_bukti)
    return Baris((n, *card, b.sub_kegiatan, b.kode_rekening, b.uraian, b.nilai))


def dpt_sheet(dpt: DptTercetak) -> Lembar:
    """The DPT as a sheet, lying."""
    return Lembar(
        kop=dpt.kop,
        kolom=_KOLOM,
        baris=tuple(_row(n, b) for n, b in enumerate(dpt.baris, 1)),
        jumlah=(Baris(("Jumlah", *(None,) * 8, dpt.jumlah), tebal=True, bentang=9),),
        kaki=(
            BarisKaki("Jumlah tagihan yang dibayar", dpt.jumlah, tebal=True),
            BarisKaki(f"Terbilang: {dpt.terbilang}"),
            BarisKaki(f"Banyaknya transaksi: {len(dpt.baris)}. Tagihan: {dpt.tagihan}."),
        ),
        penandatangan=dpt.penandatangan,
        kertas=dpt.kertas,
        orientasi=Orientasi.MENDATAR,
        catatan=dpt.catatan,
        ukuran=7.6,
    )


def render_dpt(dpt: DptTercetak, huruf: Huruf) -> bytes:
    """The DPT on paper."""
    return render_pdf(dpt_sheet(dpt), huruf)


def render_dpt_xlsx(dpt: DptTercetak) -> bytes:
    """The DPT as a workbook."""
    return render_xlsx(dpt_sheet(dpt))
