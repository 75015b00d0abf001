"""Receipts of the counter: one for the office with the desk code, one for the vendor with the public code (KKPD 5.4).

The vendor's copy has no field for a NIK, a bank account or anybody else's amount, so none can be printed on it.
Papers are 58 mm and 80 mm rolls, as long as needed, and A6.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from core.documents.alur import Alur, rupiah
from core.documents.bars import code128_width_mm, draw_code128, draw_qr
from core.documents.kit import Huruf, Pena, mm
from core.identity import group_desk_code

if TYPE_CHECKING:
    from core.money import Rupiah


class KertasResi(StrEnum):
    """Paper of a receipt."""

    ROL_58 = "58 mm"
    ROL_80 = "80 mm"
    A6 = "A6"


_LEBAR_MM = {KertasResi.ROL_58: 58.0, KertasResi.ROL_80: 80.0, KertasResi.A6: 105.0}
_TEPI_MM = {KertasResi.ROL_58: 4.0, KertasResi.ROL_80: 5.0, KertasResi.A6: 8.0}
_HURUF_PT = {KertasResi.ROL_58: 7.5, KertasResi.ROL_80: 8.5, KertasResi.A6: 9.0}
_TINGGI_A6_MM = 148.0
_TINGGI_COBA = 4000.0
"""Points of a strip long enough to measure any receipt on."""


@dataclass(frozen=True, slots=True)
class IsiResi:
    """What both copies say. `diterima` and `perkiraan_selesai` are local date and time as text."""

    pemda: str
    opd: str
    jenis: str
    nomor_spm: str
    tanggal_spm: str
    uraian: str
    nilai: Rupiah
    jumlah_lembar: int
    diterima: str
    petugas: str
    perkiraan_selesai: str
    nomor_antrean: str = ""
    cetakan_ke: int = 1


@dataclass(frozen=True, slots=True)
class ResiOpd:
    """The office's copy: the desk code as bars; useful only to somebody signed in at a desk."""

    isi: IsiResi
    kode_meja: str
    rekanan: str = ""


@dataclass(frozen=True, slots=True)
class ResiRekanan:
    """The vendor's copy: the public token as QR (`isi_qr`, a link or bare token) and the typed code below it."""

    isi: IsiResi
    rekanan: str
    isi_qr: str
    kode_ketik: str
    alamat_lacak: str = ""


def render_tanda_terima(resi: ResiOpd | ResiRekanan, kertas: KertasResi, huruf: Huruf) -> bytes:
    """One receipt. Rolls are cut to its length, A6 has its own."""
    lebar = mm(_LEBAR_MM[kertas])
    trial = Alur(Pena(huruf, "Tanda Terima"), (lebar, _TINGGI_COBA), tepi_mm=_TEPI_MM[kertas], bernomor=False)
    _draw(trial, resi, kertas)
    tinggi = _TINGGI_COBA - trial.y + mm(_TEPI_MM[kertas]) + 1
    if kertas is KertasResi.A6:
        tinggi = max(tinggi, mm(_TINGGI_A6_MM))
    alur = Alur(
        Pena(huruf, f"Tanda Terima {resi.isi.nomor_spm}"), (lebar, tinggi), tepi_mm=_TEPI_MM[kertas], bernomor=False
    )
    _draw(alur, resi, kertas)
    alur.finish()
    return alur.pena.save()


def _draw(alur: Alur, resi: ResiOpd | ResiRekanan, kertas: KertasResi) -> None:
    isi, size = resi.isi, _HURUF_PT[kertas]
    alur.text(isi.pemda.upper(), size, rata="tengah")
    alur.text(isi.opd.upper(), size, tebal=True, rata="tengah")
    alur.skip(3)
    _rule(alur)
    alur.text("TANDA TERIMA BERKAS", size + 2, tebal=True, rata="tengah")
    alur.text("Lembar OPD" if isinstance(resi, ResiOpd) else "Lembar rekanan", size - 0.5, rata="tengah", abu=0.2)
    alur.skip(3)
    if isinstance(resi, ResiOpd):
        _desk_code(alur, resi.kode_meja)
    rows = [
        ("No. antrean", isi.nomor_antrean),
        ("Jenis", isi.jenis),
        ("No. SPM", isi.nomor_spm),
        ("Tanggal", isi.tanggal_spm),
        ("Rekanan", resi.rekanan),
        ("Uraian", isi.uraian),
        ("Nilai", rupiah(isi.nilai)),
        ("Lampiran", f"{isi.jumlah_lembar} lembar"),
        ("Diterima", isi.diterima),
        ("Petugas", isi.petugas),
        ("Perk. selesai", isi.perkiraan_selesai),
    ]
    alur.pairs([(label, nilai) for label, nilai in rows if nilai], size=size, paling_banyak=4)
    alur.skip(4)
    if isinstance(resi, ResiRekanan):
        _public_code(alur, resi, size)
    _rule(alur)
    alur.text("Bawa tanda terima ini saat mengambil SP2D.", size, tebal=True, rata="tengah")
    if isi.cetakan_ke > 1:
        alur.text(f"Cetakan ke-{isi.cetakan_ke}", size - 1.5, rata="tengah", abu=0.2)


