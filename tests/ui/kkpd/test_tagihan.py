"""The bill page over a real office: pairs, the bank's sum, the test by PA/KPA and the DPT."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from core.access import Peran
from core.kas.commands import PostTransaksi
from core.kas.isi import Sp2dGuKkpd
from core.kkpd.baris import StatusBaris
from core.kkpd.commands import AcceptPair, MakeDpt
from core.kkpd.pengujian import HasilUji
from core.money import Rupiah, total
from tests.db.kkpd.kantor_kartu import BELANJA, PA, daftar, impor, setujui, siap_uji, tagihan_mei
from tests.fakes.office import with_roles
from tests.ui.kkpd.meja_kartu import MejaKartu, add_twins, daftar_kembar
from ui.kit.preview import PreviewDialog
from ui.kkpd.langkah_dialog import (
    BebanDialog,
    BerkasBuktiDialog,
    DptDialog,
    KembalikanDialog,
    PilihBuktiDialog,
    RefundDialog,
    TolakPaDialog,
)
from ui.kkpd.uji_dialog import UjiDialog

S = StatusBaris


@pytest.fixture
def mei(meja: MejaKartu) -> MejaKartu:
    """The bill of May on show."""
    impor(meja.office, tagihan_mei())
    meja.show()
    return meja


@pytest.fixture
def kembar(meja: MejaKartu) -> MejaKartu:
    add_twins(meja.office)
    impor(meja.office, daftar_kembar())
    meja.show()
    return meja


def matched(meja: MejaKartu) -> None:
    meja.page.accept_certain()
    meja.wait()
    meja.decide(4, "terima")
    meja.dialog(RefundDialog).submit()
    meja.wait()


def ready_to_test(meja: MejaKartu) -> None:
    matched(meja)
    siap_uji(meja.office, meja.tagihan)
    meja.sit(PA)


def test_an_office_without_a_bill_says_what_belongs_here(meja: MejaKartu) -> None:
    assert meja.page.title() == "Tagihan KKPD"
    assert not meja.page.look.bank_card.isVisible()
    assert meja.page.table.rowCount() == 0


def test_the_head_names_period_and_due_date(mei: MejaKartu) -> None:
    assert mei.page.title() == "Tagihan KKPD — 6 Mei–31 Mei 2026"
    assert mei.page.subtitle() == "BANK CONTOH · jatuh tempo 19 Juni · DPT paling lambat 4 Juni (kebijakan)"


def test_the_banks_own_sum_stands_apart_from_ours(mei: MejaKartu) -> None:
    look = mei.page.look
    assert look.bank_total.text() == "21.800.000"
    assert look.bank_chip.status().kata == "total bank cocok"
    assert look.bank_terms.text() == "lalu 0 – kredit 440.000 + belanja 22.240.000"
    assert look.bank_more.text() == "jumlah per kartu cocok · sisa kredit cocok"
    assert "total bank cocok" not in look.ours.text() + look.ours_chip.status().kata
    assert look.ours_chip.status().kata == "semua baris terhitung"


def test_the_lines_add_up_to_the_bill(mei: MejaKartu) -> None:
    matched(mei)
    assert total([r.baris.nilai for r in mei.page.table.rows]) == Rupiah.of(21_800_000)
    cell = mei.page.table.cell(3, 3)
    assert (cell.text, cell.merah) == ("(440.000)", True)


def test_enter_accepts_a_proposal_and_goes_to_the_next_open_line(mei: MejaKartu) -> None:
    mei.go_to(1)
    assert mei.page.panel.chosen == ("KKPD-0001",)
    mei.page.view.setFocus()
    QTest.keyClick(mei.page.view, Qt.Key.Key_Return)
    mei.wait()
    assert mei.status()[1] is S.COCOK
    assert mei.page.view.current_row().baris.nomor == 2
    assert mei.page.look.progress.text() == "1 dari 6 baris diterima"


def test_all_certain_pairs_at_once(mei: MejaKartu) -> None:
    assert mei.page.look.buttons["pasti"].text() == "Terima pasti (4)  Ctrl+Enter"
    QTest.keyClick(mei.page, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    mei.wait()
    assert [n for n, s in mei.status().items() if s is S.COCOK] == [1, 2, 3, 5]
    assert mei.chips() == {
        1: "diterima",
        2: "diterima",
        3: "diterima",
        4: "periksa",
        5: "diterima",
        6: "belum ada bukti",
    }


def test_a_refund_lowers_the_purchase_it_undoes(mei: MejaKartu) -> None:
    matched(mei)
    assert mei.chips()[4] == "refund"
    assert "refund (440.000)" in mei.page.look.sums.text()


def test_u_takes_the_last_decision_back(mei: MejaKartu) -> None:
    mei.decide(1, "terima")
    mei.decide(6, "beban")
    mei.dialog(BebanDialog).submit()
    mei.wait()
    assert mei.chips()[6] == "bukan beban APBD"
    mei.page.undo()
    mei.wait()
    mei.page.undo()
    mei.wait()
    assert mei.status()[6] is S.TERBUKUKAN
    assert mei.status()[1] is S.TERBUKUKAN
    mei.page.undo()
    assert mei.told[-1].judul == "Tidak ada yang diurungkan"


def test_u_takes_all_certain_pairs_back_at_once(mei: MejaKartu) -> None:
    mei.page.accept_certain()
    mei.wait()
    assert mei.told[-1].judul == "4 baris diterima"
    QTest.keyClick(mei.page.view, Qt.Key.Key_U)
    mei.wait()
    assert set(mei.status().values()) == {S.TERBUKUKAN}
    assert mei.page.look.progress.text() == "0 dari 6 baris diterima"


def test_a_refund_is_said_before_it_stands_in_the_books(mei: MejaKartu) -> None:
    mei.decide(2, "terima")
    mei.decide(4, "terima")
    dialog = mei.dialog(RefundDialog)
    assert "mengurangi KKPD-0002 di buku" in dialog.about.text()
    dialog.reject()
    mei.wait()
    assert mei.status()[4] is S.TERBUKUKAN
    mei.decide(4, "terima")
    mei.dialog(RefundDialog).submit()
    mei.wait()
    mei.page.undo()
    mei.wait()
    assert [r.kode for r in mei.refused] == ["ERR_REFUND_SUDAH_DIBUKUKAN"]
    assert mei.chips()[4] == "refund"


def test_enter_twice_decides_two_lines_without_waiting(mei: MejaKartu) -> None:
    mei.go_to(1)
    for _ in range(2):
        QTest.keyClick(mei.page.view, Qt.Key.Key_Return)
    assert [str(r.status) for r in mei.page.table.rows[:2]] == ["disimpan…", "disimpan…"]
    assert mei.page.view.current_row().baris.nomor == 3
    mei.wait()
    assert [n for n, s in mei.status().items() if s is S.COCOK] == [1, 2]
    assert mei.page.view.current_row().baris.nomor == 3


def test_a_refused_decision_comes_back_to_its_line(mei: MejaKartu) -> None:
    mei.go_to(1)
    mei.office.do(AcceptPair(tagihan=mei.tagihan, baris=(1,), bukti=("KKPD-0001",)))  # somebody else was faster
    QTest.keyClick(mei.page.view, Qt.Key.Key_Return)
    mei.wait()
    assert [r.kode for r in mei.refused] == ["ERR_BUKTI_SUDAH_DIPASANGKAN"]
    assert mei.page.view.current_row().baris.nomor == 1


def test_f7_returns_the_line_in_hand(mei: MejaKartu) -> None:
    ready_to_test(mei)
    mei.go_to(4)
    assert not mei.page.look.buttons["kembali"].isVisible()
    mei.go_to(1)
    assert mei.page.look.buttons["kembali"].isVisible()
    mei.press(Qt.Key.Key_F7)
    dialog = mei.dialog(KembalikanDialog)
    dialog.alasan.setPlainText("kuitansi belum bermeterai")
    dialog.submit()
    mei.wait()
    assert mei.status()[1] is S.COCOK


def test_settled_purchases_keep_their_names_on_the_bill(mei: MejaKartu) -> None:
    matched(mei)
    siap_uji(mei.office, mei.tagihan)
    setujui(mei.office, mei.tagihan, 1)
    dpt = mei.office.do(MakeDpt(tagihan=mei.tagihan, tanggal=date(2026, 6, 2)), PA).nilai.dpt
    sp2d = Sp2dGuKkpd(nomor="SP2D-1", nilai=dpt.total, dpt=dpt.pembelian, nomor_dpt=dpt.nomor)
    mei.office.do(PostTransaksi(tanggal=date(2026, 6, 2), isi=sp2d))
    mei.show()
    (row,) = [r for r in mei.page.rows if r.baris.nomor == 1]
    assert (str(row.status), row.pasangan) == ("lunas", "KKPD-0001 Toko ATK Contoh")


def test_not_its_pair_opens_an_accepted_line_again(mei: MejaKartu) -> None:
    mei.decide(1, "terima")
    mei.decide(1, "bukan")
    assert mei.status()[1] is S.TERBUKUKAN


def test_a_proposal_can_be_waved_away_until_f5(mei: MejaKartu) -> None:
    mei.decide(1, "bukan")
    assert mei.chips()[1] == "belum ada bukti"
    mei.page.match()
    mei.wait()
    assert mei.chips()[1] == "pasti"
    assert mei.told[-1].judul == "4 pasti · 1 periksa"


def test_alternatives_stand_side_by_side_and_enter_does_not_choose(kembar: MejaKartu) -> None:
    kembar.go_to(1)
    assert kembar.page.panel.chosen is None
    kembar.decide(1, "terima")
    assert kembar.told[-1].judul == "Pilih buktinya dahulu"
    assert kembar.status()[1] is S.TERBUKUKAN
    kembar.page.view.setFocus()
    QTest.keyClick(kembar.page.view, Qt.Key.Key_2)
    chosen = kembar.page.panel.chosen
    QTest.keyClick(kembar.page.view, Qt.Key.Key_Return)
    kembar.wait()
    (row,) = [r for r in kembar.page.rows if r.baris.nomor == 1]
    assert chosen is not None
    assert row.baris.bukti == chosen


def test_a_charge_of_the_bank_is_accepted_as_no_burden(kembar: MejaKartu) -> None:
    kembar.decide(2, "terima")
    assert kembar.chips()[2] == "bukan beban APBD"
    assert "BIAYA ADM KARTU: sanggahan ke bank penerbit" in kembar.page.panel._open.text()
    kembar.decide(2, "bukan")
    assert kembar.status()[2] is S.TERBUKUKAN


def test_letters_typed_in_the_filter_decide_nothing(mei: MejaKartu) -> None:
    mei.go_to(1)
    mei.page.look.filter.setFocus()
    QTest.keyClicks(mei.page.look.filter, "nub")
    assert mei.page.look.filter.text() == "nub"
    assert set(mei.status().values()) == {S.TERBUKUKAN}
    mei.page.look.filter.setText("hotel")
    assert [r.baris.keterangan for r in mei.page.table.rows] == ["HOTEL CONTOH"]


def test_evidence_is_chosen_by_hand(mei: MejaKartu) -> None:
    mei.decide(6, "pilih")
    dialog = mei.dialog(PilihBuktiDialog)
    assert dialog.command() is None
    dialog.filter.setText("raya")
    dialog.view.selectRow(0)
    assert "selisih 500.000" in dialog.jumlah.text()
    dialog.submit()
    mei.wait()
    (row,) = [r for r in mei.page.rows if r.baris.nomor == 6]
    assert row.baris.bukti == ("KKPD-0003",)


def test_the_file_of_the_evidence_comes_before_the_test(mei: MejaKartu) -> None:
    matched(mei)
    mei.page.bayar.send_to_test()
    mei.wait()
    assert [r.kode for r in mei.refused] == ["ERR_BUKTI_BELUM_LENGKAP"]
    mei.decide(1, "bukti")
    dialog = mei.dialog(BerkasBuktiDialog)
    dialog.submit()
    mei.wait()
    assert dialog.form.error("berkas")
    dialog.berkas.setText("map KKPD Mei, lembar 1")
    dialog.submit()
    mei.wait()
    mei.page.bayar.send_to_test()
    mei.wait()
    assert mei.status()[1] is S.DIUJI


def test_six_points_before_a_line_is_approved(mei: MejaKartu) -> None:
    ready_to_test(mei)
    mei.page.bayar.test_lines()
    dialog = mei.dialog(UjiDialog)
    assert dialog.table.rowCount() == len(BELANJA)
    dialog.submit()
    assert "Uji 1 belum dijawab" in dialog.rest.text()
    mei.press(Qt.Key.Key_L, dialog, Qt.KeyboardModifier.AltModifier)
    assert dialog.command().hasil == (HasilUji.LULUS,) * 6
    mei.press(Qt.Key.Key_F6, dialog)
    mei.wait()
    assert [n for n, s in mei.status().items() if s is S.DISETUJUI] == [1, 2, 3, 5]
    assert mei.page.look.tested.text() == "pengujian PA/KPA: 4 dari 4"


def test_rejected_by_pa_and_sent_back_are_two_things(mei: MejaKartu) -> None:
    ready_to_test(mei)
    mei.page.bayar.test_lines()
    uji = mei.dialog(UjiDialog)
    uji.view.select_key((3, 0))
    uji.reject_line()
    tolak = mei.dialog(TolakPaDialog)
    tolak.nilai.setText("500.000")
    tolak.submit()
    mei.wait()
    uji.view.select_key((1, 0))
    mei.press(Qt.Key.Key_F7, uji)
    kembali = mei.dialog(KembalikanDialog)
    kembali.submit()
    mei.wait()
    assert kembali.form.error("alasan")
    kembali.alasan.setPlainText("kuitansi belum bermeterai")
    kembali.submit()
    mei.wait()
    parts = {r.key: r.baris.status for r in mei.page.rows}
    assert (parts[3, 1], parts[1, 0]) == (S.DITOLAK, S.COCOK)
    assert any("ditagih ke PEGAWAI CONTOH SATU" in p for p in mei.page.panel._open.text().split("\n"))


def test_the_dpt_is_made_and_shown_as_it_prints(mei: MejaKartu) -> None:
    ready_to_test(mei)
    mei.page.bayar.test_lines()
    uji = mei.dialog(UjiDialog)
    uji.pass_all()
    uji.submit()
    mei.wait()
    mei.page.bayar.make_dpt()
    dpt = mei.dialog(DptDialog)
    dpt.tanggal.set_value(date(2027, 1, 4))
    dpt.submit()
    mei.wait()
    assert "2026" in dpt.form.error("tanggal")
    dpt.tanggal.set_value(date(2026, 6, 2))
    dpt.submit()
    mei.wait()
    preview = mei.dialog(PreviewDialog)
    assert len(preview.pages) == 1
    preview.reject()
    assert {s for n, s in mei.status().items() if n in {1, 2, 3, 5}} == {S.DI_DPT}
    assert mei.page.look.buttons["cetak"].isVisible()


def test_buttons_are_grey_for_those_who_may_not(mei: MejaKartu) -> None:
    mei.sit(with_roles(mei.office, Peran.PPTK))
    mei.go_to(1)
    assert not mei.page.panel.buttons["terima"].isEnabled()
    assert "Bendahara Pengeluaran" in mei.page.panel.buttons["terima"].toolTip()
    mei.decide(1, "terima")
    assert mei.status()[1] is S.TERBUKUKAN


def test_several_bills_are_chosen_by_name(mei: MejaKartu) -> None:
    impor(mei.office, daftar("juni.csv", (date(2026, 6, 1), "TOKO LAIN", 100_000)))
    mei.show()
    look = mei.page.look
    assert look.bills.count() == 2
    assert look.bills.currentText().startswith("BANK CONTOH 2026-05")
    look.bills.setCurrentIndex(0)
    look.bills.activated.emit(0)
    mei.wait()
    assert [r.baris.keterangan for r in mei.page.table.rows] == ["TOKO LAIN"]


def test_headings_sort(mei: MejaKartu) -> None:
    mei.page.view.sort_asked.emit("nilai", True)
    assert [r.baris.nilai.sen for r in mei.page.table.rows] == sorted(
        (r.baris.nilai.sen for r in mei.page.rows), reverse=True
    )
