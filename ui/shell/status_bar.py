"""The line at the foot of the window: where the data lies, when it was last saved, which office, year and month."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QWidget

from ui.kit import tokens
from ui.kit.card import text

SABAR_MS = 300
"""What is done sooner needs no word."""


class StatusBar(QFrame):
    """Facts, no messages: messages are notices."""

    theme_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("status")
        self.database = text("")
        self.cadangan = text("")
        self.kerja = text("")
        self.kantor = text("")
        self._patience = QTimer(self, singleShot=True, interval=SABAR_MS)
        self._patience.timeout.connect(lambda: self.kerja.setText("bekerja…"))
        self._theme = QPushButton("Tema gelap")
        self._theme.setToolTip("Tukar tema terang dan gelap (Ctrl+Shift+L)")
        self._theme.clicked.connect(self.theme_asked)
        row = QHBoxLayout(self)
        row.setContentsMargins(tokens.px(14), tokens.px(2), tokens.px(12), tokens.px(2))
        row.setSpacing(tokens.px(16))
        for label in (self.database, self.cadangan, self.kerja):
            row.addWidget(label)
        row.addStretch(1)
        row.addWidget(self.kantor)
        row.addWidget(self._theme)

    def name_theme(self, nama: str) -> None:
        """The button offers the other theme."""
        self._theme.setText("Tema terang" if nama == "gelap" else "Tema gelap")

    def show_busy(self, busy: bool) -> None:
        """Says quietly that something is under way, once it takes a while."""
        if busy:
            self._patience.start()
        else:
            self._patience.stop()
            self.kerja.setText("")
