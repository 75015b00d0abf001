"""The two cards above the register: UP KKPD and what became of it, and the bill that falls due next."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from core.access import Izin
from core.calendar import tanggal_panjang
from core.kkpd.baris import StatusBaris
from core.kkpd.model import StatusTagihan
from core.money import total
from core.opd.model import decree_on
from ui.kit import tokens
from ui.kit.card import Card, text
from ui.kit.chip import Status, StatusChip
from ui.kit.table import Column, Jenis, RowTable
from ui.kit.table_view import TableView
from ui.kit.tokens import Nada
from ui.kkpd.limit_bar import LimitBar, use_parts
from ui.opd.isian import open_dialog
from ui.shell.page_head import who_may

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from fractions import Fraction

    from core.kkpd.queries import BelanjaKartu, KartuRow, TagihanRow
    from core.opd.model import SkUp
    from ui.shell.page import Konteks

_LUNAS: Final = {StatusTagihan.DIBAYAR, StatusTagihan.DIREKONSILIASI, StatusTagihan.DITUTUP}
_KATA: Final = {
    StatusTagihan.DIIMPOR: "baru diimpor",
    StatusTagihan.GAGAL_VALIDASI: "totalnya tidak cocok",
    StatusTagihan.DIVALIDASI: "perlu dicocokkan",
    StatusTagihan.DICOCOKKAN: "siap dikirim uji",
    StatusTagihan.DIUJI: "diuji PA/KPA",
    StatusTagihan.DPT_TERBIT: "DPT terbit",
    StatusTagihan.SPM_TERBIT: "SPM terbit",
    StatusTagihan.SP2D_TERBIT: "SP2D terbit",
}
"""What a bill that is not paid waits for."""
_CERMAT: Final = 7
"""Days before the due date from which the countdown is amber."""


def due_chip(tempo: date | None, hari: date) -> Status | None:
    """`12 hari lagi`, `hari ini`, `lewat 3 hari`; nothing while nothing falls due."""
    if tempo is None:
        return None
    sisa = (tempo - hari).days
    if sisa < 0:
        return Status(f"lewat {-sisa} hari", Nada.BAD)
    if sisa == 0:
        return Status("hari ini", Nada.BAD)
    return Status(f"{sisa} hari lagi", Nada.WARN if sisa <= _CERMAT else Nada.INFO)


def percent(bagian: Fraction) -> str:
    """`40 %`, `37,5 %`."""
    return f"{float(bagian * 100):.4g} %".replace(".", ",")


class UpCard(Card):
    """UP of the year in cash and card, and the use of the card's part by all cards together."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.body.setSpacing(tokens.px(6))
        self.judul, self.pisah = text("", "judul-kartu"), text("", "redup")
        self.history = QPushButton("Riwayat SK UP…")
        self.history.setAutoDefault(False)
        self.history.setProperty("peran", "tautan")
        self.bar = LimitBar()
        self.note = text("", "kecil", wrap=True)
        head = QHBoxLayout()
        head.setSpacing(tokens.px(10))
        head.addWidget(self.judul)
        head.addWidget(self.pisah, 1)
        head.addWidget(self.history)
        self.add(head)
        self.add(self.bar)
        self.add(self.note)

    def show_up(self, sk: SkUp | None, kartu: Sequence[KartuRow], belanja: Sequence[BelanjaKartu]) -> None:
        """`belanja` may hold purchases on cards that are not in the register; they use the limit too."""
        lain = [
            b.pembelian.nilai
            for b in belanja
            if b.pembelian.kartu is None and b.status in {StatusBaris.DICATAT, StatusBaris.COCOK}
        ]
        tertagih = total([r.pakai.tertagih for r in kartu])
        menunggu = total([r.pakai.menunggu for r in kartu]) + total(lain)
        lunas = total([r.lunas for r in kartu])
        if sk is None:
            self.judul.setText("UP KKPD belum ditetapkan")
            self.pisah.setText("catat SK UP di Pengaturan, bagian SK UP")
            self.bar.show_parts(use_parts(lunas, tertagih, menunggu, None))
        else:
            self.judul.setText(f"UP KKPD Rp {sk.limit_kkpd}")
            self.pisah.setText(f"{percent(sk.proporsi_kkpd)} dari UP {sk.besaran_up}, tunai {sk.up_tunai}")
            sisa = sk.limit_kkpd - tertagih - menunggu
            self.bar.show_parts(use_parts(lunas, tertagih, menunggu, sisa))
        batas = total([r.limit for r in kartu if r.limit is not None and r.kartu.status.value not in _SELESAI])
        kata = f"Limit kartu yang dipakai berjumlah {batas}." if kartu else ""
        if sk is not None and batas > sk.limit_kkpd:
            kata += f" Melebihi UP KKPD sebesar {batas - sk.limit_kkpd}."
        if lain:
            kata += f" {len(lain)} belanja atas kartu yang belum terdaftar ikut dihitung."
        self.note.setText(kata)
        self.note.setVisible(bool(kata))


_SELESAI: Final = {"DIGANTI", "TUTUP", "KEDALUWARSA", "USULAN"}


