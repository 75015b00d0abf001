"""The draft on screen: it saves itself, tests itself, follows the tax table, and goes from hand to hand."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit

from core.access import Peran
from core.money import Rupiah, total
from core.spm.commands import SaveDraft
from core.spm.isi import JenisSpp
from core.spm.model import Spp, StatusSpp
from tests.ui.spm.kantor_uji import PC, SUB_PC, Meja, rp
from ui.kas.bukti_page import BuktiPage
from ui.kit.check_list import HasilUji
from ui.kit.preview import PreviewDialog
from ui.spm.langkah_dialog import BedaDialog, SebabDialog, Sp2dDialog, VerifikasiDialog, YakinDialog
from ui.spm.mulai import Mulai
from ui.spm.spm_page import SpmPage

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


@pytest.fixture
def page(qtbot: QtBot, meja: Meja) -> SpmPage:
    made = SpmPage(meja.konteks)
    qtbot.addWidget(made)
    made.resize(1100, 660)
    made.show()
    qtbot.waitExposed(made)
    meja.settle()
    return made


def type_in(page: SpmPage, key: str, kata: str) -> None:
    field = page.form.data.form.field(key)
    assert isinstance(field, QLineEdit)
    field.setText(kata)
    field.textEdited.emit(kata)


def keep(page: SpmPage, meja: Meja) -> None:
    """The second after which a draft is stored has passed."""
    meja.settle()
    page.form.save()
    meja.settle()
    page.form.test()
    meja.settle()


def fill_ls(page: SpmPage, meja: Meja, nilai: int = 8_880_000) -> Spp:
    """An LS for computers, as a Bendahara types it."""
    page.start(Mulai(JenisSpp.LS_BJ))
    meja.settle()
    page.form.data.form.field("penerima").set_value(meja.rekanan.nama)
    meja.settle()
    type_in(page, "uraian", "Pengadaan PC 1 unit")
    type_in(page, "bukti", "030/BAST/III/2026")
    page.form.belanja.add_line()
    page.form.belanja.sub.set_value(SUB_PC)
    page.form.belanja.rekening.set_value(PC)
    page.form.belanja.jumlah.set_value(rp(nilai))
    page.form.belanja.keep()
    page.form.belanja.leave()
    page.tindakan.show_papers()
    page.tindakan.dialog.list.tick_all()
    page.tindakan.dialog.button.click()
    keep(page, meja)
    assert page.form.spp is not None
    return page.form.spp


def stored(meja: Meja, spp: Spp) -> Spp:
    return meja.ask(lambda q: q.spm.spp(spp.id))


def press(page: SpmPage, tombol: str) -> None:
    page.form.uji.button(tombol).click()


def test_an_empty_list_says_the_next_step(page: SpmPage, meja: Meja) -> None:
    assert page.title() == "SPP & SPM"
    assert page.list.table.rows == []
    assert [a.shortcut for a in page.actions()] == ["Ctrl+O", "Ins"]


def test_a_blank_draft_stores_nothing_until_something_is_typed(page: SpmPage, meja: Meja) -> None:
    page.start(Mulai(JenisSpp.LS_BJ))
    keep(page, meja)
    assert meja.ask(lambda q: q.spm.count(2026)) == 0
    type_in(page, "uraian", "Pengadaan")
    keep(page, meja)
    assert meja.ask(lambda q: q.spm.count(2026)) == 1
    assert page.subtitle().startswith("Tersimpan otomatis 9.00 · versi 1")


def test_the_draft_stores_itself_after_a_second(page: SpmPage, meja: Meja, qtbot: QtBot) -> None:
    page.start(Mulai(JenisSpp.LS_RUTIN))
    meja.settle()
    type_in(page, "uraian", "Listrik Maret")
    qtbot.waitUntil(lambda: meja.ask(lambda q: q.spm.count(2026)) == 1, timeout=4000)
    (row,) = meja.ask(lambda q: q.spm.rows(2026))
    assert (row.uraian, row.status) == ("Listrik Maret", StatusSpp.DRAF)


def test_what_is_typed_while_the_first_save_is_under_way_stays(page: SpmPage, meja: Meja) -> None:
    page.start(Mulai(JenisSpp.LS_RUTIN))
    meja.settle()
    type_in(page, "uraian", "Listrik")
    page.form.save()
    type_in(page, "uraian", "Listrik Maret")
    keep(page, meja)
    assert page.form.data.form.field("uraian").text() == "Listrik Maret"
    (row,) = meja.ask(lambda q: q.spm.rows(2026))
    assert row.uraian == "Listrik Maret"


def test_a_step_waits_until_the_new_draft_has_been_read_back(page: SpmPage, meja: Meja) -> None:
    page.start(Mulai(JenisSpp.LS_RUTIN))
    meja.settle()
    type_in(page, "uraian", "Listrik Maret")
    reached: list[Spp | None] = []
    page.form.when_saved(lambda: reached.append(page.form.spp))
    meja.settle()
    assert [s.isi.uraian for s in reached if s is not None] == ["Listrik Maret"]


def test_taxes_follow_the_bill_until_somebody_changes_one(page: SpmPage, meja: Meja) -> None:
    fill_ls(page, meja)
    card = page.form.potongan
    assert [(p.jenis, p.kode, p.tarif, p.nilai) for p in card.lines()] == [
        ("PPN", "411211-920", "11/12 × 12%", rp(880_000)),
        ("PPh 22", "411122-920", "1,5%", rp(120_000)),
    ]
    assert card.chip.status().kata == "dihitung otomatis"
    assert page.form.uji.dibayarkan.text() == "7.880.000"
    card.edit(1)
    card.jumlah.set_value(rp(100_000))
    card.keep()
    assert card.chip.status().kata == "diubah sendiri"
    assert page.form.uji.dibayarkan.text() == "7.900.000"
    card.again.click()
    assert page.form.uji.dibayarkan.text() == "7.880.000"


def test_an_id_billing_does_not_stop_the_tax_table(page: SpmPage, meja: Meja) -> None:
    spp = fill_ls(page, meja)
    card = page.form.potongan
    card.edit(0)
    card.billing.setText("826030000000001")
    card.keep()
    keep(page, meja)
    assert card.chip.status().kata == "dihitung otomatis"
    assert stored(meja, spp).isi.potongan[0].id_billing == "826030000000001"


def test_what_is_not_allowed_is_said_before_it_is_tried(page: SpmPage, meja: Meja) -> None:
    fill_ls(page, meja, 9_990_000)
    gagal = [u.judul for u in page.form.uji.uji.items if u.hasil is HasilUji.GAGAL]
    assert gagal == ["SPD triwulan I tidak cukup", "Anggaran kas s.d. Maret tidak cukup"]
    button = page.form.uji.button("ajukan")
    assert not button.isEnabled()
    assert button.toolTip() == "2 pengujian belum lolos; lihat daftar di atas."


def test_totals_stand_in_words(page: SpmPage, meja: Meja) -> None:
    fill_ls(page, meja)
    assert page.form.uji.diminta.text() == "Rp 8.880.000"
    assert page.form.uji.kata.text() == "delapan juta delapan ratus delapan puluh ribu rupiah"


def test_lines_by_keyboard(page: SpmPage, meja: Meja, qtbot: QtBot) -> None:
    page.start(Mulai(JenisSpp.LS_BJ))
    meja.settle()
    card = page.form.belanja
    qtbot.keyClick(page.form, Qt.Key.Key_Insert)
    assert card.strip.isVisible()
    card.sub.set_value(SUB_PC)
    qtbot.keyClick(card.jumlah, Qt.Key.Key_Return)
    assert "Pilih sub kegiatan" in card.complaint.text()
    card.rekening.set_value(PC)
    qtbot.keyClicks(card.jumlah, "1500000")
    qtbot.keyClick(card.jumlah, Qt.Key.Key_Return)
    assert [(r.rekening, r.nilai) for r in card.lines()] == [(PC, rp(1_500_000))]
    qtbot.keyClick(card.jumlah, Qt.Key.Key_Escape)
    assert not card.strip.isVisible()
    assert page.in_form, "Esc in the fields leaves the fields alone"
    card.view.selectRow(0)
    qtbot.keyClick(card.view, Qt.Key.Key_Delete)
    assert card.lines() == ()


def test_esc_goes_back_to_the_list_and_keeps_the_draft(page: SpmPage, meja: Meja, qtbot: QtBot) -> None:
    page.start(Mulai(JenisSpp.LS_BJ))
    meja.settle()
    type_in(page, "uraian", "Setengah jadi")
    qtbot.keyClick(page.form, Qt.Key.Key_Escape)
    meja.settle()
    assert not page.in_form
    assert [r.uraian for r in page.list.table.rows] == ["Setengah jadi"]


def test_from_draft_to_sp2d_through_all_hands(page: SpmPage, meja: Meja) -> None:
    spp = fill_ls(page, meja)
    press(page, "ajukan")
    meja.settle()
    assert page.title() == "SPP-LS — Menunggu PPK-SKPD"
    assert not page.form.uji.button("verifikasi").isEnabled()
    meja.sit(Peran.PPK, nama="CONTOH HIDAYAT")
    page.mark_stale()
    meja.settle()
    press(page, "verifikasi")
    dialog = page.tindakan.dialog
    assert isinstance(dialog, VerifikasiDialog)
    dialog.button.click()
    meja.settle()
    assert stored(meja, spp).status is StatusSpp.SPP_DIVERIFIKASI
    meja.sit(Peran.PA, nama="CONTOH RAHAYU")
    page.mark_stale()
    meja.settle()
    press(page, "ttd")
    assert isinstance(page.tindakan.dialog, YakinDialog)
    page.tindakan.dialog.button.click()
    meja.settle()
    meja.sit_bendahara()
    page.mark_stale()
    meja.settle()
    press(page, "kirim")
    meja.settle()
    assert isinstance(page.tindakan.dialog, PreviewDialog)
    # cover, SPP-1 to SPP-3, SPM, kelengkapan
    assert len(page.tindakan.dialog.pages) == 6
    page.tindakan.dialog.reject()
    press(page, "sp2d")
    dialog = page.tindakan.dialog
    assert isinstance(dialog, Sp2dDialog)
    dialog.nomor.setText("SP2D-0101")
    dialog.button.click()
    meja.settle()
    assert stored(meja, spp).sp2d is not None
    assert page.title() == "SPM-LS — SP2D terbit"
    press(page, "bukukan")
    halaman, isi = meja.dibuka[-1]
    siap = isi["sp2d"]
    assert (halaman, isi["catat"], siap.nomor, siap.nilai) == ("bukti", "SP2D_LS_BJ", "SP2D-0101", rp(8_880_000))
    assert siap.rincian == ((SUB_PC, PC, rp(8_880_000)),)
    page_bukti = BuktiPage(meja.konteks)
    page_bukti.open_with(isi)
    meja.settle()
    page_bukti.dialog.submit()
    meja.settle()
    d = page_bukti.dialog
    assert d is None, (d.message.text(), [d.form.error(k) for k in d.form._fields])
    dibukukan = meja.kantor.ask(lambda q: q.kas.all_events(2026))[-1].mentah
    assert [p["jenis"] for p in dibukukan["potongan"]] == ["PPN", "PPh22"]
    assert (dibukukan["nomor"], dibukukan["netto"]) == (
        "SP2D-0101",
        (siap.nilai - total(n for _, n in siap.potongan)).to_json(),
    )
    assert meja.refused() == []


def test_the_ppk_gives_reasons(page: SpmPage, meja: Meja) -> None:
    spp = fill_ls(page, meja)
    press(page, "ajukan")
    meja.settle()
    meja.sit(Peran.PPK)
    page.mark_stale()
    meja.settle()
    press(page, "kembalikan")
    dialog = page.tindakan.dialog
    assert isinstance(dialog, SebabDialog)
    dialog.button.click()
    assert dialog.form.error("sebab").startswith("Sebutkan sebabnya")
    dialog.kata.setPlainText("Kuitansi belum bermeterai\n\nBAST belum ditandatangani")
    dialog.button.click()
    meja.settle()
    kini = stored(meja, spp)
    assert kini.status is StatusSpp.DRAF
    assert kini.jejak[-1].sebab == ("Kuitansi belum bermeterai", "BAST belum ditandatangani")


def test_a_stale_draft_shows_both_sides(page: SpmPage, meja: Meja) -> None:
    spp = fill_ls(page, meja)
    lain = replace(spp.isi, uraian="Diubah di meja lain")
    meja.kantor.execute(SaveDraft(spp_id=spp.id, versi=spp.versi, tahun=2026, isi=lain), meja.office.pelaku)
    type_in(page, "uraian", "Diubah di sini")
    page.form.save()
    meja.settle()
    dialog = page.form.findChild(BedaDialog)
    assert dialog is not None
    dialog.stored.click()
    meja.settle()
    assert page.form.isi is not None
    assert page.form.isi.uraian == "Diubah di meja lain"


def test_or_keeps_what_is_on_screen(page: SpmPage, meja: Meja) -> None:
    spp = fill_ls(page, meja)
    lain = replace(spp.isi, uraian="Diubah di meja lain")
    meja.kantor.execute(SaveDraft(spp_id=spp.id, versi=spp.versi, tahun=2026, isi=lain), meja.office.pelaku)
    type_in(page, "uraian", "Diubah di sini")
    page.form.save()
    meja.settle()
    page.form.findChild(BedaDialog).mine.click()
    meja.settle()
    assert (stored(meja, spp).isi.uraian, stored(meja, spp).versi) == ("Diubah di sini", spp.versi + 2)


def test_a_gu_begins_with_its_lpj(page: SpmPage, meja: Meja) -> None:
    page.start(Mulai(JenisSpp.GU, "LPJ-UP-0001"))
    keep(page, meja)
    isi = page.form.isi
    assert isi is not None
    assert (isi.nilai, isi.acuan.lpj, len(isi.rincian)) == (Rupiah.of(34_200_000), "LPJ-UP-0001", 5)
    assert isi.penerima.nomor_rekening == "0010002000300"
    assert "GU tidak sama dengan LPJ" in [u.judul for u in page.form.uji.uji.items]


def test_an_up_begins_with_its_sk(page: SpmPage, meja: Meja) -> None:
    page.start(Mulai(JenisSpp.UP))
    keep(page, meja)
    assert page.form.isi is not None
    assert page.form.isi.nilai == rp(60_000_000)
    assert not page.form.belanja.isVisible()


def test_the_list_filters(page: SpmPage, meja: Meja) -> None:
    fill_ls(page, meja)
    page.start(Mulai(JenisSpp.UP))
    keep(page, meja)
    page.show_list()
    meja.settle()
    assert len(page.list.table.rows) == 2
    page.list.jenis.set_value(JenisSpp.UP)
    meja.settle()
    assert [r.jenis for r in page.list.table.rows] == [JenisSpp.UP]
    page.list.jenis.set_value(None)
    page.list.kata.setText("sejuk")
    page.list.refresh()
    meja.settle()
    assert [r.penerima for r in page.list.table.rows] == ["CV CONTOH SEJUK"]
