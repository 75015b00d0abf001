"""What a desk remembers goes to a folder of the test; every test of this room sits at a booked office."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QSettings

from tests.ui.spm.kantor_uji import Meja, open_meja
from ui.shell.theme import apply_theme

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication


@pytest.fixture
def meja(qapp: QApplication, tmp_path: Path) -> Iterator[Meja]:
    QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, str(tmp_path))
    apply_theme(qapp, "terang")
    with open_meja(tmp_path) as made:
        yield made
