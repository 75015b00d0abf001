"""Desk: the only door from a click to core, and from other desks' changes back to the pages.

Commands go to one writer thread in the order they were clicked; questions go to a few readers. Answers come back on
the main thread by one signal. The desk knows neither the database nor who opens it: `attach` hands it one callable,
after the first paint.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

import shiboken6
from PySide6.QtCore import QObject, Signal, Slot

from core.errors import Refusal
from ui.bridge.worker import Worker

if TYPE_CHECKING:
    from collections.abc import Callable

    from core.bus import Changes, Command, Hasil

    Execute = Callable[[Command], Hasil]

T = TypeVar("T")
PEMBACA = 3
TUTUP_DETIK = 10.0


@dataclass(slots=True)
class _Call:
    """One errand: the work for a thread, then what the main thread does with the answer."""

    work: Callable[[], Any]
    show: Callable[[Any], None] | None
    refused: Callable[[Refusal], None] | None
    key: str | None = None
    is_command: bool = False
    answer: Any = None
    error: BaseException | None = None

    def run(self) -> None:
        try:
            self.answer = self.work()
        except BaseException as error:  # noqa: BLE001 - a thread has nowhere to raise to; the main thread takes it
            self.error = error


class Desk(QObject):
    """One workstation's counter. Lives on the main thread; every signal is emitted there."""

    changed = Signal(object)
    """`Changes`, ours or another workstation's."""
    refused = Signal(object)
    """A `Refusal` that nobody asked to show beside a field."""
    crashed = Signal(object)
    """An exception that is not a refusal: a bug. The crash window takes it."""
    attached = Signal()
    busy_changed = Signal(bool)
    _finished = Signal(object)

    def __init__(self, execute: Execute | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._execute = execute
        self._writer = Worker("tulis", 1)
        self._readers = Worker("baca", PEMBACA)
        self._open = 0
        self._closed = False
        self._held: list[_Call] = []
        self._in_flight: set[str] = set()
        self._newest: dict[str, _Call] = {}
        self._finished.connect(self._on_finished)

    @property
    def is_attached(self) -> bool:
        """Whether the database is open."""
        return self._execute is not None

    @property
    def busy(self) -> bool:
        """Whether a command or a question is still on its way."""
        return self._open > 0

    def attach(self, execute: Execute) -> None:
        """Called once the database is open (again, when the office or the person changes).

        Questions held so far are asked.
        """
        self._execute = execute
        held, self._held = self._held, []
        for call in held:
            self._start(call)
        self.attached.emit()

    def do(
        self,
        command: Command,
        then: Callable[[Hasil], None] | None = None,
        *,
        refused: Callable[[Refusal], None] | None = None,
    ) -> None:
        """Has a command carried out. `then` gets its Hasil, before `changed` tells the pages.

        `refused` takes a refusal that belongs beside a field of a form; without it the notice area shows it.
        """
        execute = self._execute
        if execute is None or self._closed:
            no = Refusal(
                "ERR_BASISDATA_BELUM_TERBUKA",
                "Basis data masih dibuka, langkah ini belum dijalankan. Tunggu sebentar, lalu ulangi.",
            )
            (refused or self.refused.emit)(no)
            return
        self._start(_Call(lambda: execute(command), then, refused, is_command=True))

    def ask(
        self,
        query: Callable[[], T],
        show: Callable[[T], None],
        key: str | None = None,
        *,
        refused: Callable[[Refusal], None] | None = None,
    ) -> None:
        """Asks a question on a reader thread; `show` gets the answer on the main thread.

        Per `key` one question is under way at most; of those asked meanwhile only the newest is asked, and an answer
        that a newer question has overtaken is not shown. `query` must not touch a widget. Before `attach` questions
        wait.
        """
        if self._closed:
            return
        call = _Call(query, show, refused, key)
        if self._execute is None:
            self._held = [h for h in self._held if key is None or h.key != key]
            self._held.append(call)
            return
        self._start(call)

    def prepare(self, work: Callable[[], T], show: Callable[[T], None]) -> None:
        """Work that comes before there is an office to attach: opening or founding one, on the writer thread."""
        self._open += 1
        self.busy_changed.emit(True)
        call = _Call(work, show, None)
        self._writer.submit(lambda: self._work(call))

    def announce(self, changes: Changes) -> None:
        """Changes that came from elsewhere: another workstation, an import, the clock."""
        self.changed.emit(changes)

    def wait_idle(self, tenggat_ms: int = 5000) -> bool:
        """Runs the event loop until nothing is under way. For tests and for leaving the program."""
        from PySide6.QtCore import QCoreApplication, QDeadlineTimer, QEventLoop

        deadline = QDeadlineTimer(tenggat_ms)
        while self._open and not deadline.hasExpired():
            QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents, 20)
        return not self._open

    def close(self) -> None:
        """Lets the commands already clicked end, forgets the questions, stops the threads."""
        if not self._closed:
            self._closed = True
            self._newest.clear()
            self._held.clear()
            self._writer.close(TUTUP_DETIK)
            self._readers.close(TUTUP_DETIK)

    def _start(self, call: _Call) -> None:
        if call.key is not None:
            if call.key in self._in_flight:
                self._newest[call.key] = call
                return
            self._in_flight.add(call.key)
        self._open += 1
        if self._open == 1:
            self.busy_changed.emit(True)
        (self._writer if call.is_command else self._readers).submit(lambda: self._work(call))

    def _work(self, call: _Call) -> None:
        """On a thread of ours."""
        call.run()
        if shiboken6.isValid(self):
            self._finished.emit(call)

    @Slot(object)
    def _on_finished(self, call: _Call) -> None:
        newer = None
        if call.key is not None:
            self._in_flight.discard(call.key)
            newer = self._newest.pop(call.key, None)
        try:
            if newer is not None and not self._closed:
                self._start(newer)
            else:
                self._deliver(call)
        finally:
            self._open -= 1
            if not self._open:
                self.busy_changed.emit(False)

    def _deliver(self, call: _Call) -> None:
        if isinstance(call.error, Refusal):
            (call.refused if call.refused is not None and _is_there(call.refused) else self.refused.emit)(call.error)
        elif call.error is not None:
            self.crashed.emit(call.error)
        else:
            if call.show is not None and _is_there(call.show):
                call.show(call.answer)
            if call.is_command and call.answer.changes.topics:
                self.changed.emit(call.answer.changes)


def _is_there(show: Callable[..., None]) -> bool:
    """Whether the widget that waits for an answer still exists; a closed dialog needs none."""
    owner = getattr(show, "__self__", None)
    return not isinstance(owner, QObject) or shiboken6.isValid(owner)
