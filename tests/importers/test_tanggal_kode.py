"""Dates and codes as files write them."""

from datetime import date
from decimal import Decimal

import pytest

from core.importers.kode import KodeSalah, check_bertitik, check_skpd, normalise_rekening, normalise_sub_kegiatan
from core.importers.tabel import label, nama_kolom, teks
from core.importers.tanggal import BukanTanggal, parse_tanggal


@pytest.mark.parametrize(
    "sel",
    ["05/02/2026", "5/2/2026", "05-02-2026", "05.02.2026", "05/02/26", "2026-02-05", "2026-02-05 00:00:00",
     "2026-02-05T07:30:00Z", "2026-02-05T07:30:00.000Z", "5 Februari 2026", "05-Feb-26", "5 Peb 2026", "05 FEB 2026",
     "'05/02/2026", "\u00a05  Februari\u00a02026", date(2026, 2, 5), Decimal(46058)],
)  # fmt: skip
def test_one_day_in_all_its_spellings(sel):
    assert parse_tanggal(sel) == date(2026, 2, 5)


@pytest.mark.parametrize(
    ("text", "bulan"), [("1 Agu 2026", 8), ("1 Nopember 2026", 11), ("1-Dec-26", 12), ("1 Mei 2026", 5)]
)
def test_month_names(text, bulan):
    assert parse_tanggal(text).month == bulan


@pytest.mark.parametrize(
    "sel",
    ["", "PEND", "02/13/2026", "31/02/2026", "05/02-2026", "2026/02/05", "5 Fooary 2026", "05/02/1999", "05/02", "0",
     Decimal("46058.5"), Decimal(20260205), date(1900, 1, 1)],
)  # fmt: skip
def test_what_is_no_date(sel):
    with pytest.raises(BukanTanggal):
        parse_tanggal(sel)


def test_a_date_without_year_takes_the_latest_that_is_not_after_the_bill():
    assert parse_tanggal("05/02", paling_akhir=date(2026, 2, 28)) == date(2026, 2, 5)
    assert parse_tanggal("'29/12", paling_akhir=date(2026, 1, 31)) == date(2025, 12, 29)
    with pytest.raises(BukanTanggal):
        parse_tanggal("29/02", paling_akhir=date(2026, 3, 31))


def test_rekening_of_sipd_and_of_the_books_are_the_same():
    assert normalise_rekening("5.1.02.01.001.00024") == "5.1.02.01.01.0024"
    assert normalise_rekening(" 5.1.02.01.01.0024 ") == "5.1.02.01.01.0024"


@pytest.mark.parametrize(
    "text", ["5.1.02.01.101.00024", "5.1.02.01.001.10024", "5.1.02.01.001", "5.1.2.1.1.24", "", "5.1.02.01.01.0024x"]
)
def test_rekening_that_cannot_be_brought_to_form(text):
    with pytest.raises(KodeSalah, match=r"5\.1\.02\.01\.01\.0024"):
        normalise_rekening(text)


def test_sub_kegiatan_with_two_digits_is_padded():
    assert normalise_sub_kegiatan("2.08.01.2.08.02") == "2.08.01.2.08.0002"
    assert normalise_sub_kegiatan("2.18.01.2.08.0002") == "2.18.01.2.08.0002"


@pytest.mark.parametrize("text", ["2.18.01.2.08", "2.18.01.2.08.002", "X.XX.01.2.08.0002", ""])
def test_sub_kegiatan_that_is_none(text):
    with pytest.raises(KodeSalah):
        normalise_sub_kegiatan(text)


def test_other_codes():
    assert check_skpd("2.16.2.20.2.21.02.0000") == "2.16.2.20.2.21.02.0000"
    assert check_bertitik("1.1.01") == "1.1.01"
    for check, text in ((check_skpd, "2.16.2.20.2.21.02"), (check_bertitik, "1.1."), (check_bertitik, "")):
        with pytest.raises(KodeSalah):
            check(text)


def test_cells_as_text():
    assert teks("\u00a0 a \u200b b\u202e ") == "a b"
    assert [teks(t) for t in ("-", "null", "undefined", "'0001", Decimal(2026), Decimal("1.50"))] == [
        "", "", "", "0001", "2026", "1.50",
    ]  # fmt: skip
    assert label("Tagihan\u00a0Baru  (IDR)") == "TAGIHAN BARU"
    assert label("Pembayaran/Kredit") == label("Pembayaran Kredit (-)")
    assert [nama_kolom(i) for i in (0, 25, 26, 27, 701, 702)] == ["A", "Z", "AA", "AB", "ZZ", "AAA"]
