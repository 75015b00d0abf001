"""Rows of the decision table the 52 examples do not reach, the warnings, and the refusals of the calculation."""

from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from core.errors import Refusal
from core.money import Rupiah
from core.pajak.aturan_baku import aturan_baku
from core.pajak.model import HasilPajak, JenisPajak
from core.pajak.rules import calculate
from core.pajak.wire import hasil_to_json, input_from_json

BAKU = aturan_baku()


def hitung(**isi: Any) -> HasilPajak:
    rekanan = {"tipe": "BADAN", "npwp_valid": True, **isi.pop("rekanan", {})}
    base = {"tanggal": "2025-06-16", "mekanisme": "UP_TUNAI", "jenis": "BARANG", "nilai": 10_000_000}
    return calculate(input_from_json({**base, **isi, "rekanan": rekanan}), BAKU)


def pajak(**isi: Any) -> dict[str, int]:
    answer = hasil_to_json(hitung(**isi))
    taxes = ("ppn", "pph21", "pph22", "pph23", "pph4_2", "pph_final_umkm")
    return {key: answer[key] for key in taxes if answer[key]}


OP = {"tipe": "OP"}
PKP = {"pkp": True}
PP55 = {"surat_keterangan_pp55": True}
SKB = {"skb": True}
NO_NPWP = {"npwp_valid": False}


