"""Tagihan KKPD: each line of a card bill to its evidence, the bank's sum always in sight, then test and DPT."""

from __future__ import annotations

from collections import Counter
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar

import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QVBoxLayout

from core.access import Izin
from core.bus import Command, Hasil
from core.identity import TagihanId
from core.kkpd.baris import StatusBaris
from core.kkpd.commands import AcceptCertain, AcceptPair, HasilImpor, MarkNotApbd, SendToTest, UndoPair
from ui.kit.notice import Notice
from ui.kit.tokens import Nada
from ui.kkpd.bacaan import Terbaca, read_page, subtitle_of, title_of
from ui.kkpd.langkah_dialog import BebanDialog, BerkasBuktiDialog, DptDialog, LangkahDialog, PilihBuktiDialog
from ui.kkpd.table import URUT, BarisTampil, rows_of
from ui.kkpd.tagihan_view import TagihanView
from ui.kkpd.uji_dialog import UjiDialog
from ui.shell.page import Action, Konteks, Page
from ui.shell.page_head import who_may

if TYPE_CHECKING:
    from collections.abc import Callable

BUKAN = "bukan pasangannya"
URUNG = "diurungkan setelah diterima"


class TagihanPage(Page):
    """The bill on show, its lines, and the panel that decides about one of them."""

    topics: ClassVar[frozenset[str]] = frozenset({"kkpd", "kas", "opd"})

    def __init__(self, konteks: Konteks) -> None:
        super().__init__(konteks)
        self._baca: Terbaca | None = None
        self._pilih: TagihanId | None = None
        self._rows: tuple[BarisTampil, ...] = ()
        self._bukan: set[tuple[int, tuple[str, ...]]] = set()
        self._done: list[Command] = []
        self._order = ("", False)
        self._next: tuple[int, int] | None = None
        self.look = TagihanView()
        self.table, self.view, self.panel = self.look.table, self.look.view, self.look.panel
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.look)
        self._listen()

    def title(self) -> str:
        return title_of(self._baca.lihat) if self._baca and self._baca.lihat else "Tagihan KKPD"

    def subtitle(self) -> str:
        if self._baca is None or self._baca.lihat is None:
            return "Tagihan bank dipasangkan dengan bukti, diuji PA/KPA, lalu dibayar dengan DPT"
        return subtitle_of(self._baca.lihat, self._baca.batas_dpt)

    def actions(self) -> tuple[Action, ...]:  # type: ignore[override]
        return (
            Action("impor", "Impor tagihan…", self.import_file, "Ctrl+I", Izin.KELOLA_KARTU),
            Action("cocokkan", "Cocokkan", self.match, "F5", primary=True),
        )

    def open_with(self, isi: Any) -> None:
        """The id of a bill."""
        self._pilih = TagihanId(isi)
        self.refresh()

    def refresh(self) -> None:
        tanya, pilih, hari = self.konteks.tanya, self._pilih, self.konteks.today()
        self.konteks.desk.ask(lambda: tanya.ask(lambda q: read_page(q, pilih, hari)), self._show, key="tagihan")

    def match(self) -> None:
        """F5: proposes pairs for the open lines again, those waved away too."""
        self._bukan.clear()
        tanya, pilih, hari = self.konteks.tanya, self._pilih, self.konteks.today()

        def show(baca: Terbaca) -> None:
            self._show(baca)
            self._tell_proposals()

        self.konteks.desk.ask(lambda: tanya.ask(lambda q: read_page(q, pilih, hari)), show, key="tagihan")

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
        _open(dialog)

    def show_cards(self) -> None:
        """Cards and limits."""
        from ui.kkpd.kartu_dialog import KartuDialog

        _open(KartuDialog(self.konteks, self))

    def decide(self, apa: str) -> None:
        """One of the panel's buttons, or its key."""
        row = self.view.current_row()
        if row is None or self._pilih is None or not self.konteks.may(Izin.KELOLA_KARTU):
            return
        {
            "terima": self.accept_row,
            "bukan": self.unpair_row,
            "beban": lambda r: self._ask(BebanDialog(self._tagihan(), r.baris, self)) if r.terbuka else None,
            "pilih": self.choose_pair,
            "bukti": self.note_file,
        }[apa](row)

    def accept_row(self, row: BarisTampil) -> None:
        """Terima: takes over what is proposed; where there are alternatives, the one that was chosen."""
        u = row.usulan
        if not row.terbuka or u is None:
            return
        if not u.bukti:
            self._do(MarkNotApbd(tagihan=self._tagihan(), baris=row.baris.nomor, alasan="; ".join(u.alasan)), row)
            return
        chosen = self.panel.chosen
        if chosen is None:
            self.konteks.notify(
                Notice("Pilih buktinya dahulu", "Beberapa bukti hampir sama cocoknya; tekan angka 1, 2, …", Nada.WARN)
            )
            return
        self._do(AcceptPair(tagihan=self._tagihan(), baris=u.baris, bukti=chosen), row)

    def unpair_row(self, row: BarisTampil) -> None:
        """Bukan pasangannya: waves a proposal away, opens a tied line again, or takes “bukan beban APBD” back."""
        b = row.baris
        if row.terbuka and row.usulan is not None:
            self._bukan.add((b.nomor, row.usulan.bukti))
            self._show_rows()
        elif b.status is StatusBaris.COCOK:
            self._do(UndoPair(tagihan=self._tagihan(), baris=b.nomor, alasan=BUKAN), None)
        elif b.status is StatusBaris.BUKAN_BEBAN_APBD:
            self._do(MarkNotApbd(tagihan=self._tagihan(), baris=b.nomor, alasan=URUNG, batal=True), None)

    def choose_pair(self, row: BarisTampil) -> None:
        """Pilih bukti: by hand, among all evidence without a pair; for a refund among all purchases."""
        if self._baca is None or self._baca.lihat is None or not row.terbuka:
            return
        bukti = tuple(self._baca.beli.values()) if row.baris.is_credit else self._baca.lihat.bukti
        self._ask(PilihBuktiDialog(self._tagihan(), row.baris, bukti, self))

    def note_file(self, row: BarisTampil) -> None:
        """Berkas bukti: where the paper of a purchase lies."""
        if self._baca is not None and row.baris.status is StatusBaris.COCOK and row.baris.bukti:
            kurang = [n for n in row.baris.bukti if n in self._baca.beli and not self._baca.beli[n].berkas_bukti]
            self._ask(BerkasBuktiDialog(self._tagihan(), kurang or row.baris.bukti, self))

    def undo(self) -> None:
        """U: takes the last decision of this desk back."""
        if not self._done:
            self.konteks.notify(Notice("Tidak ada yang diurungkan", "Belum ada keputusan pada tagihan ini.", Nada.INFO))
            return
        last = self._done.pop()
        if isinstance(last, AcceptPair):
            self._do(UndoPair(tagihan=last.tagihan, baris=last.baris[0], alasan=URUNG), None)
        elif isinstance(last, MarkNotApbd):
            self._do(MarkNotApbd(tagihan=last.tagihan, baris=last.baris, alasan=URUNG, batal=True), None)

    def accept_certain(self) -> None:
        """Ctrl+Enter: every proposal that needs no person."""
        if self._pilih is not None:
            self.konteks.desk.do(AcceptCertain(tagihan=self._tagihan()))

    def send_to_test(self) -> None:
        """F9: every matched line whose evidence is complete goes to PA/KPA."""
        if self._pilih is None:
            return

        def done(hasil: Hasil) -> None:
            self.konteks.notify(
                Notice(f"{len(hasil.nilai or ())} baris dikirim untuk diuji", "PA/KPA mengujinya dengan F6.")
            )

        self.konteks.desk.do(SendToTest(tagihan=self._tagihan()), done)

    def test_lines(self) -> None:
        """F6: the test sheet of PA/KPA."""
        if self._baca is None:
            return
        rows = [r for r in self._rows if r.baris.status is StatusBaris.DIUJI]
        dialog = UjiDialog(self._tagihan(), rows, self._baca.beli, self.konteks.today(), self)
        dialog.wanted.connect(lambda inner: self._ask(inner, partial(_take_off, dialog, inner.nomor)))
        self._ask(dialog, self._on_tested)

    def make_dpt(self) -> None:
        """F8: the list of payment from every approved line, and its print."""
        if self._baca is None or self._baca.lihat is None:
            return
        siap = [r for r in self._rows if r.baris.status is StatusBaris.DISETUJUI]
        kata = f"{len(siap)} baris disetujui siap dibayar." if siap else "Belum ada baris yang disetujui PA/KPA."
        self._ask(DptDialog(self._tagihan(), kata, self.konteks.today, self), self._on_dpt)

    def print_dpt(self, nomor: str) -> None:
        """The preview of a DPT that was made."""
        from ui.kkpd.cetak import read_dpt_pdf

        assert self._baca is not None
        tanya, tahun, huruf = self.konteks.tanya, self._baca.tahun, self.konteks.huruf

        def show(pdf: bytes) -> None:
            from ui.kit.preview import PreviewDialog

            preview = PreviewDialog(pdf, f"DPT {nomor}", f"DPT {nomor}.pdf".replace("/", "-"), self)
            preview.told.connect(self.konteks.notify)
            _open(preview)

        self.konteks.desk.ask(lambda: read_dpt_pdf(tanya, tahun, nomor, huruf()), show)

    # what is on show

    def _listen(self) -> None:
        self.view.row_selected.connect(self._on_selected)
        self.view.sort_asked.connect(self._on_sort)
        self.panel.asked.connect(self.decide)
        self.look.filter_changed.connect(self._show_rows)
        self.look.tagihan_chosen.connect(self._choose_tagihan)
        self.look.cards.clicked.connect(self.show_cards)
        for apa, run in {
            "pasti": self.accept_certain,
            "kirim": self.send_to_test,
            "uji": self.test_lines,
            "dpt": self.make_dpt,
            "cetak": self._print_last,
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
        assert self._pilih is not None
        return self._pilih

    def _show(self, baca: Terbaca) -> None:
        first = self._baca is None or self._baca.lihat is None
        self._baca = baca
        self._pilih = baca.lihat.tagihan.id if baca.lihat else None
        may = self.konteks.may(Izin.KELOLA_KARTU)
        self.panel.set_permission(may=may, note=who_may(Izin.KELOLA_KARTU))
        self._show_rows()
        self.look.show_tagihan(baca, self._rows)
        self._show_buttons()
        self.head_changed.emit()
        if first and self._rows:
            self._go_on(None)
            self.view.setFocus()

    def _show_rows(self) -> None:
        baca = self._baca
        lihat = baca.lihat if baca else None
        self._rows = rows_of(lihat.baris, baca.beli, frozenset(self._bukan)) if baca and lihat else ()
        rows = [r for r in self._rows if self.look.lets_through(r)]
        key, descending = self._order
        if key:
            rows.sort(key=URUT[key], reverse=descending)
        self.table.show(rows)
        if key:
            self.table.set_order(key, descending=descending)
        self.look.show_progress(self._rows)
        if self._next is not None:
            self._go_on(self._next)
            self._next = None
        self._on_selected(self.view.current_row())

    def _show_buttons(self) -> None:
        pasti = sum(r.terbuka and r.usulan is not None and r.usulan.otomatis for r in self._rows)
        status = [r.baris.status for r in self._rows]
        kelola, uji = Izin.KELOLA_KARTU, Izin.UJI_KARTU
        for apa, banyak, izin in (
            ("pasti", pasti, kelola),
            ("kirim", status.count(StatusBaris.COCOK), kelola),
            ("uji", status.count(StatusBaris.DIUJI), uji),
            ("dpt", status.count(StatusBaris.DISETUJUI), uji),
        ):
            may = self.konteks.may(izin)
            self.look.set_button(apa, banyak, enabled=may and banyak > 0, note="" if may else who_may(izin))
        self.look.buttons["cetak"].setVisible(bool(self._newest_dpt()))

    def _newest_dpt(self) -> str:
        """The number of the newest DPT of the bill on show that was not withdrawn."""
        if self._baca is None or self._baca.lihat is None:
            return ""
        nomor = self._baca.lihat.tagihan.nomor
        return next((d.nomor for d in reversed(self._baca.dpt) if d.tagihan == nomor and not d.dicabut), "")

    def _print_last(self) -> None:
        if nomor := self._newest_dpt():
            self.print_dpt(nomor)

    def _on_selected(self, row: BarisTampil | None) -> None:
        self.panel.show_line(row, self._baca.beli if self._baca else {})

    def _on_sort(self, key: str, descending: bool) -> None:
        self._order = (key, descending)
        self._show_rows()

    def _choose_tagihan(self, tagihan: object) -> None:
        if tagihan != self._pilih:
            self._pilih = TagihanId(tagihan)  # type: ignore[arg-type]
            self._bukan.clear()
            self._done.clear()
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
        hitung = Counter(r.usulan.tingkat for r in self._rows if r.terbuka and r.usulan is not None)
        kata = " · ".join(f"{hitung[t]} {t}" for t in ("pasti", "kuat", "periksa") if hitung[t])
        tanpa = sum(r.terbuka and r.usulan is None for r in self._rows)
        sisa = f"{tanpa} baris belum ada bukti" if tanpa else "semua baris terbuka mempunyai usulan"
        self.konteks.notify(Notice(kata or "Tidak ada usulan baru", sisa, Nada.INFO))

    # commands and their answers

    def _do(self, command: Command, row: BarisTampil | None) -> None:
        def done(_hasil: Hasil) -> None:
            if row is not None:
                self._done.append(command)
                self._next = row.key

        self.konteks.desk.do(command, done)

    def _ask(self, dialog: LangkahDialog, then: Callable[[Hasil], None] | None = None) -> None:
        def carry_out(command: Command) -> None:
            def done(hasil: Hasil) -> None:
                if isinstance(command, AcceptPair | MarkNotApbd):
                    self._done.append(command)
                    row = self.view.current_row()
                    self._next = None if row is None else row.key
                if shiboken6.isValid(dialog):  # else closed with Esc while the command was under way
                    dialog.on_done(hasil)
                if then is not None:
                    then(hasil)

            self.konteks.desk.do(command, done, refused=dialog.on_refused)

        dialog.asked.connect(carry_out)
        _open(dialog)

    def _on_imported(self, hasil: HasilImpor) -> None:
        self._pilih = hasil.tagihan
        self._bukan.clear()
        self.refresh()

    def _on_tested(self, hasil: Hasil) -> None:
        self.konteks.notify(Notice(f"{len(hasil.nilai.baris)} baris disetujui"))
        for t in hasil.nilai.peringatan[:3]:
            self.konteks.notify(Notice("Perlu perhatian", t.pesan, Nada.WARN, t.kode))

    def _on_dpt(self, hasil: Hasil) -> None:
        for t in hasil.nilai.peringatan[:3]:
            self.konteks.notify(Notice("Tidak masuk DPT", t.pesan, Nada.WARN, t.kode))
        self.print_dpt(hasil.nilai.dpt.nomor)


def _open(dialog: QDialog) -> None:
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.open()


def _take_off(dialog: UjiDialog, nomor: int, _hasil: Hasil) -> None:
    if shiboken6.isValid(dialog):
        dialog.take_off(nomor)
