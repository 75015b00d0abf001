"""ScanLine: the line that always listens.

A keyboard-wedge scanner types fast and ends with Enter. A scan lands here wherever the cursor stands, leaves no
character in the field that had it, and a double scan is swallowed.

Each printable key is held back for a moment. If the next one follows within 35 ms it may be a scanner; if not, the
held keys are handed on, in order, to where they were going. Thirty-five milliseconds are not felt when typing.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from time import monotonic
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QShowEvent, QWindow
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLineEdit, QWidget

from ui.kit import tokens
from ui.kit.card import Card, restyle, text

if TYPE_CHECKING:
    from collections.abc import Callable

JEDA_MS = 35
"""Keys of a scanner follow each other faster than this; fingers seldom, and never six times running with Enter."""
PANJANG_BURU = 20
JEDA_BURU_MS = 300
"""After so many keys of a scanner it is one: a sealed code has up to a thousand, and a busy computer may stumble."""
PANJANG_MIN = 6
ULANG_DETIK = 2.0
JAWABAN_MS = 2500

_ENTER = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})
_COMMAND_KEYS = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier
_MODIFIERS = frozenset({Qt.Key.Key_Shift, Qt.Key.Key_CapsLock})


@dataclass(slots=True)
class _Held:
    """The keys held back, and the code they may be."""

    events: list[QKeyEvent] = field(default_factory=list)
    code: str = ""
    last_ms: float = 0.0


class ScanFilter(QObject):
    """Watches the keys of one window before any widget sees them."""

    scanned = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._window: QWindow | None = None
        self._held = _Held()
        self._handing_on = False
        self._listening = False
        self._timer = QTimer(self, singleShot=True, interval=JEDA_MS)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._on_pause)

    def listen_to(self, window: QWindow | None) -> None:
        """Listens to a window, or to none for the time being.

        The filter stays with a window it has met: taking it off while the program ends brings Qt down.
        """
        if window is None:
            self._hand_on()
        elif window is not self._window:
            window.installEventFilter(self)
            self._window = window
        self._listening = window is not None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if self._handing_on or not self._listening or watched is not self._window or not isinstance(event, QKeyEvent):
            return False
        if event.type() is QEvent.Type.ShortcutOverride:
            return event.key() in _ENTER and self._is_fast(event) and len(self._held.code) >= PANJANG_MIN
        if event.type() is not QEvent.Type.KeyPress or event.key() in _MODIFIERS:
            return False
        if event.key() in _ENTER:
            return self._on_enter(event)
        letters = event.text()
        if not letters.isprintable() or not letters or event.modifiers() & _COMMAND_KEYS or event.isAutoRepeat():
            self._hand_on()
            return False
        if self._held.events and not self._is_fast(event):
            self._hand_on()
        self._held.events.append(event.clone())
        self._held.code += letters
        self._held.last_ms = _when(event)
        self._timer.start(self._patience())
        return True

    def _is_fast(self, event: QKeyEvent) -> bool:
        return bool(self._held.events) and _when(event) - self._held.last_ms <= self._patience()

    def _patience(self) -> int:
        return JEDA_MS if len(self._held.code) < PANJANG_BURU else JEDA_BURU_MS

    def _on_enter(self, event: QKeyEvent) -> bool:
        if self._is_fast(event) and len(self._held.code) >= PANJANG_MIN:
            code = self._held.code
            self._held = _Held()
            self._timer.stop()
            self.scanned.emit(code.strip())
            return True
        self._hand_on()
        return False

    def _on_pause(self) -> None:
        # After a busy moment the next keys may already wait in the queue: let them in before judging.
        QTimer.singleShot(0, self, self._hand_on_if_still)

    def _hand_on_if_still(self) -> None:
        if not self._timer.isActive():
            self._hand_on()

    def _hand_on(self) -> None:
        """Gives the held keys to where they were going, in order."""
        self._timer.stop()
        events, self._held = self._held.events, _Held()
        if self._window is None or not events:
            return
        self._handing_on = True
        try:
            for event in events:
                QCoreApplication.sendEvent(self._window, event)
        finally:
            self._handing_on = False


def _when(event: QKeyEvent) -> float:
    """Milliseconds at which the key went down; events made by programs carry no time of their own."""
    return float(event.timestamp()) or monotonic() * 1000


class ScanLine(Card):
    """The big line on top of a desk page.

    `scanned` carries a code from a scanner or typed here and ended with Enter.
    """

    scanned = Signal(str)
    repeated = Signal(str)
    """The same code again within two seconds; nothing is to be done."""

    def __init__(
        self,
        placeholder: str = "Pindai barcode, atau ketik kodenya lalu Enter",
        *,
        clock: Callable[[], float] = monotonic,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("", parent)
        self._clock = clock
        self._previous = ("", -ULANG_DETIK)
        self._filter = ScanFilter(self)
        self._filter.scanned.connect(self._on_code)
        self._edit = QLineEdit()
        self._edit.setObjectName("pindai")
        self._edit.setPlaceholderText(placeholder)
        self._edit.returnPressed.connect(self._on_typed)
        self._answer = text("", "kuat")
        self._quiet = QTimer(self, singleShot=True, interval=JAWABAN_MS)
        self._quiet.timeout.connect(lambda: self._colour("accent"))
        row = QHBoxLayout()
        row.addWidget(self._edit, 1)
        row.addWidget(self._answer)
        self.body.setContentsMargins(tokens.px(8), tokens.px(4), tokens.px(16), tokens.px(4))
        self.add(row)
        self.setFocusProxy(self._edit)
        self._colour("accent")

    def code(self) -> str:
        """The code on the line."""
        return self._edit.text()

    def answer(self, kata: str, *, ok: bool) -> None:
        """Answers a scan with a word, a colour and, when it is no, a sound."""
        self._answer.setText(kata)
        self._answer.setProperty("nada", "ok" if ok else "bad")
        restyle(self._answer)
        self._colour("ok" if ok else "bad")
        if not ok:
            QApplication.beep()
        self._quiet.start()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._filter.listen_to(self.window().windowHandle())

    def hideEvent(self, event: QHideEvent) -> None:
        self._filter.listen_to(None)
        super().hideEvent(event)

    def _on_typed(self) -> None:
        code = self._edit.text().replace(" ", "")
        if code:
            self._on_code(code)

    def _on_code(self, code: str) -> None:
        self._edit.setText(code)
        self._edit.selectAll()
        before, at = self._previous
        now = self._clock()
        self._previous = (code, now)
        if code == before and now - at < ULANG_DETIK:
            self._answer.setText("sudah dipindai")
            self.repeated.emit(code)
            return
        self._answer.setText("")
        self.scanned.emit(code)

    def _colour(self, nada: str) -> None:
        self.setProperty("nada", nada)
        restyle(self)
