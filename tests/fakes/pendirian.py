"""A founded office in a real database, and the bus of its first three rooms."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from core.access import Pelaku, Peran
from core.bus import Command, CommandBus, Hasil
from core.identity import OpdId, OrangId, new_uuid
from core.opd import commands as opd_commands
from core.opd.commands import CreateOffice, OrangPertama
from core.opd.model import Libur, Opd
from core.pengguna import commands as pengguna_commands
from core.pengguna.model import Rahasia
from core.rekanan import commands as rekanan_commands
from db.basis import Basis
from tests.fakes.clock import FrozenClock
from tests.fakes.kantor import SandiMurah

SANDI_PERTAMA = Rahasia("gunung biru di timur")


@dataclass
class KantorDiBasis:
    """An office founded by its Bendahara Pengeluaran; every command goes through the bus in one transaction."""

    basis: Basis
    kode: str = "2.16.2.20.2.21.01.0000"
    libur: tuple[Libur, ...] = ()
    opd_id: OpdId = field(default_factory=lambda: OpdId(new_uuid()))
    clock: FrozenClock = field(default_factory=FrozenClock)
    sandi: SandiMurah = field(default_factory=SandiMurah)

    def __post_init__(self) -> None:
        kunci = self.basis.chain_key(self.opd_id, make=True)
        assert (kunci is not None) is self.basis.is_local
        self.pelaku = Pelaku(OrangId(new_uuid()), "CONTOH Setiawan", frozenset({Peran.BENDAHARA}))
        handlers = (
            opd_commands.handlers(self.sandi) | pengguna_commands.handlers(self.sandi) | rekanan_commands.HANDLERS
        )
        self.bus = CommandBus(lambda: self.basis.unit_of_work(self.opd_id), self.clock, handlers)
        pertama = OrangPertama(
            id=self.pelaku.id, nama_login="setiawan", nama=self.pelaku.nama, nip="19880202 201101 1 002",
            peran=self.pelaku.peran, sandi=SANDI_PERTAMA,
        )  # fmt: skip
        opd = Opd(
            id=self.opd_id,
            kode=self.kode,
            nama="Dinas Komunikasi Kota Contoh",
            tahun_anggaran=2026,
            tempat="Kota Contoh",
        )
        self.do(CreateOffice(opd=opd, orang=pertama, libur=self.libur))

    def do(self, command: Command, oleh: Pelaku | None = None) -> Hasil:
        return self.bus.execute(command, oleh or self.pelaku)

    def ask(self, kind: Any) -> Any:
        """A room's questions, on a connection of their own that lives as long as the answer is read."""
        return _Tanya(self, kind)


class _Tanya:
    """Opens a reading connection for each question."""

    def __init__(self, kantor: KantorDiBasis, kind: Any) -> None:
        self._kantor, self._kind = kantor, kind

    def __getattr__(self, nama: str) -> Any:
        def question(*args: Any, **kw: Any) -> Any:
            with self._kantor.basis.reading() as conn:
                return getattr(self._kind(conn, self._kantor.opd_id), nama)(*args, **kw)

        return question
