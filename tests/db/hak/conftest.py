"""One region for the attacks and the honest path: built once."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.db.hak.wilayah import Wilayah, build
from tests.fakes.server import Server


@pytest.fixture(scope="session")
def wilayah(server: Server) -> Iterator[Wilayah]:
    made = build(server)
    yield made
    made.close()
    server.drop(made.nama)
