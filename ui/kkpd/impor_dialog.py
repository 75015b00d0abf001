"""Impor tagihan: what is in the bank's file, with both sides of every control total, before anything is stored."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from core.access import Izin
from core.bus import Hasil
from core.errors import Refusal, Temuan
from core.importers.profil_kolom import ProfilKolom
from core.kkpd.commands import HasilImpor, ImportTagihan, SaveProfil
from core.kkpd.masukan import BarisMasuk
from core.kkpd.model import Tagihan
from core.kkpd.rules import Persamaan
from core.money import format_sen
from ui.kit import tokens
from ui.kit.card import text
from ui.kit.check_list import CheckList, HasilUji, Uji
from ui.kit.chip import Status, StatusChip
from ui.kit.form import Form
from ui.kit.notice import Notice
from ui.kit.rupiah_edit import RupiahEdit
from ui.kit.table import Column, Jenis, RowTable
from ui.kit.table_view import TableView
from ui.kit.tokens import Nada
from ui.kkpd.impor_baca import HasilBaca, Permintaan, profile_to_keep, read_berkas_bank
from ui.kkpd.kolom_tagihan import KOLOM_TAGIHAN_BANK
from ui.shell.kolom_form import KolomForm
from ui.shell.page import Konteks

KOLOM_BARIS: tuple[Column[BarisMasuk], ...] = (
    Column("tanggal", "Tanggal", lambda b: b.tanggal_transaksi, 96, Jenis.TANGGAL, urut=False),
    Column("kartu", "Kartu", lambda b: b.kartu.empat_akhir, 60, Jenis.KODE, urut=False),
    Column("keterangan", "Baris tagihan", lambda b: b.keterangan, 260, lentur=True, urut=False),
    Column("nilai", "Jumlah (Rp)", lambda b: b.nilai, 120, Jenis.UANG, urut=False),
)
KOLOM_KELUHAN: tuple[Column[Temuan], ...] = (
    Column("baris", "Baris", lambda t: t.baris, 64, Jenis.ANGKA, urut=False),
    Column("kolom", "Kolom", lambda t: t.kolom or "", 64, urut=False),
    Column("pesan", "Keluhan", lambda t: t.pesan, 420, lentur=True, urut=False),
    Column("kode", "Kode", lambda t: t.kode, 190, urut=False),
)
BARIS, KELUHAN, KOLOM = range(3)
KELUHAN_TAMPIL = 6


class ImporDialog(QDialog):
    """Reads, shows, asks what is missing, and stores all or nothing."""

    stored = Signal(object)
    """The HasilImpor."""

    def __init__(self, path: str, konteks: Konteks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Impor tagihan bank")
        self._path, self._konteks = Path(path), konteks
        self._data: bytes = b""
        self._profil: ProfilKolom | None = None
        self.hasil: HasilBaca | None = None
        self.form = Form()
        self.bank, self.total, self.kartu = QLineEdit(), RupiahEdit(), QComboBox()
        self.kartu.setEditable(True)
        self.form.add("bank", "Bank penerbit", self.bank, span=4, hint="Sama untuk setiap berkas kartu ini.")
        self.form.add(
            "total", "Total menurut lembar bank", self.total, span=4, hint="Bila berkas tidak memuat totalnya."
        )
        self.form.add("kartu", "Nomor kartu", self.kartu, span=4, hint="Bila berkas tidak menyebut kartu.")
        self.summary, self.chip = text("Membaca berkas…", "judul-kartu", wrap=True), StatusChip()
        self.checks = CheckList()
        self.rows: RowTable[BarisMasuk] = RowTable(KOLOM_BARIS, key=lambda b: b.kunci_bank)
        self.complaints: RowTable[Temuan] = RowTable(KOLOM_KELUHAN)
        self.columns = KolomForm(KOLOM_TAGIHAN_BANK)
        self.columns.confirmed.connect(self.use_profile)
        self.stack = QStackedWidget()
        self.stack.addWidget(TableView("impor-baris", self.rows))
        self.stack.addWidget(TableView("impor-keluhan", self.complaints))
        self.stack.addWidget(self.columns)
        self._lay_out()
        konteks.desk.ask(self._first_look, self._begin, refused=self._on_refused)

    def read(self) -> None:
        """Reads the file again with what was filled in."""
        if not self._data:
            return
        nomor = self.kartu.currentData() or self.kartu.currentText().strip()
        minta = Permintaan(
            self._path.name,
            self._data,
            self.bank.text().strip(),
            self.total.value() if self.total.text().strip() and self.total.is_valid() else None,
            str(nomor) if nomor else None,
            self._profil,
        )
        tanya = self._konteks.tanya
        self.go.setEnabled(False)
        self._konteks.desk.ask(lambda: read_berkas_bank(tanya, minta), self.show_result, key="impor-tagihan")

    def use_profile(self, profil: ProfilKolom) -> None:
        """Reads with these columns; they are remembered once the bill is stored."""
        self._profil = profil
        self.read()

    def map_columns(self) -> None:
        """Shows the column step."""
        if self.hasil is not None and self.hasil.lembaran:
            self.columns.show_sheet(self.hasil.lembaran[0], self.bank.text().strip())
            self.stack.setCurrentIndex(KOLOM)

    def show_result(self, hasil: HasilBaca) -> None:
        """What was read, or what stands against it."""
        self.hasil = hasil
        self.form.clear_errors()
        self.complaints.show(hasil.temuan)
        ok = hasil.masuk is not None
        self.go.setEnabled(ok and self._konteks.may(Izin.KELOLA_KARTU))
        self.map.setEnabled(bool(hasil.lembaran))
        if hasil.masuk is None or hasil.draf is None:
            self._show_refused(hasil)
            return
        d = hasil.draf
        kartu = len({b.kartu.token for b in d.rincian})
        self.summary.setText(
            f"{d.jumlah_baris} baris, {kartu} kartu · pembelanjaan {format_sen(d.total_debit.sen)} · "
            f"kredit {format_sen(d.total_kredit.sen)}"
        )
        cocok = all(p.is_cocok for p in hasil.persamaan)
        self.chip.show_status(Status("siap disimpan", Nada.OK) if cocok else Status("tidak cocok", Nada.BAD))
        items = [_check(p) for p in _merged(hasil.persamaan)]
        items += [_charges(hasil.kepala)] if hasil.kepala else []
        items += [Uji(t.kode.removeprefix("WARN_"), t.pesan, HasilUji.PERHATIAN) for t in hasil.temuan[:4]]
        if hasil.belum_terdaftar:
            nomor = ", ".join(f"•••• {n}" for n in hasil.belum_terdaftar)
            items.append(Uji("Kartu belum terdaftar", f"{nomor}: daftarkan di Kartu & limit.", HasilUji.PERHATIAN))
        self.checks.show_items(items)
        self.rows.show(hasil.masuk.baris)
        self.stack.setCurrentIndex(BARIS)

    def store(self) -> None:
        """Stores the bill, and the columns if they were chosen here."""
        if self.hasil is None or self.hasil.masuk is None:
            return
        self.go.setEnabled(False)
        if self._profil is not None:
            self._konteks.desk.do(SaveProfil(profil=profile_to_keep(self._profil)), refused=self._on_refused)
        self._konteks.desk.do(ImportTagihan(masuk=self.hasil.masuk), self._on_stored, refused=self._on_refused)

    def _first_look(self) -> tuple[bytes, tuple[tuple[str, str], ...], str]:
        """The bytes, the registered cards, and their issuer when they all have the same."""
        try:
            data = self._path.read_bytes()
        except OSError as no:
            raise Refusal("ERR_BERKAS_TIDAK_ADA", f"{self._path.name} tidak dapat dibaca: {no.strerror}.") from no
        hari = self._konteks.today()
        kartu = [r.kartu for r in self._konteks.tanya.ask(lambda q: q.kkpd.kartu(hari))]
        bank = {k.penerbit for k in kartu}
        pilihan = tuple((f"•••• {k.empat_akhir} {k.pemegang}", f"{k.bin6}XXXXXX{k.empat_akhir}") for k in kartu)
        return data, pilihan, bank.pop() if len(bank) == 1 else ""

    def _begin(self, found: tuple[bytes, tuple[tuple[str, str], ...], str]) -> None:
        self._data, pilihan, bank = found
        self.kartu.addItem("", "")
        for kata, nomor in pilihan:
            self.kartu.addItem(kata, nomor)
        if not self.bank.text():
            self.bank.setText(bank)
        self.read()

    def _show_refused(self, hasil: HasilBaca) -> None:
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
        for kode, medan, kata in (
            ("ERR_TOTAL_WAJIB", "total", "Isi total tagihan menurut lembar cetak bank, lalu F5."),
            ("ERR_KARTU_WAJIB", "kartu", "Pilih kartunya, lalu F5."),
        ):
            if hasil.complains(kode):
                self.form.set_error(medan, kata)
                self.form.field(medan).setFocus()
        if hasil.complains("ERR_KOLOM_TIDAK_DIKENAL") or hasil.complains("ERR_TATA_LETAK_BEDA"):
            self.map_columns()

    def _on_stored(self, hasil: Hasil) -> None:
        nilai: HasilImpor | None = hasil.nilai
        if nilai is None:
            return
        kata = f"{nilai.diimpor} baris disimpan, {nilai.dilewati} sudah ada." if nilai.dilewati else ""
        judul = "Tagihan ini sudah pernah diimpor" if not nilai.diimpor else f"{nilai.diimpor} baris diimpor"
        self._konteks.notify(Notice(judul, kata, Nada.OK if nilai.diimpor else Nada.INFO))
        self.stored.emit(nilai)
        self.accept()

    def _on_refused(self, refusal: Refusal) -> None:
        self.show_result(HasilBaca(refusal.temuan, self.hasil.lembaran if self.hasil else ()))

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(tokens.px(22), tokens.px(18), tokens.px(22), tokens.px(18))
        column.setSpacing(tokens.px(12))
        column.addWidget(text("Impor tagihan bank", "judul-besar"))
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
        self.map = _button("Atur kolom…", self.map_columns)
        self.again = _button("Baca ulang  F5", self.read, "F5")
        cancel = _button("Batal  Esc", self.reject)
        self.go = _button("Simpan tagihan  Ctrl+Enter", self.store, "Ctrl+Return")
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


def _button(kata: str, run: Any, keys: str = "") -> QPushButton:
    button = QPushButton(kata)
    button.setAutoDefault(False)
    if keys:
        button.setShortcut(keys)
    button.clicked.connect(lambda: run())  # noqa: PLW0108 - clicked carries a flag that run does not take
    return button


def _check(p: Persamaan) -> Uji:
    """Both sides of one equation."""
    judul = f"{p.kode}  {p.kata}" if p.kode.startswith("E") else p.kata[:1].upper() + p.kata[1:]
    kata = f"{p.uraian} = {p.hitungan}; tertulis {p.tertulis}"
    return Uji(judul, kata, HasilUji.LOLOS if p.is_cocok else HasilUji.GAGAL)


def _charges(t: Tagihan) -> Uji:
    """E8: a government card draws no cash and bears no charges."""
    bersih = not (t.tarik_tunai or t.bunga)
    kata = f"tarik tunai {t.tarik_tunai}, biaya dan bunga {t.bunga}; keduanya harus 0"
    judul = "E8  tanpa tarik tunai dan biaya" if bersih else "E8  ada biaya, bukan beban APBD"
    return Uji(judul, kata, HasilUji.LOLOS if bersih else HasilUji.PERHATIAN)


def _merged(persamaan: tuple[Persamaan, ...]) -> list[Persamaan]:
    """Of each kind the wrong ones, or one that stands for all the right ones."""
    made: list[Persamaan] = []
    for kode in dict.fromkeys(p.kode for p in persamaan):
        satu = [p for p in persamaan if p.kode == kode]
        made += [p for p in satu if not p.is_cocok] or [max(satu, key=lambda p: abs(p.tertulis.sen))]
    return made
