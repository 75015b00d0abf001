"""Every setting, declared once: its key, what it may hold, its default, whose it is, its sentence and its basis.

Settings of the office (`kantor`) are dated rows in the database: a document of January keeps January's policy. Settings
of a workstation (`meja`) belong to the desk and carry no date. What no row says is answered by the default here, so a
fresh office works. What the handbooks know from memory or decided themselves stands here and nowhere else in code.
"""

from __future__ import annotations

import json
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction
from types import MappingProxyType
from typing import Any, Final, Generic, TypeVar, cast, overload

from core.calendar import JAM_LAYANAN_BAKU
from core.errors import Refusal
from core.money import Rupiah
from core.setting_kinds import (
    AlamatWeb,
    AturanRekening,
    Bagian,
    Bulat,
    Jam,
    Jenis,
    Pilihan,
    TabelRekening,
    Teks,
    TemplatNomor,
    Uang,
    YaTidak,
    find_rule,
)

T = TypeVar("T")

KEBIJAKAN_DAERAH: Final = "kebijakan daerah"
KEBIJAKAN_KANTOR: Final = "kebijakan kantor"


class Cakupan(StrEnum):
    """Whose setting it is: one desk's, or the whole office's."""

    MEJA = "meja"
    KANTOR = "kantor"


class Kelompok(StrEnum):
    """The heading it stands under on the settings page."""

    KEBIJAKAN = "Kebijakan pembukuan"
    UP = "UP dan kas"
    KKPD = "KKPD"
    ANGGARAN = "Anggaran"
    NOMOR = "Nomor dokumen"
    TENGGAT = "Tenggat"
    PAJAK = "Pajak"
    KANTOR = "Kantor"
    MEJA = "Meja ini"


@dataclass(frozen=True, slots=True)
class Setelan(Generic[T]):
    """One setting: `kalimat` is its label, `dasar` the rule it rests on, `berlaku_dari` since when that stands.

    `tetap` marks what this version implements in one way only: shown with its basis, never changed.
    """

    kunci: str
    jenis: Jenis[T]
    baku: T
    cakupan: Cakupan
    kelompok: Kelompok
    kalimat: str
    dasar: str
    berlaku_dari: date
    tetap: bool = False

    def read(self, isi: str) -> T:
        """The value of a stored row. Refuses what the kind does not allow (ERR_SETELAN_TIDAK_SAH)."""
        try:
            return self.jenis.read(json.loads(isi))
        except ValueError as wrong:
            why = "bukan JSON yang sah" if isinstance(wrong, json.JSONDecodeError) else str(wrong)
            pesan = f"Setelan “{self.kalimat}” {why}; isinya sekarang {isi[:60]}. Perbaiki di halaman Setelan."
            raise Refusal("ERR_SETELAN_TIDAK_SAH", pesan, medan=self.kunci) from wrong

    def write(self, nilai: T) -> str:
        """The value as it is stored; refused like `read` when it is not allowed."""
        isi = json.dumps(self.jenis.write(nilai), ensure_ascii=False, sort_keys=True)
        self.read(isi)
        return isi


@dataclass(frozen=True, slots=True)
class BarisSetelan:
    """One stored row: from this date on the setting holds this (`isi` is JSON)."""

    kunci: str
    berlaku_dari: date
    isi: str


_all: dict[str, Setelan[Any]] = {}

SETELAN: Final[Mapping[str, Setelan[Any]]] = MappingProxyType(_all)
"""All settings by key, in the order of the settings page."""

_AWAL: Final = date(2024, 1, 1)
"""Budget years before 2024 are not kept in this program."""


def _kantor(  # noqa: PLR0917 - one line of the list below, read in this order
    kunci: str,
    jenis: Jenis[T],
    baku: T,
    kelompok: Kelompok,
    kalimat: str,
    dasar: str,
    *,
    berlaku_dari: date = _AWAL,
    tetap: bool = False,
) -> Setelan[T]:
    return _keep(Setelan(kunci, jenis, baku, Cakupan.KANTOR, kelompok, kalimat, dasar, berlaku_dari, tetap))


def _meja(kunci: str, jenis: Jenis[T], baku: T, kalimat: str) -> Setelan[T]:
    return _keep(Setelan(kunci, jenis, baku, Cakupan.MEJA, Kelompok.MEJA, kalimat, "pilihan pemakai", _AWAL))


