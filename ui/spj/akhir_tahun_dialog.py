"""Akhir tahun: what must be zero on 31 December, each with amount and place, and the opening of the next year."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QPushButton

from core.documents.akhir_tahun import KEADAAN, lembar_akhir_tahun
from core.kas.akhir_tahun import ButirAkhirTahun, Hal, Sifat, carried, must_mend
from core.kas.commands import OpenYear
from core.money import format_sen
from ui.kit import tokens
from ui.kit.card import text
from ui.kit.chip import Status
from ui.kit.preview import PreviewDialog
from ui.kit.table import Column, Jenis, RowTable
from ui.kit.table_view import TableView
from ui.kit.tokens import Nada
from ui.opd.isian import FormDialog, open_dialog

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QWidget

    from core.bus import Command
    from ui.kantor import Pertanyaan
    from ui.shell.page import Konteks

HALAMAN: Final = {
    Hal.BULAN: "penutupan",
    Hal.BELUM_LPJ: "spj",
    Hal.BELUM_GU: "spm",
    Hal.TU: "bukti",
    Hal.PANJAR: "panjar",
    Hal.PAJAK: "bukti",
    Hal.LAIN: "bukti",
    Hal.KARTU: "tagihan",
    Hal.SISA_UP: "bukti",
}
"""The page where each is done."""
_NADA: Final = {Sifat.NOL: Nada.OK, Sifat.HARUS: Nada.BAD, Sifat.DIBAWA: Nada.WARN}

KOLOM: tuple[Column[ButirAkhirTahun], ...] = (
    Column("nama", "Yang harus nol", lambda b: b.nama, 220, urut=False, lentur=True),
    Column("nomor", "Dokumen", lambda b: b.nomor, 200, urut=False),
    Column("nilai", "Nilai (Rp)", lambda b: b.nilai, 116, Jenis.UANG, urut=False, nol="—"),
    Column("keadaan", "Keadaan", lambda b: Status(KEADAAN[b.sifat], _NADA[b.sifat]), 136, Jenis.STATUS, urut=False),
    Column("cara", "Dikerjakan di", lambda b: b.cara, 330, urut=False),
)


class AkhirTahunDialog(FormDialog):
    """The list of one year; its button opens the next one."""

    def __init__(self, konteks: Konteks, tahun: int, parent: QWidget | None = None) -> None:
        super().__init__(
            konteks,
            f"Akhir tahun {tahun}",
            f"Buka buku {tahun + 1}",
            keterangan=f"Yang harus nol pada 31 Desember {tahun}. Enter pada satu baris membuka halaman tempatnya "
            "diselesaikan.",
            lebar=1120,
            parent=parent,
        )
        self._tahun, self._dibuka = tahun, False
        self._butir: Sequence[ButirAkhirTahun] = ()
        self.table: RowTable[ButirAkhirTahun] = RowTable(KOLOM, lambda b: (b.hal, b.nomor))
        self.view = TableView("penutupan.akhir", self.table)
        self.view.setAccessibleName("Daftar akhir tahun")
        self.view.setMinimumHeight(tokens.px(330))
        self.view.row_opened.connect(self._go)
        self.body.addWidget(self.view, 1)
        self.sum = text("", "redup")
        self.cetak = QPushButton("Cetak daftar")
        self.cetak.setAutoDefault(False)
        self.cetak.clicked.connect(self.print_list)
        row = QHBoxLayout()
        row.addWidget(self.sum, 1)
        row.addWidget(self.cetak)
        self.body.addLayout(row)
        self.penjelasan = QPlainTextEdit()
        self.penjelasan.setTabChangesFocus(True)
        self.penjelasan.setFixedHeight(tokens.px(64))
        self.penjelasan.setPlaceholderText(f"Mengapa ada yang dibawa ke {tahun + 1}, dan kapan diselesaikan")
        self.penjelasan.setAccessibleName("Penjelasan")
        self.label = text(f"Penjelasan untuk yang dibawa ke {tahun + 1}", "label")
        self.body.addWidget(self.label)
        self.body.addWidget(self.penjelasan)
        self.penjelasan.textChanged.connect(self._judge)
        self._judge()
        tanya = konteks.tanya

        def load(q: Pertanyaan) -> tuple[Sequence[ButirAkhirTahun], bool]:
            return q.kas.akhir_tahun(tahun), q.kas.masukan(tahun + 1) is not None

        konteks.desk.ask(lambda: tanya.ask(load), self.show_list, key="penutupan.akhir")

    def show_list(self, isi: tuple[Sequence[ButirAkhirTahun], bool]) -> None:
        """The rows, whether the next year is open already, and what they allow."""
        butir, self._dibuka = isi
        self._butir = tuple(butir)
        self.table.show(self._butir)
        self._judge()

    def command(self) -> Command:
        return OpenYear(tahun=self._tahun + 1, penjelasan=self.penjelasan.toPlainText().strip())

    def print_list(self) -> None:
        """The list on paper."""
        tanya, tahun, butir = self.konteks.tanya, self._tahun, self._butir
        hari, kata = self.konteks.today(), self.penjelasan.toPlainText().strip()

        def make() -> bytes:
            from core.documents.lembar import render_pdf
            from ui.kas.ekspor import kantor_cetak, paper_faces

            kantor = tanya.ask(lambda q: kantor_cetak(q, hari))
            return render_pdf(lembar_akhir_tahun(butir, kantor, tahun, hari, penjelasan=kata), paper_faces())

        self.konteks.desk.ask(make, self._show_pdf, key="penutupan.akhir.cetak")

    def _show_pdf(self, pdf: bytes) -> None:
        dialog = PreviewDialog(pdf, f"Daftar akhir tahun {self._tahun}", f"akhir-tahun-{self._tahun}.pdf", self)
        dialog.told.connect(self.konteks.notify)
        open_dialog(dialog)

    def _judge(self) -> None:
        harus, dibawa = must_mend(self._butir), carried(self._butir)
        nilai = format_sen(sum(b.nilai.sen for b in self._butir))
        self.sum.setText(f"{len(harus)} harus selesai · {len(dibawa)} dibawa · jumlah Rp {nilai}")
        perlu = bool(dibawa) and not self._dibuka
        for part in (self.label, self.penjelasan):
            part.setVisible(perlu)
        kurang = perlu and not self.penjelasan.toPlainText().strip()
        self.button.setEnabled(bool(self._butir) and not self._dibuka and not harus and not kurang)
        if self._dibuka:
            self.say(f"Buku {self._tahun + 1} sudah dibuka.")
        elif harus and any(b.hal is not Hal.BULAN for b in harus):
            self.say("Desember baru dapat ditutup sesudah yang harus selesai menjadi nol.")
        elif harus:
            self.say(f"Tutup semua bulan {self._tahun}, lalu buka buku {self._tahun + 1}.")
        else:
            self.say("Tulis penjelasannya sebelum membuka tahun baru." if kurang else "")

    def _go(self, butir: ButirAkhirTahun) -> None:
        self.accept()
        self.konteks.open_page(HALAMAN[butir.hal], None)
