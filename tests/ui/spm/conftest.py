"""What a desk remembers goes to a folder of the test; every test of this room sits at a booked office."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QSettings

from tests.ui.spm.kantor_uji import Meja, Pola, make_pola, open_meja
from ui.shell.theme import apply_theme

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication


@pytest.fixture(scope="session")
def pola(tmp_path_factory: pytest.TempPathFactory) -> Pola:
    return make_pola(tmp_path_factory.mktemp("pola"))


@pytest.fixture(scope="session")
def dressed(qapp: QApplication) -> None:
    apply_theme(qapp, "terang")


@pytest.fixture
def meja(dressed: None, tmp_path: Path, pola: Pola) -> Iterator[Meja]:
    QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, str(tmp_path))
    with open_meja(tmp_path, pola) as made:
        yield made
