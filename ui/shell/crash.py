"""The crash window: what happened, that the data are safe, and a report to copy. A refusal never comes here."""

from __future__ import annotations

import platform
import sys
import traceback
from typing import TYPE_CHECKING

from PySide6.QtCore import QThread, qVersion
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from ui.kit import tokens
from ui.kit.card import text

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from types import TracebackType


def crash_report(error: BaseException, versi: str, at: datetime) -> str:
    """The text for the help desk: version, system, time and the path through the program.

    No amounts, no names of people.
    """
    frames = "".join(traceback.format_tb(error.__traceback__))
    return (
        f"Pundi {versi}\n"
        f"Waktu: {at:%Y-%m-%d %H:%M:%S %Z}\n"
        f"Sistem: {platform.platform()} · Python {platform.python_version()} · Qt {qVersion()}\n"
        f"Galat: {type(error).__name__}\n"
        f"Keterangan: {error}\n\n{frames}"
    )


class CrashDialog(QDialog):
    """Says what is safe before it says what broke."""

    def __init__(self, report: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Pundi mengalami galat")
        self._report = QPlainTextEdit(report)
        self._report.setReadOnly(True)
        self._report.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        copy = QPushButton("Salin laporan")
        copy.clicked.connect(self.copy)
        close = QPushButton("Tutup dan lanjutkan")
        close.setProperty("peran", "utama")
        close.setDefault(True)
        close.clicked.connect(self.accept)
        column = QVBoxLayout(self)
        column.setContentsMargins(tokens.px(22), tokens.px(20), tokens.px(22), tokens.px(20))
        column.setSpacing(tokens.px(10))
        column.addWidget(text("Ada yang salah di dalam program", "judul-besar"))
        sentence = (
            "Langkah terakhir dibatalkan seluruhnya; yang sudah tersimpan tetap utuh. "
            "Salin laporan ini dan kirimkan kepada pengelola Pundi, lalu ulangi langkahnya. "
            "Baca dahulu isinya: keterangan galat dapat memuat potongan data."
        )
        column.addWidget(text(sentence, "anak-judul", wrap=True))
        column.addWidget(self._report, 1)
        row = QHBoxLayout()
        row.addWidget(copy)
        row.addStretch(1)
        row.addWidget(close)
        column.addLayout(row)
        self.resize(tokens.px(680), tokens.px(420))

    def copy(self) -> None:
        """Puts the report on the clipboard."""
        QGuiApplication.clipboard().setText(self._report.toPlainText())


def install_crash_hook(show: Callable[[BaseException], None]) -> None:
    """Sends every exception that nobody caught on the main thread to the crash window.

    Others go to the terminal as before.
    """
    before = sys.excepthook

    def hook(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if isinstance(error, Exception) and QThread.isMainThread():
            show(error.with_traceback(trace))
        else:
            before(kind, error, trace)

    sys.excepthook = hook
