"""Death at any moment (kill -9): nothing acknowledged is lost, nothing is half there, the books prove."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from pathlib import Path
from uuid import UUID

import pytest

from core.identity import OpdId
from db.basis import Basis
from db.keystore import FileKeyStore
from db.periksa import verify
from db.sql import rows
from tests.fakes.office import found_office

ROOT = Path(__file__).parents[2]
PERIKSA_TIAP = 10
"""Rounds between two full proofs; the last round always has one."""


def stored(basis: Basis, opd_id: OpdId) -> dict[str, int]:
    """The ids in the books, with the number of mutasi of each."""
    sql = "SELECT t.kode, count(m.baris) AS n FROM transaksi t LEFT JOIN mutasi m ON m.transaksi_id = t.id GROUP BY t.kode"
    with basis.reading() as conn:
        return {r.kode: int(r.n) for r in rows(conn, sql)}


def kill_while_posting(folder: Path, opd_id: UUID, seconds: float) -> list[str]:
    """Starts the writer, lets it post, ends it without warning; what it had acknowledged."""
    perintah = [sys.executable, "-m", "tests.panjang.penulis", str(folder), str(opd_id)]
    with subprocess.Popen(perintah, cwd=ROOT, stdout=subprocess.PIPE, text=True) as p:
        assert p.stdout is not None
        found = [p.stdout.readline().strip()]
        time.sleep(seconds)
        p.kill()
        # a last line without its end was not an acknowledgement
        found += [line.strip() for line in p.stdout if line.endswith("\n")]
    assert found[0], "the writer never came to life"
    return found


def rounds_of_death(folder: Path, rounds: int) -> None:
    basis = Basis(str(folder / "uji.sqlite"), FileKeyStore(folder / "kunci.json"))
    basis.migrate()
    opd_id = found_office(basis).opd_id
    basis.close()
    acak = random.Random(2026)
    acknowledged: set[str] = set()
    for n in range(1, rounds + 1):
        acknowledged.update(kill_while_posting(folder, opd_id, acak.random() / 5))
        basis = Basis(str(folder / "uji.sqlite"), FileKeyStore(folder / "kunci.json"))
        ada = stored(basis, opd_id)
        assert acknowledged <= set(ada), f"round {n}: acknowledged and lost"
        assert set(ada.values()) == {2}, f"round {n}: half a transaksi"
        assert len(ada) <= len(acknowledged) + n, f"round {n}: more than was ever asked"
        if n % PERIKSA_TIAP == 0 or n == rounds:
            assert verify(basis, opd_id) == []
        basis.close()


@pytest.mark.panjang
def test_death_at_any_moment(tmp_path: Path) -> None:
    """20 rounds in the ordinary suite, as many as `run.py uji-panjang` says in the long one."""
    rounds_of_death(tmp_path, int(os.environ.get("PUNDI_PUTARAN", "20")))
