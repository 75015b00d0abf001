"""One transaction on one office: its repositories, its audit record, and what changed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import cached_property
from types import TracebackType
from typing import TYPE_CHECKING, Self

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError

from core.access import Pelaku
from core.bus import Command, Event
from core.identity import OpdId, PerintahId
from core.keystore import KeyStore
from db.anggaran.repository import SqlAnggaranRepository
from db.engine import TULIS
from db.kas.repository import SqlKasRepository
from db.opd.repository import SqlOpdRepository
from db.pengguna.repository import SqlPenggunaRepository
from db.pintu import Pintu
from db.rekanan.repository import SqlRekananRepository
from db.sql import one

if TYPE_CHECKING:
    from db.kkpd.repository import SqlKkpdRepository
    from db.pelacakan.repository import SqlPelacakanRepository
    from db.segel.repository import SqlSegelRepository
    from db.spm.repository import SqlSpmRepository


class SqlUnitOfWork:
    """Opens one connection that will write; leaving it without `commit` takes everything back."""

    def __init__(
        self,
        engine: Engine,
        opd_id: OpdId,
        kunci: bytes | None,
        keystore: KeyStore,
        on_commit: Callable[[], None] = lambda: None,
    ) -> None:
        self._engine = engine
        self.opd_id = opd_id
        self._kunci = kunci
        self._keystore = keystore
        self._on_commit = on_commit
        self._events: list[Event] = []

    def __enter__(self) -> Self:
        self._conn = self._engine.connect().execution_options(**{TULIS: True})
        self._conn.begin()
        self._pintu = Pintu(self._conn, self.opd_id, self._kunci)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._conn.in_transaction():
            self._conn.rollback()
        self._conn.close()
        if isinstance(error, DBAPIError):
            from db.hak.orang import as_refusal

            if (refusal := as_refusal(error)) is not None:
                raise refusal from error

    @property
    def connection(self) -> Connection:
        """The open connection, for the repositories of this transaction."""
        return self._conn

    def is_done(self, perintah_id: PerintahId) -> bool:
        sql = "SELECT 1 FROM jejak WHERE opd_id = :o AND perintah_id = :p"
        return one(self._conn, sql, o=self.opd_id, p=perintah_id) is not None

    def next_number(self, dokumen: str, tahun: int) -> int:
        return self._pintu.next_number(dokumen, tahun)

    def record(self, event: Event) -> None:
        self._events.append(event)

    def commit(self, command: Command, pelaku: Pelaku, at: datetime) -> frozenset[str]:
        """Facts and audit record in one transaction; a command that changed nothing leaves no record."""
        topics = frozenset(e.topic for e in self._events)
        if self._events:
            self._pintu.close(
                perintah_id=command.perintah_id,
                perintah=type(command).__name__,
                pelaku=pelaku,
                topik=sorted(topics),
                at=at,
                fakta=[{"topik": e.topic, "nama": e.nama, "fakta": dict(e.fakta)} for e in self._events],
            )
        self._conn.commit()
        if self._events:
            self._on_commit()
        return topics

    @cached_property
    def pengguna(self) -> SqlPenggunaRepository:
        return SqlPenggunaRepository(self._conn, self._pintu, self.opd_id)

    @cached_property
    def opd(self) -> SqlOpdRepository:
        return SqlOpdRepository(self._conn, self._pintu, self.opd_id)

    @cached_property
    def rekanan(self) -> SqlRekananRepository:
        return SqlRekananRepository(self._conn, self._pintu, self.opd_id)

    @cached_property
    def anggaran(self) -> SqlAnggaranRepository:
        return SqlAnggaranRepository(self._conn, self._pintu, self.opd_id)

    @cached_property
    def kas(self) -> SqlKasRepository:
        return SqlKasRepository(self._conn, self._pintu, self.opd_id, self.anggaran)

    @cached_property
    def kkpd(self) -> SqlKkpdRepository:
        from db.kkpd.repository import SqlKkpdRepository

        return SqlKkpdRepository(self._conn, self._pintu, self.opd_id)

    @cached_property
    def pelacakan(self) -> SqlPelacakanRepository:
        from db.pelacakan.repository import SqlPelacakanRepository

        return SqlPelacakanRepository(self._conn, self._pintu, self.opd_id)

    @cached_property
    def segel(self) -> SqlSegelRepository:
        from db.segel.repository import SqlSegelRepository

        return SqlSegelRepository(self._conn, self._pintu, self.opd_id, self._keystore)

    @cached_property
    def spm(self) -> SqlSpmRepository:
        from db.spm.repository import SqlSpmRepository

        return SqlSpmRepository(self._conn, self._pintu, self.opd_id)
