"""The one way through the house: a frozen Command, one transaction, one handler, one Changes.

A room declares commands (each naming the izin it needs), one handler function per command, and the narrow `Work` it
touches.
The bus asks permission, opens a unit of work, runs the handler, and commits fact and audit record together.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from types import TracebackType
from typing import Any, ClassVar, Protocol, Self

from core.access import Izin, Pelaku
from core.identity import OpdId, PerintahId, new_uuid


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """What somebody wants done, in full. Its `perintah_id` is made by the client: sent twice, it is done once."""

    izin: ClassVar[Izin]
    perintah_id: PerintahId = field(default_factory=lambda: PerintahId(new_uuid()))


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened: the room it belongs to, its name, and the facts worth keeping in the audit chain."""

    topic: str
    nama: str
    fakta: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Changes:
    """Which rooms have changed; pages whose topics intersect ask their queries again."""

    topics: frozenset[str]


@dataclass(frozen=True, slots=True)
class Hasil:
    """The answer to a command: what changed, and what the handler hands back (ids, numbers, warnings)."""

    changes: Changes
    nilai: Any = None


class Clock(Protocol):
    """The time of day, so that tests and the sample office can hold it still."""

    def now(self) -> datetime:
        """This instant, aware, UTC."""

    def today(self) -> date:
        """Today's date where the office stands."""


class UnitOfWork(Protocol):
    """One transaction on one office. Leaving it without `commit` takes everything back."""

    opd_id: OpdId

    def __enter__(self) -> Self: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...

    def is_done(self, perintah_id: PerintahId) -> bool:
        """Whether a command with this id has been carried out before."""

    def next_number(self, dokumen: str, tahun: int) -> int:
        """The next number of a series of this office and year, without gaps; take it last (reliability 4)."""

    def record(self, event: Event) -> None:
        """Keeps an event for the audit record of this transaction."""

    def commit(self, command: Command, pelaku: Pelaku, at: datetime) -> frozenset[str]:
        """Stores facts and audit record together; answers the topics that changed."""


Handler = Callable[[Any, Any, "Konteks"], Any]


@dataclass(frozen=True, slots=True)
class Konteks:
    """Who acts and when: what a handler may know besides its command and its work."""

    pelaku: Pelaku
    clock: Clock


class CommandBus:
    """Carries out commands for one office, one at a time."""

    def __init__(
        self, open_work: Callable[[], UnitOfWork], clock: Clock, handlers: Mapping[type[Command], Handler]
    ) -> None:
        self._open_work = open_work
        self._clock = clock
        self._handlers = dict(handlers)

    def execute(self, command: Command, pelaku: Pelaku) -> Hasil:
        """Does one command in one transaction, or refuses and leaves nothing behind."""
        handler = self._handlers[type(command)]
        pelaku.demand(command.izin)
        with self._open_work() as work:
            if work.is_done(command.perintah_id):
                return Hasil(Changes(frozenset()))
            nilai = handler(command, work, Konteks(pelaku, self._clock))
            topics = work.commit(command, pelaku, self._clock.now())
        return Hasil(Changes(topics), nilai)
