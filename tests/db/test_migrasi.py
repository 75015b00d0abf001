"""The history of the schema on both engines: what it makes, what it refuses, and what raising a database does."""

from __future__ import annotations

import json
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Boolean, Column, Connection, Date, Text, insert, inspect, text
from sqlalchemy.exc import DBAPIError

from core.errors import Refusal
from core.money import Rupiah
from db import basis as basis_module
from db import skema
from db.backup import newest
from db.basis import Basis
from db.engine import TULIS
from db.hak.pasang import install
from db.hak.peran import PENYIAP
from db.kantor import SqlPembuka
from db.keystore import MemoryKeyStore
from db.migrations import awal_0001
from db.penjaga import guard
from db.types import TERJAGA, IdColumn, RupiahColumn, UtcColumn
from tests.fakes.clock import FrozenClock
from tests.fakes.office import PlainSandi, all_handlers, found_office
from tests.fakes.server import Server
from ui.cli.jalan import run

KINI = str(ScriptDirectory(str(Path(skema.__file__).parent / "migrations")).get_current_head())
NANTI = f"{int(KINI) + 1:04d}"
NAIKKAN = ("basisdata", "naikkan", "--json", "--db")
LANJUTAN = '''
"""A later version of the schema."""

import sqlalchemy as sa
from alembic import op

revision = "{nanti}"
down_revision = "{kini}"


def upgrade():
    op.add_column("rekanan", sa.Column("surel", sa.Text()))
    {akhir}
'''


@pytest.fixture(params=["sqlite", "postgres"])
def kosong(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Basis]:
    """An empty database on each engine, opened by its owner."""
    if request.param == "sqlite":
        made = Basis(str(tmp_path / "kosong.sqlite"), MemoryKeyStore())
        yield made
        made.close()
        return
    pg: Server = request.getfixturevalue("server")
    name = pg.empty_database()
    made = Basis(pg.url(name, "postgres"), MemoryKeyStore())
    yield made
    made.close()
    pg.drop(name)


@pytest.fixture
def milik(kosong: Basis) -> Basis:
    """A migrated database, opened by its owner: no grant stands in the way, only the guards."""
    kosong.migrate()
    return kosong


