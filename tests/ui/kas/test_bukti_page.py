"""Bukti & Pajak: evidence is recorded, refused beside its field, drafted, deposited and corrected on a real office."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt

from core.calendar import Bulan
from core.kas.commands import CloseMonth, PostTransaksi
from core.kas.isi import BelanjaUp, Setoran, SpjPanjar
from core.kas.penutupan import HitunganKas
from core.money import Rupiah
from core.pajak.model import JenisBelanja
from ui.kas.belanja_dialog import BelanjaDialog
from ui.kas.bukti_page import BuktiPage
from ui.kas.kas_dialog import KoreksiDialog, PanjarDialog, UangDialog
from ui.kas.setor_pajak_dialog import SetorPajakDialog

FEB, MAR = Bulan(2026, 2), Bulan(2026, 3)
ATK, NARASUMBER, MAMIN = "5.1.02.01.01.0024", "5.1.02.02.01.0003", "5.1.02.01.01.0052"


@pytest.fixture
def page(qtbot, konteks):
    made = BuktiPage(konteks)
    qtbot.addWidget(made)
    made.resize(1100, 640)
    made.show()
    qtbot.waitExposed(made)
    made.open_with(FEB)
    assert konteks.desk.wait_idle()
    return made


def form(page, formulir, acuan=""):
    page.record(formulir, acuan)
    assert page.konteks.desk.wait_idle()
    return page.dialog


def fill(dialog, rekening, rupiah, line=0):
    baris = dialog.rincian.lines[line]
    baris.rekening.set_value(rekening)
    baris.nilai.clear()
    baris.nilai.setText(str(rupiah))
    baris.nilai.editingFinished.emit()


def settle(page):
    assert page.konteks.desk.wait_idle()


def latest(kantor, bulan=MAR):
    return kantor.ask(lambda q: q.kas.all_events(bulan.tahun))[-1].mentah


def test_the_month_as_a_list(page):
    assert len(page.table.rows) == 28
    assert page.table.rows[0].nomor == "NK-0001"
    page.saring.choose("panjar")
    settle(page)
    assert [r.nomor for r in page.table.rows] == ["NPD-0006", "NPD-0003"]
    page.saring.choose("belanja")
    page._on_sort("nilai", turun=True)
    settle(page)
    assert page.table.rows[0].nilai == Rupiah.of(20_000_000)


def test_search_finds_a_rekanan(page, qtbot):
    qtbot.keyClicks(page.cari, "sinar")
    qtbot.waitUntil(lambda: [r.nomor for r in page.table.rows] == ["TBP-0009", "TBP-0001"], timeout=5000)


def test_a_purchase_with_its_tax(page, kantor, told):
    d = form(page, "BELANJA_UP")
    assert isinstance(d, BelanjaDialog)
    assert d.nomor.text() == "TBP-0010"
    d.rekanan.setText("CV CONTOH TULIS")
    d.uraian.setText("Kertas dan toner")
    fill(d, ATK, 5_550_000)
    assert d.pajak.jenis.value() is JenisBelanja.BARANG
    assert d.pajak.total() == Rupiah.of(83_250)
    d.pajak.pkp.setChecked(True)
    assert [(p.jenis, p.nilai) for p in d.pajak.pungutan()] == [
        ("PPN", Rupiah.of(550_000)),
        ("PPh22", Rupiah.of(75_000)),
    ]
    assert d.pajak.rows["PPN"].dasar.text() == "11/12 × 12 % × 5.000.000"
    assert d._net.text() == "4.925.000"
    assert d._words.text() == "lima juta lima ratus lima puluh ribu rupiah"
    assert "sisa pagu sesudahnya 42.925.000" in d.rincian.lines[0].sisa.text()
    assert d._left.text() == "saldo bank sesudahnya 44.512.500"
    d.submit()
    settle(page)
    assert page.dialog is None
    event = latest(kantor)
    assert (event["nomor"], event["bruto"], event["dibayar"]) == ("TBP-0010", 5_550_000, 4_925_000)
    assert event["pajak"] == [["PPN", 550_000], ["PPh22", 75_000]]
    assert event["atribut"] == {"kanal": "CMS"}
    assert told[-1].judul == "Belanja UP TBP-0010 dicatat"
    assert page.bulan.bulan == MAR
    assert page.view.current_row().nomor == "TBP-0010"
    assert form(page, "BELANJA_UP").nomor.text() == "TBP-0011"
    page.dialog.reject()


def test_a_price_without_ppn_is_brought_up_to_the_kuitansi(page):
    d = form(page, "BELANJA_UP")
    fill(d, ATK, 5_000_000)
    d.pajak.pkp.setChecked(True)
    d.pajak.termasuk_ppn.setChecked(False)
    assert d.add_ppn.text() == "Tambahkan PPN 550.000 ke belanja"
    d.add_ppn.click()
    assert d.rincian.total() == Rupiah.of(5_550_000)
    assert d.pajak.total() == Rupiah.of(625_000)
    d.reject()


def test_amounts_may_be_overruled_and_worked_out_again(page, qtbot):
    d = form(page, "BELANJA_UP")
    fill(d, ATK, 5_550_000)
    d.pajak.pkp.setChecked(True)
    d.pajak.rows["PPh22"].nilai.clear()
    qtbot.keyClicks(d.pajak.rows["PPh22"].nilai, "70000")
    assert d.pajak.chip.status().kata == "diubah tangan"
    fill(d, ATK, 6_000_000)
    assert d.pajak.total() == Rupiah.of(620_000)
    d.pajak.reset.click()
    assert d.pajak.rows["PPh22"].nilai.value() == Rupiah.of(81_081)
    d.reject()


def test_a_honorarium_asks_for_the_rank(page):
    d = form(page, "BELANJA_UP")
    fill(d, NARASUMBER, 3_000_000)
    d.pajak.jenis.choose(JenisBelanja.HONOR_PNS)
    assert not d.pajak.golongan.isHidden()
    assert [(p.jenis, p.nilai) for p in d.pajak.pungutan()] == [("PPh21", Rupiah.of(150_000))]
    d.reject()


def test_over_the_pagu_is_said_before_and_refused_beside_the_field(page, kantor):
    d = form(page, "BELANJA_UP")
    fill(d, ATK, 48_475_001)
    assert "melebihi pagu (1)" in d.rincian.lines[0].sisa.text()
    d.submit()
    settle(page)
    assert page.dialog is d
    assert "kelebihan Rp 1" in d.form.error("rincian")
    assert d.save_button.isEnabled()
    assert len(kantor.ask(lambda q: q.kas.transaksi(MAR))) == 0
    d.reject()


def test_a_number_used_before_is_said_at_the_number(page):
    d = form(page, "BELANJA_UP")
    fill(d, ATK, 100_000)
    d.nomor.setText("TBP-0001")
    d.submit()
    settle(page)
    assert "TBP-0001 sudah dipakai" in d.form.error("nomor")
    d.reject()


@pytest.mark.parametrize(
    ("spoil", "key", "kata"),
    [
        (lambda d: d.nomor.clear(), "nomor", "belum diisi"),
        (lambda d: d.tanggal.clear(), "tanggal", "belum diisi"),
        (lambda d: d.tanggal.setText("31/2"), "tanggal", "tidak ada di kalender"),
        (lambda d: d.rincian.lines[0].nilai.setText("seribu"), "rincian", "bukan jumlah uang"),
        (lambda d: d.rincian.lines[0].rekening.setText("9.9"), "rincian", ""),
        (lambda d: d.rincian.remove_line(d.rincian.lines[0]), "rincian", "Belanja belum diisi"),
    ],
)
def test_what_is_missing_is_said_without_asking_the_books(page, spoil, key, kata):
    d = form(page, "BELANJA_UP")
    fill(d, ATK, 100_000)
    sent = []
    d.submitted.connect(sent.append)
    spoil(d)
    if kata:
        d.submit()
        assert kata in d.form.error(key)
        assert sent == []
    d.reject()


def test_a_closed_month_is_said_at_the_date(page, kantor):
    kas = HitunganKas({"K100000": 53, "K50000": 1}, Rupiah.of(49_437_500))
    page.konteks.desk.do(CloseMonth(bulan=FEB, kas=kas))
    settle(page)
    assert page.keadaan.status().kata == "ditutup"
    d = form(page, "BELANJA_UP")
    d.tanggal.set_value(date(2026, 3, 1))
    d.tanggal.setText("27/2")
    d.tanggal.editingFinished.emit()
    assert "Februari 2026 sudah ditutup" in d.form.error("tanggal")
    d.reject()


def test_enter_goes_on_and_lines_come_and_go_by_key(page, qtbot):
    d = form(page, "BELANJA_UP")
    d.nomor.setFocus()
    qtbot.keyClick(d.nomor, Qt.Key.Key_Return)
    assert d.tanggal.hasFocus()
    assert page.dialog is d
    qtbot.keyClick(d.rincian.lines[0].rekening, Qt.Key.Key_Insert)
    assert len(d.rincian.lines) == 2
    fill(d, ATK, 100_000)
    fill(d, MAMIN, 50_000, line=1)
    assert d.rincian.total() == Rupiah.of(150_000)
    qtbot.keyClick(d.rincian.lines[1].nilai, Qt.Key.Key_Delete, Qt.KeyboardModifier.ControlModifier)
    assert d.rincian.total() == Rupiah.of(100_000)
    d.reject()


def test_a_draft_survives_a_closed_form(page):
    d = form(page, "BELANJA_UP")
    d.rekanan.setText("CV CONTOH TULIS")
    d.cara.setCurrentIndex(1)
    fill(d, ATK, 5_550_000)
    d.pajak.pkp.setChecked(True)
    d.reject()
    again = form(page, "BELANJA_UP")
    assert (again.rekanan.text(), again.cara.value(), again.kanal.value()) == (
        "CV CONTOH TULIS",
        "tunai",
        "TUNAI",
    )
    assert again.rincian.total() == Rupiah.of(5_550_000)
    assert again.pajak.total() == Rupiah.of(625_000)
    assert not again.clear_button.isHidden()
    again.clear_button.click()
    settle(page)
    assert page.dialog.rekanan.text() == ""
    page.dialog.reject()


def test_settling_a_panjar_works_out_what_comes_back(page, kantor):
    d = form(page, "SPJ_PANJAR", "NPD-0006")
    assert d.sumber.currentText().startswith("Panjar NPD-0006")
    d.cara.setCurrentIndex(1)
    fill(d, MAMIN, 900_000)
    assert (d._net_label.text(), d._net.text()) == ("Sisa disetor PPTK", "100.000")
    fill(d, MAMIN, 1_200_000)
    d.pajak.jenis.setCurrentIndex(0)
    assert (d._net_label.text(), d._net.text()) == ("Kurang, dibayar bendahara", "200.000")
    isi = d.isi()
    assert isinstance(isi, SpjPanjar)
    assert (isi.kurang_dibayar_bp, isi.sisa_disetor_pptk) == (Rupiah.of(200_000), None)
    d.submit()
    settle(page)
    assert page.dialog is None
    assert [t for t in kantor.ask(lambda q: q.kas.terbuka(date(2026, 3, 2))) if t.jenis == "panjar"] == []


def test_tax_is_deposited_with_its_ntpn(page, kantor):
    d = form(page, "SETOR_PAJAK")
    assert isinstance(d, SetorPajakDialog)
    assert [(r.jenis, r.sisa) for r in d.rows] == [("PPN", Rupiah.of(275_000)), ("PPh22", Rupiah.of(37_500))]
    assert [r.nomor.text() for r in d.rows] == ["SSP-0007", "SSP-0008"]
    d.submit()
    assert d.rows[0].below.text() == "NTPN setoran wajib diisi."
    d.rows[0].ntpn.setText("NTPN0000000000AB")
    d.rows[1].ntpn.setText("SINGKAT")
    d.submit()
    settle(page)
    assert page.dialog is d
    assert "harus 16 karakter" in d.rows[1].below.text()
    d.rows[1].pilih.setChecked(False)
    assert d._sum.text() == "Rp 275.000"
    d.submit()
    settle(page)
    assert page.dialog is None
    assert [
        (t.nomor, t.nilai) for t in kantor.ask(lambda q: q.kas.terbuka(date(2026, 3, 2))) if t.jenis == "pajak"
    ] == [("PPh22", Rupiah.of(37_500))]


def test_more_than_was_withheld_is_refused_at_its_line(page):
    d = form(page, "SETOR_PAJAK", "PPh22")
    assert [r.jenis for r in d.chosen()] == ["PPh22"]
    d.rows[1].nilai.set_value(Rupiah.of(40_000))
    d.rows[1].ntpn.setText("NTPN0000000000AC")
    assert d.isi().setoran == (Setoran("PPh22", Rupiah.of(40_000), "NTPN0000000000AC", "SSP-0008"),)
    d.submit()
    settle(page)
    assert "melebihi pungutan" in d.rows[1].below.text()
    d.reject()


def test_no_tax_chosen_is_said(page):
    d = form(page, "SETOR_PAJAK", "PPh23")
    d.submit()
    assert d.message.text() == "Belum ada pajak yang dipilih untuk disetor."
    d.reject()


def test_money_changes_its_place(page, kantor):
    d = form(page, "TARIK_TUNAI")
    assert isinstance(d, UangDialog)
    assert d.form.field("nomor").text() == "CEK-000102"
    d.nilai.setText("60.000.000")
    d.nilai.editingFinished.emit()
    assert d._left.property("gaya") == "galat"
    d.submit()
    settle(page)
    assert page.dialog is d
    assert d.form.has_errors() or not d.message.isHidden()
    d.nilai.set_value(Rupiah.of(2_000_000))
    d.submit()
    settle(page)
    assert page.dialog is None
    assert kantor.ask(lambda q: q.kas.saldo(MAR)).kas_tunai == Rupiah.of(7_350_000)


def test_a_panjar_is_handed_out(page, kantor):
    d = form(page, "PANJAR")
    assert isinstance(d, PanjarDialog)
    assert d.form.field("nomor").text() == "NPD-0007"
    d.submit()
    assert "belum diisi" in d.form.error("pptk")
    d.form.field("pptk").setText("PPTK CONTOH")
    d.nilai.set_value(Rupiah.of(750_000))
    d.sub_kegiatan.set_value("2.16.01.2.06.0009")
    d.submit()
    settle(page)
    assert page.dialog is None
    assert latest(kantor)["sub_kegiatan"] == "2.16.01.2.06.0009"


def test_a_correction_asks_why_and_takes_the_whole_back(page, kantor):
    page.view.select_key("T26")
    page.correct()
    settle(page)
    d = page.dialog
    assert isinstance(d, KoreksiDialog)
    d.submit()
    assert d.form.error("alasan") == "Alasan koreksi belum diisi."
    d.alasan.setText("Kuitansi keliru rekening")
    d.submit()
    settle(page)
    assert page.dialog is None
    assert latest(kantor)["koreksi_tx"] == "T26"
    page.bulan.go_to(FEB)
    settle(page)
    page.view.select_key("T26")
    assert page.view.current_row().dibalik
    assert not next(a for a in page.actions() if a.id == "koreksi").enabled


def test_beranda_sends_people_straight_into_a_form(page):
    page.open_with({"catat": "SETOR_PAJAK", "jenis": "PPN"})
    settle(page)
    assert [r.jenis for r in page.dialog.chosen()] == ["PPN"]
    page.dialog.reject()


def test_buku_sends_people_to_a_row(page):
    page.open_with({"bulan": FEB, "tx": "T04"})
    settle(page)
    assert page.view.current_row().nomor == "TBP-0001"


def test_a_known_rekanan_brings_his_status(page):
    d = form(page, "BELANJA_UP")
    d.pajak.show_rekanan(pkp=True, npwp=False, badan=False)
    fill(d, ATK, 5_550_000)
    assert d.pajak.rows["PPh22"].nilai.value() == Rupiah.of(150_000)
    d.reject()


def test_a_command_is_all_a_form_hands_back(page):
    d = form(page, "BELANJA_UP")
    fill(d, ATK, 100_000)
    command = d.command()
    assert isinstance(command, PostTransaksi)
    assert isinstance(command.isi, BelanjaUp)
    assert command.isi.dibayar == Rupiah.of(100_000)
    d.reject()
