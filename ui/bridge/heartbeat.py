"""Whether the window froze: the longest time in which the main thread served no event."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from PySide6.QtCore import QElapsedTimer, QObject, Qt, QTimer

if TYPE_CHECKING:
    from types import TracebackType

DETAK_MS = 5
BEKU_MS = 50
"""Longer than this is felt as a window that does not answer."""


class Heartbeat(QObject):
    """Ticks every few milliseconds while the event loop runs and keeps the longest gap.

    Used as a context in tests (`with Heartbeat() as detak: ...; assert detak.longest_ms < BEKU_MS`), and left running
    in the program when a freeze is being hunted.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.longest_ms = 0.0
        self._since = QElapsedTimer()
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(DETAK_MS)
        self._timer.timeout.connect(self._tick)

    def __enter__(self) -> Self:
        self.longest_ms = 0.0
        self._since.start()
        self._timer.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._timer.stop()
        self._tick()

    def _tick(self) -> None:
        self.longest_ms = max(self.longest_ms, self._since.nsecsElapsed() / 1_000_000 - DETAK_MS)
        self._since.restart()
