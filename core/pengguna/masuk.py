"""Signing in: a question, not a command. Wrong names and wrong passwords are answered with the same sentence.

After five tries the wait before the next one grows (reliability 7): it is data about a login name, kept by the database
so that starting the program again does not begin anew.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, Protocol

from core.access import Pelaku
from core.errors import Refusal
from core.pengguna.model import Rahasia
from core.pengguna.queries import PenggunaQueries

COBA_BEBAS: Final = 5
"""Tries without a wait."""
TUNDA_AWAL: Final = timedelta(seconds=5)
TUNDA_TERLAMA: Final = timedelta(minutes=15)


class Sandi(Protocol):
    """Makes and tests hashes of passwords. Slow on purpose: never on the thread that draws."""

    def hash(self, sandi: Rahasia) -> str:
        """An opaque text to keep; another one each time."""

    def verify(self, hash_: str, sandi: Rahasia) -> bool:
        """Whether the password made this text. A text that is no hash at all is simply wrong."""

    def is_outdated(self, hash_: str) -> bool:
        """Whether the text was made with weaker parameters than today's."""


@dataclass(frozen=True, slots=True)
class Percobaan:
    """Failed tries in a row on one login name, and when the last one was."""

    gagal: int = 0
    terakhir_at: datetime | None = None

    @property
    def tunda(self) -> timedelta:
        """How long to wait after the last try: nothing for five, then 5 s, doubled each time, at most 15 minutes."""
        over = self.gagal - COBA_BEBAS
        return timedelta() if over < 0 else min(TUNDA_AWAL * 2 ** min(over, 20), TUNDA_TERLAMA)

    def wait_at(self, at: datetime) -> timedelta:
        """What is left of the wait. A clock set back does not lengthen it."""
        if self.terakhir_at is None:
            return timedelta()
        return max(timedelta(), min(self.tunda, self.terakhir_at + self.tunda - at))

    def after_failure(self, at: datetime) -> Percobaan:
        """One more."""
        return Percobaan(self.gagal + 1, at)


class BukuPercobaan(Protocol):
    """Where tries are kept, per login name, whether anybody has that name or not."""

    def read(self, nama_login: str) -> Percobaan:
        """The tries so far."""

    def keep(self, nama_login: str, percobaan: Percobaan) -> None:
        """From now on these; none failed means the name is forgotten."""


def sign_in(
    queries: PenggunaQueries, sandi: Sandi, nama_login: str, teks: Rahasia, *, percobaan: BukuPercobaan, at: datetime
) -> Pelaku:
    """The person behind a login name and password.

    Refuses with ERR_MASUK_DITOLAK (one sentence for an unknown name, a wrong password and somebody who has left) and
    with ERR_MASUK_TUNGGU while the wait after too many tries runs, before the password is looked at.
    """
    login = nama_login.strip().lower()
    so_far = percobaan.read(login)
    if wait := so_far.wait_at(at):
        detik = int(wait.total_seconds()) + 1
        pesan = f"Sudah {so_far.gagal} kali gagal masuk; tunggu {detik} detik atau minta kata sandi baru."
        raise Refusal("ERR_MASUK_TUNGGU", pesan, medan="sandi")
    orang = queries.by_login(login)
    # somebody unknown costs as much time as somebody known, so that names cannot be told apart by waiting
    kept = queries.password_hash(orang.id) if orang is not None else ""
    right = sandi.verify(kept or _stranger(sandi), teks)
    if orang is None or not orang.aktif or not kept or not right:
        percobaan.keep(login, so_far.after_failure(at))
        pesan = "Nama atau kata sandi tidak cocok. Periksa huruf besar dan kecilnya, lalu coba lagi."
        raise Refusal("ERR_MASUK_DITOLAK", pesan, medan="sandi")
    if so_far.gagal:
        percobaan.keep(login, Percobaan())
    return orang.as_pelaku()


_strangers: dict[type[Sandi], str] = {}


def _stranger(sandi: Sandi) -> str:
    """A hash nobody knows the password of, made once."""
    kind = type(sandi)
    if kind not in _strangers:
        _strangers[kind] = sandi.hash(Rahasia("tidak ada orang dengan nama ini"))
    return _strangers[kind]
