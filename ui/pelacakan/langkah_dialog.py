"""Questions before a decision: why papers go back, the number of the answer, the day of payment, which receipt."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPlainTextEdit,
    QPushButton,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from core.bus import Command
from core.documents.tanda_terima import KertasResi
from core.errors import Refusal
from core.pelacakan.alur import Alur, SifatAlasan
from core.pelacakan.commands import Disburse, IssueResi, MoveBerkas, RecordAnswer
from core.pelacakan.model import Berkas
from core.pelacakan.perpindahan import Hasil, Keadaan
from core.pelacakan.resi import UntukSiapa
from ui.kit import tokens
from ui.kit.card import text
from ui.kit.date_edit import DateEdit
from ui.kit.form import Form
from ui.kit.memory import desk_settings

TINGGI_ALASAN = 29


class LangkahDialog(QDialog):
    """A small question that ends in a command. Refused, it stays open with the complaint beside the field."""

    asked = Signal(object)
    """The Command to carry out."""

    def __init__(
        self, judul: str, keterangan: str, kata: str, *, bahaya: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(judul)
        self.form = Form()
        self._rest = text("", "galat", wrap=True)
        self._rest.hide()
        self.go = QPushButton(f"{kata}  Ctrl+Enter")
        self.go.setProperty("peran", "bahaya" if bahaya else "utama")
        self.go.setShortcut("Ctrl+Return")
        self.go.setDefault(not bahaya)
        self.go.setAutoDefault(False)
        self.go.clicked.connect(self.submit)
        cancel = QPushButton("Batal  Esc")
        cancel.setAutoDefault(False)
        cancel.clicked.connect(self.reject)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(tokens.px(22), tokens.px(20), tokens.px(22), tokens.px(20))
        self.column.setSpacing(tokens.px(12))
        self.column.addWidget(text(judul, "judul-besar", wrap=True))
        self.column.addWidget(text(keterangan, "anak-judul", wrap=True))
        self.column.addWidget(self.form, 1)
        self.column.addWidget(self._rest)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(cancel)
        row.addWidget(self.go)
        self.column.addLayout(row)
        self.setMinimumWidth(tokens.px(540))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.resize(self.width(), max(self.column.totalHeightForWidth(self.width()), self.height()))

    def command(self) -> Command | None:
        """What is asked for; None while a field still complains."""
        raise NotImplementedError

    def submit(self) -> None:
        """Sends the command; the answer closes the dialog or writes the complaint."""
        self._say("")
        made = self.command()
        if made is not None:
            self.go.setEnabled(False)
            self.asked.emit(made)

    def on_done(self, _hasil: Any) -> None:
        """It was carried out."""
        self.accept()

    def on_refused(self, refusal: Refusal) -> None:
        """It was not: writes why beside the field, or below."""
        self.go.setEnabled(True)
        rest = self.form.show_refusal(refusal)
        self._say("\n".join(t.pesan for t in rest))

    def _say(self, kalimat: str) -> None:
        self._rest.setText(kalimat)
        self._rest.setVisible(bool(kalimat))


class AlasanDialog(LangkahDialog):
    """Kembalikan or tolak: the reasons of the flow, and a note for the desk."""

    def __init__(
        self, berkas: Berkas, alur: Alur, sifat: SifatAlasan, meja: str, parent: QWidget | None = None
    ) -> None:
        tolak = sifat is SifatAlasan.DITOLAK
        super().__init__(
            f"{'Tolak' if tolak else 'Kembalikan'} {berkas.sebutan}",
            f"Ditolak untuk seterusnya: OPD harus membuat {alur.nama_dokumen} baru."
            if tolak
            else f"Dikembalikan untuk diperbaiki: {alur.nama_dokumen} yang sama diajukan lagi, waktu SOP berhenti.",
            "Tolak" if tolak else "Kembalikan",
            bahaya=True,
            parent=parent,
        )
        self._berkas, self._sifat, self._meja = berkas, sifat, meja
        self.alasan = QListWidget()
        for satu in alur.reasons(sifat):
            item = QListWidgetItem(f"{satu.kode}   {satu.teks}")
            item.setData(Qt.ItemDataRole.UserRole, satu.kode)
            item.setSizeHint(QSize(0, tokens.px(TINGGI_ALASAN)))
            self.alasan.addItem(item)
        self.alasan.setFixedHeight(tokens.px(TINGGI_ALASAN * min(self.alasan.count(), 10) + 12))
        self.catatan = QPlainTextEdit()
        self.catatan.setTabChangesFocus(True)
        self.catatan.setFixedHeight(tokens.px(72))
        self.form.add("alasan", "Alasan", self.alasan, hint="Alasan ini yang dibaca OPD dan rekanan.")
        self.form.add(
            "catatan",
            "Catatan untuk OPD",
            self.catatan,
            hint="Mis. halaman atau lampiran yang kurang; tidak tampil untuk umum.",
        )
        self.alasan.setFocus()

    def command(self) -> MoveBerkas:
        item = self.alasan.currentItem()
        kode = str(item.data(Qt.ItemDataRole.UserRole)) if item is not None and item.isSelected() else ""
        b = self._berkas
        return MoveBerkas(
            kode=b.kode_meja, ke=self._sifat.value, alasan=kode, catatan=self.catatan.toPlainText(), meja=self._meja,
            versi=b.versi,
        )  # fmt: skip


KALIMAT = {
    Hasil.DIAMBIL: "Nama yang mengambil berkas atau SP2D ini; tercatat bersama waktu dan petugasnya.",
    Keadaan.MENUNGGU_KAS: "Jam SOP berhenti; waktu menunggu kas dihitung tersendiri. Catatan boleh kosong.",
}
"""What the question says where it is no matter of mending."""


class CatatanDialog(LangkahDialog):
    """A step that needs one sentence: hand work back inside the office, or a return by the bank."""

    def __init__(self, berkas: Berkas, ke: str, judul: str, meja: str, parent: QWidget | None = None) -> None:
        super().__init__(
            judul,
            KALIMAT.get(ke, "Satu kalimat, supaya yang menerima tahu apa yang harus dibetulkan."),
            "Simpan",
            parent=parent,
        )
        self._berkas, self._ke, self._meja = berkas, ke, meja
        self.catatan = QPlainTextEdit()
        self.catatan.setTabChangesFocus(True)
        self.catatan.setFixedHeight(tokens.px(96))
        self.form.add("catatan", "Diambil oleh" if ke == Hasil.DIAMBIL else "Catatan", self.catatan)
        self.catatan.setFocus()

    def command(self) -> MoveBerkas:
        b = self._berkas
        return MoveBerkas(
            kode=b.kode_meja, ke=self._ke, catatan=self.catatan.toPlainText(), meja=self._meja, versi=b.versi
        )


class JawabanDialog(LangkahDialog):
    """The number and date of the document that answers: the SP2D."""

    def __init__(
        self, berkas: Berkas, alur: Alur, meja: str, today: Callable[[], date], parent: QWidget | None = None
    ) -> None:
        nama = alur.nama_jawaban
        super().__init__(
            f"Nomor {nama}",
            f"Menjawab {berkas.sebutan} dari {berkas.isi.opd}; dicatat satu kali.",
            "Simpan",
            parent=parent,
        )
        self._berkas, self._meja = berkas, meja
        self.nomor = QLineEdit()
        self.nomor.setMaxLength(100)
        self.tanggal = DateEdit(today(), today=today)
        self.form.add("nomor", f"Nomor {nama}", self.nomor, span=8)
        self.form.add("tanggal", f"Tanggal {nama}", self.tanggal, span=4)
        self.nomor.setFocus()

    def command(self) -> RecordAnswer | None:
        hari = _date_of(self.form, self.tanggal)
        if hari is None:
            return None
        return RecordAnswer(kode=self._berkas.kode_meja, nomor=self.nomor.text(), tanggal=hari, meja=self._meja)


class CairDialog(LangkahDialog):
    """The day on which the bank paid."""

    def __init__(
        self, berkas: Berkas, alur: Alur, meja: str, today: Callable[[], date], parent: QWidget | None = None
    ) -> None:
        nomor = f"{alur.nama_jawaban} {berkas.jawaban.nomor}" if berkas.jawaban else berkas.sebutan
        super().__init__(alur.kata_selesai.capitalize(), f"{nomor} sudah dibayar bank.", "Simpan", parent=parent)
        self._berkas, self._meja = berkas, meja
        self.tanggal = DateEdit(today(), today=today)
        self.form.add("tanggal", f"Tanggal {alur.kata_selesai}", self.tanggal, span=6)
        self.tanggal.setFocus()

    def command(self) -> Disburse | None:
        hari = _date_of(self.form, self.tanggal)
        return None if hari is None else Disburse(kode=self._berkas.kode_meja, tanggal=hari, meja=self._meja)


class TandaTerimaDialog(LangkahDialog):
    """Whose copy, on what paper. Each print has its own public code; those printed before stay valid."""

    def __init__(self, berkas: Berkas, meja: str, parent: QWidget | None = None) -> None:
        super().__init__(
            "Tanda terima",
            f"{berkas.sebutan} dari {berkas.isi.opd}. Cetakan ulang dihitung.",
            "Pratinjau",
            parent=parent,
        )
        self._berkas, self._meja = berkas, meja
        self.untuk = QComboBox()
        self.untuk.addItem("OPD, dengan barcode berkas", UntukSiapa.OPD)
        if berkas.isi.pihak:
            self.untuk.addItem(f"Rekanan: {berkas.isi.pihak}, dengan kode lacak", UntukSiapa.REKANAN)
        self.kertas = QComboBox()
        for k in KertasResi:
            self.kertas.addItem(f"Rol {k}" if k is not KertasResi.A6 else "A6, 105 x 148 mm", k)
        self.kertas.setCurrentIndex(max(self.kertas.findData(remembered_paper()), 0))
        self.lembar = QSpinBox()
        self.lembar.setRange(1, 999)
        self.form.add("untuk", "Lembar untuk", self.untuk)
        self.form.add("kertas", "Kertas", self.kertas, span=7)
        self.form.add("lembar", "Lampiran (lembar)", self.lembar, span=5)

    def command(self) -> IssueResi:
        desk_settings().setValue("tanda-terima/kertas", self.chosen_paper().value)
        return IssueResi(kode=self._berkas.kode_meja, untuk=self.chosen_copy(), meja=self._meja)

    def chosen_paper(self) -> KertasResi:
        """The paper of the receipt printer at this desk."""
        return KertasResi(self.kertas.currentData())

    def chosen_copy(self) -> UntukSiapa:
        """Whose copy is printed."""
        return UntukSiapa(self.untuk.currentData())


def remembered_paper() -> KertasResi:
    """The receipt paper used last at this desk; 80 mm at first."""
    return KertasResi(str(desk_settings().value("tanda-terima/kertas", KertasResi.ROL_80.value)))


def _date_of(form: Form, edit: DateEdit) -> date | None:
    """The typed date; an empty or wrong one is said beside its field."""
    if not edit.is_valid():
        form.set_error("tanggal", edit.error() or "Tanggal ini tidak ada di kalender.")
        return None
    found = edit.value()
    if found is None:
        form.set_error("tanggal", "Tanggal belum diisi.")
    return found
