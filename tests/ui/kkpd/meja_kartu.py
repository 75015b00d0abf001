"""The office of handbook KKPD 1.14 in front of a screen: its page, its desk, and who sits there."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QWidget

from core.access import Pelaku
from core.errors import Refusal
from core.identity import TagihanId
from core.kkpd.baris import StatusBaris
from main import huruf
from tests.db.kkpd.kantor_kartu import PERJADIN, belanja, buka_kantor, daftar
from tests.fakes.basis import new_basis
from tests.fakes.kantor_nyata import KantorNyata
from tests.fakes.office import Office
from ui.bridge.desk import Desk
from ui.kit.notice import Notice
from ui.kkpd.tagihan_page import TagihanPage
from ui.shell.page import Konteks

KEMBAR = (
    ("KKPD-0010", date(2026, 5, 20), "Toko Buku Contoh", 784_000),
    ("KKPD-0011", date(2026, 5, 20), "Toko Buku Contoh Dua", 784_000),
)


@dataclass
class MejaKartu:
    office: Office
    kantor: KantorNyata
    desk: Desk
    konteks: Konteks
    page: TagihanPage
    told: list[Notice]
    refused: list[Refusal] = field(default_factory=list)
    crashes: list[BaseException] = field(default_factory=list)

    def wait(self) -> None:
        assert self.desk.wait_idle()
        assert not self.crashes

    def sit(self, siapa: Pelaku) -> None:
        self.konteks.pelaku = siapa
        self.page.mark_stale()
        self.wait()

    def show(self) -> None:
        self.page.mark_stale()
        self.wait()

    def go_to(self, nomor: int) -> None:
        assert self.page.view.select_key((nomor, 0))

    def decide(self, nomor: int, apa: str) -> None:
        self.go_to(nomor)
        self.page.decide(apa)
        self.wait()

    def press(
        self, key: Qt.Key, di: QWidget | None = None, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
    ) -> None:
        """A key of the page or a dialog, which has the keyboard first (offscreen, a closing one takes it away)."""
        widget = di or self.page
        widget.activateWindow()
        assert QTest.qWaitForWindowActive(widget)
        QTest.keyClick(widget, key, modifier)
        self.wait()

    def status(self) -> dict[int, StatusBaris]:
        return {r.baris.nomor: r.baris.status for r in self.page.rows if not r.baris.bagian}

    def chips(self) -> dict[int, str]:
        return {r.baris.nomor: str(r.status) for r in self.page.rows if not r.baris.bagian}

    def dialog(self, kind: type[QDialog]) -> Any:
        found = [d for d in self.page.findChildren(kind) if d.isVisible()]
        assert len(found) == 1
        return found[0]

    @property
    def tagihan(self) -> TagihanId:
        assert self.page.tagihan is not None
        return self.page.tagihan


def daftar_kembar() -> Any:
    """A list whose one line fits two purchases equally well, and a charge of the bank."""
    return daftar(
        "juni.csv", (date(2026, 5, 20), "TOKO BUKU CONTOH", 784_000), (date(2026, 5, 25), "BIAYA ADM KARTU", 15_000)
    )


def add_twins(office: Office) -> None:
    for nomor, hari, toko, nilai in KEMBAR:
        belanja(office, nomor, hari, toko, rekening=PERJADIN, nilai=nilai)


@contextmanager
def opened(folder: Path) -> Iterator[MejaKartu]:
    """The page over a SQLite file of its own."""
    basis = new_basis(folder / "uji.sqlite")
    office = buka_kantor(basis)
    kantor, desk, told = KantorNyata(office), Desk(), []
    konteks = Konteks(desk, office.clock, lambda *_: None, told.append, kantor, huruf, office.pelaku)
    desk.attach(lambda c: kantor.execute(c, konteks.pelaku))
    page = TagihanPage(konteks)
    made = MejaKartu(office, kantor, desk, konteks, page, told)
    desk.crashed.connect(made.crashes.append)
    desk.refused.connect(made.refused.append)
    try:
        yield made
    finally:
        page.hide()
        desk.close()
        basis.close()
