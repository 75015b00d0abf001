"""Questions before a step of a card: when and why, a loss, a successor, a raise for a while, the year-end freeze."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit

from core.calendar import tanggal_panjang
from core.identity import KartuId, new_uuid
from core.kkpd.commands import FreezeKartu, RaiseLimit, ReplaceKartu, ReportLost, StepKartu
from core.kkpd.model import JenisLimit
from core.money import Rupiah
from ui.kit import tokens
from ui.kit.date_edit import DateEdit
from ui.kit.rupiah_edit import RupiahEdit
from ui.opd.isian import ChoiceBox, FormDialog

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from core.bus import Command
    from core.kkpd.queries import KartuRow
    from ui.shell.page import Konteks

LIMIT: Final = {
    JenisLimit.TOTAL: "Limit total",
    JenisLimit.PER_TRANSAKSI: "Per transaksi",
    JenisLimit.PER_HARI: "Per hari",
    JenisLimit.PER_PENERIMA: "Per penerima",
}
LANGKAH: Final = {
    "setujui_sk": "SK terbit",
    "terbitkan": "Kartu terbit",
    "aktifkan": "Aktifkan",
    "blokir": "Blokir",
    "buka_blokir": "Buka blokir",
    "tutup": "Tutup kartu",
    "kedaluwarsa": "Kedaluwarsa",
}
_KETERANGAN: Final = {
    "setujui_sk": "SK kepala daerah menetapkan pemegang dan limit kartu ini.",
    "terbitkan": "Bank sudah menerbitkan kartu; belum dapat dipakai.",
    "aktifkan": "Kartu dapat dipakai mulai tanggal ini.",
    "blokir": "Belanja sesudah tanggal ini ditolak; tagihan atas belanja sebelumnya tetap masuk.",
    "buka_blokir": "Kartu dapat dipakai lagi mulai tanggal ini.",
    "tutup": "Kartu tidak dipakai lagi. Hanya kartu tanpa utang ke bank yang dapat ditutup.",
    "kedaluwarsa": "Masa berlaku kartu sudah lewat.",
}
BERALASAN: Final = frozenset({"blokir", "tutup"})


def _name(row: KartuRow) -> str:
    return f"•••• {row.kartu.empat_akhir} {row.kartu.pemegang}"


class TanyaKartu(FormDialog):
    """A question about a card, as high as what it asks."""

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        layout = self.layout()
        assert layout is not None
        layout.invalidate()
        layout.activate()  # with the fonts of the theme, which it has only now
        self.resize(self.width(), max(layout.totalHeightForWidth(self.width()), self.height()))


class LangkahKartuDialog(TanyaKartu):
    """One plain step: the day it happened, and for some the reason."""

    def __init__(self, konteks: Konteks, row: KartuRow, peristiwa: str, parent: QWidget | None = None) -> None:
        kata = LANGKAH[peristiwa]
        super().__init__(
            konteks, f"{kata}: kartu {_name(row)}", kata, keterangan=_KETERANGAN[peristiwa],
            bahaya=peristiwa in BERALASAN, parent=parent,
        )  # fmt: skip
        self._row, self._peristiwa = row, peristiwa
        self.tanggal = DateEdit(konteks.today(), today=konteks.today)
        self.alasan = QPlainTextEdit()
        self.alasan.setTabChangesFocus(True)
        self.alasan.setFixedHeight(tokens.px(64))
        self.form.add("tanggal", "Tanggal", self.tanggal, span=6)
        if peristiwa in BERALASAN:
            self.form.add("alasan", "Alasan", self.alasan)
            self.alasan.setFocus()

    def command(self) -> Command | None:
        tanggal = _day(self, "tanggal", self.tanggal)
        if tanggal is None:
            return None
        return StepKartu(
            kartu_id=self._row.kartu.id, versi=self._row.versi, peristiwa=self._peristiwa,
            alasan=self.alasan.toPlainText(), tanggal=tanggal,
        )  # fmt: skip


class HilangDialog(TanyaKartu):
    """A card is lost, stolen or broken: it is blocked now, under the bank's ticket (F19)."""

    def __init__(self, konteks: Konteks, row: KartuRow, parent: QWidget | None = None) -> None:
        super().__init__(
            konteks, f"Kartu hilang: {_name(row)}", "Blokir sekarang", bahaya=True, parent=parent,
            keterangan="Telepon bank penerbit dahulu dan minta nomor tiket. Sesudah kartu diblokir, bank yang "
            "menanggung pemakaiannya.",
        )  # fmt: skip
        self._row = row
        self.kejadian = DateEdit(konteks.today(), today=konteks.today)
        self.tiket, self.keterangan = QLineEdit(), QPlainTextEdit()
        self.keterangan.setTabChangesFocus(True)
        self.keterangan.setFixedHeight(tokens.px(64))
        self.form.add("kejadian", "Tanggal kejadian", self.kejadian, span=6)
        self.form.add("tiket", "Nomor tiket bank", self.tiket, span=6)
        self.form.add("keterangan", "Apa yang terjadi", self.keterangan)
        self.tiket.setFocus()

    def command(self) -> Command | None:
        kejadian = _day(self, "kejadian", self.kejadian)
        if kejadian is None:
            return None
        return ReportLost(
            kartu_id=self._row.kartu.id, versi=self._row.versi, kejadian=kejadian, tiket=self.tiket.text(),
            keterangan=self.keterangan.toPlainText(),
        )  # fmt: skip


