"""Questions before a step of a bill line: a reason, other evidence, where its file lies, the day of a DPT."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from core.bus import Command
from core.errors import Refusal
from core.identity import TagihanId
from core.kkpd.baris import BarisTagihan, PembelianKartu
from core.kkpd.commands import AcceptPair, MakeDpt, MarkNotApbd, RejectByPa, SaveBukti, SendBack
from core.money import NOL, Rupiah
from ui.kit import tokens
from ui.kit.card import text
from ui.kit.date_edit import DateEdit
from ui.kit.form import Form
from ui.kit.rupiah_edit import RupiahEdit
from ui.kit.table import Column, Jenis, RowTable
from ui.kit.table_view import TableView

ALASAN_BEBAN = (
    "biaya administrasi kartu",
    "bunga atau denda bank",
    "meterai",
    "biaya transaksi luar negeri",
    "lainnya",
)
ALASAN_TOLAK = (
    ("T01", "bukan belanja dinas"),
    ("T02", "tanpa bukti yang sah"),
    ("T03", "jumlah melebihi bukti"),
    ("T04", "jenis belanja tidak boleh dengan KKPD"),
    ("T05", "barang atau jasa tidak sesuai"),
)
HARI_KEMBALI = 7


def open_dialog(dialog: QDialog) -> None:
    """Shows a dialog over its page; it is gone when it closes."""
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.open()


def bind_key(button: QPushButton, keys: str) -> None:
    """Clicks a button by its key, at once: a button's own shortcut waits until it has been seen to go down."""
    shortcut = QShortcut(QKeySequence(keys), button)
    shortcut.setAutoRepeat(False)
    shortcut.activated.connect(button.click)


