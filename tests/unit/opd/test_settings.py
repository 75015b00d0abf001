"""Settings: declared once, dated rows before defaults, refusals for what a setting may not hold."""

import json
from datetime import date, time
from fractions import Fraction

import pytest

from core import settings
from core.calendar import JamLayanan
from core.errors import Refusal
from core.money import Rupiah
from core.setting_kinds import AturanRekening
from core.settings import SETELAN, BarisSetelan, Cakupan, SettingsView, check_change, find_setting


def _row(kunci: str, tanggal: date, nilai: object) -> BarisSetelan:
    return BarisSetelan(kunci, tanggal, json.dumps(nilai))


@pytest.mark.parametrize("kunci", SETELAN)
def test_every_default_is_a_value_its_kind_takes(kunci: str):
    setelan = SETELAN[kunci]
    isi = setelan.write(setelan.baku)
    assert setelan.read(isi) == setelan.baku
    assert setelan.jenis.show(setelan.baku)
    assert setelan.dasar
    assert setelan.kalimat


def test_the_defaults_of_the_handbook():
    view = SettingsView()
    hari = date(2026, 2, 2)
    assert view.value(settings.AMBANG_PERSEN_GU, hari) == 50
    assert view.value(settings.KKPD_PROPORSI, hari) == Fraction(2, 5)
    assert view.value(settings.BATAS_BAYAR_UP, hari) == Rupiah.of(50_000_000)
    assert view.value(settings.LEBIH_RAK, hari) == "error"
    assert view.value(settings.NOMOR_RESMI, hari) == "sipd"
    assert (view.value(settings.TENGGAT_LPJ_BPP, hari), view.value(settings.TENGGAT_LPJ_BP, hari)) == (5, 10)
    assert view.value("zona_waktu", hari) == "WIB"


def test_a_row_holds_from_its_date_until_the_next():
    view = SettingsView(
        [_row("ambang_persen_gu", date(2026, 7, 1), 75), _row("ambang_persen_gu", date(2026, 3, 1), 60)]
    )
    found = [
        view.value(settings.AMBANG_PERSEN_GU, d)
        for d in (date(2026, 2, 28), date(2026, 3, 1), date(2026, 6, 30), date(2027, 1, 4))
    ]
    assert found == [50, 60, 60, 75]
    assert view.history("ambang_persen_gu") == ((date(2026, 3, 1), 60), (date(2026, 7, 1), 75))


def test_rows_of_a_newer_program_are_left_alone():
    view = SettingsView([_row("dari_versi_depan", date(2026, 1, 2), 1)])
    assert view.value(settings.AMBANG_PERSEN_GU, date(2026, 1, 5)) == 50


def test_the_five_policies_are_those_of_the_worked_example_and_fixed():
    contoh = {
        "catat_ls_bruto_di_bku": True,
        "catat_pajak_ls_di_bku": True,
        "panjar_menurunkan_saldo_bku": True,
        "kkpd_diakui_saat_pelunasan": True,
        "pajak_kkpd_dipungut": False,
    }
    assert {k: s.baku for k, s in SETELAN.items() if s.tetap} == contoh
    with pytest.raises(Refusal) as no:
        check_change("pajak_kkpd_dipungut", "true")
    assert no.value.kode == "ERR_SETELAN_TETAP"
    assert "PMK 231/2019" in str(no.value)


def test_an_unknown_key_is_refused():
    for ask in (find_setting, lambda k: SettingsView().value(k, date(2026, 1, 2)), lambda k: check_change(k, "1")):
        with pytest.raises(Refusal) as no:
            ask("ambang_gu")
        assert no.value.kode == "ERR_SETELAN_TIDAK_DIKENAL"


def test_a_desk_setting_is_not_the_office_s():
    assert SETELAN["kertas"].cakupan is Cakupan.MEJA
    with pytest.raises(Refusal) as no:
        check_change("kertas", '"A4"')
    assert no.value.kode == "ERR_SETELAN_MEJA"


