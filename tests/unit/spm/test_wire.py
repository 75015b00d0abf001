"""A draft of `spm cek`: absent is untested, null fails its test, and what is wrong in the file is named."""

from __future__ import annotations

from typing import Any

import pytest

from core.errors import Refusal
from core.money import Rupiah
from core.spm.keadaan import Keadaan
from core.spm.wire import draft_from_json
from tests.unit.spm.kantor import LISTRIK, SUB, dana

RENCANA = {LISTRIK: (SUB,), "5.1.02.01.01.0024": ("1.01.01.2.01.0001", "1.01.01.2.01.0002")}
DASAR: dict[str, Any] = {"id": "X1", "jenis": "LS_BJ", "nilai": 1_000_000, "tanggal": "2026-03-02"}


def codes(**isi: Any) -> set[str]:
    dasar = Keadaan(
        2026, up_tunai=Rupiah.of(60_000_000), limit_kkpd=Rupiah.of(40_000_000), ketersediaan=dana(9_000_000)
    )
    return {t.kode for t in draft_from_json({**DASAR, **isi}, RENCANA).check(dasar)}


def test_what_is_absent_is_in_order() -> None:
    assert codes() == set()
    assert {t.kode for t in draft_from_json({"jenis": "GU"}).check(Keadaan(2026))} == set()


@pytest.mark.parametrize(
    ("isi", "kode"),
    [
        ({"rincian": None}, "ERR_RINCIAN_TIDAK_SAMA"),
        ({"potongan": None}, "ERR_NETTO"),
        ({"netto": None}, "ERR_NETTO"),
        ({"rekening_penerima": None}, "ERR_REKENING_PENERIMA"),
        ({"tanggal": None}, "ERR_URUTAN_TANGGAL"),
        ({"tanggal_spp": None}, "ERR_URUTAN_TANGGAL"),
        ({"kelengkapan": None}, "ERR_KELENGKAPAN"),
        ({"bukti": None}, "ERR_DOBEL"),
        ({"jenis": "UP", "nilai": None}, "ERR_UP_LEBIH_SK"),
        ({"jenis": "GU", "nilai": 40_000_000, "lpj_nilai": None}, "ERR_GU_TIDAK_SAMA_LPJ"),
        ({"jenis": "GU_KKPD", "nilai": None}, "ERR_LEBIH_LIMIT_KKPD"),
        ({"jenis": "TU", "sub_kegiatan": None}, "ERR_TU_BELUM_NIHIL"),
    ],
)
def test_null_fails_its_test(isi: dict[str, Any], kode: str) -> None:
    assert codes(**isi) == {kode}


def test_the_file_overrides_the_database() -> None:
    assert codes(jenis="UP", nilai=60_000_000, keadaan={"up_terbit": True}) == {"ERR_UP_SUDAH_TERBIT"}
    assert codes(jenis="UP", nilai=60_000_000, keadaan={"up_tunai": 50_000_000}) == {"ERR_UP_LEBIH_SK"}
    assert codes(jenis="GU_KKPD", nilai=40_000_000, keadaan={"limit_kkpd": 39_000_000}) == {"ERR_LEBIH_LIMIT_KKPD"}
    assert codes(keadaan={"sudah_dibayar": True}) == {"ERR_DOBEL"}
    assert codes(jenis="TU", sub_kegiatan=SUB, keadaan={"tu_terbuka": True}) == {"ERR_TU_BELUM_NIHIL"}
    assert codes(jenis="TU", sub_kegiatan=SUB, keadaan={"tu_terbuka": False}) == set()
    ambang = {"jenis": "GU", "nilai": 20_000_000, "lpj_nilai": 20_000_000}
    assert codes(**ambang) == {"WARN_GU_DI_BAWAH_AMBANG"}
    assert codes(**ambang, keadaan={"ambang_persen_gu": 30}) == set()


