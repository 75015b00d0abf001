"""The rules an office starts with: every figure of handbook KKPD/pajak 3, each with its basis and reliability mark.

Marks: V = read in a source, V-REF = list of the DJP Coretax converter, M = from memory (high, med, low), D = our own
decision.
Rows begin with the budget year 2024, the first the monthly TER holds for, though many rules are older. Rules after the
end of 2025 were not checked, so rows without an end need a look before each new budget year.
"""

from __future__ import annotations

from datetime import date
from typing import Any, Final

from core.pajak.aturan import Aturan, AturanPajak

_AWAL: Final = date(2024, 1, 1)
_AKHIR_2024: Final = date(2024, 12, 31)
_AWAL_2025: Final = date(2025, 1, 1)


def _since(kunci: str, nilai: Any, dasar: str) -> Aturan:
    return Aturan(kunci, nilai, _AWAL, None, dasar)


def _changed_2025(kunci: str, lama: Any, dasar_lama: str, baru: Any, dasar_baru: str) -> tuple[Aturan, Aturan]:
    return (
        Aturan(kunci, lama, _AWAL, _AKHIR_2024, dasar_lama),
        Aturan(kunci, baru, _AWAL_2025, None, dasar_baru),
    )


_PMK_231: Final = "PMK 231/2019 jo. PMK 59/2022 [M-high]"
_REF: Final = "daftar objek konverter Coretax DJP [V-REF]"
_PP_9: Final = "PP 9/2022; " + _REF
_PP_58: Final = "PP 58/2023, PMK 168/2023"

_KEBIJAKAN = (
    _since("pajak.rounding", "ROUND_HALF_UP", "kebijakan kantor; bukti lapangan beragam, juga FLOOR [D]"),
    _since("kkpd_pph23_policy", "TERPISAH", "kebijakan kantor; PPh 21/23/4(2) tidak disebut dikecualikan [D, M-med]"),
)

_PPN = (
    *_changed_2025("ppn.tarif", "0.11", "UU 7/2021 [M-high]", "0.12", "UU 7/2021, PMK 131/2024 [M-high]"),
    *_changed_2025(
        "ppn.nilai_lain", "1", "UU 7/2021 [M-high]", "11/12", "PMK 131/2024, PMK 11/2025: DPP 11/12 [M-high]"
    ),
    _since("ppn.besaran_tertentu.PAKET_POS", "1/10", "PMK 11/2025: 10% x 11/12 x 12% = 1,1% [M-med]"),
    _since("batas.ppn", 2_000_000, _PMK_231 + ": paling banyak, tanpa PPN, tidak dipecah"),
)

_PPH_22_23 = (
    _since("batas.pph22", 2_000_000, _PMK_231 + ": paling banyak, tanpa PPN, tidak dipecah"),
    _since("objek.BARANG", ["22-910-01"], _REF),
    _since("tarif.22-910-01", "0.015", _REF),
    _since("tarif.22-101-01", "0.005", "PMK 58/2022: dipungut pihak lain SIPP, tidak final; " + _REF),
    _since("tarif.22-101-02", "0.005", "PMK 58/2022: dipungut pihak lain SIPP, final; " + _REF),
    _since("objek.JASA", ["24-104-65", *(f"24-104-{n:02d}" for n in range(1, 65))], "PMK 141/2015; " + _REF),
    _since("tarif.24-104", "0.02", "PMK 141/2015 [M-high]; tanpa batas minimum; " + _REF),
    _since("objek.SEWA_HARTA", ["24-100-02"], _REF),
    _since("tarif.24-100-02", "0.02", _REF),
    _since("objek.HADIAH_BADAN", ["24-100-01"], _REF),
    _since("tarif.24-100-01", "0.15", _REF),
    _since("objek.PP55", ["28-423-01"], "PP 55/2022; " + _REF),
    _since("tarif.28-423-01", "0.005", "PP 55/2022 [V]"),
    _since("faktor_tanpa_npwp.PPH22", "2", "UU PPh Pasal 22: 100% lebih tinggi [M-high]"),
    _since("faktor_tanpa_npwp.PPH23", "2", "UU PPh Pasal 23: 100% lebih tinggi [M-high]"),
    _since("faktor_tanpa_npwp.PPH21", "1.2", "UU PPh Pasal 21: 20% lebih tinggi [M-high]"),
)

