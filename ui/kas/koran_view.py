"""What the page of bank statements shows: progress and the bank proof on top, the rows, the panel of the chosen row."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from core.calendar import Bulan
from core.kas.bukti_bank import BuktiSaldoBank
from core.money import format_sen
from ui.kas.koran_bacaan import Terbaca, control_words, open_points, progress_of, proof_words
from ui.kas.koran_panel import KoranPanel
from ui.kas.koran_table import KOLOM_KORAN, BarisTampil
from ui.kas.month_picker import MonthPicker
from ui.kit import tokens
from ui.kit.card import Card, text
from ui.kit.chip import Status, StatusChip
from ui.kit.table import RowTable
from ui.kit.table_view import TableView
from ui.kit.tile import ShareBar
from ui.kit.tokens import Nada

_TOMBOL = (
    ("pasti", "Terima pasti", "Ctrl+Return", "Ctrl+Enter"),
    ("catat", "Catat…", "F2", "F2"),
    ("cetak", "Bukti saldo", "Ctrl+P", "Ctrl+P"),
    ("ekspor", "Ekspor…", "Ctrl+E", "Ctrl+E"),
)
LEBAR_PANEL = 344
_SARING = ("Semua baris", "Belum cocok", "Selisih bukti saldo", "Hanya di buku", "Sudah cocok")
_LULUS: tuple[Callable[[BarisTampil], bool], ...] = (
    lambda r: not r.lama,
    lambda r: r.terbuka and not r.lama,
    lambda r: r.selisih,
    lambda r: r.gerak is not None,
    lambda r: not r.terbuka,
)
"""Which rows each choice of `_SARING` keeps."""


class KoranView(QWidget):
    """Widgets only; the page decides."""

    filter_changed = Signal()
    import_asked = Signal()

    def __init__(self, bulan: Bulan, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.table: RowTable[BarisTampil] = RowTable(KOLOM_KORAN, key=lambda r: r.key)
        self.view = TableView("rekening-koran", self.table)
        self.view.setSelectionMode(TableView.SelectionMode.ExtendedSelection)
        self.view.set_empty("Belum ada baris rekening koran pada bulan ini", "Impor rekening koran dengan Ctrl+I.")
        self.panel = KoranPanel()
        self.panel.setFixedWidth(tokens.px(LEBAR_PANEL))
        self.bulan = MonthPicker(bulan)
        self.buttons: dict[str, QPushButton] = {}
        self._build()

    def narrow(self, rows: Sequence[BarisTampil]) -> list[BarisTampil]:
        """The rows that pass the filters above the table; documents belong to every account."""
        words = self.filter.text().casefold().split()
        keeps, rekening = _LULUS[self.state.currentIndex()], self.account()
        return [
            r
            for r in rows
            if keeps(r) and (r.baris is None or rekening in {"", r.rekening}) and all(w in r.cari for w in words)
        ]

    def account(self) -> str:
        """The account on show; empty for all."""
        return str(self.accounts.currentData() or "")

    def show_month(self, baca: Terbaca) -> None:
        """Shows the proof, the accounts and what is still open."""
        self.empty.setVisible(not baca.isi.ada)
        self.filled.setVisible(baca.isi.ada)
        with QSignalBlocker(self.bulan):
            self.bulan.set_range(*baca.months)
            self.bulan.go_to(baca.isi.bulan)
        self._show_accounts(baca.rekening)
        self._show_proof(baca.isi.bukti)
        kontrol = control_words(baca.isi)
        self.control.setText(kontrol)
        self.control.setVisible(bool(kontrol))
        self.files.setText(f"Berkas ({len(baca.berkas)})…  F6")
        self.panel.show_open(open_points(baca), "U mengurungkan keputusan terakhir")

    def show_progress(self, rows: Sequence[BarisTampil]) -> None:
        """Counts of the lines."""
        rekening = self.account()
        maju = progress_of([r for r in rows if r.baris is None or rekening in {"", r.rekening}])
        self.progress.setText(maju.judul)
        self.in_books.setText(maju.buku)
        self.sums.setText(maju.rincian)
        self.bar.show_share(maju.bagian)

    def set_button(self, apa: str, banyak: int = 0, *, enabled: bool, note: str = "") -> None:
        """A button of the foot with its count."""
        kata, keys = next((k, p) for a, k, _, p in _TOMBOL if a == apa)
        jumlah = f" ({banyak})" if banyak else ""
        self.buttons[apa].setText(f"{kata}{jumlah}  {keys}")
        self.buttons[apa].setEnabled(enabled)
        self.buttons[apa].setToolTip(note)

    def _show_accounts(self, rekening: Sequence[tuple[str, str]]) -> None:
        choices = [("", "Semua rekening"), *rekening]
        self.accounts.setVisible(len(rekening) > 1)
        if [self.accounts.itemData(i) for i in range(self.accounts.count())] != [n for n, _ in choices]:
            chosen = self.account()
            with QSignalBlocker(self.accounts):
                self.accounts.clear()
                for nomor, kata in choices:
                    self.accounts.addItem(kata, nomor)
                self.accounts.setCurrentIndex(max(self.accounts.findData(chosen), 0))

    def _show_proof(self, b: BuktiSaldoBank) -> None:
        kata, jangkauan = proof_words(b)
        self.figures["buku"].setText(format_sen(b.saldo_buku.sen, brackets=True))
        bank = "belum diketahui" if b.saldo_bank is None else format_sen(b.saldo_bank.sen, brackets=True)
        self.figures["bank"].setText(bank)
        self.proof_chip.show_status(Status(b.kata, Nada.OK if b.is_cocok else Nada.WARN))
        self.terms.setText(kata)
        self.reach.setText(jangkauan)
        self.reach.setVisible(bool(jangkauan))

    def _build(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(tokens.px(12))
        top.addWidget(self._build_progress(), 1)
        top.addWidget(self._build_proof(), 1)
        lower = QHBoxLayout()
        lower.setSpacing(tokens.px(12))
        lower.addWidget(self._build_table(), 1)
        lower.addWidget(self.panel)
        self.filled = QWidget()
        inside = QVBoxLayout(self.filled)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(tokens.px(12))
        inside.addLayout(top)
        inside.addLayout(lower, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.filled, 1)
        column.addWidget(self._build_empty(), 1)

    def _build_empty(self) -> Card:
        """An office without any statement sees the one next step."""
        self.empty = Card()
        self.start = QPushButton("Impor rekening koran…  Ins")
        self.start.setProperty("peran", "utama")
        self.start.setAutoDefault(False)
        self.start.clicked.connect(self.import_asked)
        self.empty.body.addStretch(2)
        for widget in (
            text("Mulai dari rekening koran pertama", "judul-besar"),
            text("Unduh rekening koran dari bank (CSV, Excel, MT940, atau camt.053), lalu jatuhkan di sini.", "redup"),
            self.start,
        ):
            self.empty.body.addWidget(widget, 0, Qt.AlignmentFlag.AlignHCenter)
        self.empty.body.addStretch(3)
        self.empty.hide()
        return self.empty

    def _build_progress(self) -> Card:
        card = Card()
        card.body.setSpacing(tokens.px(6))
        self.progress, self.in_books = text("", "judul-kartu"), text("", "redup")
        head = QHBoxLayout()
        head.addWidget(self.progress, 1)
        head.addWidget(self.in_books)
        self.bar = ShareBar()
        self.sums = text("", "kecil", wrap=True)
        self.control = text("", "kecil", wrap=True)
        card.add(head)
        card.add(self.bar)
        card.add(self.sums)
        card.add(self.control)
        card.body.addStretch(1)
        return card

    def _build_proof(self) -> Card:
        card = Card()
        card.body.setSpacing(tokens.px(4))
        self.proof_chip = StatusChip()
        self.figures: dict[str, QLabel] = {}
        head = QHBoxLayout()
        head.addWidget(text("Bukti saldo bank", "judul-kartu"), 1)
        head.addWidget(self.proof_chip)
        card.add(head)
        for key, kata in (("buku", "Saldo bank menurut buku"), ("bank", "Saldo menurut rekening koran")):
            row = QHBoxLayout()
            self.figures[key] = text("", "kuat")
            row.addWidget(text(kata, "label"), 1)
            row.addWidget(self.figures[key])
            card.add(row)
        self.terms, self.reach = text("", "kecil", wrap=True), text("", "kecil", wrap=True)
        card.add(self.terms)
        card.add(self.reach)
        return card

    def _build_table(self) -> Card:
        card = Card()
        self.accounts, self.state, self.filter = QComboBox(), QComboBox(), QLineEdit()
        self.accounts.setAccessibleName("Rekening")
        self.accounts.hide()
        self.state.setAccessibleName("Saring menurut status")
        self.state.addItems(_SARING)
        for box in (self.accounts, self.state):
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
            box.currentIndexChanged.connect(lambda _: self.filter_changed.emit())
        self.files = QPushButton("Berkas…  F6")
        self.files.setAutoDefault(False)
        self._bind("F6", self.files)
        self.filter.setPlaceholderText("Saring  Ctrl+F")
        self.filter.setClearButtonEnabled(True)
        self.filter.setMinimumWidth(tokens.px(90))
        self.filter.setMaximumWidth(tokens.px(220))
        self.filter.textChanged.connect(lambda _: self.filter_changed.emit())
        QShortcut(QKeySequence("Ctrl+F"), self).activated.connect(self.filter.setFocus)
        head = QHBoxLayout()
        head.addWidget(self.bulan)
        head.addWidget(self.accounts)
        head.addWidget(self.state)
        head.addStretch(1)
        head.addWidget(self.files)
        head.addWidget(self.filter, 2)
        card.add(head)
        card.add(self.view, 1)
        foot = QHBoxLayout()
        foot.setSpacing(tokens.px(8))
        for apa, kata, keys, shown in _TOMBOL:
            button = QPushButton(f"{kata}  {shown}")
            button.setAutoDefault(False)
            self._bind(keys, button)
            self.buttons[apa] = button
            foot.addWidget(button)
        foot.addStretch(1)
        card.add(foot)
        return card

    def _bind(self, keys: str, button: QPushButton) -> None:
        shortcut = QShortcut(QKeySequence(keys), self)
        shortcut.setAutoRepeat(False)
        shortcut.activated.connect(button.click)