class TempoCard(Card):
    """The bill that must be paid next, and how many days are left."""

    opened = Signal(object)
    """The id of a bill, or None for the page of bills."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.body.setSpacing(tokens.px(6))
        self.judul, self.chip = text("", "judul-kartu"), StatusChip()
        self.kata = text("", "redup", wrap=True)
        self.go = QPushButton("Buka tagihan")
        self.go.setAutoDefault(False)
        self.go.setProperty("peran", "tautan")
        self.go.clicked.connect(lambda: self.opened.emit(self._tagihan))
        self._tagihan: Any = None
        head = QHBoxLayout()
        head.addWidget(self.judul, 1)
        head.addWidget(self.chip)
        foot = QHBoxLayout()
        foot.addWidget(self.kata, 1)
        foot.addWidget(self.go)
        self.add(head)
        self.add(foot)
        self.body.addStretch(1)

    def show_bills(self, tagihan: Sequence[TagihanRow], hari: date) -> None:
        """The open bill with the nearest due date; of several without one the newest."""
        buka = [t for t in tagihan if t.status not in _LUNAS]
        bertempo = sorted((t for t in buka if t.jatuh_tempo is not None), key=lambda t: str(t.jatuh_tempo))
        found = next(iter(bertempo or buka), None)
        self._tagihan = found.id if found else None
        self.go.setText("Buka tagihan" if found or not tagihan else "Tagihan")
        if found is None:
            self.judul.setText("Tidak ada tagihan terbuka")
            self.kata.setText("Tagihan bank diimpor di halaman Tagihan." if not tagihan else "Semua tagihan lunas.")
            self.chip.show_status(None)
            return
        self.judul.setText(f"Jatuh tempo {tanggal_panjang(found.jatuh_tempo)}" if found.jatuh_tempo else "Tanpa tempo")
        self.kata.setText(f"{found.nomor}, Rp\u00a0{found.tagihan_baru}, {_KATA[found.status]}")
        self.chip.show_status(due_chip(found.jatuh_tempo, hari))


_KOLOM: Final[tuple[Column[Any], ...]] = (
    Column("nomor", "Nomor SK", lambda s: s.nomor, 150, Jenis.KODE, lentur=True, urut=False),
    Column("berlaku", "Berlaku dari", lambda s: s.berlaku_dari, 100, Jenis.TANGGAL, urut=False),
    Column("tunai", "UP tunai (Rp)", lambda s: s.up_tunai, 120, Jenis.UANG, urut=False),
    Column("kkpd", "UP KKPD (Rp)", lambda s: s.limit_kkpd, 120, Jenis.UANG, urut=False),
    Column("bagian", "Bagian KKPD", lambda s: percent(s.proporsi_kkpd), 96, urut=False),
    Column("besaran", "Besaran UP (Rp)", lambda s: s.besaran_up, 124, Jenis.UANG, urut=False),
)


class UpDialog(QDialog):
    """Every decree of the year: only the card's part may change, and each change is a decree of its own."""

    def __init__(self, konteks: Konteks, sk: Sequence[SkUp], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Riwayat SK UP")
        self._konteks = konteks
        self.table: RowTable[SkUp] = RowTable(_KOLOM, lambda s: s.id)
        self.view = TableView("kartu.sk-up", self.table)
        self.view.set_empty("Belum ada SK UP tahun ini.", "Catat SK UP kepala daerah.")
        self.table.show(list(reversed(sk)))
        kini = decree_on(sk, konteks.today())
        kata = f"Yang berlaku: {kini.nomor}." if kini else "Belum ada yang berlaku."
        self.add = QPushButton("Ubah bagian KKPD…" if kini else "Catat SK UP…")
        self.add.setAutoDefault(False)
        self.add.setProperty("peran", "utama")
        may = konteks.may(Izin.ATUR_KANTOR)
        self.add.setEnabled(may)
        self.add.setToolTip("" if may else who_may(Izin.ATUR_KANTOR))
        self.add.clicked.connect(self.open_form)
        tutup = QPushButton("Tutup  Esc")
        tutup.setAutoDefault(False)
        tutup.clicked.connect(self.reject)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(tutup)
        foot.addWidget(self.add)
        column = QVBoxLayout(self)
        edge = tokens.px(20)
        column.setContentsMargins(edge, edge, edge, tokens.px(16))
        column.setSpacing(tokens.px(10))
        column.addWidget(text("Riwayat SK UP", "judul-besar"))
        column.addWidget(
            text(
                "Besaran UP tetap setahun; dalam tahun berjalan hanya bagian KKPD yang boleh berubah, dengan SK "
                f"perubahan. {kata}",
                "anak-judul",
                wrap=True,
            )
        )
        column.addWidget(self.view, 1)
        column.addLayout(foot)
        self.resize(tokens.px(800), tokens.px(340))

    def open_form(self) -> None:
        """A decree, on the form of the office's settings."""
        from ui.opd.kantor_bagian import SkUpDialog

        form = SkUpDialog(self._konteks, self)
        form.sent.connect(lambda _: self.accept())
        open_dialog(form)
