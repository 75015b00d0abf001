"""The end of a year on screen: the list, what it allows, and the new year opened from it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from core.calendar import Bulan
from core.kas.akhir_tahun import Hal, Sifat
from tests.ui.spm.kantor_uji import Meja
from ui.spj.akhir_tahun_dialog import AkhirTahunDialog
from ui.spj.penutupan_page import PenutupanPage

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


@pytest.fixture
def page(qtbot: QtBot, meja: Meja) -> PenutupanPage:
    made = PenutupanPage(meja.konteks)
    qtbot.addWidget(made)
    made.resize(1100, 660)
    made.show()
    qtbot.waitExposed(made)
    meja.settle()
    return made


def test_the_list_of_the_running_year_says_what_keeps_it_open(page: PenutupanPage, meja: Meja) -> None:
    page.end_year()
    meja.settle()
    dialog = page.findChild(AkhirTahunDialog)
    assert isinstance(dialog, AkhirTahunDialog)
    rows = {b.hal: b for b in dialog.table.rows}
    assert set(rows) == set(Hal)
    assert rows[Hal.BULAN].sifat is Sifat.HARUS
    assert (rows[Hal.PANJAR].nomor, str(rows[Hal.PANJAR].nilai)) == ("NPD-0006", "1.000.000")
    assert not dialog.button.isEnabled()
    assert "Desember baru dapat ditutup" in dialog.rest.text()
    dialog.view.row_opened.emit(rows[Hal.PANJAR])
    assert meja.dibuka[-1] == ("panjar", None)


def test_carried_items_ask_for_a_word_before_the_year_opens(page: PenutupanPage, meja: Meja) -> None:
    page.end_year()
    meja.settle()
    dialog = page.findChild(AkhirTahunDialog)
    assert isinstance(dialog, AkhirTahunDialog)
    dibawa = [b for b in dialog.table.rows if b.sifat is not Sifat.HARUS]
    dialog.show_list((dibawa, False))
    assert dialog.penjelasan.isVisibleTo(dialog)
    assert not dialog.button.isEnabled()
    dialog.penjelasan.setPlainText("PPTK di luar kota; selesai 5 Januari")
    assert dialog.button.isEnabled()
    # the books say otherwise: the months are open, and the refusal stands in the dialog
    dialog.button.click()
    meja.settle()
    assert "harus selesai dulu" in dialog.rest.text()
    dialog.show_list((dibawa, True))
    assert not dialog.button.isEnabled()
    assert "sudah dibuka" in dialog.rest.text()
    dialog.reject()


def test_last_years_months_stand_below_until_they_are_closed(page: PenutupanPage, meja: Meja) -> None:
    tahun = meja.konteks.today().year
    assert {r.bulan.tahun for r in page._all} == {tahun}
    meja.office.clock.move(days=309)
    assert meja.konteks.today().year == tahun + 1
    page.mark_stale()
    meja.settle()
    bulan = [r.bulan for r in page._all]
    assert Bulan(tahun, 12) in bulan


def test_in_january_the_books_of_december_are_within_reach(page: PenutupanPage, meja: Meja) -> None:
    """The months a page may show begin in the year before, and go on to the running month."""
    from ui.kas.buku import months_shown

    tahun = meja.konteks.today().year
    hari = meja.konteks.today().replace(year=tahun + 1, month=1, day=5)
    assert page.title() == "Penutupan Kas"
    assert meja.ask(lambda q: months_shown(q, tahun + 1, hari)) == (Bulan(tahun, 2), Bulan(tahun + 1, 1))
    assert meja.ask(lambda q: months_shown(q, tahun, hari)) == (Bulan(tahun, 2), Bulan(tahun + 1, 1))
