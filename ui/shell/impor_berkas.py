"""The dialog that takes in a file of the bank: what is in it or stands against it, before anything is stored."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, ClassVar, Protocol

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from core.errors import Refusal, Temuan
from core.importers.profil_kolom import ProfilKolom
from ui.kit import tokens
from ui.kit.card import text
from ui.kit.check_list import CheckList, HasilUji, Uji
from ui.kit.chip import Status, StatusChip
from ui.kit.form import Form
from ui.kit.table import Column, Jenis, RowTable
from ui.kit.table_view import TableView
from ui.kit.tokens import Nada
from ui.shell.kolom_form import KolomForm
from ui.shell.page import Konteks

KOLOM_KELUHAN: tuple[Column[Temuan], ...] = (
    Column("baris", "Baris", lambda t: t.baris, 64, Jenis.ANGKA, urut=False),
    Column("kolom", "Kolom", lambda t: t.kolom or "", 64, urut=False),
    Column("pesan", "Keluhan", lambda t: t.pesan, 420, lentur=True, urut=False),
    Column("kode", "Kode", lambda t: t.kode, 190, urut=False),
)
BARIS, KELUHAN, KOLOM = range(3)
KELUHAN_TAMPIL = 6


class Bacaan(Protocol):
    """What reading a file gives: its findings."""

    @property
    def temuan(self) -> tuple[Temuan, ...]: ...


class ImporBerkasDialog(QDialog):
    """Form, summary, checks, rows or complaints, the column step, and the buttons below.

    A room reads the file in `read`, shows it in `show_result` and stores it in `store`.
    """

    judul: ClassVar[str]
    simpan: ClassVar[str]
    """What the button that stores is called."""
    daftar: ClassVar[tuple[str, str]]
    """Under which names the columns of rows and of complaints are remembered."""
    petunjuk: ClassVar[tuple[tuple[str, str, str], ...]]
    """Which complaint is answered in which field, and how."""

    def __init__(
        self, path: str, konteks: Konteks, rows: RowTable[Any], columns: KolomForm, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.judul)
        self._path, self._konteks = Path(path), konteks
        self._data: bytes = b""
        self._profil: ProfilKolom | None = None
        self.form = Form()
        self.summary, self.chip = text("Membaca berkas…", "judul-kartu", wrap=True), StatusChip()
        self.checks = CheckList()
        self.rows = rows
        self.complaints: RowTable[Temuan] = RowTable(KOLOM_KELUHAN)
        self.columns = columns
        self.columns.confirmed.connect(self.use_profile)
        self.stack = QStackedWidget()
        for nama, table in zip(self.daftar, (self.rows, self.complaints), strict=True):
            self.stack.addWidget(TableView(nama, table))
        self.stack.addWidget(self.columns)
        self._lay_out()

    def read(self) -> None:
        """Reads the file again with what was filled in."""
        raise NotImplementedError

    def store(self) -> None:
        """Stores what was read, all or nothing."""
        raise NotImplementedError

    def map_columns(self) -> None:
        """Shows the column step."""
        raise NotImplementedError

    def use_profile(self, profil: ProfilKolom) -> None:
        """Reads with these columns; they are remembered once the file is stored."""
        self._profil = profil
        self.read()

    def file_bytes(self) -> bytes:
        """The file, whole; runs on a reader thread."""
        try:
            return self._path.read_bytes()
        except OSError as no:
            raise Refusal("ERR_BERKAS_TIDAK_ADA", f"{self._path.name} tidak dapat dibaca: {no.strerror}.") from no

    def show_complaints(self, hasil: Bacaan) -> None:
        """What stands against the file, and the field or step that answers it."""
        kode = {t.kode for t in hasil.temuan}
        salah = sum(t.is_error for t in hasil.temuan)
        self.summary.setText(f"{salah} keluhan; belum ada yang disimpan")
        self.chip.show_status(Status("belum dapat disimpan", Nada.BAD))
        self.checks.show_items(
            [
                Uji(f"Baris {t.baris}" if t.baris else "Berkas ditolak", t.pesan, HasilUji.GAGAL)
                for t in hasil.temuan[:KELUHAN_TAMPIL]
            ]
        )
        self.stack.setCurrentIndex(KELUHAN)
        for keluhan, medan, kata in self.petunjuk:
            if keluhan in kode:
                self.form.set_error(medan, kata)
                self.form.field(medan).setFocus()
        if kode & {"ERR_KOLOM_TIDAK_DIKENAL", "ERR_TATA_LETAK_BEDA"}:
            self.map_columns()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(tokens.px(22), tokens.px(18), tokens.px(22), tokens.px(18))
        column.setSpacing(tokens.px(12))
        column.addWidget(text(self.judul, "judul-besar"))
        column.addWidget(text(self._path.name, "anak-judul"))
        column.addWidget(self.form)
        head = QHBoxLayout()
        head.addWidget(self.summary, 1)
        head.addWidget(self.chip)
        column.addLayout(head)
        middle = QHBoxLayout()
        middle.setSpacing(tokens.px(18))
        middle.addWidget(self.stack, 3)
        side = QVBoxLayout()
        side.addWidget(self.checks)
        side.addStretch(1)
        middle.addLayout(side, 2)
        column.addLayout(middle, 1)
        self.map = _button("Atur kolom…  F7", self.map_columns, "F7")
        self.again = _button("Baca ulang  F5", self.read, "F5")
        cancel = _button("Batal  Esc", self.reject)
        self.go = _button(f"{self.simpan}  Ctrl+Enter", self.store, "Ctrl+Return")
        self.go.setProperty("peran", "utama")
        self.go.setEnabled(False)
        row = QHBoxLayout()
        row.addWidget(self.map)
        row.addWidget(self.again)
        row.addStretch(1)
        row.addWidget(cancel)
        row.addWidget(self.go)
        column.addLayout(row)
        self.resize(tokens.px(1040), tokens.px(640))


def _button(kata: str, run: Callable[[], None], keys: str = "") -> QPushButton:
    button = QPushButton(kata)
    button.setAutoDefault(False)
    if keys:  # at once: a button's own shortcut waits until it has been seen to go down
        shortcut = QShortcut(QKeySequence(keys), button)
        shortcut.setAutoRepeat(False)
        shortcut.activated.connect(button.click)
    button.clicked.connect(lambda: run())  # noqa: PLW0108 - clicked carries a flag that run does not take
    return button
