"""The two choices an office makes for itself reach the calculation, each from its date on."""

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

from core.money import Rupiah
from core.pajak.aturan_baku import ATURAN_BAKU
from core.pajak.aturan_kantor import office_rules
from core.pajak.rules import calculate
from core.pajak.wire import hasil_to_json, input_from_json
from core.settings import BarisSetelan, SettingsView

CONTOH = json.loads((Path(__file__).parents[2] / "data" / "tax-examples.json").read_text(encoding="utf-8"))["examples"]
PER_ID = {c["id"]: c for c in CONTOH}


def kantor(*baris: tuple[str, date, str]) -> SettingsView:
    return SettingsView([BarisSetelan(k, d, json.dumps(n)) for k, d, n in baris])


def test_an_office_without_choices_reckons_by_the_default_rows():
    assert office_rules(kantor()).baris == tuple(sorted(ATURAN_BAKU, key=lambda a: (a.kunci, a.berlaku_dari)))


def test_rounding_down_holds_from_its_day_on():
    aturan = office_rules(kantor(("pajak.rounding", date(2026, 7, 1), "FLOOR")))
    masukan = input_from_json(PER_ID["TX52"]["input"])
    juni, juli = (calculate(replace(masukan, tanggal=date(2026, m, 1)), aturan) for m in (6, 7))
    assert (juni.total_dipungut_dipotong, juli.total_dipungut_dipotong) == (Rupiah.of(3), Rupiah.of(2))


def test_the_card_policy_may_change_twice_in_a_year():
    aturan = office_rules(
        kantor(("kkpd_pph23_policy", date(2026, 3, 1), "REKANAN"), ("kkpd_pph23_policy", date(2026, 9, 1), "TERPISAH"))
    )
    masukan = input_from_json(PER_ID["TX10"]["input"])
    pph = [
        hasil_to_json(calculate(replace(masukan, tanggal=date(2026, m, 15)), aturan))["pajak_kewajiban_terpisah"]
        for m in (2, 5, 10)
    ]
    assert pph == [PER_ID["TX10"]["expected"]["pajak_kewajiban_terpisah"], 0, pph[0]]
    assert pph[0] > 0


def test_a_row_on_the_first_day_takes_the_place_of_the_default():
    aturan = office_rules(kantor(("pajak.rounding", date(2024, 1, 1), "FLOOR")))
    assert [(a.nilai, a.berlaku_dari) for a in aturan.baris if a.kunci == "pajak.rounding"] == [
        ("FLOOR", date(2024, 1, 1))
    ]