@pytest.fixture
def terbitkan(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Gives the program a later version of the schema, which ends as told."""

    def publish(akhir: str = "") -> None:
        folder = tmp_path / "migrations"
        shutil.copytree(Path(skema.__file__).parent / "migrations", folder)
        (folder / "versions" / f"{NANTI}_uji.py").write_text(
            LANJUTAN.format(akhir=akhir, kini=KINI, nanti=NANTI), encoding="utf-8"
        )
        monkeypatch.setattr(basis_module, "_MIGRASI", folder)

    return publish


KATALOG_SQLITE = ("SELECT type, name, sql FROM sqlite_master",)
KATALOG_POSTGRES = (
    "SELECT relname, relkind::text, relacl::text FROM pg_class WHERE relnamespace = 'public'::regnamespace",
    "SELECT table_name, column_name, data_type, is_nullable FROM information_schema.columns WHERE table_schema = 'public'",
    "SELECT conname, pg_get_constraintdef(oid) FROM pg_constraint WHERE connamespace = 'public'::regnamespace",
    "SELECT tgname, tgenabled::text, pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal",
    "SELECT proname, proacl::text, prosrc FROM pg_proc WHERE pronamespace = 'public'::regnamespace",
    "SELECT viewname, definition FROM pg_views WHERE schemaname = 'public'",
)


def objects(basis: Basis) -> list[tuple[Any, ...]]:
    """Everything a database is made of, in the engine's own words, and its version."""
    katalog = KATALOG_SQLITE if basis.is_local else KATALOG_POSTGRES
    with basis.reading() as conn:
        found = [
            tuple(r) for sql in (*katalog, "SELECT version_num FROM alembic_version") for r in conn.execute(text(sql))
        ]
    return sorted(found, key=repr)


def tables(conn: Connection) -> dict[str, dict[str, Any]]:
    """Each table as the engine tells it: columns, keys, constraints and indexes with their names."""
    looker = inspect(conn)

    def named(found: list[Any]) -> list[Any]:
        return sorted(found, key=lambda c: str(c["name"]))

    return {
        t: {
            "kolom": [(c["name"], str(c["type"]), c["nullable"], c["default"]) for c in looker.get_columns(t)],
            "pk": looker.get_pk_constraint(t),
            "fk": named(looker.get_foreign_keys(t)),
            "unik": named(looker.get_unique_constraints(t)),
            "cek": named(looker.get_check_constraints(t)),
            "indeks": named(looker.get_indexes(t)),
        }
        for t in looker.get_table_names()
        if t != "alembic_version"
    }


def strict_tables(conn: Connection) -> set[str]:
    return {r.name for r in conn.execute(text("PRAGMA table_list")) if r.strict}


def sample(kolom: Column[Any]) -> Any:
    """A value that a column of a posted table takes."""
    for jenis, nilai in (
        (IdColumn, uuid4()),
        (RupiahColumn, Rupiah(1)),
        (UtcColumn, datetime(2026, 3, 2, 2, tzinfo=UTC)),
        (Date, date(2026, 3, 2)),
        (Boolean, True),
        (Text, "x"),
    ):
        if isinstance(kolom.type, jenis):
            return nilai
    return 1


def refusal_of(conn: Connection, sql: str) -> str:
    """What the engine says to one statement; empty when it lets it pass."""
    titik = conn.begin_nested()
    try:
        conn.execute(text(sql))
    except DBAPIError as e:
        return str(e.orig)
    finally:
        titik.rollback()
    return ""


def test_migrated_schema_is_what_the_program_works_with(milik: Basis) -> None:
    with milik.reading() as conn:
        context = MigrationContext.configure(conn, opts={"compare_type": True, "compare_server_default": True})
        assert compare_metadata(context, skema.metadata) == []


def test_migrated_tables_are_those_of_the_metadata_to_the_last_name(kosong: Basis) -> None:
    with kosong.engine.connect().execution_options(**{TULIS: True}) as conn:
        conn.begin()
        skema.metadata.create_all(conn)
        dari_metadata = tables(conn)
        strict = strict_tables(conn) if kosong.is_local else set()
        conn.rollback()
    kosong.migrate()
    with kosong.reading() as conn:
        assert tables(conn) == dari_metadata
        assert dari_metadata.keys() == set(skema.metadata.tables)
        if kosong.is_local:
            assert strict_tables(conn) == strict == set(skema.metadata.tables)


def test_head_is_what_the_program_works_with(milik: Basis) -> None:
    assert milik.revision() == milik.head() == KINI
    milik.demand_current()


def test_migrating_again_changes_nothing(milik: Basis) -> None:
    before = objects(milik)
    milik.migrate()
    assert objects(milik) == before


def test_guards_made_again_replace_themselves(milik: Basis) -> None:
    """A later migration that changes a guard calls `guard` again, with the lists of that day; rights follow."""
    riwayat = [r.module for r in ScriptDirectory(str(basis_module._MIGRASI)).walk_revisions()]
    beku = [*awal_0001.BEKU, *(t for m in reversed(riwayat) for t in getattr(m, "BEKU_BARU", ()))]
    assert (set(beku), set(awal_0001.DAPAT_DIUBAH)) == (set(skema.BEKU), set(skema.DAPAT_DIUBAH))
    before = objects(milik)
    with milik.engine.connect().execution_options(**{TULIS: True}) as conn, conn.begin():
        guard(conn, beku, awal_0001.DAPAT_DIUBAH)
        if not milik.is_local:
            install(conn)
    assert objects(milik) == before


def test_empty_database_is_refused(kosong: Basis) -> None:
    assert kosong.revision() is None
    with pytest.raises(Refusal, match="masih kosong") as e:
        kosong.demand_current()
    assert [t.kode for t in e.value.temuan] == ["ERR_BASIS_DATA_KOSONG"]


def test_database_of_a_newer_program_is_refused_and_left_alone(milik: Basis) -> None:
    with milik.engine.connect().execution_options(**{TULIS: True}) as conn, conn.begin():
        conn.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    before = objects(milik)
    for door in (milik.demand_current, milik.migrate):
        with pytest.raises(Refusal, match=rf"versi 9999 .*lebih baru.* {KINI}") as e:
            door()
        assert [t.kode for t in e.value.temuan] == ["ERR_VERSI_BASIS_DATA"]
    assert objects(milik) == before


def test_older_database_is_refused_until_raised(milik: Basis, terbitkan: Callable[[str], None]) -> None:
    terbitkan("")
    with pytest.raises(Refusal, match=rf"versi {KINI}, program memerlukan {NANTI}.*basisdata naikkan") as e:
        milik.demand_current()
    assert [t.kode for t in e.value.temuan] == ["ERR_VERSI_BASIS_DATA"]
    milik.migrate()
    milik.demand_current()


def test_migration_that_fails_leaves_the_older_schema(milik: Basis, terbitkan: Callable[[str], None]) -> None:
    before = objects(milik)
    terbitkan("raise OSError('listrik padam')")
    with pytest.raises(OSError, match="listrik padam"):
        milik.migrate()
    assert objects(milik) == before


def test_posted_row_stays_as_it_is_in_every_posted_table(milik: Basis) -> None:
    """Even for the owner of the database, with foreign keys out of the way."""
    lolos = []
    with milik.engine.connect().execution_options(**{TULIS: True}) as conn, conn.begin() as semua:
        conn.execute(
            text("PRAGMA defer_foreign_keys = ON" if milik.is_local else "SET LOCAL session_replication_role = replica")
        )
        for nama in skema.BEKU:
            tabel = skema.metadata.tables[nama]
            conn.execute(insert(tabel), {k.name: sample(k) for k in tabel.columns})
            tiga = (
                f"UPDATE {nama} SET jejak_no = jejak_no + 1",
                f"DELETE FROM {nama}",
                f"INSERT OR REPLACE INTO {nama} SELECT * FROM {nama}" if milik.is_local else f"TRUNCATE {nama} CASCADE",
            )
            lolos += [s for s in tiga if f"ERR_BEKU: {nama} tidak dapat" not in refusal_of(conn, s)]
            assert conn.execute(text(f"SELECT count(*) FROM {nama}")).scalar() == 1
        semua.rollback()
    assert len(skema.BEKU) > 30
    assert lolos == []


def test_who_sets_up_a_shared_database_writes_ordinary_tables_only(server: Server) -> None:
    name = server.new_database()
    with server.admin(name) as conn:
        hak = {
            t: [h for h in ("SELECT", "INSERT", "UPDATE", "DELETE", "TRUNCATE") if _may(conn, t, h)]
            for t in skema.metadata.tables
        }
    server.drop(name)
    assert {t for t, h in hak.items() if h == ["SELECT", "INSERT", "UPDATE"]} == set(skema.DAPAT_DIUBAH)
    assert {t for t, h in hak.items() if h == ["SELECT"]} == {*skema.BEKU, *TERJAGA}


def _may(conn: Any, tabel: str, hak: str) -> bool:
    return bool(conn.execute("SELECT has_table_privilege(%s, %s, %s)", (PENYIAP, tabel, hak)).fetchone()[0])


def terminal(keystore: MemoryKeyStore, *argv: str) -> int:
    """One command line, as `main.py` runs it."""

    def opener() -> SqlPembuka:
        return SqlPembuka(keystore, PlainSandi(), all_handlers(), FrozenClock(), kenang=False)

    return run(argv, opener, lambda: pytest.fail("no form is printed"), Path())


def test_naikkan_has_nothing_to_do_on_a_current_database(
    tmp_path: Path, basis: Basis, capsys: pytest.CaptureFixture[str]
) -> None:
    db = str(basis.berkas) if basis.is_local else basis.url.render_as_string(hide_password=False)
    before = objects(basis)
    basis.close()
    assert terminal(MemoryKeyStore(), *NAIKKAN, db) == 0
    assert json.loads(capsys.readouterr().out) == {"dari": KINI, "ke": KINI}
    assert terminal(MemoryKeyStore(), "basisdata", "naikkan", "--db", db) == 0
    assert capsys.readouterr().out == f"Skema sudah versi {KINI}; tidak ada yang perlu dinaikkan.\n"
    assert objects(basis) == before
    assert not (tmp_path / "cadangan").exists()


def test_naikkan_keeps_a_backup_of_the_older_file(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], terbitkan: Callable[[str], None]
) -> None:
    db, keystore = tmp_path / "kantor.sqlite", MemoryKeyStore()
    basis = Basis(str(db), keystore)
    basis.migrate()
    opd_id = found_office(basis).opd_id
    basis.close()
    terbitkan("")
    assert terminal(keystore, *NAIKKAN, str(db)) == 0
    jawaban = json.loads(capsys.readouterr().out)
    cadangan = newest(tmp_path / "cadangan")
    assert jawaban == {"dari": KINI, "ke": NANTI, "cadangan": str(cadangan)}
    assert _version_and_columns(db) == (NANTI, True)
    assert cadangan is not None
    assert _version_and_columns(cadangan) == (KINI, False)
    raised = Basis(str(db), keystore)
    raised.demand_current()
    assert raised.offices() == [opd_id]
    raised.close()


