"""Keys of the segel Pundi: an office's own, and those of other offices that somebody here has compared and accepted.

A key is never changed. It ends in one of two ways: replaced (what it sealed until that day stays good) or revoked
because it was stolen. Who stole a key can write any date, so nothing under a revoked key counts, whatever its date.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from core.keystore import fingerprint

PANJANG_PUBLIK: Final = 32
PANJANG_SEGEL: Final = 64
"""Bytes of an Ed25519 public key, and of a seal made with its secret half."""

Penguji = Callable[[bytes, bytes, bytes], bool]
"""(public key, message, seal): whether the seal is this key's over this message, to the last bit."""


class CaraBerakhir(StrEnum):
    """How a key came to its end."""

    DIGANTI = "DIGANTI"
    DICABUT = "DICABUT"


@dataclass(frozen=True, slots=True)
class AkhirKunci:
    """The end of a key: its first day without validity, and why."""

    cara: CaraBerakhir
    tanggal: date
    sebab: str = ""


def key_id(publik: bytes) -> str:
    """The 16 hexadecimal digits that name a key, made from the key itself."""
    return fingerprint(publik).replace(" ", "")


@dataclass(frozen=True, slots=True)
class KunciSegel:
    """The public half of a key. `sendiri`: of this office; else of the office `opd_kode`, as its sheet says."""

    publik: bytes
    opd_kode: str
    opd_nama: str
    berlaku_dari: date
    sendiri: bool = False
    akhir: AkhirKunci | None = None

    @property
    def id(self) -> str:
        return key_id(self.publik)

    @property
    def sidik_jari(self) -> str:
        """As two people compare it over the telephone: `9F2C 41D0 88A1 0C3E`."""
        return fingerprint(self.publik)

    @property
    def dicabut(self) -> bool:
        return self.akhir is not None and self.akhir.cara is CaraBerakhir.DICABUT

    def is_valid_on(self, tanggal: date) -> bool:
        """Whether it may seal on this day."""
        if self.dicabut or tanggal < self.berlaku_dari:
            return False
        return self.akhir is None or tanggal < self.akhir.tanggal

    @property
    def status(self) -> str:
        """The words on screen."""
        if self.akhir is None:
            return "berlaku"
        return "dicabut" if self.dicabut else "diganti"
