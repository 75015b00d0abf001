"""Dated rows: looked up by the transaction date, followed by a new one, refused when they cannot be right."""

import json
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from core.errors import Refusal
from core.money import Rupiah
from core.pajak.aturan import Aturan, AturanPajak, Tenggat
from core.pajak.aturan_baku import ATURAN_BAKU, aturan_baku
from core.pajak.model import BesaranTertentu, Golongan, JenisBelanja, Kualifikasi, Ptkp

BAKU = aturan_baku()
BUKU_PAJAK = json.loads((Path(__file__).parents[2] / "data" / "tax-examples.json").read_text(encoding="utf-8"))


def row(kunci: str = "batas.ppn", nilai: Any = 2_000_000, dari=date(2025, 1, 1), sampai=None) -> Aturan:
    return Aturan(kunci, nilai, dari, sampai, "CONTOH")


def test_a_row_ends_and_its_follower_begins():
    assert BAKU.on(date(2024, 12, 31)).pecahan("ppn.tarif") == Fraction("0.11")
    assert BAKU.on(date(2025, 1, 1)).pecahan("ppn.tarif") == Fraction("0.12")
    assert BAKU.on(date(2024, 12, 31)).pecahan("ppn.nilai_lain") == 1
    assert BAKU.on(date(2025, 1, 1)).pecahan("ppn.nilai_lain") == Fraction(11, 12)


def test_follow_ends_the_row_before_it_and_leaves_the_rules_it_came_from():
    new = BAKU.follow(row(nilai=5_000_000, dari=date(2026, 7, 1)))
    assert new.on(date(2026, 6, 30)).rupiah("batas.ppn") == Rupiah.of(2_000_000)
    assert new.on(date(2026, 7, 1)).rupiah("batas.ppn") == Rupiah.of(5_000_000)
    assert BAKU.on(date(2026, 7, 1)).rupiah("batas.ppn") == Rupiah.of(2_000_000)
    old = next(r for r in new.baris if r.kunci == "batas.ppn")
    assert old.berlaku_sampai == date(2026, 6, 30)


def test_follow_on_the_same_day_replaces():
    new = BAKU.follow(row(nilai=1_000_000, dari=date(2024, 1, 1)))
    assert [r.nilai for r in new.baris if r.kunci == "batas.ppn"] == [1_000_000]


def test_follow_refuses_to_run_over_a_later_row():
    with pytest.raises(Refusal) as refused:
        BAKU.follow(row("ppn.tarif", "0.10", date(2024, 6, 1)))
    assert (refused.value.kode, refused.value.medan) == ("ERR_ATURAN_PAJAK_TUMPANG_TINDIH", "ppn.tarif")


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (row(), row(dari=date(2026, 1, 1))),
        (row(sampai=date(2025, 12, 31)), row(dari=date(2025, 12, 31))),
        (row(), row()),
        (row(dari=date(2025, 6, 1)), row(sampai=date(2025, 6, 1))),
    ],
)
def test_refuses_two_rows_on_one_day(first: Aturan, second: Aturan):
    with pytest.raises(Refusal, match="01/01/2025") as refused:
        AturanPajak([first, second])
    assert (refused.value.kode, refused.value.medan) == ("ERR_ATURAN_PAJAK_TUMPANG_TINDIH", "batas.ppn")


def test_rows_that_touch_are_fine():
    both = AturanPajak([row(dari=date(2026, 1, 1), nilai=3), row(sampai=date(2025, 12, 31), nilai=2)])
    assert [both.on(day).rupiah("batas.ppn").sen for day in (date(2025, 12, 31), date(2026, 1, 1))] == [200, 300]


@pytest.mark.parametrize("day", [date(2024, 12, 31), date(2026, 1, 1)])
def test_refuses_a_date_no_row_covers(day: date):
    rules = AturanPajak([row(sampai=date(2025, 12, 31))])
    with pytest.raises(Refusal, match=r"01/01/2025 s\.d\. 31/12/2025") as refused:
        rules.on(day).rupiah("batas.ppn")
    assert (refused.value.kode, refused.value.medan) == ("ERR_ATURAN_PAJAK_TIDAK_ADA", "batas.ppn")


def test_refuses_a_family_status_in_no_ter_table():
    rules = AturanPajak([row(f"ter_kategori.{k}", ["TK/0"]) for k in "ABC"])
    with pytest.raises(Refusal, match="K/3") as refused:
        rules.on(date(2025, 6, 16)).ter_kategori("K/3")
    assert refused.value.kode == "ERR_ATURAN_PAJAK_TIDAK_ADA"


def test_an_object_may_have_its_own_rate():
    own = BAKU.follow(row("tarif.24-104-39", "0.01", date(2026, 1, 1)))
    rules = own.on(date(2026, 2, 5))
    assert (rules.tarif("24-104-39"), rules.tarif("24-104-40")) == (Fraction(1, 100), Fraction(2, 100))


