"""The window is painted before anything heavy is imported."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from pytestqt.qtbot import QtBot

from ui.kit import tokens
from ui.shell.window import MainWindow

ROOT = Path(__file__).resolve().parents[3]
PROGRAM = """
import sys
from datetime import UTC, date, datetime
from PySide6.QtWidgets import QApplication
from ui.bridge.desk import Desk
from ui.shell.page import PageSpec
from ui.shell.theme import apply_theme
from ui.shell.window import MainWindow

class Clock:
    def now(self): return datetime.now(UTC)
    def today(self): return date.today()

app = QApplication([])
apply_theme(app, "terang")
window = MainWindow([PageSpec("beranda", "Beranda", "HARIAN", None)], Desk(), Clock())
window.show()
app.processEvents()
assert window.centralWidget() is not None
heavy = "pypdfium2 reportlab sqlalchemy alembic PIL xlsxwriter PySide6.QtPrintSupport PySide6.QtSvg PySide6.QtNetwork"
print(" ".join(name for name in heavy.split() if name in sys.modules))
window.close()
"""


def test_the_shell_brings_nothing_heavy() -> None:
    surroundings = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM], env=surroundings, capture_output=True, text=True, timeout=60, check=False
    )
    assert (done.returncode, done.stdout.strip()) == (0, ""), done.stderr


GROUND = """
import sys
from PySide6.QtWidgets import QApplication
from ui.shell.window import MainWindow

app = QApplication([])
window = MainWindow()
seen = []
window.after_first_paint(lambda: seen.append(sorted(n for n in sys.modules if n.startswith(("core.", "ui.")))))
window.show()
while not seen:
    app.processEvents()
print(" ".join(seen[0]))
"""


def test_the_ground_is_painted_with_next_to_nothing_of_ours_imported() -> None:
    surroundings = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [sys.executable, "-c", GROUND], env=surroundings, capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == 0, done.stderr
    ground = {"ui.kit", "ui.kit.memory", "ui.kit.tokens", "ui.shell", "ui.shell.ground", "ui.shell.window"}
    assert set(done.stdout.split()) == ground


def test_the_ground_takes_the_place_of_the_shell(qtbot: QtBot) -> None:
    window = MainWindow()
    qtbot.addWidget(window)
    painted: list[bool] = []
    window.after_first_paint(lambda: painted.append(window.centralWidget() is None))
    window.show()
    qtbot.waitUntil(lambda: bool(painted))
    assert painted == [True]
    ground = window.grab().toImage()
    sidebar, page = ground.pixelColor(20, 300), ground.pixelColor(700, 300)
    assert (sidebar, page) == (tokens.colour("sidebar"), tokens.colour("background"))