@pytest.mark.parametrize(
    ("kunci", "isi"),
    [
        ("ambang_persen_gu", "101"),
        ("ambang_persen_gu", "50.5"),
        ("ambang_persen_gu", "true"),
        ("ambang_persen_gu", "bukan json"),
        ("kkpd_proporsi", "0.4"),
        ("kkpd_proporsi", '"1.1"'),
        ("kkpd_proporsi", '"NaN"'),
        ("kkpd_proporsi", '"0.33333"'),
        ("batas_bayar_up", "-1"),
        ("batas_bayar_up", '"banyak"'),
        ("batas_bayar_up", '"1.005"'),
        ("lebih_rak", '"biarkan"'),
        ("tenggat_lpj_bp", "0"),
        ("tenggat_hari_kerja", "1"),
        ("templat_spp", '"{urut:06d}/{jenis}"'),
        ("templat_spp", '"{urut.__class__}/{tahun}"'),
        ("templat_spp", '"{urut}/{tahun}/{nama}"'),
        ("templat_spp", '"{urut}/{jenis:03d}/{tahun}"'),
        ("templat_spp", '" "'),
        ("jam_layanan", '{"0": [["12:00", "08:00"]]}'),
        ("jam_layanan", '{"7": [["08:00", "12:00"]]}'),
        ("jam_layanan", '{"0": [["08:00"]]}'),
        ("jam_layanan", '"siang"'),
        ("aturan_rekening", "[]"),
        ("aturan_rekening", "[5]"),
        ("aturan_rekening", '[{"prefix": "5.1.2", "up_boleh": true, "ls_boleh": true}]'),
        ("aturan_rekening", '[{"prefix": "5.1", "up_boleh": false, "ls_boleh": false}]'),
        ("aturan_rekening", '[{"prefix": "5.1", "up_boleh": true, "ls_boleh": true, "batas": -5}]'),
        (
            "aturan_rekening",
            '[{"prefix": "5.1", "up_boleh": true, "ls_boleh": true}, {"prefix": "5.1", "up_boleh": true, "ls_boleh": true}]',
        ),
    ],
)
def test_a_value_outside_its_kind_is_refused_by_name(kunci: str, isi: str):
    with pytest.raises(Refusal) as no:
        check_change(kunci, isi)
    assert no.value.kode == "ERR_SETELAN_TIDAK_SAH"
    assert no.value.medan == kunci
    assert SETELAN[kunci].kalimat in str(no.value)


def test_writing_refuses_what_reading_would():
    with pytest.raises(Refusal) as no:
        settings.AMBANG_PERSEN_GU.write(150)
    assert no.value.kode == "ERR_SETELAN_TIDAK_SAH"


def test_values_of_each_kind_survive_storing():
    jam = JamLayanan({0: ((time(8), time(11, 30)), (time(12, 30), time(15))), 5: ()})
    assert settings.JAM_LAYANAN.read(settings.JAM_LAYANAN.write(jam)) == jam
    aturan = (AturanRekening("5.2.02", up_boleh=True, ls_boleh=True, batas=Rupiah(250_000_050), catatan="kecil"),)
    assert settings.ATURAN_REKENING.read(settings.ATURAN_REKENING.write(aturan)) == aturan
    assert settings.KKPD_PROPORSI.read(settings.KKPD_PROPORSI.write(Fraction(1, 8))) == Fraction(1, 8)
    assert settings.KKPD_PROPORSI.jenis.show(Fraction(1, 8)) == "12,5 %"
    assert settings.TENGGAT_LPJ_BP.jenis.show(10) == "tanggal 10"
    assert settings.BATAS_KAS_TUNAI.jenis.show(Rupiah.of(1_500_000)) == "Rp1.500.000"
    assert settings.JAM_LAYANAN.jenis.show(jam) == "Senin 08.00-11.30, 12.30-15.00"


@pytest.mark.parametrize(
    ("rekening", "prefix", "up_boleh"),
    [
        ("5.1.01.01.01.0001", "5.1.01", False),
        ("5.1.02.01.01.0024", "5.1.02", True),
        ("5.1.05.01.01.0001", "5.1.05", False),
        ("5.2.02.10.01.0002", "5.2", False),
        ("5.3.01.01.01.0001", "5.3", False),
    ],
)
def test_the_longest_prefix_decides_how_an_account_is_paid(rekening: str, prefix: str, up_boleh: bool):
    found = SettingsView().rekening_rule(rekening, date(2026, 2, 2))
    assert found is not None
    assert (found.prefix, found.up_boleh) == (prefix, up_boleh)


def test_a_region_may_let_small_capital_spending_go_through_up():
    aturan = [
        {"prefix": "5.2", "up_boleh": False, "ls_boleh": True},
        {"prefix": "5.2.02.10", "up_boleh": True, "ls_boleh": True, "batas": 2_000_000},
    ]
    view = SettingsView([_row("aturan_rekening", date(2026, 1, 1), aturan)])
    hari = date(2026, 2, 2)
    small, other = view.rekening_rule("5.2.02.10.01.0002", hari), view.rekening_rule("5.2.02.05.01.0005", hari)
    assert small is not None
    assert other is not None
    assert (small.up_boleh, small.batas, other.up_boleh) == (True, Rupiah.of(2_000_000), False)
    assert view.rekening_rule("4.1.01.01.01.0001", hari) is None


@pytest.mark.parametrize("isi", ["dua\nbaris", "x" * 121, 7, None])
def test_a_line_of_words_is_one_printable_line(isi: object):
    with pytest.raises(Refusal) as no:
        settings.NOMOR_DPA.read(json.dumps(isi))
    assert (no.value.kode, no.value.temuan[0].medan) == ("ERR_SETELAN_TIDAK_SAH", "nomor_dpa")
    assert settings.NOMOR_DPA.read('"DPA/A.1/001/2026 "') == "DPA/A.1/001/2026"
