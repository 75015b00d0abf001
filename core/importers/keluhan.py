"""The list of complaints that one reading of one file collects before it says yes or no."""

from __future__ import annotations

from typing import Final

from core.errors import Refusal, Temuan

KELUHAN_MAKS: Final = 500
"""After this many findings the list says how many more there are; nobody reads further than that."""


class Keluhan:
    """Collects findings with their place; at the end one error is enough to hand nothing on."""

    def __init__(self, berkas: str) -> None:
        self._berkas = berkas
        self._errors: list[Temuan] = []
        self._warnings: list[Temuan] = []
        self._beyond = 0

    def add(
        self, kode: str, pesan: str, *, baris: int | None = None, kolom: str | None = None, medan: str | None = None
    ) -> None:
        """Keeps one finding; `kode` decides whether it is an error or a warning."""
        temuan = Temuan(kode, pesan, medan=medan, berkas=self._berkas, baris=baris, kolom=kolom)
        shelf = self._errors if temuan.is_error else self._warnings
        if len(shelf) < KELUHAN_MAKS:
            shelf.append(temuan)
        elif temuan.is_error:
            self._beyond += 1

    def fail(self, kode: str, pesan: str, *, baris: int | None = None, kolom: str | None = None) -> Refusal:
        """Adds a last error after which reading makes no sense, and makes the refusal to raise."""
        self.add(kode, pesan, baris=baris, kolom=kolom)
        return self._refusal()

    @property
    def has_errors(self) -> bool:
        """Whether anything found so far forbids handing the draft on."""
        return bool(self._errors)

    def settle(self) -> tuple[Temuan, ...]:
        """The warnings, when there is nothing worse; otherwise refuses with every finding, errors first."""
        if self._errors:
            raise self._refusal()
        return tuple(self._warnings)

    def _refusal(self) -> Refusal:
        rest: list[Temuan] = []
        if self._beyond:
            pesan = f"Masih ada {self._beyond} keluhan lain; perbaiki yang tertulis dulu, lalu baca ulang berkasnya."
            rest.append(Temuan("ERR_KELUHAN_LAIN", pesan, berkas=self._berkas))
        return Refusal.of([*self._errors, *rest, *self._warnings])
