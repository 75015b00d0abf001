"""Questions about people."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from core.identity import OrangId
from core.pengguna.model import Orang


class PenggunaQueries(Protocol):
    """What signing in and the page of people ask."""

    def people(self, *, hanya_aktif: bool = True) -> Sequence[Orang]:
        """Everybody, by name."""

    def by_login(self, nama_login: str) -> Orang | None:
        """Who has this login name."""

    def password_hash(self, orang: OrangId) -> str:
        """What is kept of a password; empty when there is none."""
