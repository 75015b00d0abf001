"""Berkas in a real database: what is stored comes back, two scans are one, and nothing of the past can be rewritten."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from core.access import Pelaku
from core.bus import Command, CommandBus
from core.errors import Refusal
from core.identity import OpdId, crockford, new_desk_code, new_uuid, token_hash
from core.pelacakan.alur_baku import ALUR_SPM
from core.pelacakan.commands import (
    HANDLERS,
    ChangeAlur,
    Disburse,
    IssueResi,
    MoveBerkas,
    OpenBerkas,
    ReceiveBerkas,
    RecordAnswer,
    RecordOutside,
    ResubmitBerkas,
)
from core.pelacakan.model import Berkas
from core.pelacakan.perpindahan import Hasil, Keadaan
from core.pelacakan.queries import PelacakanQueries
from core.pelacakan.resi import UntukSiapa, typed_hash
from db.basis import Basis
from db.pelacakan.queries import SqlPelacakanQueries
from tests.fakes.clock import FrozenClock
from tests.unit.pelacakan.contoh_berkas import (
    ADMIN,
    BENDAHARA,
    KASI,
    KODE,
    KUASA_BUD,
    LOKET,
    VERIFIKATOR_A,
    VERIFIKATOR_B,
    isi,
)


@dataclass
class Meja:
    """The desks of one office on one database."""

    basis: Basis
    opd_id: OpdId = field(default_factory=lambda: OpdId(new_uuid()))
    jam: FrozenClock = field(default_factory=FrozenClock)

    def __post_init__(self) -> None:
        self.basis.chain_key(self.opd_id, make=True)
        self.bus = CommandBus(lambda: self.basis.unit_of_work(self.opd_id), self.jam, HANDLERS)

    def do(self, command: Command, pelaku: Pelaku) -> Any:
        return self.bus.execute(command, pelaku).nilai

    def ask(self, tanya: str, *args: Any, **kw: Any) -> Any:
        with self.basis.reading() as conn:
            queries: PelacakanQueries = SqlPelacakanQueries(conn, self.opd_id)
            return getattr(queries, tanya)(*args, **kw)

    def open(self, nomor: str = "0144/SPM-LS/2026", kode: str = KODE) -> Berkas:
        with self.basis.unit_of_work(self.opd_id) as work:
            command = OpenBerkas(isi=isi(nomor), pembuat=(BENDAHARA.id,), kode=kode)
            konteks_handler = HANDLERS[OpenBerkas]
            from core.bus import Konteks

            berkas: Berkas = konteks_handler(command, work, Konteks(BENDAHARA, self.jam))
            work.commit(command, BENDAHARA, self.jam.now())
        return berkas
