"""Registers on screen: each with the columns of its form, the same rows as its paper, written as it is shown."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from openpyxl import load_workbook

from tests.ui.spm.kantor_uji import Meja
from ui.katalog import KATALOG
from ui.spj.daftar_dialog import DaftarDialog

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


@pytest.fixture
def dialog(qtbot: QtBot, meja: Meja) -> DaftarDialog:
    made = DaftarDialog(meja.konteks)
    qtbot.addWidget(made)
    made.show()
    meja.settle()
    made.bulan.set_value(2)
    meja.settle()
    return made


def choose(dialog: DaftarDialog, meja: Meja, key: str) -> list[str]:
    dialog.daftar.set_value(key)
    meja.settle()
    assert dialog.view is not None
    return [c.judul for c in dialog.view.table.columns]


def test_every_register_opens(dialog: DaftarDialog, meja: Meja) -> None:
    for daftar in KATALOG:
        choose(dialog, meja, daftar.key)
        assert dialog.lembaran, daftar.nama


def test_dth_has_the_columns_of_its_form(dialog: DaftarDialog, meja: Meja) -> None:
    judul = choose(dialog, meja, "dth")
    assert judul == [
        "No.", "No. SPM", "Nilai SPM (Rp)", "No. SP2D", "Nilai SP2D (Rp)", "Akun Belanja",
        "Akun", "Jenis", "Jumlah (Rp)", "NPWP", "Nama Rekanan", "NTPN", "No. Billing",
        "Ket.",
    ]  # fmt: skip
    assert "16.733.000" in dialog.count.text()


def test_one_card_per_sub_kegiatan_and_a_workbook_of_all(dialog: DaftarDialog, meja: Meja, tmp_path: Path) -> None:
    judul = choose(dialog, meja, "kartu-kendali")
    assert judul[2:4] == ["Anggaran (Rp)", "SPD (Rp)"]
    assert dialog.sub.isVisible()
    dialog.export_to(tmp_path / "kendali.xlsx")
    meja.settle()
    assert len(load_workbook(tmp_path / "kendali.xlsx").sheetnames) == len(dialog.lembaran) > 1
    dialog.export_to(tmp_path / "kendali.csv")
    meja.settle()
    assert (tmp_path / "kendali.csv").read_text("utf-8-sig").startswith("Kode Rekening;")
