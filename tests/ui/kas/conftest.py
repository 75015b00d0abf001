"""The pages of the books on a real office in SQLite, with the worked example of February 2026 in it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import QSettings

from main import huruf
from tests.fakes.kantor_nyata import KantorNyata, at_desk, open_kantor
from tests.ui.kas.meja_koran import MejaKoran
from ui.kas.koran_page import KoranPage
from ui.shell.page import Konteks
from ui.shell.theme import apply_theme

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

HERE = Path(__file__).parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.qt_log_ignore("This plugin does not support", extend=True))


@pytest.fixture(autouse=True)
def dressed(qapp: QApplication, tmp_path: Path) -> None:
    QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, str(tmp_path))
    apply_theme(qapp, "terang")


@pytest.fixture
def kantor(tmp_path: Path) -> Iterator[KantorNyata]:
    made = open_kantor(tmp_path)
    yield made
    made.close()


@pytest.fixture
def opened() -> list[tuple[str, Any]]:
    return []


@pytest.fixture
def told() -> list[Any]:
    return []


@pytest.fixture
def konteks(kantor: KantorNyata, opened: list[tuple[str, Any]], told: list[Any]) -> Iterator[Konteks]:
    made = at_desk(kantor, opened, told)
    crashes: list[BaseException] = []
    made.desk.crashed.connect(crashes.append)
    yield made
    made.desk.close()
    assert crashes == []


@pytest.fixture
def koran(
    qtbot: QtBot, konteks: Konteks, kantor: KantorNyata, told: list[Any], opened: list[tuple[str, Any]]
) -> Iterator[MejaKoran]:
    """The page of bank statements, empty."""
    konteks.huruf = huruf
    page = KoranPage(konteks)
    made = MejaKoran(kantor, konteks, page, told, opened)
    konteks.desk.refused.connect(made.refused.append)
    qtbot.addWidget(page)
    page.resize(1100, 680)
    page.show()
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    made.wait()
    yield made
    page.hide()
