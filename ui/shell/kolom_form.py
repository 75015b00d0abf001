"""Atur kolom: which column of an unknown list means what. Asked once per bank and layout, then remembered."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

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
from core.importers.profil_kolom import MEDAN_KEPALA, Medan, ProfilKolom, layout_hash
from core.importers.tabel import BARIS_KEPALA_MAKS, Baris, Lembaran, heading, nama_kolom, teks
from ui.kit import tokens
from ui.kit.card import Card, text

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


@dataclass(frozen=True, slots=True)
class ArtiKolom:
    """What the columns of one kind of file may mean.

    `nama` says each meaning in words; `isyarat` are parts of headings that hint at one (the person confirms); `kurang`
    names what a reader still lacks; `tanda` whether the side that raises the sum is asked for.
    """

    nama: Mapping[Medan, str]
    isyarat: tuple[tuple[str, Medan], ...]
    kurang: Callable[[Mapping[Medan, int]], list[str]]
    tanda: bool = False


class KolomForm(Card):
    """The header row, and a meaning for each of its columns."""

    confirmed = Signal(object)
    """The ProfilKolom."""

    def __init__(self, arti: ArtiKolom, parent: QWidget | None = None) -> None:
        super().__init__("Atur kolom", parent)
        self._arti = arti
        self._lembar: Lembaran | None = None
        self._bank = ""
        self.kepala = QComboBox()
        self.kepala.setAccessibleName("Baris judul kolom")
        self.kepala.currentIndexChanged.connect(lambda _: self._show_columns())
        self.tanda = QComboBox()
        self.tanda.addItem("DB menambah tagihan", Tanda.DEBIT)
        self.tanda.addItem("CR menambah tagihan", Tanda.KREDIT)
        if not arti.tanda:
            self.tanda.hide()
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
                self._complaint.setText(f"“{self._arti.nama[medan]}” dipilih untuk dua kolom; pilih satu saja.")
                return None
            kolom[Medan(medan)] = n
        kurang = self._arti.kurang(kolom)
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
            for medan, nama in self._arti.nama.items():
                combo.addItem(nama, medan)
            guess = self._guess(heading(sel), used)
            if guess is not None:
                used.add(guess)
                combo.setCurrentIndex(combo.findData(guess))
            combo.setAccessibleName(f"Kolom {nama_kolom(n)} {teks(sel)}")
            self._grid.addWidget(text(f"{nama_kolom(n)}  {teks(sel) or '(tanpa judul)'}", "kuat"), n, 0)
            self._grid.addWidget(text(teks(below.at(n))[:40] if below else "", "redup"), n, 1)
            self._grid.addWidget(combo, n, 2)
            self.choices.append(combo)

    def _guess(self, kata: str, used: set[Medan]) -> Medan | None:
        """The meaning a heading names, or hints at."""
        named = Medan(kata) if kata in {str(m) for m in Medan} else MEDAN_KEPALA.get(kata)
        if named in self._arti.nama:
            return None if named in used else named
        parts = kata.split("_")
        return next((m for isyarat, m in self._arti.isyarat if isyarat in parts and m not in used), None)

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