@pytest.mark.parametrize(
    ("isi", "expected"),
    [
        # row 1: PPN of 2024 is 11% of the price itself, luxury or not
        ({"tanggal": "2024-12-31", "rekanan": PKP}, {"ppn": 1_100_000, "pph22": 150_000}),
        ({"tanggal": "2024-12-31", "rekanan": PKP, "barang_mewah": True}, {"ppn": 1_100_000, "pph22": 150_000}),
        ({"tanggal": "2025-01-02", "rekanan": PKP, "barang_mewah": True}, {"ppn": 1_200_000, "pph22": 150_000}),
        # row 1: excepted from collection, and land
        ({"rekanan": PKP, "ppn_dikecualikan": "TELEKOMUNIKASI"}, {"pph22": 150_000}),
        ({"jenis": "PENGALIHAN_TANAH_BANGUNAN", "rekanan": PKP}, {"pph4_2": 250_000}),
        ({"jenis": "PENGADAAN_TANAH_KEPENTINGAN_UMUM", "rekanan": PKP}, {}),
        # row 1: wages and prizes are no delivery, whatever the payee is; an expert who is PKP delivers
        ({"jenis": "HADIAH_BADAN", "rekanan": PKP}, {"pph23": 1_500_000}),
        ({"jenis": "BUKAN_PEGAWAI", "rekanan": OP | PKP}, {"ppn": 1_100_000, "pph21": 250_000}),
        # row 2: certificate, thresholds, exceptions
        ({"rekanan": SKB}, {}),
        ({"pph22_dikecualikan": "BOS"}, {}),
        ({"pph22_dikecualikan": "BENDA_POS"}, {}),
        ({"nilai": 2_000_000, "rekanan": PP55}, {}),
        ({"nilai": 2_000_001, "rekanan": PP55}, {"pph_final_umkm": 10_000}),
        ({"rekanan": PP55 | NO_NPWP}, {"pph_final_umkm": 50_000}),
        # row 3: no threshold, also for the certificate; a prize is not business income
        ({"jenis": "JASA", "nilai": 100_000, "rekanan": PP55}, {"pph_final_umkm": 500}),
        ({"jenis": "SEWA_HARTA", "rekanan": PP55}, {"pph_final_umkm": 50_000}),
        ({"jenis": "HADIAH_BADAN", "rekanan": PP55}, {"pph23": 1_500_000}),
        ({"jenis": "JASA", "rekanan": SKB}, {}),
        ({"jenis": "JASA", "pph23_dikecualikan": "SKB"}, {}),
        ({"jenis": "SEWA_HARTA", "rekanan": NO_NPWP}, {"pph23": 400_000}),
        # row 5: integrated works, and final taxes are not raised
        ({"jenis": "KONSTRUKSI", "kualifikasi": "TERINTEGRASI_SBU", "rekanan": NO_NPWP}, {"pph4_2": 265_000}),
        ({"jenis": "KONSTRUKSI", "kualifikasi": "TERINTEGRASI_TANPA_SBU"}, {"pph4_2": 400_000}),
        # row 7
        ({"jenis": "HONOR_PNS", "rekanan": {"tipe": "PNS", "golongan": "PEJABAT_NEGARA"}}, {"pph21": 1_500_000}),
        ({"jenis": "HONOR_PNS", "rekanan": {"tipe": "PNS", "golongan": "III"} | NO_NPWP}, {"pph21": 500_000}),
        # rows 8, 9: brackets 5% to 60 m, 15% to 250 m, 25% to 500 m, 30% to 5 bn, 35% above
        ({"jenis": "PESERTA_KEGIATAN", "nilai": 60_000_000, "rekanan": OP}, {"pph21": 3_000_000}),
        ({"jenis": "PESERTA_KEGIATAN", "nilai": 6_000_000_000, "rekanan": OP}, {"pph21": 1_794_000_000}),
        ({"jenis": "BUKAN_PEGAWAI", "rekanan": OP | SKB}, {}),
        # row 10: the two edges, each a rupiah apart
        ({"jenis": "HARIAN", "nilai": 450_000, "rekanan": OP}, {}),
        ({"jenis": "HARIAN", "nilai": 450_001, "rekanan": OP}, {"pph21": 2_250}),
        ({"jenis": "HARIAN", "nilai": 2_500_000, "rekanan": OP}, {"pph21": 12_500}),
        ({"jenis": "HARIAN", "nilai": 2_500_001, "rekanan": OP}, {"pph21": 62_500}),
        ({"jenis": "HARIAN", "nilai": 500_000, "rekanan": OP | NO_NPWP}, {"pph21": 3_000}),
        # row 11: raised by a fifth, and the top band
        ({"jenis": "GAJI_BULANAN", "rekanan": {"tipe": "PEGAWAI", "ptkp": "TK/0"} | NO_NPWP}, {"pph21": 240_000}),
        (
            {"jenis": "GAJI_BULANAN", "nilai": 2_000_000_000, "rekanan": {"tipe": "PEGAWAI", "ptkp": "K/2"}},
            {"pph21": 680_000_000},
        ),
        # row 12b: the marketplace collects everything
        ({"jenis": "JASA", "rekanan": PKP, "pihak_lain_sipp": True}, {}),
        # row 13: the whole transaction decides; a part too small for a rupiah of PPN has no PPN row
        ({"nilai": 4, "nilai_transaksi_utuh_tanpa_ppn": 3_000_000, "rekanan": PKP}, {}),
        ({"nilai": 1_000_000, "nilai_transaksi_utuh_tanpa_ppn": 2_000_000, "rekanan": PKP}, {}),
        # 1.7: by card neither PPN nor PPh 22, but final tax on services remains ours
        ({"mekanisme": "KKPD", "rekanan": PP55}, {}),
        ({"mekanisme": "KKPD", "jenis": "JASA", "rekanan": PP55 | PKP}, {"pph_final_umkm": 50_000}),
    ],
)
def test_decision_table(isi: dict[str, Any], expected: dict[str, int]):
    assert pajak(**isi) == expected


def test_tu_is_imprest_like_up():
    assert hitung(mekanisme="TU", rekanan=PKP).gov_treasurer_opt == "Imprest"
    assert pajak(mekanisme="TU", rekanan=PKP) == {"ppn": 1_100_000, "pph22": 150_000}


def test_services_without_a_named_object_are_the_catch_all():
    (row,) = hitung(jenis="JASA").setoran
    assert (row.objek, row.kap_kjs) == ("24-104-65", "411124-104")


