"""Penutupan kas: money counted by denomination, the balance at the bank, and what differs from the book, live."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QIntValidator
from PySide6.QtWidgets import (
    QFormLayout,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from core.kas.commands import CloseMonth
from core.kas.penutupan import KERTAS, LOGAM, HitunganKas
from core.money import NOL, Rupiah, format_sen
from ui.kas.saldo_bank_card import SaldoBankCard, explanation
from ui.kit import tokens
from ui.kit.card import Card, restyle, text
from ui.kit.rupiah_edit import RupiahEdit
from ui.opd.isian import FormDialog

if TYPE_CHECKING:
    from core.bus import Command
    from core.calendar import Bulan
    from core.kas.bukti_bank import BuktiSaldoBank
    from core.kas.queries import SaldoRow
    from ui.shell.page import Konteks

LEMBAR_MAKS = 999_999


class PieceEdit(QLineEdit):
    """How many notes or coins of one value; empty is none."""

    def __init__(self, nominal: int, satuan: str) -> None:
        super().__init__()
        self.nominal = nominal
        self.setValidator(QIntValidator(0, LEMBAR_MAKS, self))
        self.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.setPlaceholderText("0")
        self.setFixedWidth(tokens.px(78))
        self.setAccessibleName(f"Banyak {satuan} Rp {format_sen(nominal * 100)}")

    def count(self) -> int:
        """Pieces."""
        return int(self.text() or 0)

    def jumlah(self) -> Rupiah:
        """What they are worth."""
        return Rupiah.of(self.nominal * self.count())


class PiecesCard(Card):
    """One kind of money: a line per denomination and the sum."""

    changed = Signal()

    def __init__(self, judul: str, huruf: str, nominal: tuple[int, ...], satuan: str) -> None:
        super().__init__(judul)
        self._huruf = huruf
        self.pieces = {n: PieceEdit(n, satuan) for n in nominal}
        self._values: dict[int, QLabel] = {}
        grid = QGridLayout()
        grid.setVerticalSpacing(tokens.px(4))
        grid.setColumnStretch(2, 1)
        for row, (n, edit) in enumerate(self.pieces.items()):
            grid.addWidget(text(format_sen(n * 100)), row, 0, Qt.AlignmentFlag.AlignRight)
            grid.addWidget(edit, row, 1)
            self._values[n] = text("0", "redup")
            grid.addWidget(self._values[n], row, 2, Qt.AlignmentFlag.AlignRight)
            edit.textChanged.connect(self._on_changed)
        self.add(grid)
        self.body.addStretch(1)
        self.sum = text("Jumlah 0", "kuat")
        self.sum.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.add(self.sum)

    def lembar(self) -> dict[str, int]:
        """Pieces per denomination, as the seal keeps them."""
        return {f"{self._huruf}{n}": e.count() for n, e in self.pieces.items() if e.count()}

    def jumlah(self) -> Rupiah:
        """All of it."""
        return Rupiah(sum(e.jumlah().sen for e in self.pieces.values()))

    def _on_changed(self) -> None:
        for n, edit in self.pieces.items():
            self._values[n].setText(format_sen(edit.jumlah().sen))
        self.sum.setText(f"Jumlah {format_sen(self.jumlah().sen)}")
        self.changed.emit()


class PenutupanDialog(FormDialog):
    """Counts, compares, explains, closes."""

    def __init__(self, konteks: Konteks, bulan: Bulan, saldo: SaldoRow, parent: QWidget | None = None) -> None:
        super().__init__(
            konteks,
            f"Penutupan kas {bulan.nama}",
            "Tutup kas",
            keterangan="Hitung uang di brankas, lalu cocokkan dengan buku. Bulan yang ditutup tidak dibuka lagi.",
            lebar=1240,
            bahaya=True,
            parent=parent,
        )
        self._bulan, self._saldo = bulan, saldo
        self._proof: BuktiSaldoBank | None = None
        self._penjelasan_bank = ""
        self.kertas = PiecesCard("Uang kertas (lembar)", "K", KERTAS, "lembar")
        self.logam = PiecesCard("Uang logam (keping)", "L", LOGAM, "keping")
        self.bank = RupiahEdit()
        self.bank.setMinimumWidth(tokens.px(130))
        self.bank.setAccessibleName("Saldo rekening koran")
        self.penjelasan = QPlainTextEdit()
        self.penjelasan.setAccessibleName("Penjelasan selisih")
        self.penjelasan.setTabChangesFocus(True)
        self.penjelasan.setPlaceholderText("Wajib diisi bila ada selisih")
        self.penjelasan.setFixedHeight(tokens.px(70))
        row = QHBoxLayout()
        row.setSpacing(tokens.px(12))
        self.bukti_bank = SaldoBankCard()
        row.addWidget(self.kertas, 2)
        row.addWidget(self.logam, 2)
        row.addWidget(self._build_compare(), 3)
        row.addWidget(self.bukti_bank, 4)
        self.body.addLayout(row, 1)
        for part in (self.kertas, self.logam):
            part.changed.connect(self._compare)
        self.bank.textChanged.connect(lambda _: self._compare())
        self.penjelasan.textChanged.connect(self._compare)
        self._compare()
        tanya = konteks.tanya
        konteks.desk.ask(lambda: tanya.ask(lambda q: q.kas.bukti_bank(bulan)), self.show_proof, key="penutupan.bank")

    def show_proof(self, b: BuktiSaldoBank) -> None:
        """The bank's balance comes from its statement once that reaches the end of the month; nobody types it again."""
        self._proof = b
        self.bukti_bank.show_proof(b)
        if self._proven() is not None and not self.bank.text().strip():
            self.bank.set_value(self._proven() or NOL)
            self._penjelasan_bank = explanation(b)
            if not self.penjelasan.toPlainText().strip():
                self.penjelasan.setPlainText(self._penjelasan_bank)
        self._compare()

    def _proven(self) -> Rupiah | None:
        """The balance of the statements at the end of the month; None while they do not say it."""
        b = self._proof
        return b.saldo_bank if b is not None and b.is_lengkap and not b.celah else None

    def hitungan(self) -> HitunganKas:
        """What was counted. Refuses an amount that is none."""
        return HitunganKas({**self.kertas.lembar(), **self.logam.lembar()}, self.bank.value())

    def command(self) -> Command:
        return CloseMonth(bulan=self._bulan, kas=self.hitungan(), penjelasan=self.penjelasan.toPlainText().strip())

    def _build_compare(self) -> QWidget:
        card = Card("Buku dan hitungan")
        self._figures: dict[str, QLabel] = {}
        form = QFormLayout()
        form.setVerticalSpacing(tokens.px(6))
        rows = (
            ("buku_tunai", "Kas tunai menurut buku"),
            ("hitung_tunai", "Kas tunai dihitung"),
            ("beda_tunai", "Selisih tunai"),
            ("buku_bank", "Saldo bank menurut buku"),
        )
        for key, label in rows:
            self._figures[key] = self._figure(form, label)
        form.addRow(text("Saldo rekening koran", "redup"), self.bank)
        self._figures["beda_bank"] = self._figure(form, "Selisih bank")
        self._figures["bku"] = self._figure(form, "Saldo BKU")
        card.add(form)
        card.add(text("Penjelasan selisih", "label"))
        card.add(self.penjelasan)
        card.body.addStretch(1)
        column = QVBoxLayout()
        column.addWidget(card)
        return card

    def _figure(self, form: QFormLayout, label: str) -> QLabel:
        value = text("0", "kuat")
        value.setAlignment(Qt.AlignmentFlag.AlignRight)
        form.addRow(text(label, "redup"), value)
        return value

    def _compare(self) -> None:
        tunai = self.kertas.jumlah() + self.logam.jumlah()
        bank = self.bank.value() if self.bank.is_valid() else NOL
        s = self._saldo
        beda = {"beda_tunai": s.kas_tunai - tunai, "beda_bank": s.bank - bank}
        shown = {"buku_tunai": s.kas_tunai, "hitung_tunai": tunai, "buku_bank": s.bank, "bku": s.bku, **beda}
        for key, nilai in shown.items():
            label = self._figures[key]
            same = key.startswith("beda") and not nilai
            label.setText("sama" if same else format_sen(nilai.sen, brackets=True))
            if key.startswith("beda"):
                label.setProperty("nada", "ok" if same else "bad")
                restyle(label)
        kata = self.penjelasan.toPlainText().strip()
        # what the bank proof explains says nothing about the safe
        wajib = (bool(beda["beda_tunai"]) and kata in {"", self._penjelasan_bank}) or (any(beda.values()) and not kata)
        self.button.setEnabled(not wajib and self.bank.is_valid())
        self.say("Ada selisih: hitung ulang atau tulis penjelasannya sebelum menutup." if wajib else self._other(bank))

    def _other(self, bank: Rupiah) -> str:
        """A balance typed by hand that is not the statement's."""
        proven = self._proven()
        if proven is None or bank == proven:
            return ""
        return (
            f"Saldo yang diisikan berbeda dari rekening koran yang diimpor ({format_sen(proven.sen, brackets=True)})."
        )
