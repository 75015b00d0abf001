"""Composition root: reads the command line, starts one face, and gives it the office when it asks."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from core.bus import Command, Handler
    from core.pengguna.masuk import Sandi


def handlers(sandi: Sandi) -> dict[type[Command], Handler]:
    """Every command of the house with its handler, room by room."""
    from core.anggaran.commands import HANDLERS as ANGGARAN
    from core.kas.commands import HANDLERS as KAS
    from core.opd.commands import handlers as opd
    from core.pelacakan.commands import HANDLERS as PELACAKAN
    from core.pengguna.commands import handlers as pengguna
    from core.rekanan.commands import HANDLERS as REKANAN
    from core.spm.commands import HANDLERS as SPM

    return {**pengguna(sandi), **opd(sandi), **REKANAN, **ANGGARAN, **KAS, **PELACAKAN, **SPM}


def main(argv: list[str] | None = None) -> int:
    """Terminal face with arguments, desktop without."""
    argv = sys.argv[1:] if argv is None else argv
    return 0 if argv else 0


if __name__ == "__main__":
    sys.exit(main())