def test_naikkan_raises_a_shared_database_without_a_backup_of_its_own(
    server: Server, tmp_path: Path, capsys: pytest.CaptureFixture[str], terbitkan: Callable[[str], None]
) -> None:
    """On a server the backup is its keeper's (pg_dump); the owner of the database raises it."""
    name = server.new_database()
    terbitkan("")
    assert terminal(MemoryKeyStore(), *NAIKKAN, server.url(name, "postgres")) == 0
    assert json.loads(capsys.readouterr().out) == {"dari": KINI, "ke": NANTI}
    with server.admin(name) as conn:
        assert conn.execute("SELECT surel FROM rekanan").fetchall() == []
    server.drop(name)
    assert list(tmp_path.rglob("*.cadangan.sqlite")) == []


def test_naikkan_refuses_what_a_newer_program_wrote(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    db = tmp_path / "kantor.sqlite"
    basis = Basis(str(db), MemoryKeyStore())
    basis.migrate()
    basis.close()
    with closing(sqlite3.connect(db)) as conn:
        conn.execute("UPDATE alembic_version SET version_num = '9999'")
        conn.commit()
    assert terminal(MemoryKeyStore(), *NAIKKAN, str(db)) == 1
    assert [t["kode"] for t in json.loads(capsys.readouterr().out)["tolak"]] == ["ERR_VERSI_BASIS_DATA"]
    assert not (tmp_path / "cadangan").exists()


def _version_and_columns(db: Path) -> tuple[str, bool]:
    """The schema version of a file, and whether it has the column of the later one."""
    with closing(sqlite3.connect(f"file:{db}?mode=ro", uri=True)) as conn:
        versi = conn.execute("SELECT version_num FROM alembic_version").fetchone()[0]
        return versi, "surel" in {r[1] for r in conn.execute("PRAGMA table_info(rekanan)")}