class LangkahDialog(QDialog):
    """A small question that ends in a command. Refused, it stays open with the complaint beside the field."""

    asked = Signal(object)
    """The Command to carry out."""

    def __init__(self, judul: str, keterangan: str, kata: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(judul)
        self.form = Form()
        self.rest = text("", "galat", wrap=True)
        self.rest.hide()
        self.go = QPushButton(f"{kata}  Ctrl+Enter")
        self.go.setProperty("peran", "utama")
        bind_key(self.go, "Ctrl+Return")
        self.go.setAutoDefault(False)
        self.go.clicked.connect(self.submit)
        cancel = QPushButton("Batal  Esc")
        cancel.setAutoDefault(False)
        cancel.clicked.connect(self.reject)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(tokens.px(22), tokens.px(20), tokens.px(22), tokens.px(20))
        self.column.setSpacing(tokens.px(12))
        self.column.addWidget(text(judul, "judul-besar", wrap=True))
        self.about = text(keterangan, "anak-judul", wrap=True)
        self.column.addWidget(self.about)
        self.column.addWidget(self.form)
        self.column.addWidget(self.rest)
        self.buttons = QHBoxLayout()
        self.buttons.addStretch(1)
        self.buttons.addWidget(cancel)
        self.buttons.addWidget(self.go)
        self.column.addLayout(self.buttons)
        self.setMinimumWidth(tokens.px(520))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.resize(self.width(), max(self.column.totalHeightForWidth(self.width()), self.height()))

    def command(self) -> Command | None:
        """What is asked for; None while a field still complains."""
        raise NotImplementedError

    def submit(self) -> None:
        """Sends the command; the answer closes the dialog or writes the complaint."""
        self.say("")
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
        self.say("\n".join(t.pesan for t in rest))

    def say(self, kalimat: str) -> None:
        """Writes a complaint that belongs to no field."""
        self.rest.setText(kalimat)
        self.rest.setVisible(bool(kalimat))


class BebanDialog(LangkahDialog):
    """Bukan beban APBD: why a charge may never enter a DPT."""

    def __init__(self, tagihan: TagihanId, baris: BarisTagihan, parent: QWidget | None = None) -> None:
        super().__init__(
            "Bukan beban APBD",
            f"{baris.keterangan}, Rp {baris.nilai}. Baris ini tidak masuk DPT; sanggah ke bank atau "
            "bayar dari uang pribadi yang menyebabkannya.",
            "Simpan",
            parent,
        )
        self._tagihan, self._baris = tagihan, baris
        self.alasan = QComboBox()
        self.alasan.setEditable(True)
        self.alasan.addItems(ALASAN_BEBAN)
        self.alasan.setCurrentText(ALASAN_BEBAN[0])
        self.form.add("alasan", "Alasan", self.alasan)
        self.alasan.setFocus()

    def command(self) -> MarkNotApbd:
        return MarkNotApbd(tagihan=self._tagihan, baris=self._baris.nomor, alasan=self.alasan.currentText())


class RefundDialog(LangkahDialog):
    """A credit undoes a purchase: said before it is stored, because it stands in the books and stays there."""

    def __init__(
        self, tagihan: TagihanId, baris: BarisTagihan, bukti: tuple[str, ...], parent: QWidget | None = None
    ) -> None:
        super().__init__(
            "Catat refund",
            f"{baris.keterangan}, Rp {abs(baris.nilai)}, mengurangi {', '.join(bukti)} di buku. Refund yang sudah "
            "dicatat tidak dapat diurungkan.",
            "Catat refund",
            parent,
        )
        self._command = AcceptPair(tagihan=tagihan, baris=(baris.nomor,), bukti=bukti)

    def command(self) -> AcceptPair:
        return self._command


class BerkasBuktiDialog(LangkahDialog):
    """The paper of a purchase is in hand: where it lies."""

    def __init__(self, tagihan: TagihanId, nomor: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__("Berkas bukti", "Bukti asli ada di tangan; catat di mana disimpan.", "Simpan", parent)
        self._tagihan = tagihan
        self.nomor = QComboBox()
        self.nomor.addItems(list(nomor))
        self.berkas = QLineEdit()
        self.berkas.setMaxLength(200)
        self.berkas.setPlaceholderText("mis. map KKPD November, lembar 4")
        self.form.add("nomor", "Bukti", self.nomor, span=4)
        self.form.add("berkas", "Tempat berkas", self.berkas, span=8)
        self.berkas.setFocus()

    def command(self) -> SaveBukti:
        return SaveBukti(tagihan=self._tagihan, nomor=self.nomor.currentText(), berkas=self.berkas.text())


_KOLOM_BELI: tuple[Column[PembelianKartu], ...] = (
    Column("nomor", "Bukti", lambda p: p.nomor_bukti, 110, Jenis.KODE, urut=False),
    Column("tanggal", "Tanggal", lambda p: p.tanggal, 100, Jenis.TANGGAL, urut=False),
    Column("merchant", "Toko atau rekanan", lambda p: p.merchant, 180, lentur=True, urut=False),
    Column("uraian", "Uraian", lambda p: p.rincian[0].uraian if p.rincian else "", 180, urut=False),
    Column("nilai", "Jumlah (Rp)", lambda p: p.nilai, 120, Jenis.UANG, urut=False),
)


class PilihBuktiDialog(LangkahDialog):
    """Pairs by hand: one or several pieces of evidence for this line, nearest amounts first."""

    def __init__(
        self, tagihan: TagihanId, baris: BarisTagihan, bukti: Sequence[PembelianKartu], parent: QWidget | None = None
    ) -> None:
        super().__init__(
            "Pilih bukti",
            f"Untuk {baris.keterangan}, Rp {abs(baris.nilai)}. Beberapa bukti dipilih dengan Ctrl atau Shift.",
            "Pasangkan",
            parent,
        )
        self._tagihan, self._baris = tagihan, baris
        self._all = sorted(bukti, key=lambda p: abs(p.nilai.sen - abs(baris.nilai.sen)))
        self.filter = QLineEdit()
        self.filter.setPlaceholderText("Saring nomor, toko, uraian atau jumlah")
        self.filter.textChanged.connect(lambda _: self._show())
        self.table: RowTable[PembelianKartu] = RowTable(_KOLOM_BELI, key=lambda p: p.nomor_bukti)
        self.view = TableView("pilih-bukti", self.table)
        self.view.set_empty("Tidak ada bukti yang belum berpasangan", "Catat belanja KKPD dahulu di Bukti & Pajak.")
        self.view.setMinimumHeight(tokens.px(260))
        self.view.totals_changed.connect(self._on_totals)
        self.column.insertWidget(3, self.filter)
        self.column.insertWidget(4, self.view, 1)
        self.jumlah = text("", "kuat")
        self.column.insertWidget(5, self.jumlah)
        self.setMinimumWidth(tokens.px(760))
        self._show()

    def command(self) -> AcceptPair | None:
        chosen = tuple(p.nomor_bukti for p in self.view.selected_rows())
        if not chosen:
            self.say("Pilih sedikitnya satu bukti.")
            return None
        return AcceptPair(tagihan=self._tagihan, baris=(self._baris.nomor,), bukti=chosen)

    def _show(self) -> None:
        words = self.filter.text().casefold().split()
        self.table.show([p for p in self._all if all(w in _words_of(p) for w in words)])

    def _on_totals(self, banyak: int, sums: Any) -> None:
        jumlah: Rupiah = sums.get("nilai", NOL)
        beda = jumlah - abs(self._baris.nilai)
        kata = "sama dengan baris tagihan" if not beda else f"selisih {abs(beda)} dari baris tagihan"
        self.jumlah.setText(f"{banyak} bukti, Rp {jumlah}: {kata}" if banyak else "")


def _words_of(p: PembelianKartu) -> str:
    uraian = " ".join(r.uraian for r in p.rincian)
    return f"{p.nomor_bukti} {p.merchant} {uraian} {p.nilai} {p.nilai.to_json()}".casefold()


class TolakPaDialog(LangkahDialog):
    """Ditolak PA: the holder repays the line or a part of it."""

    def __init__(self, tagihan: TagihanId, baris: BarisTagihan, batas: date, parent: QWidget | None = None) -> None:
        super().__init__(
            "Ditolak PA",
            f"{baris.keterangan}, Rp {baris.netto}. Pemegang kartu mengembalikan dari uang pribadi; belanjanya tidak "
            "dibebankan ke APBD.",
            "Tolak",
            parent,
        )
        self.go.setProperty("peran", "bahaya")
        self.nomor = baris.nomor
        self._tagihan, self._baris = tagihan, baris
        self.kode = QComboBox()
        for kode, teks in ALASAN_TOLAK:
            self.kode.addItem(f"{kode}  {teks}", kode)
        self.nilai = RupiahEdit(baris.netto)
        self.batas = DateEdit(batas)
        self.alasan = QPlainTextEdit()
        self.alasan.setTabChangesFocus(True)
        self.alasan.setFixedHeight(tokens.px(64))
        self.form.add("kode_alasan", "Alasan", self.kode)
        self.form.add("nilai", "Jumlah yang ditolak", self.nilai, span=6)
        self.form.add("batas_pengembalian", "Dikembalikan paling lambat", self.batas, span=6)
        self.bukti = QComboBox()
        self.bukti.addItems(list(baris.bukti))
        if len(baris.bukti) > 1:
            self.form.add("bukti", "Bukti yang ditolak", self.bukti)
        self.form.add("alasan", "Penjelasan", self.alasan)

    def command(self) -> RejectByPa | None:
        batas = self.batas.value() if self.batas.is_valid() else None
        if batas is None:
            self.form.set_error("batas_pengembalian", "Isi tanggal pengembalian.")
            return None
        nilai = self.nilai.value()
        banyak = len(self._baris.bukti) > 1
        return RejectByPa(
            tagihan=self._tagihan,
            baris=self._baris.nomor,
            kode_alasan=str(self.kode.currentData()),
            alasan=self.alasan.toPlainText() or self.kode.currentText()[5:],
            batas_pengembalian=batas,
            nilai=None if nilai == self._baris.netto else nilai,
            bukti=self.bukti.currentText() if banyak else "",
        )


class KembalikanDialog(LangkahDialog):
    """PA/KPA want the evidence mended: the line is open to the treasurer again."""

    def __init__(self, tagihan: TagihanId, baris: BarisTagihan, parent: QWidget | None = None) -> None:
        super().__init__("Kembalikan ke bendahara", f"{baris.keterangan}, Rp {baris.netto}.", "Kembalikan", parent)
        self.nomor = baris.nomor
        self._tagihan, self._baris = tagihan, baris
        self.alasan = QPlainTextEdit()
        self.alasan.setTabChangesFocus(True)
        self.alasan.setFixedHeight(tokens.px(72))
        self.form.add("alasan", "Apa yang harus diperbaiki", self.alasan)
        self.alasan.setFocus()

    def command(self) -> SendBack:
        return SendBack(tagihan=self._tagihan, baris=self._baris.nomor, alasan=self.alasan.toPlainText())


class DptDialog(LangkahDialog):
    """The day a DPT is dated."""

    def __init__(self, tagihan: TagihanId, siap: str, today: Callable[[], date], parent: QWidget | None = None) -> None:
        super().__init__("Buat DPT", siap, "Buat DPT", parent)
        self._tagihan = tagihan
        self.tanggal = DateEdit(today(), today=today)
        self.form.add("tanggal", "Tanggal DPT", self.tanggal, span=6)

    def command(self) -> MakeDpt | None:
        hari = self.tanggal.value() if self.tanggal.is_valid() else None
        if hari is None:
            self.form.set_error("tanggal", "Isi tanggal DPT.")
            return None
        return MakeDpt(tagihan=self._tagihan, tanggal=hari)
