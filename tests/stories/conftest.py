"""The program started as on a computer of the office: a new one, or one with the sample office on it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot

import main
from core.demo.jam import JamContoh
from db.kantor import SqlPembuka
from db.profil import remember_database
from tests.stories.jendela import HARI, Jendela
from ui.contoh import make_sample
from ui.shell.first_start import FirstStartDialog
from ui.shell.kantor_baru import CONTOH
from ui.shell.mulai import Mulai
from ui.shell.sign_in import SignInDialog
from ui.shell.theme import apply_theme


@pytest.fixture(scope="module")
def pola(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, SqlPembuka]:
    """The sample office, told once, in a file to be copied; the secrets stay in memory."""
    berkas = tmp_path_factory.mktemp("pola") / CONTOH
    pembuka = main.pembuka(JamContoh(HARI, 9), dalam_memori=True)
    made_kantor, _ = make_sample(pembuka, str(berkas), main.SUMBER)
    made_kantor.close(cadangkan=False)
    return berkas, pembuka


@pytest.fixture
def data(qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The data folder of a computer on which nothing is remembered."""
    monkeypatch.setenv("PUNDI_DATA", str(tmp_path / "data"))
    QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, str(tmp_path))
    apply_theme(qapp, "terang")
    return tmp_path / "data"


def start(qtbot: QtBot, pembuka: SqlPembuka, clock: JamContoh, first: type[QDialog]) -> Jendela:
    """The program is started; the first dialog that asks something is on screen."""
    made = Jendela(Mulai(lambda: pembuka, main.huruf, main.SUMBER, main.VERSI, clock), qtbot, clock)
    qtbot.addWidget(made.window)
    made.run.begin()
    qtbot.waitUntil(lambda: made.window.centralWidget() is not None)
    made.window.desk.crashed.connect(made.crashes.append)
    made.window.resize(1366, 768)
    made.wait(lambda: made.window.findChild(first) is not None)
    return made


@pytest.fixture
def baru(qtbot: QtBot, data: Path) -> Iterator[Jendela]:
    """A new computer: no database yet. One Enter on the first question makes the sample office."""
    clock = JamContoh(HARI, 9)
    made = start(qtbot, main.pembuka(clock, dalam_memori=True), clock, FirstStartDialog)
    QTest.keyClick(made.dialog(FirstStartDialog), Qt.Key.Key_Return)
    made.wait(lambda: made.run.kantor is not None)
    yield made
    made.window.hide()
    made.window.desk.close()


@pytest.fixture
def jendela(qtbot: QtBot, data: Path, pola: tuple[Path, SqlPembuka]) -> Iterator[Jendela]:
    """The next morning: the office opened last is there again, and asks who sits down."""
    berkas, pembuka = pola
    data.mkdir()
    shutil.copyfile(berkas, data / CONTOH)
    remember_database(str(data / CONTOH))
    clock = JamContoh(HARI, 9)
    made = start(qtbot, pembuka.with_clock(clock), clock, SignInDialog)
    yield made
    made.window.hide()
    made.run.end()
