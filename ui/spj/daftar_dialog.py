"""Registers and lists on screen: choose one, see it with its own columns, print it, write it as a file."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QDialog, QFileDialog, QHBoxLayout, QPushButton, QVBoxLayout

from core.calendar import BULAN
from core.documents.lembar import render_csv, render_pdf_all, render_xlsx_all
from core.documents.tabel import Baris
from core.money import Rupiah
from ui import katalog
from ui.kas.ekspor import kantor_cetak, paper_faces, write_file
from ui.katalog import KATALOG, Daftar, Periode
from ui.kit import tokens
from ui.kit.card import text
from ui.kit.preview import PreviewDialog
from ui.kit.table import Column, Jenis, RowTable
from ui.kit.table_view import TableView
from ui.opd.isian import ChoiceBox, open_dialog

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from core.documents.lembar import Lembar
    from core.documents.tabel import Kolom
    from ui.kantor import Pertanyaan
    from ui.shell.page import Konteks

_JENIS = {"uang": Jenis.UANG, "tanggal": Jenis.TANGGAL, "kode": Jenis.KODE, "angka": Jenis.ANGKA, "teks": Jenis.TEKS}
_LEBAR = {"uang": 116, "tanggal": 88, "kode": 140, "angka": 44}
_PT_HURUF, _PT_TEPI = 8, 16
_TEKS_PALING_LEBAR, _TEKS_PALING_SEMPIT = 320, 90


def columns_of(lembar: Lembar) -> tuple[Column[Baris], ...]:
    """The columns of a sheet for the screen; a title that two groups share names its group."""
    words = [k for k in lembar.kolom if k.jenis == "teks"]
    widest = max(words, key=lambda k: k.lebar, default=None)
    titles = Counter(k.judul for k in lembar.kolom)
    return tuple(
        _column(i, k, _in_group(k) if titles[k.judul] > 1 else k.judul, lentur=k is widest)
        for i, k in enumerate(lembar.kolom)
    )


def _in_group(k: Kolom) -> str:
    """`Nilai SPM (Rp)` for the Nilai (Rp) under SPM."""
    kata = k.judul.removesuffix(" (Rp)")
    return f"{kata} {k.grup}{k.judul.removeprefix(kata)}"


def _column(i: int, k: Kolom, judul: str, *, lentur: bool) -> Column[Baris]:
    lebar = _LEBAR.get(k.jenis) or min(max(int(k.lebar * 6), _TEKS_PALING_SEMPIT), _TEKS_PALING_LEBAR)
    lebar = max(lebar, len(judul) * _PT_HURUF + _PT_TEPI)
    return Column(k.key, judul, lambda b: b.sel[i], lebar, _JENIS[k.jenis], lentur=lentur, urut=False, nol="—")


class DaftarDialog(QDialog):
    """One window for all registers. What is on show is what is printed and written."""

    def __init__(self, konteks: Konteks, key: str = KATALOG[0].key, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.konteks = konteks
        self.setWindowTitle("Daftar dan register")
        self.lembaran: dict[str, Lembar] = {}
        hari = konteks.today()
        self.daftar: ChoiceBox[str] = ChoiceBox([(d.key, d.nama) for d in KATALOG])
        self.daftar.setAccessibleName("Daftar")
        self.daftar.setMinimumWidth(tokens.px(230))
        self.tahun: ChoiceBox[int] = ChoiceBox([(hari.year, str(hari.year)), (hari.year - 1, str(hari.year - 1))])
        self.tahun.setAccessibleName("Tahun")
        self.bulan: ChoiceBox[int] = ChoiceBox([(0, "Setahun"), *enumerate(BULAN, 1)])
        self.bulan.setAccessibleName("Bulan")
        self.sub: ChoiceBox[str] = ChoiceBox()
        self.sub.setAccessibleName("Lembar")
        self.sub.setMinimumWidth(tokens.px(190))
        self.count = text("", "redup")
        self._stack = QVBoxLayout()
        self.view: TableView | None = None
        self._build()
        self.daftar.set_value(key)
        self.bulan.set_value(hari.month if katalog.find(key).bulanan else 0)
        self.daftar.value_changed.connect(lambda _: self.load())
        self.tahun.value_changed.connect(lambda _: self.load())
        self.bulan.value_changed.connect(lambda _: self.load())
        self.sub.value_changed.connect(lambda _: self._show_sheet())
        self.load()

    @property
    def pilihan(self) -> Daftar:
        """The register on show."""
        return katalog.find(self.daftar.value() or KATALOG[0].key)

    @property
    def periode(self) -> Periode:
        """Its year and month; a register of a month takes the running one where none was chosen."""
        tahun, bulan = self.tahun.value() or self.konteks.today().year, self.bulan.value() or 0
        return Periode(tahun, bulan or (self.konteks.today().month if self.pilihan.bulanan else 0))

    def load(self) -> None:
        """Asks for the register again."""
        pilihan, periode, tanya = self.pilihan, self.periode, self.konteks.tanya

        def make(q: Pertanyaan) -> dict[str, Lembar]:
            return dict(pilihan.make(q, periode, kantor_cetak(q, periode.sebagai_bulan.akhir)))

        self.konteks.desk.ask(lambda: tanya.ask(make), self.show_sheets, key="register.daftar")

    def show_sheets(self, lembaran: dict[str, Lembar]) -> None:
        """Takes the sheets; several are chosen among by name."""
        self.lembaran = lembaran
        self.sub.set_choices([(n, n) for n in lembaran])
        self.sub.setVisible(len(lembaran) > 1)
        self._show_sheet()

    def preview(self) -> None:
        """As it prints."""
        judul, lembaran = self.pilihan.nama, tuple(self.lembaran.values())
        self.konteks.desk.ask(
            lambda: render_pdf_all(judul, lembaran, paper_faces()), self._show_pdf, key="register.daftar.cetak"
        )

    def export(self) -> None:
        """Asks where, then writes XLSX or CSV by the name's ending."""
        nama = f"{self.pilihan.key}-{self.periode.nama.lower().replace(' ', '-')}.xlsx"
        path, _ = QFileDialog.getSaveFileName(self, "Ekspor", nama, "*.xlsx *.csv")
        if path:
            self.export_to(Path(path))

    def export_to(self, path: Path) -> None:
        """Writes what is on show."""
        lembaran, satu = dict(self.lembaran), self._sheet()
        if satu is None:
            return

        def write() -> Any:
            return write_file(path, render_csv(satu) if path.suffix == ".csv" else render_xlsx_all(lembaran))

        self.konteks.desk.ask(write, self.konteks.notify, key="register.daftar.ekspor")

    def _build(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(tokens.px(10))
        for part in (self.daftar, self.tahun, self.bulan, self.sub):
            head.addWidget(part)
        head.addStretch(1)
        foot = QHBoxLayout()
        foot.setSpacing(tokens.px(8))
        foot.addWidget(self.count, 1)
        for kata, peran, do in (
            ("Tutup  Esc", "", self.reject),
            ("Ekspor", "", self.export),
            ("Pratinjau", "utama", self.preview),
        ):
            button = QPushButton(kata)
            button.setAutoDefault(False)
            if peran:
                button.setProperty("peran", peran)
            button.clicked.connect(do)
            foot.addWidget(button)
        column = QVBoxLayout(self)
        edge = tokens.px(20)
        column.setContentsMargins(edge, edge, edge, tokens.px(16))
        column.setSpacing(tokens.px(12))
        column.addWidget(text("Daftar dan register", "judul-kartu"))
        column.addLayout(head)
        column.addLayout(self._stack, 1)
        column.addLayout(foot)
        self.resize(tokens.px(1180), tokens.px(680))

    def _sheet(self) -> Lembar | None:
        return self.lembaran.get(self.sub.value() or "")

    def _show_sheet(self) -> None:
        if self.view is not None:
            self._stack.removeWidget(self.view)
            self.view.deleteLater()
            self.view = None
        lembar = self._sheet()
        if lembar is None:
            self.count.setText("Tidak ada yang ditampilkan untuk periode ini.")
            return
        self.view = TableView(f"register.{self.pilihan.key}", RowTable(columns_of(lembar)))
        self.view.setAccessibleName(self.pilihan.nama)
        self.view.set_empty("Nihil.", "Tidak ada dokumen dalam periode ini.")
        self.view.table.show(lembar.baris)
        self._stack.addWidget(self.view)
        jumlah = [
            f"{k.judul} {nilai}"
            for b in lembar.jumlah
            for k, nilai in zip(lembar.kolom, b.sel, strict=True)
            if isinstance(nilai, Rupiah)
        ]
        self.count.setText(" · ".join((f"{len(lembar.baris)} baris", *jumlah[:3])))

    def _show_pdf(self, pdf: bytes) -> None:
        dialog = PreviewDialog(pdf, self.pilihan.nama, f"{self.pilihan.key}.pdf", self)
        dialog.told.connect(self.konteks.notify)
        open_dialog(dialog)
