"""SPJ & LPJ on screen: the worked example of February, a new LPJ-UP, the closing of the month."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from core.calendar import Bulan
from core.documents.kit import Kertas
from core.kas.koran_commands import AcceptMatch, AcceptSafe, ImportKoran
from core.kas.penutupan import PECAHAN
from core.money import Rupiah
from core.spm.isi import JenisSpp
from tests.db.kas.contoh_koran import februari
from tests.ui.spm.kantor_uji import Meja, rp
from ui.kit.preview import PreviewDialog, paper_name
from ui.spj.isi import Bentuk, Lembaran, month_identities
from ui.spj.lpj_dialog import LpjDialog
from ui.spj.penutupan_dialog import PenutupanDialog
from ui.spj.spj_page import SpjPage
from ui.spm.mulai import Mulai

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

FEB = Bulan(2026, 2)
CONTOH = json.loads((Path(__file__).parents[2] / "data" / "worked-example.json").read_text("utf-8"))["expected"]


@pytest.fixture
def page(qtbot: QtBot, meja: Meja) -> SpjPage:
    made = SpjPage(meja.konteks)
    qtbot.addWidget(made)
    made.resize(1100, 660)
    made.show()
    qtbot.waitExposed(made)
    meja.settle()
    made.open_with(FEB)
    meja.settle()
    return made


def show(page: SpjPage, meja: Meja, lembaran: Lembaran) -> None:
    page.open_with(lembaran)
    meja.settle()


def test_the_fungsional_has_fourteen_columns_and_the_cash_block(page: SpjPage) -> None:
    view = page.spj[Lembaran.FUNGSIONAL]
    assert view.table.columnCount() == 14
    jumlah = view.table.rows[-1]
    harap = CONTOH["spj_fungsional"]["jumlah"]
    assert jumlah.jumlah_spj == Rupiah.of(harap["jumlah_spj"])
    assert jumlah.sisa_pagu == Rupiah.of(harap["sisa_pagu"])
    saldo = next(r for r in page.kas.table.rows if r.uraian == "SALDO KAS")
    assert saldo.jumlah is not None
    assert saldo.jumlah.sd_ini == Rupiah.of(CONTOH["spj_fungsional"]["rekap_kas"]["saldo_kas"])


def test_columns_of_a_form_stay_where_they_are(page: SpjPage) -> None:
    header = page.spj[Lembaran.FUNGSIONAL].horizontalHeader()
    assert not header.sectionsMovable()
    assert header.height() > 50


def test_the_administratif_lists_its_bukti(page: SpjPage, meja: Meja) -> None:
    show(page, meja, Lembaran.ADMINISTRATIF)
    uraian = [r.uraian for r in page.spj[Lembaran.ADMINISTRATIF].table.rows if not r.kode]
    assert any("TBP-0001" in u for u in uraian)


def test_all_thirteen_identities_agree(page: SpjPage, meja: Meja) -> None:
    show(page, meja, Lembaran.PEMERIKSAAN)
    assert [i.cocok for i in page.lists[Lembaran.PEMERIKSAAN].table.rows] == [True] * 13
    assert page.note.text() == "13 persamaan, semuanya sama"


def test_lpj_lists(page: SpjPage, meja: Meja) -> None:
    show(page, meja, Lembaran.LPJ_UP)
    (lpj,) = page.lists[Lembaran.LPJ_UP].table.rows
    assert (lpj.nomor, lpj.nilai, lpj.diganti_oleh) == ("LPJ-UP-0001", rp(34_200_000), "SP2D-0090")
    assert not page.gu_button.isEnabled()
    show(page, meja, Lembaran.LPJ_TU)
    (tu,) = page.lists[Lembaran.LPJ_TU].table.rows
    assert tu.jumlah_belanja == Rupiah.of(CONTOH["lpj_tu"]["jumlah_belanja"])


def test_a_new_lpj_has_the_sum_of_the_books(page: SpjPage, meja: Meja) -> None:
    show(page, meja, Lembaran.LPJ_UP)
    page.make_lpj()
    meja.settle()
    dialog = page.dialog
    assert isinstance(dialog, LpjDialog)
    assert [(r.nomor, r.jumlah) for r in dialog.table.rows] == [
        ("TBP-0008", rp(1_750_000)),
        ("TBP-0009", rp(2_775_000)),
    ]
    assert dialog.jumlah.text() == "Rp 4.525.000"
    dialog.choose(dialog.table.rows[0].kode)
    assert dialog.jumlah.text() == "Rp 1.750.000"
    dialog.nomor.setText("LPJ-UP-0002")
    dialog.button.click()
    meja.settle()
    assert "di bawah ambang" in meja.kabar[-1].kalimat
    baru = meja.ask(lambda q: q.kas.lpj_up("LPJ-UP-0002", 2026))
    assert (baru.nilai, baru.diganti_oleh) == (rp(1_750_000), "")
    page.lists[Lembaran.LPJ_UP].selectRow(0)
    page.gu_button.click()
    assert meja.dibuka == [("spm", Mulai(JenisSpp.GU, "LPJ-UP-0002"))]


def count_right(dialog: PenutupanDialog, meja: Meja) -> None:
    """Counts exactly what the book says: 5.350.000 in the safe, the rest in the bank."""
    dialog.kertas.pieces[100_000].setText("53")
    dialog.kertas.pieces[50_000].setText("1")
    dialog.bank.set_value(meja.ask(lambda q: q.kas.saldo(FEB)).bank)


def test_closing_shows_the_difference_while_counting(page: SpjPage, meja: Meja) -> None:
    page.close_month()
    dialog = page.dialog
    assert isinstance(dialog, PenutupanDialog)
    assert not dialog.button.isEnabled()
    dialog.kertas.pieces[100_000].setText("53")
    assert dialog._figures["beda_tunai"].text() == "50.000"
    count_right(dialog, meja)
    assert dialog._figures["beda_tunai"].text() == "sama"
    assert dialog.button.isEnabled()
    dialog.logam.pieces[500].setText("1")
    assert dialog._figures["beda_tunai"].text() == "(500)"
    assert not dialog.button.isEnabled()
    dialog.penjelasan.setPlainText("Uang receh milik pengurus barang")
    assert dialog.button.isEnabled()
    assert set(dialog.hitungan().lembar) <= set(PECAHAN)
    dialog.reject()


def test_closing_seals_the_month_and_prints_both_papers(page: SpjPage, meja: Meja) -> None:
    page.close_month()
    dialog = page.dialog
    count_right(dialog, meja)
    dialog.button.click()
    meja.settle()
    (segel,) = meja.ask(lambda q: q.kas.segel(2026))
    assert (segel.bulan, segel.kas_dihitung) == (FEB, segel.saldo_bku)
    first = page.dialog
    assert isinstance(first, PreviewDialog)
    assert "Berita Acara" in first.windowTitle()
    first.reject()
    assert "Register" in page.dialog.windowTitle()
    page.dialog.reject()
    meja.settle()
    assert page.subtitle() == "Februari 2026 · kas sudah ditutup"
    assert not next(a for a in page.actions() if a.id == "tutup").enabled


def matched_february(meja: Meja) -> None:
    """The statement of February with every proposal accepted: TBP-0009 is paid in March, a fee is in no book."""
    (rekening,) = meja.ask(lambda q: q.opd.accounts())
    meja.office.do(ImportKoran(masuk=replace(februari(), rekening=rekening.rekening.nomor)))
    meja.office.do(AcceptSafe(bulan=FEB))
    for u in meja.ask(lambda q: q.kas.koran_bulan(FEB)).usulan:
        meja.office.do(AcceptMatch(baris=u.baris, bukti=u.bukti, tingkat=u.tingkat))


def test_the_bank_is_proven_by_its_statement_not_typed(page: SpjPage, meja: Meja) -> None:
    matched_february(meja)
    page.close_month()
    meja.settle()
    dialog = page.dialog
    assert dialog.bank.value() == Rupiah.of(51_890_000)
    assert dialog._figures["beda_bank"].text() == "(2.452.500)"
    assert dialog.bukti_bank.chip.status().kata == "2 selisih terdaftar"
    assert [(x.nomor or x.uraian, x.nilai) for x in dialog.bukti_bank.table.rows] == [
        ("TBP-0009", Rupiah.of(-2_462_500)),
        ("BIAYA ADM", Rupiah.of(-10_000)),
    ]
    tertulis = "Selisih bank (2.452.500) menurut bukti saldo bank: TBP-0009 (2.462.500); BIAYA ADM (10.000)."
    assert dialog.penjelasan.toPlainText() == tertulis
    assert not dialog.button.isEnabled(), "the safe is not counted yet"
    dialog.kertas.pieces[100_000].setText("53")
    dialog.kertas.pieces[50_000].setText("1")
    assert dialog.button.isEnabled()
    dialog.bank.set_value(Rupiah.of(51_000_000))
    assert "berbeda dari rekening koran yang diimpor (51.890.000)" in dialog.rest.text()
    dialog.bank.set_value(Rupiah.of(51_890_000))
    dialog.button.click()
    meja.settle()
    (segel,) = meja.ask(lambda q: q.kas.segel(2026))
    assert segel.penjelasan == tertulis
    judul = []
    for _ in range(3):
        judul.append(page.dialog.windowTitle().removeprefix("Pratinjau — "))
        page.dialog.reject()
    assert judul == ["Berita Acara Pemeriksaan Kas", "Register Penutupan Kas", "Bukti Saldo Bank"]


def test_without_a_statement_the_balance_comes_from_paper(page: SpjPage, meja: Meja) -> None:
    page.close_month()
    meja.settle()
    dialog = page.dialog
    assert dialog.bank.text() == ""
    assert "isikan saldonya dari lembar bank" in dialog.bukti_bank.words.text()
    dialog.reject()


def test_books_and_bank_are_one_of_the_identities(page: SpjPage, meja: Meja) -> None:
    nama = "Saldo bank BKU = rekening koran + selisih terdaftar"
    assert nama not in [i.nama for i in meja.ask(lambda q: month_identities(q, FEB))]
    matched_february(meja)
    (i,) = [i for i in meja.ask(lambda q: month_identities(q, FEB)) if i.nama == nama]
    assert (i.kiri, i.kanan) == (Rupiah.of(49_437_500), Rupiah.of(51_890_000 - 2_452_500))
    assert page.isi is not None


def test_exports(page: SpjPage, meja: Meja, tmp_path: Path) -> None:
    page.export_to(tmp_path / "spj.pdf", Bentuk.PDF, Kertas.A4)
    page.export_to(tmp_path / "spj.json", Bentuk.JSON)
    meja.settle()
    isi = json.loads((tmp_path / "spj.json").read_text("utf-8"))
    assert isi["jumlah"] == CONTOH["spj_fungsional"]["jumlah"]
    assert (tmp_path / "spj.pdf").read_bytes().startswith(b"%PDF")
    page.export_to(tmp_path / "spj.xlsx", Bentuk.XLSX)
    meja.settle()
    assert (tmp_path / "spj.xlsx").read_bytes().startswith(b"PK")
    for lembaran in (Lembaran.LPJ_UP, Lembaran.LPJ_TU, Lembaran.PENUTUPAN):
        show(page, meja, lembaran)
        page.export_to(tmp_path / f"{lembaran}.pdf", Bentuk.PDF)
        meja.settle()
        assert (tmp_path / f"{lembaran}.pdf").read_bytes().startswith(b"%PDF")


def test_the_preview_is_the_form_on_the_paper_of_this_desk(page: SpjPage, meja: Meja) -> None:
    page.preview()
    meja.settle()
    assert paper_name(*page.dialog.pages.sizes_pt[0]) == "F4 mendatar"
    page.dialog.reject()
