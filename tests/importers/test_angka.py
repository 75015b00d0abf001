"""Amounts: the style is voted per file; a thousand is never taken for one rupiah."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.importers.angka import (
    GayaAngka,
    GayaCampur,
    GayaMeragukan,
    Jumlah,
    Tanda,
    decide_style,
    parse_decimal,
    parse_jumlah,
    parse_tanda,
)
from core.money import BukanUang, Rupiah, format_sen

ID, EN = GayaAngka.INDONESIA, GayaAngka.INGGRIS


@pytest.mark.parametrize(
    ("cells", "gaya"),
    [
        (["1.250.000,00"], ID),
        (["1,250,000.00"], EN),
        (["3262000.00"], EN),
        ([".00"], EN),
        (["1.250.000"], ID),
        (["1.234", "7,50"], ID),
        (["1.234", "1.234.567"], ID),
        (["1,234", "2,129,730.00"], EN),
        (["1.234", "0.50"], EN),
        (["1500000", "200"], ID),
        (["Rp 1.500.000,00", "bukan angka", ""], ID),
        (["440.000,00 CR", "440.000"], ID),
    ],
)
def test_style_by_vote(cells, gaya):
    assert decide_style(enumerate(cells, 1)) is gaya


def test_a_single_doubtful_amount_is_refused():
    with pytest.raises(GayaMeragukan, match="baris 7") as caught:
        decide_style([(6, "1500"), (7, "1.234"), (8, Decimal(5))])
    assert caught.value.baris == 7


def test_two_styles_in_one_file_are_refused_with_both_rows():
    with pytest.raises(GayaCampur, match=r"1,250\.50.*baris 9.*1\.250,50.*baris 4") as caught:
        decide_style([(4, "1.250,50"), (9, "1,250.50")])
    assert caught.value.baris == 9


@pytest.mark.parametrize(
    ("text", "gaya", "sen", "tanda"),
    [
        ("1.250.000,00", ID, 125_000_000, None),
        ("1,250,000.00", EN, 125_000_000, None),
        ("440.000,00 CR", ID, 44_000_000, Tanda.KREDIT),
        ("440.000,00CR", ID, 44_000_000, Tanda.KREDIT),
        ("2,129,730.00 DB", EN, 212_973_000, Tanda.DEBIT),
        ("1.000 D", ID, 100_000, Tanda.DEBIT),
        ("(1.500)", ID, -150_000, None),
        ("-1.500,25", ID, -150_025, None),
        ("1,500.00-", EN, -150_000, None),
        ("Rp1.500", ID, 150_000, None),
        ("Rp -1.500", ID, -150_000, None),
        ("IDR 1,500", EN, 150_000, None),
        ("\u00a01.500\u00a0", ID, 150_000, None),
        (".5", EN, 50, None),
        (Decimal("1234.5"), ID, 123_450, None),
    ],
)
def test_amounts(text, gaya, sen, tanda):
    assert parse_jumlah(text, gaya) == Jumlah(Rupiah(sen), tanda)


@pytest.mark.parametrize(
    "sel",
    ["", "x", "1.23.456", "12,34,567", "1 500", "1.5,0,0", "--5", "1e5", "٣٤", "1,234", "9" * 41, date(2026, 2, 5),
     Decimal("0.001"), Decimal(10) ** 18],
)  # fmt: skip
def test_what_is_no_amount(sel):
    with pytest.raises(BukanUang):
        parse_jumlah(sel, ID)


@pytest.mark.parametrize(
    ("text", "tanda"),
    [("DB", Tanda.DEBIT), ("k", Tanda.KREDIT), ("Credit", Tanda.KREDIT), ("D", Tanda.DEBIT), ("", None), ("-", None)],
)
def test_sides(text, tanda):
    assert parse_tanda(text) is tanda


def test_an_unknown_side_is_refused():
    with pytest.raises(BukanUang, match="TRF"):
        parse_tanda("TRF")


def test_rates_are_exact():
    assert parse_decimal("16.300,8025", ID) == Decimal("16300.8025")
    assert parse_decimal(Decimal("16300.80"), EN) == Decimal("16300.80")


@given(st.integers(-(10**15), 10**15))
def test_what_we_print_is_read_back(sen):
    text = format_sen(sen, always_sen=True)
    assert parse_jumlah(text, decide_style([(1, text)])).nilai == Rupiah(sen)


@given(st.integers(-(10**15), 10**15))
def test_what_a_bank_prints_is_read_back(sen):
    text = f"{Decimal(sen) / 100:,.2f}"
    assert parse_jumlah(text, decide_style([(1, text)])).nilai == Rupiah(sen)
