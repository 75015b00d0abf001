"""Uji: PA/KPA answer six points for one or more lines; all passed approves them (Permendagri 79/2022 Pasal 5 dan 6)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QHBoxLayout, QLineEdit, QPushButton, QRadioButton, QWidget

from core.identity import TagihanId
from core.kkpd.baris import PembelianKartu
from core.kkpd.commands import TestLine
from core.kkpd.pengujian import PENGUJIAN, HasilUji
from core.money import NOL, Rupiah
from ui.kit import tokens
from ui.kit.card import text
from ui.kit.table import Column, Jenis, RowTable
from ui.kit.table_view import TableView
from ui.kkpd.langkah_dialog import HARI_KEMBALI, KembalikanDialog, LangkahDialog, TolakPaDialog, bind_key
from ui.kkpd.table import BarisTampil

_JAWABAN = ((HasilUji.LULUS, "Lulus"), (HasilUji.GAGAL, "Gagal"), (HasilUji.TIDAK_BERLAKU, "Tidak berlaku"))
_KOLOM: tuple[Column[BarisTampil], ...] = (
    Column("tanggal", "Tanggal", lambda r: f"{r.baris.tanggal_transaksi:%d/%m}", 74, Jenis.KODE, urut=False),
    Column("keterangan", "Baris tagihan", lambda r: r.baris.keterangan, 200, urut=False),
    Column("pasangan", "Pasangan bukti", lambda r: r.pasangan, 190, lentur=True, urut=False),
    Column("pemegang", "Pemegang", lambda r: r.row.pemegang, 160, urut=False),
    Column("nilai", "Jumlah (Rp)", lambda r: r.baris.netto, 112, Jenis.UANG, urut=False),
)


class UjiDialog(LangkahDialog):
    """The test sheet (F10). The same six answers go to all chosen lines; each line keeps its own sheet."""

    wanted = Signal(object)
    """Another dialog that the tester asked for: Ditolak PA or Kembalikan."""

    def __init__(
        self,
        tagihan: TagihanId,
        baris: Sequence[BarisTampil],
        beli: Mapping[str, PembelianKartu],
        hari_ini: date,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(
            "Uji baris tagihan",
            "Enam uji Permendagri 79/2022. Semua lulus atau tidak berlaku berarti disetujui; penguji bukan "
            "pemegang kartu dan bukan pengirim.",
            "Setujui",
            parent,
        )
        self._tagihan, self._beli, self._today = tagihan, beli, hari_ini
        self.table: RowTable[BarisTampil] = RowTable(_KOLOM, key=lambda r: r.key)
        self.view = TableView("uji-kkpd", self.table)
        self.view.set_empty("Tidak ada baris yang menunggu diuji", "Bendahara mengirimnya dengan Kirim uji F9.")
        self.view.setMinimumHeight(tokens.px(150))
        self.table.show(list(baris))
        self.view.totals_changed.connect(self._on_totals)
        self.answers: list[QButtonGroup] = []
        self.notes: list[QLineEdit] = []
        self.jumlah = text("", "kuat")
        self.column.insertWidget(2, self.view, 1)
        self.column.insertWidget(3, self.jumlah)
        self.column.insertLayout(4, self._build_points())
        self._add_buttons()
        self.view.selectAll()
        self.setMinimumWidth(tokens.px(860))

    def pass_all(self) -> None:
        """Answers all six with “lulus”."""
        for group in self.answers:
            group.button(0).setChecked(True)

    def command(self) -> TestLine | None:
        rows = self._chosen()
        if not rows:
            self.say("Pilih sedikitnya satu baris.")
            return None
        hasil = [group.checkedId() for group in self.answers]
        if -1 in hasil:
            self.say(f"Uji {hasil.index(-1) + 1} belum dijawab: {PENGUJIAN[hasil.index(-1)]}.")
            return None
        return TestLine(
            tagihan=self._tagihan,
            baris=tuple(r.baris.nomor for r in rows),
            hasil=tuple(_JAWABAN[i][0] for i in hasil),
            catatan=tuple(n.text().strip() for n in self.notes),
        )

    def on_done(self, hasil: Any) -> None:
        self.go.setEnabled(True)
        for baris in hasil.nilai.baris:
            self.take_off(baris.nomor)

    def reject_line(self) -> None:
        """Ditolak PA, for one line."""
        if (row := self._one()) is not None:
            self.wanted.emit(TolakPaDialog(self._tagihan, row.baris, self._today + timedelta(days=HARI_KEMBALI), self))

    def send_back(self) -> None:
        """Kembalikan, for one line."""
        if (row := self._one()) is not None:
            self.wanted.emit(KembalikanDialog(self._tagihan, row.baris, self))

    def take_off(self, nomor: int) -> None:
        """A line has left the test; the last one closes the dialog."""
        rest = [r for r in self.table.rows if r.baris.nomor != nomor]
        if not rest:
            self.accept()
            return
        self.table.show(rest)
        self.view.selectAll()

    def _chosen(self) -> list[BarisTampil]:
        return list(self.view.selected_rows())

    def _one(self) -> BarisTampil | None:
        rows = self._chosen()
        if len(rows) != 1:
            self.say("Pilih satu baris saja untuk dikembalikan atau ditolak.")
            return None
        self.say("")
        found: BarisTampil = rows[0]
        return found

    def _build_points(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(tokens.px(14))
        grid.setVerticalSpacing(tokens.px(7))
        grid.setColumnStretch(0, 1)
        for n, nama in enumerate(PENGUJIAN):
            grid.addWidget(text(f"{n + 1}.  {nama[:1].upper()}{nama[1:]}", wrap=True), n, 0)
            group = QButtonGroup(self)
            for i, (_, kata) in enumerate(_JAWABAN):
                button = QRadioButton(kata)
                button.setAccessibleName(f"{nama}: {kata}")
                group.addButton(button, i)
                grid.addWidget(button, n, i + 1)
            note = QLineEdit()
            note.setPlaceholderText("Catatan")
            note.setFixedWidth(tokens.px(170))
            grid.addWidget(note, n, len(_JAWABAN) + 1)
            self.answers.append(group)
            self.notes.append(note)
        return grid

    def _add_buttons(self) -> None:
        row: QHBoxLayout = self.buttons
        self.go.setText("Setujui  F6")
        bind_key(self.go, "F6")
        for i, (kata, run, peran, keys) in enumerate(
            (
                ("Semua lulus  Alt+L", self.pass_all, "", "Alt+L"),
                ("Kembalikan…  F7", self.send_back, "", "F7"),
                ("Ditolak PA…", self.reject_line, "bahaya", ""),
            )
        ):
            button = QPushButton(kata)
            button.setAutoDefault(False)
            if peran:
                button.setProperty("peran", peran)
            if keys:
                bind_key(button, keys)
            button.clicked.connect(lambda _=False, run=run: run())
            row.insertWidget(i, button)

    def _on_totals(self, banyak: int, sums: Mapping[str, Rupiah]) -> None:
        self.jumlah.setText(f"{banyak} baris terpilih, Rp {sums.get('nilai', NOL)}")
