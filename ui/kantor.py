"""An open office as the faces see it: commands in, answers out. Desktop, terminal and phone share it, before db."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from datetime import date
from pathlib import Path
from typing import Any, Protocol, TypeVar

from core.access import Pelaku
from core.anggaran.queries import AnggaranQueries
from core.bus import Clock, Command, Hasil
from core.errors import Temuan
from core.kas.queries import KasQueries
from core.kkpd.queries import KkpdQueries
from core.opd.commands import CreateOffice
from core.opd.model import Opd
from core.opd.queries import OpdQueries
from core.pelacakan.queries import PelacakanQueries
from core.pengguna.queries import PenggunaQueries
from core.rekanan.queries import RekananQueries
from core.segel.queries import SegelQueries
from core.spm.queries import SppQueries

T = TypeVar("T")


class Pertanyaan(Protocol):
    """The questions of every room, on one reading connection."""

    pengguna: PenggunaQueries
    opd: OpdQueries
    rekanan: RekananQueries
    anggaran: AnggaranQueries
    kas: KasQueries
    kkpd: KkpdQueries
    pelacakan: PelacakanQueries
    segel: SegelQueries
    spm: SppQueries


class Kantor(Protocol):
    """One open office."""

    clock: Clock
    alamat: str
    """Where its database is, for the status bar."""

    @property
    def opd(self) -> Opd:
        """The office itself."""

    def execute(self, command: Command, pelaku: Pelaku) -> Hasil:
        """Carries out one command in the name of a person."""

    def ask(self, question: Callable[[Pertanyaan], T]) -> T:
        """Answers a question on a reading connection."""

    def rehearse(self, action: Callable[[Any], T]) -> T:
        """Runs something in a transaction that is taken back: previews (`--coba`)."""

    def sign_in(self, nama: str, sandi: str) -> Pelaku:
        """The person of that name and password. Refuses ERR_MASUK_DITOLAK."""

    def only_person(self) -> Pelaku | None:
        """The person, when there is exactly one active in the office."""

    def verify(self) -> Sequence[Temuan]:
        """Proves this office's books; no findings is a clean book."""

    def written_key(self) -> tuple[str, str]:
        """The key of the audit chain as a person keeps it, and its fingerprint. Refuses in shared mode."""

    @property
    def is_local(self) -> bool:
        """Whether the data are on this computer; a shared database is backed up by its server."""

    def backup_now(self) -> str:
        """A verified backup now; its file's name."""

    def last_backup(self) -> str:
        """When the newest verified backup was made, in words; empty when there is none."""

    @property
    def peringatan(self) -> Sequence[str]:
        """Standing warnings (a weaker key store, for one)."""

    def close(self, *, cadangkan: bool = True) -> Path | None:
        """Closes the office; in local mode with a verified backup, whose file is answered."""


class Pembuka(Protocol):
    """Opens and keeps databases; what `basisdata` and `cadangan` do."""

    def with_clock(self, clock: Clock) -> Pembuka:
        """The same opener with another clock."""

    def in_memory(self) -> Pembuka:
        """The same opener with secrets that are forgotten at the end."""

    def default_db(self) -> str:
        """The database opened last, or the standard place of this computer."""

    def exists(self, db: str) -> bool:
        """Whether there is an office in it to open."""

    def open(self, db: str, opd: str | None = None) -> Kantor:
        """Opens an office, by kode where there are several."""

    def people(self, db: str) -> AbstractContextManager[Any]:
        """The logins of a shared database (`db.hak.petugas`), open for the time of one change."""

    def take_key(self, db: str, teks: str, opd: str | None = None) -> str:
        """Takes the key of a lembar kunci back in on this computer; its fingerprint. Refuses a wrong one."""

    def create(self, db: str, awal: CreateOffice) -> Kantor:
        """Makes the schema and the office in an empty database."""

    def prepare(self, db: str) -> str:
        """Makes the schema in an empty database; answers its version."""

    def migrate(self, db: str) -> tuple[str | None, str, Path | None]:
        """Raises an older database to this program's version after a verified backup: (from, to, backup)."""

    def verify(self, db: str, opd: str | None = None) -> Sequence[Temuan]:
        """Proves an office's books; no findings is a clean book."""

    def backup(self, db: str, folder: Path | None) -> Any:
        """A verified backup now."""

    def check_backup(self, berkas: Path) -> Any:
        """Opens a backup again and proves it."""

    def restore(self, berkas: Path, db: str) -> Path | None:
        """Puts a proven backup in place of a database; what stood there is moved aside."""

    def today(self) -> date:
        """Today's date where the office stands."""
