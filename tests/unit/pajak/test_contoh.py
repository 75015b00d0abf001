"""The 52 worked examples of the handbook, through the JSON face, and the two alternatives it names."""

import json
from datetime import date
from pathlib import Path

import pytest

from core.money import Rupiah
from core.pajak.aturan import Aturan
from core.pajak.aturan_baku import aturan_baku
from core.pajak.model import HasilPajak, pungutan
from core.pajak.rules import calculate
from core.pajak.wire import hasil_to_json, input_from_json

CONTOH = json.loads((Path(__file__).parents[2] / "data" / "tax-examples.json").read_text(encoding="utf-8"))["examples"]
PER_ID = {c["id"]: c for c in CONTOH}
BAKU = aturan_baku()


def hitung(nomor: str, aturan=BAKU) -> HasilPajak:
    return calculate(input_from_json(PER_ID[nomor]["input"]), aturan)


def kebijakan(kunci: str, nilai: str):
    return BAKU.follow(Aturan(kunci, nilai, date(2025, 6, 1), None, "kebijakan kantor CONTOH"))


def test_there_are_52_examples():
    assert len(CONTOH) == len(PER_ID) == 52


@pytest.mark.parametrize("nomor", PER_ID)
def test_example_comes_out_exactly(nomor: str):
    assert hasil_to_json(hitung(nomor)) == PER_ID[nomor]["expected"]


def test_floor_gives_2_for_tx52():
    floor = kebijakan("pajak.rounding", "FLOOR")
    assert hitung("TX52", floor).total_dipungut_dipotong == Rupiah.of(2)


def test_floor_changes_the_tax_but_not_the_split_of_an_inclusive_price():
    answer = hasil_to_json(hitung("TX43", kebijakan("pajak.rounding", "FLOOR")))
    assert (answer["dpp"], answer["ppn"], answer["pph22"]) == (4_504_505, 495_495, 67_567)


def test_rekanan_policy_leaves_tx10_without_tax():
    answer = hasil_to_json(hitung("TX10", kebijakan("kkpd_pph23_policy", "REKANAN")))
    assert answer["pph23"] == answer["pajak_kewajiban_terpisah"] == answer["total_dipungut_dipotong"] == 0
    assert answer["setoran"] == []
    assert answer["tagihan_kartu"] == 5_000_000


def test_rekanan_policy_is_for_cards_only():
    rekanan = kebijakan("kkpd_pph23_policy", "REKANAN")
    assert hasil_to_json(hitung("TX11", rekanan)) == PER_ID["TX11"]["expected"]


@pytest.mark.parametrize(
    ("nomor", "rows"),
    [
        ("TX01", []),
        ("TX04", [("PPN", 1_100_000), ("PPh22", 150_000)]),
        ("TX07", [("PPh4(2)", 50_000)]),
        ("TX10", [("PPh23", 100_000)]),
        ("TX19", [("PPN", 22_000_000), ("PPh4(2)", 3_500_000)]),
        ("TX24", []),
        ("TX25", [("PPh21", 75_000)]),
    ],
)
def test_rows_for_the_tax_book(nomor: str, rows: list[tuple[str, int]]):
    assert pungutan(hitung(nomor)) == [(jenis, Rupiah.of(nilai)) for jenis, nilai in rows]


def test_both_final_taxes_are_one_row_of_the_tax_book():
    sewa, umkm = hitung("TX17"), hitung("TX07")
    both = HasilPajak(
        mekanisme=sewa.mekanisme,
        dpp=sewa.dpp,
        ppn_terutang=sewa.ppn_terutang,
        setoran=(*sewa.setoran, *umkm.setoran),
    )
    assert pungutan(both) == [("PPN", Rupiah.of(5_500_000)), ("PPh4(2)", Rupiah.of(5_050_000))]
