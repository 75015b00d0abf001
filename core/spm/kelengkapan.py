"""The papers that go with an SPP and its SPM: the list an office starts from, by jenis.

Handbook 2.3: the standard form "Penelitian Kelengkapan Dokumen SPP", and what a BPKAD asks for beside the SPM. The list
is local policy; an office edits its own copy, dated. Papers that only some payments have are not mandatory.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from core.spm.isi import ButirKelengkapan, JenisSpp


@dataclass(frozen=True, slots=True)
class DaftarKelengkapan:
    """The list of one jenis from a date on: (paper, mandatory), and what it rests on."""

    jenis: JenisSpp
    berlaku: date
    dasar: str
    dokumen: tuple[tuple[str, bool], ...]

    def blank(self) -> tuple[ButirKelengkapan, ...]:
        """The list for a new SPP: nothing looked at yet."""
        return tuple(ButirKelengkapan(uraian, wajib=wajib) for uraian, wajib in self.dokumen)


DASAR_BAKU: Final = (
    "Lembar Penelitian Kelengkapan Dokumen SPP (lampiran penatausahaan belanja daerah); sesuaikan dengan daerah"
)
BERLAKU_BAKU: Final = date(2024, 1, 1)

_AWAL: Final = ("SPP-1 Surat pengantar", "SPP-2 Ringkasan", "SPP-3 Rincian", "Salinan SPD")
_AKHIR: Final = ("Surat pernyataan tanggung jawab PA/KPA (SPTJM)",)
_WAJIB: Final[Mapping[JenisSpp, tuple[str, ...]]] = {
    JenisSpp.UP: (
        "Surat pernyataan bahwa UP tidak dipakai untuk keperluan lain",
        "Keputusan kepala daerah tentang besaran UP",
        "Perhitungan UP",
    ),
    JenisSpp.GU: (
        "Pengesahan LPJ-UP",
        "Surat pernyataan pengajuan SPP-GU",
        "Surat pernyataan tanggung jawab belanja (SPTJB) dengan penerima",
        "Rekening koran halaman saldo",
        "Salinan SPJ",
    ),
    JenisSpp.GU_NIHIL: (
        "Pengesahan LPJ-UP",
        "Surat pernyataan tanggung jawab belanja (SPTJB) dengan penerima",
        "STS sisa UP",
        "Rekening koran halaman saldo",
    ),
    JenisSpp.GU_KKPD: (
        "DPT KKPD yang disetujui PA/KPA",
        "Tagihan dari bank penerbit",
        "Bukti belanja kartu",
        "Surat tugas",
    ),
    JenisSpp.TU: (
        "Surat keterangan penjelasan keperluan TU",
        "Rincian rencana penggunaan TU",
        "Surat pernyataan TU",
        "Pengesahan SPJ sebelumnya",
    ),
    JenisSpp.TU_NIHIL: ("Pengesahan LPJ-TU", "Bukti belanja TU", "Rekening koran halaman saldo"),
    JenisSpp.LS_GAJI: ("Daftar gaji", "Rekapitulasi gaji", "ID billing PPh Pasal 21"),
    JenisSpp.LS_BJ: (
        "Kontrak/SPK dengan rekening bank penyedia",
        "Berita acara serah terima (BAST)",
        "Berita acara pembayaran",
        "Kuitansi bermeterai",
        "Nota atau faktur penjualan",
        "Faktur pajak dan ID billing",
        "Referensi bank",
        "Salinan halaman DPA",
    ),
    JenisSpp.LS_RUTIN: ("Tagihan dan rekapitulasinya", "Kuitansi", "ID billing"),
    JenisSpp.LS_BENDAHARA: (
        "Keputusan atau surat tugas",
        "Daftar penerima",
        "Kuitansi",
        "ID billing",
        "Salinan halaman DPA",
    ),
    JenisSpp.LS_HIBAH: (
        "NPHD atau keputusan penerima",
        "Proposal",
        "Pakta integritas",
        "Kuitansi bermeterai",
        "Salinan KTP pengurus",
        "Rekening bank penerima yang masih aktif",
    ),
}
_BILA_ADA: Final[Mapping[JenisSpp, tuple[str, ...]]] = {
    JenisSpp.UP: ("Rekomendasi akuntansi dan aset",),
    JenisSpp.GU: ("Rekomendasi akuntansi dan aset",),
    JenisSpp.TU_NIHIL: ("STS sisa TU",),
    JenisSpp.LS_GAJI: (
        "Gaji susulan, kekurangan, terusan, atau uang duka",
        "Keputusan CPNS, PNS, pangkat, jabatan, atau kenaikan gaji berkala",
        "Surat pernyataan pelantikan, menduduki jabatan, dan melaksanakan tugas",
        "Daftar keluarga (KP4), surat nikah, akta lahir, surat sekolah atau kuliah",
        "SKPP, surat pindah, atau surat kematian",
    ),
    JenisSpp.LS_BJ: (
        "Rekomendasi SKPD teknis",
        "Berita acara pemeriksaan atau kemajuan pekerjaan",
        "Jaminan bank",
        "Surat keterangan bebas pajak (SKB)",
        "Surat angkutan",
        "Surat pemberitahuan denda keterlambatan",
        "Foto kemajuan pekerjaan",
        "Bukti potongan jamsostek",
        "Daftar hadir tenaga konsultan",
    ),
    JenisSpp.LS_BENDAHARA: ("SPPD", "Daftar hadir", "Laporan perjalanan", "Rekapitulasi biaya riil"),
    JenisSpp.LS_HIBAH: ("Laporan penggunaan dana sebelumnya",),
}

KELENGKAPAN_BAKU: Final[Mapping[JenisSpp, DaftarKelengkapan]] = {
    jenis: DaftarKelengkapan(
        jenis,
        BERLAKU_BAKU,
        DASAR_BAKU,
        tuple((u, True) for u in (*_AWAL, *_WAJIB[jenis], *_AKHIR))
        + tuple((u, False) for u in (*_BILA_ADA.get(jenis, ()), "Lampiran lain")),
    )
    for jenis in JenisSpp
}
"""What a new office begins with."""


def count_present(daftar: tuple[ButirKelengkapan, ...]) -> tuple[int, int]:
    """(mandatory papers that are there, mandatory papers), for `Kelengkapan 10 dari 11`."""
    wajib = [b for b in daftar if b.wajib]
    return sum(not b.is_missing for b in wajib), len(wajib)
