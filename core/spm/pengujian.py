"""The outcome of one test of a draft, as the list beside the form shows it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from core.errors import Temuan
from core.money import Rupiah
from core.spm.keadaan import DraftUji, Keadaan


@dataclass(frozen=True, slots=True)
class Pengujian:
    """One test with its outcome: what was tested, what came out, and the findings (none when it passed)."""

    judul: str
    keterangan: str
    temuan: tuple[Temuan, ...] = ()

    @property
    def is_error(self) -> bool:
        """Stops the submission."""
        return any(t.is_error for t in self.temuan)

    @property
    def is_warning(self) -> bool:
        """Shown, and may be submitted all the same."""
        return bool(self.temuan) and not self.is_error


Aturan = Callable[[DraftUji, Keadaan], Pengujian | None]
"""One test; None when it does not concern the draft."""


def found(judul: str, kode: str, medan: str, pesan: str) -> Pengujian:
    """A test that did not pass, with its one finding."""
    return Pengujian(judul, pesan, (Temuan(kode, pesan, medan=medan),))


def rp(nilai: Rupiah | None) -> str:
    """An amount in a sentence: `Rp 1.500.000`, or `(kosong)`."""
    return "(kosong)" if nilai is None else f"Rp {nilai}"
