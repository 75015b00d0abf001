"""The list pages over the sample office: what they show is what the office says, and where their rows lead."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLabel
from pytestqt.qtbot import QtBot

from core.calendar import Bulan
from core.money import Rupiah, total
from core.pelacakan.perpindahan import Keadaan
from tests.layar.kantor_layar import KantorLayar, open_window, opened
from tests.layar.tangkapan import settle
from ui.kas.belanja_dialog import BelanjaDialog
from ui.kit.preview import PreviewDialog
from ui.kkpd.kartu_dialog import KartuFormDialog
from ui.kkpd.kartu_langkah_dialog import LangkahKartuDialog
from ui.rekanan.rekanan_dialog import RekananDialog
from ui.shell.theme import apply_theme
from ui.spj.penutupan_dialog import PenutupanDialog
from ui.spj.realisasi_page import Tingkat

OKTOBER, NOVEMBER = Bulan(2026, 10), Bulan(2026, 11)


class Meja:
    """The window, and the hands of who sits before it."""

    def __init__(self, layar: KantorLayar, qtbot: QtBot) -> None:
        self.kantor = layar.kantor
        self.window = open_window(layar)
        self.qtbot = qtbot
        qtbot.addWidget(self.window, before_close_func=lambda w: w.desk.close())
        self.crashes: list[BaseException] = []
        self.refused: list[Any] = []
        self.window.desk.crashed.connect(self.crashes.append)
        self.settle()

    def settle(self) -> None:
        settle(self.window)
        assert not self.crashes, self.crashes

    def go(self, page_id: str, isi: Any = None) -> Any:
        self.window.open_page(page_id, isi)
        self.settle()
        return self.window.page(page_id)

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        self.window.activateWindow()
        self.qtbot.waitUntil(self.window.isActiveWindow)
        QTest.keyClick(self.window, key, modifier)
        self.settle()

    def dialog(self, kind: type[QDialog]) -> Any:
        (found,) = [d for d in self.window.findChildren(kind) if d.isVisible()]
        return found

    def ask(self, question: Any) -> Any:
        return self.kantor.ask(question)

    def told(self) -> str:
        return self.window.notices.notices()[0].judul


@pytest.fixture
def meja(qtbot: QtBot, tmp_path: Path) -> Iterator[Meja]:
    QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, str(tmp_path))
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    apply_theme(app, "terang")
    with opened("kecil", tmp_path) as layar:
        made = Meja(layar, qtbot)
        yield made
        made.window.hide()


def texts(page: Any, key: str) -> list[str]:
    n = [c.key for c in page.kolom].index(key)
    return [page.table.cell(r, n).text for r in range(len(page.table.rows))]


def detail(page: Any) -> dict[str, str]:
    found = {}
    for i in range(page.detail._lines.count()):
        label, nilai = (page.detail._lines.itemAt(i).widget().layout().itemAt(n).widget().text() for n in (0, 1))
        found[label] = nilai
    return found


pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)


def test_rekanan_is_added_found_and_changed_by_keys(meja: Meja) -> None:
    page = meja.go("rekanan")
    assert texts(page, "nama") == ["CV CONTOH SEJUK"]
    assert detail(page)["Dibayar tahun 2026"] == "Rp 22.200.000 dalam 1 dokumen"
    meja.press(Qt.Key.Key_Insert)
    dialog = meja.dialog(RekananDialog)
    QTest.keyClicks(dialog.nama, "PT CONTOH CETAK")
    QTest.keyClicks(dialog.npwp, "12345")
    dialog.send()
    meja.settle()
    assert "16 angka" in dialog.form.error("npwp")
    dialog.npwp.setText("0012345678903000")
    for edit, kata in ((dialog.kode_bank, "002"), (dialog.nomor, "0099887766"), (dialog.atas_nama, "PT CONTOH CETAK")):
        QTest.keyClicks(edit, kata)
    dialog.send()
    meja.settle()
    assert meja.told() == "Rekanan disimpan"
    assert page.view.current_row().nama == "PT CONTOH CETAK"
    assert page.view.current_row().rekening == "••••••7766"
    page.cari.setText("cetak")
    page.show_rows()
    assert texts(page, "nama") == ["PT CONTOH CETAK"]
    assert page.count.text() == "1 dari 2 baris"
    page.edit()
    meja.settle()
    ubah = meja.dialog(RekananDialog)
    ubah.aktif.setChecked(False)
    ubah.send()
    meja.settle()
    page.cari.clear()
    page.show_rows()
    assert texts(page, "nama") == ["CV CONTOH SEJUK"]
    page.semua.setChecked(True)
    assert len(page.table.rows) == 2


def test_a_rekanan_changed_meanwhile_shows_both_versions(meja: Meja) -> None:
    page = meja.go("rekanan")
    page.edit()
    meja.settle()
    first = meja.dialog(RekananDialog)
    from dataclasses import replace

    from core.rekanan.commands import SaveRekanan

    kartu = first._kartu
    meja.window.desk.do(SaveRekanan(rekanan=replace(kartu, alamat="Jalan Lain 1")))
    meja.settle()
    first.alamat.setText("Jalan Sendiri 2")
    first.send()
    meja.settle()
    assert "Jalan Lain 1" in first.rest.text() + first.form.error("alamat")
    assert "Jalan Sendiri 2" in first.rest.text() + first.form.error("alamat")


def test_lacak_says_where_a_berkas_is_and_opens_its_spm(meja: Meja) -> None:
    page = meja.go("lacak")
    jalan = meja.ask(lambda q: q.pelacakan.rows((Keadaan.DIAJUKAN, Keadaan.BERJALAN, Keadaan.DIKEMBALIKAN)))
    assert [r.id for r in page.table.rows] == [r.id for r in jalan]
    row = page.view.current_row()
    said = detail(page)
    assert said["Kode berkas"].replace(" ", "") == row.kode_meja
    assert said["Langkah berikutnya"].startswith("Tidak ada")
    assert page.langkah.itemAt(0).widget().text().startswith("✓  Diterima")
    page.saring.set_value("semua")
    assert len(page.table.rows) == 3
    page.view.select_key(row.id)
    page.open_spm()
    meja.settle()
    assert meja.window.current_id() == "spm"
    assert meja.window.page("spm").form.spp.berkas == row.id
    kode = row.kode_meja
    assert meja.go("lacak", kode).view.current_row().kode_meja == kode


def test_the_queue_puts_what_is_due_first_and_leads_to_the_desk(meja: Meja) -> None:
    page = meja.go("antrean")
    sisa = [r.sisa_menit for r in page.table.rows]
    assert sisa == sorted(sisa)
    row = page.view.current_row()
    page.open_at_desk()
    meja.settle()
    assert meja.window.current_id() == "meja"
    assert meja.window.page("meja")._baca.berkas.id == row.id


def test_the_board_counts_the_day(meja: Meja) -> None:
    page = meja.go("papan")
    assert page.tiles["masuk"]._angka.text() == "1 berkas"
    assert page.tiles["kembali"]._angka.text() == "0 berkas"
    rows = {r.nama: r for r in page.table.rows}
    assert rows["Verifikasi"].di_meja == 1
    assert (rows["Kelengkapan"].selesai, rows["Kelengkapan"].median_menit) == (1, 2)
    assert sum(r.di_meja for r in page.table.rows) == 1


def test_penutupan_shows_what_must_agree_and_closes_in_turn(meja: Meja) -> None:
    page = meja.go("penutupan")
    assert [r.bulan for r in page.table.rows] == [NOVEMBER, OKTOBER]
    page.view.select_key(OKTOBER)
    meja.settle()
    assert not meja.window.head.button("tutup").isEnabled()
    assert all(i.cocok for i in page.uji.rows)
    assert len(page.uji.rows) == 14
    meja.press(Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    for judul in ("Berita Acara Pemeriksaan Kas", "Register Penutupan Kas", "Bukti Saldo Bank"):
        preview = meja.dialog(PreviewDialog)
        assert preview.windowTitle().endswith(judul)
        preview.reject()
        meja.settle()
    page.view.select_key(NOVEMBER)
    meja.settle()
    meja.press(Qt.Key.Key_F9)
    dialog = meja.dialog(PenutupanDialog)
    saldo = meja.ask(lambda q: q.kas.saldo(NOVEMBER))
    dialog.kertas.pieces[100_000].setText("5")
    dialog.bank.setText(str(saldo.bank.sen // 100))
    dialog.send()
    meja.settle()
    assert page.table.rows[0].segel is not None
    assert page.table.rows[0].beda == Rupiah()


def test_dpa_shows_all_that_stands_against_a_line(meja: Meja) -> None:
    page = meja.go("dpa")
    ada = meja.ask(lambda q: q.anggaran.availability(2026, 11))
    assert [r.ada for r in page.table.rows] == list(ada)
    assert page.sums.text().startswith(f"Pagu (Rp)  {total([k.pagu for k in ada])}")
    row = next(r for r in page.table.rows if r.ada.realisasi)
    page.view.select_key(page.key_of(row))
    meja.settle()
    assert detail(page)["Realisasi"] == f"Rp {row.ada.realisasi}"
    assert sum(b.rencana.sen for b in page.rak.rows) == sum(
        n.sen for n in meja.ask(lambda q: q.anggaran.rak(2026)).baris[row.ada.pasangan].values()
    )
    page.open_row(row)
    meja.settle()
    assert meja.window.current_id() == "bku"
    assert meja.window.page("bku").cari.text() == row.ada.rekening


@pytest.mark.parametrize("tingkat", list(Tingkat))
def test_every_level_of_realisasi_adds_up_to_the_spj(meja: Meja, tingkat: Tingkat) -> None:
    page = meja.go("realisasi")
    page.tingkat.set_value(tingkat)
    meja.settle()
    rows = meja.ask(lambda q: q.kas.realisasi(NOVEMBER))
    assert total([r.jumlah for r in page.table.rows]) == total([r.jumlah_spj for r in rows])
    assert total([r.pagu for r in page.table.rows]) == total([r.anggaran for r in rows])
    banyak = {Tingkat.PROGRAM: 1, Tingkat.REKENING: len(rows)}.get(tingkat)
    assert banyak is None or len(page.table.rows) == banyak
    assert "dari pagu" in page.subtitle()


def test_realisasi_of_another_month(meja: Meja) -> None:
    page = meja.go("realisasi")
    november = total([r.jumlah for r in page.table.rows])
    page.bulan.step(-1)
    meja.settle()
    oktober = total([r.jumlah for r in page.table.rows])
    assert oktober == total([r.jumlah_spj for r in meja.ask(lambda q: q.kas.realisasi(OKTOBER))])
    assert oktober < november


def test_register_prints_and_exports_what_it_shows(meja: Meja, tmp_path: Path) -> None:
    page = meja.go("register")
    assert len(page.table.rows) == meja.ask(lambda q: q.spm.count(2026))
    meja.press(Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    meja.dialog(PreviewDialog).reject()
    page.export_to(str(tmp_path / "register.xlsx"), "spp", "xlsx")
    meja.settle()
    sheet = openpyxl.load_workbook(tmp_path / "register.xlsx").active
    cells = [c.value for row in sheet.iter_rows() for c in row if c.value is not None]
    assert "SP2D-0141" in cells
    assert 22_200_000 in cells
    page.bulan.set_value(10)
    assert {r.tanggal_spp.month for r in page.table.rows} == {10}
    page.export_to(str(tmp_path / "kas.csv"), "penutupan", "csv")
    meja.settle()
    assert "Oktober 2026" in (tmp_path / "kas.csv").read_text("utf-8-sig")


def test_panjar_ages_and_is_settled_in_its_form(meja: Meja) -> None:
    page = meja.go("panjar")
    (row,) = page.table.rows
    assert (row.panjar.nomor, row.panjar.sisa, row.hari) == ("NPD-0012", Rupiah.of(750_000), 4)
    page.semua.setChecked(True)
    assert len(page.table.rows) == 2
    lama = next(r for r in page.table.rows if not r.terbuka)
    assert lama.panjar.belanja - lama.panjar.pajak + lama.panjar.kembali == lama.panjar.nilai
    page.view.select_key("NPD-0012")
    meja.settle()
    meja.press(Qt.Key.Key_F9)
    dialog = meja.dialog(BelanjaDialog)
    assert "Sisa disetor PPTK 750.000" in " ".join(w.text() for w in dialog.findChildren(QLabel))
    dialog.reject()


def test_cards_show_their_limit_and_take_their_steps(meja: Meja) -> None:
    page = meja.go("kartu")
    assert [r.row.kartu.empat_akhir for r in page.table.rows] == ["4417", "8830"]
    assert page.up.judul.text() == "UP KKPD Rp 40.000.000"
    assert [p.nilai.sen // 100 for p in page.up.bar.parts] == [9_565_600, 0, 0, 40_000_000]
    page.edit()
    meja.settle()
    meja.dialog(KartuFormDialog).reject()
    page.step("blokir")
    dialog = meja.dialog(LangkahKartuDialog)
    dialog.alasan.setPlainText("rusak")
    dialog.send()
    meja.settle()
    assert str(page.table.rows[0].row.kartu.status) == "BLOKIR_SEMENTARA"
    assert "buka_blokir" in page.detail.buttons


def test_lists_sort_by_what_stands_in_a_column(meja: Meja) -> None:
    page = meja.go("register")
    page.view.sort_asked.emit("nilai", False)
    nilai = [r.nilai for r in page.table.rows]
    assert nilai == sorted(nilai)
    page.view.sort_asked.emit("nilai", True)
    assert [r.nilai for r in page.table.rows] == nilai[::-1]
    page.view.sort_asked.emit("nilai", True)
    assert page.table.order.key == ""
    page.view.sort_asked.emit("tgl_sp2d", False)
    assert next(r.tanggal_sp2d for r in page.table.rows) is None


def test_keys_go_to_the_page_they_name(meja: Meja) -> None:
    page = meja.go("register")
    assert meja.window.focusWidget() is page.view
    meja.press(Qt.Key.Key_4, Qt.KeyboardModifier.ControlModifier)
    assert meja.window.current_id() == "dpa"
    QTest.keyClick(meja.window.page("dpa").view, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert meja.window.focusWidget() is meja.window.page("dpa").cari
    assert date(2026, 11, 20) == meja.window.konteks.today()
