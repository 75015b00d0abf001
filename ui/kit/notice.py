"""Notices: what the program says in passing. A refusal stays until it is read; good news goes by itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QToolButton, QVBoxLayout, QWidget

from ui.kit import tokens
from ui.kit.card import text
from ui.kit.tokens import Nada

if TYPE_CHECKING:
    from PySide6.QtCore import QEvent, QObject

    from core.errors import Refusal

LEWAT_MS = 5000
KABAR_MAX = 4
TEMUAN_MAX = 5
_LEBAR = 440


@dataclass(frozen=True, slots=True)
class Notice:
    """One notice: a heading, one sentence that says what to do, and the code that the help desk asks for.

    `langkah` is the word on a button that takes the reader where it can be put right.
    """

    judul: str
    kalimat: str = ""
    nada: Nada = Nada.OK
    kode: str = ""
    langkah: str = ""

    @property
    def stays(self) -> bool:
        """Only good news leaves by itself."""
        return self.nada in {Nada.BAD, Nada.WARN}


def refusal_notice(refusal: Refusal) -> Notice:
    """A refusal as a notice: its sentences (the first few), its code."""
    lines = [t.pesan for t in refusal.temuan[:TEMUAN_MAX]]
    rest = len(refusal.temuan) - len(lines)
    if rest > 0:
        lines.append(f"... dan {rest} temuan lain.")
    return Notice("Belum dapat dijalankan", "\n".join(lines), Nada.BAD, refusal.kode)


class Banner(QFrame):
    """One notice on screen."""

    closed = Signal()
    step_asked = Signal()

    def __init__(self, notice: Notice, parent: QWidget | None = None) -> None:
        from PySide6.QtCore import Qt

        super().__init__(parent)
        self.notice = notice
        self.setObjectName("kabar")
        self.setProperty("nada", notice.nada.value)
        self.setAccessibleName(f"{notice.judul}. {notice.kalimat}")
        self.setFixedWidth(tokens.px(_LEBAR))
        words = QVBoxLayout()
        words.setSpacing(tokens.px(3))
        words.addWidget(text(notice.judul, "kuat", wrap=True))
        if notice.kalimat:
            words.addWidget(text(notice.kalimat, wrap=True))
        if notice.kode:
            kode = text(notice.kode, "kecil")
            kode.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            kode.setToolTip("Sebutkan kode ini bila meminta bantuan")
            words.addWidget(kode)
        if notice.langkah:
            step = QPushButton(notice.langkah)
            step.clicked.connect(self.step_asked)
            step.clicked.connect(self.closed)
            words.addWidget(step, 0, Qt.AlignmentFlag.AlignLeft)
        close = QToolButton()
        close.setText("×")
        close.setToolTip("Tutup (Esc)")
        close.setAccessibleName("Tutup kabar")
        close.clicked.connect(self.closed)
        row = QHBoxLayout(self)
        row.setContentsMargins(tokens.px(16), tokens.px(11), tokens.px(8), tokens.px(12))
        row.addLayout(words, 1)
        row.addWidget(close, 0, Qt.AlignmentFlag.AlignTop)


class NoticeArea(QWidget):
    """The foot of the page, over it, where it hides no button and no check. Newest on top; at most a handful."""

    step_asked = Signal(object)
    """The Notice whose button was pressed."""

    def __init__(self, over: QWidget) -> None:
        super().__init__(over)
        self._over = over
        self._banners: list[Banner] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(tokens.px(8))
        self._watching = False
        self.hide()

    def notices(self) -> list[Notice]:
        """What is on show, newest first."""
        return [b.notice for b in self._banners]

    def tell(self, notice: Notice) -> None:
        """Shows a notice; the same one again only stays longer."""
        if not self._watching:
            self._watching = True  # not before the first notice: every event of the page would pass through here
            self._over.installEventFilter(self)
        for old in [b for b in self._banners if b.notice == notice]:
            self._remove(old)
        banner = Banner(notice, self)
        banner.closed.connect(lambda: self._remove(banner))
        banner.step_asked.connect(lambda: self.step_asked.emit(notice))
        self._banners.insert(0, banner)
        self._column.insertWidget(0, banner)
        banner.show()
        for old in self._banners[KABAR_MAX:]:
            self._remove(old)
        if not notice.stays:
            QTimer.singleShot(LEWAT_MS, banner, lambda: self._remove(banner))
        self._place()

    def refuse(self, refusal: Refusal) -> None:
        """Shows a refusal."""
        self.tell(refusal_notice(refusal))

    def close_newest(self) -> bool:
        """Takes the newest away; False when there was none."""
        if self._banners:
            self._remove(self._banners[0])
            return True
        return False

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QResizeEvent):
            self._place()
        return False

    def _remove(self, banner: Banner) -> None:
        if banner in self._banners:
            self._banners.remove(banner)
            self._column.removeWidget(banner)
            banner.hide()
            banner.deleteLater()
            self._place()

    def _place(self) -> None:
        if not self._banners:
            self.hide()
            return
        width = tokens.px(_LEBAR)
        height = sum(b.heightForWidth(width) for b in self._banners)
        height += self._column.spacing() * (len(self._banners) - 1)
        left = (self._over.width() - width) // 2
        self.setGeometry(left, self._over.height() - height - tokens.px(18), width, height)
        self.show()
        self.raise_()