@pytest.mark.parametrize(
    ("kunci", "nilai"),
    [
        ("tarif.24-104", "2"),
        ("tarif.24-104", "dua"),
        ("tarif.24-104", "-0.02"),
        ("tarif.24-104", 0.02),
        ("tarif.24-104", "1/0"),
        ("tarif.24-104", "1e999999999"),
        ("faktor_tanpa_npwp.PPH22", 2),
        ("batas.ppn", "2000000"),
        ("batas.ppn", -1),
        ("batas.ppn", True),
        ("kap_kjs.PPN", " "),
        ("objek.JASA", []),
        ("objek.JASA", "24-104-65"),
        ("objek.JASA", [24]),
        ("lapisan.pasal17", []),
        ("lapisan.pasal17", [[60_000_000, "0.05"]]),
        ("lapisan.pasal17", [[250_000_000, "0.15"], [60_000_000, "0.05"], [None, "0.35"]]),
        ("lapisan.pasal17", [[None, "0.05"], [None, "0.35"]]),
        ("lapisan.pasal17", [["0.05"]]),
        ("lapisan.ter.A", [[None, "34"]]),
        ("tenggat.setor.PPN.UP", ["HARI", -1]),
        ("tenggat.setor.PPN.UP", ["TANGGAL", 32]),
        ("tenggat.setor.PPN.UP", ["MINGGU", 1]),
        ("tenggat.setor.PPN.UP", 7),
        ("pajak.rounding", "CEIL"),
        ("kkpd_pph23_policy", "DITANGGUNG"),
        ("pajak.warna", "biru"),
        ("salah_ketik", "1"),
    ],
)
def test_refuses_a_row_that_cannot_be_read(kunci: str, nilai: Any):
    with pytest.raises(Refusal, match="pengaturan pajak") as refused:
        AturanPajak([row(kunci, nilai)])
    assert (refused.value.kode, refused.value.medan) == ("ERR_ATURAN_PAJAK_TIDAK_SAH", kunci)


def test_refuses_a_row_that_ends_before_it_begins():
    with pytest.raises(Refusal, match="berakhir sebelum mulai") as refused:
        AturanPajak([row(sampai=date(2024, 12, 31))])
    assert refused.value.kode == "ERR_ATURAN_PAJAK_TIDAK_SAH"


def test_default_rows_survive_storage_as_json_and_name_their_basis():
    stored = [
        Aturan(r.kunci, json.loads(json.dumps(r.nilai)), r.berlaku_dari, r.berlaku_sampai, r.dasar) for r in ATURAN_BAKU
    ]
    assert stored == list(ATURAN_BAKU)
    assert all(r.dasar.strip() for r in ATURAN_BAKU)


@pytest.mark.parametrize("day", [date(2024, 6, 3), date(2025, 6, 16), date(2026, 2, 5)])
def test_every_word_of_the_forms_has_its_rows(day: date):
    rules = BAKU.on(day)
    split = {JenisBelanja.KONSTRUKSI: Kualifikasi, JenisBelanja.HONOR_PNS: Golongan}
    daily = ("SAMPAI_BATAS", "LEWAT_BATAS")
    for jenis in JenisBelanja:
        parts = split.get(jenis, daily if jenis is JenisBelanja.HARIAN else ())
        for key in [f"objek.{jenis}.{part}" for part in parts] or [f"objek.{jenis}"]:
            assert all(len(rules.kap_kjs(objek)) == len("411121-100") for objek in rules.daftar(key))
    assert [rules.ter_kategori(p) for p in Ptkp] == list("AABBABBC")
    assert all(0 < rules.pecahan(f"ppn.besaran_tertentu.{b}") <= 1 for b in BesaranTertentu)


@pytest.mark.parametrize(("kategori", "bands"), [("A", 44), ("B", 40), ("C", 41)])
def test_ter_tables_are_those_of_the_handbook(kategori: str, bands: int):
    found = [
        [None if batas is None else batas.to_json(), tarif * 100]
        for batas, tarif in BAKU.on(date(2025, 6, 16)).lapisan(f"lapisan.ter.{kategori}")
    ]
    assert len(found) == bands
    assert found == [[batas, Fraction(tarif)] for batas, tarif in BUKU_PAJAK["ter"][kategori]]


def test_construction_and_honour_rates_are_those_of_the_handbook():
    rules = BAKU.on(date(2025, 6, 16))
    for jenis, rows in (("KONSTRUKSI", BUKU_PAJAK["konstruksi"]), ("HONOR_PNS", BUKU_PAJAK["honor_apbd"])):
        for word, expected in rows.items():
            (objek,) = rules.daftar(f"objek.{jenis}.{word}")
            assert (objek, rules.tarif(objek) * 100) == (expected["objek"], Fraction(expected["tarif_persen"]))


def test_a_deadline_is_read_as_unit_and_number():
    assert BAKU.on(date(2025, 6, 16)).tenggat("tenggat.setor.PPN.UP") == Tenggat("HARI", 7)
