"""An invented office, founded the way a person founds one."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from core.access import Pelaku, Peran
from core.bus import Command, CommandBus, Handler, Hasil
from core.identity import OpdId, OrangId, new_uuid
from core.opd.commands import CreateOffice, OrangPertama
from core.opd.model import Opd
from core.pengguna.model import Rahasia
from db.basis import Basis
from tests.fakes.clock import FrozenClock

KODE = "2.16.2.20.2.21.01.0000"


class PlainSandi:
    """Passwords in plain text: tests do not wait for Argon2."""

    def hash(self, sandi: Rahasia) -> str:
        return f"teks:{sandi.reveal()}"

    def verify(self, hash_: str, sandi: Rahasia) -> bool:
        return hash_ == f"teks:{sandi.reveal()}"

    def is_outdated(self, hash_: str) -> bool:
        return not hash_.startswith("teks:")


@dataclass
class Office:
    """A founded office: commands and questions in one person's name."""

    basis: Basis
    opd_id: OpdId
    pelaku: Pelaku
    clock: FrozenClock
    handlers: dict[type[Command], Handler]

    @cached_property
    def bus(self) -> CommandBus:
        return CommandBus(lambda: self.basis.unit_of_work(self.opd_id), self.clock, self.handlers)

    def do(self, command: Command, pelaku: Pelaku | None = None) -> Hasil:
        return self.bus.execute(command, pelaku or self.pelaku)


def all_handlers() -> dict[type[Command], Handler]:
    """Every command of the house with its handler."""
    from main import handlers

    return handlers(PlainSandi())


def found_office(
    basis: Basis, *, kode: str = KODE, tahun: int = 2026, handlers: dict[type[Command], Handler] | None = None
) -> Office:
    """A new office with a bendahara called `sari`."""
    opd_id, orang_id = OpdId(new_uuid()), OrangId(new_uuid())
    clock = FrozenClock()
    pelaku = Pelaku(orang_id, "SARI CONTOH", frozenset({Peran.BENDAHARA}))
    basis.chain_key(opd_id, make=True)
    office = Office(basis, opd_id, pelaku, clock, handlers or all_handlers())
    awal = OrangPertama(
        id=orang_id, nama_login="sari", nama="SARI CONTOH", nip="199001012015012001", peran=frozenset({Peran.BENDAHARA}),
        sandi=Rahasia("kata sandi contoh 1"),
    )  # fmt: skip
    opd = Opd(
        id=opd_id,
        kode=kode,
        nama="Dinas Komunikasi dan Informatika Kota Contoh",
        tahun_anggaran=tahun,
        pemda="Kota Contoh",
    )
    office.do(CreateOffice(opd=opd, orang=awal))
    return office


def with_roles(office: Office, *peran: Peran, nama: str = "BUDI CONTOH") -> Pelaku:
    """Somebody else with other roles, for two-person rules (not kept in the office)."""
    return Pelaku(OrangId(new_uuid()), nama, frozenset(peran))


def ask(office: Office, room: str) -> Any:
    """A reader of one room on its own connection: for tests that look once."""
    conn = office.basis.engine.connect()
    module = __import__(f"db.{room}.queries", fromlist=["x"])
    return getattr(module, f"Sql{room.capitalize()}Queries")(conn, office.opd_id)


class Look:
    """The questions of one room, each on a connection that is closed again: for tests that look often."""

    def __init__(self, office: Office, room: str) -> None:
        self._office = office
        module = __import__(f"db.{room}.queries", fromlist=["x"])
        self._kind = getattr(module, f"Sql{room.capitalize()}Queries")

    def __getattr__(self, nama: str) -> Any:
        def answer(*isi: Any) -> Any:
            with self._office.basis.reading() as conn:
                return getattr(self._kind(conn, self._office.opd_id), nama)(*isi)

        return answer
