"""Before anybody has signed in, the window does nothing in anybody's name."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

import main
from core.access import Izin
from core.bus import Command
from core.demo.jam import JamContoh
from core.errors import Refusal
from ui.shell.mulai import Mulai

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


class Apa(Command):
    """Any command."""

    izin = Izin.CATAT


def test_nobody_at_the_desk(qtbot: QtBot) -> None:
    clock = JamContoh(date(2026, 11, 20), 9)
    run = Mulai(lambda: main.pembuka(clock), main.huruf, main.SUMBER, main.VERSI, clock)
    qtbot.addWidget(run.window)
    with pytest.raises(Refusal) as refused:
        run.execute(Apa())
    assert refused.value.kode == "ERR_BELUM_MASUK"
    assert run.end() is None
