"""The guarded door: what comes through, and every hostile or broken file it turns away."""

import io
import json
import resource
import warnings
from datetime import date
from decimal import Decimal

import openpyxl
import pytest

from core.errors import Refusal
from core.importers import batas, pintu
from core.importers.pintu import open_json, open_table
from tests.importers.buat import contoh, csv_text, in_sheet, tamper, xlsx

BAIK = xlsx([["akun", "nilai"], ["5.1", 100]])


def refusal(data: bytes, nama: str = "berkas.xlsx") -> Refusal:
    with pytest.raises(Refusal) as caught:
        open_table(nama, data)
    assert all(t.berkas == nama for t in caught.value.temuan)
    return caught.value


def test_cells_come_as_text_exact_number_or_date():
    data = xlsx([["kode", "nilai", "tanggal"], ["5.1.02", 1250000.5, date(2026, 2, 5)], [None, 0.1 + 0.2, True]])
    (lembar,) = open_table("a.xlsx", data)
    assert lembar.baris[1].sel == ("5.1.02", Decimal("1250000.5"), date(2026, 2, 5))
    assert lembar.baris[2].sel == ("", Decimal("0.3"), "TRUE")


def test_real_parts_of_a_sen_are_kept_for_the_reader_to_refuse():
    (lembar,) = open_table("a.xlsx", xlsx([["a", "b"], ["x", 237837.8378]]))
    assert lembar.baris[1].sel[1] == Decimal("237837.8378")


def test_row_numbers_and_columns_are_those_of_the_file():
    book = openpyxl.Workbook()
    book.active["C4"] = "x"
    out = io.BytesIO()
    book.save(out)
    (lembar,) = open_table("a.xlsx", out.getvalue())
    assert [(b.nomor, b.sel) for b in lembar.baris] == [(4, ("", "", "x"))]


def test_hidden_sheets_stay_outside():
    book = openpyxl.Workbook()
    book.active.append(["a", "b"])
    hidden = book.create_sheet("tersembunyi")
    hidden.append(["x", "y"])
    hidden.sheet_state = "hidden"
    out = io.BytesIO()
    book.save(out)
    assert [lembar.nama for lembar in open_table("a.xlsx", out.getvalue())] == ["Sheet"]


@pytest.mark.parametrize("pisah", [",", ";", "\t", "|"])
def test_separator_is_found(pisah):
    data = csv_text(
        [["Tgl", "Uraian", "Jumlah"], ["05/02/2026", "ATK", "1500000"], ["06/02/2026", "BBM", "20000"]], pisah
    )
    (lembar,) = open_table("a.csv", data)
    assert lembar.baris[1].sel == ("05/02/2026", "ATK", "1500000")


def test_commas_in_amounts_do_not_win_over_semicolons():
    data = csv_text([["Tgl", "Jumlah"], *[["05/02/2026", "1,234,567.00"]] * 9])
    (lembar,) = open_table("a.csv", data)
    assert lembar.baris[1].sel == ("05/02/2026", "1,234,567.00")


def test_quoted_lines_keep_their_true_row_number():
    (lembar,) = open_table("a.csv", b'a;b\n"dua\nbaris";1\nakhir;2\n')
    assert [(b.nomor, b.sel[0]) for b in lembar.baris] == [(1, "a"), (2, "dua\nbaris"), (4, "akhir")]


@pytest.mark.parametrize(("encoding", "mark"), [("utf-8", b""), ("utf-8", b"\xef\xbb\xbf"), ("cp1252", b"")])
def test_encodings(encoding, mark):
    data = mark + "Tgl;Uraian\n05/02/2026;Café “Contoh”\n".encode(encoding)
    assert open_table("a.csv", data)[0].baris[1].sel[1] == "Café “Contoh”"


def test_the_content_decides_not_the_name():
    assert open_table("laporan.csv", BAIK)[0].baris[1].sel == ("5.1", Decimal(100))
    assert open_table("laporan.xlsx", b"akun;nilai\n5.1;100\n")[0].baris[1].sel == ("5.1", "100")


CELL = b'<c r="B2" t="n"><v>100</v></c>'
LOL = b'<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'


def replaced(isi: bytes) -> bytes:
    return tamper(BAIK, lambda nama, old: isi if nama.endswith("sheet1.xml") else old)


def doubled() -> bytes:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # zipfile says what the test wants: the name is there twice
        return tamper(BAIK, extra=[("xl/workbook.xml", b"<x/>")])


def zip_version(data: bytes) -> bytes:
    at = data.rindex(b"PK\x01\x02")
    return data[: at + 6] + b"\xff" + data[at + 7 :]


