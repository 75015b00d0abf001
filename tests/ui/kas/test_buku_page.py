"""Buku Kas Umum on screen: what the worked example says, month by month, book by book."""

from __future__ import annotations

import pypdfium2
import pytest
from PySide6.QtCore import Qt

from core.calendar import Bulan
from core.kas.commands import CloseMonth
from core.kas.penutupan import HitunganKas
from core.money import Rupiah
from ui.kas.buku import BUKU
from ui.kas.buku_page import BukuPage
from ui.kas.ekspor import Format
from ui.kit.preview import PreviewDialog
from ui.kit.tokens import Nada

FEB = Bulan(2026, 2)


@pytest.fixture
def page(qtbot, konteks):
    made = BukuPage(konteks)
    qtbot.addWidget(made)
    made.resize(1100, 640)
    made.show()
    qtbot.waitExposed(made)
    made.open_with(FEB)
    assert konteks.desk.wait_idle()
    return made


def choose(page, key):
    page.tabs.setCurrentIndex(next(i for i, b in enumerate(BUKU) if b.key == key))
    assert page.konteks.desk.wait_idle()
    return page.view.table


def foot(page):
    return dict(page._shown.kaki)


def test_the_bku_opens_and_ends_as_the_book_says(page):
    rows = page.view.table.rows
    assert (rows[0].uraian, rows[0].saldo, rows[0].no) == ("Saldo awal", Rupiah(), None)
    assert (rows[1].no, rows[1].bukti) == (1, "SP2D-0021")
    assert rows[-1].saldo == Rupiah.of(54_787_500)
    assert foot(page)["Saldo tunai"] == Rupiah.of(5_350_000)
    assert foot(page)["Saldo bank"] == Rupiah.of(49_437_500)
    assert foot(page)["Pajak belum disetor"] == Rupiah.of(312_500)
    assert page.title() == "Buku Kas Umum"
    assert page.subtitle() == "BKU · Februari 2026"


@pytest.mark.parametrize(
    ("key", "label", "nilai"),
    [
        ("tunai", "Saldo akhir", 5_350_000),
        ("bank", "Saldo akhir", 49_437_500),
        ("pajak", "Belum disetor", 312_500),
        ("panjar", "Panjar beredar", 1_000_000),
        ("kkpd", "Sisa limit", 40_000_000),
    ],
)
def test_each_buku_pembantu_ends_with_its_balance(page, key, label, nilai):
    table = choose(page, key)
    assert foot(page)[label] == Rupiah.of(nilai)
    assert table.rows[-1].saldo == Rupiah.of(nilai)


def test_rincian_objek_shows_each_account_once(page):
    table = choose(page, "rincian")
    assert len({(r.sub_kegiatan, r.rekening) for r in table.rows}) == len(table.rows) == 9
    assert foot(page)["s.d. bulan ini"] == Rupiah.of(464_505_000)


def test_search_and_order_are_asked_of_the_book(page, qtbot):
    qtbot.keyClicks(page.cari, "tbp-0001")
    qtbot.waitUntil(lambda: len(page.view.table.rows) == 3, timeout=5000)
    assert {r.bukti for r in page.view.table.rows} == {"TBP-0001"}
    assert "Saldo akhir BKU" not in foot(page)
    page.cari.clear()
    qtbot.waitUntil(lambda: len(page.view.table.rows) == 53, timeout=5000)
    page._on_sort("pengeluaran", turun=True)
    assert page.konteks.desk.wait_idle()
    assert page.view.table.rows[0].keluar == Rupiah.of(118_000_000)
    page._on_sort("pengeluaran", turun=True)
    assert page.konteks.desk.wait_idle()
    assert page.view.table.rows[0].uraian == "Saldo awal"


def test_search_in_a_buku_pembantu(page, qtbot):
    choose(page, "pajak")
    qtbot.keyClicks(page.cari, "pph22 tbp-0009")
    qtbot.waitUntil(lambda: len(page.view.table.rows) == 1, timeout=5000)
    assert page.view.table.rows[0].masuk == Rupiah.of(37_500)


def test_arrow_keys_change_the_month(page, qtbot):
    page.view.setFocus()
    qtbot.keyClick(page.view, Qt.Key.Key_Right)
    assert page.bulan.bulan == Bulan(2026, 3)
    assert page.konteks.desk.wait_idle()
    assert [r.uraian for r in page.view.table.rows] == ["Saldo awal"]
    assert page.view.table.rows[0].saldo == Rupiah.of(54_787_500)
    qtbot.keyClick(page.view, Qt.Key.Key_Right)
    assert page.bulan.bulan == Bulan(2026, 3)
    qtbot.keyClick(page.view, Qt.Key.Key_Left)
    qtbot.keyClick(page.view, Qt.Key.Key_Left)
    assert page.bulan.bulan == FEB


def test_a_month_is_sementara_until_it_is_closed(page, kantor):
    assert page.sementara.status().kata == "sementara"
    kas = HitunganKas({"K100000": 53, "K50000": 1}, Rupiah.of(49_437_500))
    page.konteks.desk.do(CloseMonth(bulan=FEB, kas=kas))
    assert page.konteks.desk.wait_idle()
    assert (page.sementara.status().kata, page.sementara.status().nada) == ("ditutup", Nada.OK)


def test_enter_on_a_line_goes_to_its_evidence(page, opened, qtbot):
    page.view.select_key(("T04", 11, "TBP-0001"))
    qtbot.keyClick(page.view, Qt.Key.Key_Return)
    assert opened == [("bukti", {"bulan": FEB, "tx": "T04"})]


@pytest.mark.parametrize("key", [b.key for b in BUKU])
def test_every_book_has_a_preview(page, key, qtbot):
    choose(page, key)
    page.preview()
    assert page.konteks.desk.wait_idle(20_000)
    (dialog,) = page.findChildren(PreviewDialog)
    assert len(dialog.sheets) >= 1
    dialog.close()


@pytest.mark.parametrize("jenis", list(Format))
def test_export_writes_the_file(page, tmp_path, told, jenis):
    berkas = tmp_path / f"bku.{jenis}"
    page.export_to(berkas, jenis)
    assert page.konteks.desk.wait_idle(20_000)
    isi = berkas.read_bytes()
    assert told[-1].judul == "Berkas disimpan"
    if jenis is Format.PDF:
        words = pypdfium2.PdfDocument(isi)[0].get_textpage().get_text_range()
        assert "BUKU KAS UMUM" in words
        assert "SEMENTARA" in words.upper()
    elif jenis is Format.XLSX:
        assert isi.startswith(b"PK")
    else:
        assert "TBP-0009" in isi.decode("utf-8-sig")


def test_a_folder_that_cannot_be_written_is_said(page, tmp_path, told):
    page.export_to(tmp_path / "tidak" / "ada" / "bku.csv", Format.CSV)
    assert page.konteks.desk.wait_idle(20_000)
    assert told[-1].kode == "ERR_SIMPAN_BERKAS"
