"""The default flow of an SPM at the Kuasa BUD: tahap and minutes of handbook KKPD 5.2, reasons of 5.3.

No minute table was found in any regulation, so all minutes are a starting point that an office replaces with its own
SOP (a later version of the flow). The order of desks follows the SOP penerbitan SP2D of Kabupaten Sumedang (5.1).
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import Final

from core.access import Izin, Peran
from core.pelacakan.alur import Alasan, Alur, SifatAlasan, Tahap

_KEMBALI, _TOLAK = SifatAlasan.DIKEMBALIKAN, SifatAlasan.DITOLAK
_UJI = Izin.VERIFIKASI_BERKAS

TAHAP_SPM: Final = (
    Tahap(
        10, "TERIMA", "Diterima", "Loket", "teruskan", Izin.TERIMA_BERKAS, 5, 10, "PERIKSA_KELENGKAPAN",
        pindai_serah=True,
        kata_publik="diterima",
    ),
    Tahap(
        20, "PERIKSA_KELENGKAPAN", "Kelengkapan", "Verifikator 1", "lengkap", _UJI, 20, 30, "VERIFIKASI",
        boleh=frozenset({_KEMBALI}), menguji=True,
        kata_publik="diperiksa",
    ),
    Tahap(
        30, "VERIFIKASI", "Verifikasi", "Verifikator 2", "lolos verifikasi", _UJI, 45, 60, "UJI_DANA",
        boleh=frozenset({_KEMBALI, _TOLAK}), menguji=True,
        kata_publik="diperiksa",
    ),
    Tahap(
        40, "UJI_DANA", "Uji dana", "Perbendaharaan", "dana tersedia", _UJI, 15, 20, "DRAF_SP2D", menguji=True,
        boleh_tunggu=True, kata_publik="diperiksa",
    ),
    Tahap(
        50, "DRAF_SP2D", "Draf SP2D", "Operator", "draf selesai", _UJI, 15, 20, "PARAF", boleh_jawab=True,
        kata_publik="SP2D disiapkan",
    ),
    Tahap(
        60, "PARAF", "Paraf", "Kepala seksi", "paraf", _UJI, 15, 30, "TTD_SP2D",
        mundur="DRAF_SP2D", peran=Peran.KASI, orang_lain=True, boleh_jawab=True,
        kata_publik="ditandatangani",
    ),
    Tahap(
        70, "TTD_SP2D", "TTD Kuasa BUD", "Kuasa BUD", "TTD", Izin.TTD_SP2D, 30, 60, "DAFTAR_PENGUJI",
        mundur="DRAF_SP2D", boleh=frozenset({_KEMBALI, _TOLAK}), orang_lain=True, boleh_jawab=True, wajib_jawab=True,
        boleh_tunggu=True, kata_publik="ditandatangani",
    ),
    Tahap(
        80, "DAFTAR_PENGUJI", "Daftar penguji", "Pelaksana", "kirim ke bank", Izin.TERIMA_BERKAS, 15, 20, "CAIR",
        kata_publik="dikirim ke bank",
    ),
    Tahap(90, "CAIR", "Cair", "Bank", "cair", Izin.TERIMA_BERKAS, 120, 240, kata_publik="cair", tempat="bank"),
)  # fmt: skip
"""Kuasa BUD may send an SPM back (handbook penatausahaan 1); paraf and TTD may hand a wrong draft back (5.1)."""

ALASAN_SPM: Final = (
    Alasan("K01", "dokumen lampiran tidak lengkap", _KEMBALI),
    Alasan("K02", "tanda tangan atau spesimen tidak sesuai, TTE tidak valid", _KEMBALI),
    Alasan("K03", "jumlah angka, huruf dan rincian tidak sama", _KEMBALI),
    Alasan("K04", "kode rekening atau sub kegiatan salah", _KEMBALI),
    Alasan("K05", "pajak salah hitung; faktur, e-billing atau bukti potong tidak ada", _KEMBALI),
    Alasan("K06", "rekening penerima, NPWP atau NIK tidak cocok", _KEMBALI),
    Alasan("K07", "bukti SPJ GU sebelumnya belum sah atau di bawah ambang GU", _KEMBALI),
    Alasan("K08", "kontrak, BAST atau jaminan kurang", _KEMBALI),
    Alasan("K09", "DPT KKPD tidak sama dengan tagihan bank", _KEMBALI),
    Alasan("K10", "baris tagihan belum diuji atau melewati jatuh tempo", _KEMBALI),
    Alasan("R01", "anggaran tidak tersedia, melampaui DPA atau SPD", _TOLAK),
    Alasan("R02", "bukan beban OPD atau dobel pembayaran", _TOLAK),
    Alasan("R03", "belanja tidak boleh dengan UP atau KKPD", _TOLAK),
    Alasan("R04", "pejabat penandatangan tidak berwenang", _TOLAK),
    Alasan("R05", "lewat batas akhir tahun", _TOLAK),
)

ALUR_SPM: Final = Alur(
    layanan="SPM",
    versi=1,
    berlaku_dari=date(2024, 1, 1),
    dasar="kebijakan daerah; urutan menurut SOP penerbitan SP2D Kabupaten Sumedang, menit ditetapkan sendiri",
    tahap=TAHAP_SPM,
    alasan=ALASAN_SPM,
    nama_dokumen="SPM",
    nama_jawaban="SP2D",
    kata_selesai="cair",
    bulan_ramai=(10, 11, 12),
)

ALUR_BAKU: Final[Mapping[str, Alur]] = MappingProxyType({ALUR_SPM.layanan: ALUR_SPM})
"""The flow of a service whose office has not written its own."""
