"""Workbooks and CSV read back with other programs' eyes."""

from __future__ import annotations

import csv
import io
from datetime import date

import openpyxl

from core.documents.alur import Kop
from core.documents.buku_kerja import BukuKerja
from core.documents.lembar import Lembar, render_csv, render_xlsx
from core.documents.spj import render_spj_xlsx
from core.documents.tabel import Baris, Kolom
from core.money import Rupiah
from tests.documents.contoh_spj import spj

KOLOM = (
    Kolom("no", "No.", jenis="angka"),
    Kolom("tanggal", "Tanggal", jenis="tanggal"),
    Kolom("rekening", "Kode Rekening", jenis="kode"),
    Kolom("uraian", "Uraian", 60),
    Kolom("nilai", "Nilai", jenis="uang"),
)
HOSTILE = ("=cmd()", "+62811", "-1+1", "@SUM(A1)", "\t=1", "\r=1", " =1", "A & B <b>", "a\x00b\x1b", "＝1", "_x0041_")
SAFE = ("'=cmd()", "'+62811", "'-1+1", "'@SUM(A1)", "' =1", "' =1", "' =1", "A & B <b>", "ab", "'＝1", "_x0041_")


def sheet(*rows):
    return Lembar(Kop("Kota Contoh", "Dinas Contoh", "REGISTER/SPM [2026]"), KOLOM, rows)


def cells(data, name=None):
    book = openpyxl.load_workbook(io.BytesIO(data))
    page = book[name] if name else book.worksheets[0]
    found = [row for row in page.iter_rows() if any(c.value is not None for c in row)]
    book.close()
    return found


def body(data):
    rows = cells(data)
    head = next(i for i, row in enumerate(rows) if row[0].value == "No.")
    return rows[head + 1 :]


def test_amounts_are_numbers_dates_dates_codes_text():
    data = render_xlsx(
        sheet(
            Baris((1, date(2026, 2, 2), "5.1.02.01.01.0024", "ATK", Rupiah.of(5_550_000))),
            Baris((2, date(2026, 2, 27), "0000000000000417", "Jasa giro", Rupiah(123_456))),
            Baris((3, None, "", "Koreksi", Rupiah.of(-75_000))),
            Baris((4, None, "", "Terlalu panjang", Rupiah(922_337_203_685_477_580_7))),
        )
    )
    first, second, third, fourth = body(data)
    assert [c.data_type for c in first] == ["n", "d", "s", "s", "n"]
    assert first[1].value.date() == date(2026, 2, 2)
    assert first[4].value == 5_550_000
    assert first[4].number_format == "#,##0;(#,##0)"
    assert second[2].value == "0000000000000417"
    assert second[4].value == 1234.56
    assert third[4].value == -75_000
    assert fourth[4].value == "92.233.720.368.547.758,07", "a spreadsheet would round it"


def test_nothing_is_a_formula():
    data = render_xlsx(sheet(*(Baris((n, None, text, text, None)) for n, text in enumerate(HOSTILE, 1))))
    rows = body(data)
    assert tuple(row[3].value for row in rows) == SAFE
    assert tuple(row[2].value for row in rows) == SAFE
    assert {c.data_type for row in rows for c in row if c.value is not None} == {"n", "s"}


def test_csv_is_guarded_alike_and_opens_in_an_office():
    data = render_csv(
        sheet(*(Baris((n, date(2026, 2, 2), "5.1", text, Rupiah(-123_450))) for n, text in enumerate(HOSTILE)))
    )
    assert data.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig")), delimiter=";"))
    assert rows[0] == ["No.", "Tanggal", "Kode Rekening", "Uraian", "Nilai"]
    assert tuple(r[3] for r in rows[1:]) == SAFE
    assert rows[1][1] == "02/02/2026"
    assert rows[1][4] == "-1234,50"


def test_same_contents_same_bytes(lembar_bku):
    assert render_xlsx(lembar_bku()) == render_xlsx(lembar_bku())


def test_bku_workbook_holds_the_figures(lembar_bku, contoh):
    rows = body(render_xlsx(lembar_bku()))
    assert [(r[0].value, r[5].value, r[6].value, r[7].value) for r in rows[:52]] == [
        (b["no_bku"], b["penerimaan"] or None, b["pengeluaran"] or None, b["saldo"]) for b in contoh["bku"]
    ]
    assert [c.value for c in rows[52]][5:] == [438_944_500, 384_157_000, 54_787_500]


def test_spj_workbook_has_two_sheets_and_two_head_rows(contoh):
    data = render_spj_xlsx(spj(contoh))
    rows = cells(data, "SPJ")
    head = next(i for i, row in enumerate(rows) if row[0].value == "Kode Rekening")
    assert [c.value for c in rows[head - 1]][3:6] == ["SPJ-LS Gaji"] * 3
    total = next(row for row in rows if row[0].value == "JUMLAH")
    assert (total[2].value, total[12].value, total[13].value) == (2_614_000_000, 464_505_000, 2_149_495_000)
    saldo = next(row for row in cells(data, "Rekap kas") if row[0].value == "SALDO KAS")
    assert saldo[8].value == 55_787_500


def test_sheet_names_are_made_legal_and_different():
    book = BukuKerja("SPJ: Februari/2026 [sementara] *rahasia*")
    book.new_sheet("SPJ: Februari/2026 [sementara] *rahasia*")
    names = openpyxl.load_workbook(io.BytesIO(book.save())).sheetnames
    assert len(set(names)) == 2
    assert all(len(n) <= 31 and not set(n) & set("[]:*?/\\") for n in names)
