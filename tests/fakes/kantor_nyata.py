"""A real office behind the faces: `ui.kantor.Kantor` over a founded office and its SQLite or PostgreSQL database."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from importlib import import_module
from pathlib import Path
from typing import Any, TypeVar

from core.access import Pelaku
from core.bus import Clock, Command, Hasil
from core.importers.pundi_transaksi import read_pundi_transaksi
from core.kas.commands import ImportTransaksi
from core.opd.model import Opd
from tests.fakes.basis import new_basis
from tests.fakes.office import Office, found_office
from ui.bridge.desk import Desk
from ui.shell.page import Konteks

T = TypeVar("T")
CONTOH = Path(__file__).parents[1] / "data" / "worked-example.json"


class PertanyaanNyata:
    """The questions of every room on one connection, each made when it is first asked for."""

    def __init__(self, conn: Any, opd_id: Any) -> None:
        self._conn, self._opd = conn, opd_id

    def __getattr__(self, ruang: str) -> Any:
        kind = getattr(import_module(f"db.{ruang}.queries"), f"Sql{ruang.capitalize()}Queries")
        made = kind(self._conn, self._opd)
        setattr(self, ruang, made)
        return made


class KantorNyata:
    """One open office of the tests."""

    peringatan: Sequence[str] = ()

    def __init__(self, office: Office) -> None:
        self.office = office
        self.clock: Clock = office.clock
        self.alamat = str(office.basis.berkas or office.basis.url)

    @property
    def opd(self) -> Opd:
        found = self.ask(lambda q: q.opd.office())
        assert found is not None
        return found

    def execute(self, command: Command, pelaku: Pelaku) -> Hasil:
        return self.office.do(command, pelaku)

    def ask(self, question: Callable[[Any], T]) -> T:
        with self.office.basis.reading() as conn:
            return question(PertanyaanNyata(conn, self.office.opd_id))

    def rehearse(self, action: Callable[[Any], T]) -> T:
        with self.office.basis.unit_of_work(self.office.opd_id) as work:
            return action(work)

    def sign_in(self, nama: str, sandi: str) -> Pelaku:
        assert (nama, bool(sandi)) == ("sari", True)
        return self.office.pelaku

    def only_person(self) -> Pelaku | None:
        return self.office.pelaku

    def last_backup(self) -> str:
        return ""

    def close(self, *, cadangkan: bool = True) -> Path | None:
        self.office.basis.close()
        return None


def import_contoh(office: Office) -> None:
    """Books the worked example of the handbook (February 2026) into the office."""
    office.do(ImportTransaksi(berkas=read_pundi_transaksi(CONTOH.name, CONTOH.read_bytes())))


def open_kantor(folder: Path, *, contoh: bool = True) -> KantorNyata:
    """A founded office in a SQLite file; with the worked example in its books unless told otherwise."""
    basis = new_basis(folder / "kantor.sqlite")
    office = found_office(basis)
    if contoh:
        import_contoh(office)
    return KantorNyata(office)


def at_desk(kantor: KantorNyata, opened: list[tuple[str, Any]], told: list[Any]) -> Konteks:
    """What the shell gives a page, with this office behind the desk; where it sends people is written down."""
    desk = Desk()
    desk.attach(lambda command: kantor.execute(command, kantor.office.pelaku))
    return Konteks(
        desk,
        kantor.clock,
        lambda page, isi=None: opened.append((page, isi)),
        told.append,
        kantor,
        pelaku=kantor.office.pelaku,
    )
