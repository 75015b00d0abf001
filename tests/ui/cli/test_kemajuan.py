"""The line that says how far long work has come: on a terminal only, taken away at the end."""

from __future__ import annotations

import io
import time

import pytest

from ui.cli import kemajuan
from ui.cli.kemajuan import Kemajuan


class Layar(io.StringIO):
    """A terminal that keeps what was written on it."""

    def isatty(self) -> bool:
        return True


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kemajuan, "SABAR_DETIK", 0.0)
    monkeypatch.setattr(kemajuan, "_SELANG_DETIK", 0.01)


def wait_for(layar: Layar, kata: str) -> None:
    until = time.monotonic() + 5
    while kata not in layar.getvalue():
        assert time.monotonic() < until, layar.getvalue()
        time.sleep(0.005)


def test_a_count_is_a_bar_with_how_many_of_how_many() -> None:
    layar = Layar()
    with Kemajuan("Mencetak", 4, layar) as k:
        k.step()
        k.step("Menjilid")
        assert k.line() == f"Menjilid  {'█' * 14}{'░' * 14}  2 dari 4"
        wait_for(layar, "2 dari 4")
    assert layar.getvalue().rpartition("\r")[2] == "", "the line is taken away at the end"


def test_without_a_known_end_the_seconds_are_said() -> None:
    layar = Layar()
    with Kemajuan("Membaca berkas", layar=layar) as k:
        wait_for(layar, "Membaca berkas … 0 dtk")
        assert k.line() == "Membaca berkas … 0 dtk"


def test_what_is_no_terminal_hears_nothing() -> None:
    quiet = io.StringIO()
    with Kemajuan("Mencetak", 2, quiet) as k:
        k.step()
    assert quiet.getvalue() == ""


def test_a_refusal_takes_the_line_away_first() -> None:
    layar = Layar()

    def refused() -> None:
        with Kemajuan("Membaca", layar=layar):
            wait_for(layar, "Membaca")
            raise ValueError("rusak")

    with pytest.raises(ValueError, match="rusak"):
        refused()
    assert layar.getvalue().endswith("\r")
