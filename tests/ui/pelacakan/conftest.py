"""What a desk remembers goes to a folder of the test, never to the profile of who runs it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QSettings

from ui.kit import scan_line
from ui.shell.theme import apply_theme

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

HERE = Path(__file__).parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The offscreen screen says what it cannot do (size hints, raising popups); that says nothing about us."""
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.qt_log_ignore("This plugin does not support", extend=True))


@pytest.fixture(autouse=True)
def dressed(qapp: QApplication, tmp_path: Path) -> None:
    QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, str(tmp_path))
    apply_theme(qapp, "terang")


@pytest.fixture(autouse=True)
def patient_scanner(monkeypatch: pytest.MonkeyPatch) -> None:
    """A busy machine lets more than 35 ms pass between two keys of a test; how fast a scanner is, tests/ui/kit tries."""
    monkeypatch.setattr(scan_line, "JEDA_MS", 600)
