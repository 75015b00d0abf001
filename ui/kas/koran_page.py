"""Rekening Koran: each line of the bank to its document in the books, the bank proof always in sight."""

from __future__ import annotations

from collections import Counter
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout

from core.access import Izin
from core.calendar import Bulan
from core.kas.koran import BuktiBank
from core.kas.koran_commands import AcceptMatch, AcceptSafe, UndoMatch, UndoMatches
from ui.kas.koran_bacaan import Terbaca, read_page, subtitle_of, title_of
from ui.kas.koran_catat import URUNG, AlurCatat
from ui.kas.koran_cetak import AlurCetak
from ui.kas.koran_dialog import BerkasKoranDialog, Calon, PilihPasanganDialog
from ui.kas.koran_table import URUT, BarisTampil, Kunci, rows_of
from ui.kas.koran_view import KoranView
from ui.kit.notice import Notice
from ui.kit.tokens import Nada
from ui.opd.isian import open_dialog
from ui.shell.keputusan import Keputusan
from ui.shell.page import Action, Konteks, Page
from ui.shell.page_head import who_may

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtGui import QDragEnterEvent, QDropEvent

    from core.bus import Hasil

BUKAN = "bukan pasangannya"


class KoranPage(Page):
    """The month on show, its rows, and the panel that decides about one of them."""

    topics: ClassVar[frozenset[str]] = frozenset({"kas", "opd"})

    def __init__(self, konteks: Konteks) -> None:
        super().__init__(konteks)
        self.baca: Terbaca | None = None
        self.bulan: Bulan | None = None
        self.rows: tuple[BarisTampil, ...] = ()
        self.keputusan = Keputusan(konteks.desk, self)
        self.catat = AlurCatat(self)
        self.cetak = AlurCetak(self)
        self._bukan: set[tuple[Kunci, tuple[BuktiBank, ...]]] = set()
        self._order = ("", False)
        self._antre: list[str] = []
        self.look = KoranView(Bulan.of(konteks.today()))
        self.table, self.view, self.panel = self.look.table, self.look.view, self.look.panel
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.look)
        self.setAcceptDrops(True)
        self._listen()

    def title(self) -> str:
        return title_of(self.baca.isi.bulan) if self.baca and self.baca.isi.ada else "Rekening Koran"

    def subtitle(self) -> str:
        if self.baca is None or not self.baca.isi.ada:
            return "Mutasi bank dipasangkan dengan buku bank"
        return subtitle_of(self.baca)

    def actions(self) -> tuple[Action, ...]:  # type: ignore[override]
        return (
            Action("impor", "Impor rekening koran…", self.import_file, "Ctrl+I", Izin.CATAT),
            Action("cocokkan", "Cocokkan", self.match, "F5", primary=True),
        )

    def open_with(self, isi: Any) -> None:
        """A month."""
        self.bulan = isi if isinstance(isi, Bulan) else self.bulan
        self.refresh()

    def take_focus(self) -> None:
        (self.view if self.look.filled.isVisible() else self.look.start).setFocus()

    def refresh(self) -> None:
        self._ask(self._show)

    def match(self) -> None:
        """F5: proposes pairs for the open lines again, those waved away too."""
        self._bukan.clear()

        def show(baca: Terbaca) -> None:
            self._show(baca)
            self._tell_proposals()

        self._ask(show)

    # statements

    def import_file(self) -> None:
        """Asks for the bank's files and shows what is in each before anything is stored."""
        from PySide6.QtWidgets import QFileDialog

        paths, _ = QFileDialog.getOpenFileNames(
            self,
            "Impor rekening koran",
            "",
            "Rekening koran (*.csv *.xlsx *.tsv *.txt *.sta *.mt940 *.940 *.xml);;Semua berkas (*)",
        )
        self.open_imports(paths)

    def open_imports(self, paths: Sequence[str]) -> None:
        """The preview of each file, one after the other."""
        self._antre = list(paths)
        self._next_import()

    def show_files(self) -> None:
        """Every statement there is; one imported by mistake is withdrawn there."""
        if self.baca is not None:
            dialog = BerkasKoranDialog(self.konteks, self.baca.berkas, self)
            dialog.chosen.connect(self.open_with)
            open_dialog(dialog)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls() and self.konteks.may(Izin.CATAT):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        self.open_imports([u.toLocalFile() for u in event.mimeData().urls() if u.isLocalFile()])

    def _next_import(self) -> None:
        from ui.kas.koran_impor import ImporKoranDialog

        if self._antre:
            dialog = ImporKoranDialog(str(Path(self._antre.pop(0))), self.konteks, self)
            dialog.stored.connect(self._on_imported)
            dialog.finished.connect(lambda _: self._next_import())
            open_dialog(dialog)

    def _on_imported(self, answer: object) -> None:
        _, sampai = answer  # type: ignore[misc]
        self._go_to_month(Bulan.of(sampai))

    # decisions

    def decide(self, apa: str) -> None:
        """One of the panel's buttons, or its key."""
        row = self.view.current_row()
        if row is None or (apa != "lihat" and not self.konteks.may(Izin.CATAT)):
            return
        {
            "terima": self.accept_row,
            "bukan": self.unpair_row,
            "pilih": self.choose_pair,
            "catat": self.catat.start,
            "lihat": self.show_document,
        }[apa](row)

    def accept_row(self, row: BarisTampil) -> None:
        """Terima: takes over what is proposed; where there are alternatives, the one that was chosen."""
        u = row.usulan
        if not row.terbuka or u is None:
            return
        chosen = self.panel.chosen
        if chosen is None:
            self.konteks.notify(
                Notice("Pilih buktinya dahulu", "Beberapa bukti hampir sama cocoknya; tekan angka 1, 2, …", Nada.WARN)
            )
            return
        terima = AcceptMatch(baris=u.baris, bukti=chosen, tingkat=u.tingkat, alasan="; ".join(u.alasan))
        self.keputusan.send(terima, [row.key, *u.baris, *chosen], _undo_of)
        self._show_rows()
        self._go_on(row.key)

    def unpair_row(self, row: BarisTampil) -> None:
        """Bukan pasangannya: waves a proposal away, or opens a match again."""
        if row.terbuka and row.usulan is not None:
            self._bukan |= {(k, row.usulan.bukti) for k in (*row.usulan.baris, *row.usulan.bukti)}
            self._wave_away()
            self._show_rows()
        elif row.pasangan is not None:
            self.keputusan.send(UndoMatch(pasangan=row.pasangan.id, alasan=BUKAN), [row.key])
            self._show_rows()

    def choose_pair(self, row: BarisTampil) -> None:
        """Pilih bukti: by hand, for every selected open row of the same side."""
        if self.baca is None or not row.terbuka:
            return
        of_lines = row.baris is not None
        untuk = [r for r in self.view.selected_rows() if r.terbuka and (r.baris is not None) == of_lines] or [row]
        dialog = PilihPasanganDialog(self.konteks, untuk, self._candidates(of_lines=of_lines), self)
        dialog.sent.connect(partial(self._note, row.key))
        open_dialog(dialog)

    def show_document(self, row: BarisTampil) -> None:
        """L: the evidence behind a row, on its own page."""
        assert self.baca is not None
        bukti = row.pasangan.bukti if row.pasangan else row.usulan.bukti if row.usulan else ()
        gerak = row.gerak or next((r.gerak for r in self.baca.isi.gerak if r.gerak.bukti in bukti), None)
        if gerak is not None:
            self.konteks.open_page("bukti", {"bulan": Bulan.of(gerak.tanggal), "tx": gerak.kode})

    def undo(self) -> None:
        """U: takes the last decision of this desk back."""
        if not self.keputusan.take_back():
            self.konteks.notify(Notice("Tidak ada yang diurungkan", "Belum ada keputusan di sini.", Nada.INFO))

    def accept_certain(self) -> None:
        """Ctrl+Enter: every proposal that needs no person."""
        if self.baca is None:
            return

        def done(hasil: Hasil) -> None:
            made = hasil.nilai or ()
            if made:
                undo = UndoMatches(pasangan=tuple(p.id for p in made), alasan=URUNG)
                self.keputusan.note(hasil, [k for p in made for k in (*p.baris, *p.bukti)], undo)
                self.konteks.notify(Notice(f"{len(made)} pasangan diterima", "U mengurungkan semuanya."))

        self.konteks.desk.do(AcceptSafe(bulan=self.baca.isi.bulan), done)

    def _note(self, key: Kunci, hasil: Hasil) -> None:
        """A pair chosen by hand was stored."""
        if hasil.nilai is not None:
            self.keputusan.note(hasil, [*hasil.nilai.baris, *hasil.nilai.bukti], _undo_of(hasil))
        self._show_rows()
        self._go_on(key)

    def _candidates(self, *, of_lines: bool) -> list[Calon]:
        """What may be chosen: open documents for lines, open lines for documents."""
        assert self.baca is not None
        isi, in_hand = self.baca.isi, self.keputusan.in_hand
        if not of_lines:
            lines = [r.baris for r in isi.baris if r.pasangan is None and r.baris.kunci not in in_hand]
            return [Calon(b.kunci, b.referensi, b.tanggal, b.keterangan, b.nilai) for b in lines]
        documents = [r.gerak for r in isi.gerak if r.pasangan is None and r.gerak.bukti not in in_hand]
        return [
            Calon(g.bukti, g.bukti.no_bukti, g.tanggal, " — ".join(filter(None, (g.uraian, g.pihak))), g.nilai)
            for g in documents
        ]

    # what is on show

    def _listen(self) -> None:
        look = self.look
        self.view.row_selected.connect(self._on_selected)
        self.view.sort_asked.connect(self._on_sort)
        self.panel.asked.connect(self.decide)
        look.filter_changed.connect(self._show_rows)
        look.bulan.month_changed.connect(self._go_to_month)
        look.import_asked.connect(self.import_file)
        look.files.clicked.connect(self.show_files)
        self.keputusan.turned_down.connect(self._on_turned_down)
        for apa, run in {
            "pasti": self.accept_certain,
            "catat": partial(self.decide, "catat"),
            "cetak": self.cetak.preview,
            "ekspor": self.cetak.choose_export,
        }.items():
            look.buttons[apa].clicked.connect(partial(_run, run))
        here = {"Return": "terima", "Enter": "terima", "N": "bukan", "P": "pilih", "L": "lihat"}
        for keys, apa in here.items():
            self._key(keys, partial(self.decide, apa))
        self._key("U", self.undo)
        self._key("Left", lambda: look.bulan.step(-1))
        self._key("Right", lambda: look.bulan.step(1))
        for n in range(1, 7):
            self._key(str(n), partial(self.panel.choose, n))
        insert = QShortcut(QKeySequence("Ins"), self, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
        insert.activated.connect(self._insert)

    def _insert(self) -> None:
        if self.konteks.may(Izin.CATAT):
            self.import_file()

    def _key(self, keys: str, run: Callable[[], None]) -> None:
        """A key that decides only while the table has the keyboard, never while somebody types in a field."""
        shortcut = QShortcut(QKeySequence(keys), self.view, context=Qt.ShortcutContext.WidgetShortcut)
        shortcut.setAutoRepeat(False)
        shortcut.activated.connect(run)

    def _ask(self, show: Callable[[Terbaca], None]) -> None:
        tanya, bulan, hari, bukan = self.konteks.tanya, self.bulan, self.konteks.today(), frozenset(self._bukan)
        self.konteks.desk.ask(lambda: tanya.ask(lambda q: read_page(q, bulan, hari, bukan)), show, key="koran")

    def _show(self, baca: Terbaca) -> None:
        first = self.baca is None or not self.baca.isi.ada
        self.baca = baca
        self.bulan = baca.isi.bulan if baca.isi.ada else None
        self.rows = baca.rows
        self._wave_away()
        self.keputusan.refresh()
        self.panel.set_permission(may=self.konteks.may(Izin.CATAT), note=who_may(Izin.CATAT))
        self.look.show_month(baca)
        self._show_rows()
        self._show_buttons()
        self.head_changed.emit()
        if self.rows and self.view.current_row() is None:
            self._go_on(None)
        if first and self.rows:
            self.view.setFocus()

    def _wave_away(self) -> None:
        """Takes proposals off the rows that this desk has waved away since the question was asked."""
        if self.baca is not None and self._bukan:
            self.rows = rows_of(self.baca.isi, frozenset(self._bukan))

    def _show_rows(self) -> None:
        in_hand = self.keputusan.in_hand
        semua = [r.in_hand() if r.key in in_hand else r for r in self.rows] if in_hand else list(self.rows)
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
        assert self.baca is not None
        pasti = len({r.usulan.bukti for r in self.rows if r.usulan is not None and r.usulan.otomatis})
        may, note = self.konteks.may(Izin.CATAT), who_may(Izin.CATAT)
        self.look.set_button("pasti", pasti, enabled=may and pasti > 0, note="" if may else note)
        self.look.start.setEnabled(may)
        for apa in ("cetak", "ekspor"):
            self.look.set_button(apa, enabled=self.baca.isi.ada)

    def _on_selected(self, row: BarisTampil | None) -> None:
        gerak = {r.gerak.bukti: r.gerak for r in self.baca.isi.gerak} if self.baca else {}
        self.panel.show_row(row, gerak)
        may = self.konteks.may(Izin.CATAT)
        bisa = may and row is not None and row.baris is not None and row.terbuka
        self.look.set_button("catat", enabled=bisa, note="" if may else who_may(Izin.CATAT))

    def _on_sort(self, key: str, descending: bool) -> None:
        self._order = (key, descending)
        self._show_rows()

    def _go_to_month(self, bulan: Bulan) -> None:
        self.bulan = bulan
        self._bukan.clear()
        self.keputusan.forget()
        self.refresh()

    def _go_on(self, key: Kunci | None) -> None:
        """Moves to the next row that nobody has explained, after the one with this key."""
        rows = list(self.table.rows)
        start = next((i + 1 for i, r in enumerate(rows) if r.key == key), 0)
        order = [*rows[start:], *rows[:start]]
        found = next((r for r in order if r.terbuka), rows[0] if rows and key is None else None)
        if found is not None:
            self.view.select_key(found.key)

    def _tell_proposals(self) -> None:
        terbuka = [r for r in self.rows if r.terbuka and r.baris is not None]
        hitung = Counter(r.usulan.tingkat for r in terbuka if r.usulan is not None)
        kata = " · ".join(f"{hitung[t]} {t}" for t in ("pasti", "kuat", "periksa") if hitung[t])
        tanpa = sum(r.usulan is None for r in terbuka)
        sisa = f"{tanpa} baris belum ada bukti" if tanpa else "semua baris terbuka mempunyai usulan"
        self.konteks.notify(Notice(kata or "Tidak ada usulan baru", sisa, Nada.INFO))

    def _on_turned_down(self, key: object) -> None:
        self._show_rows()
        self.view.select_key(key)  # type: ignore[arg-type]


def _undo_of(hasil: Hasil) -> UndoMatch:
    """What takes an accepted match back."""
    return UndoMatch(pasangan=hasil.nilai.id, alasan=URUNG)


def _run(run: Callable[[], None], _checked: bool = False) -> None:
    run()
