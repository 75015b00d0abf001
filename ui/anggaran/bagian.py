"""Anggaran in Pengaturan: the DPA versions of the year, its SPD and its RAK, and how each comes in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from core.access import Izin
from core.anggaran.model import Spd
from core.anggaran.queries import VersiDpa
from core.calendar import ROMAWI
from core.money import Rupiah, format_sen, total
from ui.anggaran.dpa_dialog import DpaDialog
from ui.anggaran.rak_dialog import RakDialog
from ui.anggaran.spd_dialog import SpdDialog
from ui.kit.card import line, text
from ui.kit.chip import Status
from ui.kit.notice import Notice
from ui.kit.table import Column, Jenis
from ui.kit.tokens import Nada
from ui.opd.bagian import Bagian, BagianSpec
from ui.opd.isian import open_dialog

if TYPE_CHECKING:
    from core.bus import Hasil
    from ui.kantor import Pertanyaan
    from ui.shell.page import Konteks


@dataclass(frozen=True, slots=True)
class IsiAnggaran:
    """Versions newest first, SPD by date, RAK per month."""

    versi: tuple[VersiDpa, ...]
    spd: tuple[Spd, ...]
    rak: tuple[Rupiah, ...]


KOLOM_SPD: tuple[Column[Spd], ...] = (
    Column("nomor", "Nomor SPD", lambda s: s.nomor, 220, lentur=True, urut=False),
    Column("tanggal", "Tanggal", lambda s: s.tanggal, 100, Jenis.TANGGAL, urut=False),
    Column("tw", "Mulai triwulan", lambda s: ROMAWI[s.triwulan - 1], 120, urut=False),
    Column("rekening", "Rekening", lambda s: len(s.baris), 90, Jenis.ANGKA, urut=False),
    Column("jumlah", "Jumlah", lambda s: s.total, 150, Jenis.UANG, urut=False),
)


class AnggaranBagian(Bagian):
    """The section."""

    topics: ClassVar[frozenset[str]] = frozenset({"anggaran"})
    izin: ClassVar[Izin] = Izin.ATUR_ANGGARAN

    def __init__(self, konteks: Konteks) -> None:
        super().__init__(konteks, "Anggaran", "DPA yang terbaru yang berlaku; versi lama tetap dapat dibaca.")
        self._isi = IsiAnggaran((), (), ())
        self.add_button("Impor RAK…", self.import_rak)
        self.add_button("SPD baru…", self.add_spd)
        self.add_button("Impor DPA…", self.import_dpa, utama=True)
        kolom: tuple[Column[VersiDpa], ...] = (
            Column("versi", "Versi", lambda v: v.versi, 60, Jenis.ANGKA, urut=False),
            Column("tahap", "Tahap", lambda v: v.tahapan, 110, urut=False),
            Column("tanggal", "Tanggal", lambda v: v.tanggal, 96, Jenis.TANGGAL, urut=False),
            Column("baris", "Rekening", lambda v: v.baris, 84, Jenis.ANGKA, urut=False),
            Column("total", "Total pagu", lambda v: v.total, 150, Jenis.UANG, urut=False),
            Column("sumber", "Sumber", lambda v: v.sumber.split(" sha256:")[0], 180, lentur=True, urut=False),
            Column("oleh", "Dicatat oleh", lambda v: v.oleh, 140, urut=False),
            Column("kini", "Keadaan", self._state, 110, Jenis.STATUS, urut=False),
        )
        self.versions = self.add_table("dpa", kolom, "Belum ada DPA tahun ini; impor rekap pagu dari SIPD.")
        self.card.add(line())
        self.spd_head = text("SPD", "kuat")
        self.card.add(self.spd_head)
        self.spd = self.add_table("spd", KOLOM_SPD, "Belum ada SPD tahun ini.")
        self.rak = text("", "redup", wrap=True)
        self.card.add(self.rak)

    def ask(self, q: Pertanyaan) -> IsiAnggaran:
        tahun = self.konteks.today().year
        a = q.anggaran
        return IsiAnggaran(tuple(a.versions(tahun)), tuple(a.spd_list(tahun)), tuple(a.rak_per_bulan(tahun)))

    def show_answer(self, answer: IsiAnggaran) -> None:
        self._isi = answer
        self.versions.table.show(answer.versi)
        self.spd.table.show(answer.spd)
        jumlah = format_sen(total([s.total for s in answer.spd]).sen)
        self.spd_head.setText(f"SPD · {len(answer.spd)} lembar, jumlah Rp {jumlah}" if answer.spd else "SPD")
        setahun = total(answer.rak)
        belum = "RAK tahun ini belum diimpor; SPP dan SPM menunggunya."
        self.rak.setText(f"RAK setahun Rp {format_sen(setahun.sen)}" if setahun else belum)

    def import_dpa(self) -> None:
        """A rekap pagu."""
        versi = self._isi.versi[0].versi if self._isi.versi else 0
        dialog = DpaDialog(self.konteks, versi, self)
        dialog.sent.connect(self._on_dpa)
        self.dialog = open_dialog(dialog)

    def import_rak(self) -> None:
        """A RAK."""
        dialog = RakDialog(self.konteks, self)
        dialog.sent.connect(self._on_rak)
        self.dialog = open_dialog(dialog)

    def add_spd(self) -> None:
        """An SPD."""
        self.open_form(SpdDialog(self.konteks, self), "SPD dicatat")

    def _state(self, v: VersiDpa) -> Status:
        newest = self._isi.versi and self._isi.versi[0].versi == v.versi
        return Status("berlaku", Nada.OK) if newest else Status("lama", Nada.MUTED)

    def _on_dpa(self, hasil: Hasil) -> None:
        h = hasil.nilai
        kalimat = f"Versi {h.versi}, total pagu Rp {format_sen(h.rencana.total_baru.sen)}"
        self.konteks.notify(
            Notice("DPA disimpan" if h.tersimpan else "DPA sudah sama, tidak ada yang disimpan", kalimat)
        )

    def _on_rak(self, hasil: Hasil) -> None:
        self.konteks.notify(Notice("RAK disimpan" if hasil.nilai else "RAK sudah sama, tidak ada yang disimpan"))


BAGIAN = BagianSpec("anggaran", "Anggaran", AnggaranBagian)
"""For the page Pengaturan."""