_KONSTRUKSI: Final = (
    ("KECIL_SBU", "28-409-22", "0.0175"),
    ("TANPA_SBU", "28-409-23", "0.04"),
    ("MENENGAH_BESAR_SBU", "28-409-24", "0.0265"),
    ("TERINTEGRASI_SBU", "28-409-25", "0.0265"),
    ("TERINTEGRASI_TANPA_SBU", "28-409-26", "0.04"),
    ("KONSULTANSI_SBU", "28-409-27", "0.035"),
    ("KONSULTANSI_TANPA_SBU", "28-409-28", "0.06"),
)

_PPH_4_2 = (
    _since("objek.SEWA_TANAH_BANGUNAN", ["28-403-02"], _REF),
    _since("tarif.28-403-02", "0.10", _REF),
    _since("objek.PENGALIHAN_TANAH_BANGUNAN", ["28-402-01"], _REF),
    _since("tarif.28-402-01", "0.025", _REF),
    _since("objek.PENGADAAN_TANAH_KEPENTINGAN_UMUM", ["28-402-03"], _REF),
    _since("tarif.28-402-03", "0", _REF),
    *(_since(f"objek.KONSTRUKSI.{kualifikasi}", [objek], _PP_9) for kualifikasi, objek, _ in _KONSTRUKSI),
    *(_since(f"tarif.{objek}", tarif, _PP_9) for _, objek, tarif in _KONSTRUKSI),
)

_HONOR: Final = (
    ("I", "21-402-04"),
    ("II", "21-402-04"),
    ("III", "21-402-02"),
    ("IV", "21-402-03"),
    ("PEJABAT_NEGARA", "21-402-03"),
)

_PPH_21 = (
    *(_since(f"objek.HONOR_PNS.{golongan}", [objek], "honor beban APBD; " + _REF) for golongan, objek in _HONOR),
    _since("tarif.21-402-04", "0", _REF),
    _since("tarif.21-402-02", "0.05", _REF),
    _since("tarif.21-402-03", "0.15", _REF),
    _since("objek.BUKAN_PEGAWAI", ["21-100-20", "21-100-07", "21-100-18"], _REF),
    _since("bagian_kena.BUKAN_PEGAWAI", "0.5", "PMK 168/2023; " + _REF),
    _since("objek.PESERTA_KEGIATAN", ["21-100-14", "21-100-15", "21-100-16"], _REF),
    _since("bagian_kena.PESERTA_KEGIATAN", "1", "PMK 168/2023; " + _REF),
    _since("batas.harian_bebas", 450_000, _PP_58 + ": per hari [M-high]"),
    _since("batas.harian_ter", 2_500_000, _PP_58 + ": per hari; " + _REF),
    _since("objek.HARIAN.SAMPAI_BATAS", ["21-100-24"], _REF),
    _since("tarif.21-100-24", "0.005", _PP_58 + " [M-high]"),
    _since("objek.HARIAN.LEWAT_BATAS", ["21-100-30"], _REF),
    _since("bagian_kena.HARIAN", "0.5", "PMK 168/2023; " + _REF),
    _since("objek.GAJI_BULANAN", ["21-100-01"], _REF),
    _since(
        "lapisan.pasal17",
        [[60_000_000, "0.05"], [250_000_000, "0.15"], [500_000_000, "0.25"], [5_000_000_000, "0.30"], [None, "0.35"]],
        "UU PPh Pasal 17 ayat (1) huruf a jo. UU 7/2021 [M-high]",
    ),
    _since("ter_kategori.A", ["TK/0", "TK/1", "K/0"], _PP_58 + " [V]"),
    _since("ter_kategori.B", ["TK/2", "TK/3", "K/1", "K/2"], _PP_58 + " [V]"),
    _since("ter_kategori.C", ["K/3"], _PP_58 + " [V]"),
)