def _keep(setelan: Setelan[T]) -> Setelan[T]:
    assert setelan.kunci not in _all, setelan.kunci
    _all[setelan.kunci] = setelan
    return setelan


def _kebijakan(kunci: str, baku: bool, kalimat: str, dasar: str) -> Setelan[bool]:
    return _kantor(kunci, YaTidak(), baku, Kelompok.KEBIJAKAN, kalimat, dasar, tetap=True)


CATAT_LS_BRUTO_DI_BKU = _kebijakan(
    "catat_ls_bruto_di_bku", True, "LS dicatat bruto di BKU, masuk dan keluar pada hari yang sama",
    "Permendagri 77/2020; contoh kerja versi 1",
)  # fmt: skip
CATAT_PAJAK_LS_DI_BKU = _kebijakan(
    "catat_pajak_ls_di_bku", True, "Potongan pajak LS dicatat di BKU, masuk dan keluar pada hari yang sama",
    "Permendagri 77/2020; contoh kerja versi 1",
)  # fmt: skip
PANJAR_MENURUNKAN_SALDO_BKU = _kebijakan(
    "panjar_menurunkan_saldo_bku", True, "Panjar yang diberikan mengurangi saldo BKU", "Permendagri 55/2008"
)
KKPD_DIAKUI_SAAT_PELUNASAN = _kebijakan(
    "kkpd_diakui_saat_pelunasan", True, "Belanja KKPD diakui saat tagihannya dilunasi", "Permendagri 79/2022"
)
PAJAK_KKPD_DIPUNGUT = _kebijakan(
    "pajak_kkpd_dipungut", False, "PPN dan PPh 22 dipungut atas belanja KKPD", "PMK 231/2019 jo. PMK 59/2022"
)

AMBANG_PERSEN_GU = _kantor(
    "ambang_persen_gu", Bulat(0, 100, "%"), 50, Kelompok.UP,
    "GU diajukan setelah UP terpakai paling sedikit", KEBIJAKAN_DAERAH,
)  # fmt: skip
BATAS_BAYAR_UP = _kantor(
    "batas_bayar_up", Uang(), Rupiah.of(50_000_000), Kelompok.UP,
    "Pembayaran dari UP kepada satu penerima paling banyak", KEBIJAKAN_DAERAH,
)  # fmt: skip
BATAS_KAS_TUNAI = _kantor(
    "batas_kas_tunai", Uang(), Rupiah.of(50_000_000), Kelompok.UP,
    "Kas tunai yang boleh menginap di brankas paling banyak", KEBIJAKAN_DAERAH,
)  # fmt: skip

KORAN_HARI = _kantor(
    "koran_hari", Bulat(0, 31, "hari"), 7, Kelompok.UP,
    "Baris rekening koran dicari pasangannya sampai sekian hari sesudah buktinya", KEBIJAKAN_KANTOR,
)  # fmt: skip

KKPD_PROPORSI = _kantor(
    "kkpd_proporsi", Bagian(), Fraction(2, 5), Kelompok.KKPD,
    "Bagian UP yang dipakai lewat KKPD", "Permendagri 79/2022, SK Kepala Daerah",
)  # fmt: skip
KKPD_BATAS_PENERIMA = _kantor(
    "kkpd_batas_penerima", Uang(), Rupiah.of(200_000_000), Kelompok.KKPD,
    "Belanja KKPD kepada satu penerima paling banyak", "Permendagri 79/2022 Pasal 19",
)  # fmt: skip
KKPD_PECAH_BATAS = _kantor(
    "kkpd_pecah_batas", Uang(), Rupiah.of(2_000_000), Kelompok.KKPD,
    "Belanja beruntun diperiksa sebagai pecahan bila masing-masing di bawah", KEBIJAKAN_DAERAH,
)  # fmt: skip

KKPD_LEBIH_UP = _kantor(
    "kkpd_lebih_up", Pilihan((("peringatan", "diperingatkan"), ("tolak", "ditolak"))), "peringatan", Kelompok.KKPD,
    "Jumlah limit kartu yang melebihi UP KKPD", KEBIJAKAN_DAERAH,
)  # fmt: skip
KKPD_HARI_TERAKHIR = _kantor(
    "kkpd_hari_terakhir", Bulat(1, 31, "Desember"), 10, Kelompok.KKPD,
    "Belanja kartu terakhir pada akhir tahun, tanggal", "instruksi akhir tahun kepala daerah",
)  # fmt: skip

