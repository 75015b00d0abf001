"""KartuBawah: below the register, the purchases of the card in hand, or the control book of the office by month."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QTabBar, QWidget

from core.calendar import Bulan
from core.kkpd.baris import StatusBaris
from core.money import NOL, Rupiah, format_sen, total
from ui.kas.month_picker import MonthPicker
from ui.kit import tokens
from ui.kit.card import Card, text
from ui.kit.chip import Status
from ui.kit.table import Column, Jenis, RowTable
from ui.kit.table_view import TableView
from ui.kit.tokens import Nada

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from core.identity import KartuId
    from core.kas.queries import BukuKkpd
    from core.kkpd.queries import BelanjaKartu, RincianKkpd

_NADA: Final = {
    StatusBaris.DICATAT: Nada.WARN,
    StatusBaris.COCOK: Nada.INFO,
    StatusBaris.DIUJI: Nada.INFO,
    StatusBaris.DITOLAK: Nada.BAD,
    StatusBaris.SENGKETA: Nada.WARN,
    StatusBaris.DISETUJUI: Nada.OK,
    StatusBaris.DI_DPT: Nada.OK,
    StatusBaris.SP2D: Nada.OK,
    StatusBaris.LUNAS: Nada.OK,
    StatusBaris.LUNAS_PRIBADI: Nada.OK,
}
KOLOM_BELANJA: Final[tuple[Column[Any], ...]] = (
    Column("tanggal", "Tanggal", lambda b: b.pembelian.tanggal, 92, Jenis.TANGGAL, urut=False),
    Column("bukti", "Bukti", lambda b: b.pembelian.nomor_bukti, 96, Jenis.KODE, urut=False),
    Column("toko", "Merchant", lambda b: b.pembelian.merchant, 120, lentur=True, urut=False),
    Column("nilai", "Nilai (Rp)", lambda b: b.pembelian.nilai, 104, Jenis.UANG, urut=False),
    Column(
        "status", "Status", lambda b: Status(b.kata, _NADA.get(b.status, Nada.MUTED)), 112, Jenis.STATUS, urut=False
    ),
    Column("tempo", "Jatuh tempo", lambda b: b.jatuh_tempo, 96, Jenis.TANGGAL, urut=False),
)


@dataclass(frozen=True, slots=True)
class BarisKendali:
    """One line of the control book with the shop and the account beside it; amounts in rupiah."""

    tanggal: date | None
    nomor: str
    rinci: RincianKkpd
    uraian: str
    belanja: Rupiah | None
    pelunasan: Rupiah | None
    sisa: Rupiah


KOLOM_BUKU: Final[tuple[Column[Any], ...]] = (
    Column("tanggal", "Tgl", lambda r: f"{r.tanggal:%d/%m}" if r.tanggal else "", 56, Jenis.KODE, urut=False),
    Column("nomor", "No. transaksi", lambda r: r.nomor, 100, Jenis.KODE, urut=False),
    Column("toko", "Merchant", lambda r: r.rinci.merchant or r.uraian, 100, lentur=True, urut=False),
    Column("rekening", "Kode rekening", lambda r: r.rinci.rekening, 136, Jenis.KODE, urut=False),
    Column("belanja", "Belanja", lambda r: r.belanja, 88, Jenis.UANG, urut=False),
    Column("pelunasan", "Pelunasan", lambda r: r.pelunasan, 90, Jenis.UANG, urut=False),
    Column("sisa", "Sisa limit", lambda r: r.sisa, 90, Jenis.UANG, urut=False),
)


def control_rows(buku: BukuKkpd, rincian: Mapping[str, RincianKkpd], kosong: RincianKkpd) -> tuple[BarisKendali, ...]:
    """The month as the paper has it: what the limit still had, then every movement."""
    awal = BarisKendali(None, "", kosong, "Sisa limit awal bulan", None, None, buku.limit - buku.terpakai_awal)
    return (
        awal,
        *(
            BarisKendali(
                r.tanggal,
                r.label,
                rincian.get(r.nomor, kosong),
                r.uraian,
                r.perubahan if r.perubahan > NOL else None,
                -r.perubahan if r.perubahan < NOL else None,
                r.sisa_limit,
            )
            for r in buku.baris
        ),
    )


class KartuBawah(Card):
    """Two tabs over one place."""

    month_changed = Signal()

    def __init__(self, bulan: Bulan, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.body.setSpacing(tokens.px(6))
        self.tabs = QTabBar()
        self.tabs.setExpanding(False)
        self.tabs.setDrawBase(False)
        for kata in ("Belanja kartu", "Buku Pembantu KKPD"):
            self.tabs.addTab(kata)
        self.bulan = MonthPicker(bulan)
        self.bulan.month_changed.connect(lambda _: self.month_changed.emit())
        self.sum = text("", "redup")
        self.belanja: RowTable[BelanjaKartu] = RowTable(KOLOM_BELANJA, lambda b: b.pembelian.nomor_bukti)
        self.buku: RowTable[BarisKendali] = RowTable(KOLOM_BUKU)
        self.view = TableView("kartu.belanja", self.belanja)
        self.view.setAccessibleName("Belanja kartu")
        self.book = TableView("kartu.buku", self.buku)
        self.book.setAccessibleName("Buku Pembantu KKPD")
        self.stack = QStackedWidget()
        self.stack.addWidget(self.view)
        self.stack.addWidget(self.book)
        top = QHBoxLayout()
        top.addWidget(self.tabs)
        top.addStretch(1)
        top.addWidget(self.sum)
        top.addWidget(self.bulan)
        self.add(top)
        self.add(self.stack, 1)
        self._all: tuple[BelanjaKartu, ...] = ()
        self._kartu: KartuId | None = None
        self._shown: BukuKkpd | None = None
        self.tabs.currentChanged.connect(self._on_tab)
        self._on_tab(0)

    @property
    def is_book(self) -> bool:
        """Whether the control book is on show."""
        return self.tabs.currentIndex() == 1

    def show_purchases(self, semua: Sequence[BelanjaKartu]) -> None:
        """Every purchase of the year; those of the card in hand are shown."""
        self._all = tuple(semua)
        self.show_card(self._kartu)

    def show_card(self, kartu: KartuId | None) -> None:
        """Another card is in hand."""
        self._kartu = kartu
        kosong = "Kartu ini belum dipakai tahun ini." if kartu is not None else "Belum ada kartu terdaftar."
        self.view.set_empty(kosong, "Catat belanjanya dengan F2." if kartu is not None else "")
        self.belanja.show([b for b in self._all if b.pembelian.kartu == kartu] if kartu is not None else [])
        self._say_sum()

    def show_book(self, buku: BukuKkpd, rows: Sequence[BarisKendali], bulan: tuple[Bulan, Bulan]) -> None:
        """The control book of the month."""
        self._shown = buku
        with QSignalBlocker(self.bulan):
            self.bulan.set_range(*bulan)
        self.buku.show(rows)
        self._say_sum()

    def _on_tab(self, n: int) -> None:
        self.stack.setCurrentIndex(n)
        self.bulan.setVisible(n == 1)
        self._say_sum()

    def _say_sum(self) -> None:
        if self.is_book:
            b = self._shown
            self.sum.setText(
                f"terpakai {b.terpakai_akhir}, sisa {format_sen(b.sisa_limit.sen, brackets=True)}" if b else ""
            )
            return
        rows = self.belanja.rows
        self.sum.setText(f"{len(rows)} belanja, Rp {total([b.pembelian.nilai for b in rows])}" if rows else "")
