"""A program that ends with the scan line still on screen ends cleanly."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
PROGRAM = """
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from ui.kit.scan_line import ScanLine
app = QApplication([])
page = QWidget()
QVBoxLayout(page).addWidget(ScanLine())
page.show()
QTest.qWaitForWindowActive(page)
"""


def test_leaving_with_the_line_on_screen_does_not_crash() -> None:
    surroundings = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM], env=surroundings, capture_output=True, text=True, timeout=60, check=False
    )
    assert (done.returncode, done.stdout) == (0, ""), done.stderr
