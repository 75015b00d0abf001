"""First start: two ways, three steps, answers and nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit

from ui.shell.first_start import FirstStartDialog, KantorBaru, KantorContoh, PejabatBaru

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


@pytest.fixture
def dialog(qtbot: QtBot) -> FirstStartDialog:
    made = FirstStartDialog(2026)
    qtbot.addWidget(made)
    made.show()
    return made


def write(dialog: FirstStartDialog, **fields: str) -> None:
    for key, text in fields.items():
        field = dialog.field(key)
        assert isinstance(field, QLineEdit)
        field.setText(text)


def test_the_sample_office_is_one_enter_away(qtbot: QtBot, dialog: FirstStartDialog) -> None:
    qtbot.keyClick(dialog, Qt.Key.Key_Return)
    assert dialog.answer() == KantorContoh()


def test_a_new_office_is_three_steps(dialog: FirstStartDialog) -> None:
    dialog.choose_new_office(baru=True)
    dialog.go_on()
    write(dialog, nama_opd="  Dinas   Contoh ", kode_opd="1.01.2.22.0.00.01.0000")
    dialog.go_on()
    write(dialog, pa="Ani CONTOH", pa_nip="19700101 199003 2 001", ppk="Budi CONTOH", bendahara="Sri CONTOH")
    write(dialog, sandi="sandi contoh", sandi_lagi="sandi contoh")
    assert dialog.answer() is None
    dialog.go_on()
    assert dialog.answer() == KantorBaru(
        "1.01.2.22.0.00.01.0000",
        "Dinas Contoh",
        2026,
        PejabatBaru("Ani CONTOH", "197001011990032001"),
        PejabatBaru("Budi CONTOH"),
        PejabatBaru("Sri CONTOH"),
        "sandi contoh",
    )


def test_what_is_missing_is_said_and_nobody_goes_on(dialog: FirstStartDialog) -> None:
    dialog.choose_new_office(baru=True)
    dialog.go_on()
    write(dialog, kode_opd="satu", tahun="26")
    dialog.go_on()
    assert len(dialog.errors()) == 3
    write(dialog, nama_opd="Dinas Contoh", kode_opd="1.01", tahun="2026")
    dialog.go_on()
    write(dialog, pa="A", pa_nip="123", ppk="B", bendahara="C", sandi="pendek", sandi_lagi="lain")
    dialog.go_on()
    assert dialog.errors() == ["NIP terdiri dari 18 angka, ini 3 karakter.", "Paling sedikit 8 karakter, ini 6."]
    write(dialog, pa_nip="", sandi="cukup panjang")
    dialog.go_on()
    assert dialog.errors() == ["Tidak sama dengan kata sandi di sebelahnya."]
    assert dialog.answer() is None