HOSTILE = {
    "kosong": ("ERR_BERKAS_KOSONG", lambda: b""),
    "spasi saja": ("ERR_BERKAS_KOSONG", lambda: b"\xef\xbb\xbf \r\n"),
    "buku kosong": ("ERR_BERKAS_KOSONG", lambda: xlsx([])),
    "terpotong": ("ERR_BERKAS_RUSAK", lambda: BAIK[:-200]),
    "terpotong di tengah": ("ERR_BERKAS_RUSAK", lambda: BAIK[: len(BAIK) // 2]),
    "versi zip aneh": ("ERR_BERKAS_RUSAK", lambda: zip_version(BAIK)),
    "terlalu besar": ("ERR_BERKAS_TERLALU_BESAR", lambda: b"a;b\n" * (6 << 20)),
    "pdf": ("ERR_BUKAN_TABEL", lambda: b"%PDF-1.7\n%\xe2\xe3\n1 0 obj"),
    "png": ("ERR_BUKAN_TABEL", lambda: b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"),
    "html bernama xls": ("ERR_BUKAN_TABEL", lambda: b"<html><table><tr><td>1</td></tr></table></html>"),
    "xml": ("ERR_BUKAN_TABEL", lambda: LOL + b"<l>&b;</l>"),
    "excel lama": ("ERR_BUKAN_TABEL", lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600),
    "tersandi": (
        "ERR_BERKAS_TERSANDI",
        lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le"),
    ),
    "dokumen word": ("ERR_BUKAN_TABEL", lambda: tamper(BAIK, extra=[("mimetype", b"application/odt")])),
    "teks biasa": ("ERR_BUKAN_TABEL", lambda: b"Yth. Bendahara\nmohon dikirim\n"),
    "utf-16": ("ERR_ENKODE", lambda: "a;b\n1;2\n".encode("utf-16")),
    "huruf tak dikenal": ("ERR_ENKODE", lambda: b"a;b\n1;\x81\x8d\n"),
    "bita nol": ("ERR_BERKAS_RUSAK", lambda: b"a;b\n1;\x002\n"),
    "huruf kendali": ("ERR_BUKAN_TABEL", lambda: b"a;b\n1;\x01\x02\n"),
    "kutip terbuka": ("ERR_BERKAS_RUSAK", lambda: b'a;b\n1;2\n"tidak ditutup;3\n'),
    "sel panjang": ("ERR_SEL_TERLALU_PANJANG", lambda: b"a;b\n1;" + b"x" * 40_000),
    "kolom csv": ("ERR_TERLALU_BANYAK_KOLOM", lambda: b"a;b\n" + b"1;" * 300 + b"1\n"),
    "baris csv": ("ERR_TERLALU_BANYAK_BARIS", lambda: b"a;b\n" * 200_005),
    "bom lembar": (
        "ERR_BOM_ZIP",
        lambda: tamper(BAIK, in_sheet(b"</sheetData>", b"<row><c><v>1</v></c></row>" * 2_000_000 + b"</sheetData>")),
    ),
    "bom isi 300 MB": ("ERR_BOM_ZIP", lambda: tamper(BAIK, extra=[("xl/media/a.bin", b"\0" * (300 << 20))])),
    "ribuan bagian": ("ERR_BOM_ZIP", lambda: tamper(BAIK, extra=[(f"xl/a{i}.xml", b"") for i in range(3000)])),
    "billion laughs": ("ERR_XML_BERBAHAYA", lambda: replaced(LOL + b"<worksheet>&b;</worksheet>")),
    "xxe": (
        "ERR_XML_BERBAHAYA",
        lambda: replaced(b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hostname">]><worksheet>&e;</worksheet>'),
    ),
    "xml utf-16": (
        "ERR_BERKAS_RUSAK",
        lambda: replaced('<?xml version="1.0"?><worksheet><sheetData/></worksheet>'.encode("utf-16")),
    ),
    "jalur keluar": ("ERR_BERKAS_RUSAK", lambda: tamper(BAIK, extra=[("../../jahat.txt", b"x")])),
    "bagian ganda": ("ERR_BERKAS_RUSAK", doubled),
    "bagian ganda beda huruf": ("ERR_BERKAS_RUSAK", lambda: tamper(BAIK, extra=[("XL/Workbook.XML", b"<x/>")])),
    "makro": ("ERR_MAKRO", lambda: tamper(BAIK, extra=[("xl/vbaProject.bin", b"x")])),
    "jenis isi xlsm": (
        "ERR_MAKRO",
        lambda: tamper(
            BAIK, lambda n, x: x.replace(b"sheet.main+xml", b"sheet.macroEnabled.main+xml") if "Types" in n else x
        ),
    ),
    "sel jauh": ("ERR_TERLALU_BANYAK_BARIS", lambda: tamper(BAIK, in_sheet(b'r="B2"', b'r="XFD1048576"'))),
    "kolom jauh": ("ERR_TERLALU_BANYAK_KOLOM", lambda: tamper(BAIK, in_sheet(b'r="B2"', b'r="XFD2"'))),
    "lembar terlalu luas": ("ERR_TERLALU_BANYAK_BARIS", lambda: tamper(BAIK, in_sheet(b'r="B2"', b'r="GR199999"'))),
    "sel tanpa alamat": ("ERR_BERKAS_RUSAK", lambda: tamper(BAIK, in_sheet(b'<c r="B2"', b"<c"))),
    "alamat disamarkan": (
        "ERR_BERKAS_RUSAK",
        lambda: tamper(BAIK, in_sheet(b'<c r="B2"', b'<c x=\' r="B2"\' r="XFD1048576"')),
    ),
    "galat excel": ("ERR_SEL_GALAT", lambda: tamper(BAIK, in_sheet(CELL, b'<c r="B2" t="e"><v>#REF!</v></c>'))),
    "angka tak hingga": ("ERR_SEL", lambda: tamper(BAIK, in_sheet(b"<v>100</v>", b"<v>1e309</v>"))),
    "angka tak tepat": ("ERR_SEL", lambda: xlsx([["kartu", "x"], [6189500000000001, 1]])),
}


@pytest.mark.parametrize("nama", HOSTILE)
def test_hostile_file_is_refused_with_its_code(nama):
    kode, make = HOSTILE[nama]
    data = make()
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    found = refusal(data)
    assert found.kode == kode
    assert found.temuan[0].pesan[0].isupper()
    assert found.temuan[0].pesan.endswith(".")
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 200 * 1024  # KiB


def test_a_long_shared_string_behind_many_cells_is_weighed():
    book = io.BytesIO()
    cells = b"".join(b'<c r="A%d" t="s"><v>0</v></c>' % i for i in range(3, 20_000))
    strings = b'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><t>' + b"x" * 32_000
    book.write(
        tamper(
            BAIK,
            in_sheet(b"</sheetData>", b"".join(b'<row r="3">%s</row>' % c for c in [cells]) + b"</sheetData>"),
            extra=[("xl/sharedStrings.xml", strings + b"</t></si></sst>")],
        )
    )
    assert refusal(book.getvalue()).kode == "ERR_BOM_ZIP"


def test_formulas_are_named_cell_by_cell():
    data = xlsx([["akun", "nilai"], ["5.1", 100], ["5.2", "=SUM(B2:B2)"], ["5.3", "=1+1"]])
    found = refusal(data)
    assert [(t.kode, t.kolom, t.baris) for t in found.temuan] == [("ERR_RUMUS", "B", 3), ("ERR_RUMUS", "B", 4)]
    assert "B3" in found.temuan[0].pesan


def test_formula_with_another_namespace_prefix_is_seen():
    sheet = (
        b'<x:worksheet xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><x:sheetData><x:row r="1">'
        b'<x:c r="A1"><x:f>1+1</x:f><x:v>2</x:v></x:c></x:row></x:sheetData></x:worksheet>'
    )
    assert refusal(replaced(sheet)).kode == "ERR_RUMUS"


def test_many_formulas_are_counted_not_listed():
    found = refusal(xlsx([["a", "b"], *[["x", "=1+1"]] * 100]))
    assert len(found.temuan) == 21
    assert "100 sel" in found.temuan[-1].pesan


def test_the_message_about_a_number_too_large_does_not_repeat_it():
    found = refusal(xlsx([["kartu", "x"], [6189500000000001, 1]]))
    assert "A2" in found.temuan[0].pesan
    assert "6189" not in found.temuan[0].pesan


def test_reading_has_a_time_limit(monkeypatch):
    monkeypatch.setattr(batas.Tenggat.__init__, "__defaults__", (-1.0,))
    assert refusal(BAIK).kode == "ERR_BACA_TERLALU_LAMA"


def test_a_panic_of_the_reader_is_a_refusal(monkeypatch):
    class Panic(BaseException):
        pass

    def panic(*_):
        raise Panic

    monkeypatch.setattr(pintu, "read_xlsx", panic)
    assert refusal(BAIK).kode == "ERR_BERKAS_RUSAK"


def test_all_samples_with_sheets_open():
    for path in ("bank/bank-jatim.xlsx", "bank/bni-direct.xlsx", "bank/mandiri-rekening-koran.xlsx"):
        assert open_table(path, contoh(path))[0].baris
    for path in ("bank/bri-cms.csv", "bank/bca-bisnis.csv", "bank/mandiri-mcm.csv", "bank/mandiri-lama.csv"):
        (lembar,) = open_table(path, contoh(path))
        assert max(len(b.sel) for b in lembar.baris) >= 6


@pytest.mark.parametrize(
    ("kode", "data"),
    [
        ("ERR_BERKAS_KOSONG", b" \n"),
        ("ERR_BERKAS_RUSAK", b'[{"a": 1}'),
        ("ERR_BERKAS_RUSAK", b'{"a": 1, "a": 2}'),
        ("ERR_BERKAS_RUSAK", b'{"a": NaN}'),
        ("ERR_BERKAS_RUSAK", b"[" * 200_000),
        ("ERR_BERKAS_RUSAK", b'{"a": ' + b"9" * 5000 + b"}"),
        ("ERR_ENKODE", '{"a": 1}'.encode("utf-16")),
    ],
)
def test_json_door(kode, data):
    with pytest.raises(Refusal) as caught:
        open_json("a.json", data)
    assert caught.value.kode == kode


def test_json_numbers_stay_exact():
    assert open_json("a.json", json.dumps({"a": 1}).encode()) == {"a": 1}
    assert open_json("a.json", b'{"a": 0.1}') == {"a": Decimal("0.1")}
