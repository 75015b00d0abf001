"""The import window: control totals on both sides, complaints with lines, the column step, all or nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from core.access import Peran
from core.importers.profil_kolom import Medan
from tests.fakes.office import with_roles
from tests.ui.kkpd.meja_kartu import MejaKartu
from ui.kit.check_list import HasilUji
from ui.kkpd.impor_dialog import ImporDialog
from ui.shell.impor_berkas import BARIS, KELUHAN, KOLOM

CONTOH = Path(__file__).parents[2] / "data" / "contoh" / "kkpd"
ANEH = "Laporan kartu\nWaktu;No KKPD;Penerima;Besaran\n14/02/2026;618950XXXXXX0001;TOKO A;100.000,00\n"


def open_file(meja: MejaKartu, path: Path) -> ImporDialog:
    meja.page.open_import(str(path))
    meja.wait()
    found: ImporDialog = meja.dialog(ImporDialog)
    return found


def titles(dialog: ImporDialog) -> list[str]:
    return [u.judul for u in dialog.checks.items]


def bills(meja: MejaKartu) -> int:
    return len(meja.kantor.ask(lambda q: q.kkpd.tagihan(2026, meja.konteks.today())))


def test_the_banks_bill_shows_both_sides_of_every_total(meja: MejaKartu) -> None:
    dialog = open_file(meja, CONTOH / "tagihan-kki-contoh.csv")
    assert dialog.summary.text() == "6 baris, 2 kartu · pembelanjaan 22.240.000 · kredit 440.000"
    assert titles(dialog) == [
        "E5  total bank cocok",
        "E6  jumlah per kartu cocok",
        "E7  sisa kredit cocok",
        "Jumlah baris cocok",
        "E8  tanpa tarik tunai dan biaya",
    ]
    assert "= 21.800.000; tertulis 21.800.000" in dialog.checks.items[0].keterangan
    assert dialog.stack.currentIndex() == BARIS
    assert bills(meja) == 0
    dialog.store()
    meja.wait()
    assert bills(meja) == 1
    assert meja.page.table.rowCount() == 6
    assert meja.told[-1].judul == "6 baris diimpor"


def test_the_same_file_again_stores_nothing(meja: MejaKartu) -> None:
    for _ in range(2):
        open_file(meja, CONTOH / "tagihan-kki-contoh.csv").store()
        meja.wait()
    assert bills(meja) == 1
    assert meja.told[-1].judul == "Tagihan ini sudah pernah diimpor"


def test_a_bill_that_does_not_add_up_is_refused_with_its_difference(meja: MejaKartu, tmp_path: Path) -> None:
    salah = tmp_path / "salah.csv"
    isi = (CONTOH / "tagihan-kki-contoh.csv").read_text("utf-8")
    salah.write_text(isi.replace("Tagihan Baru;21.800.000,00", "Tagihan Baru;21.900.000,00"), "utf-8")
    dialog = open_file(meja, salah)
    assert dialog.stack.currentIndex() == KELUHAN
    assert "selisih 100.000" in dialog.complaints.rows[0].pesan
    assert not dialog.go.isEnabled()
    dialog.store()
    meja.wait()
    assert bills(meja) == 0


def test_a_wrong_line_is_named_by_its_number(meja: MejaKartu, tmp_path: Path) -> None:
    salah = tmp_path / "salah.csv"
    isi = (CONTOH / "tagihan-kki-contoh.csv").read_text("utf-8")
    salah.write_text(isi.replace("12/05/2026;13/05/2026", "42/05/2026;13/05/2026"), "utf-8")
    dialog = open_file(meja, salah)
    assert [t.baris for t in dialog.complaints.rows if t.kode == "ERR_TANGGAL"] == [24]
    assert "Baris 24" in titles(dialog)


def test_a_list_without_a_total_asks_for_it(meja: MejaKartu) -> None:
    dialog = open_file(meja, CONTOH / "statement-generik.csv")
    assert "Isi total tagihan" in dialog.form.error("total")
    dialog.total.setText("4.000.000")
    dialog.read()
    meja.wait()
    assert "selisih 78.000" in dialog.complaints.rows[0].pesan
    dialog.total.setText("4.078.000")
    dialog.read()
    meja.wait()
    assert dialog.go.isEnabled()
    assert "Kartu belum terdaftar" in titles(dialog)
    dialog.store()
    meja.wait()
    assert bills(meja) == 1


def test_unknown_columns_are_asked_once_and_remembered(meja: MejaKartu, tmp_path: Path) -> None:
    satu = tmp_path / "satu.csv"
    satu.write_text(ANEH, "utf-8")
    dialog = open_file(meja, satu)
    assert dialog.stack.currentIndex() == KOLOM
    dialog.columns.confirm()
    assert dialog.columns.complaint() == "Belum ada kolom untuk: tanggal, keterangan atau nama toko, jumlah."
    for n, medan in enumerate((Medan.TANGGAL_TRANSAKSI, Medan.KARTU, Medan.MERCHANT, Medan.JUMLAH)):
        combo = dialog.columns.choices[n]
        combo.setCurrentIndex(combo.findData(medan))
    dialog.total.setText("100.000")
    dialog.columns.confirm()
    meja.wait()
    assert dialog.stack.currentIndex() == BARIS
    dialog.store()
    meja.wait()
    dua = tmp_path / "dua.csv"
    dua.write_text(ANEH.replace("14/02", "15/02").replace("TOKO A", "TOKO B"), "utf-8")
    lagi = open_file(meja, dua)
    assert lagi.stack.currentIndex() == KELUHAN
    assert [t.kode for t in lagi.hasil.temuan] == ["ERR_TOTAL_WAJIB"]
    lagi.total.setText("100.000")
    lagi.read()
    meja.wait()
    assert [b.keterangan for b in lagi.rows.rows] == ["TOKO B"]


def test_one_meaning_for_two_columns_is_refused(meja: MejaKartu, tmp_path: Path) -> None:
    satu = tmp_path / "satu.csv"
    satu.write_text(ANEH, "utf-8")
    dialog = open_file(meja, satu)
    for n in (0, 1):
        combo = dialog.columns.choices[n]
        combo.setCurrentIndex(combo.findData(Medan.TANGGAL_TRANSAKSI))
    assert dialog.columns.profile() is None
    assert "dua kolom" in dialog.columns.complaint()


def test_what_is_no_table_is_refused_in_words(meja: MejaKartu, tmp_path: Path) -> None:
    pdf = tmp_path / "tagihan.csv"
    pdf.write_bytes(b"%PDF-1.7\n")
    dialog = open_file(meja, pdf)
    assert dialog.checks.items[0].hasil is HasilUji.GAGAL
    assert "bukan tabel" in dialog.checks.items[0].keterangan
    assert not dialog.map.isEnabled()


def test_a_file_that_is_gone_is_said(meja: MejaKartu, tmp_path: Path) -> None:
    dialog = open_file(meja, tmp_path / "tidak-ada.csv")
    assert [t.kode for t in dialog.complaints.rows] == ["ERR_BERKAS_TIDAK_ADA"]


@pytest.mark.parametrize("peran", [Peran.PA, Peran.AUDITOR])
def test_only_those_who_keep_the_cards_store(meja: MejaKartu, peran: Peran) -> None:
    meja.sit(with_roles(meja.office, peran))
    dialog = open_file(meja, CONTOH / "tagihan-kki-contoh.csv")
    assert not dialog.go.isEnabled()
