"""SPP on paper: surat pengantar (SPP-1), ringkasan (SPP-2), rincian (SPP-3); fields of handbook penatausahaan 5."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from core.documents.alur import Alur, Kop, Penandatangan, rupiah
from core.documents.kit import Kertas, Pena, ukuran_halaman
from core.documents.penata import PenataTabel
from core.documents.tabel import Baris, Kolom, Tabel

if TYPE_CHECKING:
    from collections.abc import Sequence

    from core.money import Rupiah


@dataclass(frozen=True, slots=True)
class NomorCetak:
    """A document's number as the office shows it: `resmi` large (a dotted line when not yet given), `lain` small.

    Which of ours and the national system's is the official one is the office's choice (architecture 6); `lain`
    carries its own words, such as `Nomor kerja Pundi 0007/SPM-LS/2026`.
    """

    resmi: str
    lain: str = ""


@dataclass(frozen=True, slots=True)
class BarisRekening:
    """A line of spending: code, name, amount."""

    kode: str
    uraian: str
    nilai: Rupiah
    sub_kegiatan: str = ""


@dataclass(frozen=True, slots=True)
class BarisSpd:
    """One SPD of the summary: its number, its date as text, its amount."""

    nomor: str
    tanggal: str
    jumlah: Rupiah


@dataclass(frozen=True, slots=True)
class RingkasanSpp:
    """SPP-2: I the DPA, II all SPD, III what was spent, and the two remainders (handbook 4.4 no. 16)."""

    nomor_dpa: str
    tanggal_dpa: str
    jumlah_dpa: Rupiah
    spd: tuple[BarisSpd, ...]
    jumlah_spd: Rupiah
    sisa_belum_spd: Rupiah
    belanja: tuple[tuple[str, Rupiah], ...]
    jumlah_belanja: Rupiah
    sisa_spd: Rupiah


@dataclass(frozen=True, slots=True)
class SppTercetak:
    """One SPP. `pembuka` is the sentence that cites the regulation; amounts in words are decided by whom makes this."""

    pemda: str
    opd: str
    jenis: str
    nomor: NomorCetak
    tanggal: str
    kepada: str
    pembuka: str
    urusan: str
    tahun_anggaran: int
    dasar_spd: str
    sisa_spd: Rupiah
    sisa_spd_terbilang: str
    keperluan: str
    penerima: str
    jumlah: Rupiah
    jumlah_terbilang: str
    bank_rekening: str
    ringkasan: RingkasanSpp
    rincian: tuple[BarisRekening, ...]
    bendahara: Penandatangan
    pptk: Penandatangan
    kertas: Kertas = Kertas.F4
    catatan: str = ""


def draw_spp(pena: Pena, spp: SppTercetak) -> None:
    """The three forms, each beginning on its own page."""
    _pengantar(_form(pena, spp, "SPP-1"), spp)
    _ringkasan(_form(pena, spp, "SPP-2"), spp)
    _rincian(_form(pena, spp, "SPP-3"), spp)


_JUDUL = {"SPP-1": "SURAT PENGANTAR", "SPP-2": "RINGKASAN", "SPP-3": "RINCIAN RENCANA PENGGUNAAN"}


def _form(pena: Pena, spp: SppTercetak, lembar: str) -> Alur:
    """A new form with its head, title and number."""
    alur = Alur(
        pena,
        ukuran_halaman(spp.kertas),
        tepi_mm=15,
        catatan=" · ".join(t for t in (f"{lembar} {spp.nomor.resmi}".strip(), spp.catatan) if t),
        lanjutan=f"{spp.opd} · {lembar} · {spp.nomor.resmi or spp.nomor.lain}",
    )
    alur.head(
        Kop(
            spp.pemda,
            spp.opd,
            f"SURAT PERMINTAAN PEMBAYARAN ({lembar})",
            (f"{_JUDUL[lembar]} SPP-{spp.jenis}",),
        )
    )
    draw_number(alur, spp.nomor, spp.tanggal)
    return alur


def draw_number(alur: Alur, nomor: NomorCetak, tanggal: str) -> None:
    """`Nomor` and date in the middle; the other number small below."""
    shown = nomor.resmi or "." * 48
    alur.text(f"Nomor: {shown}", 10, tebal=bool(nomor.resmi), rata="tengah")
    if nomor.lain:
        alur.text(nomor.lain, 7.5, rata="tengah", abu=0.25)
    if tanggal:
        alur.text(f"Tanggal: {tanggal}", 9, rata="tengah")
    alur.skip(8)


def _pengantar(alur: Alur, spp: SppTercetak) -> None:
    alur.text("Kepada Yth.", 9.5)
    alur.text(spp.kepada, 9.5)
    alur.text("di Tempat", 9.5)
    alur.skip(8)
    alur.text(spp.pembuka, 9.5)
    alur.skip(6)
    alur.pairs(
        (
            ("a. Urusan pemerintahan", spp.urusan),
            ("b. SKPD", spp.opd),
            ("c. Tahun anggaran", str(spp.tahun_anggaran)),
            ("d. Dasar pengeluaran SPD nomor", spp.dasar_spd),
            ("e. Jumlah sisa dana SPD", f"{rupiah(spp.sisa_spd)} ({spp.sisa_spd_terbilang})"),
            ("f. Untuk keperluan", spp.keperluan),
            ("g. Nama bendahara/penyedia", spp.penerima),
            ("h. Jumlah pembayaran yang diminta", f"{rupiah(spp.jumlah)} ({spp.jumlah_terbilang})"),
            ("i. Nama dan nomor rekening bank", spp.bank_rekening),
        ),
        size=9.5,
    )
    alur.skip(16)
    alur.signatures((spp.bendahara,), 9.5)
    alur.finish()


def _block(alur: Alur, judul: str, kolom: Sequence[Kolom], baris: Sequence[Baris], jumlah: Sequence[Baris]) -> None:
    """A titled block of the summary; blocks of one form have the same amount column."""
    alur.need(70)
    alur.text(judul, 9.5, tebal=True)
    alur.skip(3)
    PenataTabel(alur, Tabel(tuple(kolom), tuple(baris), tuple(jumlah), ukuran=8.5)).draw()
    alur.skip(10)


def _ringkasan(alur: Alur, spp: SppTercetak) -> None:
    r = spp.ringkasan
    uang = Kolom("jumlah", "Jumlah (Rp)", jenis="uang")
    dpa = (Kolom("uraian", "Nomor DPA", 60), Kolom("tanggal", "Tanggal", 25), uang)
    _block(
        alur,
        "Ringkasan DPA",
        dpa,
        (Baris((r.nomor_dpa, r.tanggal_dpa, r.jumlah_dpa)),),
        (Baris(("Jumlah dana (I)", None, r.jumlah_dpa), tebal=True, bentang=2),),
    )
    spd = (Kolom("no", "No.", jenis="angka"), Kolom("nomor", "Nomor SPD", 60), Kolom("tanggal", "Tanggal", 25), uang)
    _block(
        alur,
        "Ringkasan SPD",
        spd,
        tuple(Baris((n, s.nomor, s.tanggal, s.jumlah)) for n, s in enumerate(r.spd, 1)),
        (
            Baris(("Jumlah SPD (II)", None, None, r.jumlah_spd), tebal=True, bentang=3),
            Baris(("Sisa dana yang belum di-SPD-kan (I - II)", None, None, r.sisa_belum_spd), tebal=True, bentang=3),
        ),
    )
    belanja = (Kolom("no", "No.", jenis="angka"), Kolom("uraian", "Belanja", 85), uang)
    _block(
        alur,
        "Ringkasan belanja",
        belanja,
        tuple(Baris((n, label, nilai)) for n, (label, nilai) in enumerate(r.belanja, 1)),
        (
            Baris(("Jumlah belanja (III)", None, r.jumlah_belanja), tebal=True, bentang=2),
            Baris(("Sisa SPD yang belum dibelanjakan (II - III)", None, r.sisa_spd), tebal=True, bentang=2),
        ),
    )
    alur.signatures((spp.bendahara,), 9.5)
    alur.finish()


def rekening_table(rincian: Sequence[BarisRekening], jumlah: Rupiah, label: str = "Jumlah") -> Tabel:
    """Lines of spending with their total; the sub kegiatan column stands when any line names one."""
    with_sub = any(b.sub_kegiatan for b in rincian)
    kolom = (
        Kolom("no", "No.", jenis="angka"),
        *((Kolom("sub", "Sub Kegiatan", jenis="kode"),) if with_sub else ()),
        Kolom("kode", "Kode Rekening", jenis="kode"),
        Kolom("uraian", "Uraian", 60),
        Kolom("jumlah", "Jumlah (Rp)", jenis="uang", pindah="jumlah"),
    )
    baris = tuple(
        Baris((n, *((b.sub_kegiatan,) if with_sub else ()), b.kode, b.uraian, b.nilai))
        for n, b in enumerate(rincian, 1)
    )
    span = len(kolom) - 1
    total = Baris((label, *(None,) * (span - 1), jumlah), tebal=True, bentang=span)
    return Tabel(kolom, baris, (total,), ukuran=8.5)


def _rincian(alur: Alur, spp: SppTercetak) -> None:
    siapa = (spp.pptk, spp.bendahara)
    words = f"Terbilang: {spp.jumlah_terbilang}"
    tail = 40 + alur.signatures_height(siapa, 9.5)
    PenataTabel(alur, rekening_table(spp.rincian, spp.jumlah)).draw(tail)
    alur.skip(6)
    alur.text(words, 9.5)
    alur.skip(6)
    alur.signatures(siapa, 9.5)
    alur.finish()