# Lower edges of table A and the top of table C were seen in sources; the rest is from memory, and public copies of C
# disagree at 47.4, 51.2, 60.4, 66.7 and 95.6 million.
_TER_DASAR: Final = _PP_58 + " lampiran; baris tengah perlu dicocokkan dengan naskah resmi [M]"

_TER_A: Final = (
    (5_400_000, "0"), (5_650_000, "0.0025"), (5_950_000, "0.005"), (6_300_000, "0.0075"), (6_750_000, "0.01"),
    (7_500_000, "0.0125"), (8_550_000, "0.015"), (9_650_000, "0.0175"), (10_050_000, "0.02"), (10_350_000, "0.0225"),
    (10_700_000, "0.025"), (11_050_000, "0.03"), (11_600_000, "0.035"), (12_500_000, "0.04"), (13_750_000, "0.05"),
    (15_100_000, "0.06"), (16_950_000, "0.07"), (19_750_000, "0.08"), (24_150_000, "0.09"), (26_450_000, "0.1"),
    (28_000_000, "0.11"), (30_050_000, "0.12"), (32_400_000, "0.13"), (35_400_000, "0.14"), (39_100_000, "0.15"),
    (43_850_000, "0.16"), (47_800_000, "0.17"), (51_400_000, "0.18"), (56_300_000, "0.19"), (62_200_000, "0.2"),
    (68_600_000, "0.21"), (77_500_000, "0.22"), (89_000_000, "0.23"), (103_000_000, "0.24"), (125_000_000, "0.25"),
    (157_000_000, "0.26"), (206_000_000, "0.27"), (337_000_000, "0.28"), (454_000_000, "0.29"), (550_000_000, "0.3"),
    (695_000_000, "0.31"), (910_000_000, "0.32"), (1_400_000_000, "0.33"), (None, "0.34"),
)  # fmt: skip

_TER_B: Final = (
    (6_200_000, "0"), (6_500_000, "0.0025"), (6_850_000, "0.005"), (7_300_000, "0.0075"), (9_200_000, "0.01"),
    (10_750_000, "0.015"), (11_250_000, "0.02"), (11_600_000, "0.025"), (12_600_000, "0.03"), (13_600_000, "0.04"),
    (14_950_000, "0.05"), (16_400_000, "0.06"), (18_450_000, "0.07"), (21_850_000, "0.08"), (26_000_000, "0.09"),
    (27_700_000, "0.1"), (29_350_000, "0.11"), (31_450_000, "0.12"), (33_950_000, "0.13"), (37_100_000, "0.14"),
    (41_100_000, "0.15"), (45_800_000, "0.16"), (49_500_000, "0.17"), (53_800_000, "0.18"), (58_500_000, "0.19"),
    (64_000_000, "0.2"), (71_000_000, "0.21"), (80_000_000, "0.22"), (93_000_000, "0.23"), (109_000_000, "0.24"),
    (129_000_000, "0.25"), (163_000_000, "0.26"), (211_000_000, "0.27"), (374_000_000, "0.28"), (459_000_000, "0.29"),
    (555_000_000, "0.3"), (704_000_000, "0.31"), (957_000_000, "0.32"), (1_405_000_000, "0.33"), (None, "0.34"),
)  # fmt: skip

_TER_C: Final = (
    (6_600_000, "0"), (6_950_000, "0.0025"), (7_350_000, "0.005"), (7_800_000, "0.0075"), (8_850_000, "0.01"),
    (9_800_000, "0.0125"), (10_950_000, "0.015"), (11_200_000, "0.0175"), (12_050_000, "0.02"), (12_950_000, "0.03"),
    (14_150_000, "0.04"), (15_550_000, "0.05"), (17_050_000, "0.06"), (19_500_000, "0.07"), (22_700_000, "0.08"),
    (26_600_000, "0.09"), (28_100_000, "0.1"), (30_100_000, "0.11"), (32_600_000, "0.12"), (35_400_000, "0.13"),
    (38_900_000, "0.14"), (43_000_000, "0.15"), (47_400_000, "0.16"), (51_200_000, "0.17"), (55_800_000, "0.18"),
    (60_400_000, "0.19"), (66_700_000, "0.2"), (74_500_000, "0.21"), (83_200_000, "0.22"), (95_600_000, "0.23"),
    (110_000_000, "0.24"), (134_000_000, "0.25"), (169_000_000, "0.26"), (221_000_000, "0.27"), (390_000_000, "0.28"),
    (463_000_000, "0.29"), (561_000_000, "0.3"), (709_000_000, "0.31"), (965_000_000, "0.32"),
    (1_419_000_000, "0.33"), (None, "0.34"),
)  # fmt: skip

