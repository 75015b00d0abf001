"""Fonts, the worked example as sheets, and ways to read a printed page back."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pypdfium2
import pytest

from core.documents.alur import BarisKaki, Kop, Penandatangan
from core.documents.kit import Huruf, Kertas, Orientasi
from core.documents.lembar import Lembar
from core.documents.tabel import Baris, Kolom
from core.money import Rupiah

AKAR = Path(__file__).parents[2]

PA = Penandatangan(
    jabatan="Pengguna Anggaran",
    nama="Dra. CONTOH RAHAYU, M.Si.",
    nip="19700101 199503 2 001",
    pangkat="Pembina Utama Muda / IV.c",
    atas="Mengetahui/Disetujui",
)
BP = Penandatangan(
    jabatan="Bendahara Pengeluaran",
    nama="CONTOH SETIAWAN, A.Md.",
    nip="19880202 201101 1 002",
    pangkat="Penata Muda / III.a",
    atas="Kota Contoh, 27 Februari 2026",
)
KOP_BKU = Kop(
    pemda="Pemerintah Kota Contoh",
    opd="Dinas Komunikasi dan Informatika",
    judul="BUKU KAS UMUM",
    subjudul=("BENDAHARA PENGELUARAN", "Bulan Februari 2026"),
    rincian=(
        ("SKPD", "2.16.2.20.2.21.01.0000 Dinas Komunikasi dan Informatika"),
        ("Pengguna Anggaran", "Dra. CONTOH RAHAYU, M.Si."),
        ("Bendahara Pengeluaran", "CONTOH SETIAWAN, A.Md."),
    ),
)
KOLOM_BKU = (
    Kolom("no", "No.", jenis="angka"),
    Kolom("tanggal", "Tanggal", jenis="tanggal"),
    Kolom("bukti", "No. Bukti", jenis="kode"),
    Kolom("rekening", "Kode Rekening", jenis="kode"),
    Kolom("uraian", "Uraian", 60),
    Kolom("penerimaan", "Penerimaan (Rp)", jenis="uang", pindah="jumlah"),
    Kolom("pengeluaran", "Pengeluaran (Rp)", jenis="uang", pindah="jumlah"),
    Kolom("saldo", "Saldo (Rp)", jenis="uang", pindah="terakhir"),
)


@pytest.fixture(scope="session")
def huruf():
    fonts = AKAR / "resources" / "fonts"
    return Huruf((fonts / "LiberationSans-Regular.ttf").read_bytes(), (fonts / "LiberationSans-Bold.ttf").read_bytes())


@pytest.fixture(scope="session")
def contoh():
    return json.loads((AKAR / "tests" / "data" / "worked-example.json").read_text())["expected"]


def uang_atau_kosong(nilai):
    return Rupiah.of(nilai) if nilai else None


@pytest.fixture
def lembar_bku(contoh):
    """The worked example's BKU as a sheet; `kali` repeats its rows to make a year."""

    def make(kali=1, *, kertas=Kertas.F4, orientasi=Orientasi.TEGAK, sementara=False, rows=None):
        source = [
            Baris(
                (
                    r["no_bku"],
                    date.fromisoformat(r["tanggal"]),
                    r["no_bukti"],
                    r.get("kode_rekening", ""),
                    r["uraian"],
                    uang_atau_kosong(r["penerimaan"]),
                    uang_atau_kosong(r["pengeluaran"]),
                    Rupiah.of(r["saldo"]),
                )
            )
            for r in contoh["bku"]
        ]
        akhir = contoh["saldo_akhir"]
        jumlah = (None,) * 4
        return Lembar(
            kop=KOP_BKU,
            kolom=KOLOM_BKU,
            baris=tuple((source * kali)[:rows]),
            jumlah=(
                Baris(
                    (
                        "Jumlah bulan ini",
                        *jumlah,
                        Rupiah.of(akhir["total_penerimaan_bku"]),
                        Rupiah.of(akhir["total_pengeluaran_bku"]),
                        Rupiah.of(akhir["bku"]),
                    ),
                    tebal=True,
                    bentang=5,
                ),
            ),
            kaki=(
                BarisKaki("Kas di Bendahara Pengeluaran bulan Februari 2026", Rupiah.of(akhir["bku"]), tebal=True),
                BarisKaki("Saldo terdiri dari:"),
                BarisKaki("1. Saldo tunai", Rupiah.of(akhir["kas_tunai"]), 1),
                BarisKaki("2. Saldo bank", Rupiah.of(akhir["bank"]), 1),
                BarisKaki("3. Surat berharga", Rupiah.of(0), 1),
                BarisKaki(
                    "4. Saldo pajak (keterangan, sudah termasuk dalam 1 dan 2)",
                    Rupiah.of(akhir["pajak_belum_setor"]),
                    1,
                ),
            ),
            penandatangan=(PA, BP),
            kertas=kertas,
            orientasi=orientasi,
            sementara=sementara,
            catatan="Pundi · BKU Februari 2026",
        )

    return make


def page_texts(pdf):
    """The text of each page."""
    doc = pypdfium2.PdfDocument(pdf)
    try:
        return [page.get_textpage().get_text_range().replace("\r\n", "\n") for page in doc]
    finally:
        doc.close()


@pytest.fixture
def texts():
    return page_texts


@pytest.fixture
def raster():
    """A page as a grey image at so many dots an inch."""

    def draw(pdf, halaman=0, dpi=203):
        doc = pypdfium2.PdfDocument(pdf)
        try:
            return doc[halaman].render(scale=dpi / 72).to_pil().convert("L")
        finally:
            doc.close()

    return draw