LEBIH_RAK = _kantor(
    "lebih_rak", Pilihan((("error", "ditolak"), ("peringatan", "diperingatkan"))), "error", Kelompok.ANGGARAN,
    "SPP atau SPM yang melebihi RAK sampai bulannya", KEBIJAKAN_DAERAH,
)  # fmt: skip

_MODAL = "belanja modal kecil, bila daerah membolehkannya"
ATURAN_REKENING = _kantor(
    "aturan_rekening", TabelRekening(),
    (
        AturanRekening("5.1.01", up_boleh=False, ls_boleh=True, catatan="gaji, tunjangan dan TPP dibayar LS"),
        AturanRekening("5.1.02", up_boleh=True, ls_boleh=True, catatan="yang berkontrak dibayar LS"),
        AturanRekening("5.1.03", up_boleh=False, ls_boleh=True, catatan="bunga, LS oleh SKPKD"),
        AturanRekening("5.1.04", up_boleh=False, ls_boleh=True, catatan="subsidi, LS oleh SKPKD"),
        AturanRekening("5.1.05", up_boleh=False, ls_boleh=True, catatan="hibah, perlu NPHD"),
        AturanRekening("5.1.06", up_boleh=False, ls_boleh=True, catatan="bantuan sosial, perlu SK penerima"),
        AturanRekening("5.2", up_boleh=False, ls_boleh=True, catatan=_MODAL),
        AturanRekening("5.3", up_boleh=False, ls_boleh=True, catatan="belanja tidak terduga, aturan tersendiri"),
        AturanRekening("5.4", up_boleh=False, ls_boleh=True, catatan="transfer, LS oleh SKPKD"),
    ),
    Kelompok.ANGGARAN, "Rekening yang boleh dibayar lewat UP dan lewat LS", KEBIJAKAN_DAERAH,
)  # fmt: skip

NOMOR_DPA = _kantor(
    "nomor_dpa", Teks(), "", Kelompok.ANGGARAN, "Nomor DPA-SKPD; nomor DPPA mulai tanggalnya", "DPA-SKPD",
)  # fmt: skip

NOMOR_RESMI = _kantor(
    "nomor_resmi", Pilihan((("sipd", "dari SIPD"), ("pundi", "dari Pundi"))), "sipd", Kelompok.NOMOR,
    "Nomor resmi SPP dan SPM", KEBIJAKAN_KANTOR,
)  # fmt: skip


def _templat(dokumen: str, nama: str, baku: str) -> Setelan[str]:
    return _kantor(
        f"templat_{dokumen}", TemplatNomor(), baku, Kelompok.NOMOR, f"Templat nomor {nama}", KEBIJAKAN_KANTOR
    )


TEMPLAT: Final[Mapping[str, Setelan[str]]] = {
    "spp": _templat("spp", "SPP", "{wilayah}/02.0/{urut:06d}/{jenis}/{skpd}/{tahap}/{bulan}/{tahun}"),
    "spm": _templat("spm", "SPM", "{wilayah}/03.0/{urut:06d}/{jenis}/{skpd}/{tahap}/{bulan}/{tahun}"),
    "lpj_up": _templat("lpj_up", "LPJ-UP", "{urut:03d}/LPJ-UP/{skpd}/{romawi}/{tahun}"),
    "lpj_tu": _templat("lpj_tu", "LPJ-TU", "{urut:03d}/LPJ-TU/{skpd}/{romawi}/{tahun}"),
    "npd": _templat("npd", "NPD", "{urut:03d}/NPD/{skpd}/{romawi}/{tahun}"),
    "tbp": _templat("tbp", "TBP atau kuitansi", "{urut:04d}/TBP/{skpd}/{romawi}/{tahun}"),
    "sts": _templat("sts", "STS", "{urut:03d}/STS/{skpd}/{romawi}/{tahun}"),
    "dpt": _templat("dpt", "DPT KKPD", "{urut:03d}/DPT-KKPD/{skpd}/{romawi}/{tahun}"),
}
"""The number template of each document (handbook penatausahaan 2.5)."""


def _tenggat(kunci: str, baku: int, kalimat: str, dasar: str, satuan: str = "hari") -> Setelan[int]:
    jenis = Bulat(1, 31, satuan) if satuan == "tanggal" else Bulat(0, 60, satuan)
    return _kantor(f"tenggat_{kunci}", jenis, baku, Kelompok.TENGGAT, kalimat, dasar)


