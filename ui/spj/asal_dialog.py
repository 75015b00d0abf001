"""Asal angka: the BKU lines behind a figure of the SPJ; Enter goes on to the evidence."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QVBoxLayout

from core.money import Rupiah, format_sen
from core.spj.asal import BarisAsal, Cakupan, lines_behind, sum_of
from ui.kit import tokens
from ui.kit.card import text
from ui.kit.table import Column, Jenis, RowTable
from ui.kit.table_view import TableView

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from ui.shell.page import Konteks

KELOMPOK: Final = {"": "semua kolom", "gaji": "SPJ-LS gaji", "bj": "SPJ-LS barang dan jasa", "up": "SPJ UP/GU/TU"}
RENTANG: Final = {"lalu": "s.d. bulan lalu", "ini": "bulan ini", "sd": "s.d. bulan ini"}

KOLOM: tuple[Column[BarisAsal], ...] = (
    Column("no", "No. BKU", lambda r: r.bku.no_bku, 74, Jenis.ANGKA, urut=False),
    Column("tanggal", "Tanggal", lambda r: r.bku.tanggal, 92, Jenis.TANGGAL, urut=False),
    Column("bukti", "No. bukti", lambda r: r.bku.no_bukti, 150, Jenis.KODE, urut=False),
    Column("uraian", "Uraian", lambda r: r.bku.uraian, 240, urut=False, lentur=True),
    Column("rekening", "Kode rekening", lambda r: r.bku.rekening, 146, Jenis.KODE, urut=False),
    Column("nilai", "Nilai (Rp)", lambda r: r.nilai, 120, Jenis.UANG, urut=False),
)


class AsalDialog(QDialog):
    """The lines of one cell, and whether they explain all of it."""

    def __init__(
        self, konteks: Konteks, cakupan: Cakupan, nama: str, angka: Rupiah, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.konteks, self._angka = konteks, angka
        self.setWindowTitle("Asal angka")
        self.table: RowTable[BarisAsal] = RowTable(KOLOM, lambda r: (r.bulan, r.bku.no_bku))
        self.view = TableView("spj.asal", self.table)
        self.view.setAccessibleName("Baris BKU di balik angka")
        self.view.set_empty("Tidak ada baris BKU.", "Angka ini berasal dari saldo awal atau contra pos.")
        self.view.row_opened.connect(self._go)
        self.sum = text("", "redup", wrap=True)
        tutup = QPushButton("Tutup  Esc")
        tutup.setAutoDefault(False)
        tutup.clicked.connect(self.reject)
        foot = QHBoxLayout()
        foot.addWidget(self.sum, 1)
        foot.addWidget(tutup)
        column = QVBoxLayout(self)
        edge = tokens.px(20)
        column.setContentsMargins(edge, edge, edge, tokens.px(16))
        column.setSpacing(tokens.px(12))
        column.addWidget(text(f"Rp {format_sen(angka.sen, brackets=True)}", "judul-kartu"))
        kata = f"{nama} · {KELOMPOK[cakupan.kelompok]} · {RENTANG[cakupan.rentang]}, {cakupan.bulan.nama}"
        column.addWidget(text(kata, "redup", wrap=True))
        column.addWidget(self.view, 1)
        column.addLayout(foot)
        self.resize(tokens.px(960), tokens.px(520))
        tanya = konteks.tanya
        konteks.desk.ask(lambda: tanya.ask(lambda q: lines_behind(q.kas, cakupan)), self.show_lines, key="spj.asal")

    def show_lines(self, rows: tuple[BarisAsal, ...]) -> None:
        """The lines, and what of the figure they do not explain."""
        self.table.show(rows)
        jumlah = sum_of(rows)
        sisa = self._angka - jumlah
        kata = f"{len(rows)} baris, jumlah Rp {format_sen(jumlah.sen, brackets=True)}. Enter membuka buktinya."
        if sisa:
            kata += f" Selebihnya Rp {format_sen(sisa.sen, brackets=True)}: saldo awal atau contra pos."
        self.sum.setText(kata)

    def _go(self, row: BarisAsal) -> None:
        self.accept()
        self.konteks.open_page("bukti", {"bulan": row.bulan, "tx": row.bku.tx})
