"""Tagihan KKPD: each line of a card bill to its evidence, the bank's sum always in sight, then test and DPT."""

from __future__ import annotations

from collections import Counter
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar

import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout

from core.access import Izin
from core.bus import Command, Hasil
from core.identity import TagihanId
from core.kkpd.baris import StatusBaris
from core.kkpd.commands import AcceptCertain, AcceptPair, HasilImpor, MarkNotApbd, UndoPair, UndoPairs
from ui.kit.notice import Notice
from ui.kit.tokens import Nada
from ui.kkpd.alur_bayar import AlurBayar
from ui.kkpd.bacaan import Terbaca, read_page, subtitle_of, title_of
from ui.kkpd.langkah_dialog import (
    BebanDialog,
    BerkasBuktiDialog,
    LangkahDialog,
    PilihBuktiDialog,
    RefundDialog,
    open_dialog,
)
from ui.kkpd.table import URUT, BarisTampil, row_of
from ui.kkpd.tagihan_view import TagihanView
from ui.shell.keputusan import Keputusan
from ui.shell.page import Action, Konteks, Page
from ui.shell.page_head import who_may

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

BUKAN = "bukan pasangannya"
URUNG = "diurungkan setelah diterima"


class TagihanPage(Page):
    """The bill on show, its lines, and the panel that decides about one of them."""

    topics: ClassVar[frozenset[str]] = frozenset({"kkpd", "kas", "opd"})

    def __init__(self, konteks: Konteks) -> None:
        super().__init__(konteks)
        self.baca: Terbaca | None = None
        self.tagihan: TagihanId | None = None
        self.rows: tuple[BarisTampil, ...] = ()
        self.keputusan = Keputusan(konteks.desk, self)
        self.bayar = AlurBayar(self)
        self._bukan: set[tuple[int, tuple[str, ...]]] = set()
        self._order = ("", False)
        self.look = TagihanView()
        self.table, self.view, self.panel = self.look.table, self.look.view, self.look.panel
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.look)
        self._listen()

    def title(self) -> str:
        return title_of(self.baca.lihat) if self.baca and self.baca.lihat else "Tagihan KKPD"

    def subtitle(self) -> str:
        if self.baca is None or self.baca.lihat is None:
            return "Tagihan bank dipasangkan dengan bukti, diuji PA/KPA, lalu dibayar dengan DPT"
        return subtitle_of(self.baca.lihat, self.baca.batas_dpt)

    def actions(self) -> tuple[Action, ...]:  # type: ignore[override]
        return (
            Action("impor", "Impor tagihan…", self.import_file, "Ctrl+I", Izin.KELOLA_KARTU),
            Action("cocokkan", "Cocokkan", self.match, "F5", primary=True),
        )

    def open_with(self, isi: Any) -> None:
        """The id of a bill."""
        self.tagihan = TagihanId(isi) if isi is not None else self.tagihan
        self.refresh()

    def refresh(self) -> None:
        self._ask(self._show)

    def match(self) -> None:
        """F5: proposes pairs for the open lines again, those waved away too."""
        self._bukan.clear()

        def show(baca: Terbaca) -> None:
            self._show(baca)
            self._tell_proposals()

        self._ask(show)

    def import_file(self) -> None:
        """Asks for the bank's file and shows what is in it before anything is stored."""
        from PySide6.QtWidgets import QFileDialog

        path, _ = QFileDialog.getOpenFileName(
            self, "Impor tagihan bank", "", "Tagihan bank (*.csv *.xlsx *.tsv *.txt);;Semua berkas (*)"
        )
        if path:
            self.open_import(path)

    def open_import(self, path: str) -> None:
        """The preview of one file."""
        from ui.kkpd.impor_dialog import ImporDialog

        dialog = ImporDialog(path, self.konteks, self)
        dialog.stored.connect(self._on_imported)
        open_dialog(dialog)

    def show_cards(self) -> None:
        """Cards and limits."""
        self.konteks.open_page("kartu", None)

    def decide(self, apa: str) -> None:
        """One of the panel's buttons, or its key."""
        row = self.view.current_row()
        if row is None or self.tagihan is None or not self.konteks.may(Izin.KELOLA_KARTU):
            return
        {
            "terima": self.accept_row,
            "bukan": self.unpair_row,
            "beban": self.refuse_charge,
            "pilih": self.choose_pair,
            "bukti": self.note_file,
        }[apa](row)

    def accept_row(self, row: BarisTampil) -> None:
        """Terima: takes over what is proposed; where there are alternatives, the one that was chosen."""
        u = row.usulan
        if not row.terbuka or u is None:
            return
        if not u.bukti:
            beban = MarkNotApbd(tagihan=self._tagihan(), baris=row.baris.nomor, alasan="; ".join(u.alasan))
            self._settle(beban, row, u.baris, undo_of(beban))
            return
        chosen = self.panel.chosen
        if chosen is None:
            self.konteks.notify(
                Notice("Pilih buktinya dahulu", "Beberapa bukti hampir sama cocoknya; tekan angka 1, 2, …", Nada.WARN)
            )
            return
        if row.baris.is_credit:
            self.ask_first(RefundDialog(self._tagihan(), row.baris, chosen, self))
            return
        terima = AcceptPair(tagihan=self._tagihan(), baris=u.baris, bukti=chosen)
        self._settle(terima, row, u.baris, undo_of(terima))

    def refuse_charge(self, row: BarisTampil) -> None:
        """Bukan beban APBD: asks why."""
        if row.terbuka and not row.baris.is_credit:
            self.ask_first(BebanDialog(self._tagihan(), row.baris, self))

    def unpair_row(self, row: BarisTampil) -> None:
        """Bukan pasangannya: waves a proposal away, opens a tied line again, or takes “bukan beban APBD” back."""
        b = row.baris
        if row.terbuka and row.usulan is not None:
            self._bukan.add((b.nomor, row.usulan.bukti))
            self._wave_away()
            self._show_rows()
        elif b.status is StatusBaris.COCOK:
            self.keputusan.send(UndoPair(tagihan=self._tagihan(), baris=b.nomor, alasan=BUKAN))
        elif b.status is StatusBaris.BUKAN_BEBAN_APBD:
            self.keputusan.send(MarkNotApbd(tagihan=self._tagihan(), baris=b.nomor, alasan=URUNG, batal=True))

    def choose_pair(self, row: BarisTampil) -> None:
        """Pilih bukti: by hand, among all evidence without a pair; for a refund among all purchases."""
        if self.baca is None or self.baca.lihat is None or not row.terbuka:
            return
        belum = tuple(p for p in self.baca.lihat.beli if p.status is not StatusBaris.LUNAS)
        bukti = belum if row.baris.is_credit else self.baca.lihat.bukti
        self.ask_first(PilihBuktiDialog(self._tagihan(), row.baris, bukti, self))

    def note_file(self, row: BarisTampil) -> None:
        """Berkas bukti: where the paper of a purchase lies."""
        if self.baca is not None and row.siap_kirim:
            kurang = [n for n in row.baris.bukti if n in self.baca.beli and not self.baca.beli[n].berkas_bukti]
            self.ask_first(BerkasBuktiDialog(self._tagihan(), kurang or row.baris.bukti, self))

    def undo(self) -> None:
        """U: takes the last decision of this desk back."""
        if not self.keputusan.take_back():
            self.konteks.notify(Notice("Tidak ada yang diurungkan", "Belum ada keputusan pada tagihan ini.", Nada.INFO))

    def accept_certain(self) -> None:
        """Ctrl+Enter: every proposal that needs no person."""
        if self.tagihan is None:
            return
        tagihan = self.tagihan

        def done(hasil: Hasil) -> None:
            nomor = tuple(b.nomor for b in hasil.nilai)
            if nomor:
                undo = UndoPairs(tagihan=tagihan, baris=nomor, alasan=URUNG)
                self.keputusan.note(hasil, self._keys(nomor), undo)
                self.konteks.notify(Notice(f"{len(nomor)} baris diterima", "U mengurungkan semuanya."))

        self.konteks.desk.do(AcceptCertain(tagihan=tagihan), done)

    # what is on show

    def _listen(self) -> None:
        self.view.row_selected.connect(self._on_selected)
        self.view.sort_asked.connect(self._on_sort)
        self.panel.asked.connect(self.decide)
        self.look.filter_changed.connect(self._show_rows)
        self.look.tagihan_chosen.connect(self._choose_tagihan)
        self.look.cards.clicked.connect(self.show_cards)
        self.keputusan.turned_down.connect(self._on_turned_down)
        for apa, run in {
            "pasti": self.accept_certain,
            "kirim": self.bayar.send_to_test,
            "uji": self.bayar.test_lines,
            "kembali": self.bayar.return_line,
            "dpt": self.bayar.make_dpt,
            "cetak": self.bayar.print_last,
        }.items():
            self.look.buttons[apa].clicked.connect(run)
        here = {"Return": "terima", "Enter": "terima", "N": "bukan", "B": "beban", "P": "pilih", "K": "bukti"}
        for keys, apa in here.items():
            self._key(keys, partial(self.decide, apa))
        self._key("U", self.undo)
        for n in range(1, 7):
            self._key(str(n), partial(self.panel.choose, n))

    def _key(self, keys: str, run: Callable[[], None]) -> None:
        """A key that decides only while the table has the keyboard, never while somebody types in a field."""
        shortcut = QShortcut(QKeySequence(keys), self.view, context=Qt.ShortcutContext.WidgetShortcut)
        shortcut.setAutoRepeat(False)
        shortcut.activated.connect(run)

    def _tagihan(self) -> TagihanId:
        assert self.tagihan is not None
        return self.tagihan

    def _ask(self, show: Callable[[Terbaca], None]) -> None:
        tanya, pilih, hari, bukan = self.konteks.tanya, self.tagihan, self.konteks.today(), frozenset(self._bukan)
        self.konteks.desk.ask(lambda: tanya.ask(lambda q: read_page(q, pilih, hari, bukan)), show, key="tagihan")

    def _show(self, baca: Terbaca) -> None:
        first = self.baca is None or self.baca.lihat is None
        self.baca = baca
        self.tagihan = baca.lihat.tagihan.id if baca.lihat else None
        self.rows = baca.rows
        self._wave_away()
        self.keputusan.refresh()
        may = self.konteks.may(Izin.KELOLA_KARTU)
        self.panel.set_permission(may=may, note=who_may(Izin.KELOLA_KARTU))
        self._show_rows()
        self.look.show_tagihan(baca, self.rows)
        self._show_buttons()
        self.head_changed.emit()
        if first and self.rows:
            self._go_on(None)
            self.view.setFocus()

    def _wave_away(self) -> None:
        """Takes proposals off the rows that this desk has waved away since the question was asked."""
        baca, bukan = self.baca, frozenset(self._bukan)
        if baca is not None and bukan:
            self.rows = tuple(
                row_of(r.row, baca.beli, bukan) if r.usulan and (r.baris.nomor, r.usulan.bukti) in bukan else r
                for r in self.rows
            )

    def _show_rows(self) -> None:
        in_hand = self.keputusan.in_hand
        semua = [r.in_hand() if r.key in in_hand else r for r in self.rows] if in_hand else self.rows
        rows = self.look.narrow(semua)
        key, descending = self._order
        if key:
            rows.sort(key=URUT[key], reverse=descending)
        self.table.show(rows)
        if key:
            self.table.set_order(key, descending=descending)
        self.look.show_progress(semua)
        self._on_selected(self.view.current_row())

    def _show_buttons(self) -> None:
        pasti = sum(r.terbuka and r.usulan is not None and r.usulan.otomatis for r in self.rows)
        hitung = Counter(r.baris.status for r in self.rows)
        kelola, uji = Izin.KELOLA_KARTU, Izin.UJI_KARTU
        for apa, banyak, izin in (
            ("pasti", pasti, kelola),
            ("kirim", sum(r.siap_kirim for r in self.rows), kelola),
            ("uji", hitung[StatusBaris.DIUJI], uji),
            ("dpt", hitung[StatusBaris.DISETUJUI], uji),
        ):
            may = self.konteks.may(izin)
            self.look.set_button(apa, banyak, enabled=may and banyak > 0, note="" if may else who_may(izin))
        self.look.buttons["cetak"].setVisible(bool(self.bayar.newest_dpt()))

    def _on_selected(self, row: BarisTampil | None) -> None:
        self.panel.show_line(row, self.baca.beli if self.baca else {})
        diuji = row is not None and row.baris.status is StatusBaris.DIUJI
        self.look.buttons["kembali"].setVisible(diuji and self.konteks.may(Izin.UJI_KARTU))

    def _on_sort(self, key: str, descending: bool) -> None:
        self._order = (key, descending)
        self._show_rows()

    def _choose_tagihan(self, tagihan: object) -> None:
        if tagihan != self.tagihan:
            self.tagihan = TagihanId(tagihan)  # type: ignore[arg-type]
            self._bukan.clear()
            self.keputusan.forget()
            self.refresh()

    def _go_on(self, key: tuple[int, int] | None) -> None:
        """Moves to the next line that nobody has explained, after the one with this key."""
        rows = list(self.table.rows)
        start = next((i + 1 for i, r in enumerate(rows) if r.key == key), 0)
        order = [*rows[start:], *rows[:start]]
        found = next((r for r in order if r.terbuka), rows[0] if rows and key is None else None)
        if found is not None:
            self.view.select_key(found.key)

    def _tell_proposals(self) -> None:
        hitung = Counter(r.usulan.tingkat for r in self.rows if r.terbuka and r.usulan is not None)
        kata = " · ".join(f"{hitung[t]} {t}" for t in ("pasti", "kuat", "periksa") if hitung[t])
        tanpa = sum(r.terbuka and r.usulan is None for r in self.rows)
        sisa = f"{tanpa} baris belum ada bukti" if tanpa else "semua baris terbuka mempunyai usulan"
        self.konteks.notify(Notice(kata or "Tidak ada usulan baru", sisa, Nada.INFO))

    # decisions and their answers

    def _settle(self, command: Command, row: BarisTampil, baris: Sequence[int], undo: Command) -> None:
        """Stores a decision and goes on to the next open line at once."""
        self.keputusan.send(command, self._keys(baris), undo)
        self._show_rows()
        self._go_on(row.key)

    def _keys(self, baris: Sequence[int]) -> list[tuple[int, int]]:
        return [r.key for r in self.rows if r.terbuka and r.baris.nomor in baris]

    def ask_first(self, dialog: LangkahDialog, then: Callable[[Hasil], None] | None = None) -> None:
        """A question that ends in a command; its answer goes to the dialog and to `then`."""

        def carry_out(command: Command) -> None:
            def done(hasil: Hasil) -> None:
                if isinstance(command, AcceptPair | MarkNotApbd):
                    self._note(command, hasil)
                if shiboken6.isValid(dialog):  # else closed with Esc while the command was under way
                    dialog.on_done(hasil)
                if then is not None:
                    then(hasil)

            self.konteks.desk.do(command, done, refused=dialog.on_refused)

        dialog.asked.connect(carry_out)
        open_dialog(dialog)

    def _note(self, command: AcceptPair | MarkNotApbd, hasil: Hasil) -> None:
        baris = command.baris if isinstance(command, AcceptPair) else (command.baris,)
        row = self.view.current_row()
        self.keputusan.note(hasil, self._keys(baris), undo_of(command))
        self._show_rows()
        if row is not None:
            self._go_on(row.key)

    def _on_turned_down(self, key: object) -> None:
        self._show_rows()
        self.view.select_key(key)

    def _on_imported(self, hasil: HasilImpor) -> None:
        self.tagihan = hasil.tagihan
        self._bukan.clear()
        self.keputusan.forget()
        self.refresh()


def undo_of(command: AcceptPair | MarkNotApbd) -> Command:
    """What takes a decision back."""
    if isinstance(command, AcceptPair):
        return UndoPair(tagihan=command.tagihan, baris=command.baris[0], alasan=URUNG)
    return MarkNotApbd(tagihan=command.tagihan, baris=command.baris, alasan=URUNG, batal=True)
