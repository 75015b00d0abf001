"""Passwords with Argon2id in the library's default strength: 64 MiB, about a quarter of a second (reliability 7)."""

from __future__ import annotations

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from core.pengguna.model import Rahasia


class Argon2Sandi:
    """Makes and tests hashes; the salt and the parameters stand in the text itself."""

    def __init__(self, pengolah: PasswordHasher | None = None) -> None:
        self._pengolah = pengolah or PasswordHasher()

    def hash(self, sandi: Rahasia) -> str:
        return self._pengolah.hash(sandi.reveal())

    def verify(self, hash_: str, sandi: Rahasia) -> bool:
        try:
            return self._pengolah.verify(hash_, sandi.reveal())
        except (VerificationError, InvalidHashError):
            return False

    def is_outdated(self, hash_: str) -> bool:
        try:
            return self._pengolah.check_needs_rehash(hash_)
        except InvalidHashError:
            return True
