"""The line at the foot of the window: where the data lies, when it was last saved, which office, year and month."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QSizePolicy, QWidget

from ui.kit import tokens
from ui.kit.card import text
from ui.kit.tokens import Nada

if TYPE_CHECKING:
    from collections.abc import Sequence

SABAR_MS = 300
"""What is done sooner needs no word."""


class StatusBar(QFrame):
    """Facts, no messages: messages are notices. With large letters backup and database give way, never a warning."""

    theme_asked = Signal()
    export_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("status")
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.database = text("")
        self.cadangan = text("")
        self.kerja = text("")
        self.peringatan = text("", nada=Nada.WARN)
        self.kantor = text("")
        self._patience = QTimer(self, singleShot=True, interval=SABAR_MS)
        self._patience.timeout.connect(lambda: self.kerja.setText("bekerja…"))
        self.pilihan = text("", "kuat")
        self.pilihan.hide()
        self.ekspor = QPushButton("Ekspor daftar  Ctrl+E")
        self.ekspor.setToolTip("Daftar di halaman ini sebagai PDF, lembar kerja Excel atau CSV, seperti yang tampil")
        self.ekspor.clicked.connect(self.export_asked)
        self.ekspor.hide()
        self._theme = QPushButton("Tema gelap")
        self._theme.setToolTip("Tukar tema terang dan gelap (Ctrl+Shift+L)")
        self._theme.clicked.connect(self.theme_asked)
        row = QHBoxLayout(self)
        row.setContentsMargins(tokens.px(14), tokens.px(2), tokens.px(12), tokens.px(2))
        row.setSpacing(tokens.px(16))
        for label in (self.pilihan, self.database, self.cadangan, self.peringatan, self.kerja):
            row.addWidget(label)
        row.addStretch(1)
        row.addWidget(self.kantor)
        row.addWidget(self.ekspor)
        row.addWidget(self._theme)

    def event(self, event: QEvent) -> bool:
        done = super().event(event)
        if event.type() in {QEvent.Type.LayoutRequest, QEvent.Type.Resize}:
            self._fit()
        return done

    def _fit(self) -> None:
        """The chosen rows take the place of where the data lie; what has no room goes into the tip of the line."""
        layout = self.layout()
        assert layout is not None
        margins, gap = layout.contentsMargins(), layout.spacing()
        room = self.width() - margins.left() - margins.right() - gap
        for label in (self.pilihan, self.peringatan, self.kerja, self.ekspor, self._theme):
            room -= 0 if label.isHidden() else label.sizeHint().width() + gap
        away = []
        for label in (self.kantor, self.database, self.cadangan):
            room -= label.sizeHint().width() + gap
            shown = room >= 0 and (label is self.kantor or not self.pilihan.text())
            label.setVisible(shown)
            if not shown and label.text():
                away.append(label.text())
        self.setToolTip("\n".join(away))

    def show_warnings(self, pesan: Sequence[str]) -> None:
        """What the office ought to know as long as it lasts; the sentences are in the tip."""
        self.peringatan.setText(" · ".join(p.partition(":")[0] for p in pesan))
        self.peringatan.setToolTip("\n".join(pesan))

    def show_selection(self, kata: str, lengkap: str = "") -> None:
        """Count and sums of the rows chosen, in the place of where the data lie; empty brings that back."""
        self.pilihan.setText(kata)
        self.pilihan.setVisible(bool(kata))
        self.pilihan.setToolTip(lengkap)
        self._fit()

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
