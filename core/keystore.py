"""Where secrets live: the keyring of the operating system, else a private file with a standing warning, else memory.

Only keys that the program made itself are kept here (the key of the audit chain, of receipts, of backups); passwords of
people are hashes in the database, and no password of a shared database is kept at all (reliability 7).
"""

from __future__ import annotations

import hashlib
from typing import Final, Protocol

from core.errors import Refusal
from core.identity import crockford, read_crockford

PANJANG_KUNCI: Final = 32
"""Bytes of a key."""
_PERIKSA: Final = 3
"""Bytes added to the written key, so that a slip of the pen is noticed."""


class KeyStore(Protocol):
    """Secrets by name. A name says what it is for, `<opd>:rantai`, and is no secret itself."""

    @property
    def peringatan(self) -> str | None:
        """What the status bar must say as long as this store is in use; None when there is nothing to say."""

    def get(self, nama: str) -> bytes | None:
        """The secret of a name; None when this computer does not have it."""

    def set(self, nama: str, rahasia: bytes) -> None:
        """Keeps a secret, in place of an older one of that name."""


def written_key(kunci: bytes) -> str:
    """A key as the lembar kunci has it: 56 characters, the last of them made from the others."""
    return crockford(kunci + hashlib.sha256(kunci).digest()[:_PERIKSA])


def read_key(teks: str) -> bytes:
    """The key of a lembar kunci as typed or scanned. Refuses ERR_KUNCI_SALAH_KETIK."""
    try:
        isi = read_crockford(teks)
    except ValueError:
        isi = b""
    kunci, periksa = isi[:PANJANG_KUNCI], isi[PANJANG_KUNCI:]
    if len(kunci) != PANJANG_KUNCI or periksa != hashlib.sha256(kunci).digest()[:_PERIKSA]:
        raise Refusal(
            "ERR_KUNCI_SALAH_KETIK",
            "Kunci itu tidak lengkap atau ada huruf yang keliru; ketik ulang keempat belas kelompok dari lembar kunci.",
            medan="kunci",
        )
    return kunci


def fingerprint(kunci: bytes) -> str:
    """Tells two keys apart without showing them: `9F2C 41D0 ...`, of the key's SHA-256."""
    text = hashlib.sha256(b"pundi-sidik:" + kunci).hexdigest()[:16].upper()
    return " ".join(text[i : i + 4] for i in range(0, 16, 4))
