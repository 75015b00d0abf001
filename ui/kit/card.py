"""Card: the rounded white sheet on which everything of a page lies."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLayout, QSizePolicy, QVBoxLayout, QWidget

from ui.kit import tokens

_PLAIN_TEXT = 0
"""Qt.TextFormat.PlainText. The name `Qt` alone costs the binding 15 to 27 ms at import, a fifth of an empty window's
start, so nothing that runs before the first paint says it."""


def text(kata: str = "", gaya: str = "", *, wrap: bool = False, nada: str = "") -> QLabel:
    """A label in one of the styles of `tema.qss` (`judul-kartu`, `label`, `kecil`, `redup`, `kuat`, `angka-besar` ...).

    Shows plain text only: names and descriptions come from people and from files.
    """
    label = QLabel(kata)
    label.setProperty("textFormat", _PLAIN_TEXT)
    label.setWordWrap(wrap)
    if gaya:
        label.setProperty("gaya", gaya)
    if nada:
        label.setProperty("nada", nada)
    return label


def restyle(widget: QWidget) -> None:
    """Makes the style sheet look again at a widget whose property has changed."""
    widget.style().unpolish(widget)
    widget.style().polish(widget)
    widget.update()


class Card(QFrame):
    """A rounded frame with an optional heading line.

    Put things in with `add`; `head` takes chips and buttons at the right.
    """

    def __init__(self, judul: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("kartu")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(tokens.px(16), tokens.px(14), tokens.px(16), tokens.px(14))
        self.body.setSpacing(tokens.px(8))
        self.head = QHBoxLayout()
        self.head.setSpacing(tokens.px(8))
        self.title = text(judul, "judul-kartu")
        if judul:
            self.head.addWidget(self.title, 1)
            self.body.addLayout(self.head)

    def add(self, item: QWidget | QLayout, stretch: int = 0) -> None:
        """Puts a widget or a layout below what is already there."""
        if isinstance(item, QWidget):
            self.body.addWidget(item, stretch)
        else:
            self.body.addLayout(item, stretch)

    def add_to_head(self, widget: QWidget) -> None:
        """Puts a chip or a button at the right of the heading."""
        self.head.addWidget(widget)


def line() -> QFrame:
    """A hairline between two parts of a card."""
    made = QFrame()
    made.setObjectName("garis")
    return made
