"""Keputusan: what this desk decides about the lines of a bank, shown at once, stored in turn, taken back in reverse.

A line somebody has decided about leaves the open ones before the database has answered, so that the next Enter goes to
the next line; a refusal brings it back.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

if TYPE_CHECKING:
    from core.bus import Command, Hasil
    from core.errors import Refusal
    from ui.bridge.desk import Desk

    Undo = Command | Callable[[Hasil], Command]
    """What takes a decision back; a function where only the answer says which decision it was."""


class Keputusan(QObject):
    """The decisions of one desk on the list on show; `keys` are those of its rows."""

    turned_down = Signal(object)
    """The key of a line whose decision was refused."""

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._under_way: set[Hashable] = set()
        self._stored: set[Hashable] = set()
        self._undo: list[Command] = []

    @property
    def in_hand(self) -> frozenset[Hashable]:
        """Lines decided about that the next answer of the database will show anew."""
        return frozenset(self._under_way | self._stored)

    def send(self, command: Command, keys: Iterable[Hashable] = (), undo: Undo | None = None) -> None:
        """Has a decision stored; `undo` is what takes it back."""
        keys = tuple(keys)
        about = frozenset(keys)
        self._under_way |= about

        def done(hasil: Hasil) -> None:
            self.note(hasil, about, undo)

        def refused(no: Refusal) -> None:
            self._under_way -= about
            for key in list(keys)[:1]:
                self.turned_down.emit(key)
            self._desk.refused.emit(no)

        self._desk.do(command, done, refused=refused)

    def note(self, hasil: Hasil, keys: Iterable[Hashable], undo: Undo | None) -> None:
        """A decision was stored, by `send` or by a dialog."""
        about = frozenset(keys)
        self._under_way -= about
        self._stored |= about
        if undo is not None:
            self._undo.append(undo(hasil) if callable(undo) else undo)

    def refresh(self) -> None:
        """An answer younger than every stored decision is on screen."""
        self._stored.clear()

    def forget(self) -> None:
        """Another list is on show."""
        self._stored.clear()
        self._undo.clear()

    def take_back(self, then: Callable[[], None] | None = None) -> bool:
        """Takes the last decision back; False when there is none."""
        if not self._undo:
            return False
        self._desk.do(self._undo.pop(), None if then is None else lambda _: then())
        return True
