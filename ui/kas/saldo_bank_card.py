"""SaldoBankCard: how the bank proof of a month stands, with every difference listed, for whoever closes it."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from core.kas.bukti_bank import BANK, BedaBank, BuktiSaldoBank
from core.money import format_sen
from ui.kas.koran_bacaan import proof_words
from ui.kit.card import Card, text
from ui.kit.chip import Status, StatusChip
from ui.kit.table import Column, Jenis, RowTable
from ui.kit.table_view import TableView
from ui.kit.tokens import Nada

KOLOM_BEDA: tuple[Column[BedaBank], ...] = (
    Column("sisi", "Hanya di", lambda x: "bank" if x.sisi == BANK else "buku", 70, urut=False),
    Column("tanggal", "Tanggal", lambda x: f"{x.tanggal:%d/%m}", 64, Jenis.KODE, urut=False),
    Column("uraian", "Uraian", lambda x: " ".join(_words(x)), 150, lentur=True, urut=False),
    Column("nilai", "Jumlah (Rp)", lambda x: x.nilai, 106, Jenis.UANG, urut=False),
)
DITULIS_MAKS = 6
"""Differences that an explanation names one by one."""


def _words(x: BedaBank) -> tuple[str, ...]:
    """A document by number and words; a line by the bank's words, its reference says nothing to us."""
    return (x.uraian,) if x.sisi == BANK else (x.nomor, x.uraian.removesuffix(x.nomor).strip())


class SaldoBankCard(Card):
    """The words of the proof and its list; without a statement, where to get one."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Bukti saldo bank", parent)
        self.chip = StatusChip()
        self.add_to_head(self.chip)
        self.words = text("Memuat bukti saldo bank…", "kecil", wrap=True)
        self.table: RowTable[BedaBank] = RowTable(KOLOM_BEDA)
        self.view = TableView("penutupan.bank", self.table)
        self.view.setAccessibleName("Selisih buku dan bank")
        self.add(self.words)
        self.add(self.view, 100)
        self.body.addStretch(1)
        self.view.hide()

    def show_proof(self, b: BuktiSaldoBank) -> None:
        """Shows the proof of a month."""
        self.chip.show_status(Status(b.kata, Nada.OK if b.is_cocok else Nada.WARN))
        if not b.rekening:
            kata = (
                f"Rekening koran {b.bulan.nama} belum diimpor: impor di halaman Rekening Koran (Alt+5), atau isikan "
                "saldonya dari lembar bank."
            )
        else:
            bank = "belum diketahui" if b.saldo_bank is None else format_sen(b.saldo_bank.sen, brackets=True)
            persamaan, jangkauan = proof_words(b)
            kata = f"Saldo rekening koran {bank} · {jangkauan}. {persamaan.rstrip('.')}."
        self.words.setText(kata)
        beda = (*b.buku_belum_bank, *b.bank_belum_buku) if b.rekening else ()
        self.table.show(sorted(beda, key=lambda x: x.tanggal))
        self.view.setVisible(bool(beda))


def explanation(b: BuktiSaldoBank) -> str:
    """The difference at the bank as a seal keeps it: `Selisih bank (2.452.500) menurut bukti saldo bank: …`."""
    if b.selisih is None or not b.selisih:
        return ""
    beda = (*b.buku_belum_bank, *b.bank_belum_buku)
    sebut = [
        f"{x.uraian if x.sisi == BANK else x.nomor} {format_sen(x.nilai.sen, brackets=True)}"
        for x in beda[:DITULIS_MAKS]
    ]
    if len(beda) > DITULIS_MAKS:
        sebut.append(f"dan {len(beda) - DITULIS_MAKS} lainnya")
    selisih = format_sen(b.selisih.sen, brackets=True)
    return f"Selisih bank {selisih} menurut bukti saldo bank" + (f": {'; '.join(sebut)}." if sebut else ".")
