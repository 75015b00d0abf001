"""An SPM with the BPKAD goes out as a file and its answer comes in, from the page."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from core.access import Peran
from core.segel.commands import MakeKey
from core.spm.commands import SignSpm, SubmitSpp, SubmitToBud, VerifySpp
from core.spm.model import Spp
from tests.fakes.office import with_roles
from tests.ui.spm.kantor_uji import Meja
from tests.ui.spm.test_draf import fill_ls
from ui.spm.spm_page import SpmPage


@pytest.fixture
def page(qtbot: QtBot, meja: Meja) -> SpmPage:
    made = SpmPage(meja.konteks)
    qtbot.addWidget(made)
    made.resize(1100, 660)
    made.show()
    qtbot.waitExposed(made)
    meja.settle()
    return made


def to_bud(page: SpmPage, meja: Meja) -> Spp:
    """The document on screen through all three hands."""
    spp = fill_ls(page, meja)
    ppk, pa = (with_roles(meja.office, p) for p in (Peran.PPK, Peran.PA))
    versi = spp.versi
    for cls, oleh, isi in (
        (SubmitSpp, None, {}),
        (VerifySpp, ppk, {"tanggal_spm": date(2026, 3, 2)}),
        (SignSpm, pa, {}),
        (SubmitToBud, None, {}),
    ):
        versi = meja.office.do(cls(spp_id=spp.id, versi=versi, **isi), oleh).nilai.versi
    page.form.refresh()
    meja.settle()
    found = meja.ask(lambda q: q.spm.spp(spp.id))
    assert isinstance(found, Spp)
    return found


def test_file_is_saved_with_its_papers_and_sealed_afterwards(page: SpmPage, meja: Meja, tmp_path: Path) -> None:
    spp = to_bud(page, meja)
    bast = tmp_path / "BAST.pdf"
    bast.write_bytes(b"%PDF-1.7 contoh")
    ke = tmp_path / "spm.pundi"
    page.berkas.write(ke, [bast])
    meja.settle()
    assert meja.kabar[-1].kode == "ERR_KUNCI_SEGEL_BELUM_ADA"
    assert not ke.exists()
    meja.office.do(MakeKey(berlaku_dari=date(2026, 1, 2)))
    page.berkas.seal()
    meja.settle()
    assert meja.ask(lambda q: q.segel.seal_of(spp.berkas, 1)) is not None
    page.berkas.write(ke, [bast])
    meja.settle()
    assert meja.kabar[-1].judul == "Berkas pengajuan disimpan"
    assert b"lampiran/01-BAST.pdf" in ke.read_bytes()
    page.berkas.write(ke, [tmp_path / "hilang.pdf"])
    assert meja.kabar[-1].kode == "ERR_BERKAS_TIDAK_ADA"


def test_a_file_that_is_no_answer_is_refused(page: SpmPage, meja: Meja, tmp_path: Path) -> None:
    asing = tmp_path / "asing.pundi"
    asing.write_bytes(b"%PDF-1.7")
    page.berkas.read_answer(asing)
    meja.settle()
    assert meja.kabar[-1].kode == "ERR_PAKET_KEPALA"
