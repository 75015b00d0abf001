"""How far long work has come, on a terminal only: a bar where the end is known, the seconds where it is not."""

from __future__ import annotations

import sys
import threading
import time
from typing import TYPE_CHECKING, Final, Self, TextIO

if TYPE_CHECKING:
    from types import TracebackType

SABAR_DETIK: Final = 0.4
"""What is done sooner needs no word."""
_SELANG_DETIK: Final = 0.2
_LEBAR: Final = 28


class Kemajuan:
    """One line that is written over and taken away at the end; nothing at all where nobody looks."""

    def __init__(self, kata: str, total: int = 0, layar: TextIO | None = None) -> None:
        self._kata = kata
        self._total = total
        self._selesai = 0
        self._layar = layar or sys.stderr
        self._mulai = 0.0
        self._tertulis = 0
        self._berhenti = threading.Event()
        self._penulis: threading.Thread | None = None

    def step(self, kata: str = "") -> None:
        """One more part is done; `kata` names the one under way."""
        self._selesai += 1
        if kata:
            self._kata = kata

    def line(self) -> str:
        """What stands on the line now: `Mencetak  ██████░░░░  12 dari 51` or `Membaca berkas … 3 dtk`."""
        if not self._total:
            return f"{self._kata} … {time.monotonic() - self._mulai:.0f} dtk"
        done = min(self._selesai, self._total)
        bar = "█" * (_LEBAR * done // self._total)
        return f"{self._kata}  {bar:░<{_LEBAR}}  {done} dari {self._total}"

    def __enter__(self) -> Self:
        self._mulai = time.monotonic()
        if self._layar.isatty():
            self._penulis = threading.Thread(target=self._write, name="kemajuan", daemon=True)
            self._penulis.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._penulis is not None:
            self._berhenti.set()
            self._penulis.join()
            self._put("")

    def _write(self) -> None:
        if self._berhenti.wait(SABAR_DETIK):
            return
        self._put(self.line())
        while not self._berhenti.wait(_SELANG_DETIK):
            self._put(self.line())

    def _put(self, kata: str) -> None:
        if kata or self._tertulis:
            self._layar.write(f"\r{kata:<{self._tertulis}}" if kata else f"\r{'':<{self._tertulis}}\r")
            self._layar.flush()
            self._tertulis = max(self._tertulis, len(kata))
