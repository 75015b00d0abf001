"""A treasurer's program that posts without end and says each id once it is safe; the test kills it."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from uuid import UUID

from core.access import Pelaku, Peran
from core.bus import CommandBus
from core.identity import OpdId, OrangId, new_uuid
from core.kas.commands import HANDLERS, PostTransaksi
from core.kas.isi import JasaGiro
from core.money import Rupiah
from db.basis import Basis
from db.keystore import FileKeyStore
from tests.fakes.clock import FrozenClock


def main(folder: Path, opd: str) -> None:
    """Posts jasa giro with its STS (two mutasi each) until somebody ends it."""
    basis = Basis(str(folder / "uji.sqlite"), FileKeyStore(folder / "kunci.json"))
    opd_id = OpdId(UUID(opd))
    bus = CommandBus(lambda: basis.unit_of_work(opd_id), FrozenClock(), HANDLERS)
    sari = Pelaku(OrangId(new_uuid()), "SARI CONTOH", frozenset({Peran.BENDAHARA}))
    while True:
        kode = str(new_uuid())
        isi = JasaGiro(nomor=f"NK-{kode}", nilai=Rupiah.of(5), sts=f"STS-{kode}")
        bus.execute(PostTransaksi(tanggal=date(2026, 3, 2), isi=isi, kode=kode), sari)
        print(kode, flush=True)  # noqa: T201 - the acknowledgement


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
