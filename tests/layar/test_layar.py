"""No page shows a fault: words cut off, widgets over each other, foreign words, fields without a name, no key, no help."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication, QComboBox, QHBoxLayout, QLabel, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from tests.layar.cacat import faults
from tests.layar.kantor_layar import KantorLayar, open_window, opened
from tests.layar.tangkapan import settle
from ui.shell.theme import apply_theme
from ui.shell.window import MainWindow


@pytest.fixture(scope="module", params=["kosong", "kecil"])
def layar(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[KantorLayar]:
    with opened(str(request.param), tmp_path_factory.mktemp("layar")) as made:
        yield made


def show(qtbot: QtBot, layar: KantorLayar, folder: Path, tema: str, zoom: float = 1.0) -> MainWindow:
    QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, str(folder))
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    apply_theme(app, tema, zoom)
    window = open_window(layar)
    qtbot.addWidget(window, before_close_func=lambda w: w.desk.close())
    settle(window)
    return window


@pytest.mark.parametrize(("tema", "zoom"), [("terang", 1.0), ("gelap", 1.0), ("terang", 1.5), ("gelap", 2.0)])
@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
def test_no_page_has_a_fault(qtbot: QtBot, tmp_path: Path, layar: KantorLayar, tema: str, zoom: float) -> None:
    window = show(qtbot, layar, tmp_path, tema, zoom)
    said = []
    for page_id in window.sidebar.visible_ids():
        window.open_page(page_id)
        settle(window)
        assert (window.width(), window.height()) == (1366, 768), page_id
        said += [f"{page_id}: {fault}" for fault in faults(window)]
    assert not said, "\n".join(said)


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
def test_no_page_has_a_fault_when_the_letters_grow_on_it(qtbot: QtBot, tmp_path: Path, layar: KantorLayar) -> None:
    """Ctrl+plus is pressed on an open page, there and back: nothing keeps the size it was built with."""
    window = show(qtbot, layar, tmp_path, "terang")
    pages = window.sidebar.visible_ids()
    for page_id in pages:
        window.open_page(page_id)
        settle(window)
    wide = window.sidebar.width()
    said = []
    for zoom in (1.5, 2.0, 1.0):
        window.dress("terang", zoom)
        for page_id in pages:
            window.open_page(page_id)
            settle(window)
            assert window.width() == 1366, page_id
            said += [f"{page_id} {zoom}: {fault}" for fault in faults(window)]
    assert window.sidebar.width() == wide
    assert not said, "\n".join(said)


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
def test_every_page_and_every_action_has_its_key(qtbot: QtBot, tmp_path: Path, layar: KantorLayar) -> None:
    window = show(qtbot, layar, tmp_path, "terang")
    keys = [spec.pintasan for spec in window._specs.values()]
    assert all(keys)
    assert len(set(keys)) == len(keys)
    for page_id in window.sidebar.visible_ids():
        window.open_page(page_id)
        settle(window)
        actions = window.page(page_id).actions()
        without = [a.title for a in actions if not a.shortcut]
        assert not without, f"{page_id}: tanpa pintasan: {without}"
        taken = [a.shortcut for a in actions]
        assert len(set(taken)) == len(taken), f"{page_id}: pintasan kembar: {taken}"


# the checker itself sees what it is there for -------------------------------------------------------------------------


def spoiled(qtbot: QtBot, child: QWidget) -> list[str]:
    top = QWidget()
    qtbot.addWidget(top)
    row = QHBoxLayout(top)
    row.addWidget(child)
    top.resize(400, 80)
    top.show()
    QApplication.processEvents()
    return faults(top)


def test_cut_off_words_are_seen(qtbot: QtBot) -> None:
    label = QLabel("Jumlah yang dibayarkan kepada rekanan")
    label.setFixedWidth(60)
    assert spoiled(qtbot, label) == ["terpotong: “Jumlah yang dibayarkan kepada rekanan”"]
    button = QPushButton("Pratinjau dan cetak")
    button.setFixedWidth(30)
    assert spoiled(qtbot, button) == ["tombol terpotong: “Pratinjau dan cetak”"]


def test_foreign_words_are_seen(qtbot: QtBot) -> None:
    assert spoiled(qtbot, QPushButton("Save")) == ["kata asing Save: “Save”"]
    assert spoiled(qtbot, QPushButton("Simpan")) == []


def test_fields_without_a_name_are_seen(qtbot: QtBot) -> None:
    assert spoiled(qtbot, QLineEdit())[0].startswith("tanpa nama untuk pembaca layar: QLineEdit")
    named = QComboBox()
    named.addItem("Semua jenis")
    named.setAccessibleName("Jenis")
    assert spoiled(qtbot, named) == []


def test_widgets_over_each_other_are_seen(qtbot: QtBot) -> None:
    top = QWidget()
    qtbot.addWidget(top)
    row = QHBoxLayout(top)
    one, two = QLabel("satu"), QLabel("dua")
    row.addWidget(one)
    row.addWidget(two)
    top.resize(300, 60)
    top.show()
    two.setGeometry(one.geometry())
    assert [f for f in faults(top) if f.startswith("bertumpuk")] == ["bertumpuk: QLabel “satu” dan QLabel “dua”"]
