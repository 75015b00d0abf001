"""Opening offices: which one in a shared database, who keeps its keys, and files that are no database."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from sqlalchemy.engine import make_url

from core.errors import Refusal
from db.basis import Basis
from db.engine import open_engine
from db.kantor import SqlPembuka
from db.keystore import MemoryKeyStore
from tests.fakes.clock import FrozenClock
from tests.fakes.kantor import SandiMurah
from tests.fakes.pendirian import KantorDiBasis
from tests.fakes.server import Server

SATU, DUA = "2.16.2.20.2.21.01.0000", "1.01.0.00.0.00.01.0000"


def opener() -> SqlPembuka:
    return SqlPembuka(MemoryKeyStore(), SandiMurah(), {}, FrozenClock(), kenang=False)


def test_shared_database_asks_for_the_opd_and_keeps_its_own_keys(server: Server) -> None:
    nama = server.new_database()
    basis = Basis(server.url(nama), MemoryKeyStore())
    KantorDiBasis(basis, kode=SATU)
    KantorDiBasis(basis, kode=DUA)
    basis.close()
    with pytest.raises(Refusal) as refused:
        opener().open(server.url(nama))
    assert refused.value.kode == "ERR_OPD_WAJIB"
    kantor = opener().open(server.url(nama), DUA)
    assert kantor.opd.kode == DUA
    assert kantor.is_local is False
    for ask, kode in ((kantor.written_key, "ERR_KUNCI_BERSAMA"), (kantor.verify, None)):
        if kode is None:
            assert list(ask()) == []
            continue
        with pytest.raises(Refusal) as refused:
            ask()
        assert refused.value.kode == kode
    kantor.close()
    server.drop(nama)


def test_database_that_cannot_keep_a_log_is_refused() -> None:
    with pytest.raises(Refusal) as refused, open_engine(make_url("sqlite:///:memory:")).connect():
        pass
    assert refused.value.kode == "ERR_BACA_SAJA"


def test_damaged_pages_are_named(tmp_path: Path) -> None:
    db, keys = tmp_path / "k.sqlite", MemoryKeyStore()
    basis = Basis(str(db), keys)
    basis.migrate()
    KantorDiBasis(basis)
    basis.close()
    with sqlite3.connect(db) as conn:
        conn.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        conn.execute("PRAGMA writable_schema = ON")
        (halaman,) = conn.execute("SELECT rootpage FROM sqlite_master WHERE name = 'pejabat'").fetchone()
        (ukuran,) = conn.execute("PRAGMA page_size").fetchone()
    conn.close()
    with db.open("r+b") as f:
        f.seek((halaman - 1) * ukuran)
        f.write(b"\xff" * ukuran)
    temuan = SqlPembuka(keys, SandiMurah(), {}, FrozenClock(), kenang=False).verify(str(db))
    assert {t.kode for t in temuan} == {"ERR_BERKAS_BASIS_DATA"}
