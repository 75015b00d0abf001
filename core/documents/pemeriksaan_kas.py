"""Berita acara of a kas check on any day, and of a handover between two treasurers with its three signatures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from core.calendar import hari_tanggal, tanggal_panjang
from core.documents.alur import Alur, Penandatangan, rupiah
from core.documents.kantor import KantorCetak
from core.documents.kit import Huruf
from core.documents.laporan import counted
from core.documents.lembar import Lembar
from core.documents.penata import PenataTabel
from core.documents.penutupan_kas import BeritaAcaraKas, draw_count, render_berita_acara_kas, start_form
from core.documents.register import lembar_daftar
from core.documents.tabel import Baris, Kolom, Tabel
from core.kas.pemeriksaan import ItemTerbuka, JenisPeriksa, PemeriksaanKas, Pihak
from core.money import terbilang, total

_KOLOM_TERBUKA: Final = (
    Kolom("no", "No.", jenis="angka"),
    Kolom("hal", "Yang belum selesai", 40),
    Kolom("nomor", "Dokumen", 30),
    Kolom("nilai", "Nilai (Rp)", jenis="uang"),
)
KOLOM_PEMERIKSAAN: Final = (
    Kolom("no", "No.", jenis="angka"),
    Kolom("tanggal", "Tanggal", jenis="tanggal"),
    Kolom("nomor", "No. Berita Acara", 22),
    Kolom("jenis", "Jenis", 16),
    Kolom("pemeriksa", "Pemeriksa", 20),
    Kolom("diperiksa", "Yang diperiksa", 20),
    Kolom("bku", "Saldo BKU (Rp)", jenis="uang"),
    Kolom("kas", "Saldo Kas (Rp)", jenis="uang"),
    Kolom("beda", "Perbedaan (Rp)", jenis="uang"),
    Kolom("penjelasan", "Penjelasan", 24),
)
JENIS_NAMA: Final = {JenisPeriksa.PERIKSA: "Pemeriksaan kas", JenisPeriksa.SERAH: "Serah terima"}


def signer_of(p: Pihak, atas: str) -> Penandatangan:
    """One of the parties as he signs."""
    return Penandatangan(p.jabatan, p.nama, p.nip, p.pangkat, atas)


def render_pemeriksaan(p: PemeriksaanKas, kantor: KantorCetak, huruf: Huruf, *, dasar: str) -> bytes:
    """The minutes of a count: of a check, or of a handover."""
    if p.penerima is None:
        return render_berita_acara_kas(_check_minutes(p, kantor, dasar), huruf)
    return _render_handover(p, p.penerima, kantor, huruf, dasar)


def _check_minutes(p: PemeriksaanKas, kantor: KantorCetak, dasar: str) -> BeritaAcaraKas:
    hitung = counted(p.kas.lembar, p.kas.jumlah, p.buku.bku, p.penjelasan)
    return BeritaAcaraKas(
        kop=kantor.kop("BERITA ACARA PEMERIKSAAN KAS", tanggal_panjang(p.tanggal)),
        nomor=p.nomor,
        hari_tanggal=hari_tanggal(p.tanggal),
        pemeriksa=signer_of(p.pemeriksa, "Pemeriksa,"),
        diperiksa=signer_of(p.diperiksa, "Yang diperiksa,"),
        dasar=p.dasar or dasar,
        hitung=hitung,
        terbilang_saldo=terbilang(hitung.saldo_kas),
        kertas=kantor.kertas,
        catatan=f"Pundi · Berita acara pemeriksaan kas {p.nomor}",
    )


def _render_handover(p: PemeriksaanKas, penerima: Pihak, kantor: KantorCetak, huruf: Huruf, dasar: str) -> bytes:
    kop = kantor.kop("BERITA ACARA SERAH TERIMA KAS", "BENDAHARA PENGELUARAN", f"Nomor: {p.nomor}")
    alur = start_form(huruf, kop, kantor.kertas, f"Pundi · Berita acara serah terima kas {p.nomor}")
    alur.head(kop)
    hari = hari_tanggal(p.tanggal)
    alur.text(f"Pada hari ini, {hari}, berdasarkan {p.dasar or dasar}, yang bertanda tangan di bawah ini:")
    alur.skip(3)
    for siapa, sebagai in ((p.diperiksa, "yang menyerahkan"), (penerima, "yang menerima")):
        rows = (("Nama", siapa.nama), ("NIP", siapa.nip or "-"), ("Jabatan", f"{siapa.jabatan}, selaku {sebagai}"))
        alur.pairs(rows, masuk=14, label_pt=60)
        alur.skip(4)
    hitung = counted(p.kas.lembar, p.kas.jumlah, p.buku.bku, p.penjelasan)
    alur.text(
        f"telah melakukan serah terima kas beserta buku, bukti dan dokumennya. Buku Kas Umum ditutup sampai dengan "
        f"{tanggal_panjang(p.tanggal)} dengan saldo {rupiah(p.buku.bku)} ({terbilang(p.buku.bku)}). "
        f"Kas yang dihitung bersama berjumlah {rupiah(hitung.saldo_kas)}, terdiri dari:"
    )
    draw_count(alur, hitung)
    _draw_open(alur, p.terbuka)
    alur.text(
        f"Sejak {tanggal_panjang(p.tanggal)} tanggung jawab atas kas dan penyelesaian butir di atas beralih kepada "
        "yang menerima. Demikian berita acara ini dibuat dan ditandatangani."
    )
    alur.signatures(
        (
            signer_of(p.diperiksa, "Yang menyerahkan,"),
            signer_of(penerima, "Yang menerima,"),
            signer_of(p.pemeriksa, "Mengetahui,"),
        )
    )
    alur.finish()
    return alur.pena.save()


def _draw_open(alur: Alur, terbuka: Sequence[ItemTerbuka]) -> None:
    """What comes along unfinished."""
    alur.skip(4)
    if not terbuka:
        alur.text("Tidak ada panjar, pajak, TU atau kewajiban lain yang belum selesai.")
        return
    alur.text("Yang belum selesai dan ikut diserahkan:", tebal=True)
    alur.skip(3)
    baris = tuple(Baris((n, t.hal, t.nomor, t.nilai)) for n, t in enumerate(terbuka, 1))
    jumlah = Baris(("Jumlah", None, None, total([t.nilai for t in terbuka])), tebal=True, bentang=3)
    PenataTabel(alur, Tabel(_KOLOM_TERBUKA, baris, (jumlah,), ukuran=8.5)).draw()
    alur.skip(6)


def lembar_register_pemeriksaan(rows: Sequence[PemeriksaanKas], kantor: KantorCetak, periode: str) -> Lembar:
    """The checks and handovers of a year, one line each."""
    cells = [
        (
            n, p.tanggal, p.nomor, JENIS_NAMA[p.jenis], p.pemeriksa.nama, p.diperiksa.nama, p.buku.bku, p.kas.jumlah,
            p.selisih, p.penjelasan or "Tidak ada perbedaan",
        )
        for n, p in enumerate(rows, 1)
    ]  # fmt: skip
    judul = "REGISTER PEMERIKSAAN KAS"
    sheet = lembar_daftar(judul, KOLOM_PEMERIKSAAN, cells, kantor=kantor, penandatangan=kantor.penandatangan)
    return replace(sheet, kop=kantor.kop(judul, kantor.pemegang_buku, periode), kosong="Nihil")
