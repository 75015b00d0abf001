"""The window: pages as data, built on their first visit, fresh when looked at; people, notices, palette, crash."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any, ClassVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QDialog

from core.access import Izin, Pelaku, Peran
from core.bus import Changes, Hasil
from core.errors import Refusal
from core.identity import OrangId, new_uuid
from ui.bridge.desk import Desk
from ui.kit import tokens
from ui.kit.notice import Notice
from ui.shell.crash import CrashDialog
from ui.shell.ground import GROUND, remembered_look
from ui.shell.help import HelpDialog
from ui.shell.page import Action, Konteks, Page, PageSpec
from ui.shell.palette import CommandPalette, Found
from ui.shell.sign_in import Orang, SignIn, SignInDialog
from ui.shell.window import MainWindow

if TYPE_CHECKING:
    from collections.abc import Iterator
    from uuid import UUID

    from pytestqt.qtbot import QtBot


class Clock:
    def now(self) -> datetime:
        return datetime(2026, 11, 23, 2, 24, tzinfo=UTC)

    def today(self) -> date:
        return date(2026, 11, 23)


@dataclass
class Log:
    built: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    did: list[str] = field(default_factory=list)


class BukuPage(Page):
    topics: ClassVar[frozenset[str]] = frozenset({"kas"})

    def __init__(self, konteks: Konteks, nama: str, log: Log) -> None:
        super().__init__(konteks)
        self.nama, self.log, self.opened_with = nama, log, None
        log.built.append(nama)

    def title(self) -> str:
        return f"Halaman {self.nama}"

    def subtitle(self) -> str:
        return f"isi {self.konteks.tanya}"

    def actions(self) -> tuple[Action, ...]:
        return (
            Action(
                "catat",
                "Catat bukti",
                lambda: self.log.did.append(f"catat {self.nama}"),
                "F2",
                Izin.CATAT,
                primary=True,
            ),
            Action(
                "off", "Tutup & kunci", lambda: self.log.did.append("tutup"), enabled=False, note="Belum ada bukti."
            ),
        )

    def refresh(self) -> None:
        self.log.asked.append(self.nama)

    def open_with(self, isi: Any) -> None:
        self.opened_with = isi


BENDAHARA = Pelaku(OrangId(new_uuid()), "Sri CONTOH", frozenset({Peran.BENDAHARA}))
PA = Pelaku(OrangId(new_uuid()), "Ani CONTOH", frozenset({Peran.PA}))


@pytest.fixture
def log() -> Log:
    return Log()


@pytest.fixture
def window(qtbot: QtBot, log: Log) -> Iterator[MainWindow]:
    def spec(nama: str, grup: str, keys: str = "", izin: Izin | None = None) -> PageSpec:
        return PageSpec(nama, nama.upper(), grup, lambda konteks: BukuPage(konteks, nama, log), keys, izin)

    pages = (
        spec("beranda", "HARIAN"),
        spec("buku", "HARIAN", "Alt+2"),
        spec("kartu", "KARTU (KKPD)", izin=Izin.KELOLA_KARTU),
    )
    made = MainWindow(pages, Desk(), Clock(), versi="0.1.0")
    made.show()
    qtbot.waitExposed(made)
    yield made
    made.close()
    made.deleteLater()


def attach(window: MainWindow, pelaku: Pelaku = BENDAHARA) -> None:
    window.attach(lambda _: Hasil(Changes(frozenset({"kas"}))), "buku besar", pelaku)


def test_no_page_is_built_before_the_office_is_there(window: MainWindow, log: Log) -> None:
    assert log.built == []
    attach(window)
    assert log.built == log.asked == ["beranda"]
    assert window.current_id() == "beranda"
    window.open_page("buku")
    window.open_page("beranda")
    window.open_page("buku")
    assert log.built == ["beranda", "buku"]


def test_a_hidden_page_only_remembers_that_it_is_stale(window: MainWindow, log: Log) -> None:
    attach(window)
    window.open_page("buku")
    log.asked.clear()
    window.desk.announce(Changes(frozenset({"kas"})))
    assert log.asked == ["buku"]
    assert window.page("beranda").is_stale
    window.desk.announce(Changes(frozenset({"pelacakan"})))
    assert log.asked == ["buku"]
    window.open_page("beranda")
    assert log.asked == ["buku", "beranda"]
    window.open_page("buku")
    assert log.asked == ["buku", "beranda"]


def test_the_head_shows_title_and_buttons_with_their_keys(qtbot: QtBot, window: MainWindow, log: Log) -> None:
    attach(window)
    button = window.head.button("catat")
    assert button.text() == "Catat bukti  F2"
    assert window.head.button("off").text() == "Tutup && kunci"
    assert not window.head.button("off").isEnabled()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    qtbot.keyClick(window, Qt.Key.Key_F2)
    window.open_page("buku")
    qtbot.keyClick(window, Qt.Key.Key_F2)
    assert log.did == ["catat beranda", "catat buku"]


def test_who_may_not_press_a_button_reads_who_may(window: MainWindow) -> None:
    attach(window, PA)
    button = window.head.button("catat")
    assert not button.isEnabled()
    assert "Bendahara Pengeluaran" in button.toolTip()


def test_another_person_sees_other_pages_and_everything_is_asked_again(window: MainWindow, log: Log) -> None:
    attach(window)
    window.open_page("kartu")
    assert window.sidebar.visible_ids() == ["beranda", "buku", "kartu"]
    window.set_person(PA)
    assert window.sidebar.visible_ids() == ["beranda", "buku"]
    assert window.current_id() == "beranda"
    assert log.asked == ["beranda", "kartu", "kartu", "beranda"] or log.asked[-1] == "beranda"
    window.open_page("kartu")
    assert window.current_id() == "beranda"
    assert "bukan untuk peran" in window.notices.notices()[0].judul


def test_somebody_is_sent_with_something_in_hand(window: MainWindow) -> None:
    attach(window)
    window.konteks.open_page("buku", {"nomor": 142})
    page = window.page("buku")
    assert isinstance(page, BukuPage)
    assert page.opened_with == {"nomor": 142}
    assert window.current_id() == "buku"


def test_esc_closes_the_notice_first_and_then_goes_back(window: MainWindow) -> None:
    attach(window)
    window.open_page("buku")
    window.notify(Notice("Tersimpan"))
    window.go_back()
    assert (window.current_id(), window.notices.notices()) == ("buku", [])
    window.go_back()
    assert window.current_id() == "beranda"
    window.go_back()
    assert window.current_id() == "beranda"


def test_a_refusal_of_the_desk_becomes_a_notice(window: MainWindow) -> None:
    attach(window)
    window.desk.refused.emit(Refusal("ERR_LEBIH_SPD", "Melebihi SPD."))
    assert window.notices.notices()[0].kode == "ERR_LEBIH_SPD"


def test_the_status_line_says_where_and_when(window: MainWindow) -> None:
    window.show_office("Dinas Contoh", 2026, "November 2026 (terbuka)")
    window.show_database("Basis data di komputer ini", "Cadangan terakhir Jumat 20 Nov 15.42")
    assert window.status.kantor.text() == "Dinas Contoh · TA 2026 · November 2026 (terbuka)"
    assert window.status.cadangan.text() == "Cadangan terakhir Jumat 20 Nov 15.42"


def test_theme_and_zoom_are_remembered_on_this_desk(qapp: QApplication, window: MainWindow) -> None:
    window.toggle_theme()
    window.change_zoom(0.1)
    assert tokens.theme_name() == "gelap"
    assert remembered_look() == ("gelap", pytest.approx(1.1))
    assert qapp.font().pointSizeF() == pytest.approx(11.0)
    window.change_zoom(0)
    window.toggle_theme()
    assert remembered_look() == ("terang", 1.0)


def dialog_of(kind: type[QDialog]) -> Any:
    found = [w for w in QApplication.topLevelWidgets() if isinstance(w, kind) and w.isVisible()]
    assert len(found) == 1
    return found[0]


def test_the_palette_goes_to_pages_and_runs_commands(qtbot: QtBot, window: MainWindow, log: Log) -> None:
    attach(window)
    window.open_palette()
    palette = dialog_of(CommandPalette)
    assert palette.titles() == ["Catat bukti", "BERANDA", "BUKU", "KARTU"]
    line = palette.findChild(type(palette._line))
    qtbot.keyClicks(line, "kk kartu")
    assert palette.titles() == ["KARTU"]
    qtbot.keyClick(line, Qt.Key.Key_Return)
    assert window.current_id() == "kartu"


def test_the_palette_finds_things_of_the_office(qtbot: QtBot, window: MainWindow) -> None:
    attach(window)
    went: list[str] = []
    window.add_search(lambda typed: [Found(f"SPM-LS {typed}", "Dinas Contoh", lambda: went.append(typed))])
    window.open_palette()
    palette = dialog_of(CommandPalette)
    qtbot.keyClicks(palette._line, "0144")
    qtbot.waitUntil(lambda: palette.titles() == ["SPM-LS 0144"])
    qtbot.keyClick(palette._line, Qt.Key.Key_Return)
    assert went == ["0144"]


def test_signing_in_with_arrows_and_a_password(qtbot: QtBot, window: MainWindow) -> None:
    people = [Orang(BENDAHARA.id, "Sri CONTOH", "Bendahara"), Orang(PA.id, "Ani CONTOH", "Pengguna Anggaran")]

    def check(orang_id: UUID, sandi: str) -> Pelaku:
        if sandi != "rahasia contoh":
            raise Refusal("ERR_SANDI", "Kata sandi tidak cocok.")
        return next(p for p in (BENDAHARA, PA) if p.id == orang_id)

    attach(window)
    window.set_sign_in(SignIn(lambda: people, check))
    window.ask_person()
    assert window.desk.wait_idle()
    dialog = dialog_of(SignInDialog)
    qtbot.keyClick(dialog.panel.password, Qt.Key.Key_Down)
    qtbot.keyClicks(dialog.panel.password, "salah")
    qtbot.keyClick(dialog.panel.password, Qt.Key.Key_Return)
    assert window.desk.wait_idle()
    assert dialog.panel.error() == "Kata sandi tidak cocok."
    assert window.notices.notices() == []
    dialog.panel.password.setText("rahasia contoh")
    dialog.panel.try_password()
    assert window.desk.wait_idle()
    assert window.konteks.pelaku == PA
    assert not [w for w in QApplication.topLevelWidgets() if isinstance(w, SignInDialog) and w.isVisible()]


def test_a_bug_opens_the_crash_window_with_a_report_to_copy(window: MainWindow) -> None:
    attach(window)
    try:
        raise ZeroDivisionError("dibagi nol")
    except ZeroDivisionError as error:
        window.desk.crashed.emit(error)
    dialog = dialog_of(CrashDialog)
    dialog.copy()
    report = QGuiApplication.clipboard().text()
    assert report.startswith("Pundi 0.1.0\n")
    assert "ZeroDivisionError" in report
    assert "2026-11-23 02:24:00 UTC" in report
    assert "test_window.py" in report
    dialog.accept()


def test_help_answers_on_every_page(window: MainWindow) -> None:
    attach(window)
    window.show_help()
    dialog = dialog_of(HelpDialog)
    assert "Beranda" in dialog.reader.toPlainText()
    assert "Ctrl+K" in dialog.reader.toPlainText()
    dialog.accept()


def test_ground_has_the_colours_of_the_themes() -> None:
    tema = tokens.all_tokens()
    assert {nama: tuple(tema[nama][t] for t in ("background", "sidebar", "card")) for nama in tema} == GROUND
