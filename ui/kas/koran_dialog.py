"""Questions of the page of bank statements: a pair chosen by hand, the statements there are, why one is withdrawn."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from core.access import Izin
from core.calendar import Bulan, tanggal_pendek
from core.kas.koran import BuktiBank, Koran
from core.kas.koran_commands import AcceptMatch, WithdrawKoran
from core.kas.koran_rencana import tail
from core.money import NOL, Rupiah, format_sen, total
from ui.kas.koran_table import BarisTampil, Kunci
from ui.kit import tokens
from ui.kit.card import text
from ui.kit.table import Column, Jenis, RowTable
from ui.kit.table_view import TableView
from ui.opd.isian import FormDialog, open_dialog
from ui.shell.page import Konteks

DIPILIH_SENDIRI = "dipilih sendiri"


@dataclass(frozen=True, slots=True)
class Calon:
    """Something that may be chosen: a document for lines, or a line for documents."""

    key: Kunci
    nomor: str
    tanggal: date
    kata: str
    nilai: Rupiah

    @property
    def cari(self) -> str:
        """What the filter looks through."""
        return f"{self.nomor} {self.kata} {self.nilai} {self.nilai.to_json()}".casefold()


_KOLOM_CALON: tuple[Column[Calon], ...] = (
    Column("nomor", "Nomor", lambda c: c.nomor, 130, Jenis.KODE, urut=False),
    Column("tanggal", "Tanggal", lambda c: c.tanggal, 100, Jenis.TANGGAL, urut=False),
    Column("kata", "Uraian", lambda c: c.kata, 260, lentur=True, urut=False),
    Column("nilai", "Jumlah (Rp)", lambda c: c.nilai, 120, Jenis.UANG, urut=False),
)


class PilihPasanganDialog(FormDialog):
    """Pairs by hand: several of the other side for what was selected, nearest amounts first."""

    def __init__(
        self,
        konteks: Konteks,
        untuk: Sequence[BarisTampil],
        calon: Sequence[Calon],
        parent: QWidget | None = None,
    ) -> None:
        self.is_of_lines = untuk[0].baris is not None
        self._untuk = tuple(untuk)
        self._nilai = total([r.nilai for r in untuk])
        apa = "bukti" if self.is_of_lines else "baris rekening koran"
        satu = untuk[0].kata if self.is_of_lines else untuk[0].buku
        nama = satu if len(untuk) == 1 else f"{len(untuk)} pilihan bersama-sama"
        super().__init__(
            konteks,
            f"Pilih {apa}",
            "Pasangkan  Ctrl+Enter",
            keterangan=(
                f"Untuk {nama}, Rp {format_sen(self._nilai.sen, brackets=True)}. Beberapa {apa} dipilih dengan Ctrl "
                "atau Shift; jumlahnya harus sama."
            ),
            lebar=760,
            parent=parent,
        )
        self._all = sorted(calon, key=lambda c: (abs(c.nilai.sen - self._nilai.sen), c.tanggal))
        self.filter = QLineEdit()
        self.filter.setAccessibleName("Saring")
        self.filter.setPlaceholderText("Saring nomor, uraian, atau jumlah  Ctrl+F")
        self.filter.textChanged.connect(lambda _: self._show())
        self.table: RowTable[Calon] = RowTable(_KOLOM_CALON, key=lambda c: c.key)
        self.view = TableView("pilih-pasangan", self.table)
        self.view.setSelectionMode(TableView.SelectionMode.ExtendedSelection)
        self.view.set_empty(f"Tidak ada {apa} yang belum berpasangan", "Catat buktinya, atau impor rekening korannya.")
        self.view.setMinimumHeight(tokens.px(260))
        self.view.totals_changed.connect(self._on_totals)
        self.jumlah = text("", "kuat")
        for widget, stretch in ((self.filter, 0), (self.view, 1), (self.jumlah, 0)):
            self.body.addWidget(widget, stretch)
        for keys, run in (("Ctrl+Return", self.send), ("Ctrl+F", self.filter.setFocus)):
            QShortcut(QKeySequence(keys), self).activated.connect(run)
        self._show()
        self.view.setFocus()

    def command(self) -> AcceptMatch:
        chosen = self.view.selected_rows()
        if not chosen:
            raise ValueError("Pilih sedikitnya satu.")
        mine, other = [r.key for r in self._untuk], [c.key for c in chosen]
        keys = [*mine, *other]
        return AcceptMatch(
            baris=tuple(k for k in keys if isinstance(k, str)),
            bukti=tuple(k for k in keys if isinstance(k, BuktiBank)),
            alasan=DIPILIH_SENDIRI,
        )

    def _show(self) -> None:
        words = self.filter.text().casefold().split()
        self.table.show([c for c in self._all if all(w in c.cari for w in words)])

    def _on_totals(self, banyak: int, sums: Any) -> None:
        jumlah: Rupiah = sums.get("nilai", NOL)
        beda = abs(jumlah - self._nilai)
        kata = "sama" if not beda else f"selisih {beda}"
        self.jumlah.setText(f"{banyak} dipilih, Rp {format_sen(jumlah.sen, brackets=True)}: {kata}" if banyak else "")


_KOLOM_BERKAS: tuple[Column[Koran], ...] = (
    Column("dari", "Dari", lambda k: k.dari, 92, Jenis.TANGGAL, urut=False),
    Column("sampai", "Sampai", lambda k: k.sampai, 92, Jenis.TANGGAL, urut=False),
    Column("rekening", "Rekening", lambda k: tail(k.rekening), 96, urut=False),
    Column("berkas", "Berkas", lambda k: k.berkas, 210, lentur=True, urut=False),
    Column("awal", "Saldo awal", lambda k: k.saldo_awal, 110, Jenis.UANG, urut=False),
    Column("akhir", "Saldo akhir", lambda k: k.saldo_akhir, 110, Jenis.UANG, urut=False),
)


class BerkasKoranDialog(QDialog):
    """Every statement that was imported; Enter goes to its month, Del withdraws one that was imported by mistake."""

    chosen = Signal(object)
    """The Bulan of the statement."""

    def __init__(self, konteks: Konteks, berkas: Sequence[Koran], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Berkas rekening koran")
        self._konteks = konteks
        self.table: RowTable[Koran] = RowTable(_KOLOM_BERKAS, key=lambda k: k.id)
        self.view = TableView("koran-berkas", self.table)
        self.view.set_empty("Belum ada rekening koran", "Impor dengan Ctrl+I.")
        self.view.row_opened.connect(self._go)
        self.open_button = self._button("Buka bulannya  Enter", lambda: self._go(self.view.current_row()))
        self.open_button.setProperty("peran", "utama")
        self.drop_button = self._button("Batalkan berkas…  Del", self.withdraw)
        self.drop_button.setProperty("peran", "bahaya")
        self.drop_button.setEnabled(konteks.may(Izin.CATAT))
        close = self._button("Tutup  Esc", self.reject)
        QShortcut(QKeySequence("Del"), self).activated.connect(self.drop_button.click)
        foot = QHBoxLayout()
        foot.addWidget(self.drop_button)
        foot.addStretch(1)
        foot.addWidget(close)
        foot.addWidget(self.open_button)
        column = QVBoxLayout(self)
        edge = tokens.px(20)
        column.setContentsMargins(edge, edge, edge, tokens.px(16))
        column.setSpacing(tokens.px(12))
        column.addWidget(text("Berkas rekening koran", "judul-kartu"))
        column.addWidget(
            text(
                "Berkas yang keliru dibatalkan dengan alasannya; barisnya keluar dari bukti saldo. Baris yang sudah "
                "berpasangan dilepas dahulu.",
                "redup",
                wrap=True,
            )
        )
        column.addWidget(self.view, 1)
        column.addLayout(foot)
        self.resize(tokens.px(820), tokens.px(420))
        self.table.show(berkas)
        if berkas:
            self.view.selectRow(0)
        self.view.setFocus()

    def withdraw(self) -> None:
        """Asks why, and takes the statement in hand back."""
        koran = self.view.current_row()
        if koran is not None:
            dialog = BatalKoranDialog(self._konteks, koran, self)
            dialog.sent.connect(lambda _: self.accept())
            open_dialog(dialog)

    def _go(self, koran: Koran | None) -> None:
        if koran is not None:
            self.accept()
            self.chosen.emit(Bulan.of(koran.sampai))

    def _button(self, kata: str, run: Any) -> QPushButton:
        button = QPushButton(kata)
        button.setAutoDefault(False)
        button.clicked.connect(lambda: run())  # noqa: PLW0108 - clicked carries a flag that run does not take
        return button


class BatalKoranDialog(FormDialog):
    """Why a statement is taken out of the proof."""

    def __init__(self, konteks: Konteks, koran: Koran, parent: QWidget | None = None) -> None:
        super().__init__(
            konteks,
            "Batalkan rekening koran",
            "Batalkan berkas",
            keterangan=f"{koran.berkas}, {tanggal_pendek(koran.dari)}–{tanggal_pendek(koran.sampai)}.",
            bahaya=True,
            parent=parent,
        )
        self._koran = koran
        self.alasan = QLineEdit()
        self.alasan.setMaxLength(200)
        self.form.add("alasan", "Alasan", self.alasan)
        self.alasan.setFocus()

    def command(self) -> WithdrawKoran:
        return WithdrawKoran(koran=self._koran.id, alasan=self.alasan.text())
