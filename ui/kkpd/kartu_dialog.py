"""Kartu & limit: the register of cards with what is used of each limit, and the form of one card."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QHBoxLayout,
    QInputDialog,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from core.access import Izin
from core.bus import Changes, Hasil
from core.identity import KartuId, OrangId, new_uuid
from core.kkpd.commands import SaveKartu, StepKartu
from core.kkpd.model import (
    LANGKAH_KARTU,
    TOPIK,
    JenisKartu,
    JenisLimit,
    LimitKartu,
    ProgramKartu,
    StatusKartu,
)
from core.kkpd.queries import KartuRow
from core.pengguna.model import Orang
from ui.kit import tokens
from ui.kit.card import text
from ui.kit.chip import Status
from ui.kit.date_edit import DateEdit
from ui.kit.notice import Notice
from ui.kit.rupiah_edit import RupiahEdit
from ui.kit.table import Column, Jenis, RowTable
from ui.kit.table_view import TableView
from ui.kit.tokens import Nada
from ui.kkpd.langkah_dialog import LangkahDialog
from ui.shell.page import Konteks
from ui.shell.page_head import who_may

JENIS = {JenisKartu.BARJAS_MODAL: "Barang, jasa dan modal", JenisKartu.PERJADIN: "Perjalanan dinas"}
PROGRAM = {
    ProgramKartu.KKI_GPN: "KKI (GPN)",
    ProgramKartu.KKI_QRIS: "KKI QRIS",
    ProgramKartu.KKPD_INTL: "Jaringan internasional",
}
_NADA = {StatusKartu.AKTIF: Nada.OK, StatusKartu.BLOKIR_SEMENTARA: Nada.BAD, StatusKartu.KEDALUWARSA: Nada.BAD}
LANGKAH = {
    "setujui_sk": "SK terbit",
    "terbitkan": "Kartu terbit",
    "aktifkan": "Aktifkan",
    "blokir": "Blokir…",
    "buka_blokir": "Buka blokir",
    "ganti": "Diganti",
    "tutup": "Tutup…",
    "kedaluwarsa": "Kedaluwarsa",
}
BERALASAN = frozenset({"blokir", "tutup"})
KOLOM_KARTU: tuple[Column[KartuRow], ...] = (
    Column("nomor", "Kartu", lambda r: f"•••• {r.kartu.empat_akhir}", 90, Jenis.KODE, urut=False),
    Column("pemegang", "Pemegang KKPD", lambda r: r.kartu.pemegang, 190, lentur=True, urut=False),
    Column("jenis", "Jenis", lambda r: JENIS[r.kartu.jenis], 170, urut=False),
    Column("limit", "Limit (Rp)", lambda r: r.limit, 120, Jenis.UANG, urut=False),
    Column("terpakai", "Terpakai (Rp)", lambda r: r.terpakai, 120, Jenis.UANG, urut=False),
    Column("sisa", "Sisa (Rp)", lambda r: r.sisa, 120, Jenis.UANG, urut=False),
    Column("status", "Status", lambda r: card_status(r.kartu.status), 150, Jenis.STATUS, urut=False),
)


def card_status(status: StatusKartu) -> Status:
    """The step a card stands at, in words."""
    return Status(status.replace("_", " ").lower().replace(" sk", " SK"), _NADA.get(status, Nada.INFO))


class KartuFormDialog(LangkahDialog):
    """One card of the SK. Its full number is not asked for: six digits in front, four at the end."""

    def __init__(
        self, row: KartuRow | None, orang: Sequence[Orang], penerbit: str, hari_ini: date, parent: QWidget | None = None
    ) -> None:
        super().__init__(
            "Kartu KKPD", "Nomor lengkap kartu tidak dicatat, hanya 6 angka depan dan 4 akhir.", "Simpan", parent
        )
        self._row, self._today = row, hari_ini
        k = row.kartu if row else None
        self.jenis, self.program, self.pemegang = QComboBox(), QComboBox(), QComboBox()
        for jenis, nama in JENIS.items():
            self.jenis.addItem(nama, jenis)
        for program, nama in PROGRAM.items():
            self.program.addItem(nama, program)
        for satu in orang:
            self.pemegang.addItem(satu.nama, satu.id)
        self.pemegang.setEditable(True)
        self.penerbit, self.sk = QLineEdit(k.penerbit if k else penerbit), QLineEdit(k.dasar_sk if k else "")
        self.bin6, self.akhir = QLineEdit(k.bin6 if k else ""), QLineEdit(k.empat_akhir if k else "")
        self.bin6.setMaxLength(6)
        self.akhir.setMaxLength(4)
        self.berlaku = DateEdit(k.berlaku_sampai if k else date(hari_ini.year + 3, 12, 31), today=lambda: hari_ini)
        self.limit = RupiahEdit(row.limit if row else None)
        if k is not None:
            self.jenis.setCurrentIndex(self.jenis.findData(k.jenis))
            self.program.setCurrentIndex(self.program.findData(k.program))
            self.pemegang.setCurrentText(k.pemegang)
        self._lay_out_fields()

    def command(self) -> SaveKartu | None:
        berlaku = self.berlaku.value() if self.berlaku.is_valid() else None
        if berlaku is None:
            self.form.set_error("berlaku_sampai", "Isi tanggal berlaku kartu.")
            return None
        if not self.limit.is_valid() or not self.limit.value():
            self.form.set_error("limit", "Isi limit kartu menurut SK.")
            return None
        lama = self._row.kartu if self._row else None
        nama = self.pemegang.currentText().strip()
        return SaveKartu(
            kartu_id=lama.id if lama else KartuId(new_uuid()),
            versi=self._row.versi if self._row else 0,
            jenis=JenisKartu(self.jenis.currentData()),
            program=ProgramKartu(self.program.currentData()),
            penerbit=self.penerbit.text(),
            bin6=self.bin6.text().strip(),
            empat_akhir=self.akhir.text().strip(),
            pemegang_id=self._holder(nama),
            pemegang=nama,
            dasar_sk=self.sk.text(),
            berlaku_sampai=berlaku,
            limit=self._limits(),
            menggantikan=lama.menggantikan if lama else None,
        )

    def _holder(self, nama: str) -> OrangId:
        """A person of the office by name; somebody who does not use this program gets an id of his own."""
        at = self.pemegang.findText(nama)
        if at >= 0:
            return OrangId(self.pemegang.itemData(at))
        lama = self._row.kartu if self._row else None
        return lama.pemegang_id if lama is not None and lama.pemegang == nama else OrangId(new_uuid())

    def _limits(self) -> tuple[LimitKartu, ...]:
        """All limits there were, and a new row when the total or its decree has changed."""
        lama = self._row.kartu.limit if self._row else ()
        nilai, dasar = self.limit.value(), self.sk.text().strip()
        if self._row is not None and self._row.limit == nilai and self._row.kartu.dasar_sk == dasar:
            return lama
        sisa = tuple(s for s in lama if not (s.jenis is JenisLimit.TOTAL and s.sejak == self._today))
        awal = self._today if lama else date(self._today.year, 1, 1)
        return (*sisa, LimitKartu(JenisLimit.TOTAL, nilai, dasar, awal))

    def _lay_out_fields(self) -> None:
        self.form.add("pemegang", "Pemegang KKPD", self.pemegang)
        self.form.add("kartu", "6 angka depan", self.bin6, span=3)
        self.form.add("empat_akhir", "4 angka akhir", self.akhir, span=3)
        self.form.add("berlaku_sampai", "Berlaku sampai", self.berlaku, span=6)
        self.form.add("penerbit", "Bank penerbit", self.penerbit, span=6)
        self.form.add("program", "Program", self.program, span=6)
        self.form.add("jenis", "Untuk belanja", self.jenis, span=6, hint="Permendagri 79/2022 Pasal 18")
        self.form.add("limit", "Limit kartu", self.limit, span=6)
        self.form.add("dasar_sk", "Nomor SK", self.sk)


class KartuDialog(QDialog):
    """The cards of the office. Those who may not manage them only look."""

    def __init__(self, konteks: Konteks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Kartu & limit")
        self._konteks = konteks
        self._orang: tuple[Orang, ...] = ()
        self._may = konteks.may(Izin.KELOLA_KARTU)
        self.table: RowTable[KartuRow] = RowTable(KOLOM_KARTU, key=lambda r: r.kartu.id)
        self.view = TableView("kartu-kkpd", self.table)
        self.view.set_empty("Belum ada kartu terdaftar", "Tambah kartu menurut SK dengan Ins.")
        self.view.row_opened.connect(lambda _: self.edit())
        self.view.row_selected.connect(lambda _: self._show_steps())
        self._steps = QHBoxLayout()
        self._lay_out()
        konteks.desk.changed.connect(self._on_changed)
        self.refresh()

    def refresh(self) -> None:
        """Asks for the cards again."""
        tanya, hari = self._konteks.tanya, self._konteks.today()
        self._konteks.desk.ask(
            lambda: tanya.ask(lambda q: (tuple(q.kkpd.kartu(hari)), tuple(q.pengguna.people()))),
            self._show,
            key="kartu",
        )

    def add(self) -> None:
        """A new card."""
        self._open_form(None)

    def edit(self) -> None:
        """The card the keyboard stands on."""
        if (row := self.view.current_row()) is not None:
            self._open_form(row)

    def step(self, peristiwa: str) -> None:
        """One step of the chosen card; blocking and closing ask why."""
        row = self.view.current_row()
        if row is None:
            return
        alasan = ""
        if peristiwa in BERALASAN:
            alasan, ok = QInputDialog.getText(self, LANGKAH[peristiwa].rstrip("…"), "Alasan")
            if not ok:
                return
        self._konteks.desk.do(StepKartu(kartu_id=row.kartu.id, versi=row.versi, peristiwa=peristiwa, alasan=alasan))

    def _open_form(self, row: KartuRow | None) -> None:
        if not self._may:
            return
        penerbit = self.table.rows[0].kartu.penerbit if self.table.rows else ""
        dialog = KartuFormDialog(row, self._orang, penerbit, self._konteks.today(), self)

        def done(hasil: Hasil) -> None:
            for t in hasil.nilai.peringatan if hasil.nilai else ():
                self._konteks.notify(Notice("Perlu perhatian", t.pesan, Nada.WARN, t.kode))
            if shiboken6.isValid(dialog):
                dialog.on_done(hasil)

        dialog.asked.connect(lambda command: self._konteks.desk.do(command, done, refused=dialog.on_refused))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def _show(self, found: tuple[tuple[KartuRow, ...], tuple[Orang, ...]]) -> None:
        rows, self._orang = found
        self.table.show(rows)
        if rows and self.view.current_row() is None:
            self.view.select_key(rows[0].kartu.id)
        self._show_steps()

    def _show_steps(self) -> None:
        while (old := self._steps.takeAt(0)) is not None:
            if (widget := old.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        row = self.view.current_row()
        if row is None or not self._may:
            return
        for langkah in LANGKAH_KARTU:
            if langkah.dari is row.kartu.status:
                self._steps.addWidget(_button(LANGKAH[langkah.peristiwa], lambda p=langkah.peristiwa: self.step(p)))

    def _on_changed(self, changes: Changes) -> None:
        if TOPIK in changes.topics:
            self.refresh()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(tokens.px(22), tokens.px(18), tokens.px(22), tokens.px(18))
        column.setSpacing(tokens.px(12))
        column.addWidget(text("Kartu & limit", "judul-besar"))
        column.addWidget(
            text("Terpakai: yang sudah ditagih atau dibelanjakan dan belum dibayar ke bank.", "anak-judul")
        )
        column.addWidget(self.view, 1)
        row = QHBoxLayout()
        tambah, ubah = _button("Tambah kartu  Ins", self.add, "Ins"), _button("Ubah  Enter", self.edit)
        for button in (tambah, ubah):
            button.setEnabled(self._may)
            button.setToolTip("" if self._may else who_may(Izin.KELOLA_KARTU))
            row.addWidget(button)
        row.addLayout(self._steps)
        row.addStretch(1)
        row.addWidget(_button("Tutup  Esc", self.reject))
        column.addLayout(row)
        self.resize(tokens.px(1000), tokens.px(480))


def _button(kata: str, run: Any, keys: str = "") -> QPushButton:
    button = QPushButton(kata)
    button.setAutoDefault(False)
    if keys:
        button.setShortcut(keys)
    button.clicked.connect(lambda: run())  # noqa: PLW0108 - clicked carries a flag that run does not take
    return button
