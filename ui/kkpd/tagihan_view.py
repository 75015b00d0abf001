"""What the bill page shows: progress and the bank's own sum on top, the lines, and the panel of the chosen line."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from core.calendar import tanggal_pendek
from core.kkpd.baris import StatusBaris
from core.kkpd.pengujian import JenisBaris
from core.kkpd.queries import PersamaanTagihan
from core.kkpd.rules import DISETUJUI
from core.money import format_sen
from ui.kit import tokens
from ui.kit.card import Card, text
from ui.kit.chip import Status, StatusChip
from ui.kit.table import RowTable
from ui.kit.table_view import TableView
from ui.kit.tile import ShareBar
from ui.kit.tokens import Nada
from ui.kkpd.bacaan import Terbaca, open_points, own_terms, progress_of
from ui.kkpd.baris_panel import BarisPanel
from ui.kkpd.table import KOLOM_TAGIHAN, BarisTampil

_TOMBOL = (
    ("pasti", "Terima pasti", "Ctrl+Return", "Ctrl+Enter"),
    ("kirim", "Kirim uji", "F9", "F9"),
    ("uji", "Uji…", "F6", "F6"),
    ("kembali", "Kembalikan…", "F7", "F7"),
    ("dpt", "Buat DPT…", "F8", "F8"),
    ("cetak", "Cetak", "Ctrl+P", "Ctrl+P"),
)
LEBAR_PANEL = 344
_SARING = ("Semua baris", "Belum selesai", "Siap diuji", "Sedang diuji", "Sudah disetujui")
_LULUS: tuple[Callable[[BarisTampil], bool] | None, ...] = (
    None,
    lambda r: r.terbuka,
    lambda r: r.siap_kirim,
    lambda r: r.baris.status is StatusBaris.DIUJI,
    lambda r: r.diterima and r.baris.status in DISETUJUI,
)
"""Which lines each choice of `_SARING` keeps."""


class TagihanView(QWidget):
    """Widgets only; the page decides."""

    filter_changed = Signal()
    tagihan_chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.table: RowTable[BarisTampil] = RowTable(KOLOM_TAGIHAN, key=lambda r: r.key)
        self.view = TableView("tagihan-kkpd", self.table)
        self.view.set_empty("Belum ada tagihan KKPD tahun ini", "Impor tagihan bank dengan Ctrl+I.")
        self.panel = BarisPanel()
        self.panel.setFixedWidth(tokens.px(LEBAR_PANEL))
        self.buttons: dict[str, QPushButton] = {}
        self._build()

    def narrow(self, rows: Sequence[BarisTampil]) -> list[BarisTampil]:
        """The lines that pass the two filters above the table."""
        words = self.filter.text().casefold().split()
        keeps = _LULUS[self.state.currentIndex()]
        return [r for r in rows if (keeps is None or keeps(r)) and all(w in r.cari for w in words)]

    def show_tagihan(self, baca: Terbaca, rows: Sequence[BarisTampil]) -> None:
        """Shows the equations and the list of bills."""
        lihat = baca.lihat
        self.bank_card.setVisible(lihat is not None)
        self.progress_card.setVisible(lihat is not None)
        self.bills.setVisible(len(baca.daftar) > 1)
        if lihat is None:
            return
        self._show_equations(lihat.persamaan)
        ids = [self.bills.itemData(i) for i in range(self.bills.count())]
        if ids != [t.id for t in baca.daftar]:
            self.bills.blockSignals(True)
            self.bills.clear()
            for t in baca.daftar:
                self.bills.addItem(t.nomor, t.id)
                kata = f"dicetak {tanggal_pendek(t.tanggal_cetak)}, Rp {t.tagihan_baru}"
                self.bills.setItemData(self.bills.count() - 1, kata, Qt.ItemDataRole.ToolTipRole)
            self.bills.blockSignals(False)
        self.bills.setCurrentIndex([t.id for t in baca.daftar].index(lihat.tagihan.id))
        belanja = [r for r in rows if r.baris.jenis is JenisBaris.BELANJA]
        belum = any(str(r.status) in {"diterima", "diuji PA/KPA"} or r.terbuka for r in belanja)
        foot = "DPT disiapkan setelah semua baris diuji PA/KPA" if belum else "Semua baris sudah diuji PA/KPA"
        self.panel.show_open(open_points(rows), f"{foot} · U mengurungkan keputusan terakhir")

    def show_progress(self, rows: Sequence[BarisTampil]) -> None:
        """Counts and sums of the lines."""
        maju = progress_of(rows)
        self.progress.setText(maju.judul)
        self.tested.setText(maju.uji)
        self.sums.setText(maju.rincian)
        self.bar.show_share(maju.bagian)

    def set_button(self, apa: str, banyak: int, *, enabled: bool, note: str) -> None:
        """A button of the foot with its count."""
        kata, keys = next((k, p) for a, k, _, p in _TOMBOL if a == apa)
        jumlah = f" ({banyak})" if banyak else ""
        dots = "…" if kata.endswith("…") else ""
        self.buttons[apa].setText(f"{kata.removesuffix('…')}{jumlah}{dots}  {keys}")
        self.buttons[apa].setEnabled(enabled)
        self.buttons[apa].setToolTip(note)

    def _show_equations(self, p: PersamaanTagihan) -> None:
        bank = p.bank
        self.bank_total.setText(format_sen(bank.tertulis.sen))
        self.bank_chip.show_status(Status(bank.kata, Nada.OK if bank.is_cocok else Nada.BAD))
        self.bank_terms.setText(bank.uraian)
        lain = [*p.per_kartu, *([p.kredit] if p.kredit else [])]
        salah = [x.kata for x in lain if not x.is_cocok]
        self.bank_more.setText(" · ".join(salah or dict.fromkeys(x.kata_cocok for x in lain)))
        self.ours.setText(own_terms(p.kita))
        self.ours_chip.show_status(Status(p.kita.kata, Nada.INFO if p.kita.is_cocok else Nada.BAD))

    def _build(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(tokens.px(12))
        self.progress_card = self._build_progress()
        self.bank_card = self._build_bank()
        top.addWidget(self.progress_card, 3)
        top.addWidget(self.bank_card, 2)
        lower = QHBoxLayout()
        lower.setSpacing(tokens.px(12))
        lower.addWidget(self._build_table(), 1)
        lower.addWidget(self.panel)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.px(12))
        column.addLayout(top)
        column.addLayout(lower, 1)

    def _build_progress(self) -> Card:
        card = Card()
        card.body.setSpacing(tokens.px(6))
        self.progress, self.tested = text("", "judul-kartu"), text("", "redup")
        head = QHBoxLayout()
        head.addWidget(self.progress, 1)
        head.addWidget(self.tested)
        self.bar = ShareBar()
        self.sums = text("", "kecil", wrap=True)
        self.ours, self.ours_chip = text("", "kecil", wrap=True), StatusChip()
        own = QHBoxLayout()
        own.addWidget(self.ours, 1)
        own.addWidget(self.ours_chip)
        card.add(head)
        card.add(self.bar)
        card.add(self.sums)
        card.add(own)
        return card

    def _build_bank(self) -> Card:
        card = Card()
        card.body.setSpacing(tokens.px(6))
        self.bank_total, self.bank_chip = text("", "angka-sedang"), StatusChip()
        head = QHBoxLayout()
        head.addWidget(text("Total bank", "label"), 1)
        head.addWidget(self.bank_total)
        head.addSpacing(tokens.px(6))
        head.addWidget(self.bank_chip)
        self.bank_terms, self.bank_more = text("", "kecil", wrap=True), text("", "kecil", wrap=True)
        card.add(head)
        card.add(self.bank_terms)
        card.add(self.bank_more)
        card.body.addStretch(1)
        return card

    def _build_table(self) -> Card:
        card = Card()
        self.bills, self.state, self.filter = QComboBox(), QComboBox(), QLineEdit()
        self.bills.setAccessibleName("Tagihan")
        self.bills.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.bills.setMinimumContentsLength(22)
        self.bills.activated.connect(lambda i: self.tagihan_chosen.emit(self.bills.itemData(i)))
        self.state.setAccessibleName("Saring menurut status")
        self.state.addItems(_SARING)
        self.state.currentIndexChanged.connect(lambda _: self.filter_changed.emit())
        self.filter.setPlaceholderText("Saring baris  Ctrl+F")
        self.filter.setClearButtonEnabled(True)
        self.filter.setFixedWidth(tokens.px(172))
        self.filter.textChanged.connect(lambda _: self.filter_changed.emit())
        QShortcut(QKeySequence("Ctrl+F"), self).activated.connect(self.filter.setFocus)
        head = QHBoxLayout()
        head.addWidget(self.bills)
        head.addWidget(self.state)
        self.cards = QPushButton("Kartu & limit…".replace("&", "&&"))
        self.cards.setAutoDefault(False)
        head.addStretch(1)
        head.addWidget(self.cards)
        head.addWidget(self.filter)
        card.add(head)
        card.add(self.view, 1)
        foot = QHBoxLayout()
        foot.setSpacing(tokens.px(8))
        for apa, kata, keys, shown in _TOMBOL:
            button = QPushButton(f"{kata}  {shown}")
            button.setAutoDefault(False)
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setAutoRepeat(False)
            shortcut.activated.connect(button.click)
            self.buttons[apa] = button
            foot.addWidget(button)
        self.buttons["cetak"].hide()
        self.buttons["kembali"].hide()
        foot.addStretch(1)
        card.add(foot)
        return card
