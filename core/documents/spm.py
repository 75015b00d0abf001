"""The printed set of one submission: cover, SPP, SPM, lembar penelitian kelengkapan, in one PDF (handbook 5).

The SPM itself is one page. Where its lines do not fit, it shows them summed per jenis belanja with "rincian
terlampir", and the lines follow on pages of their own with carried-forward totals.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from core.documents.alur import Alur, BarisKaki, Kop, Penandatangan, rupiah, uang
from core.documents.bars import draw_qr
from core.documents.kit import Huruf, Kertas, Pena, mm, ukuran_halaman
from core.documents.penata import PenataTabel
from core.documents.pengantar import (
    KelengkapanTercetak,
    PengantarTercetak,
    draw_kelengkapan,
    draw_pengantar,
    print_mark,
    seal_size_mm,
)
from core.documents.spp import BarisRekening, NomorCetak, SppTercetak, draw_number, draw_spp, rekening_table
from core.documents.tabel import Baris, Kolom, Tabel

if TYPE_CHECKING:
    from collections.abc import Sequence

    from core.money import Rupiah


@dataclass(frozen=True, slots=True)
class BarisPotongan:
    """A deduction, or an information line that does not change what is paid."""

    uraian: str
    nilai: Rupiah
    kode: str = ""
    id_billing: str = ""


@dataclass(frozen=True, slots=True)
class SpmTercetak:
    """One SPM. `ringkas` are its lines summed per jenis belanja, shown when the lines themselves go to an annex."""

    pemda: str
    opd: str
    jenis: str
    tahun_anggaran: int
    nomor: NomorCetak
    tanggal: str
    kepada: str
    penerima: str
    bank: str
    nomor_rekening: str
    npwp: str
    dasar_pembayaran: tuple[str, ...]
    keperluan: str
    jenis_belanja: str
    pembebanan: tuple[BarisRekening, ...]
    potongan: tuple[BarisPotongan, ...]
    informasi: tuple[BarisPotongan, ...]
    jumlah_diminta: Rupiah
    jumlah_potongan: Rupiah
    jumlah_informasi: Rupiah
    jumlah_dibayarkan: Rupiah
    terbilang: str
    nomor_spp: str
    tanggal_spp: str
    jumlah_spp: Rupiah
    penandatangan: Penandatangan
    ringkas: tuple[BarisRekening, ...] = ()
    kertas: Kertas = Kertas.F4
    cetakan_ke: int = 1
    segel: str = ""
    """The text of the sealed code beside the signature; empty while there is none."""


@dataclass(frozen=True, slots=True)
class BerkasTercetak:
    """All papers of one submission, in the order they lie on the desk."""

    pengantar: PengantarTercetak
    spp: SppTercetak
    spm: SpmTercetak
    kelengkapan: KelengkapanTercetak


def render_berkas(berkas: BerkasTercetak, huruf: Huruf) -> bytes:
    """The whole set as one PDF; each form counts its own pages."""
    pena = Pena(huruf, f"SPM {berkas.spm.nomor.resmi or berkas.spm.nomor.lain}")
    draw_pengantar(pena, berkas.pengantar)
    draw_spp(pena, berkas.spp)
    draw_spm(pena, berkas.spm)
    draw_kelengkapan(pena, berkas.kelengkapan)
    return pena.save()


def render_spm(spm: SpmTercetak, huruf: Huruf) -> bytes:
    """The SPM alone."""
    pena = Pena(huruf, f"SPM {spm.nomor.resmi or spm.nomor.lain}")
    draw_spm(pena, spm)
    return pena.save()


def draw_spm(pena: Pena, spm: SpmTercetak) -> None:
    """The SPM page, and the annex of its lines where they do not fit."""
    if _fits(pena, spm):
        _page(_form(pena, spm), spm, spm.pembebanan, "Jumlah pembebanan").finish()
        return
    short = spm.ringkas or (BarisRekening("", "Belanja sesuai rincian terlampir", spm.jumlah_diminta),)
    alur = _page(_form(pena, spm), spm, short, "Jumlah pembebanan (rincian terlampir)")
    alur.new_page()
    alur.title("RINCIAN PEMBEBANAN", (f"Lampiran SPM nomor {spm.nomor.resmi or spm.nomor.lain}",))
    table = rekening_table(spm.pembebanan, spm.jumlah_diminta)
    PenataTabel(alur, table).draw(alur.signatures_height((spm.penandatangan,)))
    alur.signatures((spm.penandatangan,))
    alur.finish()


def _fits(pena: Pena, spm: SpmTercetak) -> bool:
    """Whether everything goes on one page; tried on paper that is thrown away."""
    kept, aktif = list(pena.halaman), pena.aktif
    alur = _page(_form(pena, spm), spm, spm.pembebanan, "Jumlah pembebanan")
    one = len(alur.halaman) == 1
    pena.halaman[:], pena.aktif = kept, aktif
    return one


def _form(pena: Pena, spm: SpmTercetak) -> Alur:
    nomor = spm.nomor.resmi or spm.nomor.lain
    return Alur(
        pena,
        ukuran_halaman(spm.kertas),
        tepi_mm=14,
        catatan=" · ".join(t for t in (f"SPM {nomor}", print_mark(spm.cetakan_ke)) if t),
        lanjutan=f"{spm.opd} · SPM {nomor}",
    )


def _page(alur: Alur, spm: SpmTercetak, lines: Sequence[BarisRekening], label: str) -> Alur:
    subjudul = (f"{spm.jenis}  ·  Tahun Anggaran {spm.tahun_anggaran}",)
    alur.head(Kop(spm.pemda, spm.opd, "SURAT PERINTAH MEMBAYAR (SPM)", subjudul))
    draw_number(alur, spm.nomor, spm.tanggal)
    alur.text(spm.kepada, tebal=True)
    alur.text("Supaya menerbitkan Surat Perintah Pencairan Dana (SP2D) kepada:")
    alur.skip(3)
    alur.pairs(
        [
            ("SKPD", spm.opd),
            ("Bendahara/pihak ketiga", spm.penerima),
            ("Nomor rekening bank", spm.nomor_rekening),
            ("Bank", spm.bank),
            ("NPWP", spm.npwp),
            ("Dasar pembayaran", "; ".join(spm.dasar_pembayaran)),
            ("Untuk keperluan", spm.keperluan),
            ("Jenis belanja", spm.jenis_belanja),
            ("SPP", f"{spm.nomor_spp} tanggal {spm.tanggal_spp}, jumlah {rupiah(spm.jumlah_spp)}"),
        ]
    )
    alur.skip(5)
    alur.text("Pembebanan pada kode rekening:", tebal=True)
    alur.skip(2)
    PenataTabel(alur, rekening_table(lines, spm.jumlah_diminta, label)).draw()
    alur.skip(6)
    _deductions(alur, "Potongan:", spm.potongan, spm.jumlah_potongan, "Jumlah potongan")
    if spm.informasi:
        judul = "Informasi (tidak mengurangi jumlah pembayaran):"
        _deductions(alur, judul, spm.informasi, spm.jumlah_informasi, "Jumlah informasi")
    _amounts(alur, spm)
    alur.skip(4)
    _sign_and_seal(alur, spm)
    return alur


def _sign_height(alur: Alur, spm: SpmTercetak) -> float:
    sealed = mm(seal_size_mm(spm.segel)) + 18 if spm.segel else 0.0
    return max(alur.signatures_height((spm.penandatangan,)), sealed)


def _sign_and_seal(alur: Alur, spm: SpmTercetak) -> None:
    """The signature on the right; on the left the sealed code, which is none."""
    alur.need(_sign_height(alur, spm))
    top = alur.y
    alur.signatures((spm.penandatangan,))
    if not spm.segel:
        return
    sisi = mm(seal_size_mm(spm.segel))
    draw_qr(alur.pena, spm.segel, alur.kiri, top - 4 - sisi, seal_size_mm(spm.segel))
    alur.pena.text(alur.kiri + sisi / 2, top - sisi - 10, "Segel Pundi: pindai", 6.5, rata="tengah", abu=0.25)
    alur.y = min(alur.y, top - sisi - 14)


def _deductions(alur: Alur, judul: str, baris: Sequence[BarisPotongan], jumlah: Rupiah, label: str) -> None:
    """Deductions or information lines, with the id billing where there is one."""
    alur.text(judul, tebal=True)
    alur.skip(2)
    billing = any(b.id_billing for b in baris)
    kode = any(b.kode for b in baris)
    kolom = (
        Kolom("no", "No.", jenis="angka"),
        *((Kolom("kode", "Kode", jenis="kode"),) if kode else ()),
        Kolom("uraian", "Uraian", 60),
        *((Kolom("billing", "ID Billing", jenis="kode"),) if billing else ()),
        Kolom("jumlah", "Jumlah (Rp)", jenis="uang"),
    )
    rows = tuple(
        Baris((n, *((b.kode,) if kode else ()), b.uraian, *((b.id_billing,) if billing else ()), b.nilai))
        for n, b in enumerate(baris, 1)
    )
    span = len(kolom) - 1
    total = Baris((label, *(None,) * (span - 1), jumlah), tebal=True, bentang=span)
    PenataTabel(alur, Tabel(kolom, rows, (total,), ukuran=8.5, kosong="Tidak ada potongan")).draw()
    alur.skip(6)


def _amounts(alur: Alur, spm: SpmTercetak) -> None:
    """What is asked for, what is held back, what is paid, and that in words."""
    rows = (
        BarisKaki("Jumlah yang diminta", spm.jumlah_diminta),
        BarisKaki("Jumlah potongan", spm.jumlah_potongan),
        BarisKaki("Jumlah yang dibayarkan", spm.jumlah_dibayarkan, tebal=True),
    )
    pena = alur.pena
    words = pena.wrap(f"Terbilang: {spm.terbilang}", alur.lebar - 16, 9)
    tinggi = len(rows) * 13.5 + len(words) * 12 + 10
    alur.need(tinggi + _sign_height(alur, spm) + 4)
    top = alur.y
    alur.skip(tinggi)
    pena.areas([(alur.kiri, alur.y, alur.lebar, tinggi)], abu=0.95)
    pena.box(alur.kiri, alur.y, alur.lebar, tinggi, tebal=0.8)
    y = top - 13
    for b in rows:
        pena.text(alur.kiri + 8, y, b.label, 9.5, tebal=b.tebal)
        if b.nilai is not None:
            pena.text(alur.kanan - 8, y, uang(b.nilai), 9.5, tebal=b.tebal, rata="kanan")
            pena.text(alur.kanan - 120, y, "Rp", 9.5, tebal=b.tebal)
        y -= 13.5
    for line in words:
        pena.text(alur.kiri + 8, y, line, 9)
        y -= 12
