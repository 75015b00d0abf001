"""A migrated database in a file, quickly: the migration runs once in a test process, then its file is copied."""

from __future__ import annotations

import tempfile
from functools import cache
from pathlib import Path

from db.basis import Basis
from db.keystore import MemoryKeyStore


@cache
def _migrated() -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        berkas = Path(folder) / "templat.sqlite"
        basis = Basis(str(berkas), MemoryKeyStore())
        basis.migrate()
        basis.close()
        return berkas.read_bytes()


def new_basis(berkas: Path) -> Basis:
    """An open database with the schema of today and nothing in it."""
    berkas.parent.mkdir(parents=True, exist_ok=True)
    berkas.write_bytes(_migrated())
    return Basis(str(berkas), MemoryKeyStore())
