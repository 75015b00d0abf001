"""Books and registers as sheets: what the paper says, how it turns the page, what it does with hostile text."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import pytest

from core.documents.alur import BarisKaki, Kop, Penandatangan
from core.documents.kit import Kertas, Orientasi, Pena, literal, mm
from core.documents.lembar import Lembar, render_pdf
from core.documents.tabel import Baris, Kolom
from core.money import Rupiah

KOLOM = (
    Kolom("no", "No.", jenis="angka"),
    Kolom("tanggal", "Tanggal", jenis="tanggal"),
    Kolom("uraian", "Uraian", 60),
    Kolom("terima", "Penerimaan", jenis="uang", pindah="jumlah"),
    Kolom("keluar", "Pengeluaran", jenis="uang", pindah="jumlah"),
    Kolom("saldo", "Saldo", jenis="uang", pindah="terakhir"),
)
AMOUNT = r"\(?[\d.]+(?:,\d\d)?\)?"


def book(count, **changes):
    """A book whose line n receives n rupiah and pays n - 1, so that sums up to any line are known."""
    rows = tuple(
        Baris((n, date(2026, 2, 2), f"baris ke-{n:05d}", Rupiah.of(n), Rupiah.of(n - 1), Rupiah.of(n)))
        for n in range(1, count + 1)
    )
    return replace(Lembar(Kop("Kota Contoh", "Dinas Contoh", "BUKU"), KOLOM, rows), **changes)


def amounts_after(label, page):
    found = re.search(rf"{label}\s+({AMOUNT})\s+({AMOUNT})\s+({AMOUNT})", page)
    return tuple(found.groups()) if found else None


def test_bku_of_the_worked_example_prints_its_figures(lembar_bku, huruf, texts):
    pages = texts(render_pdf(lembar_bku(), huruf))
    whole = "\n".join(pages)
    assert amounts_after("Jumlah bulan ini", whole) == ("438.944.500", "384.157.000", "54.787.500")
    assert re.search(r"1\. Saldo tunai\s+Rp\s+5\.350\.000", whole)
    assert re.search(r"2\. Saldo bank\s+Rp\s+49\.437\.500", whole)
    assert re.search(r"sudah termasuk dalam 1 dan 2\)\s+Rp\s+312\.500", whole)
    for word in (
        "BUKU KAS UMUM",
        "Mengetahui/Disetujui",
        "Kota Contoh, 27 Februari 2026",
        "NIP. 19880202 201101 1 002",
    ):
        assert word in whole
    assert f"Halaman {len(pages)} dari {len(pages)}" in pages[-1]
    assert "SEMENTARA" not in whole


def test_open_month_is_marked_on_every_page(lembar_bku, huruf, texts):
    for page in texts(render_pdf(lembar_bku(3, sementara=True), huruf)):
        assert "SEMENTARA" in page


def test_carried_forward_amounts_are_the_sums_of_the_pages_before(huruf, texts):
    pages = texts(render_pdf(book(400), huruf))
    assert len(pages) > 5
    seen = 0
    for i, page in enumerate(pages):
        lines = [int(n) for n in re.findall(r"baris ke-(\d{5})", page)]
        assert lines == list(range(seen + 1, seen + len(lines) + 1))
        before = seen
        seen += len(lines)

        def dots(n):
            return f"{n:,}".replace(",", ".")

        def sums(n):
            return dots(n * (n + 1) // 2), dots(n * (n - 1) // 2), dots(n)

        assert amounts_after("Jumlah pindahan", page) == (sums(before) if i else None)
        assert amounts_after("Jumlah dipindahkan", page) == (sums(seen) if i < len(pages) - 1 else None)
    assert seen == 400


@pytest.mark.parametrize("count", range(46, 60))
def test_totals_and_signatures_never_stand_alone(huruf, texts, count):
    siapa = (Penandatangan("Pengguna Anggaran", "CONTOH SATU"), Penandatangan("Bendahara Pengeluaran", "CONTOH DUA"))
    jumlah = (Baris(("Jumlah", None, None, Rupiah.of(1), Rupiah.of(2), Rupiah.of(3)), tebal=True, bentang=3),)
    last = texts(render_pdf(book(count, jumlah=jumlah, penandatangan=siapa), huruf))[-1]
    assert f"baris ke-{count:05d}" in last
    assert f"baris ke-{count - 1:05d}" in last
    assert "CONTOH DUA" in last


@pytest.mark.parametrize("kertas", list(Kertas))
@pytest.mark.parametrize("orientasi", list(Orientasi))
def test_paper_sizes(lembar_bku, huruf, raster, kertas, orientasi):
    image = raster(render_pdf(lembar_bku(kertas=kertas, orientasi=orientasi), huruf), dpi=25.4)
    sides = {Kertas.A4: (210, 297), Kertas.F4: (215, 330)}[kertas]
    assert image.size == pytest.approx(sides if orientasi is Orientasi.TEGAK else sides[::-1], abs=1)


def test_same_contents_same_bytes(lembar_bku, huruf):
    assert render_pdf(lembar_bku(2), huruf) == render_pdf(lembar_bku(2), huruf)


def test_a_years_book_prints(lembar_bku, huruf, texts):
    pages = texts(render_pdf(lembar_bku(94, rows=4864, kertas=Kertas.A4, orientasi=Orientasi.MENDATAR), huruf))
    assert 100 < len(pages) < 180
    assert sum(len(re.findall(r"\d\d/02/2026", page)) for page in pages) == 4864
    assert f"Halaman 1 dari {len(pages)}" in pages[0]


def test_hostile_text_is_printed_literally(huruf, texts):
    row = Baris(
        (1, date(2026, 2, 2), "=cmd() A & B <b>tebal</b> \\(x)\x07\x1b 100% %s", Rupiah.of(5), None, Rupiah.of(5))
    )
    (page,) = texts(render_pdf(book(0, baris=(row,)), huruf))
    assert "=cmd() A & B <b>tebal</b> \\(x) 100% %s" in page


def test_control_marks_go_and_breaks_become_blanks():
    assert literal("a\x00b\x1bc\u202ed\u200be") == "abcde"
    assert literal("baris satu\nbaris dua\tdan\u00a0tiga") == "baris satu baris dua dan tiga"
    assert literal("Désa – “Ciawi”") == "Désa – “Ciawi”"


def test_letters_beyond_one_font_subset_are_read_back(huruf, texts):
    letters = "".join(chr(c) for c in (*range(0xC0, 0x180), *range(0x391, 0x3A2), *range(0x410, 0x450)))
    row = Baris((1, date(2026, 2, 2), letters, None, None, None))
    (page,) = texts(render_pdf(book(0, baris=(row,)), huruf))
    assert set(letters) - set(page) == set()


def test_long_words_are_broken_inside_the_column_and_end_with_an_ellipsis(huruf):
    pena = Pena(huruf, "uji")
    text = "5.1.02.01.01.0024/" * 30
    lines = pena.wrap(text, mm(40), 8)
    assert "".join(lines) == text
    assert all(pena.width(line, 8) <= mm(40) for line in lines)
    short = pena.wrap(text, mm(40), 8, paling_banyak=2)
    assert len(short) == 2
    assert short[-1].endswith("…")
    assert pena.width(short[-1], 8) <= mm(40)


def test_amounts_are_never_cut_however_long(huruf, texts):
    huge = Rupiah(922_337_203_685_477_580_7)
    row = Baris((1, date(2026, 2, 2), "kata " * 120, huge, -huge, huge))
    (page,) = texts(render_pdf(book(0, baris=(row,), kertas=Kertas.A4), huruf))
    assert page.count("92.233.720.368.547.758,07") == 3
    assert "(92.233.720.368.547.758,07)" in page


def test_empty_book_says_so(huruf, texts):
    (page,) = texts(render_pdf(book(0, kosong="Tidak ada transaksi pada bulan ini."), huruf))
    assert "Tidak ada transaksi pada bulan ini." in page


def test_foot_rows_keep_remarks_without_amounts(huruf, texts):
    kaki = (BarisKaki("Terdiri dari:"), BarisKaki("Saldo tunai", Rupiah(-50), 1))
    (page,) = texts(render_pdf(book(1, kaki=kaki), huruf))
    assert "Terdiri dari:" in page
    assert "(0,50)" in page
