"""Bukti & Pajak: the evidence of a month, and every form that records more of it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar

from PySide6.QtCore import QSignalBlocker, Qt, QTimer
from PySide6.QtGui import QCursor, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QMenu, QVBoxLayout

from core.calendar import Bulan
from core.kas.model import Jenis
from core.money import NOL, format_sen, total
from ui.kas.actions import FORMULIR, MENU, build_actions
from ui.kas.bahan import Bahan, gather
from ui.kas.bukti_dialog import BuktiDialog, Draf
from ui.kas.buku import is_open, months_shown
from ui.kas.choice import Choice
from ui.kas.month_picker import MonthPicker
from ui.kas.table import KOLOM_TRANSAKSI, jenis_nama
from ui.kit import tokens
from ui.kit.card import Card, line, text
from ui.kit.chip import Status, StatusChip
from ui.kit.notice import Notice
from ui.kit.table import RowTable
from ui.kit.table_view import TableView
from ui.kit.tokens import Nada
from ui.shell.page import Action, Page

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from PySide6.QtWidgets import QWidget

    from core.bus import Command, Hasil
    from core.kas.queries import TransaksiRow
    from core.money import Rupiah
    from ui.kas.sp2d_siap import Sp2dSiap
    from ui.shell.page import Konteks

KETIK_MS = 180
SARING = (
    ("", "Semua jenis"),
    ("belanja", "Belanja"),
    ("pajak", "Setor pajak"),
    ("panjar", "Panjar"),
    ("sp2d", "SP2D"),
    ("lain", "Lainnya"),
)


def kind_group(jenis: str) -> str:
    """The filter a kind of event belongs to."""
    if jenis in {"BELANJA_UP", "BELANJA_TU", "SPJ_PANJAR", "BELANJA_KKPD"}:
        return "belanja"
    if jenis == "PANJAR":
        return "panjar"
    if jenis == "SETOR_PAJAK":
        return "pajak"
    return "sp2d" if jenis.startswith("SP2D") else "lain"


_URUT = {
    "nilai": lambda r: r.nilai,
    "pajak": lambda r: r.pajak,
    "tanggal": lambda r: r.tanggal,
    "nomor": lambda r: r.nomor,
    "jenis": lambda r: jenis_nama(r.jenis),
    "uraian": lambda r: r.uraian.casefold(),
    "pihak": lambda r: r.pihak.casefold(),
    "keadaan": lambda r: (r.dibalik, r.dalam_lpj),
}


class BuktiPage(Page):
    topics: ClassVar[frozenset[str]] = frozenset({"kas", "anggaran", "rekanan", "opd"})

    def __init__(self, konteks: Konteks, parent: QWidget | None = None) -> None:
        super().__init__(konteks, parent)
        self.drafts: dict[str, Draf] = {}
        self.dialog: BuktiDialog | None = None
        self._goal = ""
        self.bulan = MonthPicker(Bulan.of(konteks.today()))
        self.bulan.month_changed.connect(self._on_month)
        self.keadaan = StatusChip()
        self.saring = Choice(SARING, "Jenis bukti")
        self.saring.currentIndexChanged.connect(self.refresh)
        self.cari = QLineEdit()
        self.cari.setPlaceholderText("Cari nomor, rekanan, uraian   Ctrl+F")
        self.cari.setClearButtonEnabled(True)
        self.cari.setMinimumWidth(tokens.px(140))
        self.cari.setMaximumWidth(tokens.px(260))
        self._typed = QTimer(self, singleShot=True, interval=KETIK_MS)
        self._typed.timeout.connect(self.refresh)
        self.cari.textChanged.connect(lambda _: self._typed.start())
        self.table: RowTable[TransaksiRow] = RowTable(KOLOM_TRANSAKSI, lambda r: r.kode)
        self.view = TableView("kas.bukti", self.table)
        self.view.set_empty("Belum ada bukti pada bulan ini.", "Catat yang pertama dengan F2.")
        self.view.sort_asked.connect(self._on_sort)
        self.view.totals_changed.connect(self._on_totals)
        self.view.jumlahkan = ("nilai", "pajak")
        self.view.row_selected.connect(lambda _: self.head_changed.emit())
        self._count, self._sums = text("", "redup"), text("")
        self._lay_out()
        here = Qt.ShortcutContext.WidgetWithChildrenShortcut
        for keys, run in (
            ("Left", lambda: self.bulan.step(-1)),
            ("Right", lambda: self.bulan.step(1)),
            ("Ctrl+F", self.cari.setFocus),
        ):
            QShortcut(QKeySequence(keys), self, context=here).activated.connect(run)
        QShortcut(QKeySequence("Esc"), self.cari, context=Qt.ShortcutContext.WidgetShortcut).activated.connect(
            self.cari.clear
        )

    def title(self) -> str:
        return "Bukti & Pajak"

    def subtitle(self) -> str:
        return self.bulan.bulan.nama

    def actions(self) -> tuple[Action, ...]:
        return build_actions(self.record, self.correct, self.choose_other, self._can_correct())

    def open_with(self, isi: Any) -> None:
        """A month; or a mapping: `bulan`, `tx` (a row to stand on), `catat` (a kind) with `panjar`, `jenis`, `sp2d`."""
        given: Mapping[str, Any] = isi if isinstance(isi, dict) else {"bulan": isi}
        if given.get("bulan"):
            with QSignalBlocker(self.bulan):
                self.bulan.go_to(given["bulan"])
        self._goal = str(given.get("tx", ""))
        self.mark_stale()
        if "catat" in given:
            self.record(str(given["catat"]), given.get("sp2d") or str(given.get("panjar") or given.get("jenis") or ""))

    def refresh(self) -> None:
        bulan, cari, jenis = self.bulan.bulan, self.cari.text().strip(), self.saring.value()
        order, hari, tanya = self.table.order, self.konteks.today(), self.konteks.tanya
        key, turun = order.key, order.descending

        def ask(q: Any) -> tuple[list[TransaksiRow], bool, tuple[Bulan, Bulan]]:
            rows = [r for r in q.kas.transaksi(bulan, cari=cari) if not jenis or kind_group(r.jenis) == jenis]
            if key:
                rows.sort(key=_URUT[key], reverse=turun)
            return rows, is_open(q, bulan), months_shown(q, bulan.tahun, hari)

        self.konteks.desk.ask(lambda: tanya.ask(ask), self._show, key="kas.bukti")

    def record(self, formulir: str, acuan: str | Sp2dSiap = "") -> None:
        """Opens a form; `acuan` is the open item it begins with."""
        self._open_form(formulir, partial(FORMULIR[formulir], acuan=acuan), draft=not acuan)

    def correct(self) -> None:
        """Opens the correction of the row the keyboard stands on."""
        from ui.kas.kas_dialog import KoreksiDialog

        row = self.view.current_row()
        if row is not None and self._can_correct():
            self._open_form("", lambda bahan, parent: KoreksiDialog(row, bahan, parent), draft=False)

    def choose_other(self) -> None:
        """Every kind of evidence by group, and the list as a file."""
        menu = QMenu(self)
        for kelompok, daftar in MENU:
            bagian = menu.addMenu(kelompok)
            for jenis in daftar:
                bagian.addAction(jenis_nama(jenis), lambda f=jenis: self.record(str(f)))
        menu.addAction("LPJ-UP (halaman SPJ)", lambda: self.konteks.open_page("spj", self.bulan.bulan))
        menu.addSeparator()
        menu.addAction("Ekspor daftar ini\tCtrl+E", self.view.ask_export)
        menu.exec(QCursor.pos())
        menu.deleteLater()

    # forms ---------------------------------------------------------------------------------------------------------

    def _open_form(self, formulir: str, build: Any, *, draft: bool) -> None:
        hari, tanya = self.konteks.today(), self.konteks.tanya

        def show(bahan: Bahan) -> None:
            if self.dialog is None:
                self._show_form(formulir, build(bahan, self.window()), draft=draft)

        self.konteks.desk.ask(lambda: tanya.ask(lambda q: gather(q, hari)), show, key="kas.formulir")

    def _show_form(self, formulir: str, dialog: BuktiDialog, *, draft: bool) -> None:
        self.dialog = dialog
        if draft and formulir in self.drafts:
            dialog.restore(self.drafts[formulir])
        dialog.clear_button.clicked.connect(lambda: self._start_again(formulir))
        dialog.submitted.connect(lambda command: self._do(formulir, command))
        dialog.finished.connect(lambda result: self._on_finished(formulir, dialog, result))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def _do(self, formulir: str, command: Command) -> None:
        dialog = self.dialog
        if dialog is not None:
            self.konteks.desk.do(command, lambda hasil: self._done(formulir, hasil), refused=dialog.show_refusal)

    def _done(self, formulir: str, hasil: Hasil) -> None:
        self.drafts.pop(formulir, None)
        if self.dialog is not None:
            self.dialog.accept()
        if hasil.nilai is None:
            return
        transaksi = hasil.nilai.transaksi
        self._goal = transaksi.kode
        with QSignalBlocker(self.bulan):
            self.bulan.set_range(*_widened(self.bulan, Bulan.of(transaksi.tanggal)))
            self.bulan.go_to(Bulan.of(transaksi.tanggal))
        kata = " ".join(p for p in (jenis_nama(transaksi.jenis), transaksi.nomor) if p)
        warn = "\n".join(t.pesan for t in hasil.nilai.peringatan)
        self.konteks.notify(Notice(f"{kata} dicatat", warn, Nada.WARN if warn else Nada.OK))

    def _start_again(self, formulir: str) -> None:
        """Throws the draft away and opens the form empty."""
        if self.dialog is not None:
            self.dialog.accept()
        self.drafts.pop(formulir, None)
        self.record(formulir)

    def _on_finished(self, formulir: str, dialog: BuktiDialog, result: int) -> None:
        if not result and formulir:
            self.drafts[formulir] = dialog.draft()
        self.dialog = None

    # the list ------------------------------------------------------------------------------------------------------

    def _show(self, answer: tuple[Sequence[TransaksiRow], bool, tuple[Bulan, Bulan]]) -> None:
        rows, terbuka, months = answer
        with QSignalBlocker(self.bulan):
            self.bulan.set_range(*months)
        self.table.show(rows)
        self.keadaan.show_status(Status("terbuka", Nada.INFO) if terbuka else Status("ditutup", Nada.OK))
        self._on_totals(0, {})
        if self._goal and self.view.select_key(self._goal):
            self._goal = ""
            self.view.setFocus()
        self.head_changed.emit()

    def _on_totals(self, banyak: int, jumlah: Mapping[str, Rupiah]) -> None:
        rows = self.table.rows
        if banyak > 1:
            self._count.setText(f"{banyak} bukti terpilih")
            nilai, pajak = jumlah["nilai"], jumlah["pajak"]
        else:
            self._count.setText(f"{len(rows)} bukti")
            nilai, pajak = total([r.nilai for r in rows]), total([r.pajak for r in rows if r.pajak > NOL])
        self._sums.setText(
            f"Nilai  {format_sen(nilai.sen, brackets=True)}      Pajak  {format_sen(pajak.sen, brackets=True)}"
        )

    def _on_sort(self, key: str, turun: bool) -> None:
        if self.table.order.key == key and self.table.order.descending:
            self.table.set_order("", descending=False)
        else:
            self.table.set_order(key, descending=turun)
        self.refresh()

    def _on_month(self) -> None:
        self.refresh()
        self.head_changed.emit()

    def _can_correct(self) -> bool:
        row = self.view.current_row()
        return row is not None and not row.dibalik and row.jenis != Jenis.KOREKSI

    def _lay_out(self) -> None:
        upper = QHBoxLayout()
        upper.setSpacing(tokens.px(10))
        upper.addWidget(self.bulan)
        upper.addWidget(self.keadaan)
        upper.addStretch(1)
        upper.addWidget(self.saring)
        upper.addWidget(self.cari, 2)
        foot = QHBoxLayout()
        foot.addWidget(self._count)
        foot.addStretch(1)
        foot.addWidget(self._sums)
        card = Card()
        card.body.setSpacing(tokens.px(6))
        card.add(self.view, 1)
        card.add(line())
        card.add(foot)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.px(12))
        column.addLayout(upper)
        column.addWidget(card, 1)


def _widened(picker: MonthPicker, bulan: Bulan) -> tuple[Bulan, Bulan]:
    """The months of the year up to one in which something has just been booked."""
    return min(picker.bulan, bulan), max(picker.bulan, bulan)
