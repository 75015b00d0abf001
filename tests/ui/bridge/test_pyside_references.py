"""The Qt binding we pin must not lose references to None: 6.12.0 on CPython 3.11 did, and the process died after hours."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLabel

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

CALLS = 500


def test_five_hundred_calls_lose_no_reference_to_none(qtbot: QtBot) -> None:
    label = QLabel()
    qtbot.addWidget(label)
    label.setText("pemanasan")
    before = sys.getrefcount(None)
    for _ in range(CALLS):
        label.setText("x")
    lost = before - sys.getrefcount(None)
    assert lost < CALLS // 10, f"{lost} rujukan ke None hilang dalam {CALLS} panggilan"
