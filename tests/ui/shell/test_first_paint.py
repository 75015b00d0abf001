"""The window is painted before anything heavy is imported."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

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
