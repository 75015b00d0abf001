"""The verifier's desk with a real office behind it: scans, decisions, and what it says when it may not."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from core.access import Pelaku
from core.identity import new_desk_code
from core.pelacakan.commands import MoveBerkas, OpenBerkas, ReceiveBerkas
from core.pelacakan.perpindahan import Keadaan
from main import huruf
from tests.fakes.basis import new_basis
from tests.fakes.kantor_nyata import KantorNyata
from tests.fakes.office import Office, found_office
from tests.unit.pelacakan.contoh_berkas import (
    BENDAHARA,
    KASI,
    KODE,
    KUASA_BUD,
    LOKET,
    VERIFIKATOR_A,
    VERIFIKATOR_B,
    isi,
)
from ui.bridge.desk import Desk
from ui.kit.memory import desk_settings
from ui.kit.notice import Notice
from ui.kit.preview import PreviewDialog
from ui.kit.timeline import Keadaan as Titik
from ui.pelacakan.baki_dialog import BakiDialog
from ui.pelacakan.berkas_card import buttons_for, steps_of
from ui.pelacakan.langkah_dialog import AlasanDialog, CairDialog, JawabanDialog, TandaTerimaDialog
from ui.pelacakan.meja_page import MejaPage
from ui.shell.page import Konteks

LAIN = new_desk_code()


@dataclass
class Meja:
    page: MejaPage
    office: Office
    kantor: KantorNyata
    desk: Desk
    konteks: Konteks
    told: list[Notice]
    crashes: list[BaseException] = field(default_factory=list)

    def sit(self, siapa: Pelaku) -> None:
        """Another person at the desk."""
        self.konteks.pelaku = siapa
        self.page.mark_stale()
        self.wait()

    def wait(self) -> None:
        assert self.desk.wait_idle()
        assert not self.crashes

    def scan(self, kode: str = KODE) -> None:
        """Keys as a scanner types them into the window, wherever the cursor stands."""
        window = self.page.windowHandle()
        for letter in kode:
            QTest.keyClick(window, letter)
        QTest.keyClick(window, Qt.Key.Key_Return)
        self.wait()

    def press(self, kata: str) -> None:
        self.page.card.buttons[kata].click()
        self.wait()

    def dialog(self, kind: type[QDialog]) -> Any:
        found = [d for d in self.page.findChildren(kind) if d.isVisible()]
        assert len(found) == 1
        return found[0]

    def berkas(self, kode: str = KODE) -> Any:
        return self.kantor.ask(lambda q: q.pelacakan.by_kode(kode))

    def at(self, tahap: str) -> None:
        """Takes the berkas to a tahap by the people who sit there."""
        self.office.do(ReceiveBerkas(kode=KODE, meja="Loket 2"), LOKET)
        self.office.do(ReceiveBerkas(kode=KODE, meja="Meja 5"), VERIFIKATOR_A)
        for ke, siapa in (("VERIFIKASI", VERIFIKATOR_A), ("UJI_DANA", VERIFIKATOR_B), ("DRAF_SP2D", VERIFIKATOR_B)):
            if self.berkas().tahap == tahap:
                return
            self.office.do(MoveBerkas(kode=KODE, ke=ke), siapa)


@pytest.fixture
def meja(qtbot: QtBot, tmp_path: Path) -> Iterator[Meja]:
    basis = new_basis(tmp_path / "uji.sqlite")
    office = found_office(basis)
    office.clock.move(seconds=(datetime(2026, 3, 2, 2, 0, tzinfo=UTC) - office.clock.now()).total_seconds())
    for nomor, kode in (("0144/SPM-LS/2026", KODE), ("0150/SPM-LS/2026", LAIN)):
        office.do(OpenBerkas(isi=isi(nomor), pembuat=(BENDAHARA.id,), kode=kode), LOKET)
    kantor, desk, told = KantorNyata(office), Desk(), []
    konteks = Konteks(desk, office.clock, lambda *_: None, told.append, kantor, huruf, LOKET)
    desk.attach(lambda c: kantor.execute(c, konteks.pelaku))
    desk_settings().setValue("meja/nama", "Loket 2")
    page = MejaPage(konteks)
    made = Meja(page, office, kantor, desk, konteks, told)
    desk.crashed.connect(made.crashes.append)
    qtbot.addWidget(page)
    page.resize(1100, 680)
    page.show()
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    made.wait()
    yield made
    page.hide()
    desk.close()
    basis.close()


def test_a_scan_receives_a_berkas_and_shows_it(meja: Meja) -> None:
    meja.scan()
    b = meja.berkas()
    assert (b.keadaan, b.penerima.meja, b.penerima.nama) == (Keadaan.BERJALAN, "Loket 2", LOKET.nama)
    assert meja.page.card.title_text() == "0144/SPM-LS/2026 — Dinas CONTOH"
    assert meja.page.scan._answer.text() == "diterima: Diterima"
    assert "Tanda terima" in meja.page.card.buttons


def test_a_second_scan_says_who_has_it_and_changes_nothing(meja: Meja) -> None:
    meja.scan()
    meja.office.clock.move(minutes=12)
    meja.page.receive(KODE)
    meja.wait()
    assert meja.page.scan._answer.text() == f"sudah diterima 9.00 oleh {LOKET.nama}"
    assert meja.berkas().versi == 2


@pytest.mark.parametrize(
    ("kode", "kata"), [("41702630118860", "angka periksa salah"), ("73594350631058", "kode tidak dikenal")]
)
def test_a_wrong_code_puts_the_berkas_in_hand_away(meja: Meja, kode: str, kata: str) -> None:
    meja.scan()
    meja.scan(kode)
    assert meja.page.scan._answer.text() == kata
    assert meja.page.scan.property("nada") == "bad"
    assert meja.page.answer.isVisible()
    assert not meja.page.card.title_text()
    assert not meja.page.card.buttons
    assert meja.berkas().versi == 2


def test_no_key_decides_about_a_berkas_that_was_put_away(meja: Meja) -> None:
    meja.sit(VERIFIKATOR_B)
    meja.at("VERIFIKASI")
    meja.scan()
    meja.scan("41702630118860")
    QTest.keyClick(meja.page, Qt.Key.Key_F6)
    meja.wait()
    assert meja.berkas().tahap == "VERIFIKASI"


def test_f6_passes_the_verification(meja: Meja) -> None:
    meja.at("VERIFIKASI")
    meja.sit(VERIFIKATOR_B)
    meja.scan()
    assert meja.page.card.buttons["Lolos verifikasi"].text() == "Lolos verifikasi  F6"
    QTest.keyClick(meja.page, Qt.Key.Key_F6)
    meja.wait()
    assert meja.berkas().tahap == "UJI_DANA"
    assert [n.judul for n in meja.told] == ["0144/SPM-LS/2026: Uji dana"]


def test_sending_back_asks_for_a_reason_and_stays_open_without_one(meja: Meja) -> None:
    meja.at("VERIFIKASI")
    meja.sit(VERIFIKATOR_B)
    meja.scan()
    QTest.keyClick(meja.page, Qt.Key.Key_F7)
    dialog = meja.dialog(AlasanDialog)
    dialog.submit()
    meja.wait()
    assert "K01" in dialog.form.error("alasan")
    dialog.alasan.setCurrentRow(4)
    dialog.catatan.setPlainText("faktur pajak lembar 3")
    dialog.submit()
    meja.wait()
    b = meja.berkas()
    assert (b.keadaan, b.alasan_kode) == (Keadaan.DIKEMBALIKAN, "K05")
    assert meja.page.tiles["kembali"]._angka.text() == "1 · pajak salah hitung"
    assert meja.page.card.timeline()._langkah[2].keadaan is Titik.BERHENTI


def test_rejecting_is_another_thing_than_sending_back(meja: Meja) -> None:
    meja.at("VERIFIKASI")
    meja.sit(VERIFIKATOR_B)
    meja.scan()
    meja.press("Tolak…")
    dialog = meja.dialog(AlasanDialog)
    assert [dialog.alasan.item(i).text()[:3] for i in range(dialog.alasan.count())] == [
        "R01",
        "R02",
        "R03",
        "R04",
        "R05",
    ]
    dialog.alasan.setCurrentRow(0)
    dialog.submit()
    meja.wait()
    assert meja.berkas().keadaan is Keadaan.DITOLAK
    assert "Kembalikan…" not in meja.page.card.buttons


def test_the_sp2d_number_paraf_ttd_and_cair(meja: Meja) -> None:
    meja.at("DRAF_SP2D")
    meja.sit(VERIFIKATOR_A)
    meja.scan()
    QTest.keyClick(meja.page, Qt.Key.Key_F9)
    dialog = meja.dialog(JawabanDialog)
    dialog.tanggal.set_value(date(2026, 3, 3))
    dialog.submit()
    meja.wait()
    assert "kosong" in dialog.form.error("nomor")
    dialog.nomor.setText("0144/SP2D/2026")
    dialog.submit()
    meja.wait()
    assert meja.berkas().jawaban.nomor == "0144/SP2D/2026"
    meja.press("Draf selesai")
    for siapa, kata in ((KASI, "Paraf"), (KUASA_BUD, "TTD"), (LOKET, "Kirim ke bank")):
        meja.sit(siapa)
        meja.page.receive(KODE)
        meja.wait()
        meja.press(kata)
    meja.page.receive(KODE)
    meja.wait()
    meja.press("Cair…")
    cair = meja.dialog(CairDialog)
    cair.tanggal.set_value(date(2026, 3, 4))
    cair.submit()
    meja.wait()
    assert meja.berkas().keadaan is Keadaan.SELESAI
    assert {s.keadaan for s in meja.page.card.timeline()._langkah} == {Titik.SELESAI}


def test_a_button_says_who_may_press_it_before_it_is_tried(meja: Meja) -> None:
    meja.at("VERIFIKASI")
    meja.page.open_with(meja.berkas().id)
    meja.wait()
    button = meja.page.card.buttons["Lolos verifikasi"]
    assert not button.isEnabled()
    assert "Verifikator" in button.toolTip()
    pembuat = replace(VERIFIKATOR_B, id=BENDAHARA.id)
    (utama, *_) = buttons_for(meja.page._baca, pembuat)
    assert not utama.boleh
    assert "ikut membuat" in utama.note


def test_a_desk_that_may_not_take_it_still_sees_it(meja: Meja) -> None:
    meja.at("UJI_DANA")
    meja.scan()
    assert meja.page.scan._answer.text() == "bukan meja Anda"
    assert meja.page.card.title_text().startswith("0144")
    assert meja.berkas().versi == 5


def test_the_receipt_is_the_pdf_that_is_printed(meja: Meja) -> None:
    meja.scan()
    QTest.keyClick(meja.page, Qt.Key.Key_F8)
    dialog = meja.dialog(TandaTerimaDialog)
    assert dialog.untuk.count() == 2
    dialog.untuk.setCurrentIndex(1)
    dialog.kertas.setCurrentIndex(0)
    dialog.submit()
    meja.wait()
    preview = meja.dialog(PreviewDialog)
    assert round(preview.pages.sizes_pt[0][0] * 25.4 / 72) == 58
    preview.reject()
    QTest.keyClick(meja.page, Qt.Key.Key_F8)
    assert TandaTerimaDialog(meja.berkas(), "x").kertas.currentText() == "Rol 58 mm"


def test_the_queue_tells_minutes_and_sop(meja: Meja) -> None:
    meja.at("VERIFIKASI")
    meja.office.clock.move(minutes=50)
    meja.page.refresh()
    meja.wait()
    rows = {r.nomor: r for r in meja.page.queue.rows}
    kini = rows["0144/SPM-LS/2026"]
    assert (kini.tahap, kini.menit, kini.sisa_menit) == ("Verifikasi", 50, -5)
    assert meja.page.tiles["lewat"]._angka.text() == "1 · terlama 5 mnt"
    assert meja.page.tiles["masuk"]._angka.text() == "1 · 1 menunggu diterima"
    meja.page.filter.setText("0150")
    assert [r.nomor for r in meja.page.queue.rows] == ["0150/SPM-LS/2026"]
    meja.page.filter.clear()
    meja.page.tabs.setCurrentIndex(1)
    assert [r.kode_meja for r in meja.page.queue.rows] == [LAIN]


def test_a_row_of_the_queue_opens_without_receiving(meja: Meja) -> None:
    meja.page.view.row_opened.emit(meja.page.queue.rows[meja.page.queue.find(meja.berkas(LAIN).id)])
    meja.wait()
    assert meja.page.card.title_text().startswith("0150")
    assert meja.berkas(LAIN).keadaan is Keadaan.DIAJUKAN
    meja.press("Terima")
    assert meja.berkas(LAIN).keadaan is Keadaan.BERJALAN


def test_another_desk_moved_it_meanwhile(meja: Meja) -> None:
    meja.at("VERIFIKASI")
    meja.sit(VERIFIKATOR_B)
    meja.scan()
    meja.office.do(MoveBerkas(kode=KODE, ke="UJI_DANA"), VERIFIKATOR_A)
    meja.press("Lolos verifikasi")
    assert "sudah berubah" in meja.page.answer.text()
    assert "Dana tersedia" in meja.page.card.buttons


def test_the_timeline_shows_every_tahap_with_its_time(meja: Meja) -> None:
    meja.at("VERIFIKASI")
    meja.office.clock.move(minutes=41)
    meja.page.open_with(meja.berkas().id)
    meja.wait()
    steps = steps_of(meja.page._baca)
    assert [s.judul for s in steps][:3] == ["Diterima", "Kelengkapan", "Verifikasi"]
    assert (steps[0].keterangan, steps[2].keterangan) == ("Loket 2 · 9.00", "41 dari 45 mnt")
    assert steps[3].keterangan == "SOP 15 mnt"


def test_the_name_of_the_desk_is_remembered(meja: Meja, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ui.pelacakan.meja_page.QInputDialog.getText", lambda *_, **__: ("Loket 7", True))
    meja.page.rename_desk()
    assert meja.page.subtitle().endswith("Loket 7")


def test_sent_here_with_a_code_opens_without_receiving(meja: Meja) -> None:
    meja.page.open_with(KODE)
    meja.wait()
    assert meja.page.card.title_text().startswith("0144")
    assert meja.berkas().keadaan is Keadaan.DIAJUKAN


def test_a_courier_tray_is_received_with_one_key_and_one_receipt(meja: Meja) -> None:
    meja.sit(LOKET)
    meja.page.open_tray()
    baki = meja.dialog(BakiDialog)
    assert not baki.go.isEnabled()
    for kode in (KODE, "41702630118868", LAIN, KODE):
        baki.add(kode)
    assert baki.kode == [KODE, LAIN], "a wrong code and a second scan change nothing"
    baki.submit()
    meja.wait()
    assert baki.form.error("pembawa")
    baki.pembawa.setText("CONTOH Kurir")
    baki.submit()
    meja.wait()
    meja.wait()
    assert {meja.berkas(k).keadaan for k in (KODE, LAIN)} == {Keadaan.BERJALAN}
    (lihat,) = [d for d in meja.page.findChildren(PreviewDialog) if d.isVisible()]
    assert "2 berkas" in lihat.windowTitle()
    lihat.close()
