"""Impor tagihan: what is in the bank's file, with both sides of every control total, before anything is stored."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QComboBox,
    QLineEdit,
    QWidget,
)

from core.access import Izin
from core.bus import Hasil
from core.errors import Refusal
from core.kkpd.commands import HasilImpor, ImportTagihan, SaveProfil
from core.kkpd.masukan import BarisMasuk
from core.kkpd.model import Tagihan
from core.kkpd.rules import Persamaan
from core.money import format_sen
from ui.kit.check_list import HasilUji, Uji
from ui.kit.chip import Status
from ui.kit.notice import Notice
from ui.kit.rupiah_edit import RupiahEdit
from ui.kit.table import Column, Jenis, RowTable
from ui.kit.tokens import Nada
from ui.kkpd.impor_baca import HasilBaca, Permintaan, profile_to_keep, read_berkas_bank
from ui.kkpd.kolom_tagihan import KOLOM_TAGIHAN_BANK
from ui.shell.impor_berkas import BARIS, KOLOM, ImporBerkasDialog
from ui.shell.kolom_form import KolomForm
from ui.shell.page import Konteks

KOLOM_BARIS: tuple[Column[BarisMasuk], ...] = (
    Column("tanggal", "Tanggal", lambda b: b.tanggal_transaksi, 96, Jenis.TANGGAL, urut=False),
    Column("kartu", "Kartu", lambda b: b.kartu.empat_akhir, 60, Jenis.KODE, urut=False),
    Column("keterangan", "Baris tagihan", lambda b: b.keterangan, 260, lentur=True, urut=False),
    Column("nilai", "Jumlah (Rp)", lambda b: b.nilai, 120, Jenis.UANG, urut=False),
)


class ImporDialog(ImporBerkasDialog):
    """Reads, shows, asks what is missing, and stores all or nothing."""

    stored = Signal(object)
    """The HasilImpor."""

    judul = "Impor tagihan bank"
    simpan = "Simpan tagihan"
    daftar = ("impor-baris", "impor-keluhan")
    petunjuk = (
        ("ERR_TOTAL_WAJIB", "total", "Isi total tagihan menurut lembar cetak bank, lalu F5."),
        ("ERR_KARTU_WAJIB", "kartu", "Pilih kartunya, lalu F5."),
    )

    def __init__(self, path: str, konteks: Konteks, parent: QWidget | None = None) -> None:
        rows: RowTable[BarisMasuk] = RowTable(KOLOM_BARIS, key=lambda b: b.kunci_bank)
        super().__init__(path, konteks, rows, KolomForm(KOLOM_TAGIHAN_BANK), parent)
        self.hasil: HasilBaca | None = None
        self.bank, self.total, self.kartu = QLineEdit(), RupiahEdit(), QComboBox()
        self.kartu.setEditable(True)
        self.form.add("bank", "Bank penerbit", self.bank, span=4, hint="Sama untuk setiap berkas kartu ini.")
        self.form.add(
            "total", "Total menurut lembar bank", self.total, span=4, hint="Bila berkas tidak memuat totalnya."
        )
        self.form.add("kartu", "Nomor kartu", self.kartu, span=4, hint="Bila berkas tidak menyebut kartu.")
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
            self.show_complaints(hasil)
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
        hari = self._konteks.today()
        kartu = [r.kartu for r in self._konteks.tanya.ask(lambda q: q.kkpd.kartu(hari))]
        bank = {k.penerbit for k in kartu}
        pilihan = tuple((f"•••• {k.empat_akhir} {k.pemegang}", f"{k.bin6}XXXXXX{k.empat_akhir}") for k in kartu)
        return self.file_bytes(), pilihan, bank.pop() if len(bank) == 1 else ""

    def _begin(self, found: tuple[bytes, tuple[tuple[str, str], ...], str]) -> None:
        self._data, pilihan, bank = found
        self.kartu.addItem("", "")
        for kata, nomor in pilihan:
            self.kartu.addItem(kata, nomor)
        if not self.bank.text():
            self.bank.setText(bank)
        self.read()

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
