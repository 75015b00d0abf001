"""The terminal face of the phone page and the tray: answers as JSON, files where they were asked for."""

from __future__ import annotations

import json
from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from main import huruf
from tests.ui.portal.kantor_lacak import Loket
from tests.unit.pelacakan.contoh_berkas import KODE, LOKET
from ui.cli.keluaran import Keluaran
from ui.cli.lacak import message, publish_pages, status, tray


class Baris:
    """One command line on the office of a counter."""

    def __init__(self, loket: Loket, **args: Any) -> None:
        self._kantor = loket.kantor
        self.args, self.keluaran, self.huruf = Namespace(**args), Keluaran(as_json=True), huruf

    @contextmanager
    def kantor(self) -> Iterator[Any]:
        yield self._kantor

    def pelaku(self, _: Any) -> Any:
        return LOKET


@pytest.fixture
def loket(tmp_path: Path) -> Loket:
    return Loket(tmp_path / "kantor")


def test_pages_message_and_status(loket: Loket, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    loket.receive()
    assert publish_pages(Baris(loket, ke=tmp_path / "web", tiap=0)) == 0  # type: ignore[arg-type]
    assert json.loads(capsys.readouterr().out) == {"berlaku": 1, "ditulis": 1, "dihapus": 0}
    assert message(Baris(loket, kode=KODE)) == 0  # type: ignore[arg-type]
    assert json.loads(capsys.readouterr().out)["pesan"].startswith("SPM-LS 0144/SPM-LS/2026")
    assert status(Baris(loket, kode=KODE)) == 0  # type: ignore[arg-type]
    assert json.loads(capsys.readouterr().out)["langkah"][1]["oleh"] == "CONTOH Loket"


def test_a_tray_with_its_receipt(loket: Loket, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    loket.receive()
    pdf = tmp_path / "resi.pdf"
    args = {"kode": [KODE], "pembawa": "CONTOH Kurir", "ke": "", "tanggal": None, "resi": pdf}
    assert tray(Baris(loket, **args)) == 0  # type: ignore[arg-type]
    assert json.loads(capsys.readouterr().out) == [{"kode": KODE, "tahap": "TERIMA", "sudah": True}]
    assert pdf.read_bytes().startswith(b"%PDF")
