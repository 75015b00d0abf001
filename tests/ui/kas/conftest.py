"""The pages of the books on a real office in SQLite, with the worked example of February 2026 in it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import QSettings

from tests.fakes.kantor_nyata import KantorNyata, at_desk, open_kantor
from ui.shell.page import Konteks
from ui.shell.theme import apply_theme

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

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