def test_booked_or_not_is_the_files_word() -> None:
    gu = {"jenis": "GU", "nilai": 40_000_000, "lpj_nilai": 40_000_000, "rincian": [[LISTRIK, 40_000_000]]}
    assert codes(**gu, sudah_realisasi=True) == set()
    assert codes(**gu, sudah_realisasi=False) == {"ERR_LEBIH_PAGU", "ERR_LEBIH_SPD"}


def test_rows_of_money_and_papers() -> None:
    assert codes(rincian=[[LISTRIK, 600_000], [LISTRIK, 400_000, SUB]]) == set()
    assert codes(potongan=[["PPN", 99_099], ["PPh22", 13_514]], netto=887_387) == set()
    assert codes(kelengkapan=[{"uraian": "BAST", "ada": True}, {"uraian": "Jaminan", "wajib": False}]) == set()
    assert codes(kelengkapan=[{"uraian": "BAST"}]) == {"ERR_KELENGKAPAN"}


@pytest.mark.parametrize(
    ("isi", "kode", "medan"),
    [
        ({"jenis": None}, "ERR_MEDAN_WAJIB", "jenis"),
        ({"jenis": "LS_APA"}, "ERR_MEDAN_TIDAK_SAH", "jenis"),
        ({"nila": 1}, "ERR_MEDAN_TIDAK_SAH", "nila"),
        ({"nilai": 1.5}, "ERR_NILAI_BUKAN_BULAT", "nilai"),
        ({"nilai": "1000"}, "ERR_NILAI_BUKAN_ANGKA", "nilai"),
        ({"nilai": 0}, "ERR_NILAI_TIDAK_POSITIF", "nilai"),
        ({"tanggal": "02/03/2026"}, "ERR_TANGGAL_TIDAK_SAH", "tanggal"),
        ({"rincian": {}}, "ERR_MEDAN_TIDAK_SAH", "rincian"),
        ({"rincian": [[LISTRIK]]}, "ERR_MEDAN_TIDAK_SAH", "rincian[0]"),
        ({"rincian": [["5.1.02.01.01.0024", 5]]}, "ERR_SUB_KEGIATAN_WAJIB", "rincian[0]"),
        ({"potongan": [["PPN"]]}, "ERR_MEDAN_TIDAK_SAH", "potongan[0]"),
        ({"kelengkapan": [{"nama": "BAST"}]}, "ERR_MEDAN_TIDAK_SAH", "kelengkapan[0]"),
        ({"kelengkapan": [{"uraian": "BAST", "ada": "ya"}]}, "ERR_MEDAN_TIDAK_SAH", "kelengkapan[0]"),
        ({"keadaan": []}, None, None),
        ({"keadaan": "baik"}, "ERR_MEDAN_TIDAK_SAH", "keadaan"),
        ({"keadaan": {"cuaca": True}}, "ERR_MEDAN_TIDAK_SAH", "keadaan.cuaca"),
        ({"keadaan": {"tu_terbuka": 1}}, "ERR_MEDAN_TIDAK_SAH", "keadaan.tu_terbuka"),
        ({"keadaan": {"ambang_persen_gu": 101}}, "ERR_MEDAN_TIDAK_SAH", "keadaan.ambang_persen_gu"),
        ({"sudah_realisasi": "ya"}, "ERR_MEDAN_TIDAK_SAH", "sudah_realisasi"),
    ],
)
def test_refusals_name_their_field(isi: dict[str, Any], kode: str | None, medan: str | None) -> None:
    if kode is None:
        assert codes(**isi) == set()
        return
    with pytest.raises(Refusal) as no:
        draft_from_json({**DASAR, **isi}, RENCANA)
    assert [(t.kode, t.medan) for t in no.value.temuan] == [(kode, medan)]


def test_all_findings_of_a_file_come_together() -> None:
    with pytest.raises(Refusal) as no:
        draft_from_json({**DASAR, "nilai": "x", "netto": -1, "lain": 0}, RENCANA)
    assert {t.medan for t in no.value.temuan} == {"lain", "nilai", "netto"}
