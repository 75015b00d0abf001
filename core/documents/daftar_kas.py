"""Registers gathered from several rooms as sheets: STS, DTH, kartu kendali kegiatan, laporan penutupan kas bulanan."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Final

from core.calendar import Bulan
from core.documents.alur import BarisKaki
from core.documents.kantor import KantorCetak
from core.documents.kit import Orientasi
from core.documents.lembar import Lembar
from core.documents.pohon import name_of
from core.documents.register import lembar_daftar, sum_row
from core.documents.tabel import Baris, Kolom
from core.kas.penutupan import SaldoBuku
from core.kas.queries import SaldoRow, SegelRow
from core.money import NOL, Rupiah
from core.spj.daftar import BarisDth, BarisKendali, BarisSts, per_sub_kegiatan

_NO: Final = Kolom("no", "No.", jenis="angka")
KOLOM_STS: Final = (
    _NO,
    Kolom("tanggal", "Tanggal", jenis="tanggal"),
    Kolom("nomor", "No. STS", 26),
    Kolom("uraian", "Uraian", 60),
    Kolom("nilai", "Nilai STS (Rp)", jenis="uang", pindah="jumlah"),
)
KOLOM_DTH: Final = (
    _NO,
    Kolom("spm", "No. SPM", 16, grup="SPM"),
    Kolom("nilai_spm", "Nilai (Rp)", jenis="uang", grup="SPM"),
    Kolom("sp2d", "No. SP2D", 14, grup="SP2D"),
    Kolom("nilai_sp2d", "Nilai (Rp)", jenis="uang", grup="SP2D"),
    Kolom("rekening", "Akun Belanja", jenis="kode"),
    Kolom("akun", "Akun", jenis="kode", grup="Potongan"),
    Kolom("jenis", "Jenis", 9, grup="Potongan"),
    Kolom("jumlah", "Jumlah (Rp)", jenis="uang", grup="Potongan", pindah="jumlah"),
    Kolom("npwp", "NPWP", jenis="kode"),
    Kolom("rekanan", "Nama Rekanan", 14),
    Kolom("ntpn", "NTPN", jenis="kode"),
    Kolom("billing", "No. Billing", jenis="kode"),
    Kolom("keterangan", "Ket.", 16),
)
KOLOM_KENDALI: Final = (
    Kolom("rekening", "Kode Rekening", jenis="kode"),
    Kolom("uraian", "Uraian", 40),
    Kolom("anggaran", "Anggaran (Rp)", jenis="uang", pindah="jumlah"),
    Kolom("spd", "SPD (Rp)", jenis="uang", pindah="jumlah"),
    Kolom("ls", "LS (Rp)", jenis="uang", grup="Realisasi", pindah="jumlah"),
    Kolom("up_gu", "UP/GU (Rp)", jenis="uang", grup="Realisasi", pindah="jumlah"),
    Kolom("tu", "TU (Rp)", jenis="uang", grup="Realisasi", pindah="jumlah"),
    Kolom("jumlah", "Jumlah (Rp)", jenis="uang", grup="Realisasi", pindah="jumlah"),
    Kolom("sisa", "Sisa Pagu (Rp)", jenis="uang", pindah="jumlah"),
)
_DARI: Final = 4
"""The row after which the closing balance is taken apart."""
KOLOM_PENUTUPAN: Final = (_NO, Kolom("uraian", "Uraian", 60), Kolom("nilai", "Jumlah (Rp)", jenis="uang"))


def lembar_register_sts(rows: Iterable[BarisSts], kantor: KantorCetak, periode: str) -> Lembar:
    """Register STS: what went back to RKUD."""
    cells = ((n, r.tanggal, r.nomor, r.uraian, r.nilai) for n, r in enumerate(rows, 1))
    return _sheet(kantor, "REGISTER SURAT TANDA SETORAN (STS)", periode, KOLOM_STS, [Baris(c) for c in cells])


def lembar_dth(rows: Sequence[BarisDth], kantor: KantorCetak, bulan: Bulan) -> Lembar:
    """Daftar Transaksi Harian: taxes of the month with the SPM and SP2D they were held back from."""
    nomor: dict[str, int] = {}
    baris = []
    for r in rows:
        nomor.setdefault(r.sp2d or f"{r.tanggal}{r.ntpn}", len(nomor) + 1)
        n = nomor[r.sp2d or f"{r.tanggal}{r.ntpn}"]
        nilai_spm = r.nilai if r.spm else None
        baris.append(
            Baris(
                (
                    n, r.spm, nilai_spm, r.sp2d, r.nilai, r.rekening, r.kode, r.jenis, r.jumlah, r.npwp, r.rekanan,
                    r.ntpn, r.billing, r.keterangan,
                )
            )
        )  # fmt: skip
    sheet = _sheet(kantor, "DAFTAR TRANSAKSI HARIAN BELANJA DAERAH (DTH)", f"Bulan {bulan.nama}", KOLOM_DTH, baris)
    return replace(sheet, orientasi=Orientasi.MENDATAR, ukuran=7.0)


def lembar_kartu_kendali(
    rows: Iterable[BarisKendali], kantor: KantorCetak, bulan: Bulan, nama: Mapping[str, str]
) -> dict[str, Lembar]:
    """Kartu kendali kegiatan: one sheet per sub kegiatan, up to and including the month."""
    return {sub: _card(sub, rinci, kantor, bulan, nama) for sub, rinci in per_sub_kegiatan(rows).items()}


def _card(sub: str, rows: Sequence[BarisKendali], kantor: KantorCetak, bulan: Bulan, nama: Mapping[str, str]) -> Lembar:
    parts = sub.split(".")
    head = tuple(
        (label, f"{kode} {name_of(kode, nama)}".strip())
        for label, kode in (
            ("Program", ".".join(parts[:3])),
            ("Kegiatan", ".".join(parts[:5])),
            ("Sub kegiatan", sub),
        )
    )
    baris = [Baris((r.rekening, r.uraian, r.anggaran, r.spd, r.ls, r.up_gu, r.tu, r.jumlah, r.sisa)) for r in rows]
    sheet = _sheet(kantor, "KARTU KENDALI KEGIATAN", f"S.d. {bulan.nama}", KOLOM_KENDALI, baris)
    sd_spd = Rupiah(sum(r.spd.sen - r.jumlah.sen for r in rows))
    return replace(
        sheet,
        kop=kantor.kop("KARTU KENDALI KEGIATAN", f"S.d. {bulan.nama}", rincian=head),
        kaki=(BarisKaki("SPD yang belum direalisasikan", sd_spd),),
        orientasi=Orientasi.MENDATAR,
    )


def lembar_penutupan_bulanan(
    bulan: Bulan, awal: SaldoBuku, saldo: SaldoRow, segel: SegelRow | None, kantor: KantorCetak
) -> Lembar:
    """Laporan penutupan kas bulanan (handbook 4.3): opening, receipts, payments, closing, and where the money is."""
    rows: list[tuple[str, Rupiah, bool]] = [
        (f"Saldo awal {bulan.nama}", awal.bku, False),
        ("Jumlah penerimaan", saldo.total_penerimaan_bku, False),
        ("Jumlah pengeluaran", saldo.total_pengeluaran_bku, False),
        ("Saldo akhir menurut BKU, terdiri dari:", saldo.bku, True),
        ("Kas tunai", saldo.kas_tunai, False),
        ("Saldo bank", saldo.bank, False),
        ("Surat berharga", NOL, False),
    ]
    baris = [
        Baris((n, uraian, nilai), tebal=tebal, tingkat=int(n > _DARI))
        for n, (uraian, nilai, tebal) in enumerate(rows, 1)
    ]
    kaki = [
        BarisKaki("Pajak yang belum disetor, termasuk di dalam saldo", saldo.pajak_belum_setor),
        BarisKaki("Panjar yang belum dipertanggungjawabkan, di luar saldo", saldo.panjar_beredar),
    ]
    if segel is not None:
        kaki.append(BarisKaki("Kas menurut hitungan pada penutupan", segel.kas_dihitung, tebal=True))
        kaki.append(BarisKaki(f"Penjelasan selisih: {segel.penjelasan or 'tidak ada perbedaan'}"))
    sheet = _sheet(kantor, "LAPORAN PENUTUPAN KAS BULANAN", f"Bulan {bulan.nama}", KOLOM_PENUTUPAN, baris)
    return replace(
        sheet, jumlah=(), kaki=tuple(kaki), penandatangan=kantor.penandatangan, sementara=segel is None, ukuran=9.0
    )


def _sheet(kantor: KantorCetak, judul: str, periode: str, kolom: tuple[Kolom, ...], baris: Sequence[Baris]) -> Lembar:
    sheet = lembar_daftar(judul, kolom, [b.sel for b in baris], kantor=kantor, penandatangan=kantor.penandatangan)
    return replace(
        sheet,
        kop=kantor.kop(judul, kantor.pemegang_buku, periode),
        baris=tuple(baris),
        jumlah=sum_row(kolom, baris),
        catatan=f"Pundi · {judul} · {periode}",
        kosong="Nihil",
    )
