"""November through the window, from the bank's card bill to the closed month: match, test, list, draft, count, close."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from core.calendar import Bulan
from core.demo.cerita import ATK, PERJADIN, RAPAT, rincian
from core.demo.orang import SANDI
from core.errors import Refusal
from core.kas.commands import PostTransaksi
from core.kas.isi import BelanjaKkpd
from core.kkpd.baris import StatusBaris
from core.money import Rupiah
from core.spm.isi import JenisSpp
from tests.stories.jendela import Jendela
from ui.kas.isi_dialog import IsiDialog
from ui.kit.preview import PreviewDialog
from ui.kkpd.impor_dialog import ImporDialog
from ui.kkpd.langkah_dialog import BerkasBuktiDialog, DptDialog, KembalikanDialog
from ui.kkpd.uji_dialog import UjiDialog
from ui.spj.penutupan_dialog import PenutupanDialog
from ui.spm.mulai_dialog import MulaiDialog

NOVEMBER = Bulan(2026, 11)
BELANJA = (
    ("KKPD-0031", 9, "Toko Daring Tulis", ATK, 1_850_000, "4417"),
    ("KKPD-0032", 12, "RM Contoh Raya", RAPAT, 960_000, "4417"),
    ("KKPD-0033", 13, "Hotel Contoh", PERJADIN, 2_100_000, "8830"),
    ("KKPD-0034", 10, "Toko Daring Tulis", ATK, 1_850_000, "4417"),
)
"""The last is bought a day later at the same shop for the same amount, and is on no bill yet."""
DITAGIH = ("KKPD-0031", "KKPD-0032", "KKPD-0033")
TAGIHAN = """Lembar Tagihan KKI Segmen Pemerintah;;;;;;;
Nama;DINAS CONTOH;;;;;;
Tanggal Cetak;26/11/2026;;;;;;
Jatuh Tempo Pembayaran;14/12/2026;;;;;;
Batas Kredit;40.000.000,00;;;;;;
Batas Pengambilan Tunai;0,00;;;;;;
Tagihan Sebelumnya;9.565.600,00;;;;;;
Pembayaran/Kredit;9.565.600,00;;;;;;
Pembelanjaan/Debit;4.910.000,00;;;;;;
Pengambilan Tunai;0,00;;;;;;
Finance Charge;0,00;;;;;;
Tagihan Baru;4.910.000,00;;;;;;
Sisa Kredit;35.090.000,00;;;;;;
;;;;;;;
Nomor Kartu;Nama Pemegang;Tagihan Sebelumnya;Pembayaran Kredit (-);Pembelanjaan Debit (+);Pengambilan Tunai (+);Finance Charge;Tagihan Baru (IDR)
618950XXXXXX4417;INDAH CONTOH;4.200.000,00;4.200.000,00;2.810.000,00;0,00;0,00;2.810.000,00
618950XXXXXX8830;JOKO CONTOH;5.365.600,00;5.365.600,00;2.100.000,00;0,00;0,00;2.100.000,00
TOTAL;;9.565.600,00;9.565.600,00;4.910.000,00;0,00;0,00;4.910.000,00
;;;;;;;
Riwayat Transaksi;618950XXXXXX4417;;;;;;
Tgl Transaksi;Tgl Pembukuan;Keterangan;Transaksi Valas;Nilai Tukar;Jumlah (Rp);;
;;Tagihan Bulan Lalu;;;4.200.000,00;;
05/11/2026;05/11/2026;PEMBAYARAN;;;4.200.000,00 CR;;
09/11/2026;10/11/2026;TOKO DARING TULIS;;;1.850.000,00;;
12/11/2026;13/11/2026;QRIS*RM CONTOH RAYA;;;960.000,00;;
;;Total Interest & Service Charge;;;0,00;;
;;Tagihan Bulan Ini;;;2.810.000,00;;
;;;;;;;
Riwayat Transaksi;618950XXXXXX8830;;;;;;
Tgl Transaksi;Tgl Pembukuan;Keterangan;Transaksi Valas;Nilai Tukar;Jumlah (Rp);;
;;Tagihan Bulan Lalu;;;5.365.600,00;;
05/11/2026;05/11/2026;PEMBAYARAN;;;5.365.600,00 CR;;
13/11/2026;14/11/2026;HOTEL CONTOH;;;2.100.000,00;;
;;Total Interest & Service Charge;;;0,00;;
;;Tagihan Bulan Ini;;;2.100.000,00;;
"""


def rp(rupiah: int) -> Rupiah:
    return Rupiah.of(rupiah)


def test_the_card_month_and_its_closing(jendela: Jendela, tmp_path: Path) -> None:
    j = jendela
    j.clock.at(date(2026, 11, 27), 9)
    j.sign_in("sari")
    buy_with_the_cards(j)
    take_the_bill_in(j, tmp_path / "tagihan-november.csv")
    match_it(j)
    hand_the_evidence_in(j)
    let_pa_decide(j)
    nomor = list_it_for_payment(j)
    draft_the_spp(j, nomor)
    close_the_month(j)


def buy_with_the_cards(j: Jendela) -> None:
    """F2 on Kartu & Limit, one form each; the limit of the card goes down as it is noted."""
    for nomor, hari, toko, pair, nilai, kartu in BELANJA:
        page = j.go("kartu")
        j.press(Qt.Key.Key_F2)
        j.settle()
        form = j.dialog(IsiDialog)
        j.write(form.form.field("nomor"), nomor)
        j.write(form.form.field("tanggal"), f"{hari}/11/2026")
        j.write(form.form.field("kartu"), f"****{kartu}")
        j.write(form.form.field("merchant"), toko)
        baris = form.rincian.lines[0]
        for kode in (pair[1], f"{pair[1]} ({pair[0]})"):
            if not baris.rekening.value():
                baris.rekening.set_value(kode)
        j.write(baris.nilai, str(nilai))
        j.write(form.form.field("uraian"), toko)
        j.click(form.save_button)
        assert not [d for d in j.window.findChildren(IsiDialog) if d.isVisible()], form.rest.text()
    page = j.go("kartu")
    assert {r.row.kartu.empat_akhir: r.row.pakai.menunggu for r in page.table.rows} == {
        "4417": rp(4_660_000),
        "8830": rp(2_100_000),
    }


def take_the_bill_in(j: Jendela, berkas: Path) -> None:
    berkas.write_text(TAGIHAN, "utf-8")
    page = j.go("tagihan")
    page.open_import(str(berkas))
    j.settle()
    dialog = j.dialog(ImporDialog)
    assert dialog.summary.text().startswith("5 baris, 2 kartu · pembelanjaan 4.910.000")
    assert dialog.checks.items[0].judul == "E5  total bank cocok"
    dialog.store()
    j.settle()
    assert j.told()[0] == "5 baris diimpor"
    assert page.look.bank_total.text() == "4.910.000"
    assert page.look.bank_chip.status().kata == "total bank cocok"


def match_it(j: Jendela) -> None:
    """F5, then by keys: the certain ones together, taken back, one by one; of two alike one is chosen."""
    page = j.page
    j.press(Qt.Key.Key_F5)
    assert j.told()[0] == "2 pasti · 1 periksa"
    j.press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert pairs(page) == {"KKPD-0032", "KKPD-0033"}
    press(j, Qt.Key.Key_U)
    assert pairs(page) == set()
    page.view.select_key((3, 0))
    press(j, Qt.Key.Key_Return)
    press(j, Qt.Key.Key_Return)
    assert pairs(page) == {"KKPD-0032", "KKPD-0033"}
    row = page.view.current_row()
    assert (row.baris.nilai, len(row.usulan.pilihan)) == (rp(1_850_000), 2), "the cursor stands on what is left"
    press(j, Qt.Key.Key_Return)
    assert j.told()[0] == "Pilih buktinya dahulu"
    nomor = next(n for n, (pilihan, _) in enumerate(page.panel._cards, 1) if pilihan == ("KKPD-0031",))
    press(j, Qt.Key(ord(str(nomor))))
    press(j, Qt.Key.Key_Return)
    assert pairs(page) == {"KKPD-0031", "KKPD-0032", "KKPD-0033"}
    assert "total bank" not in page.look.ours.text() + page.look.ours_chip.status().kata


def pairs(page: Any) -> set[str]:
    return {n for r in page.rows if r.baris.status is StatusBaris.COCOK for n in r.baris.bukti}


def press(j: Jendela, key: Qt.Key) -> None:
    """A key while the lines have the keyboard."""
    j.window.activateWindow()
    j.qtbot.waitUntil(j.window.isActiveWindow)
    j.page.view.setFocus()
    QTest.keyClick(j.page.view, key)
    j.settle()


def hand_the_evidence_in(j: Jendela) -> None:
    page = j.page
    for nomor in DITAGIH:
        row = next(r for r in page.rows if nomor in r.baris.bukti)
        page.view.select_key(row.key)
        press(j, Qt.Key.Key_K)
        dialog = j.dialog(BerkasBuktiDialog)
        j.write(dialog.berkas, f"Map KKPD November, {nomor}")
        dialog.submit()
        j.settle()
    j.press(Qt.Key.Key_F9)
    assert {r.baris.status for r in page.rows if r.baris.bukti} == {StatusBaris.DIUJI}


def let_pa_decide(j: Jendela) -> None:
    """F7 sends one line back and it comes again; F6 opens the sheet, Alt+L passes all, F6 approves."""
    j.sit("ratna")
    page = j.page
    page.view.select_key(next(r.key for r in page.rows if "KKPD-0032" in r.baris.bukti))
    j.press(Qt.Key.Key_F7)
    kembali = j.dialog(KembalikanDialog)
    kembali.alasan.setPlainText("Daftar hadir belum dilampirkan")
    kembali.submit()
    j.settle()
    j.sit("sari")
    j.press(Qt.Key.Key_F9)
    j.sit("ratna")
    j.press(Qt.Key.Key_F6)
    dialog = j.dialog(UjiDialog)
    assert dialog.table.rowCount() == len(DITAGIH)
    in_dialog(dialog, Qt.Key.Key_L, Qt.KeyboardModifier.AltModifier)
    in_dialog(dialog, Qt.Key.Key_F6)
    j.settle()
    assert {r.baris.status for r in page.rows if r.baris.bukti} == {StatusBaris.DISETUJUI}


def in_dialog(dialog: Any, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    dialog.activateWindow()
    assert QTest.qWaitForWindowActive(dialog)
    QTest.keyClick(dialog, key, modifier)


def list_it_for_payment(j: Jendela) -> str:
    j.press(Qt.Key.Key_F8)
    dialog = j.dialog(DptDialog)
    assert "3 baris disetujui" in dialog.about.text()
    dialog.submit()
    j.wait(lambda: any(d.isVisible() for d in j.window.findChildren(PreviewDialog)))
    preview = j.dialog(PreviewDialog)
    assert len(preview.pages) == 1
    QTest.keyClick(preview, Qt.Key.Key_Escape)
    j.settle()
    dpt = j.ask(lambda q: q.kkpd.dpt_list(2026))[-1]
    assert dpt.total == rp(4_910_000)
    page = j.go("kartu")
    belum = [b.pembelian.nomor_bukti for b in page.bawah._all if b.kata == "belum berpasangan"]
    assert belum == ["KKPD-0034"], "the twin waits for the next bill"
    return str(dpt.nomor)


def draft_the_spp(j: Jendela, nomor: str) -> None:
    j.sit("sari")
    page = j.go("spm")
    j.press(Qt.Key.Key_Insert)
    mulai = j.dialog(MulaiDialog)
    j.settle()
    mulai.choose(JenisSpp.GU_KKPD, nomor)
    j.click(mulai.button)
    assert page.title().startswith("SPP-GU-KKPD")
    assert page.form.uji.diminta.text() == "Rp 4.910.000"
    QTest.keyClick(page.form, Qt.Key.Key_Escape)
    j.settle()


def close_the_month(j: Jendela) -> None:
    j.clock.at(date(2026, 11, 30), 15)
    page = j.go("spj")
    assert page.subtitle().startswith("November 2026")
    j.press(Qt.Key.Key_F9)
    dialog = j.dialog(PenutupanDialog)
    assert not dialog.button.isEnabled(), "nothing is counted yet"
    saldo = j.ask(lambda q: q.kas.saldo(NOVEMBER))
    assert saldo.kas_tunai == rp(500_000)
    j.write(dialog.kertas.pieces[100_000], "5")
    j.write(dialog.bank, str(saldo.bank.sen // 100))
    assert dialog._figures["beda_tunai"].text() == "sama"
    assert dialog._figures["beda_bank"].text() == "sama"
    j.click(dialog.button)
    j.settle()
    assert [s.bulan.bulan for s in j.ask(lambda q: q.kas.segel(2026))][-1] == 11
    assert page.subtitle() == "November 2026 · kas sudah ditutup"
    kantor = j.run.kantor
    assert kantor is not None
    late = BelanjaKkpd(
        nomor="KKPD-0099", kartu="****4417", merchant="X", bruto=rp(1), rincian=rincian(ATK, 1), uraian="terlambat"
    )
    sari = kantor.sign_in("sari", SANDI)
    with pytest.raises(Refusal) as no:
        kantor.execute(PostTransaksi(tanggal=date(2026, 11, 28), isi=late), sari)
    assert no.value.kode == "ERR_BULAN_TERTUTUP"
    assert kantor.verify() == []