_TER = (
    _since("lapisan.ter.A", _TER_A, _TER_DASAR),
    _since("lapisan.ter.B", _TER_B, _TER_DASAR),
    _since("lapisan.ter.C", _TER_C, _TER_DASAR),
)

_KAP_KJS = (
    _since("kap_kjs.PPN", "411211-920", "bendahara daerah [V]"),
    _since("kap_kjs.21-100", "411121-100", "masa PPh 21 [V]"),
    _since("kap_kjs.21-402", "411121-402", "PPh 21 final honor APBD [M-high]"),
    _since("kap_kjs.22-910", "411122-920", "PPh 22 bendahara daerah [V]"),
    _since("kap_kjs.24-100", "411124-100", "PPh 23 sewa dan hadiah [V]"),
    _since("kap_kjs.24-104", "411124-104", "PPh 23 jasa [V]"),
    _since("kap_kjs.28-402", "411128-402", "PPh 4(2) pengalihan tanah/bangunan [M-high]"),
    _since("kap_kjs.28-403", "411128-403", "PPh 4(2) sewa tanah/bangunan [M-high]"),
    _since("kap_kjs.28-409", "411128-409", "PPh 4(2) jasa konstruksi [M-high]"),
    _since("kap_kjs.28-423", "411128-423", "PPh final PP 55, semula 411128-420 [M-med]"),
    _since("kap_kjs.deposit", "411618-100", "deposit pajak Coretax [M-med]"),
)

_TENGGAT = (
    *(
        _since(f"tenggat.setor.{jenis}.{cara}", ["HARI", hari], dasar)
        for jenis in ("PPN", "PPH22")
        for cara, hari, dasar in (
            ("LS", 0, _PMK_231 + ": hari yang sama dengan pembayaran"),
            ("UP", 7, _PMK_231 + ": 7 hari setelah pembayaran"),
        )
    ),
    *(
        _since(f"tenggat.setor.{jenis}.LS", ["HARI", 0], "potongan SPM-LS disetor bersama SP2D [D]")
        for jenis in ("PPH21", "PPH23", "PPH4_2", "PPH_FINAL_UMKM")
    ),
    *(
        row
        for jenis in ("PPH21", "PPH23", "PPH4_2", "PPH_FINAL_UMKM")
        for row in _changed_2025(
            f"tenggat.setor.{jenis}.UP",
            ["TANGGAL", 10],
            "tanggal 10 bulan berikutnya [M-med]",
            ["TANGGAL", 15],
            "PMK 81/2024: tanggal 15 bulan berikutnya [M-med]",
        )
    ),
    _since("tenggat.spt.PPH", ["TANGGAL", 20], "SPT Masa PPh 21 dan unifikasi [M-high]"),
    _since("tenggat.spt.PPN", ["TANGGAL", 31], "SPT Masa PPN pemungut: akhir bulan berikutnya [M-high]"),
)

ATURAN_BAKU: Final[tuple[Aturan, ...]] = (
    *_KEBIJAKAN,
    *_PPN,
    *_PPH_22_23,
    *_PPH_4_2,
    *_PPH_21,
    *_TER,
    *_KAP_KJS,
    *_TENGGAT,
)
"""The default rows, to be stored in a new office."""


def aturan_baku() -> AturanPajak:
    """The default rules, ready for a calculation."""
    return AturanPajak(ATURAN_BAKU)
