"""The office of the worked example in front of the page of bank statements."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog

from core.calendar import Bulan
from core.kas.koran import BarisKoran, KoranMasuk
from core.kas.koran_commands import ImportKoran
from core.kas.koran_queries import KoranBulan
from core.money import Rupiah
from tests.fakes.kantor_nyata import KantorNyata
from tests.unit.kas.contoh_koran import masuk
from ui.kas.koran_page import KoranPage
from ui.kas.koran_table import BarisTampil
from ui.kit.notice import Notice
from ui.shell.page import Konteks

FEB, MAR = Bulan(2026, 2), Bulan(2026, 3)
SISA = 51_890_000
"""What the statement of February ends with."""


def maret_giro() -> KoranMasuk:
    """March: jasa giro and its tax in two lines, a payment of February, a fee, a return."""
    saldo, made = SISA, []
    for tanggal, nilai, kata in (
        (2, -2_462_500, "TRF CV SINAR TULIS TBP 0009"),
        (3, 50_000, "JASA GIRO FEBRUARI"),
        (3, -10_000, "PAJAK JASA GIRO"),
        (4, -5_000, "BIAYA ADM"),
        (5, 2_850_000, "RETUR TRF TBP 0003"),
    ):
        saldo += nilai
        made.append(BarisKoran(date(2026, 3, tanggal), kata, Rupiah.of(nilai), Rupiah.of(saldo)))
    return masuk(*made, awal=SISA, nama="mar.csv", dari=date(2026, 3, 1), sampai=date(2026, 3, 31))


@dataclass
class MejaKoran:
    kantor: KantorNyata
    konteks: Konteks
    page: KoranPage
    told: list[Notice]
    opened: list[tuple[str, Any]]
    refused: list[Any] = field(default_factory=list)

    def wait(self) -> None:
        assert self.konteks.desk.wait_idle()

    def take(self, koran: KoranMasuk) -> None:
        self.kantor.office.do(ImportKoran(masuk=koran))
        self.page.mark_stale()
        self.wait()

    def month(self, bulan: Bulan = FEB) -> KoranBulan:
        found: KoranBulan = self.kantor.ask(lambda q: q.kas.koran_bulan(bulan))
        return found

    def row(self, kata: str) -> BarisTampil:
        """The row whose line, or whose document, says this."""
        return next(r for r in self.page.rows if kata in (r.kata if r.baris else r.buku))

    def go_to(self, kata: str) -> None:
        assert self.page.view.select_key(self.row(kata).key)

    def decide(self, kata: str, apa: str) -> None:
        self.go_to(kata)
        self.page.decide(apa)
        self.wait()

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """A key while the table has the keyboard."""
        self.page.activateWindow()
        assert QTest.qWaitForWindowActive(self.page)
        self.page.view.setFocus()
        QTest.keyClick(self.page.view, key, modifier)

    def chip(self, kata: str) -> str:
        return self.row(kata).status.kata

    def chips(self) -> dict[str, int]:
        """How many lines of the bank stand how."""
        found: dict[str, int] = {}
        for r in self.page.rows:
            if r.baris is not None:
                found[r.status.kata] = found.get(r.status.kata, 0) + 1
        return found

    def dialog(self, kind: type[QDialog]) -> Any:
        found = [d for d in self.page.window().findChildren(kind) if d.isVisible()]
        assert len(found) == 1
        return found[0]
