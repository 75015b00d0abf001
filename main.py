"""Composition root: reads the command line, starts one face, and gives it the office when it asks.

Nothing heavy is imported here: the window is painted before SQLAlchemy, ReportLab and the importers are loaded.
"""

from __future__ import annotations

import sys
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date, datetime

    from core.bus import Clock, Command, Handler
    from core.documents.kit import Huruf
    from core.pengguna.masuk import Sandi
    from ui.kantor import Pembuka

AKAR = Path(getattr(sys, "_MEIPASS", Path(__file__).parent))
SUMBER = AKAR / "resources"
VERSI = "0.1.0"


def handlers(sandi: Sandi) -> dict[type[Command], Handler]:
    """Every command of the house with its handler, room by room."""
    from core.anggaran.commands import HANDLERS as ANGGARAN
    from core.kas.commands import HANDLERS as KAS
    from core.kkpd.commands import HANDLERS as KKPD
    from core.opd.commands import handlers as opd
    from core.pelacakan.baki import HANDLERS as BAKI
    from core.pelacakan.commands import HANDLERS as PELACAKAN
    from core.pelacakan.paket import HANDLERS as PAKET_MEJA
    from core.pengguna.commands import handlers as pengguna
    from core.rekanan.commands import HANDLERS as REKANAN
    from core.segel.commands import HANDLERS as SEGEL
    from core.spm.commands import HANDLERS as SPM
    from core.spm.paket import HANDLERS as PAKET_SPM

    lain = {**REKANAN, **ANGGARAN, **KAS, **KKPD, **SEGEL, **PELACAKAN, **BAKI, **PAKET_MEJA, **SPM, **PAKET_SPM}
    return {**pengguna(sandi), **opd(sandi), **lain}


@cache
def huruf() -> Huruf:
    """The fonts of printed forms."""
    from ui.cetak import paper_faces

    return paper_faces(SUMBER)


@cache
def nama_rekening() -> dict[str, str]:
    """Names of the steps of an account (akun to rincian objek), from the reference table."""
    import csv

    with (SUMBER / "acuan" / "kode_rekening.csv").open(encoding="utf-8", newline="") as f:
        return {
            r["kode"]: r["nama"] for r in csv.DictReader(f) if r["kelompok_akun"] == "belanja" and int(r["level"]) < 6
        }


class SystemClock:
    """The computer's clock, read in the office's time zone."""

    def __init__(self, zona: str = "WIB") -> None:
        self._zona = zona

    def now(self) -> datetime:
        from datetime import UTC, datetime

        return datetime.now(UTC)

    def today(self) -> date:
        from core.calendar import ZONA

        return self.now().astimezone(ZONA[self._zona]).date()


def pembuka(clock: Clock | None = None, *, dalam_memori: bool = False) -> Pembuka:
    """The opener of databases, with this computer's secrets (or secrets kept in memory, for the sample office)."""
    from db.kantor import SqlPembuka
    from db.keystore import MemoryKeyStore, open_keystore
    from db.pengguna.sandi import Argon2Sandi
    from db.profil import data_folder

    sandi = Argon2Sandi()
    keystore = MemoryKeyStore() if dalam_memori else open_keystore(data_folder())
    return SqlPembuka(keystore, sandi, handlers(sandi), clock or SystemClock(), nama_rekening=nama_rekening)


def main(argv: list[str] | None = None) -> int:
    """Terminal face with arguments, desktop without."""
    argv = sys.argv[1:] if argv is None else argv
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    if argv:
        from ui.cli.jalan import run

        return run(argv, pembuka, huruf, SUMBER)
    from ui.shell.mulai import run_desktop

    return run_desktop(pembuka, huruf, SUMBER, VERSI, SystemClock())


if __name__ == "__main__":
    sys.exit(main())
