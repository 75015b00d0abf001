"""What the JSON face refuses, with code and field, and that all complaints of a case come together."""

from copy import deepcopy
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from core.errors import Refusal
from core.money import Rupiah
from core.pajak.model import JenisBelanja, Mekanisme, PajakInput, TipeWajibPajak, WajibPajak
from core.pajak.wire import input_from_json

SAH: dict[str, Any] = {
    "tanggal": "2025-06-16",
    "mekanisme": "UP_TUNAI",
    "jenis": "BARANG",
    "nilai": 1_500_000,
    "rekanan": {"tipe": "BADAN", "npwp_valid": True},
}
ABSENT = object()


def changed(medan: str, nilai: Any) -> dict[str, Any]:
    isi = deepcopy(SAH)
    *path, key = medan.split(".")
    target = isi[path[0]] if path else isi
    if nilai is ABSENT:
        del target[key]
    else:
        target[key] = nilai
    return isi


def refusal(isi: Any) -> Refusal:
    with pytest.raises(Refusal) as refused:
        input_from_json(isi)
    return refused.value


def test_reads_the_least_a_case_needs():
    assert input_from_json(SAH) == PajakInput(
        tanggal=date(2025, 6, 16),
        mekanisme=Mekanisme.UP_TUNAI,
        jenis=JenisBelanja.BARANG,
        nilai=Rupiah.of(1_500_000),
        rekanan=WajibPajak(tipe=TipeWajibPajak.BADAN, npwp_valid=True),
    )


def test_null_is_the_same_as_absent():
    optional = dict.fromkeys(("kode_objek", "kualifikasi", "nilai_termasuk_ppn", "nilai_transaksi_utuh_tanpa_ppn"))
    assert input_from_json(SAH | optional) == input_from_json(SAH)


@pytest.mark.parametrize(
    ("kode", "medan", "nilai"),
    [
        *(
            ("ERR_MEDAN_WAJIB", medan, nilai)
            for medan in ("tanggal", "mekanisme", "jenis", "nilai", "rekanan", "rekanan.tipe", "rekanan.npwp_valid")
            for nilai in (ABSENT, None)
        ),
        ("ERR_MEDAN_TIDAK_SAH", "mekanisme", "UP"),
        ("ERR_MEDAN_TIDAK_SAH", "mekanisme", ["LS"]),
        ("ERR_MEDAN_TIDAK_SAH", "jenis", "barang"),
        ("ERR_MEDAN_TIDAK_SAH", "jenis", ""),
        ("ERR_MEDAN_TIDAK_SAH", "besaran_tertentu", "BIRO"),
        ("ERR_MEDAN_TIDAK_SAH", "ppn_dikecualikan", "HOTEL"),
        ("ERR_MEDAN_TIDAK_SAH", "pph22_dikecualikan", "HOTEL"),
        ("ERR_MEDAN_TIDAK_SAH", "pph23_dikecualikan", "BBM"),
        ("ERR_MEDAN_TIDAK_SAH", "kualifikasi", "BESAR"),
        ("ERR_MEDAN_TIDAK_SAH", "rekanan.tipe", "CV"),
        ("ERR_MEDAN_TIDAK_SAH", "rekanan.golongan", 3),
        ("ERR_MEDAN_TIDAK_SAH", "rekanan.ptkp", "TK/9"),
        ("ERR_MEDAN_TIDAK_SAH", "nilai_termasuk_ppn", "ya"),
        ("ERR_MEDAN_TIDAK_SAH", "objek_ppn", 0),
        ("ERR_MEDAN_TIDAK_SAH", "rekanan.npwp_valid", 1),
        ("ERR_MEDAN_TIDAK_SAH", "rekanan.pkp", "true"),
        ("ERR_MEDAN_TIDAK_SAH", "kode_objek", "24104"),
        ("ERR_MEDAN_TIDAK_SAH", "kode_objek", 2410439),
        ("ERR_MEDAN_TIDAK_SAH", "rekanan", "CV CONTOH"),
        ("ERR_MEDAN_TIDAK_SAH", "harga", 1),
        ("ERR_MEDAN_TIDAK_SAH", "rekanan.nama", "CV CONTOH"),
        ("ERR_NILAI_BUKAN_ANGKA", "nilai", "1500000"),
        ("ERR_NILAI_BUKAN_ANGKA", "nilai", True),
        ("ERR_NILAI_BUKAN_ANGKA", "nilai", [1500000]),
        ("ERR_NILAI_BUKAN_ANGKA", "nilai", float("nan")),
        ("ERR_NILAI_BUKAN_ANGKA", "nilai_transaksi_utuh_tanpa_ppn", "4.500.000"),
        ("ERR_NILAI_BUKAN_BULAT", "nilai", 1500000.0),
        ("ERR_NILAI_BUKAN_BULAT", "nilai", Decimal("1500000.5")),
        ("ERR_NILAI_BUKAN_BULAT", "nilai_transaksi_utuh_tanpa_ppn", 1.5),
        ("ERR_NILAI_TIDAK_POSITIF", "nilai", 0),
        ("ERR_NILAI_TIDAK_POSITIF", "nilai", -1),
        ("ERR_NILAI_TIDAK_POSITIF", "nilai_transaksi_utuh_tanpa_ppn", 0),
        ("ERR_NILAI_TERLALU_BESAR", "nilai", 1_000_000_000_000_000),
        ("ERR_TANGGAL_TIDAK_SAH", "tanggal", "2025-02-30"),
        ("ERR_TANGGAL_TIDAK_SAH", "tanggal", "16/06/2025"),
        ("ERR_TANGGAL_TIDAK_SAH", "tanggal", "20250616"),
        ("ERR_TANGGAL_TIDAK_SAH", "tanggal", "2025-W25-1"),
        ("ERR_TANGGAL_TIDAK_SAH", "tanggal", 20250616),
    ],
)
def test_refuses_one_wrong_field(kode: str, medan: str, nilai: Any):
    found = refusal(changed(medan, nilai)).temuan
    assert [(t.kode, t.medan) for t in found] == [(kode, medan)]
    assert medan in found[0].pesan


