"""Kartu & Limit: the cards of the office, what of each limit is used, and the steps a card takes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

import shiboken6
from PySide6.QtWidgets import QHBoxLayout, QInputDialog, QPushButton, QWidget

from core.access import Izin
from core.calendar import tanggal_panjang
from core.kkpd.commands import StepKartu
from core.kkpd.model import LANGKAH_KARTU, JenisLimit
from core.kkpd.queries import KartuRow
from core.money import Rupiah
from ui.kit.notice import Notice
from ui.kit.table import Column, Jenis, RowTable
from ui.kit.table_view import TableView
from ui.kit.tokens import Nada
from ui.kkpd.kartu_dialog import BERALASAN, JENIS, LANGKAH, PROGRAM, KartuFormDialog, card_status
from ui.opd.isian import open_dialog
from ui.shell.daftar_page import DaftarPage, DetailCard
from ui.shell.page import Action

if TYPE_CHECKING:
    from collections.abc import Hashable, Sequence

    from core.bus import Hasil
    from core.kkpd.baris import PembelianKartu
    from core.opd.model import SkUp
    from core.pengguna.model import Orang
    from ui.kantor import Pertanyaan
    from ui.shell.page import Konteks

KOLOM: tuple[Column[KartuRow], ...] = (
    Column("nomor", "Kartu", lambda r: f"•••• {r.kartu.empat_akhir}", 90, Jenis.KODE),
    Column("pemegang", "Pemegang KKPD", lambda r: r.kartu.pemegang, 140, lentur=True),
    Column("limit", "Limit (Rp)", lambda r: r.limit, 110, Jenis.UANG),
    Column("terpakai", "Terpakai (Rp)", lambda r: r.terpakai, 112, Jenis.UANG),
    Column("sisa", "Sisa (Rp)", lambda r: r.sisa, 110, Jenis.UANG),
    Column("status", "Status", lambda r: card_status(r.kartu.status), 116, Jenis.STATUS),
)
KOLOM_BELI: tuple[Column[Any], ...] = (
    Column("tanggal", "Tanggal", lambda p: p.tanggal, 90, Jenis.TANGGAL, urut=False),
    Column("toko", "Belum lunas", lambda p: p.merchant, 100, lentur=True, urut=False),
    Column("nilai", "Nilai (Rp)", lambda p: p.nilai, 104, Jenis.UANG, urut=False),
)


class KartuPage(DaftarPage[KartuRow]):
    topics: ClassVar[frozenset[str]] = frozenset({"kkpd", "kas", "opd"})
    nama = "kartu"
    kolom = KOLOM
    cari_kata = "Pemegang atau empat angka akhir"
    kosong = ("Belum ada kartu terdaftar.", "Tambah kartu menurut SK dengan Ins.")
    jumlahkan = ("limit", "terpakai", "sisa")

    def __init__(self, konteks: Konteks, parent: QWidget | None = None) -> None:
        self._orang: tuple[Orang, ...] = ()
        self._beli: tuple[PembelianKartu, ...] = ()
        self._sk: SkUp | None = None
        super().__init__(konteks, parent)

    def title(self) -> str:
        return "Kartu & Limit"

    def subtitle(self) -> str:
        if self._sk is None:
            return "UP KKPD belum ditetapkan; isi SK UP di Pengaturan"
        terpakai = Rupiah(sum(r.terpakai.sen for r in self._all))
        limit = self._sk.limit_kkpd
        return f"UP KKPD Rp {limit}, terpakai {terpakai}, sisa {limit - terpakai}"

    def actions(self) -> tuple[Action, ...]:
        satu = self.view.current_row() is not None
        return (
            Action("tagihan", "Tagihan", lambda: self.konteks.open_page("tagihan", None), "Ctrl+T"),
            Action("ubah", "Ubah", self.edit, "Ctrl+O", Izin.KELOLA_KARTU, enabled=satu, note="Pilih satu kartu."),
            Action("tambah", "Tambah kartu", self.add, "Ins", Izin.KELOLA_KARTU, primary=True),
        )

    def ask(self, q: Pertanyaan) -> Sequence[KartuRow]:
        hari = self.konteks.today()
        self._orang = tuple(q.pengguna.people())
        self._beli = tuple(q.kkpd.pembelian(hari.year))
        self._sk = q.opd.up(hari)
        return q.kkpd.kartu(hari)

    def key_of(self, row: KartuRow) -> Hashable:
        return row.kartu.id

    def open_row(self, row: KartuRow) -> None:
        del row
        self.edit()

    def add(self) -> None:
        """A new card."""
        self._open_form(None)

    def edit(self) -> None:
        """The card in hand."""
        row = self.view.current_row()
        if row is not None:
            self._open_form(row)

    def step(self, peristiwa: str) -> None:
        """One step of the card in hand; blocking and closing ask why."""
        row, alasan = self.view.current_row(), ""
        if row is None:
            return
        if peristiwa in BERALASAN:
            alasan, ok = QInputDialog.getText(self, LANGKAH[peristiwa].rstrip("…"), "Alasan")
            if not ok:
                return
        command = StepKartu(kartu_id=row.kartu.id, versi=row.versi, peristiwa=peristiwa, alasan=alasan)
        kabar = f"Kartu •••• {row.kartu.empat_akhir}: {LANGKAH[peristiwa].rstrip('…').lower()}"
        self.konteks.desk.do(command, lambda _: self.konteks.notify(Notice(kabar)))

    def build_detail(self) -> QWidget:
        self.detail = DetailCard("", "Pilih satu kartu.")
        self.langkah = QHBoxLayout()
        self.detail.rest.addLayout(self.langkah)
        self.beli: RowTable[PembelianKartu] = RowTable(KOLOM_BELI, lambda p: p.nomor_bukti)
        view = TableView("kartu.belanja", self.beli)
        view.setAccessibleName("Belanja kartu yang belum lunas")
        view.set_empty("Tidak ada belanja yang belum lunas.")
        self.detail.rest.addWidget(view, 1)
        return self.detail

    def show_detail(self, row: KartuRow | None) -> None:
        while (old := self.langkah.takeAt(0)) is not None:
            if (widget := old.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        if row is None:
            self.detail.show_lines("", ())
            self.beli.show(())
            return
        k = row.kartu
        dasar = next((s for s in reversed(k.limit) if s.jenis is JenisLimit.TOTAL), None)
        self.detail.show_lines(
            f"•••• {k.empat_akhir}  {k.pemegang}",
            (
                ("Untuk belanja", JENIS[k.jenis]),
                ("Program", f"{PROGRAM[k.program]}, {k.penerbit}"),
                ("SK kartu", k.dasar_sk),
                ("SK UP", self._sk.nomor if self._sk else ""),
                ("Limit total", f"Rp {dasar.nilai} sejak {tanggal_panjang(dasar.sejak)}" if dasar else ""),
                ("Terpakai", f"Rp {row.terpakai}" + (f" dari Rp {row.limit}" if row.limit else "")),
                ("Berlaku sampai", tanggal_panjang(k.berlaku_sampai)),
            ),
        )
        if self.konteks.may(Izin.KELOLA_KARTU):
            for langkah in (x for x in LANGKAH_KARTU if x.dari is k.status):
                button = QPushButton(LANGKAH[langkah.peristiwa])
                button.setAutoDefault(False)
                button.clicked.connect(lambda _=False, p=langkah.peristiwa: self.step(p))
                self.langkah.addWidget(button)
            self.langkah.addStretch(1)
        self.beli.show([p for p in self._beli if p.kartu == k.id])

    def _open_form(self, row: KartuRow | None) -> None:
        if not self.konteks.may(Izin.KELOLA_KARTU):
            return
        penerbit = self._all[0].kartu.penerbit if self._all else ""
        dialog = KartuFormDialog(row, self._orang, penerbit, self.konteks.today(), self)

        def done(hasil: Hasil) -> None:
            for t in hasil.nilai.peringatan if hasil.nilai else ():
                self.konteks.notify(Notice("Perlu perhatian", t.pesan, Nada.WARN, t.kode))
            if shiboken6.isValid(dialog):
                dialog.on_done(hasil)

        dialog.asked.connect(lambda command: self.konteks.desk.do(command, done, refused=dialog.on_refused))
        open_dialog(dialog)
