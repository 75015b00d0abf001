"""Refusals: data errors in the office's own words.

A `Refusal` carries a stable code that says itself, one sentence a treasurer understands (with the number that is wrong
and the number allowed) and what to do. Anything else that is raised is a bug and may crash loudly.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Temuan:
    """One finding: a refusal (`ERR_...`) or a warning (`WARN_...`), with the place where it was found.

    `tx` is the id of a transaksi, `medan` the path of a field (`rincian[0][1]`), `berkas`, `baris` (from 1) and `kolom`
    the place in a file. What does not apply is None.
    """

    kode: str
    pesan: str
    tx: str | None = None
    medan: str | None = None
    berkas: str | None = None
    baris: int | None = None
    kolom: str | None = None

    @property
    def is_error(self) -> bool:
        """An error stops the work; a warning is shown and may be confirmed."""
        return self.kode.startswith("ERR_")

    def to_json(self) -> dict[str, object]:
        """The keys of `cli.md`; absent where they do not apply."""
        keys = ("kode", "pesan", "tx", "medan", "berkas", "baris", "kolom")
        return {k: v for k in keys if (v := getattr(self, k)) is not None}


class Refusal(Exception):
    """The program says no, and why. Nothing has been stored."""

    def __init__(
        self,
        kode: str,
        pesan: str,
        *,
        tx: str | None = None,
        medan: str | None = None,
        temuan: Sequence[Temuan] = (),
    ) -> None:
        super().__init__(pesan)
        self.temuan: tuple[Temuan, ...] = tuple(temuan) or (Temuan(kode, pesan, tx=tx, medan=medan),)

    @classmethod
    def of(cls, temuan: Sequence[Temuan]) -> Refusal:
        """A refusal with all findings of one reading."""
        first = temuan[0]
        return cls(first.kode, first.pesan, temuan=temuan)

    @property
    def kode(self) -> str:
        """The code of the first finding."""
        return self.temuan[0].kode

    @property
    def medan(self) -> str | None:
        """The field of the first finding."""
        return self.temuan[0].medan