_77 = "Permendagri 77/2020"
TENGGAT_LPJ_BPP = _tenggat("lpj_bpp", 5, "LPJ BPP diterima BP, bulan berikutnya", KEBIJAKAN_DAERAH, "tanggal")
TENGGAT_LPJ_BP = _tenggat("lpj_bp", 10, "LPJ bendahara disampaikan, bulan berikutnya", _77, "tanggal")
TENGGAT_LPJ_TU = _tenggat("lpj_tu", 1, "TU dipertanggungjawabkan setelah SP2D-TU", _77, "bulan")
TENGGAT_SPM = _tenggat("spm", 2, "SPM terbit setelah SPP lengkap", "Permendagri 13/2006, Permendagri 77/2020")
TENGGAT_SPP_KEMBALI = _tenggat("spp_kembali", 1, "SPP yang tidak lengkap dikembalikan", "PP 12/2019 Pasal 148")
TENGGAT_SP2D = _tenggat("sp2d", 2, "SP2D terbit setelah SPM diterima", "PP 12/2019 Pasal 149")
TENGGAT_SPM_KEMBALI = _tenggat("spm_kembali", 1, "SPM yang tidak lengkap dikembalikan", "PP 12/2019 Pasal 149")
TENGGAT_KKPD_BUKTI = _tenggat("kkpd_bukti", 3, "Bukti KKPD diserahkan setelah belanja", KEBIJAKAN_DAERAH)
TENGGAT_KKPD_BUKTI_PERJADIN = _tenggat("kkpd_bukti_perjadin", 5, "Bukti KKPD setelah perjalanan", KEBIJAKAN_DAERAH)
TENGGAT_KKPD_UJI = _tenggat("kkpd_uji", 3, "Tagihan KKPD diuji PA/KPA", KEBIJAKAN_DAERAH)
TENGGAT_KKPD_DPT = _tenggat("kkpd_dpt", 1, "DPT dibuat setelah pengujian", KEBIJAKAN_DAERAH)
TENGGAT_KKPD_SPP = _tenggat("kkpd_spp", 1, "SPP-GU KKPD setelah NPD", KEBIJAKAN_DAERAH)
TENGGAT_KKPD_BAYAR = _tenggat("kkpd_bayar", 1, "Tagihan dibayar ke bank setelah SP2D", KEBIJAKAN_DAERAH)
TENGGAT_PANJAR = _tenggat("panjar", 5, "Panjar dipertanggungjawabkan PPTK sesudah diterima", KEBIJAKAN_DAERAH)
TENGGAT_HARI_KERJA = _kantor(
    "tenggat_hari_kerja", YaTidak(), True, Kelompok.TENGGAT,
    "Tenggat dihitung menurut hari kerja", "PP 12/2019 menyebut “hari”; kebijakan daerah",
)  # fmt: skip
TENGGAT_GESER_LIBUR = _kantor(
    "tenggat_geser_libur", YaTidak(), True, Kelompok.TENGGAT,
    "Tenggat pada hari libur mundur ke hari kerja berikutnya", KEBIJAKAN_DAERAH,
)  # fmt: skip

PAJAK_PEMBULATAN = _kantor(
    "pajak.rounding",
    Pilihan((("ROUND_HALF_UP", "ke rupiah terdekat"), ("FLOOR", "ke bawah"))), "ROUND_HALF_UP", Kelompok.PAJAK,
    "Pembulatan pajak", KEBIJAKAN_KANTOR,
)  # fmt: skip
KKPD_PPH23_POLICY = _kantor(
    "kkpd_pph23_policy",
    Pilihan((("TERPISAH", "dicatat sebagai kewajiban terpisah"), ("REKANAN", "ditanggung rekanan"))), "TERPISAH",
    Kelompok.PAJAK, "PPh 21, 23 dan 4(2) atas jasa yang dibeli dengan KKPD", KEBIJAKAN_KANTOR,
)  # fmt: skip