def _rule(alur: Alur) -> None:
    alur.pena.lines([(alur.kiri, alur.y, alur.kanan, alur.y)], 0.6)
    alur.skip(3)


def _desk_code(alur: Alur, kode: str) -> None:
    """The bars in the middle of the paper; their quiet zones may lie in the margins, which stay white."""
    tinggi = 14.0
    alur.skip(mm(tinggi))
    x = (alur.pena.aktif.lebar - mm(code128_width_mm(kode))) / 2
    draw_code128(alur.pena, kode, x, alur.y, height_mm=tinggi, label=group_desk_code(kode))
    alur.skip(17)


def _public_code(alur: Alur, resi: ResiRekanan, size: float) -> None:
    sisi = 32.0
    alur.text("Lacak berkas ini:", size, rata="tengah")
    alur.skip(mm(sisi))
    draw_qr(alur.pena, resi.isi_qr, (alur.pena.aktif.lebar - mm(sisi)) / 2, alur.y, sisi)
    alur.text("atau ketik kode", size - 0.5, rata="tengah")
    alur.text(resi.kode_ketik, size + 2.5, tebal=True, rata="tengah")
    if resi.alamat_lacak:
        alur.text(f"di {resi.alamat_lacak}", size - 0.5, rata="tengah")
    alur.skip(4)


@dataclass(frozen=True, slots=True)
class ResiBaki:
    """One receipt for everything a courier brought: (jenis and number, office) of each berkas, in scanned order."""

    pemda: str
    pembawa: str
    diterima: str
    petugas: str
    isi: tuple[tuple[str, str], ...]


def render_resi_baki(resi: ResiBaki, kertas: KertasResi, huruf: Huruf) -> bytes:
    """The list of a tray, as long as it is; the same papers as the receipt of one berkas."""
    lebar, tepi = mm(_LEBAR_MM[kertas]), _TEPI_MM[kertas]
    trial = Alur(Pena(huruf, "Tanda Terima"), (lebar, _TINGGI_COBA), tepi_mm=tepi, bernomor=False)
    _draw_baki(trial, resi, _HURUF_PT[kertas])
    tinggi = _TINGGI_COBA - trial.y + mm(tepi) + 1
    if kertas is KertasResi.A6:
        tinggi = max(tinggi, mm(_TINGGI_A6_MM))
    alur = Alur(Pena(huruf, f"Tanda Terima {len(resi.isi)} berkas"), (lebar, tinggi), tepi_mm=tepi, bernomor=False)
    _draw_baki(alur, resi, _HURUF_PT[kertas])
    alur.finish()
    return alur.pena.save()


def _draw_baki(alur: Alur, resi: ResiBaki, size: float) -> None:
    alur.text(resi.pemda.upper(), size, rata="tengah")
    alur.skip(3)
    _rule(alur)
    alur.text("TANDA TERIMA BERKAS", size + 2, tebal=True, rata="tengah")
    alur.text(f"{len(resi.isi)} berkas dari satu pembawa", size, rata="tengah", abu=0.2)
    alur.skip(3)
    alur.pairs(
        [("Pembawa", resi.pembawa), ("Diterima", resi.diterima), ("Petugas", resi.petugas)], size=size, paling_banyak=3
    )
    alur.skip(4)
    _rule(alur)
    for nomor, (dokumen, opd) in enumerate(resi.isi, 1):
        alur.text(f"{nomor}. {dokumen}", size, tebal=True)
        alur.text(opd, size - 0.5, abu=0.2)
        alur.skip(1.5)
    _rule(alur)
    alur.text("Yang tidak tercantum di sini belum diterima.", size, rata="tengah")
