"""The import window of statements: totals on both sides, complaints with lines, the column step, all or nothing."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest

from core.access import Peran
from core.importers.profil_kolom import Medan
from core.money import Rupiah
from tests.db.kas.contoh_koran import februari
from tests.fakes.office import with_roles
from tests.ui.kas.meja_koran import MejaKoran
from ui.kas.koran_impor import ImporKoranDialog
from ui.kit.check_list import HasilUji
from ui.shell.impor_berkas import BARIS, KELUHAN, KOLOM

CONTOH = Path(__file__).parents[2] / "data" / "contoh" / "bank"
ANEH = (
    "Laporan rekening\nWaktu;Berita;Ambil;Simpan;Sisa\n02/03/2026;TARIK;1.000.000,00;0,00;50.890.000,00\n"
    "03/03/2026;MASUK;0,00;90.000,00;50.980.000,00\n"
)
ARTI = (Medan.TANGGAL_TRANSAKSI, Medan.KETERANGAN, Medan.DEBIT, Medan.KREDIT, Medan.SALDO)


def open_file(koran: MejaKoran, path: Path) -> ImporKoranDialog:
    koran.page.open_imports([str(path)])
    koran.wait()
    found: ImporKoranDialog = koran.dialog(ImporKoranDialog)
    return found


def titles(dialog: ImporKoranDialog) -> list[str]:
    return [u.judul for u in dialog.checks.items]


def kept(koran: MejaKoran) -> int:
    return len(koran.kantor.ask(lambda q: q.kas.koran_list()))


@pytest.mark.parametrize("nama", ["bri-cms.csv", "mt940.txt", "mandiri-lama.csv", "bca-bisnis.csv"])
def test_the_banks_own_sum_is_shown_before_it_is_stored(koran: MejaKoran, nama: str) -> None:
    dialog = open_file(koran, CONTOH / nama)
    assert titles(dialog)[0] == "Saldo akhir cocok"
    assert dialog.checks.items[0].hasil is HasilUji.LOLOS
    assert dialog.stack.currentIndex() == BARIS
    assert kept(koran) == 0
    banyak = len(dialog.rows.rows)
    QTest.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    koran.wait()
    assert kept(koran) == 1
    assert koran.told[-1].judul == f"{banyak} baris diimpor"
    assert len([r for r in koran.page.table.rows if r.baris is not None]) == banyak


def test_the_same_file_again_is_known(koran: MejaKoran) -> None:
    open_file(koran, CONTOH / "bri-cms.csv").store()
    koran.wait()
    lagi = open_file(koran, CONTOH / "bri-cms.csv")
    assert lagi.chip.status().kata == "sudah pernah diimpor"
    assert not lagi.go.isEnabled()
    lagi.store()
    koran.wait()
    assert kept(koran) == 1


def test_a_statement_that_does_not_add_up_names_its_line_and_remedy(koran: MejaKoran) -> None:
    dialog = open_file(koran, CONTOH / "bank-jatim.xlsx")
    assert dialog.stack.currentIndex() == KELUHAN
    (keluhan,) = dialog.complaints.rows
    assert (keluhan.berkas, keluhan.baris, keluhan.kolom) == ("bank-jatim.xlsx", 3, "I")
    assert "unduh ulang" in keluhan.pesan
    assert titles(dialog) == ["Baris 3"]
    assert not dialog.go.isEnabled()
    dialog.store()
    koran.wait()
    assert kept(koran) == 0


def test_a_file_without_a_balance_asks_for_the_one_on_paper(koran: MejaKoran) -> None:
    dialog = open_file(koran, CONTOH / "mandiri-mcm.csv")
    assert "SALDO_TIDAK_TERTULIS" in titles(dialog)
    assert dialog.saldo.hasFocus()
    dialog.saldo.set_value(Rupiah.of(5_270_270))
    dialog.read()
    koran.wait()
    assert titles(dialog)[0] == "Saldo akhir cocok"
    assert "SALDO_TIDAK_TERTULIS" not in titles(dialog)


def test_a_balance_that_differs_from_the_file_is_refused(koran: MejaKoran) -> None:
    dialog = open_file(koran, CONTOH / "bri-cms.csv")
    dialog.saldo.set_value(Rupiah.of(1))
    dialog.read()
    koran.wait()
    assert [t.kode for t in dialog.complaints.rows] == ["ERR_SALDO_AKHIR_KORAN"]
    assert dialog.form.error("saldo")


def test_the_balance_carries_on_from_the_file_before(koran: MejaKoran, tmp_path: Path) -> None:
    koran.take(februari())
    kata = {51_890_000: "Bersambung dengan berkas sebelumnya", 51_000_000: "Ada rekening koran di antaranya"}
    for awal, judul in kata.items():
        berkas = tmp_path / f"{awal}.csv"
        sisa = f"{awal - 1_000_000:,}".replace(",", ".")
        isi = (
            "Nomor Rekening;: 0012345670001;;;;\nPeriode;: 01/03/2026 s.d. 31/03/2026;;;;\n"
            "Tanggal;Uraian;No. Referensi;Debet;Kredit;Saldo\n"
            f"02/03/2026;TARIK TUNAI;CT1;1.000.000,00;;{sisa},00\n"
        )
        berkas.write_text(isi, "utf-8")
        dialog = open_file(koran, berkas)
        assert judul in titles(dialog)
        dialog.reject()
        koran.wait()


def test_unknown_columns_are_asked_once_and_remembered(koran: MejaKoran, tmp_path: Path) -> None:
    satu = tmp_path / "satu.csv"
    satu.write_text(ANEH, "utf-8")
    dialog = open_file(koran, satu)
    assert dialog.stack.currentIndex() == KOLOM
    assert not dialog.columns.tanda.isVisible()
    dialog.columns.confirm()
    assert "tanggal, keterangan, debit dan kredit (atau jumlah)" in dialog.columns.complaint()
    for n, medan in enumerate(ARTI):
        combo = dialog.columns.choices[n]
        combo.setCurrentIndex(combo.findData(medan))
    dialog.columns.confirm()
    koran.wait()
    assert dialog.stack.currentIndex() == BARIS
    assert "saldo awal 51.890.000" in dialog.checks.items[0].keterangan
    dialog.store()
    koran.wait()
    dua = tmp_path / "dua.csv"
    dua.write_text(ANEH.replace("/03/2026", "/04/2026"), "utf-8")
    lagi = open_file(koran, dua)
    assert lagi.stack.currentIndex() == BARIS
    assert [b.keterangan for b in lagi.rows.rows] == ["TARIK", "MASUK"]


def test_days_told_differently_by_two_files_are_refused(koran: MejaKoran, tmp_path: Path) -> None:
    open_file(koran, CONTOH / "bri-cms.csv").store()
    koran.wait()
    lain = tmp_path / "lain.csv"
    lain.write_text((CONTOH / "bri-cms.csv").read_text("utf-8").replace("TOKO CONTOH", "TOKO LAIN"), "utf-8")
    dialog = open_file(koran, lain)
    assert [t.kode for t in dialog.complaints.rows] == ["ERR_KORAN_BERTUMPUK"]
    assert not dialog.go.isEnabled()


def test_what_is_no_statement_is_refused_in_words(koran: MejaKoran, tmp_path: Path) -> None:
    pdf = tmp_path / "koran.csv"
    pdf.write_bytes(b"%PDF-1.7\n")
    dialog = open_file(koran, pdf)
    assert dialog.checks.items[0].hasil is HasilUji.GAGAL
    assert not dialog.map.isEnabled()
    dialog.reject()
    hilang = open_file(koran, tmp_path / "tidak-ada.csv")
    assert [t.kode for t in hilang.complaints.rows] == ["ERR_BERKAS_TIDAK_ADA"]


def test_files_dropped_on_the_page_come_one_after_the_other(koran: MejaKoran) -> None:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(CONTOH / n)) for n in ("bri-cms.csv", "mt940.txt")])
    tombol, tuts = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    drop = QDropEvent(QPointF(QPoint(20, 20)), Qt.DropAction.CopyAction, mime, tombol, tuts)
    koran.page.dropEvent(drop)
    koran.wait()
    first = koran.dialog(ImporKoranDialog)
    assert first._path.name == "bri-cms.csv"
    first.store()
    koran.wait()
    second = koran.dialog(ImporKoranDialog)
    assert second._path.name == "mt940.txt"
    second.reject()


def test_only_those_who_record_store(koran: MejaKoran) -> None:
    koran.konteks.pelaku = with_roles(koran.kantor.office, Peran.AUDITOR)
    dialog = open_file(koran, CONTOH / "bri-cms.csv")
    assert not dialog.go.isEnabled()
