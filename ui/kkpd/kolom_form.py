"""Atur kolom: which column of an unknown list means what. Asked once per bank and layout, then remembered."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from core.importers.angka import Tanda
from core.importers.profil_kolom import Medan, ProfilKolom, layout_hash
from core.importers.tabel import BARIS_KEPALA_MAKS, Baris, Lembaran, heading, nama_kolom, teks
from ui.kit import tokens
from ui.kit.card import Card, text

NAMA: Final = {
    Medan.TANGGAL_TRANSAKSI: "Tanggal transaksi",
    Medan.TANGGAL_PEMBUKUAN: "Tanggal pembukuan",
    Medan.KARTU: "Nomor kartu",
    Medan.PEMEGANG: "Pemegang",
    Medan.MERCHANT: "Nama toko",
    Medan.KOTA: "Kota",
    Medan.MCC: "Kode jenis toko (MCC)",
    Medan.KETERANGAN: "Keterangan",
    Medan.JUMLAH: "Jumlah",
    Medan.TANDA: "Tanda DB/CR",
    Medan.DEBIT: "Pembelanjaan (debit)",
    Medan.KREDIT: "Pengembalian (kredit)",
    Medan.REFERENSI: "Nomor referensi",
    Medan.JATUH_TEMPO: "Jatuh tempo",
}
_ISYARAT: Final = (
    ("tgl", Medan.TANGGAL_TRANSAKSI),
    ("tanggal", Medan.TANGGAL_TRANSAKSI),
    ("kartu", Medan.KARTU),
    ("toko", Medan.MERCHANT),
    ("uraian", Medan.KETERANGAN),
    ("ket", Medan.KETERANGAN),
    ("rp", Medan.JUMLAH),
    ("jumlah", Medan.JUMLAH),
    ("nominal", Medan.JUMLAH),
)
"""Parts of headings that hint at a meaning; the person confirms."""


class KolomForm(Card):
    """The header row, and a meaning for each of its columns."""

    confirmed = Signal(object)
    """The ProfilKolom."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Atur kolom", parent)
        self._lembar: Lembaran | None = None
        self._bank = ""
        self.kepala = QComboBox()
        self.kepala.setAccessibleName("Baris judul kolom")
        self.kepala.currentIndexChanged.connect(lambda _: self._show_columns())
        self.tanda = QComboBox()
        self.tanda.addItem("DB menambah tagihan", Tanda.DEBIT)
        self.tanda.addItem("CR menambah tagihan", Tanda.KREDIT)
        self.choices: list[QComboBox] = []
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(tokens.px(14))
        self._grid.setVerticalSpacing(tokens.px(6))
        self._grid.setColumnStretch(1, 1)
        self._complaint: QLabel = text("", "galat", wrap=True)
        self._lay_out()

    def show_sheet(self, lembar: Lembaran, bank: str) -> None:
        """Begins with a sheet: the row with most words is taken for the header."""
        self._lembar, self._bank = lembar, bank
        rows = lembar.baris[:BARIS_KEPALA_MAKS]
        self.kepala.blockSignals(True)
        self.kepala.clear()
        for row in rows:
            words = " | ".join(w for s in row.sel if (w := teks(s)))
            self.kepala.addItem(f"Baris {row.nomor}: {words[:70]}")
        self.kepala.blockSignals(False)
        best = max(range(len(rows)), key=lambda i: sum(isinstance(s, str) and bool(teks(s)) for s in rows[i].sel))
        self.kepala.setCurrentIndex(best)
        self._show_columns()

    def profile(self) -> ProfilKolom | None:
        """What was chosen; None, with the complaint written, while something is missing or chosen twice."""
        kolom: dict[Medan, int] = {}
        for n, combo in enumerate(self.choices):
            medan = combo.currentData()
            if medan is None:
                continue
            if medan in kolom:
                self._complaint.setText(f"“{NAMA[medan]}” dipilih untuk dua kolom; pilih satu saja.")
                return None
            kolom[Medan(medan)] = n
        kurang = _missing(kolom)
        self._complaint.setText(f"Belum ada kolom untuk: {', '.join(kurang)}." if kurang else "")
        if kurang:
            return None
        return ProfilKolom(
            f"{self._bank or 'bank'} {self._header().nomor}",
            self._bank,
            layout_hash(self._header()),
            kolom,
            pembelanjaan=Tanda(self.tanda.currentData()),
        )

    def confirm(self) -> None:
        """Reads the file again with these columns."""
        profil = self.profile()
        if profil is not None:
            self.confirmed.emit(profil)

    def complaint(self) -> str:
        """What is missing."""
        return self._complaint.text()

    def _header(self) -> Baris:
        assert self._lembar is not None
        return self._lembar.baris[max(self.kepala.currentIndex(), 0)]

    def _show_columns(self) -> None:
        while (old := self._grid.takeAt(0)) is not None:
            if (widget := old.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        self.choices.clear()
        if self._lembar is None or not self._lembar.baris:
            return
        here = max(self.kepala.currentIndex(), 0)
        below = self._lembar.baris[here + 1] if here + 1 < len(self._lembar.baris) else None
        used: set[Medan] = set()
        for n, sel in enumerate(self._header().sel):
            combo = QComboBox()
            combo.addItem("(tidak dipakai)", None)
            for medan, nama in NAMA.items():
                combo.addItem(nama, medan)
            guess = _guess(heading(sel), used)
            if guess is not None:
                used.add(guess)
                combo.setCurrentIndex(combo.findData(guess))
            combo.setAccessibleName(f"Kolom {nama_kolom(n)} {teks(sel)}")
            self._grid.addWidget(text(f"{nama_kolom(n)}  {teks(sel) or '(tanpa judul)'}", "kuat"), n, 0)
            self._grid.addWidget(text(teks(below.at(n))[:40] if below else "", "redup"), n, 1)
            self._grid.addWidget(combo, n, 2)
            self.choices.append(combo)

    def _lay_out(self) -> None:
        self.add(
            text(
                "Susunan kolom bank ini belum dikenal. Tentukan sekali; berkas berikutnya dibaca tanpa bertanya.",
                "redup",
                wrap=True,
            )
        )
        head = QHBoxLayout()
        head.addWidget(self.kepala, 1)
        head.addWidget(self.tanda)
        self.add(head)
        inside = QWidget()
        inside.setObjectName("isi-gulir")
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(self._grid)
        column.addStretch(1)
        area = QScrollArea()
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setWidget(inside)
        self.add(area, 1)
        foot = QHBoxLayout()
        foot.addWidget(self._complaint, 1)
        button = QPushButton("Pakai kolom ini  F6")
        button.setShortcut("F6")
        button.setAutoDefault(False)
        button.setProperty("peran", "utama")
        button.clicked.connect(self.confirm)
        foot.addWidget(button)
        self.add(foot)


def _guess(kata: str, used: set[Medan]) -> Medan | None:
    if kata in {str(m) for m in Medan}:
        return Medan(kata) if Medan(kata) not in used else None
    return next((m for isyarat, m in _ISYARAT if isyarat in kata.split("_") and m not in used), None)


def _missing(kolom: dict[Medan, int]) -> list[str]:
    kurang: list[str] = []
    if not kolom.keys() & {Medan.TANGGAL_TRANSAKSI, Medan.TANGGAL_PEMBUKUAN}:
        kurang.append("tanggal")
    if not kolom.keys() & {Medan.KETERANGAN, Medan.MERCHANT}:
        kurang.append("keterangan atau nama toko")
    if Medan.JUMLAH not in kolom and not kolom.keys() >= {Medan.DEBIT, Medan.KREDIT}:
        kurang.append("jumlah")
    return kurang
