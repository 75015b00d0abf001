"""Keeps the phone pages of a web space fresh while the desktop is open: a local office has no other process."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from ui.kit.memory import desk_settings
from ui.kit.notice import Notice
from ui.kit.tokens import Nada

if TYPE_CHECKING:
    from core.errors import Refusal
    from ui.portal.terbit import Terbitan
    from ui.shell.page import Konteks

DETAK_MS = 60_000
KUNCI = "lacak/folder"


def web_folder() -> str:
    """The folder of this workstation that goes to the region's web space; empty for none."""
    return str(desk_settings().value(KUNCI, "") or "")


def set_web_folder(folder: str) -> None:
    """Chooses it; empty stops publishing."""
    desk_settings().setValue(KUNCI, folder)


class Penerbit(QObject):
    """Publishes every minute; a failure is said once a day, not every minute."""

    def __init__(self, konteks: Konteks, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._konteks = konteks
        self._said: date | None = None
        self._timer = QTimer(self, interval=DETAK_MS)
        self._timer.timeout.connect(self.publish)
        self._timer.start()

    def publish(self) -> None:
        """Now, where a folder is chosen."""
        folder, kantor = web_folder(), self._konteks.tanya
        if not folder or kantor is None:
            return

        def work() -> Terbitan:
            from ui.portal.terbit import publish

            return publish(kantor, Path(folder))

        self._konteks.desk.ask(work, self._on_done, key="lacak.terbit", refused=self._on_refused)

    def _on_done(self, _: Terbitan) -> None:
        self._said = None

    def _on_refused(self, refusal: Refusal) -> None:
        if self._said != self._konteks.today():
            self._said = self._konteks.today()
            self._konteks.notify(Notice("Halaman lacak tidak diperbarui", str(refusal), Nada.WARN))
