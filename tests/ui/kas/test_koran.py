"""The page of bank statements over a real office: proposals, decisions, bookings from a line, and the bank proof."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pypdfium2
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu

from core.access import Peran
from core.calendar import Bulan
from core.kas.commands import CloseMonth, PostTransaksi
from core.kas.isi import TarikTunai
from core.kas.koran_commands import AcceptMatch
from core.kas.model import Jenis
from core.kas.penutupan import HitunganKas
from core.money import NOL, Rupiah
from tests.db.kas.contoh_koran import februari, maret
from tests.fakes.office import with_roles
from tests.ui.kas.meja_koran import FEB, MAR, MejaKoran, maret_giro
from tests.unit.kas.contoh_koran import REKENING, baris, masuk
from ui.kas.ekspor import Format
from ui.kas.isi_dialog import IsiDialog
from ui.kas.kas_dialog import UangDialog
from ui.kas.koran_catat import KELUAR
from ui.kas.koran_dialog import BatalKoranDialog, BerkasKoranDialog, PilihPasanganDialog
from ui.kit.preview import PreviewDialog

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def feb(koran: MejaKoran) -> MejaKoran:
    """The statement of February on show."""
    koran.take(februari())
    return koran


@pytest.fixture
def mar(feb: MejaKoran) -> MejaKoran:
    """February matched as far as it goes, March on show."""
    feb.page.accept_certain()
    feb.wait()
    feb.take(maret_giro())
    feb.page.open_with(MAR)
    feb.wait()
    return feb


def test_an_office_without_a_statement_is_offered_the_one_next_step(koran: MejaKoran) -> None:
    look = koran.page.look
    assert (look.empty.isVisible(), look.filled.isVisible()) == (True, False)
    assert "Ins" in look.start.text()
    assert koran.page.title() == "Rekening Koran"


def test_the_newest_statement_comes_first_with_its_sums(feb: MejaKoran) -> None:
    look = feb.page.look
    assert feb.page.title() == "Rekening Koran — Februari 2026"
    assert feb.page.subtitle() == "•••0001 01/02/2026–28/02/2026"
    assert look.progress.text() == "0 dari 19 baris cocok"
    assert look.sums.text() == "15 pasti · 3 kuat · 1 hanya di bank"
    kontrol = "Bank: saldo awal 0 + kredit 142.285.000 – debet 90.395.000 = saldo akhir 51.890.000"
    assert look.control.text() == kontrol


def test_the_bank_proof_is_always_in_sight(feb: MejaKoran) -> None:
    look = feb.page.look
    assert (look.figures["buku"].text(), look.figures["bank"].text()) == ("49.437.500", "51.890.000")
    feb.page.accept_certain()
    feb.wait()
    for kata in ("TRF MASSAL", "MPN GABUNGAN", "JASA GIRO"):
        feb.decide(kata, "terima")
    assert look.proof_chip.status().kata == "2 selisih terdaftar"
    beda = "Buku – bank (2.452.500) = di buku belum di bank (2.462.500) + di bank belum di buku 10.000"
    assert look.terms.text() == beda
    look.state.setCurrentText("Selisih bukti saldo")
    assert [(r.kata, r.status.kata) for r in feb.page.table.rows] == [
        ("—", "belum di bank"),
        ("BIAYA ADM", "hanya di bank"),
    ]


def test_enter_accepts_a_proposal_and_goes_to_the_next_open_line(feb: MejaKoran) -> None:
    feb.go_to("SP2D 0030")
    assert [b.no_bukti for b in feb.page.panel.chosen or ()] == ["SP2D-0030"]
    feb.press(Qt.Key.Key_Return)
    feb.press(Qt.Key.Key_Return)
    assert [r.status.kata for r in feb.page.table.rows[:2]] == ["disimpan…", "disimpan…"]
    feb.wait()
    assert (feb.chip("SP2D 0030"), feb.chip("CEK 000101")) == ("cocok", "cocok")
    assert feb.page.view.current_row().kata == "TRF CV SINAR TULIS TBP 1"
    assert feb.page.look.progress.text() == "2 dari 19 baris cocok"


def test_all_safe_ones_at_once_and_back_at_once(feb: MejaKoran) -> None:
    assert feb.page.look.buttons["pasti"].text() == "Terima pasti (15)  Ctrl+Enter"
    feb.press(Qt.Key.Key_Return, CTRL)
    feb.wait()
    assert feb.told[-1].judul == "15 pasangan diterima"
    assert feb.chips() == {"cocok": 15, "kuat": 3, "hanya di bank": 1}
    assert not feb.page.look.buttons["pasti"].isEnabled()
    feb.press(Qt.Key.Key_U)
    feb.wait()
    assert feb.page.look.progress.text() == "0 dari 19 baris cocok"
    feb.press(Qt.Key.Key_U)
    assert feb.told[-1].judul == "Tidak ada yang diurungkan"


def test_one_match_is_undone_without_losing_the_rest(feb: MejaKoran) -> None:
    feb.page.accept_certain()
    feb.wait()
    feb.go_to("TRF TBP 0006")
    assert "nomor TBP-0006" in " ".join(w.text() for w in feb.page.panel.findChildren(type(feb.page.look.progress)))
    feb.press(Qt.Key.Key_N)
    feb.wait()
    assert feb.chips() == {"cocok": 14, "kuat": 3, "periksa": 1, "hanya di bank": 1}
    assert "pernah dilepas" in " ".join(feb.row("TRF TBP 0006").usulan.alasan)  # type: ignore[union-attr]


def test_a_refused_decision_comes_back_to_its_line(feb: MejaKoran) -> None:
    feb.go_to("CEK 000101")
    u = feb.row("CEK 000101").usulan
    assert u is not None
    feb.kantor.office.do(AcceptMatch(baris=u.baris, bukti=u.bukti))  # somebody else was faster
    feb.press(Qt.Key.Key_Return)
    feb.wait()
    assert [r.kode for r in feb.refused] == ["ERR_BARIS_SUDAH_BERPASANGAN"]
    assert feb.page.view.current_row().kata == "CEK 000101"


def test_a_proposal_can_be_waved_away_until_f5(feb: MejaKoran) -> None:
    feb.decide("CEK 000101", "bukan")
    assert feb.chip("CEK 000101") == "hanya di bank"
    feb.page.match()
    feb.wait()
    assert feb.chip("CEK 000101") == "pasti"
    assert feb.told[-1].judul == "15 pasti · 3 kuat"


def test_alternatives_stand_side_by_side_and_enter_does_not_choose(koran: MejaKoran) -> None:
    for n in (1, 2):
        isi = TarikTunai(nomor=f"CEK-00020{n}", nilai=Rupiah.of(1_000_000))
        koran.kantor.office.do(PostTransaksi(tanggal=date(2026, 3, 5), isi=isi))
    koran.take(masuk(baris(5, -1_000_000, "TARIK TUNAI", bulan=3), awal=50_000_000))
    koran.go_to("TARIK TUNAI")
    assert koran.row("TARIK TUNAI").buku == "2 bukti hampir sama, pilih satu"
    assert koran.page.panel.chosen is None
    koran.press(Qt.Key.Key_Return)
    assert koran.told[-1].judul == "Pilih buktinya dahulu"
    koran.press(Qt.Key.Key_2)
    chosen = koran.page.panel.chosen
    koran.press(Qt.Key.Key_Return)
    koran.wait()
    assert chosen is not None
    pasangan = koran.row("TARIK TUNAI").pasangan
    assert pasangan is not None
    assert pasangan.bukti == chosen


def test_evidence_is_chosen_by_hand_for_several_lines(feb: MejaKoran) -> None:
    feb.decide("BIAYA ADM", "pilih")
    dialog = feb.dialog(PilihPasanganDialog)
    dialog.send()
    assert "Pilih sedikitnya satu" in dialog.rest.text()
    dialog.filter.setText("tbp-0009")
    dialog.view.selectRow(0)
    assert "selisih 2.452.500" in dialog.jumlah.text()
    dialog.send()
    feb.wait()
    assert "selisih 2.452.500" in dialog.rest.text()
    dialog.reject()
    lines = [feb.row(k).key for k in ("MPN NTPN00000000000B", "MPN NTPN00000000000C")]
    feb.page.view.clearSelection()
    for key in lines:
        feb.page.view.select_key(key)
    place = feb.page.table.find(lines[0])
    feb.page.view.selectRow(place)
    feb.page.view.selectionModel().select(
        feb.page.table.index(place + 1, 0),
        feb.page.view.selectionModel().SelectionFlag.Select | feb.page.view.selectionModel().SelectionFlag.Rows,
    )
    feb.page.decide("pilih")
    dialog = feb.dialog(PilihPasanganDialog)
    dialog.filter.setText("ssp-000")
    dialog.view.selectAll()
    assert dialog.jumlah.text().startswith("5 dipilih")
    wanted = [n for n, c in enumerate(dialog.table.rows) if c.nomor in {"SSP-0001", "SSP-0002"}]
    dialog.view.clearSelection()
    for n in wanted:
        dialog.view.selectionModel().select(
            dialog.table.index(n, 0),
            dialog.view.selectionModel().SelectionFlag.Select | dialog.view.selectionModel().SelectionFlag.Rows,
        )
    assert dialog.jumlah.text() == "2 dipilih, Rp (625.000): sama"
    dialog.send()
    feb.wait()
    assert feb.chip("MPN NTPN00000000000C") == "cocok"
    feb.page.undo()
    feb.wait()
    assert feb.chips() == {"pasti": 13, "kuat": 3, "periksa": 2, "hanya di bank": 1}


def test_jasa_giro_and_its_tax_are_booked_from_the_line(mar: MejaKoran) -> None:
    assert (mar.chip("JASA GIRO FEB"), mar.chip("PAJAK JASA")) == ("perlu dicatat", "perlu dicatat")
    assert mar.row("PAJAK JASA").buku == "bersama jasa giro"
    mar.go_to("PAJAK JASA")
    assert mar.page.panel.buttons["catat"].text() == "Catat jasa giro  F2"
    mar.press(Qt.Key.Key_F2)
    mar.wait()
    form = mar.dialog(UangDialog)
    assert (form.nilai.value(), form.day("tanggal")) == (Rupiah.of(40_000), date(2026, 3, 3))
    assert form.words("nomor") == "NK-0002"
    form.submit()
    mar.wait()
    assert (mar.chip("JASA GIRO FEB"), mar.chip("PAJAK JASA")) == ("cocok", "cocok")
    assert mar.row("PAJAK JASA").buku == "NK-0002 JASA GIRO FEBRUARI"
    mar.page.undo()
    mar.wait()
    assert mar.chip("PAJAK JASA") == "periksa"


def test_a_return_opens_its_own_form_filled_in(mar: MejaKoran) -> None:
    mar.decide("RETUR TRF", "catat")
    form = mar.dialog(IsiDialog)
    assert form.jenis is Jenis.RETUR_BANK
    assert form.amount("nilai") == Rupiah.of(2_850_000)
    form.form.field("referensi").setText("TBP-0003")
    form.submit()
    mar.wait()
    assert mar.chip("RETUR TRF") == "cocok"


def test_what_nobody_can_guess_is_recorded_as_what_the_person_says(mar: MejaKoran) -> None:
    mar.decide("BIAYA ADM", "catat")
    (menu,) = [m for m in mar.page.findChildren(QMenu) if m.isVisible()]
    assert len(menu.actions()) == len(KELUAR)
    menu.close()
    mar.page.catat.record_as(mar.row("BIAYA ADM"), Jenis.TARIK_TUNAI)
    mar.wait()
    form = mar.dialog(UangDialog)
    form.nilai.set_value(Rupiah.of(6_000))
    form.submit()
    mar.wait()
    assert mar.told[-1].judul == "Dicatat, belum dipasangkan"
    assert mar.chip("BIAYA ADM") == "hanya di bank"


def test_a_document_of_another_month_stays_a_difference_of_its_own(mar: MejaKoran) -> None:
    mar.decide("TRF CV SINAR TULIS TBP 0009", "terima")
    assert mar.chip("TRF CV SINAR TULIS TBP 0009") == "cocok"
    mar.page.open_with(FEB)
    mar.wait()
    row = mar.row("TBP-0009")
    assert (row.status.kata, row.selisih, row.terbuka) == ("bulan lain", True, False)
    assert FEB.akhir < MAR.akhir


def test_arrows_change_the_month(mar: MejaKoran) -> None:
    mar.press(Qt.Key.Key_Left)
    mar.wait()
    assert mar.page.bulan == FEB
    mar.press(Qt.Key.Key_Right)
    mar.wait()
    assert mar.page.bulan == MAR


def test_a_matched_month_that_was_closed_keeps_its_pairs(feb: MejaKoran) -> None:
    feb.page.accept_certain()
    feb.wait()
    kas = HitunganKas({"K100000": 53, "K50000": 1}, Rupiah.of(51_890_000))
    feb.kantor.office.do(CloseMonth(bulan=FEB, kas=kas, penjelasan="selisih terdaftar pada bukti saldo bank"))
    feb.decide("SP2D 0030", "bukan")
    assert [r.kode for r in feb.refused] == ["ERR_PASANGAN_TERSEGEL"]
    assert feb.chip("SP2D 0030") == "cocok"


def test_l_opens_the_evidence_behind_a_line(feb: MejaKoran) -> None:
    feb.go_to("TRF TBP 0003")
    feb.press(Qt.Key.Key_L)
    page, isi = feb.opened[-1]
    assert (page, isi["bulan"]) == ("bukti", FEB)
    found = feb.kantor.ask(lambda q: q.kas.transaksi(FEB))
    assert next(t.nomor for t in found if t.kode == isi["tx"]) == "TBP-0003"


def test_the_proof_is_previewed_and_written(feb: MejaKoran, tmp_path: Path) -> None:
    feb.press(Qt.Key.Key_P, CTRL)
    feb.wait()
    preview = feb.dialog(PreviewDialog)
    pdf = pypdfium2.PdfDocument(preview._pdf)
    kata = pdf[0].get_textpage().get_text_range()
    pdf.close()
    preview.reject()
    assert "BUKTI SALDO BANK" in kata
    assert "TBP-0009" in kata
    feb.page.cetak.export_to(tmp_path / "bukti.xlsx", Format.XLSX)
    feb.wait()
    cells = [c.value for row in openpyxl.load_workbook(tmp_path / "bukti.xlsx").active.iter_rows() for c in row]
    assert 51_890_000 in cells
    assert "Saldo bank menurut rekening koran" in cells


def test_a_statement_imported_by_mistake_is_withdrawn(koran: MejaKoran) -> None:
    koran.take(maret_giro())
    koran.page.show_files()
    dialog = koran.dialog(BerkasKoranDialog)
    assert [k.berkas for k in dialog.table.rows] == ["mar.csv"]
    dialog.withdraw()
    batal = koran.dialog(BatalKoranDialog)
    batal.send()
    koran.wait()
    assert batal.form.error("alasan")
    batal.alasan.setText("berkas bulan lain")
    batal.send()
    koran.wait()
    assert koran.page.look.empty.isVisible()


def test_documents_before_the_first_statement_ask_for_the_earlier_ones(koran: MejaKoran) -> None:
    koran.take(maret_giro())
    koran.page.open_with(MAR)
    koran.wait()
    shown = [r for r in koran.page.table.rows if r.gerak is not None]
    assert shown == []
    assert "bukti sebelum 01/03/2026: impor rekening koran bulan-bulan sebelumnya" in koran.page.panel._open.text()
    koran.page.look.state.setCurrentText("Selisih bukti saldo")
    assert any(r.lama for r in koran.page.table.rows)


def test_two_accounts_are_looked_at_together_or_alone(feb: MejaKoran) -> None:
    lain = masuk(baris(9, 700, "BUNGA", bulan=2), awal=0, nama="dua.csv", rekening="9990001112223", bank="BNI")
    feb.take(lain)
    look = feb.page.look
    assert look.accounts.isVisible()
    assert [look.accounts.itemText(i) for i in range(look.accounts.count())] == [
        "Semua rekening",
        "BNI •••2223",
        "BRI •••0001",
    ]
    look.accounts.setCurrentIndex(look.accounts.findData("9990001112223"))
    assert [r.kata for r in feb.page.table.rows if r.baris] == ["BUNGA"]
    look.accounts.setCurrentIndex(look.accounts.findData(REKENING))
    assert look.progress.text() == "0 dari 19 baris cocok"


def test_letters_typed_in_the_filter_decide_nothing(feb: MejaKoran, qtbot: Any) -> None:
    feb.go_to("SP2D 0030")
    feb.page.look.filter.setFocus()
    qtbot.keyClicks(feb.page.look.filter, "nulp")
    assert set(feb.chips()) == {"pasti", "kuat", "hanya di bank"}
    feb.page.look.filter.setText("gabungan")
    assert [r.kata for r in feb.page.table.rows] == ["MPN GABUNGAN"]


def test_headings_sort(feb: MejaKoran) -> None:
    feb.page.view.sort_asked.emit("kredit", True)
    nilai = [r.nilai for r in feb.page.table.rows]
    assert nilai == sorted(nilai, reverse=True)
    assert nilai[0] > NOL


def test_buttons_are_grey_for_those_who_may_not(feb: MejaKoran) -> None:
    feb.konteks.pelaku = with_roles(feb.kantor.office, Peran.AUDITOR)
    feb.page.mark_stale()
    feb.wait()
    feb.go_to("SP2D 0030")
    assert not feb.page.panel.buttons["terima"].isEnabled()
    assert not feb.page.look.buttons["pasti"].isEnabled()
    feb.decide("SP2D 0030", "terima")
    assert feb.chip("SP2D 0030") == "pasti"


def test_the_month_of_a_row_of_the_day_opens(mar: MejaKoran) -> None:
    mar.page.open_with(Bulan(2026, 2))
    mar.wait()
    assert mar.page.title() == "Rekening Koran — Februari 2026"
    assert maret().sampai == MAR.akhir
