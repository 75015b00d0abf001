"""Page: a place in the program. What it is called, what can be done there, and when it must look again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from PySide6.QtGui import QShowEvent

    from core.access import Izin, Pelaku
    from core.bus import Changes, Clock
    from ui.bridge.desk import Desk
    from ui.kit.notice import Notice


@dataclass(frozen=True, slots=True)
class Action:
    """One thing that can be done on a page, read by its head, the palette and the list of shortcuts.

    `izin` greys it out for those who may not; `danger` writes it in red; `note` says why it is off while `enabled` is
    False.
    """

    id: str
    title: str
    run: Callable[[], None]
    shortcut: str = ""
    izin: Izin | None = None
    primary: bool = False
    danger: bool = False
    enabled: bool = True
    note: str = ""


@dataclass(slots=True)
class Konteks:
    """What the shell gives every page.

    `tanya` holds the queries of the office, one attribute per room; main.py fills it.
    """

    desk: Desk
    clock: Clock
    open_page: Callable[[str, Any], None]
    notify: Callable[[Notice], None]
    tanya: Any = None
    huruf: Any = None
    """Makes the fonts of printed forms when they are first needed; main.py fills it."""
    pelaku: Pelaku | None = None

    def may(self, izin: Izin | None) -> bool:
        """Whether the person at the desk has a permission; nobody has one before signing in."""
        return izin is None or (self.pelaku is not None and self.pelaku.may(izin))

    def today(self) -> date:
        """Today's date where the office stands."""
        return self.clock.today()


class Page(QWidget):
    """Base of all pages: names its `topics`, builds its widgets in `__init__`, asks its queries in `refresh`.

    `refresh` runs when the page is shown and something of its topics has changed since; a hidden page only remembers
    that it is stale. Emit `head_changed` when title, subtitle or actions have changed.
    """

    topics: ClassVar[frozenset[str]] = frozenset()
    head_changed = Signal()

    def __init__(self, konteks: Konteks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("halaman")
        self.konteks = konteks
        self._stale = True
        self._named = False
        konteks.desk.changed.connect(self._on_changed)

    @property
    def is_stale(self) -> bool:
        """Whether the page will ask its queries when it is shown next."""
        return self._stale

    def title(self) -> str:
        """The big line of the page head."""
        raise NotImplementedError

    def subtitle(self) -> str:
        """The quiet line below it."""
        return ""

    def actions(self) -> tuple[Action, ...]:  # type: ignore[override]
        """What can be done here, in the order of the buttons; the primary one comes last."""
        return ()

    def refresh(self) -> None:
        """Asks the queries of this page again."""

    def open_with(self, isi: Any) -> None:
        """Somebody was sent here with something in hand: the id of a row, a filter, a date."""

    def take_focus(self) -> None:
        """Somebody came here by a key: what is typed next belongs to this page."""
        self.setFocus()

    def mark_stale(self) -> None:
        """Everything may have changed (another person, another office): ask again now, or when shown."""
        self._stale = True
        if self.isVisible():
            self._freshen()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not self._named:
            from ui.kit.names import name_fields

            self._named = True
            name_fields(self)
        self._freshen()

    def _on_changed(self, changes: Changes) -> None:
        if self.topics & changes.topics:
            self.mark_stale()

    def _freshen(self) -> None:
        if self._stale:
            self._stale = False
            self.refresh()


@dataclass(frozen=True, slots=True)
class PageSpec:
    """A page as the navigation knows it, before it is built. `izin` hides it from those who may not look."""

    id: str
    judul: str
    grup: str
    build: Callable[[Konteks], Page]
    pintasan: str = ""
    izin: Izin | None = None
