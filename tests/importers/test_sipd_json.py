"""RAK and besaran UP from saved SIPD responses."""

import json
from typing import Any

import pytest

from core.errors import Refusal
from core.importers.sipd_rak import read_rak
from core.importers.sipd_up import read_besaran_up
from core.money import NOL, Rupiah
from tests.importers.buat import contoh

RAK, UP = "sipd/rak-belanja-sub-giat.json", "sipd/besaran-up.json"


def changed(path: str, **fields: Any) -> list[dict[str, Any]]:
    isi = json.loads(contoh(path))
    isi[0].update(fields)
    return [{k: v for k, v in item.items() if v is not ...} for item in isi]


def complaints(read, isi: object) -> list[tuple[str, str | None]]:
    with pytest.raises(Refusal) as caught:
        read("sipd.json", json.dumps(isi).encode())
    return [(t.kode, t.medan) for t in caught.value.temuan]


def test_rak_sample():
    rak = read_rak("rak.json", contoh(RAK))
    assert (rak.tahun, rak.skpd, rak.jumlah_baris, rak.temuan) == (2026, "2.16.2.20.2.21.02.0000", 1, ())
    assert rak.total == Rupiah.of(1_800_000)
    assert rak.per_bulan == (NOL, Rupiah.of(1_800_000), *[NOL] * 10)
    assert (rak.pos[0].sub_kegiatan, rak.pos[0].rekening) == ("2.21.02.2.01.0006", "5.1.02.01.01.0024")


def test_rak_below_data_as_the_service_answers():
    isi = {"data": json.loads(contoh(RAK)), "pesan": "ok"}
    assert read_rak("rak.json", json.dumps(isi).encode()).total == Rupiah.of(1_800_000)


def test_months_must_be_the_rak():
    data = json.dumps(changed(RAK, **{"5": 100_000})).encode()
    with pytest.raises(Refusal, match=r"1\.900\.000.*1\.800\.000.*100\.000") as caught:
        read_rak("rak.json", data)
    assert (caught.value.kode, caught.value.medan) == ("ERR_RAK_TIDAK_SAMA", "[0].nilai_rak")


def test_rak_below_pagu_is_a_warning():
    rak = read_rak("rak.json", json.dumps(changed(RAK, nilai=2_000_000)).encode())
    assert [t.kode for t in rak.temuan] == ["WARN_RAK_BEDA_PAGU"]


@pytest.mark.parametrize(
    ("fields", "kode", "medan"),
    [
        ({"3": ...}, "ERR_JUMLAH", "[0].3"),
        ({"3": -1}, "ERR_JUMLAH", "[0].3"),
        ({"3": "x"}, "ERR_JUMLAH", "[0].3"),
        ({"3": True}, "ERR_JUMLAH", "[0].3"),
        ({"3": 10**30}, "ERR_JUMLAH", "[0].3"),
        ({"kode_akun": "5.1.02"}, "ERR_KODE_SALAH", "[0].kode_akun"),
        ({"kode_sub_giat": None}, "ERR_MEDAN", "[0].kode_sub_giat"),
        ({"tahun": "2026"}, "ERR_TAHUN", "[0].tahun"),
    ],
)
def test_rak_fields(fields, kode, medan):
    assert (kode, medan) in complaints(read_rak, changed(RAK, **fields))


def test_rak_mixtures_and_doubles():
    one = json.loads(contoh(RAK))[0]
    assert complaints(read_rak, [one, one]) == [("ERR_RAK_GANDA", None)]
    assert ("ERR_TAHUN_CAMPUR", None) in complaints(read_rak, [one, {**one, "tahun": 2027}])
    other = {**one, "kode_skpd": "1.02.0.00.0.00.01.0000"}
    assert ("ERR_SKPD_CAMPUR", None) in complaints(read_rak, [one, other])


@pytest.mark.parametrize("isi", [5, "x", {"data": 1}, [1], [{"a": 1}]])
def test_other_json_is_refused(isi):
    assert complaints(read_rak, isi) == [("ERR_BUKAN_JSON_SIPD", None)]
    assert complaints(read_besaran_up, isi) == [("ERR_BUKAN_JSON_SIPD", None)]


def test_an_empty_list_is_refused():
    assert complaints(read_rak, []) == [("ERR_TANPA_BARIS", None)]


def test_up_sample():
    daftar = read_besaran_up("up.json", contoh(UP))
    (satu,) = daftar.besaran
    assert (satu.up_tunai, satu.up_kkpd) == (Rupiah.of(6_000_000), Rupiah.of(4_000_000))
    assert daftar.total == satu.up == Rupiah.of(10_000_000)
    assert (daftar.tahun, satu.pagu) == (2026, Rupiah.of(96_500_000))


def test_up_complaints():
    assert complaints(read_besaran_up, changed(UP, besaran_up=96_000_000)) == [("ERR_UP_LEBIH_PAGU", "[0].besaran_up")]
    assert complaints(read_besaran_up, changed(UP, besaran_up_kkpd=...)) == [("ERR_JUMLAH", "[0].besaran_up_kkpd")]
    one = json.loads(contoh(UP))[0]
    assert complaints(read_besaran_up, [one, one]) == [("ERR_UP_GANDA", None)]
    assert ("ERR_TAHUN_CAMPUR", None) in complaints(read_besaran_up, [one, {**one, "tahun": 2027}])
