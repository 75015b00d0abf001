"""The panel beside the table: the line chosen, what is proposed for it and why, and the decisions that may be taken."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from core.calendar import tanggal_pendek
from core.kkpd.baris import PembelianKartu, StatusBaris
from core.kkpd.pengujian import JenisBaris
from core.money import format_sen
from ui.kit import tokens
from ui.kit.card import Card, text
from ui.kit.chip import StatusChip
from ui.kkpd.table import BIAYA, BarisTampil, card_tail

Pilihan = tuple[str, ...]


class BuktiCard(QFrame):
    """One proposed pair. Where there are several it can be chosen by a click or by its number."""

    chosen = Signal()

    def __init__(self, bukti: Pilihan, beli: Mapping[str, PembelianKartu], nomor: int = 0) -> None:
        super().__init__()
        self.setObjectName("kartu")
        column = QVBoxLayout(self)
        column.setContentsMargins(tokens.px(12), tokens.px(9), tokens.px(12), tokens.px(10))
        column.setSpacing(tokens.px(3))
        head = QHBoxLayout()
        head.addWidget(text(" + ".join(bukti), "kuat", wrap=True), 1)
        if nomor:
            head.addWidget(text(str(nomor), "kecil"))
            self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.head = head
        column.addLayout(head)
        for n in bukti:
            found = beli.get(n)
            if found is None:
                continue
            uraian = found.rincian[0].uraian if found.rincian else ""
            column.addWidget(text(" — ".join(filter(None, (uraian, found.merchant))), wrap=True))
            if nomor:
                column.addWidget(text(tanggal_pendek(found.tanggal), "redup"))
                column.addWidget(text(f"Rp {format_sen(found.nilai.sen)}", "kuat"))
            else:
                kata = f"{tanggal_pendek(found.tanggal)} · Rp {format_sen(found.nilai.sen)}"
                column.addWidget(text(kata, "redup"))
        self.column = column

    def mark(self, *, on: bool) -> None:
        """Shows whether it is the chosen one."""
        from ui.kit.card import restyle

        self.setProperty("nada", "accent" if on else "")
        restyle(self)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self.chosen.emit()
        super().mouseReleaseEvent(event)


class BarisPanel(Card):
    """Shows one line. It takes no decision itself: buttons say which one is wanted."""

    asked = Signal(str)
    """`terima`, `bukan`, `beban`, `bukti`, `pilih`, `batal_beban`."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Baris terpilih", parent)
        self._tampil: BarisTampil | None = None
        self._cards: list[tuple[Pilihan, BuktiCard]] = []
        self._chosen: Pilihan | None = None
        self.buttons: dict[str, QPushButton] = {}
        self._may = True
        self._note = ""
        self._inside = QWidget()
        self._inside.setObjectName("isi-gulir")
        self._column = QVBoxLayout(self._inside)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(tokens.px(6))
        area = QScrollArea()
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(self._inside)
        self.add(area, 1)
        self.foot = text("", "kecil", wrap=True)
        self._open_title = text("Masih terbuka", "label")
        self._open = text("", "kecil", wrap=True)
        self.add(self._open_title)
        self.add(self._open)
        self.add(self.foot)
        self.show_line(None, {})

    @property
    def chosen(self) -> Pilihan | None:
        """The evidence that “Terima” would take; None while the person has to choose."""
        return self._chosen

    def choose(self, nomor: int) -> None:
        """Chooses one of the alternatives by its number, from 1."""
        if 1 <= nomor <= len(self._cards) and len(self._cards) > 1:
            self._pick(nomor - 1)

    def set_permission(self, *, may: bool, note: str) -> None:
        """Whether the person at the desk may decide; `note` says who may."""
        self._may, self._note = may, note

    def show_open(self, points: Sequence[str], foot: str) -> None:
        """The list of what still waits for somebody."""
        shown = [f"• {p}" for p in points[:3]]
        if len(points) > len(shown):
            shown.append(f"dan {len(points) - len(shown)} baris lagi")
        self._open.setText("\n".join(shown))
        self._open.setVisible(bool(shown))
        self._open_title.setVisible(bool(shown))
        self.foot.setText(foot)

    def show_line(self, tampil: BarisTampil | None, beli: Mapping[str, PembelianKartu]) -> None:
        """Shows another line, or none."""
        self._clear()
        self._tampil = tampil
        if tampil is None:
            self._column.addWidget(text("Pilih baris tagihan untuk melihat usulan pasangannya.", "redup", wrap=True))
            self._column.addStretch(1)
            return
        b = tampil.baris
        self._column.addWidget(text(b.keterangan, "judul-kartu", wrap=True))
        pemegang = f" · {tampil.row.pemegang}" if tampil.row.pemegang else " · kartu belum terdaftar"
        nilai = format_sen(b.nilai.sen, brackets=True)
        about = (
            f"{tanggal_pendek(b.tanggal_transaksi)} · Rp {nilai} · kartu •••• {card_tail(tampil.row.kartu)}{pemegang}"
        )
        self._column.addWidget(text(about, "redup", wrap=True))
        for tanda in tampil.row.tanda:
            nada = {"keras": "bad", "peringatan": "warn"}.get(tanda.keparahan, "info")
            self._column.addWidget(text(f"! {tanda.pesan}", "kecil", wrap=True, nada=nada))
        if tampil.terbuka:
            self._show_open_line(tampil, beli)
        else:
            self._show_settled(tampil, beli)
        self._column.addStretch(1)

    # the two kinds of line

    def _show_open_line(self, tampil: BarisTampil, beli: Mapping[str, PembelianKartu]) -> None:
        u = tampil.usulan
        if u is None:
            self._show_without_proposal(tampil)
            return
        if not u.bukti:
            self._label("Usulan")
            self._reasons(u.alasan, tampil)
            self._add_buttons((("Terima  Enter", "terima", "utama"), ("Bukan  N", "bukan", "")))
            self._add_buttons((("Pilih bukti…  P", "pilih", ""),))
            return
        if u.pilihan:
            self._label(f"{len(u.pilihan)} bukti hampir sama cocoknya; pilih dengan 1–{min(len(u.pilihan), 9)}")
            self._side_by_side(u.pilihan, beli)
            self._reasons(u.alasan, tampil)
        else:
            self._label("Usulan pasangan" + (f" untuk {len(u.baris)} baris" if len(u.baris) > 1 else ""))
            card = BuktiCard(u.bukti, beli)
            card.head.addWidget(StatusChip(tampil.status.kata, tampil.status.nada))
            card.column.addWidget(text(" · ".join(u.alasan), "kecil", wrap=True))
            self._cards = [(u.bukti, card)]
            self._chosen = u.bukti
            self._column.addWidget(card)
        self._add_buttons((("Terima  Enter", "terima", "utama"), ("Bukan pasangannya  N", "bukan", "")))
        lain = (("Pilih lain…  P", "pilih", ""),)
        beban = (("Bukan beban APBD…  B", "beban", "bahaya"),)
        self._add_buttons(lain if tampil.baris.jenis is JenisBaris.REFUND else beban + lain)

    def _show_without_proposal(self, tampil: BarisTampil) -> None:
        biaya = tampil.baris.jenis in BIAYA
        self._label("Belum ada bukti yang cocok")
        kata = (
            "Biaya dan bunga kartu tidak dibayar dari APBD: nyatakan bukan beban APBD, lalu sanggah ke bank penerbit."
            if biaya
            else "Minta bukti ke pemegang kartu dan catat sebagai belanja KKPD; usulan muncul setelah dicatat."
        )
        self._column.addWidget(text(kata, "kecil", wrap=True))
        self._add_buttons((("Pilih bukti…  P", "pilih", ""),) if not biaya else ())
        if not tampil.baris.is_credit:
            self._add_buttons((("Bukan beban APBD…  B", "beban", "bahaya"),))

    def _show_settled(self, tampil: BarisTampil, beli: Mapping[str, PembelianKartu]) -> None:
        b = tampil.baris
        row = QHBoxLayout()
        row.addWidget(text("Status", "label"))
        row.addStretch(1)
        row.addWidget(StatusChip(tampil.status.kata, tampil.status.nada))
        self._column.addLayout(row)
        if b.bukti:
            self._label("Pasangan bukti")
            self._column.addWidget(BuktiCard(b.bukti, beli))
        if b.status is StatusBaris.COCOK and not b.is_credit:
            kurang = [n for n in b.bukti if n in beli and not beli[n].berkas_bukti]
            if kurang:
                kata = f"Berkas {', '.join(kurang)} belum dicatat; baris dikirim untuk diuji setelah berkasnya ada."
                self._column.addWidget(text(kata, "kecil", wrap=True, nada="warn"))
                self._add_buttons((("Berkas bukti…  K", "bukti", "utama"),))
            else:
                self._column.addWidget(
                    text("Berkas bukti sudah ada; siap diuji PA/KPA.", "kecil", wrap=True, nada="ok")
                )
            self._add_buttons((("Bukan pasangannya  N", "bukan", ""),))
        elif b.status is StatusBaris.BUKAN_BEBAN_APBD:
            self._column.addWidget(text("Tidak masuk DPT. Ajukan sanggahan ke bank penerbit.", "kecil", wrap=True))
            self._add_buttons((("Batalkan pernyataan  N", "bukan", ""),))
        elif b.dpt:
            self._column.addWidget(text(f"DPT {b.dpt}", "redup", wrap=True))

    # the parts

    def _side_by_side(self, pilihan: Sequence[Pilihan], beli: Mapping[str, PembelianKartu]) -> None:
        grid = QGridLayout()
        grid.setSpacing(tokens.px(8))
        for i, bukti in enumerate(pilihan[:6]):
            card = BuktiCard(bukti, beli, i + 1)
            card.chosen.connect(partial(self._pick, i))
            self._cards.append((bukti, card))
            grid.addWidget(card, i // 2, i % 2)
            grid.setColumnStretch(i % 2, 1)
        self._column.addLayout(grid)

    def _pick(self, i: int) -> None:
        self._chosen = self._cards[i][0]
        for j, (_, card) in enumerate(self._cards):
            card.mark(on=i == j)

    def _label(self, kata: str) -> None:
        self._column.addWidget(text(kata, "label", wrap=True))

    def _reasons(self, alasan: Sequence[str], tampil: BarisTampil) -> None:
        row = QHBoxLayout()
        row.addWidget(text(" · ".join(alasan), "kecil", wrap=True), 1)
        row.addWidget(StatusChip(tampil.status.kata, tampil.status.nada), 0, Qt.AlignmentFlag.AlignTop)
        self._column.addLayout(row)

    def _add_buttons(self, tombol: Sequence[tuple[str, str, str]]) -> None:
        if not tombol:
            return
        row = QHBoxLayout()
        row.setSpacing(tokens.px(8))
        for kata, apa, peran in tombol:
            button = QPushButton(kata)
            button.setAutoDefault(False)
            if peran:
                button.setProperty("peran", peran)
            button.setEnabled(self._may)
            button.setToolTip("" if self._may else self._note)
            button.clicked.connect(partial(self._ask, apa))
            row.addWidget(button, 1)
            self.buttons[apa] = button
        self._column.addLayout(row)

    def _ask(self, apa: str) -> None:
        self.asked.emit(apa)

    def _clear(self) -> None:
        self.buttons.clear()
        self._cards.clear()
        self._chosen = None
        _empty(self._column)


def _empty(layout: QVBoxLayout | QHBoxLayout | QGridLayout) -> None:
    """Takes everything out of a layout, what lies in layouts inside it too."""
    while (old := layout.takeAt(0)) is not None:
        widget, inner = old.widget(), old.layout()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
        elif isinstance(inner, QVBoxLayout | QHBoxLayout | QGridLayout):
            _empty(inner)
            inner.deleteLater()