def test_deposit_row_keeps_base_and_rate_for_the_bupot():
    ppn, pph = hitung(jenis="JASA", nilai=11_100_000, nilai_termasuk_ppn=True, rekanan=PKP | NO_NPWP).setoran
    assert (ppn.dasar, ppn.tarif) == (Rupiah.of(10_000_000), Fraction("0.11"))
    assert (pph.dasar, pph.tarif) == (Rupiah.of(10_000_000), Fraction("0.04"))
    (bracketed,) = hitung(jenis="BUKAN_PEGAWAI", rekanan=OP).setoran
    assert bracketed.tarif is None


def test_inclusive_luxury_price_is_split_by_112():
    hasil = hitung(nilai=336_000_000, nilai_termasuk_ppn=True, barang_mewah=True, rekanan=PKP)
    assert (hasil.dpp, hasil.ppn_terutang) == (Rupiah.of(300_000_000), Rupiah.of(36_000_000))


def test_inclusive_price_of_a_non_pkp_is_the_tax_base():
    assert hitung(nilai_termasuk_ppn=True).dpp == Rupiah.of(10_000_000)


@pytest.mark.parametrize(
    ("isi", "codes"),
    [
        ({}, []),
        ({"jenis": "GAJI_BULANAN", "rekanan": {"tipe": "PEGAWAI", "ptkp": "TK/0"}}, []),
        (
            {"jenis": "GAJI_BULANAN", "tanggal": "2025-12-01", "rekanan": {"tipe": "PEGAWAI", "ptkp": "TK/0"}},
            ["WARN_MASA_DESEMBER"],
        ),
        ({"mekanisme": "KKPD"}, []),
        ({"mekanisme": "KKPD", "jenis": "JASA"}, ["WARN_KKPD_PAJAK_TERPISAH"]),
        ({"jenis": "JASA", "rekanan": OP}, ["WARN_JASA_ORANG_PRIBADI"]),
        ({"jenis": "JASA", "rekanan": OP | PP55}, []),
    ],
)
def test_warnings(isi: dict[str, Any], codes: list[str]):
    catatan = hitung(**isi).catatan
    assert [t.kode for t in catatan] == codes
    assert not any(t.is_error for t in catatan)


@pytest.mark.parametrize(
    ("isi", "medan"),
    [
        ({"kode_objek": "24-104-39"}, "kode_objek"),
        ({"jenis": "JASA", "kode_objek": "24-104-99"}, "kode_objek"),
        ({"jenis": "JASA", "nilai": 100, "kode_objek": "22-910-01", "pihak_lain_sipp": True}, "kode_objek"),
        ({"jenis": "HARIAN", "nilai": 3_000_000, "kode_objek": "21-100-24", "rekanan": OP}, "kode_objek"),
        ({"nilai_transaksi_utuh_tanpa_ppn": 9_999_999}, "nilai_transaksi_utuh_tanpa_ppn"),
    ],
)
def test_refuses_what_the_rules_do_not_allow(isi: dict[str, Any], medan: str):
    with pytest.raises(Refusal) as refused:
        hitung(**isi)
    assert (refused.value.kode, refused.value.medan) == ("ERR_MEDAN_TIDAK_SAH", medan)


def test_refused_object_names_the_allowed_ones():
    with pytest.raises(Refusal, match="21-100-20, 21-100-07, 21-100-18"):
        hitung(jenis="BUKAN_PEGAWAI", kode_objek="21-100-01", rekanan=OP)


def test_refuses_a_date_before_the_first_rule():
    with pytest.raises(Refusal, match="31/12/2023") as refused:
        hitung(tanggal="2023-12-31")
    assert refused.value.kode == "ERR_ATURAN_PAJAK_TIDAK_ADA"


def test_answers_in_2026_by_the_open_rules():
    hasil = hitung(tanggal="2026-02-05", rekanan=PKP)
    assert hasil.jumlah(JenisPajak.PPN, JenisPajak.PPH22) == Rupiah.of(1_250_000)


def test_default_rules_begin_with_a_budget_year():
    assert {row.berlaku_dari for row in BAKU.baris} == {date(2024, 1, 1), date(2025, 1, 1)}