ZONA_WAKTU = _kantor(
    "zona_waktu", Pilihan((("WIB", "WIB"), ("WITA", "WITA"), ("WIT", "WIT"))), "WIB", Kelompok.KANTOR,
    "Zona waktu kantor", "Keputusan Presiden 41/1987",
)  # fmt: skip
JAM_LAYANAN = _kantor("jam_layanan", Jam(), JAM_LAYANAN_BAKU, Kelompok.KANTOR, "Jam layanan meja", KEBIJAKAN_KANTOR)
ALAMAT_LACAK = _kantor(
    "alamat_lacak", AlamatWeb(terpanjang=80), "", Kelompok.KANTOR,
    "Alamat ruang web halaman lacak, tercetak pada tanda terima; kosong: hanya kode", KEBIJAKAN_DAERAH,
)  # fmt: skip
MEMAKAI_BPP = _kantor(
    "memakai_bpp", YaTidak(), False, Kelompok.KANTOR, "Kantor mempunyai unit KPA dengan BPP", KEBIJAKAN_DAERAH
)

KERTAS = _meja("kertas", Pilihan((("F4", "F4, 215 x 330 mm"), ("A4", "A4, 210 x 297 mm"))), "F4", "Kertas cetakan")
TEMA = _meja(
    "tema", Pilihan((("sistem", "mengikuti sistem"), ("terang", "terang"), ("gelap", "gelap"))), "sistem", "Tema"
)
KUNCI_LAYAR_MENIT = _meja("kunci_layar_menit", Bulat(1, 60, "menit"), 5, "Layar dikunci setelah tidak dipakai")


def find_setting(kunci: str) -> Setelan[Any]:
    """The setting of a key. Refuses a key that nobody declared (ERR_SETELAN_TIDAK_DIKENAL)."""
    found = SETELAN.get(kunci)
    if found is None:
        raise Refusal("ERR_SETELAN_TIDAK_DIKENAL", f"Setelan “{kunci}” tidak dikenal; periksa ejaannya.", medan=kunci)
    return found


def check_change(kunci: str, isi: str) -> Setelan[Any]:
    """The setting that a new row of the office would change.

    Refuses an unknown key, a value it may not hold, one that this version keeps fixed (ERR_SETELAN_TETAP) and one that
    belongs to a desk (ERR_SETELAN_MEJA).
    """
    setelan = find_setting(kunci)
    if setelan.tetap:
        pesan = (
            f"“{setelan.kalimat}” ditetapkan {setelan.jenis.show(setelan.baku)} ({setelan.dasar}) "
            "dan tidak dapat diubah pada versi ini."
        )
        raise Refusal("ERR_SETELAN_TETAP", pesan, medan=kunci)
    if setelan.cakupan is not Cakupan.KANTOR:
        pesan = f"“{setelan.kalimat}” milik meja ini, bukan milik kantor; ubah di Setelan, bagian Meja ini."
        raise Refusal("ERR_SETELAN_MEJA", pesan, medan=kunci)
    setelan.read(isi)
    return setelan


class SettingsView:
    """What holds on a date: the stored rows, and the defaults where no row speaks.

    Rows of keys that are not declared (from a newer version) are left alone.
    """

    def __init__(self, baris: Iterable[BarisSetelan] = ()) -> None:
        self._rows: dict[str, list[tuple[date, Any]]] = {}
        for row in sorted(baris, key=lambda b: (b.kunci, b.berlaku_dari)):
            if row.kunci in SETELAN:
                self._rows.setdefault(row.kunci, []).append((row.berlaku_dari, SETELAN[row.kunci].read(row.isi)))

    @overload
    def value(self, setelan: Setelan[T], tanggal: date) -> T: ...

    @overload
    def value(self, setelan: str, tanggal: date) -> Any: ...

    def value(self, setelan: Setelan[T] | str, tanggal: date) -> Any:
        """What a setting holds on a date. An unknown key is refused (ERR_SETELAN_TIDAK_DIKENAL)."""
        declared = find_setting(setelan) if isinstance(setelan, str) else cast("Setelan[Any]", setelan)
        rows = self._rows.get(declared.kunci, ())
        place = bisect_right(rows, tanggal, key=lambda r: r[0])
        return rows[place - 1][1] if place else declared.baku

    def history(self, kunci: str) -> Sequence[tuple[date, Any]]:
        """The rows of one setting, oldest first; the default is not among them."""
        return tuple(self._rows.get(find_setting(kunci).kunci, ()))

    def rekening_rule(self, rekening: str, tanggal: date) -> AturanRekening | None:
        """How an account may be paid on a date (handbook 6.4); None when the table does not speak of it."""
        aturan = self.value(ATURAN_REKENING, tanggal)
        return find_rule(aturan, rekening)
