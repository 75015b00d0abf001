"""Opens a database: SQLite with the settings a treasury needs, or PostgreSQL with a small pool."""

from __future__ import annotations

import platform
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, create_engine, event
from sqlalchemy.engine import URL, Connection, make_url
from sqlalchemy.pool import QueuePool

from core.errors import Refusal
from db import tempat

TULIS = "pundi_tulis"
"""Execution option of a connection that will write: SQLite takes its write lock at BEGIN, never half way."""

PEMBACA = 4
"""Connections a local database keeps open: one writer, a few readers."""

_PRAGMA = (
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=FULL",
    "PRAGMA locking_mode=NORMAL",
    "PRAGMA foreign_keys=ON",
    "PRAGMA recursive_triggers=ON",
    "PRAGMA trusted_schema=OFF",
    "PRAGMA cell_size_check=ON",
    "PRAGMA busy_timeout=5000",
)


def url_of(db: str) -> URL:
    """A path, `sqlite:///...` or `postgresql://...` as a URL."""
    if "://" not in db:
        return URL.create("sqlite", database=str(Path(db).expanduser().absolute()))
    try:
        url = make_url(db)
    except Exception as e:
        raise Refusal("ERR_ALAMAT_BASIS_DATA", f"Alamat basis data “{db}” tidak sah: {e}") from e
    if url.get_backend_name() == "postgresql":
        return url.set(drivername="postgresql+psycopg")
    if url.get_backend_name() != "sqlite" or not url.database:
        raise Refusal(
            "ERR_ALAMAT_BASIS_DATA", f"Alamat “{db}” tidak didukung; pakai path berkas, sqlite:/// atau postgresql://."
        )
    return url


def open_engine(url: URL) -> Engine:
    """An engine with every rule of the house set on each connection."""
    if url.get_backend_name() == "sqlite":
        return _open_sqlite(url)
    engine = create_engine(
        url,
        poolclass=QueuePool,
        pool_size=2,
        max_overflow=4,
        pool_pre_ping=True,
        pool_recycle=1800,
        connect_args={
            "connect_timeout": 5,
            "application_name": f"pundi/{platform.node()}",
            "keepalives_idle": 30,
            "tcp_user_timeout": 10_000,
        },
    )
    event.listen(engine, "connect", _postgres_utc)
    return engine


def _postgres_utc(dbapi: Any, _record: Any) -> None:
    with dbapi.cursor() as cur:
        cur.execute("SET TIME ZONE 'UTC'")
    dbapi.commit()


def _open_sqlite(url: URL) -> Engine:
    assert url.database
    tempat.refuse_bad_place(Path(url.database))
    # connections stay open: closing the last one would checkpoint the journal after every command
    engine = create_engine(
        url, poolclass=QueuePool, pool_size=PEMBACA, max_overflow=8, connect_args={"check_same_thread": False}
    )

    def on_connect(dbapi: Any, _record: Any) -> None:
        dbapi.isolation_level = None
        cur = dbapi.cursor()
        for pragma in _PRAGMA:
            cur.execute(pragma)
            if "journal_mode" in pragma and cur.fetchone()[0] != "wal":
                raise Refusal(
                    "ERR_BACA_SAJA", "Basis data tidak dapat ditulis (bukan mode WAL); periksa hak tulis pada folder."
                )
        cur.close()

    def on_begin(conn: Connection) -> None:
        conn.exec_driver_sql("BEGIN IMMEDIATE" if conn.get_execution_options().get(TULIS) else "BEGIN")

    event.listen(engine, "connect", on_connect)
    event.listen(engine, "begin", on_begin)
    return engine


def is_sqlite(engine: Engine) -> bool:
    """Local mode."""
    return engine.dialect.name == "sqlite"
