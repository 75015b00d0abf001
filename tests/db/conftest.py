"""Both engines for every test of this floor: SQLite in a file, PostgreSQL as a plain role."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from db.basis import Basis
from db.keystore import MemoryKeyStore
from tests.fakes.basis import new_basis
from tests.fakes.server import Server, running


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    """The PostgreSQL server of this run."""
    with running() as s:
        yield s


@pytest.fixture(params=["sqlite", "postgres"])
def basis(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Basis]:
    """An empty, migrated database on each engine."""
    if request.param == "sqlite":
        made = new_basis(tmp_path / "uji.sqlite")
        yield made
        made.close()
        return
    pg: Server = request.getfixturevalue("server")
    name = pg.new_database()
    made = Basis(pg.url(name), MemoryKeyStore())
    yield made
    made.close()
    pg.drop(name)