class GantiDialog(TanyaKartu):
    """The bank has sent another card: its digits and how long it is valid."""

    def __init__(self, konteks: Konteks, row: KartuRow, parent: QWidget | None = None) -> None:
        super().__init__(
            konteks, f"Ganti kartu {_name(row)}", "Ganti kartu", parent=parent,
            keterangan="Pemegang, SK dan limitnya tetap. Utang kartu lama tetap pada nomor lama; kartu baru "
            "diaktifkan sesudah diterima.",
        )  # fmt: skip
        self._row = row
        self.bin6, self.akhir = QLineEdit(row.kartu.bin6), QLineEdit()
        self.bin6.setMaxLength(6)
        self.akhir.setMaxLength(4)
        hari = konteks.today()
        self.berlaku = DateEdit(date(hari.year + 3, 12, 31), today=konteks.today)
        self.form.add("kartu", "6 angka depan", self.bin6, span=3)
        self.form.add("empat_akhir", "4 angka akhir", self.akhir, span=3)
        self.form.add("berlaku_sampai", "Berlaku sampai", self.berlaku, span=6)
        self.akhir.setFocus()

    def command(self) -> Command | None:
        berlaku = _day(self, "berlaku_sampai", self.berlaku)
        if berlaku is None:
            return None
        return ReplaceKartu(
            kartu_id=self._row.kartu.id, versi=self._row.versi, pengganti=KartuId(new_uuid()),
            bin6=self.bin6.text().strip(), empat_akhir=self.akhir.text().strip(), berlaku_sampai=berlaku,
        )  # fmt: skip


class NaikLimitDialog(TanyaKartu):
    """A raise of one limit from a day to a day (F20)."""

    def __init__(self, konteks: Konteks, row: KartuRow, parent: QWidget | None = None) -> None:
        super().__init__(
            konteks, f"Naikkan limit sementara: {_name(row)}", "Naikkan limit", parent=parent,
            keterangan="Berlaku antara dua tanggal, lalu kembali ke limit SK dengan sendirinya.",
        )  # fmt: skip
        self._row = row
        hari = konteks.today()
        ada = [(j, LIMIT[j]) for j in JenisLimit if row.kartu.limit_on(j, hari, lasting=True) is not None]
        self.jenis: ChoiceBox[JenisLimit] = ChoiceBox(ada)
        self.nilai = RupiahEdit()
        self.sejak = DateEdit(hari, today=konteks.today)
        self.sampai = DateEdit(hari + timedelta(days=30), today=konteks.today)
        self.dasar = QLineEdit()
        self.dasar.setPlaceholderText("surat permohonan dan persetujuannya")
        self.form.add("jenis", "Limit", self.jenis, span=6)
        self.form.add("nilai", "Menjadi", self.nilai, span=6)
        self.form.add("sejak", "Mulai", self.sejak, span=6)
        self.form.add("sampai", "Sampai", self.sampai, span=6)
        self.form.add("dasar", "Dasar", self.dasar)
        self.nilai.setFocus()

    def command(self) -> Command | None:
        sejak, sampai, jenis = _day(self, "sejak", self.sejak), _day(self, "sampai", self.sampai), self.jenis.value()
        if sejak is None or sampai is None:
            return None
        if jenis is None or not self.nilai.is_valid() or not self.nilai.value():
            self.form.set_error("nilai", "Isi limit sementaranya.")
            return None
        return RaiseLimit(
            kartu_id=self._row.kartu.id, versi=self._row.versi, jenis=jenis, nilai=self.nilai.value(),
            sejak=sejak, sampai=sampai, dasar=self.dasar.text(),
        )  # fmt: skip


class BekuDialog(TanyaKartu):
    """Year end: every active card is blocked until the decree of the new year."""

    def __init__(self, konteks: Konteks, banyak: int, terbuka: Rupiah, parent: QWidget | None = None) -> None:
        sisa = f" Masih terbuka Rp {terbuka}; lunasi sebelum 31 Desember." if terbuka else ""
        super().__init__(
            konteks, "Bekukan kartu akhir tahun", f"Bekukan {banyak} kartu", bahaya=True, parent=parent,
            keterangan=f"{banyak} kartu aktif diblokir mulai {tanggal_panjang(konteks.today())} sampai SK UP tahun "
            f"berikutnya dicatat.{sisa}",
        )  # fmt: skip
        self.dasar = QLineEdit()
        self.dasar.setPlaceholderText("nomor surat edaran atau instruksi akhir tahun")
        self.form.add("dasar", "Dasar", self.dasar)
        self.dasar.setFocus()

    def command(self) -> Command:
        return FreezeKartu(dasar=self.dasar.text())


def _day(dialog: FormDialog, medan: str, edit: DateEdit) -> date | None:
    """The day in a field; complains beside it when there is none."""
    found: date | None = edit.value() if edit.is_valid() else None
    if found is None:
        dialog.form.set_error(medan, "Isi tanggalnya.")
    return found
