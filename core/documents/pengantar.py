"""What lies on top of a submission: cover with desk code, and lembar penelitian kelengkapan (handbook 5)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from core.documents.alur import Alur, Kop, Penandatangan, rupiah
from core.documents.bars import code128_width_mm, draw_code128, draw_qr, qr_size_mm
from core.documents.kit import Kertas, Pena, mm, ukuran_halaman
from core.documents.penata import PenataTabel
from core.documents.tabel import Baris, Kolom, Tabel
from core.identity import group_desk_code

if TYPE_CHECKING:
    from core.documents.spp import NomorCetak
    from core.money import Rupiah

_TINGGI_BATANG_MM = 16.0
_SISI_QR_MM = 27.0
MODUL_SEGEL_MM = 0.4
"""Modules of the sealed code: 34 mm for the longest one."""


def seal_size_mm(segel: str) -> float:
    """The side of the sealed code on paper."""
    return qr_size_mm(segel, MODUL_SEGEL_MM)


@dataclass(frozen=True, slots=True)
class PengantarTercetak:
    """The cover: whose, what, how much, which papers, and the code the desks scan.

    `kode_meja` is the 14-digit desk code and says no number, amount or name. The QR beside it is the sealed code
    (`segel`), which says what the SPM says; without one it holds the desk code again.
    """

    pemda: str
    opd: str
    kepada: str
    jenis: str
    nomor: NomorCetak
    tanggal: str
    nilai: Rupiah
    terbilang: str
    penerima: str
    keperluan: str
    kode_meja: str
    kelengkapan: tuple[str, ...]
    penandatangan: tuple[Penandatangan, ...] = ()
    kertas: Kertas = Kertas.F4
    cetakan_ke: int = 1
    segel: str = ""


@dataclass(frozen=True, slots=True)
class BarisKelengkapan:
    """One paper of the list; `ada` None is left open for the pen."""

    uraian: str
    ada: bool | None = None
    keterangan: str = ""


@dataclass(frozen=True, slots=True)
class KelengkapanTercetak:
    """Lembar penelitian kelengkapan dokumen SPP of one submission."""

    pemda: str
    opd: str
    jenis: str
    nomor_spp: NomorCetak
    tanggal_spp: str
    dokumen: tuple[BarisKelengkapan, ...]
    tanggal_diteliti: str
    penandatangan: tuple[Penandatangan, ...]
    tembusan: tuple[str, ...] = (
        "Asli: Pengguna Anggaran/PPK-SKPD",
        "Salinan 1: Bendahara Pengeluaran/PPTK",
        "Salinan 2: Arsip",
    )
    kertas: Kertas = Kertas.F4


def print_mark(cetakan_ke: int) -> str:
    """`Cetakan ke-2` from the second print on."""
    return f"Cetakan ke-{cetakan_ke}" if cetakan_ke > 1 else ""


def draw_pengantar(pena: Pena, isi: PengantarTercetak) -> None:
    """The cover on one page, codes at its head where a scanner finds them first."""
    alur = Alur(pena, ukuran_halaman(isi.kertas), tepi_mm=15, catatan=print_mark(isi.cetakan_ke))
    alur.head(Kop(isi.pemda, isi.opd, "SURAT PENGANTAR BERKAS", (f"SPM-{isi.jenis}",)))
    _codes(alur, isi.kode_meja, isi.segel)
    alur.text("Kepada Yth.", 9.5)
    alur.text(isi.kepada, 9.5)
    alur.text("di Tempat", 9.5)
    alur.skip(8)
    alur.text("Bersama ini disampaikan berkas Surat Perintah Membayar dengan keterangan sebagai berikut:", 9.5)
    alur.skip(5)
    alur.pairs(
        [
            ("SKPD", isi.opd),
            ("Jenis SPM", isi.jenis),
            ("Nomor SPM", isi.nomor.resmi or "." * 48),
            *((("", isi.nomor.lain),) if isi.nomor.lain else ()),
            ("Tanggal SPM", isi.tanggal),
            ("Nilai", f"{rupiah(isi.nilai)} ({isi.terbilang})"),
            ("Penerima", isi.penerima),
            ("Untuk keperluan", isi.keperluan),
        ],
        size=9.5,
    )
    alur.skip(8)
    kolom = (
        Kolom("no", "No.", jenis="angka"),
        Kolom("uraian", "Dokumen", 80),
        Kolom("ket", "Keterangan", 25),
    )
    baris = tuple(Baris((n, nama, None)) for n, nama in enumerate(isi.kelengkapan, 1))
    PenataTabel(alur, Tabel(kolom, baris, ukuran=9)).draw(alur.signatures_height(isi.penandatangan, 9.5) + 8)
    alur.skip(8)
    alur.signatures(isi.penandatangan, 9.5)
    alur.finish()


def _codes(alur: Alur, kode: str, segel: str) -> None:
    """Code 128 on the left, QR on the right, in one frame."""
    sisi = seal_size_mm(segel) if segel else _SISI_QR_MM
    tinggi = mm(sisi) + 6
    alur.skip(tinggi)
    alur.pena.box(alur.kiri, alur.y, alur.lebar, tinggi)
    x_qr = alur.kanan - mm(sisi) - 3
    lebar = mm(code128_width_mm(kode))
    x = alur.kiri + (x_qr - alur.kiri - lebar) / 2
    y = alur.y + (tinggi - mm(_TINGGI_BATANG_MM)) / 2 + 6
    draw_code128(alur.pena, kode, x, y, height_mm=_TINGGI_BATANG_MM, label=group_desk_code(kode))
    alur.pena.text(x + lebar / 2, y - 21, "Kode meja. Pindai di setiap meja.", 7, rata="tengah", abu=0.25)
    if segel:
        alur.pena.text(x + lebar / 2, y - 31, "Kode kotak: segel Pundi atas isi SPM.", 7, rata="tengah", abu=0.25)
    draw_qr(alur.pena, segel or kode, x_qr, alur.y + 3, sisi)
    alur.skip(12)


def draw_kelengkapan(pena: Pena, isi: KelengkapanTercetak) -> None:
    """The list of papers, each ticked or left open, and who checked it."""
    alur = Alur(
        pena,
        ukuran_halaman(isi.kertas),
        tepi_mm=15,
        lanjutan=f"{isi.opd} · Penelitian kelengkapan · {isi.nomor_spp.resmi or isi.nomor_spp.lain}",
    )
    alur.head(Kop(isi.pemda, isi.opd, "PENELITIAN KELENGKAPAN DOKUMEN SPP", (f"SPP-{isi.jenis}",)))
    rows = [("Nomor SPP", isi.nomor_spp.resmi or "." * 48), ("Tanggal SPP", isi.tanggal_spp), ("Jenis SPP", isi.jenis)]
    alur.pairs([*rows, ("Diteliti tanggal", isi.tanggal_diteliti or "." * 24)], size=9.5)
    alur.skip(8)
    kolom = (
        Kolom("no", "No.", jenis="angka"),
        Kolom("ada", "Ada", jenis="angka"),
        Kolom("tidak", "Tidak", jenis="angka"),
        Kolom("uraian", "Dokumen", 75),
        Kolom("ket", "Keterangan", 30),
    )
    baris = tuple(
        Baris((n, "v" if d.ada else "", "v" if d.ada is False else "", d.uraian, d.keterangan or None))
        for n, d in enumerate(isi.dokumen, 1)
    )
    tail = alur.signatures_height(isi.penandatangan, 9.5) + 14 + 11 * len(isi.tembusan)
    PenataTabel(alur, Tabel(kolom, baris, ukuran=9)).draw(tail)
    alur.skip(6)
    alur.signatures(isi.penandatangan, 9.5)
    alur.skip(6)
    for line in isi.tembusan:
        alur.text(line, 8, abu=0.2)
    alur.finish()
