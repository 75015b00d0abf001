"""Impor rekening koran: what is in the bank's file, with both sides of its totals, before anything is stored."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QWidget

from core.access import Izin
from core.bus import Hasil
from core.calendar import tanggal_pendek
from core.errors import Refusal
from core.kas.koran import BarisKoran
from core.kas.koran_commands import HasilKoran, ImportKoran, SaveProfilKoran
from core.kas.koran_rencana import tail
from core.money import NOL
from ui.kas.koran_baca import KOLOM_KORAN_BANK, HasilBaca, Permintaan, checks_of, read_statement
from ui.kas.masukan import profile_to_keep
from ui.kit.chip import Status
from ui.kit.notice import Notice
from ui.kit.rupiah_edit import RupiahEdit
from ui.kit.table import Column, Jenis, RowTable
from ui.kit.tokens import Nada
from ui.shell.impor_berkas import BARIS, KOLOM, ImporBerkasDialog
from ui.shell.kolom_form import KolomForm
from ui.shell.page import Konteks

KOLOM_BARIS: tuple[Column[BarisKoran], ...] = (
    Column("tanggal", "Tanggal", lambda b: b.tanggal, 92, Jenis.TANGGAL, urut=False),
    Column("keterangan", "Keterangan", lambda b: b.keterangan, 200, lentur=True, urut=False),
    Column("debet", "Debet", lambda b: -b.nilai if b.nilai < NOL else None, 104, Jenis.UANG, urut=False),
    Column("kredit", "Kredit", lambda b: b.nilai if b.nilai > NOL else None, 104, Jenis.UANG, urut=False),
    Column("saldo", "Saldo", lambda b: b.saldo, 108, Jenis.UANG, urut=False, berjalan=True),
)


class ImporKoranDialog(ImporBerkasDialog):
    """Reads, shows, asks what is missing, and stores all or nothing."""

    stored = Signal(object)
    """The HasilKoran, and up to which day the statement reaches, as a pair."""

    judul = "Impor rekening koran"
    simpan = "Simpan rekening koran"
    daftar = ("impor-koran-baris", "impor-koran-keluhan")
    petunjuk = (
        ("ERR_REKENING_WAJIB", "rekening", "Pilih rekeningnya, lalu F5."),
        ("ERR_REKENING_BEDA", "rekening", "Rekening lain; pilih berkas rekening ini."),
        ("ERR_SALDO_AKHIR_KORAN", "saldo", "Berbeda dari saldo akhir di dalam berkas."),
    )

    def __init__(self, path: str, konteks: Konteks, parent: QWidget | None = None) -> None:
        rows: RowTable[BarisKoran] = RowTable(KOLOM_BARIS)
        super().__init__(path, konteks, rows, KolomForm(KOLOM_KORAN_BANK), parent)
        self.hasil: HasilBaca | None = None
        self.rekening, self.saldo = QComboBox(), RupiahEdit()
        self.rekening.setEditable(True)
        self.form.add("rekening", "Rekening", self.rekening, span=6, hint="Bila berkas tidak menyebut nomornya.")
        self.form.add(
            "saldo", "Saldo akhir menurut lembar bank", self.saldo, span=6, hint="Bila berkas tidak memuat saldonya."
        )
        konteks.desk.ask(self._first_look, self._begin, refused=self._on_refused)

    def read(self) -> None:
        """Reads the file again with what was filled in."""
        if not self._data:
            return
        minta = Permintaan(
            self._path.name,
            self._data,
            self._account(),
            self.saldo.value() if self.saldo.text().strip() and self.saldo.is_valid() else None,
            self._profil,
        )
        tanya = self._konteks.tanya
        self.go.setEnabled(False)
        self._konteks.desk.ask(lambda: read_statement(tanya, minta), self.show_result, key="impor-koran")

    def map_columns(self) -> None:
        """Shows the column step."""
        if self.hasil is not None and self.hasil.lembaran:
            self.columns.show_sheet(self.hasil.lembaran[0], self.rekening.currentText().partition("•")[0].strip())
            self.stack.setCurrentIndex(KOLOM)
            self.columns.kepala.setFocus()

    def show_result(self, hasil: HasilBaca) -> None:
        """What was read, or what stands against it."""
        self.hasil = hasil
        self.form.clear_errors()
        self.complaints.show(hasil.temuan)
        self.map.setEnabled(bool(hasil.lembaran))
        if hasil.rencana is None:
            self.go.setEnabled(False)
            self.show_complaints(hasil)
            return
        m, lama = hasil.rencana.masuk, hasil.rencana.sudah_ada
        self.go.setEnabled(lama is None and self._konteks.may(Izin.CATAT))
        self.summary.setText(
            f"{' '.join(filter(None, (m.bank, tail(m.rekening))))} · {tanggal_pendek(m.dari)}–"
            f"{tanggal_pendek(m.sampai)} · {m.jumlah_baris} baris, {hasil.rencana.baru} baru"
        )
        siap = Status("siap disimpan", Nada.OK) if lama is None else Status("sudah pernah diimpor", Nada.INFO)
        self.chip.show_status(siap)
        self.checks.show_items(checks_of(hasil))
        self.rows.show(m.baris)
        self.stack.setCurrentIndex(BARIS)
        if hasil.complains("WARN_SALDO_TIDAK_TERTULIS"):
            self.saldo.setFocus()
        else:
            self.go.setFocus()

    def store(self) -> None:
        """Stores the statement, and the columns if they were chosen here."""
        if self.hasil is None or self.hasil.masuk is None or not self.go.isEnabled():
            return
        self.go.setEnabled(False)
        if self._profil is not None:
            simpan = SaveProfilKoran(profil=profile_to_keep(self._profil))
            self._konteks.desk.do(simpan, refused=self._on_refused)
        impor = ImportKoran(masuk=self.hasil.masuk, rekening=self._account())
        self._konteks.desk.do(impor, self._on_stored, refused=self._on_refused)

    def _account(self) -> str:
        """The account chosen or typed; empty leaves it to the file."""
        i = self.rekening.findText(self.rekening.currentText())
        return str(self.rekening.itemData(i) or "") if i >= 0 else self.rekening.currentText().strip()

    def _first_look(self) -> tuple[bytes, tuple[tuple[str, str], ...]]:
        """The bytes and the accounts of the office."""
        from ui.kas.koran_bacaan import accounts_of

        return self.file_bytes(), self._konteks.tanya.ask(lambda q: accounts_of(q, q.kas.koran_list()))

    def _begin(self, found: tuple[bytes, tuple[tuple[str, str], ...]]) -> None:
        self._data, rekening = found
        self.rekening.addItem("", "")
        for nomor, kata in rekening:
            self.rekening.addItem(kata, nomor)
        self.read()

    def _on_stored(self, hasil: Hasil) -> None:
        nilai: HasilKoran | None = hasil.nilai
        if nilai is None:
            return
        kata = f"{nilai.dilewati} baris sudah ada atau tidak bergerak." if nilai.dilewati else ""
        judul = f"{nilai.diimpor} baris diimpor" if nilai.diimpor else "Rekening koran ini sudah pernah diimpor"
        self._konteks.notify(Notice(judul, kata, Nada.OK if nilai.diimpor else Nada.INFO))
        assert self.hasil is not None
        assert self.hasil.masuk is not None
        self.stored.emit((nilai, self.hasil.masuk.sampai))
        self.accept()

    def _on_refused(self, refusal: Refusal) -> None:
        self.show_result(HasilBaca(refusal.temuan, self.hasil.lembaran if self.hasil else ()))
