"""Register Penutupan Kas and Berita Acara Pemeriksaan Kas (handbook penatausahaan 3, identity 4.4 no. 17).

Side A is the book, side B what was counted and what the bank says; a difference stands with its explanation.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from core.documents.alur import Alur, BarisKaki, Kop, Penandatangan, rupiah
from core.documents.kit import Huruf, Kertas, Pena, ukuran_halaman
from core.documents.penata import PenataTabel
from core.documents.tabel import Baris, Kolom, Tabel
from core.money import Rupiah

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True, slots=True)
class Pecahan:
    """Notes or coins of one value: so many of them, together so much."""

    nominal: Rupiah
    banyak: int
    jumlah: Rupiah


@dataclass(frozen=True, slots=True)
class HitungKas:
    """The count: notes, coins, bank, surat berharga, beside the balance of the book."""

    kertas: tuple[Pecahan, ...]
    logam: tuple[Pecahan, ...]
    jumlah_kertas: Rupiah
    jumlah_logam: Rupiah
    saldo_bank: Rupiah
    surat_berharga: Rupiah
    saldo_kas: Rupiah
    saldo_buku: Rupiah
    selisih: Rupiah
    penjelasan: str = ""


@dataclass(frozen=True, slots=True)
class RegisterPenutupanKas:
    """The register of one closing."""

    kop: Kop
    tanggal_penutupan: str
    nama_penutup: str
    tanggal_penutupan_lalu: str
    jumlah_penerimaan: Rupiah
    jumlah_pengeluaran: Rupiah
    hitung: HitungKas
    penandatangan: tuple[Penandatangan, ...]
    kertas: Kertas = Kertas.F4
    catatan: str = ""


@dataclass(frozen=True, slots=True)
class BeritaAcaraKas:
    """The minutes of a cash check: who checked whom, on what ground, and what was found."""

    kop: Kop
    nomor: str
    hari_tanggal: str
    pemeriksa: Penandatangan
    diperiksa: Penandatangan
    dasar: str
    hitung: HitungKas
    terbilang_saldo: str
    kertas: Kertas = Kertas.F4
    catatan: str = ""


def render_register_penutupan_kas(isi: RegisterPenutupanKas, huruf: Huruf) -> bytes:
    """The register on one page."""
    alur = start_form(huruf, isi.kop, isi.kertas, isi.catatan)
    alur.head(isi.kop)
    alur.pairs(
        (
            ("Tanggal penutupan kas", isi.tanggal_penutupan),
            ("Nama penutup kas", isi.nama_penutup),
            ("Tanggal penutupan kas yang lalu", isi.tanggal_penutupan_lalu or "belum ada"),
        )
    )
    alur.skip(6)
    alur.foot_rows(
        (
            BarisKaki("Jumlah penerimaan", isi.jumlah_penerimaan),
            BarisKaki("Jumlah pengeluaran", isi.jumlah_pengeluaran),
            BarisKaki("Saldo buku (BKU)", isi.hitung.saldo_buku, tebal=True),
            BarisKaki("Saldo kas", isi.hitung.saldo_kas, tebal=True),
        ),
        9,
    )
    alur.skip(8)
    alur.text("Saldo kas terdiri dari:", tebal=True)
    draw_count(alur, isi.hitung)
    alur.signatures(isi.penandatangan)
    alur.finish()
    return alur.pena.save()


def render_berita_acara_kas(isi: BeritaAcaraKas, huruf: Huruf) -> bytes:
    """The minutes on one page."""
    alur = start_form(huruf, isi.kop, isi.kertas, isi.catatan)
    nomor = (f"Nomor: {isi.nomor}",) if isi.nomor else ()
    alur.head(replace(isi.kop, subjudul=(*isi.kop.subjudul, *nomor)))
    alur.text(f"Pada hari ini, {isi.hari_tanggal}, yang bertanda tangan di bawah ini:")
    alur.skip(3)
    for siapa, sebagai in ((isi.pemeriksa, "pemeriksa"), (isi.diperiksa, "yang diperiksa")):
        alur.pairs(
            (("Nama", siapa.nama), ("NIP", siapa.nip), ("Jabatan", f"{siapa.jabatan}, selaku {sebagai}")),
            masuk=14,
            label_pt=60,
        )
        alur.skip(4)
    alur.text(
        f"Berdasarkan {isi.dasar}, pemeriksa telah memeriksa kas yang diurus oleh {isi.diperiksa.jabatan}. "
        f"Jumlah uang dan surat berharga yang dihitung di hadapan yang diperiksa adalah {rupiah(isi.hitung.saldo_kas)} "
        f"({isi.terbilang_saldo}), terdiri dari:"
    )
    draw_count(alur, isi.hitung)
    alur.text("Demikian berita acara ini dibuat dan ditandatangani oleh kedua pihak.")
    alur.signatures((isi.diperiksa, isi.pemeriksa))
    alur.finish()
    return alur.pena.save()


def start_form(huruf: Huruf, kop: Kop, kertas: Kertas, catatan: str) -> Alur:
    """A fresh form of this kind, ready for its head."""
    pena = Pena(huruf, f"{kop.judul} {' '.join(kop.subjudul)}".strip())
    return Alur(pena, ukuran_halaman(kertas), tepi_mm=16, catatan=catatan, lanjutan=f"{kop.opd} · {kop.judul}")


_KOLOM = (
    Kolom("uraian", "Uraian", 60),
    Kolom("nominal", "Pecahan (Rp)", jenis="uang"),
    Kolom("banyak", "Banyak", jenis="kode", rata="kanan"),
    Kolom("jumlah", "Jumlah (Rp)", jenis="uang"),
)


def _pieces(judul: str, pecahan: Sequence[Pecahan], satuan: str) -> list[Baris]:
    rows = [
        Baris((judul if i == 0 else "", p.nominal, f"{p.banyak} {satuan}", p.jumlah)) for i, p in enumerate(pecahan)
    ]
    return rows or [Baris((judul, None, None, Rupiah(0)))]


def draw_count(alur: Alur, h: HitungKas) -> None:
    """The count as a table, then both sides and their difference."""
    alur.skip(3)
    baris = (
        *_pieces("1. Uang kertas", h.kertas, "lembar"),
        Baris(("Jumlah uang kertas", None, None, h.jumlah_kertas), tebal=True),
        *_pieces("2. Uang logam", h.logam, "keping"),
        Baris(("Jumlah uang logam", None, None, h.jumlah_logam), tebal=True),
        Baris(("3. Saldo bank", None, None, h.saldo_bank)),
        Baris(("4. Surat berharga/uang muka", None, None, h.surat_berharga)),
    )
    total = Baris(("Jumlah saldo kas", None, None, h.saldo_kas), tebal=True, bentang=3)
    PenataTabel(alur, Tabel(_KOLOM, baris, (total,), ukuran=8.5)).draw()
    alur.skip(6)
    alur.foot_rows(
        (
            BarisKaki("Saldo menurut buku (BKU)", h.saldo_buku),
            BarisKaki("Saldo kas menurut hitungan", h.saldo_kas),
            BarisKaki("Perbedaan", h.selisih, tebal=True),
        ),
        9,
    )
    alur.pairs((("Penjelasan", h.penjelasan or "Tidak ada perbedaan."),))
    alur.skip(4)
