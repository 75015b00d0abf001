"""The register of cards: limits and what is used, a new card, and its steps."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from core.kkpd.model import StatusKartu
from core.money import Rupiah
from tests.db.kkpd.kantor_kartu import KARTU_A, PA
from tests.ui.kkpd.meja_kartu import MejaKartu
from ui.kkpd.kartu_dialog import KartuFormDialog
from ui.kkpd.kartu_page import KartuPage


def opened(meja: MejaKartu, qtbot: QtBot) -> KartuPage:
    page = KartuPage(meja.konteks)
    qtbot.addWidget(page)
    page.resize(1100, 680)
    page.show()
    meja.wait()
    return page


@pytest.fixture
def daftar(meja: MejaKartu, qtbot: QtBot) -> KartuPage:
    return opened(meja, qtbot)


def form(daftar: KartuPage) -> KartuFormDialog:
    (found,) = [d for d in daftar.findChildren(KartuFormDialog) if d.isVisible()]
    return found


def test_limit_used_and_left(daftar: KartuPage) -> None:
    rows = {r.kartu.empat_akhir: r for r in daftar.table.rows}
    assert (rows["0001"].limit, rows["0001"].terpakai) == (Rupiah.of(60_000_000), Rupiah.of(17_540_000))
    assert rows["0001"].sisa == Rupiah.of(42_460_000)


def test_a_new_card_says_what_is_missing(meja: MejaKartu, daftar: KartuPage) -> None:
    daftar.add()
    f = form(daftar)
    f.submit()
    assert f.form.error("limit")
    f.limit.setText("5.000.000")
    f.bin6.setText("61895")
    f.akhir.setText("0003")
    f.sk.setText("SK 900/2 Tahun 2026")
    f.pemegang.setCurrentText("PEGAWAI CONTOH TIGA")
    f.submit()
    meja.wait()
    assert "6 angka" in f.form.error("kartu")
    f.bin6.setText("618950")
    f.submit()
    meja.wait()
    rows = {r.kartu.empat_akhir: r for r in daftar.table.rows}
    assert rows["0003"].kartu.status is StatusKartu.USULAN
    assert any("melebihi UP KKPD" in n.kalimat for n in meja.told)


def test_a_raised_limit_keeps_the_one_before(meja: MejaKartu, daftar: KartuPage) -> None:
    daftar.view.select_key(KARTU_A)
    daftar.edit()
    f = form(daftar)
    f.limit.setText("55.000.000")
    f.sk.setText("SK 900/9 Tahun 2026")
    f.submit()
    meja.wait()
    kartu = next(r for r in daftar.table.rows if r.kartu.id == KARTU_A)
    assert kartu.limit == Rupiah.of(55_000_000)
    assert [s.nilai for s in kartu.kartu.limit] == [Rupiah.of(60_000_000), Rupiah.of(55_000_000)]


def test_blocking_asks_why(meja: MejaKartu, daftar: KartuPage, monkeypatch: pytest.MonkeyPatch) -> None:
    daftar.view.select_key(KARTU_A)
    monkeypatch.setattr("ui.kkpd.kartu_page.QInputDialog.getText", lambda *_, **__: ("kartu hilang", True))
    daftar.step("blokir")
    meja.wait()
    assert next(r for r in daftar.table.rows if r.kartu.id == KARTU_A).kartu.status is StatusKartu.BLOKIR_SEMENTARA


def test_others_only_look(meja: MejaKartu, qtbot: QtBot) -> None:
    meja.sit(PA)
    daftar = opened(meja, qtbot)
    daftar.add()
    assert daftar.table.rowCount() == 2
    assert not daftar.findChildren(KartuFormDialog)
