"""What a tax calculation asks and answers: one payment to one payee, and the taxes on it.

Words and shapes are those of handbook KKPD/pajak 3.2 and of its 52 worked examples. All amounts are whole rupiah.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from core.errors import Refusal, Temuan
from core.money import NOL, Rupiah, total

if TYPE_CHECKING:
    from datetime import date
    from fractions import Fraction

NILAI_MAKS: Final = Rupiah.of(999_999_999_999_999)
"""The largest amount any form of this office takes."""


class Mekanisme(StrEnum):
    """How the money leaves: from UP, from TU, straight from the regional treasury (LS), or by government card."""

    UP_TUNAI = "UP_TUNAI"
    TU = "TU"
    LS = "LS"
    KKPD = "KKPD"


class JenisBelanja(StrEnum):
    """What is paid for; it decides which income tax applies (handbook 3.2 rows 2 to 11)."""

    BARANG = "BARANG"
    JASA = "JASA"
    SEWA_HARTA = "SEWA_HARTA"
    SEWA_TANAH_BANGUNAN = "SEWA_TANAH_BANGUNAN"
    KONSTRUKSI = "KONSTRUKSI"
    PENGALIHAN_TANAH_BANGUNAN = "PENGALIHAN_TANAH_BANGUNAN"
    PENGADAAN_TANAH_KEPENTINGAN_UMUM = "PENGADAAN_TANAH_KEPENTINGAN_UMUM"
    HADIAH_BADAN = "HADIAH_BADAN"
    HONOR_PNS = "HONOR_PNS"
    BUKAN_PEGAWAI = "BUKAN_PEGAWAI"
    PESERTA_KEGIATAN = "PESERTA_KEGIATAN"
    HARIAN = "HARIAN"
    GAJI_BULANAN = "GAJI_BULANAN"


class TipeWajibPajak(StrEnum):
    """Who is paid: a body, a private person, a civil servant, an employee."""

    BADAN = "BADAN"
    OP = "OP"
    PNS = "PNS"
    PEGAWAI = "PEGAWAI"


class Golongan(StrEnum):
    """Rank of a civil servant; officials of state are taxed as golongan IV (handbook 3.2 row 7)."""

    I = "I"  # noqa: E741 - the rank is written so
    II = "II"
    III = "III"
    IV = "IV"
    PEJABAT_NEGARA = "PEJABAT_NEGARA"


class Ptkp(StrEnum):
    """Family status of an employee; it chooses the TER table (PP 58/2023)."""

    TK_0 = "TK/0"
    TK_1 = "TK/1"
    TK_2 = "TK/2"
    TK_3 = "TK/3"
    K_0 = "K/0"
    K_1 = "K/1"
    K_2 = "K/2"
    K_3 = "K/3"


class Kualifikasi(StrEnum):
    """Construction business by certificate (PP 9/2022)."""

    KECIL_SBU = "KECIL_SBU"
    TANPA_SBU = "TANPA_SBU"
    MENENGAH_BESAR_SBU = "MENENGAH_BESAR_SBU"
    TERINTEGRASI_SBU = "TERINTEGRASI_SBU"
    TERINTEGRASI_TANPA_SBU = "TERINTEGRASI_TANPA_SBU"
    KONSULTANSI_SBU = "KONSULTANSI_SBU"
    KONSULTANSI_TANPA_SBU = "KONSULTANSI_TANPA_SBU"


class BesaranTertentu(StrEnum):
    """Services whose PPN is a fixed part of the ordinary one (handbook 3.2 row 1c)."""

    PAKET_POS = "PAKET_POS"


class BebasPpn(StrEnum):
    """Why the treasurer does not collect PPN although it is owed (handbook 3.2 row 1)."""

    TANAH = "TANAH"
    BBM = "BBM"
    TELEKOMUNIKASI = "TELEKOMUNIKASI"
    ANGKUTAN_UDARA = "ANGKUTAN_UDARA"
    FASILITAS = "FASILITAS"


class BebasPph22(StrEnum):
    """Why no PPh 22 is collected: fuel, gas and lubricant, stamps, electricity and water, school BOS, certificate."""

    BBM = "BBM"
    BENDA_POS = "BENDA_POS"
    LISTRIK_AIR = "LISTRIK_AIR"
    BOS = "BOS"
    SKB = "SKB"


class BebasPph23(StrEnum):
    """Why no PPh 23 is withheld: taxed elsewhere, or the payee holds a certificate."""

    HOTEL = "HOTEL"
    ANGKUTAN_UDARA = "ANGKUTAN_UDARA"
    SKB = "SKB"


class JenisPajak(StrEnum):
    """The taxes a treasurer collects (PPN, PPh 22) or withholds (the others)."""

    PPN = "PPN"
    PPH21 = "PPH21"
    PPH22 = "PPH22"
    PPH23 = "PPH23"
    PPH4_2 = "PPH4_2"
    PPH_FINAL_UMKM = "PPH_FINAL_UMKM"


@dataclass(frozen=True, slots=True, kw_only=True)
class WajibPajak:
    """The payee as the tax office sees him on the day of payment.

    `skb` is a certificate that exempts this payment from PPh 21, 22 or 23; `surat_keterangan_pp55` the one for 0.5%.
    """

    tipe: TipeWajibPajak
    npwp_valid: bool
    pkp: bool = False
    surat_keterangan_pp55: bool = False
    skb: bool = False
    golongan: Golongan | None = None
    ptkp: Ptkp | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PajakInput:
    """One payment to one payee.

    `nilai` is what the bill says: for HARIAN the wage of one day, for GAJI_BULANAN the gross of one month.
    `nilai_transaksi_utuh_tanpa_ppn` is the whole transaction when this is a part of it (handbook 3.2 row 13).

    Refuses an amount that is not whole, not above 0 or too large, a missing field its jenis needs (ERR_MEDAN_WAJIB) and
    a field that contradicts its jenis (ERR_MEDAN_TIDAK_SAH).
    """

    tanggal: date
    mekanisme: Mekanisme
    jenis: JenisBelanja
    nilai: Rupiah
    rekanan: WajibPajak
    nilai_termasuk_ppn: bool = False
    nilai_transaksi_utuh_tanpa_ppn: Rupiah | None = None
    objek_ppn: bool = True
    barang_mewah: bool = False
    besaran_tertentu: BesaranTertentu | None = None
    pihak_lain_sipp: bool = False
    ppn_dikecualikan: BebasPpn | None = None
    pph22_dikecualikan: BebasPph22 | None = None
    pph23_dikecualikan: BebasPph23 | None = None
    kode_objek: str | None = None
    kualifikasi: Kualifikasi | None = None

    def __post_init__(self) -> None:
        temuan = [
            *_look_at_amount(self.nilai, "nilai"),
            *_look_at_amount(self.nilai_transaksi_utuh_tanpa_ppn, "nilai_transaksi_utuh_tanpa_ppn"),
            *_look_for_missing(self),
            *_look_for_contradictions(self),
        ]
        if temuan:
            raise Refusal.of(temuan)


def _look_at_amount(nilai: Rupiah | None, medan: str) -> list[Temuan]:
    if nilai is None:
        return []
    if not nilai.is_whole:
        kode, harus = "ERR_NILAI_BUKAN_BULAT", "harus rupiah penuh tanpa sen. Bulatkan sesuai bukti"
    elif nilai < Rupiah.of(1):
        kode, harus = "ERR_NILAI_TIDAK_POSITIF", "paling sedikit Rp1. Isi jumlah pada bukti"
    elif nilai > NILAI_MAKS:
        kode, harus = "ERR_NILAI_TERLALU_BESAR", f"paling banyak Rp{NILAI_MAKS}. Periksa jumlah angkanya"
    else:
        return []
    return [Temuan(kode, f"{medan} Rp{nilai} tidak dapat dihitung; {harus}.", medan=medan)]


def _look_for_missing(masukan: PajakInput) -> list[Temuan]:
    needed: tuple[tuple[JenisBelanja, object, str, str], ...] = (
        (JenisBelanja.KONSTRUKSI, masukan.kualifikasi, "kualifikasi", "kualifikasi usaha (SBU) pelaksana"),
        (JenisBelanja.HONOR_PNS, masukan.rekanan.golongan, "rekanan.golongan", "golongan penerima honor"),
        (JenisBelanja.GAJI_BULANAN, masukan.rekanan.ptkp, "rekanan.ptkp", "status PTKP pegawai"),
    )
    return [
        Temuan("ERR_MEDAN_WAJIB", f"{jenis} memerlukan {what}; isi {medan}, lalu hitung ulang.", medan=medan)
        for jenis, value, medan, what in needed
        if masukan.jenis is jenis and value is None
    ]


def _look_for_contradictions(masukan: PajakInput) -> list[Temuan]:
    jenis, tipe = masukan.jenis, masukan.rekanan.tipe
    wrong = (
        (masukan.barang_mewah and jenis is not JenisBelanja.BARANG, "barang_mewah", "hanya untuk BARANG"),
        (
            masukan.besaran_tertentu is not None and jenis is not JenisBelanja.JASA,
            "besaran_tertentu",
            "hanya untuk JASA",
        ),
        (
            masukan.kualifikasi is not None and jenis is not JenisBelanja.KONSTRUKSI,
            "kualifikasi",
            "hanya untuk KONSTRUKSI",
        ),
        (
            jenis is JenisBelanja.HADIAH_BADAN and tipe is not TipeWajibPajak.BADAN,
            "rekanan.tipe",
            f"harus BADAN untuk HADIAH_BADAN, bukan {tipe}",
        ),
    )
    return [
        Temuan("ERR_MEDAN_TIDAK_SAH", f"{medan} {why}; jenis belanja ini {jenis}. Perbaiki salah satunya.", medan=medan)
        for is_wrong, medan, why in wrong
        if is_wrong
    ]


@dataclass(frozen=True, slots=True)
class SetoranPajak:
    """One tax to be deposited: kind, Coretax object, KAP-KJS and amount.

    `dasar` is the tax base before any deemed part (TaxBase or Gross of a bupot); `tarif` the factor applied to it, None
    where brackets of Pasal 17 give no single one.
    """

    jenis: JenisPajak
    objek: str | None
    kap_kjs: str
    jumlah: Rupiah
    dasar: Rupiah
    tarif: Fraction | None


@dataclass(frozen=True, slots=True, kw_only=True)
class HasilPajak:
    """The taxes on one payment. What can be added up is derived, so the sums of handbook 3.7 hold for every answer.

    `ppn_terutang` is the PPN on the bill, whoever deposits it; `ppn` the part the treasurer collects. `catatan` are
    warnings (WARN_...) for the person who looks at the figures.
    """

    mekanisme: Mekanisme
    dpp: Rupiah
    ppn_terutang: Rupiah
    setoran: tuple[SetoranPajak, ...] = ()
    tarif_ter_persen: Fraction | None = None
    catatan: tuple[Temuan, ...] = ()

    def jumlah(self, *jenis: JenisPajak) -> Rupiah:
        """The amount of these taxes together."""
        return total([s.jumlah for s in self.setoran if s.jenis in jenis])

    @property
    def total_tagihan(self) -> Rupiah:
        """What the bill comes to: DPP and the PPN owed."""
        return self.dpp + self.ppn_terutang

    @property
    def total_dipungut_dipotong(self) -> Rupiah:
        """All taxes the treasurer must deposit."""
        return total([s.jumlah for s in self.setoran])

    @property
    def tagihan_kartu(self) -> Rupiah | None:
        """What the government card is charged: always gross (PMK 59/2022). None without a card."""
        return self.total_tagihan if self.mekanisme is Mekanisme.KKPD else None

    @property
    def pajak_kewajiban_terpisah(self) -> Rupiah | None:
        """Taxes on a card payment, owed beside the card bill. None without a card."""
        return self.total_dipungut_dipotong if self.mekanisme is Mekanisme.KKPD else None

    @property
    def dibayar_ke_penerima(self) -> Rupiah:
        """What reaches the payee."""
        return self.total_tagihan - (NOL if self.mekanisme is Mekanisme.KKPD else self.total_dipungut_dipotong)

    @property
    def gov_treasurer_opt(self) -> str:
        """The word Coretax wants: `Direct` for LS, `Imprest` for what goes through the treasurer (handbook 3.5)."""
        return "Direct" if self.mekanisme is Mekanisme.LS else "Imprest"


_JENIS_BUKU: Final[tuple[tuple[str, tuple[JenisPajak, ...]], ...]] = (
    ("PPN", (JenisPajak.PPN,)),
    ("PPh21", (JenisPajak.PPH21,)),
    ("PPh22", (JenisPajak.PPH22,)),
    ("PPh23", (JenisPajak.PPH23,)),
    ("PPh4(2)", (JenisPajak.PPH4_2, JenisPajak.PPH_FINAL_UMKM)),
)


def pungutan(hasil: HasilPajak) -> list[tuple[str, Rupiah]]:
    """The rows of the tax book, in the book's own kinds; both final taxes are one kind there, rows of 0 are left out.

    For a card payment these are the separate obligations, which no card line posts (format-transaksi 3 and 4.3).
    """
    rows = [(nama, hasil.jumlah(*jenis)) for nama, jenis in _JENIS_BUKU]
    return [(nama, jumlah) for nama, jumlah in rows if jumlah]
