"""Lacak Berkas: the text for a chat, and the folder of the web space that is kept fresh."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
import zxingcpp
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from core.documents.tanda_terima import KertasResi
from core.identity import token_hash
from core.opd.commands import SetSetting
from core.pelacakan.resi import UntukSiapa, page_name
from core.settings import ALAMAT_LACAK
from tests.fakes.kantor_nyata import at_desk
from tests.ui.portal.kantor_lacak import Loket
from tests.unit.pelacakan.contoh_berkas import KODE
from ui.cetak import paper_faces
from ui.pelacakan.bacaan import read_berkas
from ui.pelacakan.cetak import print_tanda_terima
from ui.pelacakan.lacak_page import LacakPage
from ui.pelacakan.penerbit import Penerbit, set_web_folder, web_folder

SUMBER = Path(__file__).parents[3] / "resources"


class Halaman:
    """The page over an office with one berkas."""

    def __init__(self, qtbot: QtBot, folder: Path) -> None:
        self.loket = Loket(folder / "kantor")
        self.resi = self.loket.receive()
        self.told: list[Any] = []
        self.konteks = at_desk(self.loket.kantor, [], self.told)
        self.page = LacakPage(self.konteks)
        qtbot.addWidget(self.page)
        self.page.show()
        self.page.refresh()
        self.wait()

    def wait(self) -> None:
        assert self.konteks.desk.wait_idle()


@pytest.fixture
def halaman(qtbot: QtBot, tmp_path: Path) -> Iterator[Halaman]:
    made = Halaman(qtbot, tmp_path)
    yield made
    made.konteks.desk.close()
    made.loket.kantor.close()


def test_the_text_for_a_chat_is_on_the_clipboard(halaman: Halaman) -> None:
    halaman.page.view.select_key(halaman.loket.kantor.ask(lambda q: q.pelacakan.by_kode(KODE)).id)
    halaman.page.copy_message()
    halaman.wait()
    teks = QGuiApplication.clipboard().text()
    assert teks.startswith(
        "SPM-LS 0144/SPM-LS/2026, Dinas CONTOH\nSekarang di BPKAD. Sedang menunggu diperiksa di BPKAD."
    )
    assert "148" not in teks


def test_the_web_space_is_kept_fresh_while_the_program_is_open(
    halaman: Halaman, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    web = tmp_path / "web"
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(web))
    halaman.page.choose_web_folder()
    assert web_folder() == str(web)
    penerbit = Penerbit(halaman.konteks, halaman.page)
    penerbit.publish()
    halaman.wait()
    laman = web / "t" / f"{page_name(token_hash(halaman.resi.token))}.html"
    assert "Sekarang di BPKAD" in laman.read_text("utf-8")
    set_web_folder(str(laman))
    halaman.told.clear()
    for _ in range(2):
        penerbit.publish()
        halaman.wait()
    assert len(halaman.told) == 1, "a folder that cannot be written is said once, not every minute"


@pytest.mark.parametrize("alamat", ["", "https://bpkad.contoh.go.id/lacak"])
def test_the_receipt_leads_a_phone_to_its_page(halaman: Halaman, tmp_path: Path, alamat: str) -> None:
    loket = halaman.loket
    loket.do(
        SetSetting(
            kunci=ALAMAT_LACAK.kunci,
            isi=ALAMAT_LACAK.write(f"{alamat}/" if alamat else ""),
            berlaku_dari=loket.jam.today(),
        ),
        loket.kantor.office.pelaku,
    )
    baca = loket.kantor.ask(lambda q: read_berkas(q, None, KODE, loket.jam.now()))
    pdf = print_tanda_terima(baca, halaman.resi, UntukSiapa.REKANAN, KertasResi.A6, lembar=3, huruf=paper_faces(SUMBER))
    laman = page_name(token_hash(halaman.resi.token))
    image = pypdfium2.PdfDocument(pdf)[0].render(scale=4).to_pil()
    codes = [b.text for b in zxingcpp.read_barcodes(image)]
    (tmp_path / "resi.pdf").write_bytes(pdf)
    if alamat:
        assert f"{alamat}/t/{laman}.html" in codes
    else:
        assert len(codes) == 1
        assert "http" not in codes[0]
