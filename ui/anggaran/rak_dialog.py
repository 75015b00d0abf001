"""Import of the anggaran kas (RAK) from a saved SIPD answer: twelve months to compare before it is stored."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from core.anggaran.commands import ImportRak
from core.anggaran.rules import check_rak, pagu_per_pair
from core.calendar import BULAN
from core.errors import Temuan
from core.money import Rupiah, format_sen
from ui.anggaran.impor_dialog import ImportDialog, read_bytes
from ui.anggaran.masukan import rak_of
from ui.kit.table import Column, Jenis, RowTable
from ui.kit.table_view import TableView

if TYPE_CHECKING:
    from collections.abc import Sequence

    from core.anggaran.model import Rak
    from core.bus import Command
    from core.importers.sipd_rak import Rak as DrafRak
    from ui.shell.page import Konteks


@dataclass(frozen=True, slots=True)
class BulanRak:
    """One month of the plan beside the one that holds now."""

    nama: str
    lama: Rupiah
    baru: Rupiah


@dataclass(frozen=True, slots=True)
class RencanaRak:
    """What was read and what storing it would do."""

    draf: DrafRak
    rak: Rak
    bulan: tuple[BulanRak, ...]
    temuan: tuple[Temuan, ...]


KOLOM_RAK: tuple[Column[BulanRak], ...] = (
    Column("bulan", "Bulan", lambda b: b.nama, 160, lentur=True, urut=False),
    Column("lama", "RAK sekarang", lambda b: b.lama, 160, Jenis.UANG, urut=False, nol="—"),
    Column("baru", "RAK dari berkas", lambda b: b.baru, 160, Jenis.UANG, urut=False, nol="—"),
    Column("beda", "Perubahan", lambda b: b.baru - b.lama, 160, Jenis.UANG, urut=False, nol="—"),
)


class RakDialog(ImportDialog):
    """Choose the file, look, store."""

    def __init__(self, konteks: Konteks, parent: QWidget | None = None) -> None:
        keterangan = "RAK belanja per rekening dari SIPD Penatausahaan (tanggapan JSON yang disimpan)."
        super().__init__(konteks, "Impor RAK", keterangan, "JSON (*.json);;Semua berkas (*)", parent)
        self.table: RowTable[BulanRak] = RowTable(KOLOM_RAK)
        self.view = TableView("impor-rak", self.table)
        self.view.set_empty("Pratinjau tampil di sini.", "Pilih berkas RAK dari SIPD.")
        self.tabs.addTab(self.view, "Pratinjau")
        self._complain(())
        self._rencana: RencanaRak | None = None

    def reader(self, berkas: Path) -> Any:
        tanya = self.konteks.tanya
        return lambda: tanya.ask(lambda q: read_plan(q, berkas))

    def show_draft(self, draf: RencanaRak) -> tuple[str, Sequence[Temuan]]:
        self._rencana = draf
        self.table.show(draf.bulan)
        d = draf.draf
        ringkas = (
            f"{d.skpd} {d.nama_skpd} · TA {d.tahun} · {d.jumlah_baris} rekening · setahun Rp {format_sen(d.total.sen)}"
        )
        return ringkas, draf.temuan

    def command(self) -> Command:
        assert self._rencana is not None, "the button waits for a draft"
        return ImportRak(tahun=self._rencana.draf.tahun, rak=self._rencana.rak)


def read_plan(q: Any, berkas: Path) -> RencanaRak:
    """Reads a RAK against the pagu. Refuses like `read_rak`; another office's file is a complaint."""
    from core.importers.sipd_rak import read_rak

    draf = read_rak(berkas.name, read_bytes(berkas))
    rak = rak_of(draf)
    lama = q.anggaran.rak_per_bulan(draf.tahun)
    bulan = tuple(BulanRak(BULAN[i], lama[i], draf.per_bulan[i]) for i in range(12))
    temuan = [*check_rak(rak, pagu_per_pair(q.anggaran.pagu(draf.tahun))), *draf.temuan]
    opd = q.opd.office()
    if opd is not None and opd.kode != draf.skpd:
        pesan = f"{berkas.name} milik {draf.skpd} {draf.nama_skpd}, sedangkan kantor ini {opd.kode} {opd.nama}. Pilih berkas kantor sendiri."  # noqa: E501
        temuan.insert(0, Temuan("ERR_OPD_BEDA", pesan, berkas=berkas.name))
    return RencanaRak(draf, rak, bulan, tuple(temuan))