@pytest.mark.parametrize(
    ("kode", "medan", "isi"),
    [
        ("ERR_MEDAN_WAJIB", "kualifikasi", {"jenis": "KONSTRUKSI"}),
        ("ERR_MEDAN_WAJIB", "rekanan.golongan", {"jenis": "HONOR_PNS"}),
        ("ERR_MEDAN_WAJIB", "rekanan.ptkp", {"jenis": "GAJI_BULANAN"}),
        ("ERR_MEDAN_TIDAK_SAH", "barang_mewah", {"jenis": "JASA", "barang_mewah": True}),
        ("ERR_MEDAN_TIDAK_SAH", "besaran_tertentu", {"besaran_tertentu": "PAKET_POS"}),
        ("ERR_MEDAN_TIDAK_SAH", "kualifikasi", {"kualifikasi": "KECIL_SBU"}),
        (
            "ERR_MEDAN_TIDAK_SAH",
            "rekanan.tipe",
            {"jenis": "HADIAH_BADAN", "rekanan": {"tipe": "OP", "npwp_valid": True}},
        ),
    ],
)
def test_refuses_fields_that_do_not_fit_the_jenis(kode: str, medan: str, isi: dict[str, Any]):
    found = refusal(SAH | isi)
    assert (found.kode, found.medan) == (kode, medan)


def test_all_complaints_come_together():
    isi = SAH | {"tanggal": "kemarin", "nilai": "seribu", "warna": 1, "rekanan": {"tipe": "CV"}}
    assert {(t.kode, t.medan) for t in refusal(isi).temuan} == {
        ("ERR_MEDAN_TIDAK_SAH", "warna"),
        ("ERR_TANGGAL_TIDAK_SAH", "tanggal"),
        ("ERR_NILAI_BUKAN_ANGKA", "nilai"),
        ("ERR_MEDAN_TIDAK_SAH", "rekanan.tipe"),
        ("ERR_MEDAN_WAJIB", "rekanan.npwp_valid"),
    }


@pytest.mark.parametrize("isi", [None, [], "BARANG", 1])
def test_refuses_a_case_that_is_no_object(isi: Any):
    assert refusal(isi).kode == "ERR_MEDAN_TIDAK_SAH"


def test_the_value_itself_refuses_sen():
    with pytest.raises(Refusal, match=r"1\.500\.000,50") as refused:
        PajakInput(
            tanggal=date(2025, 6, 16),
            mekanisme=Mekanisme.LS,
            jenis=JenisBelanja.BARANG,
            nilai=Rupiah(150_000_050),
            rekanan=WajibPajak(tipe=TipeWajibPajak.BADAN, npwp_valid=True),
        )
    assert (refused.value.kode, refused.value.medan) == ("ERR_NILAI_BUKAN_BULAT", "nilai")
