"""Segel Pundi in Pengaturan: a key made, its sheet handed over, another office accepted, a stolen key revoked."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from core.segel.lembar import read_sheet
from db.segel import ed25519
from main import huruf
from tests.ui.spm.kantor_uji import Meja
from tests.unit.segel.contoh_segel import KUNCI
from tests.unit.segel.test_lembar import sheet
from ui.kit.preview import PreviewDialog
from ui.opd.pengaturan_page import PengaturanPage
from ui.segel.bagian import BAGIAN


@pytest.fixture
def bagian(qtbot: QtBot, meja: Meja) -> Any:
    meja.konteks.huruf = huruf
    page = PengaturanPage(meja.konteks, (BAGIAN,))
    qtbot.addWidget(page)
    page.resize(1100, 660)
    page.show()
    qtbot.waitExposed(page)
    meja.settle()
    page.open_with("segel")
    meja.settle()
    made = page.section("segel")
    made.halaman = page  # the page must outlive its section
    return made


def states(bagian: Any) -> list[str]:
    return [k.status for k in bagian.view.table.rows]


def send(bagian: Any, meja: Meja) -> None:
    bagian.dialog.button.click()
    meja.settle()


def make(bagian: Any, meja: Meja) -> None:
    bagian.make()
    send(bagian, meja)
    bagian.refresh()
    meja.settle()


def test_key_is_made_and_its_sheet_printed_and_saved(bagian: Any, meja: Meja, tmp_path: Path) -> None:
    assert not bagian.sheet_button.isEnabled()
    make(bagian, meja)
    assert states(bagian) == ["berlaku"]
    assert bagian.sheet_button.isEnabled()
    bagian.print_sheet()
    meja.settle()
    assert isinstance(bagian.dialog, PreviewDialog)
    bagian.dialog.close()
    berkas = tmp_path / "kunci.txt"
    bagian.save_file(berkas)
    meja.settle()
    assert read_sheet(berkas.read_text(), ed25519.verify).id == bagian.view.table.rows[0].id
    assert "Lembar kunci disimpan" in [k.judul for k in meja.kabar]


def test_other_office_is_accepted_by_scan_or_file_and_its_fingerprint(bagian: Any, meja: Meja, tmp_path: Path) -> None:
    berkas = tmp_path / "lembar.txt"
    berkas.write_text(sheet(), encoding="utf-8")
    bagian.trust()
    bagian.dialog.read_file(berkas)
    sidik = bagian.dialog.form.field("sidik_jari")
    assert isinstance(sidik, QLineEdit)
    sidik.setText("1111 2222")
    send(bagian, meja)
    assert "lembarnya palsu" in bagian.dialog.form.error("sidik_jari")
    sidik.setText(KUNCI.sidik_jari.lower())
    send(bagian, meja)
    bagian.refresh()
    meja.settle()
    assert [k.opd_nama for k in bagian.view.table.rows] == [KUNCI.opd_nama]


def test_stolen_key_is_revoked_with_its_reason(bagian: Any, meja: Meja) -> None:
    bagian.revoke()
    assert meja.kabar[-1].judul == "Pilih dulu kuncinya"
    make(bagian, meja)
    bagian.view.selectRow(0)
    bagian.revoke()
    send(bagian, meja)
    assert "laptop hilang" in bagian.dialog.form.error("sebab")
    bagian.dialog.sebab.setText("laptop hilang")
    send(bagian, meja)
    bagian.refresh()
    meja.settle()
    assert states(bagian) == ["dicabut"]
    assert not bagian.sheet_button.isEnabled()
