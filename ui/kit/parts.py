"""Work on many rows in small parts, between which the window answers keys and paints."""

from __future__ import annotations

from time import perf_counter
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer

if TYPE_CHECKING:
    from collections.abc import Callable, Generator

BAGIAN_S = 0.012
"""One part; with the painting beside it the window stays well below what is felt as a pause."""
_SELA_MS = 1
"""A timer of nothing comes again before slower timers had their turn."""


class InParts(QObject):
    """One such piece of work at a time; another one takes the place of what is unfinished."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._work: Generator[None, None, Any] | None = None
        self._done: Callable[[Any], None] | None = None
        self._timer = QTimer(self, singleShot=True, interval=_SELA_MS)
        self._timer.timeout.connect(self._go_on)

    @property
    def busy(self) -> bool:
        """Whether something is left to do."""
        return self._work is not None

    def run(self, work: Generator[None, None, Any], done: Callable[[Any], None]) -> None:
        """Begins at once: what is small is done when this returns. `done` gets what the generator returns."""
        self._timer.stop()
        self._work, self._done = work, done
        self._go_on()

    def stop(self) -> None:
        """Forgets what is unfinished."""
        self._timer.stop()
        self._work = self._done = None

    def _go_on(self) -> None:
        work, done = self._work, self._done
        if work is None or done is None:
            return
        end = perf_counter() + BAGIAN_S
        try:
            while perf_counter() < end:
                next(work)
        except StopIteration as last:
            self.stop()
            done(last.value)
            return
        self._timer.start()
