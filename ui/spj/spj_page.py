"""SPJ & LPJ: the accountability of a month, its LPJ, what must agree, and the closing of its kas."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QCursor
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QMenu,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QTabBar,
    QVBoxLayout,
    QWidget,
)

from core.access import Izin
from core.calendar import Bulan
from core.money import format_sen, total
from core.spm.isi import JenisSpp
from ui.kas.ekspor import write_file
from ui.kas.month_picker import MonthPicker
from ui.kit import tokens
from ui.kit.card import Card, text
from ui.kit.notice import Notice
from ui.kit.preview import PreviewDialog
from ui.kit.table import RowTable
from ui.kit.table_view import TableView
from ui.kit.tokens import Nada
from ui.opd.isian import open_dialog
from ui.shell.page import Action, Konteks, Page
from ui.spj.asal_dialog import AsalDialog
from ui.spj.isi import (
    Bentuk,
    IsiBulan,
    KertasPenutupan,
    Lembaran,
    Pesanan,
    load,
    render,
    render_approval,
    render_closing,
)
from ui.spj.lpj_dialog import LpjDialog
from ui.spj.penutupan_dialog import PenutupanDialog
from ui.spj.table import (
    GRUP_KAS,
    GRUP_SPJ,
    KOLOM_IDENTITAS,
    KOLOM_KAS,
    KOLOM_LPJ_TU,
    KOLOM_LPJ_UP,
    KOLOM_SEGEL,
    KOLOM_SPJ,
    FormTable,
    cell_under,
)
from ui.spm.mulai import Mulai

if TYPE_CHECKING:
    from core.bus import Hasil
    from core.documents.kit import Kertas

TAB = {
    Lembaran.FUNGSIONAL: "SPJ Fungsional",
    Lembaran.ADMINISTRATIF: "SPJ Administratif",
    Lembaran.LPJ_UP: "LPJ-UP",
    Lembaran.LPJ_TU: "LPJ-TU",
    Lembaran.PEMERIKSAAN: "Pemeriksaan silang",
    Lembaran.PENUTUPAN: "Penutupan kas",
}
_BERDAFTAR = (Lembaran.LPJ_UP, Lembaran.LPJ_TU)


class SpjPage(Page):
    """The place. `open_with` takes a Bulan or a Lembaran."""

    topics: ClassVar[frozenset[str]] = frozenset({"kas", "spj", "anggaran", "opd"})

    def __init__(self, konteks: Konteks, parent: QWidget | None = None) -> None:
        super().__init__(konteks, parent)
        self.isi: IsiBulan | None = None
        self.dialog: Any = None
        self.month = MonthPicker(Bulan.of(konteks.today()))
        self.tabs = QTabBar()
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        for kata in TAB.values():
            self.tabs.addTab(kata)
        self.note = text("", "redup")
        self._stack = QStackedWidget()
        self._build_tables()
        head = QHBoxLayout()
        head.setSpacing(tokens.px(14))
        head.addWidget(self.month)
        head.addWidget(self.tabs)
        head.addStretch(1)
        head.addWidget(self.note)
        card = Card()
        card.add(head)
        card.add(self._stack, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(card)
        self.month.month_changed.connect(lambda _: self.refresh())
        self.tabs.currentChanged.connect(self._on_tab)

    @property
    def lembaran(self) -> Lembaran:
        """The tab on show."""
        return tuple(TAB)[self.tabs.currentIndex()]

    def title(self) -> str:
        return "SPJ & LPJ"

    def subtitle(self) -> str:
        if self.isi is None:
            return ""
        keadaan = "terbuka, angka sementara" if self.isi.terbuka else "kas sudah ditutup"
        return f"{self.isi.bulan.nama} · {keadaan}"

    def actions(self) -> tuple[Action, ...]:
        printable = self.lembaran is not Lembaran.PEMERIKSAAN and not (
            self.lembaran in _BERDAFTAR and self._chosen() is None
        )
        note = "" if printable else "Pilih satu baris lebih dulu."
        common = (
            Action("ekspor", "Ekspor", self.choose_export, "Ctrl+E"),
            Action("pratinjau", "Pratinjau", self.preview, "Ctrl+P", enabled=printable, note=note),
        )
        if self.lembaran is Lembaran.LPJ_UP:
            return (*common, Action("lpj", "Buat LPJ-UP", self.make_lpj, "Ins", Izin.CATAT, primary=True))
        if self.lembaran is Lembaran.ADMINISTRATIF:
            common = (*common, Action("sah", "Surat pengesahan", self.preview_approval, "F8"))
        terbuka = self.isi is not None and self.isi.terbuka
        sebab = "" if terbuka else "Kas bulan ini sudah ditutup."
        tutup = Action(
            "tutup", "Penutupan kas…", self.close_month, "F9", Izin.TUTUP_KAS, primary=True, enabled=terbuka, note=sebab
        )
        return (*common, tutup)

    def refresh(self) -> None:
        lembaran, bulan, hari = self.lembaran, self.month.bulan, self.konteks.today()
        self.konteks.desk.ask(
            lambda: self.konteks.tanya.ask(lambda q: load(q, lembaran, bulan, hari)), self._show, "spj-isi"
        )

    def open_with(self, isi: Any) -> None:
        if isinstance(isi, Bulan):
            self.month.go_to(isi)
        elif isinstance(isi, Lembaran):
            self.tabs.setCurrentIndex(tuple(TAB).index(isi))

    def preview(self) -> None:
        """Ctrl+P: the form of this tab."""
        self._render(Bentuk.PDF, None, self._show_pdf)

    def choose_export(self) -> None:
        """Ctrl+E: as what."""
        from core.documents.kit import Kertas

        menu = QMenu(self)
        forms = (
            ("PDF, kertas F4", Bentuk.PDF, Kertas.F4),
            ("PDF, kertas A4", Bentuk.PDF, Kertas.A4),
            ("Lembar kerja Excel", Bentuk.XLSX, None),
            ("JSON", Bentuk.JSON, None),
        )
        only_json = self.lembaran is Lembaran.PEMERIKSAAN
        missing = self.lembaran in _BERDAFTAR and self._chosen() is None
        for kata, bentuk, kertas in forms:
            action = menu.addAction(kata, lambda b=bentuk, k=kertas: self.export(b, k))
            action.setEnabled(bentuk is Bentuk.JSON if only_json else not missing)
        menu.exec(QCursor.pos())
        menu.deleteLater()

    def export(self, bentuk: Bentuk, kertas: Kertas | None = None) -> None:
        """Asks where, then writes."""
        nama = f"{self.lembaran}-{self.month.bulan}.{bentuk}"
        path, _ = QFileDialog.getSaveFileName(self, "Ekspor", nama, f"{bentuk.upper()} (*.{bentuk})")
        if path:
            self.export_to(Path(path), bentuk, kertas)

    def export_to(self, berkas: Path, bentuk: Bentuk, kertas: Kertas | None = None) -> None:
        """Writes this tab into a file."""
        self._render(bentuk, kertas, lambda isi: self.konteks.notify(write_file(berkas, isi)))

    def make_lpj(self) -> None:
        """Ins on the tab LPJ-UP."""
        dialog = LpjDialog(self.konteks, self)
        dialog.sent.connect(self._on_lpj)
        self.dialog = open_dialog(dialog)

    def start_gu(self) -> None:
        """From an LPJ-UP that waits to its SPP-GU."""
        lpj = self._chosen()
        if lpj is not None:
            self.konteks.open_page("spm", Mulai(JenisSpp.GU, lpj.nomor))

    def close_month(self) -> None:
        """F9: counts, compares and closes the month on show."""
        if self.isi is not None:
            dialog = PenutupanDialog(self.konteks, self.isi.bulan, self.isi.saldo, self)
            dialog.sent.connect(self._on_closed)
            self.dialog = open_dialog(dialog)

    def print_closing(self, bulan: Bulan) -> None:
        """Berita acara, then register."""
        self.konteks.desk.ask(
            lambda: self.konteks.tanya.ask(lambda q: render_closing(q, bulan)), self._show_closing, "spj-tutup"
        )

    def _build_tables(self) -> None:
        self.spj = {n: FormTable(n.value, KOLOM_SPJ, GRUP_SPJ) for n in (Lembaran.FUNGSIONAL, Lembaran.ADMINISTRATIF)}
        for n, form in self.spj.items():
            form.row_opened.connect(lambda _, n=n: self._open_origin(n))
        self.kas = FormTable("spj-kas", KOLOM_KAS, GRUP_KAS)
        both = QSplitter(Qt.Orientation.Vertical)
        both.addWidget(self.spj[Lembaran.FUNGSIONAL])
        both.addWidget(self.kas)
        both.setStretchFactor(0, 3)
        both.setStretchFactor(1, 2)
        self.lists = {
            Lembaran.LPJ_UP: _list(
                "lpj-up", KOLOM_LPJ_UP, "Belum ada LPJ-UP tahun ini.", "Tekan Ins untuk membuatnya."
            ),
            Lembaran.LPJ_TU: _list(
                "lpj-tu", KOLOM_LPJ_TU, "Tidak ada TU pada bulan ini.", "TU dicatat dengan SP2D-TU di Bukti & Pajak."
            ),
            Lembaran.PEMERIKSAAN: _list("spj-uji", KOLOM_IDENTITAS, "Belum ada angka pada bulan ini."),
            Lembaran.PENUTUPAN: _list(
                "segel", KOLOM_SEGEL, "Belum ada bulan yang ditutup.", "Tekan F9 untuk menutup kas bulan ini."
            ),
        }
        self._stack.addWidget(both)
        self._stack.addWidget(self.spj[Lembaran.ADMINISTRATIF])
        self.gu_button = QPushButton("Buat SPP-GU dari LPJ ini")
        self.gu_button.clicked.connect(self.start_gu)
        self.ba_button = QPushButton("Cetak berita acara dan register")
        self.ba_button.clicked.connect(self._print_chosen)
        for n, view in self.lists.items():
            button = {Lembaran.LPJ_UP: self.gu_button, Lembaran.PENUTUPAN: self.ba_button}.get(n)
            self._stack.addWidget(_with_button(view, button))
            view.row_selected.connect(lambda _: self._on_chosen())

    def _open_origin(self, lembaran: Lembaran) -> None:
        """Enter on a figure: the BKU lines behind it, then the evidence."""
        view = self.spj[lembaran]
        cell = cell_under(view, self.month.bulan)
        if cell is not None:
            cakupan, nama, angka = cell
            self.dialog = open_dialog(AsalDialog(self.konteks, cakupan, nama, angka, self))

    def _show(self, isi: IsiBulan) -> None:
        self.isi = isi
        self.month.set_range(*isi.rentang)
        if isi.spj is not None:
            self.spj[self.lembaran].table.show((*isi.spj.baris, isi.spj.jumlah))
            self.kas.table.show(isi.spj.kas)
        rows = {
            Lembaran.LPJ_UP: isi.lpj_up,
            Lembaran.LPJ_TU: isi.lpj_tu,
            Lembaran.PEMERIKSAAN: isi.identitas,
            Lembaran.PENUTUPAN: isi.segel,
        }.get(self.lembaran)
        if rows is not None:
            view = self.lists[self.lembaran]
            view.table.show(rows)
            if rows and view.current_row() is None and self.lembaran in _BERDAFTAR:
                view.selectRow(0)
        self.note.setText(self._remark(isi))
        self.note.setToolTip("\n".join(k.sentence(isi.bulan) for k in isi.koreksi))
        self._on_chosen()

    def _remark(self, isi: IsiBulan) -> str:
        if self.lembaran is Lembaran.PEMERIKSAAN:
            beda = sum(not i.cocok for i in isi.identitas)
            return f"{beda} tidak sama" if beda else f"{len(isi.identitas)} persamaan, semuanya sama"
        if self.lembaran is Lembaran.LPJ_UP:
            tunggu = [lpj.nilai for lpj in isi.lpj_up if not lpj.diganti_oleh]
            return f"menunggu GU {format_sen(total(tunggu).sen)}" if tunggu else ""
        antar = f" · {len(isi.koreksi)} koreksi antarbulan" if isi.koreksi else ""
        return f"saldo BKU {format_sen(isi.saldo.bku.sen)}{antar}"

    def _chosen(self) -> Any | None:
        view = self.lists.get(self.lembaran)
        return view.current_row() if view is not None else None

    def _on_chosen(self) -> None:
        row = self._chosen()
        waits = self.lembaran is Lembaran.LPJ_UP and row is not None and not row.diganti_oleh
        self.gu_button.setEnabled(waits and self.konteks.may(Izin.BUAT_SPP))
        self.ba_button.setEnabled(self.lembaran is Lembaran.PENUTUPAN and row is not None)
        self.head_changed.emit()

    def _on_tab(self, number: int) -> None:
        self._stack.setCurrentIndex(number)
        self.refresh()

    def _render(self, bentuk: Bentuk, kertas: Kertas | None, show: Any) -> None:
        row = self._chosen()
        nomor = "" if row is None else str(getattr(row, "nomor", "") or getattr(row, "sp2d", ""))
        pesanan = Pesanan(self.lembaran, self.month.bulan, nomor)
        self.konteks.desk.ask(
            lambda: self.konteks.tanya.ask(lambda q: render(q, pesanan, bentuk, kertas)), show, f"spj-{bentuk}"
        )

    def preview_approval(self) -> None:
        """Surat pengesahan of the month on show."""
        bulan, tanya = self.month.bulan, self.konteks.tanya
        self.konteks.desk.ask(
            lambda: tanya.ask(lambda q: render_approval(q, bulan)),
            lambda pdf: self._open_preview(pdf, f"Pengesahan SPJ {bulan.nama}", f"pengesahan-spj-{bulan}.pdf"),
            "spj-pengesahan",
        )

    def _show_pdf(self, pdf: bytes) -> None:
        judul = f"{TAB[self.lembaran]} {self.month.bulan.nama}"
        self._open_preview(pdf, judul, f"{self.lembaran}-{self.month.bulan}.pdf")

    def _open_preview(self, pdf: bytes, judul: str, nama: str) -> PreviewDialog:
        dialog = PreviewDialog(pdf, judul, nama, self)
        dialog.told.connect(self.konteks.notify)
        self.dialog = open_dialog(dialog)
        return dialog

    def _on_lpj(self, hasil: Hasil) -> None:
        peringatan = "\n".join(t.pesan for t in hasil.nilai.peringatan)
        nada = Nada.WARN if peringatan else Nada.OK
        kalimat = peringatan or "Cetak dan sahkan, lalu buat SPP-GU dari baris ini."
        self.konteks.notify(Notice(f"LPJ-UP {hasil.nilai.transaksi.nomor} dibuat", kalimat, nada))
        self.refresh()

    def _on_closed(self, _hasil: Hasil) -> None:
        bulan = self.month.bulan
        self.konteks.notify(Notice(f"Kas {bulan.nama} ditutup", "Nomor BKU bulan ini tetap."))
        self.print_closing(bulan)

    def _print_chosen(self) -> None:
        row = self._chosen()
        if row is not None:
            self.print_closing(row.bulan)

    def _show_closing(self, papers: tuple[KertasPenutupan, ...]) -> None:
        """One preview after the other."""
        if papers:
            first = self._open_preview(papers[0].pdf, papers[0].judul, papers[0].nama)
            first.finished.connect(lambda _: self._show_closing(papers[1:]))


def _list(nama: str, kolom: Any, kosong: str, langkah: str = "") -> TableView:
    view = TableView(nama, RowTable(kolom))
    view.setSelectionMode(TableView.SelectionMode.SingleSelection)
    view.set_empty(kosong, langkah)
    return view


def _with_button(view: TableView, button: QPushButton | None) -> QWidget:
    if button is None:
        return view
    whole = QWidget()
    column = QVBoxLayout(whole)
    column.setContentsMargins(0, 0, 0, 0)
    column.addWidget(view, 1)
    column.addWidget(button, 0, Qt.AlignmentFlag.AlignRight)
    return whole
