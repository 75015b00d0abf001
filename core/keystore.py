"""Where secrets live: the keyring of the operating system, else a private file with a standing warning, else memory.

Only keys that the program made itself are kept here (the key of the audit chain, of receipts, of backups); passwords of
people are hashes in the database, and no password of a shared database is kept at all (reliability 7).
"""

from __future__ import annotations

from typing import Protocol


class KeyStore(Protocol):
    """Secrets by name. A name says what it is for, `<opd>:rantai`, and is no secret itself."""

    @property
    def peringatan(self) -> str | None:
        """What the status bar must say as long as this store is in use; None when there is nothing to say."""

    def get(self, nama: str) -> bytes | None:
        """The secret of a name; None when this computer does not have it."""

    def set(self, nama: str, rahasia: bytes) -> None:
        """Keeps a secret, in place of an older one of that name."""
