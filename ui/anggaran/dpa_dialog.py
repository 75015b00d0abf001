"""Import of a DPA from SIPD's rekap pagu: what is new, changed, gone; the control total; then stored as one version."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QCheckBox, QWidget

from core.anggaran.commands import ImportDpa
from core.anggaran.model import SelisihDpa
from core.anggaran.rules import RencanaDpa, plan_dpa
from core.errors import Temuan
from core.money import format_sen
from ui.anggaran.impor_dialog import ImportDialog, read_bytes
from ui.anggaran.masukan import dpa_of
from ui.kit.chip import Status
from ui.kit.date_edit import BukanTanggal, DateEdit
from ui.kit.table import Column, Jenis, RowTable
from ui.kit.table_view import TableView
from ui.kit.tokens import Nada
from ui.opd.isian import ChoiceBox

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from core.bus import Command
    from core.importers.sipd_rekap_pagu import RekapPagu
    from ui.shell.page import Konteks

_NADA = {"baru": Nada.OK, "berubah": Nada.WARN, "dihapus": Nada.BAD, "tetap": Nada.MUTED}
TAHAP_MAKS = 9

KOLOM_SELISIH: tuple[Column[SelisihDpa], ...] = (
    Column("keadaan", "Keadaan", lambda s: Status(s.keadaan, _NADA[s.keadaan]), 92, Jenis.STATUS, urut=False),
    Column("sub", "Sub kegiatan", lambda s: s.baris.sub_kegiatan, 138, Jenis.KODE, urut=False),
    Column("rekening", "Kode rekening", lambda s: s.baris.rekening, 140, Jenis.KODE, urut=False),
    Column("uraian", "Uraian", lambda s: s.baris.uraian, 160, lentur=True, urut=False),
    Column("lama", "Pagu lama", lambda s: s.lama, 118, Jenis.UANG, urut=False, nol="—"),
    Column("baru", "Pagu baru", lambda s: s.baru, 118, Jenis.UANG, urut=False, nol="—"),
    Column("beda", "Perubahan", lambda s: s.baru - s.lama, 118, Jenis.UANG, urut=False, nol="—"),
    Column("realisasi", "Realisasi", lambda s: s.realisasi, 112, Jenis.UANG, urut=False, nol="—"),
)


@dataclass(frozen=True, slots=True)
class DrafDpa:
    """What was read, what storing it would do, and everything to be said about it."""

    rekap: RekapPagu
    rencana: RencanaDpa
    temuan: tuple[Temuan, ...]


class DpaDialog(ImportDialog):
    """Choose the file, look, store."""

    def __init__(self, konteks: Konteks, versi: int, parent: QWidget | None = None) -> None:
        keterangan = (
            "Rekap pagu dari SIPD Anggaran (XLSX, 23 atau 24 kolom). Cocokkan jumlah baris dan total dengan SIPD; "
            "versi lama tetap dapat dibaca."
        )
        super().__init__(konteks, "Impor DPA", keterangan, "Lembar kerja (*.xlsx *.csv);;Semua berkas (*)", parent)
        tahap = [("M", "Murni (M)"), *((f"P{n}", f"Perubahan ke-{n} (P{n})") for n in range(1, TAHAP_MAKS + 1))]
        self.tahap: ChoiceBox[str] = ChoiceBox(tahap)
        self.tahap.setMinimumContentsLength(16)
        self.tahap.setAccessibleName("Tahap anggaran")
        self.tahap.set_value("M" if not versi else f"P{min(versi, TAHAP_MAKS)}")
        self.tanggal = DateEdit(konteks.today(), today=konteks.today)
        self.tanggal.setAccessibleName("Tanggal DPA")
        self.tanggal.setToolTip("Tanggal pengesahan DPA")
        self.hanya = QCheckBox("Hanya yang berubah")
        for widget in (self.hanya, self.tahap, self.tanggal):
            self.fields.addWidget(widget)
        self.table: RowTable[SelisihDpa] = RowTable(KOLOM_SELISIH)
        self.view = TableView("impor-dpa", self.table)
        self.view.set_empty("Pratinjau tampil di sini.", "Pilih berkas rekap pagu dari SIPD.")
        self.tabs.addTab(self.view, "Pratinjau")
        self._complain(())
        self._draf: DrafDpa | None = None
        self.hanya.toggled.connect(lambda _: self._show_rows())
        self.tahap.value_changed.connect(lambda _: self.again())
        self.tanggal.value_changed.connect(lambda _: self.again())

    def reader(self, berkas: Path) -> Any:
        tahap = self.tahap.value() or "M"
        try:
            tanggal = self.tanggal.value() or self.konteks.today()
        except BukanTanggal:
            tanggal = self.konteks.today()
        tanya = self.konteks.tanya
        return lambda: tanya.ask(lambda q: read_draft(q, berkas, tahap, tanggal))

    def show_draft(self, draf: DrafDpa) -> tuple[str, Sequence[Temuan]]:
        self._draf = draf
        self._show_rows()
        self.tabs.setCurrentWidget(self.view)
        r = draf.rencana
        hitung = ", ".join(f"{r.count(k)} {k}" for k in _NADA)
        isi = "Sama dengan versi yang berlaku; tidak ada yang perlu disimpan." if r.sama else hitung
        d = draf.rekap
        total = f"Total Rp {format_sen(r.total_baru.sen)} (sebelumnya {format_sen(r.total_lama.sen)}"
        ringkas = (
            f"{d.skpd.kode} {d.skpd.nama} · TA {d.tahun} · {d.jumlah_baris} baris, {len(r.baru.baris)} rekening\n"
            f"{total}, perubahan {format_sen(r.perubahan.sen, brackets=True)}) · {isi}"
        )
        return ringkas, draf.temuan

    def command(self) -> Command:
        assert self._draf is not None, "the button waits for a draft"
        return ImportDpa(tahun=self._draf.rencana.tahun, dpa=self._draf.rencana.baru)

    def _show_rows(self) -> None:
        if self._draf is not None:
            rows = self._draf.rencana.selisih
            self.table.show(tuple(s for s in rows if s.keadaan != "tetap") if self.hanya.isChecked() else rows)


def read_draft(q: Any, berkas: Path, tahap: str, tanggal: date) -> DrafDpa:
    """Reads a rekap pagu against the newest DPA. Refuses like `read_rekap_pagu`; another office's is a complaint."""
    from core.importers.sipd_rekap_pagu import read_rekap_pagu

    rekap = read_rekap_pagu(berkas.name, read_bytes(berkas))
    dpa = replace(dpa_of(rekap, tanggal), tahapan=tahap, tanggal=tanggal)
    rencana = plan_dpa(rekap.tahun, dpa, q.anggaran.dpa(rekap.tahun), q.anggaran.realised(rekap.tahun))
    opd = q.opd.office()
    asing: tuple[Temuan, ...] = ()
    if opd is not None and opd.kode != rekap.skpd.kode:
        pesan = f"{berkas.name} milik {rekap.skpd.kode} {rekap.skpd.nama}, sedangkan kantor ini {opd.kode} {opd.nama}. Pilih berkas kantor sendiri."  # noqa: E501
        asing = (Temuan("ERR_OPD_BEDA", pesan, berkas=berkas.name),)
    return DrafDpa(rekap, rencana, (*asing, *rencana.temuan, *rekap.temuan))
