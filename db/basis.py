"""A database of the house: made, opened, migrated, and closed again."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, inspect

from core.errors import Refusal
from core.identity import OpdId
from core.keystore import KeyStore
from db import jejak, tempat
from db.engine import TULIS, open_engine, url_of
from db.sql import as_uuid, one, rows, scalar
from db.unit_of_work import SqlUnitOfWork

_MIGRASI: Final = Path(__file__).parent / "migrations"
KUNCI_RANTAI: Final = "rantai"
"""Name of the audit chain's key in a key store."""


class Basis:
    """An open database: engine, place, and the key of its audit chain."""

    def __init__(self, db: str, keystore: KeyStore) -> None:
        self.url = url_of(db)
        self.keystore = keystore
        self.berkas = Path(self.url.database or "") if self.url.get_backend_name() == "sqlite" else None
        if self.berkas is not None:
            self.berkas.parent.mkdir(parents=True, exist_ok=True)
            tempat.refuse_bad_place(self.berkas)
            tempat.hold(self.berkas)
        self.engine: Engine = open_engine(self.url)

    @property
    def is_local(self) -> bool:
        return self.berkas is not None

    def revision(self) -> str | None:
        """The schema's version; None for an empty database."""
        with self.engine.connect() as conn:
            if not inspect(conn).has_table("alembic_version"):
                return None
            found = rows(conn, "SELECT version_num FROM alembic_version")
            return str(found[0][0]) if found else None

    def head(self) -> str:
        """The schema version this program works with."""
        return str(ScriptDirectory.from_config(self._config()).get_current_head())

    def migrate(self) -> None:
        """Brings the schema to this program's version, in one transaction. Refuses what a newer program has changed."""
        self.demand_known()
        with self.engine.connect().execution_options(**{TULIS: True}) as conn, conn.begin():
            config = self._config()
            config.attributes["connection"] = conn
            command.upgrade(config, "head")
            if not self.is_local and scalar(conn, "SELECT rolsuper FROM pg_roles WHERE rolname = session_user"):
                from db.hak.pasang import install

                install(conn)

    def _config(self) -> Config:
        config = Config()
        config.set_main_option("script_location", str(_MIGRASI))
        config.set_main_option("path_separator", "os")
        return config

    def demand_known(self) -> None:
        """Refuses a schema version that this program has never heard of: a newer program has been here."""
        ada = self.revision()
        semua = {r.revision for r in ScriptDirectory.from_config(self._config()).walk_revisions()}
        if ada is not None and ada not in semua:
            raise Refusal(
                "ERR_VERSI_BASIS_DATA",
                f"Basis data versi {ada} ditulis Pundi yang lebih baru; program ini hanya mengenal sampai versi "
                f"{self.head()}. Pasang Pundi terbaru, lalu buka lagi.",
            )

    def demand_current(self) -> None:
        """Refuses an empty or older database, and one a newer program has changed."""
        ada, perlu = self.revision(), self.head()
        if ada is None:
            raise Refusal(
                "ERR_BASIS_DATA_KOSONG",
                "Basis data masih kosong; jalankan `basisdata siapkan` atau buka jendela Pundi.",
            )
        if ada != perlu:
            self.demand_known()
            raise Refusal(
                "ERR_VERSI_BASIS_DATA",
                f"Basis data versi {ada}, program memerlukan {perlu}; jalankan `basisdata naikkan` "
                "(cadangan dibuat lebih dulu).",
            )

    def offices(self) -> list[OpdId]:
        """The offices this database holds."""
        with self.engine.connect() as conn:
            return [OpdId(as_uuid(r[0])) for r in rows(conn, "SELECT id FROM opd ORDER BY kode")]

    def chain_key(self, opd_id: OpdId, *, make: bool = False) -> bytes | None:
        """The key that seals the audit chain of an office; None in shared mode, where the server seals."""
        if not self.is_local:
            return None
        nama = f"{opd_id}:{KUNCI_RANTAI}"
        kunci = self.keystore.get(nama)
        if kunci is None and make:
            import secrets

            kunci = secrets.token_bytes(32)
            self.keystore.set(nama, kunci)
        if kunci is None:
            pesan = (
                "Kunci jejak audit kantor ini tidak ada di komputer ini; "
                "masukkan dari lembar kunci: basisdata masukkan-kunci."
            )
            raise Refusal("ERR_KUNCI_JEJAK_TIDAK_ADA", pesan)
        return kunci

    def take_chain_key(self, opd_id: OpdId, kunci: bytes) -> None:
        """Keeps a key that a person brought back, for whom it is the right one. Refuses ERR_KUNCI_BUKAN_MILIK."""
        with self.reading() as conn:
            pertama = one(conn, "SELECT jejak_no, isi, rantai FROM jejak WHERE opd_id = :o AND jejak_no = 1", o=opd_id)
        if pertama is None or jejak.seal(kunci, jejak.AWAL_RANTAI, 1, pertama.isi) != pertama.rantai:
            raise Refusal(
                "ERR_KUNCI_BUKAN_MILIK",
                f"Kunci itu bukan milik kantor dalam {self.url.database}; ambil lembar kunci kantor ini dari brankas.",
            )
        self.keystore.set(f"{opd_id}:{KUNCI_RANTAI}", kunci)

    def unit_of_work(self, opd_id: OpdId, *, make_key: bool = False) -> SqlUnitOfWork:
        """One transaction on one office."""
        return SqlUnitOfWork(self.engine, opd_id, self.chain_key(opd_id, make=make_key), self.keystore)

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection for questions; nothing it does is kept."""
        with self.engine.connect() as conn:
            yield conn
            conn.rollback()

    def close(self) -> None:
        """Lets go of the database and its lock file."""
        self.engine.dispose()
        if self.berkas is not None:
            tempat.release(self.berkas)
