"""Numbers that are suggested, and how accounts are offered."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import QObject

from core.anggaran.queries import Ketersediaan
from core.money import NOL, Rupiah
from core.opd.commands import SetSetting
from core.pajak.model import JenisBelanja, Mekanisme
from ui.kas.bahan import gather, next_number, suggest_numbers
from ui.kas.pajak_panel import PajakPanel
from ui.kas.rincian_edit import choices

HARI = date(2026, 3, 2)


@pytest.mark.parametrize(
    ("ada", "berikut"),
    [
        (["TBP-0001", "TBP-0009", "TBP-0003"], "TBP-0010"),
        (["TBP-0099"], "TBP-0100"),
        (["009/TBP/II/2026", "010/TBP/III/2026"], "011/TBP/III/2026"),
        (["TBP/2026/7"], "TBP/2026/8"),
        (["tanpa nomor"], ""),
    ],
)
def test_the_number_after_the_highest(ada, berikut):
    assert next_number(ada) == berikut


def test_each_series_goes_on_from_the_books(kantor):
    assert kantor.ask(lambda q: suggest_numbers(q, 2026)) == {
        "TBP": "TBP-0010",
        "NPD": "NPD-0007",
        "CEK": "CEK-000102",
        "SLIP": "SLIP-0001",
        "NK": "NK-0002",
        "KRK": "KRK-0001",
        "SSP": "SSP-0007",
        "KKPD": "KKPD-0003",
        "KKL": "KKL-0001",
        "CP": "CP-0001",
        "STS": "STS-0003",
        "RTR": "RTR-0001",
        "BYR": "BYR-0001",
    }


def pagu(sub, rekening):
    return Ketersediaan(sub, rekening, "Belanja", Rupiah.of(10), NOL, NOL, Rupiah.of(4))


def test_an_account_under_two_sub_kegiatan_is_offered_twice():
    found = choices([pagu("a.1", "5.1"), pagu("a.2", "5.1"), pagu("a.1", "5.2")])
    assert [(kode, p.nama) for kode, (p, _) in found.items()] == [
        ("5.1 (a.1)", "Belanja · sisa 6"),
        ("5.1 (a.2)", "Belanja · sisa 6"),
        ("5.2", "Belanja · sisa 6"),
    ]


def test_the_tax_form_reckons_by_the_choices_of_the_office(kantor, qtbot):
    baku = kantor.ask(lambda q: gather(q, HARI)).aturan
    for kunci, isi in (("pajak.rounding", '"FLOOR"'), ("kkpd_pph23_policy", '"REKANAN"')):
        kantor.office.do(SetSetting(kunci=kunci, isi=isi, berlaku_dari=date(2026, 3, 1)))
    kantor_ini = kantor.ask(lambda q: gather(q, HARI)).aturan
    pph = []
    for aturan in (baku, kantor_ini):
        panel = PajakPanel(aturan, QObject())
        qtbot.addWidget(panel)
        panel.pkp.setChecked(True)
        panel.jenis.choose(JenisBelanja.BARANG)
        panel.show_case(HARI, Rupiah.of(5_000_000), Mekanisme.UP_TUNAI)
        pph.append(panel.rows["PPh22"].nilai.value())
        panel.jenis.choose(JenisBelanja.JASA)
        panel.show_case(HARI, Rupiah.of(5_000_000), Mekanisme.KKPD)
        pph.append(panel.total())
    assert pph == [Rupiah.of(67_568), Rupiah.of(90_090), Rupiah.of(67_567), NOL]
